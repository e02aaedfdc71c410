//! Choosing from a short list: why a claim is set aside, reasons, flags, filters.

use jiff::Timestamp;

use crate::model::{
    Anchor, Aside, Change, ClaimId, Contact, Evidence, Filter, Flag, Flags, Reason, Refusal, Ruling,
};
use crate::text::one_line;

use super::super::{Code, Command, DraftKind, Effect, Key, State};
use super::Mode;

/// What the choice is for.
#[derive(Clone, Debug, PartialEq)]
pub enum ChooserPurpose {
    /// Setting a claim aside.
    Aside(ClaimId),
    /// What is wrong with a claim.
    Reasons(ClaimId),
    /// The flags on a claim.
    Flags(ClaimId),
    /// The evidence on a claim: something new, one of these entries, or one of these sources of other
    /// claims.
    Evidence(ClaimId, Vec<Evidence>, Vec<Evidence>),
    /// The contact log of a claim: somebody new, one of these entries, or a new one with one of
    /// these people.
    Contacts(ClaimId, Vec<Contact>, Vec<String>),
    /// Which of those who have still to answer to go to.
    Waiting(Vec<String>),
    /// Which claims are listed.
    Filter,
    /// Which passage a claim is, after the article has changed.
    Place(ClaimId),
    /// Which draft to open.
    Drafts,
    /// Whether to go on with a review whose article has changed.
    ArticleChanged,
    /// What to do about a review that cannot be saved.
    Leave,
    /// Which form a report is to have.
    Report,
    /// Which source is laid beside the article.
    Source,
}

/// One line to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChooserItem {
    /// Its name.
    pub name: String,
    /// What it means.
    pub meaning: String,
    /// Whether it is chosen.
    pub on: bool,
}

/// A list to choose from.
#[derive(Clone, Debug, PartialEq)]
pub struct Chooser {
    /// What the choice is for.
    pub purpose: ChooserPurpose,
    /// The heading.
    pub title: String,
    /// What is said above the lines; empty for nothing.
    pub intro: String,
    /// Whether several lines may be chosen.
    pub several: bool,
    /// The lines.
    pub items: Vec<ChooserItem>,
    /// The line the cursor is on.
    pub cursor: usize,
    /// How many rows the list is scrolled up from where the cursor is in sight.
    pub(in crate::app) lifted: usize,
}

impl Chooser {
    /// Offers the reasons for setting the current claim aside.
    pub(super) fn aside(state: &State) -> Option<Self> {
        let claim = state.selected_claim()?;
        let now = claim.ruling().and_then(Ruling::aside);
        let items = Aside::ALL.iter().map(|&aside| ChooserItem {
            name: aside.name().to_owned(),
            meaning: aside.meaning().to_owned(),
            on: now == Some(aside),
        });
        Some(Self::new(
            ChooserPurpose::Aside(claim.id.clone()),
            format!("Set aside claim {}", state.number(state.selected?)),
            false,
            items.collect(),
        ))
    }

    /// Offers what may be wrong with a claim.
    pub(super) fn reasons(state: &State) -> Option<Self> {
        let place = state.target()?;
        let claim = state.review.claims().get(place)?;
        let now = claim
            .decision
            .as_ref()
            .map_or(&[][..], |decision| &decision.reasons);
        let items = state
            .review
            .reasons_for(place)
            .ok()?
            .iter()
            .map(|&reason| ChooserItem {
                name: reason.name().to_owned(),
                meaning: reason.meaning().to_owned(),
                on: now.contains(&reason),
            });
        Some(Self::new(
            ChooserPurpose::Reasons(claim.id.clone()),
            format!("Why claim {} is {}", state.number(place), claim.verdict()?),
            true,
            items.collect(),
        ))
    }

    /// Offers the flags for a claim.
    pub(super) fn flags(state: &State) -> Option<Self> {
        let place = state.target()?;
        let claim = state.review.claims().get(place)?;
        let now = state.review.flags(place).ok()?;
        let items = Flag::ALL.iter().map(|&flag| ChooserItem {
            name: flag.name().to_owned(),
            meaning: flag.meaning().to_owned(),
            on: now.contains(flag),
        });
        Some(Self::new(
            ChooserPurpose::Flags(claim.id.clone()),
            format!("Flags on claim {}", state.number(place)),
            true,
            items.collect(),
        ))
    }

    /// Offers the passages that the current claim may be.
    pub(super) fn candidates(state: &State) -> Option<Self> {
        let claim = state.selected_claim()?;
        let Anchor::Ambiguous { was, candidates } = &claim.anchor else {
            return None;
        };
        let text = state.review.article().text();
        let passages = candidates.iter().map(|&span| one_line(text.slice(span)));
        let none = std::iter::once("none of these: it is gone".to_owned());
        let items = passages.chain(none).map(|name| ChooserItem {
            name,
            meaning: String::new(),
            on: false,
        });
        let mut chooser = Self::new(
            ChooserPurpose::Place(claim.id.clone()),
            format!(
                "Which words are claim {} now?",
                state.number(state.selected?)
            ),
            false,
            items.collect(),
        );
        chooser.intro = format!("It was: {}", one_line(&was.quote));
        Some(chooser)
    }

    /// Tells what has become of the claims of an article that has changed, before anything is
    /// written.
    pub(in crate::app) fn article_changed(summary: String) -> Self {
        let items = [
            ("go on", "the review is written for the new text"),
            ("leave", "nothing is written"),
        ];
        let items = items.map(|(name, meaning)| ChooserItem {
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            on: false,
        });
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
    pub(super) fn filter(state: &State) -> Self {
        let items = Filter::ALL.iter().map(|&filter| ChooserItem {
            name: filter.name().to_owned(),
            meaning: state.review.count(filter).to_string(),
            on: state.list.filter() == filter,
        });
        Self::new(
            ChooserPurpose::Filter,
            "List which claims".to_owned(),
            false,
            items.collect(),
        )
    }

    /// Offers the forms a report can have.
    pub(super) fn report(state: &State) -> Self {
        let items = state.reports.iter().map(|&(name, meaning)| ChooserItem {
            name: name.to_owned(),
            meaning: meaning.to_owned(),
            on: false,
        });
        let title = "Write a report".to_owned();
        Self::new(ChooserPurpose::Report, title, false, items.collect())
    }

    pub(super) fn new(
        purpose: ChooserPurpose,
        title: String,
        several: bool,
        items: Vec<ChooserItem>,
    ) -> Self {
        Self {
            purpose,
            title,
            intro: String::new(),
            several,
            lifted: 0,
            cursor: items.iter().position(|item| item.on).unwrap_or(0),
            items,
        }
    }

    /// Tells whether its lines are about people.
    pub fn is_of_people(&self) -> bool {
        matches!(
            self.purpose,
            ChooserPurpose::Contacts(..) | ChooserPurpose::Waiting(..)
        )
    }

    /// Returns whether the cursor is on a source that is filed on a claim.
    pub fn is_on_evidence(&self) -> bool {
        matches!(self.purpose, ChooserPurpose::Evidence(..)) && self.is_on_entry()
    }

    /// Tells whether the line the cursor is on can be taken out.
    pub fn is_on_entry(&self) -> bool {
        let entries = match &self.purpose {
            ChooserPurpose::Evidence(_, filed, _) => filed.len(),
            ChooserPurpose::Contacts(_, log, _) => log.len(),
            _ => 0,
        };
        (1..=entries).contains(&self.cursor)
    }

    /// The names of the chosen lines.
    fn chosen(&self) -> impl Iterator<Item = &str> {
        let on = self.items.iter().filter(|item| item.on);
        on.map(|item| item.name.as_str())
    }
}

impl State {
    /// Does what a key asks for in a list.
    pub(in crate::app) fn choose_command(
        &mut self,
        command: Command,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Mode::Choose(chooser) = &mut self.mode else {
            return Vec::new();
        };
        let count = chooser.items.len();
        chooser.lifted = 0;
        match command {
            Command::ChooseNext => chooser.cursor = (chooser.cursor + 1) % count,
            Command::ChoosePrevious => chooser.cursor = (chooser.cursor + count - 1) % count,
            Command::ChooseToggle if chooser.several => {
                let item = &mut chooser.items[chooser.cursor];
                item.on = !item.on;
            }
            Command::ChooseToggle | Command::ChooseAccept => return self.accept_choice(now),
            Command::ChooseRemove => return self.remove_entry(now),
            Command::ChooseStance => return self.cycle_stance(now),
            Command::ChooseQuestions => return self.write_questions(),
            Command::ChooseCancel if chooser.purpose == ChooserPurpose::ArticleChanged => {
                return vec![Effect::Quit];
            }
            Command::ChooseCancel => {
                self.mode = Mode::Browse;
                self.stay();
            }
            _ => {}
        }
        Vec::new()
    }

    /// A digit chooses its line at once, or marks it where several may be chosen.
    pub(in crate::app) fn choose_key(&mut self, key: Key, now: Timestamp) -> Vec<Effect> {
        let Mode::Choose(chooser) = &mut self.mode else {
            return Vec::new();
        };
        let digit = match key {
            Key {
                code: Code::Char(c),
                ctrl: false,
                alt: false,
                ..
            } => c.to_digit(10),
            _ => None,
        };
        // A zero stands for the tenth line.
        let line = digit.map(|digit| (digit + 9) % 10);
        let Some(line) = line.map(|line| line as usize) else {
            return Vec::new();
        };
        if line >= chooser.items.len() {
            return Vec::new();
        }
        chooser.cursor = line;
        if chooser.several {
            chooser.items[line].on ^= true;
            return Vec::new();
        }
        self.accept_choice(now)
    }

    fn accept_choice(&mut self, now: Timestamp) -> Vec<Effect> {
        let Mode::Choose(mut chooser) = std::mem::replace(&mut self.mode, Mode::Browse) else {
            return Vec::new();
        };
        if !chooser.several {
            let cursor = chooser.cursor;
            for (line, item) in chooser.items.iter_mut().enumerate() {
                item.on = line == cursor;
            }
        }
        match &chooser.purpose {
            ChooserPurpose::Filter => {
                if let Some(filter) = chooser.chosen().next().and_then(Filter::named) {
                    self.change_filter(filter);
                }
                Vec::new()
            }
            ChooserPurpose::Place(id) => match self.review.index_of_id(id.as_str()) {
                Some(place) => self.place(place, chooser.cursor, now),
                None => Vec::new(),
            },
            ChooserPurpose::Drafts => self.open_draft(chooser.cursor),
            ChooserPurpose::ArticleChanged => self.go_on_with_changed(chooser.cursor),
            ChooserPurpose::Report => {
                let form = self.reports.get(chooser.cursor);
                form.map(|&(name, _)| Effect::Report(name))
                    .into_iter()
                    .collect()
            }
            ChooserPurpose::Source => self.choose_source(chooser.cursor),
            ChooserPurpose::Leave => self.choose_how_to_leave(chooser.cursor),
            ChooserPurpose::Evidence(id, filed, used) => {
                self.choose_evidence(id, (filed, used), chooser.cursor, now)
            }
            ChooserPurpose::Contacts(id, log, people) => {
                self.open_contact(id, (log, people), chooser.cursor, now);
                Vec::new()
            }
            ChooserPurpose::Waiting(people) => {
                if let Some(person) = people.get(chooser.cursor) {
                    self.go_to_waiting(person);
                }
                Vec::new()
            }
            ChooserPurpose::Aside(id) => {
                let aside = chooser.chosen().next().and_then(Aside::named);
                match (self.review.index_of_id(id.as_str()), aside) {
                    (Some(place), Some(aside)) => self.set_aside(place, aside, now),
                    _ => Vec::new(),
                }
            }
            ChooserPurpose::Reasons(id) => {
                let reasons: Vec<Reason> = chooser.chosen().filter_map(Reason::named).collect();
                let Some(place) = self.review.index_of_id(id.as_str()) else {
                    return Vec::new();
                };
                let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
                let names = names.join(", ");
                let change = self
                    .review
                    .set_reasons(place, reasons, &self.signature(now));
                self.make_marks(place, "reasons", &names, change, now)
            }
            ChooserPurpose::Flags(id) => {
                let flags: Flags = chooser.chosen().filter_map(Flag::named).collect();
                match self.review.index_of_id(id.as_str()) {
                    Some(place) => self.put_flags(place, flags, now),
                    None => Vec::new(),
                }
            }
        }
    }

    fn put_flags(&mut self, place: usize, flags: Flags, now: Timestamp) -> Vec<Effect> {
        let no_note = self.written(place, DraftKind::Note).trim().is_empty();
        if flags.contains(Flag::Cq) && no_note {
            // The note comes first; the flags go up together with it, as one step.
            self.open_field_on(place, DraftKind::NoteFor(flags));
            self.say_on(place, "odd but right needs a note that says why");
            return Vec::new();
        }
        let change = self
            .review
            .set_flags(place, flags, None, &self.signature(now));
        let names: Vec<&str> = flags.iter().map(|flag| flag.name()).collect();
        self.make_marks(place, "flags", &names.join(", "), change, now)
    }

    /// Makes a change of a claim's reasons or flags, and says what they are now.
    fn make_marks(
        &mut self,
        place: usize,
        what: &str,
        names: &str,
        change: Result<Option<Change>, Refusal>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let names = if names.is_empty() { "none" } else { names };
            let undo = self.undo_hint();
            self.say_on(place, format!("{what}: {names}{undo}"));
        }
        effects
    }
}
