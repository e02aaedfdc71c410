//! The lists about verdicts, flags, filters, reports and a changed article.

use crate::app::chooser::{Chooser, ChooserItem, ChooserPurpose};
use crate::app::workspace::Workspace;
use crate::model::{Anchor, Aside, Filter, Flag, Ruling};
use crate::text::one_line;

impl Chooser {
    /// Offers the reasons for setting the current claim aside.
    pub(in crate::app) fn aside(work: &Workspace) -> Option<Self> {
        let claim = work.selected_claim()?;
        let given = claim.ruling().and_then(Ruling::aside);
        let items = Aside::ALL.iter().map(|&aside| ChooserItem {
            name: aside.name().to_owned(),
            meaning: aside.meaning().to_owned(),
            on: given == Some(aside),
        });
        Some(Self::new(
            ChooserPurpose::Aside(claim.id.clone()),
            format!("Set aside claim {}", work.number(work.list.selected()?)),
            false,
            items.collect(),
        ))
    }

    /// Offers what may be wrong with a claim.
    pub(in crate::app) fn reasons(work: &Workspace) -> Option<Self> {
        let place = work.target()?;
        let claim = work.review().claims().get(place)?;
        let given = claim
            .decision
            .as_ref()
            .map_or(&[][..], |decision| &decision.reasons);
        let items = work
            .review()
            .reasons_for(place)
            .ok()?
            .iter()
            .map(|&reason| ChooserItem {
                name: reason.name().to_owned(),
                meaning: reason.meaning().to_owned(),
                on: given.contains(&reason),
            });
        Some(Self::new(
            ChooserPurpose::Reasons(claim.id.clone()),
            format!("Why claim {} is {}", work.number(place), claim.verdict()?),
            true,
            items.collect(),
        ))
    }

    /// Offers the flags for a claim.
    pub(in crate::app) fn flags(work: &Workspace) -> Option<Self> {
        let place = work.target()?;
        let claim = work.review().claims().get(place)?;
        let given = work.review().flags(place).ok()?;
        let items = Flag::ALL.iter().map(|&flag| ChooserItem {
            name: flag.name().to_owned(),
            meaning: flag.meaning().to_owned(),
            on: given.contains(flag),
        });
        Some(Self::new(
            ChooserPurpose::Flags(claim.id.clone()),
            format!("Flags on claim {}", work.number(place)),
            true,
            items.collect(),
        ))
    }

    /// Offers the passages that the current claim may be.
    pub(in crate::app) fn candidates(work: &Workspace) -> Option<Self> {
        let claim = work.selected_claim()?;
        let Anchor::Ambiguous { was, candidates } = &claim.anchor else {
            return None;
        };
        let text = work.review().article().text();
        let passages = candidates.iter().map(|&span| one_line(text.slice(span)));
        let none = std::iter::once("none of these: it is gone".to_owned());
        let items = passages.chain(none).map(|name| ChooserItem::new(name, ""));
        let mut chooser = Self::new(
            ChooserPurpose::Place(claim.id.clone()),
            format!(
                "Which words are claim {} now?",
                work.number(work.list.selected()?)
            ),
            false,
            items.collect(),
        );
        chooser.intro = format!("It was: {}", one_line(&was.quote));
        Some(chooser)
    }

    /// Says what happened to the claims of an article that has changed, before anything is written.
    pub(in crate::app) fn article_changed(summary: String) -> Self {
        let items = [
            ("go on", "the review is written for the new text"),
            ("leave", "nothing is written"),
        ];
        let items = items.map(|(name, meaning)| ChooserItem::new(name, meaning));
        let mut chooser = Self::new(
            ChooserPurpose::ArticleChanged,
            "The article has changed".to_owned(),
            false,
            items.into(),
        );
        chooser.intro = summary;
        chooser
    }

    /// Offers the filters, with how many claims each lists.
    pub(in crate::app) fn filter(work: &Workspace) -> Self {
        let items = Filter::ALL.iter().map(|&filter| ChooserItem {
            name: filter.name().to_owned(),
            meaning: work.review().count(filter).to_string(),
            on: work.list.filter() == filter,
        });
        Self::new(
            ChooserPurpose::Filter,
            "List which claims".to_owned(),
            false,
            items.collect(),
        )
    }

    /// Offers the report formats.
    pub(in crate::app) fn report(work: &Workspace) -> Self {
        let items = work
            .settings
            .reports()
            .iter()
            .map(|&(name, meaning)| ChooserItem::new(name, meaning));
        let title = "Write a report".to_owned();
        Self::new(ChooserPurpose::Report, title, false, items.collect())
    }
}
