//! The evidence on the current claim: what is filed, and the form a source is typed into.

use jiff::Timestamp;

use crate::model::{Claim, ClaimId, Evidence, Stance};
use crate::text::one_line;

use super::super::{Command, Effect, Entry, Form, FormKind, State, Subject};
use super::{Chooser, Item, Mode, Purpose};

/// The lines of the form.
const TITLE: &str = "title";
const URL: &str = "URL";
const FILE: &str = "file";
const PLACE: &str = "place";
const QUOTE: &str = "quote";
const STANCE: &str = "stance";
const PRIMARY: &str = "primary";

impl Chooser {
    /// Offers what is filed on the current claim, below a line for something new.
    pub(super) fn evidence(state: &State) -> Option<Self> {
        let place = state.target()?;
        let claim = state.review.claims().get(place)?;
        let filed = claim.evidence();
        let new = Item {
            name: "new".to_owned(),
            meaning: "type a source in".to_owned(),
            on: false,
        };
        let entries = filed.iter().map(|evidence| Item {
            name: format!(
                "{}{}: {}",
                evidence.stance,
                if evidence.primary { ", primary" } else { "" },
                one_line(evidence.name().unwrap_or("a source"))
            ),
            meaning: String::new(),
            on: false,
        });
        Some(Self::new(
            Purpose::Evidence(claim.id.clone(), filed.to_vec()),
            format!("Evidence on claim {}", state.number(place)),
            false,
            std::iter::once(new).chain(entries).collect(),
        ))
    }
}

impl Form {
    /// Returns the form on a source that is filed on a claim, or on a new one.
    pub(super) fn on_evidence(claim: &Claim, filed: Option<&Evidence>) -> Self {
        let evidence = filed.cloned().unwrap_or_else(Evidence::blank);
        Self::for_evidence(claim, evidence, filed.is_some())
    }

    fn for_evidence(claim: &Claim, evidence: Evidence, is_filed: bool) -> Self {
        let stances = Stance::ALL.iter().map(|stance| stance.name());
        let entries = vec![
            (TITLE, Entry::line(evidence.title.as_deref())),
            (URL, Entry::line(evidence.url.as_deref())),
            (FILE, Entry::line(evidence.file.as_deref())),
            (PLACE, Entry::line(evidence.locator.as_deref())),
            (QUOTE, Entry::lines(evidence.quote.as_deref())),
            (STANCE, Entry::choice(stances, evidence.stance.name())),
            (PRIMARY, Entry::yes_or_no(evidence.primary)),
        ];
        Self::open(
            claim.id.clone(),
            Subject::Evidence(evidence),
            is_filed,
            entries,
        )
    }

    /// Returns the source as it is filled in. What has no line is as it was; one that is filed now
    /// has been looked at now.
    pub(super) fn evidence(&self, before: &Evidence, now: Timestamp) -> Evidence {
        let text = |name| Some(self.value(name));
        Evidence {
            stance: Stance::named(&self.value(STANCE)).unwrap_or(before.stance),
            primary: self.value(PRIMARY) == "yes",
            title: text(TITLE),
            url: text(URL),
            file: text(FILE),
            locator: text(PLACE),
            quote: text(QUOTE),
            accessed: match self.is_kept {
                true => before.accessed,
                false => before.accessed.or(Some(now)),
            },
            extra: before.extra.clone(),
        }
    }
}

impl State {
    /// Opens the form on an entry of a claim's evidence, or on a new one.
    pub(super) fn open_evidence(&mut self, id: &ClaimId, entry: Option<&Evidence>, now: Timestamp) {
        let Some(place) = self.review.index_of_id(id.as_str()) else {
            return;
        };
        match entry {
            None => self.open_new(place, FormKind::Evidence, now),
            Some(evidence) => {
                let claim = &self.review.claims()[place];
                self.open_form(Form::on_evidence(claim, Some(evidence)));
            }
        }
    }

    /// Says what was filed by one key, and which keys change that.
    pub(super) fn say_filed(&mut self, place: usize, filed: &str) {
        let change = self.keymap.sign(Command::FileEvidence, false);
        let undo = self.undo_hint();
        self.say_on(place, format!("{} · {change} changes it{undo}", one_line(filed)));
    }

    /// Takes out the entry that the cursor is on.
    pub(super) fn remove_entry(&mut self, now: Timestamp) -> Vec<Effect> {
        let Mode::Choose(chooser) = &self.mode else {
            return Vec::new();
        };
        if !chooser.is_on_entry() {
            self.refuse("Nothing to remove on this line");
            return Vec::new();
        }
        let at = chooser.cursor - 1;
        let (place, change) = match &chooser.purpose {
            Purpose::Evidence(id, filed) => {
                let Some(place) = self.review.index_of_id(id.as_str()) else {
                    return Vec::new();
                };
                let sign = self.signature(now);
                (place, self.review.remove_evidence(place, &filed[at], &sign))
            }
            Purpose::Contacts(id, log, _) => {
                let Some(place) = self.review.index_of_id(id.as_str()) else {
                    return Vec::new();
                };
                (place, self.review.remove_contact(place, &log[at]))
            }
            _ => return Vec::new(),
        };
        let what = match &chooser.purpose {
            Purpose::Contacts(..) => "contact",
            _ => "evidence",
        };
        self.mode = Mode::Browse;
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(place, format!("{what} removed{undo}"));
        }
        effects
    }
}
