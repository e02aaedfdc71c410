//! What a checker has written on a claim.

use jiff::Timestamp;

use super::verdict::names;
use super::{Reason, Ruling, UnknownFields, Verdict};

names! {
    /// A mark beside the verdict.
    Flag {
        /// A lawyer has to read it.
        Legal = "legal",
        /// Personal, painful or dangerous for a person.
        Sensitive = "sensitive",
        /// To be looked at again.
        LookAgain = "look-again",
        /// Odd but right: verified on purpose although it looks wrong. Needs a note.
        Cq = "cq",
    }
}

impl Flag {
    /// Returns what the flag means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Flag::Legal => "a lawyer has to read it",
            Flag::Sensitive => "personal, painful or dangerous for a person",
            Flag::LookAgain => "to be looked at once more",
            Flag::Cq => "odd but right, checked on purpose (needs a note)",
        }
    }
}

/// A set of flags.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(u8);

impl Flags {
    /// Returns whether a flag is up.
    pub fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u8) != 0
    }

    /// Returns the set with a flag put up or taken down.
    pub fn with(self, flag: Flag, up: bool) -> Self {
        let bit = 1 << flag as u8;
        Self(if up { self.0 | bit } else { self.0 & !bit })
    }

    /// Returns the flags that are up.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.iter().copied().filter(move |&f| self.contains(f))
    }

    /// Returns whether no flag is up.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }
}

impl FromIterator<Flag> for Flags {
    fn from_iter<I: IntoIterator<Item = Flag>>(flags: I) -> Self {
        flags
            .into_iter()
            .fold(Self::default(), |set, flag| set.with(flag, true))
    }
}

names! {
    /// What a piece of evidence does for the claim.
    Stance {
        /// It bears the claim out.
        Supports = "supports",
        /// It says otherwise.
        Contradicts = "contradicts",
        /// It helps to understand.
        Context = "context",
    }
}

/// A source a decision rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Evidence {
    /// What it does for the claim.
    pub stance: Stance,
    /// Whether the stance follows the claim's verdict, because the reviewer has not set it.
    pub follows_verdict: bool,
    /// Whether it is a primary source.
    pub primary: bool,
    /// What it is called.
    pub title: Option<String>,
    /// Where it is on the web.
    pub url: Option<String>,
    /// Which file holds it.
    pub file: Option<String>,
    /// The place in it, in words: `para 4`.
    pub locator: Option<String>,
    /// Its own words.
    pub quote: Option<String>,
    /// When it was looked at.
    pub accessed: Option<Timestamp>,
    /// Fields of a newer version.
    pub extra: UnknownFields,
}

impl Stance {
    /// Returns the stance that a source has by default on a claim settled like this, or `None` if
    /// the ruling says nothing about it: a source filed for a garbled claim shows what is wrong.
    pub fn following(ruling: Option<Ruling>) -> Option<Self> {
        match ruling?.verdict()? {
            Verdict::Verified => Some(Stance::Supports),
            Verdict::Disputed | Verdict::Garbled => Some(Stance::Contradicts),
        }
    }
}

impl Evidence {
    /// Returns an entry that says nothing yet.
    pub fn blank() -> Self {
        Self {
            stance: Stance::Supports,
            follows_verdict: false,
            primary: false,
            title: None,
            url: None,
            file: None,
            locator: None,
            quote: None,
            accessed: None,
            extra: UnknownFields::default(),
        }
    }

    /// Returns what it is known by: its title, else its address, else its file, else its words.
    pub fn name(&self) -> Option<&str> {
        [&self.title, &self.url, &self.file, &self.quote]
            .into_iter()
            .find_map(|text| text.as_deref())
    }
}

/// Everything written on a claim, by whom and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Verdict or set aside; `None` if only a note, a flag and so on was written.
    pub ruling: Option<Ruling>,
    /// What is wrong with a disputed or garbled claim.
    pub reasons: Vec<Reason>,
    /// The checker's note; empty for none.
    pub note: String,
    /// The exact words proposed instead, on an undecided claim too. Empty words propose to cut the
    /// passage.
    pub correction: Option<String>,
    /// Marks beside the verdict.
    pub flags: Flags,
    /// The backup.
    pub evidence: Vec<Evidence>,
    /// Who decided last.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// Fields of a newer version.
    pub extra: UnknownFields,
}

impl Decision {
    /// Returns a decision in which nothing is written yet.
    pub fn blank(by: &str, at: Timestamp) -> Self {
        Self {
            ruling: None,
            reasons: Vec::new(),
            note: String::new(),
            correction: None,
            flags: Flags::default(),
            evidence: Vec::new(),
            by: by.to_owned(),
            at,
            extra: UnknownFields::default(),
        }
    }

    /// Returns what the history keeps of it when its ruling is replaced or confirmed: the ruling,
    /// its reasons, by whom and when; `None` if there is no ruling.
    pub fn replaced(&self) -> Option<Self> {
        self.ruling.map(|ruling| Self {
            ruling: Some(ruling),
            reasons: self.reasons.clone(),
            ..Self::blank(&self.by, self.at)
        })
    }

    /// Returns the correction, if it is one to hand on: a correction is a finding only where the claim
    /// was found disputed or garbled.
    pub fn decided_correction(&self) -> Option<&str> {
        let verdict = self.ruling.and_then(Ruling::verdict)?;
        match verdict {
            Verdict::Disputed | Verdict::Garbled => self.correction.as_deref(),
            Verdict::Verified => None,
        }
    }

    /// Makes the stances that follow the verdict fit the ruling.
    pub(super) fn align_stances(&mut self) {
        if let Some(stance) = Stance::following(self.ruling) {
            let following = self.evidence.iter_mut().filter(|e| e.follows_verdict);
            following.for_each(|evidence| evidence.stance = stance);
        }
    }

    /// Returns whether nothing at all is written.
    pub fn is_blank(&self) -> bool {
        self.ruling.is_none()
            && self.reasons.is_empty()
            && self.note.is_empty()
            && self.correction.is_none()
            && self.flags.is_empty()
            && self.evidence.is_empty()
            && self.extra.is_empty()
    }
}
