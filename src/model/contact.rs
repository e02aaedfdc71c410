//! Whom the checker has asked about a claim, and who still has to answer.

use std::ops::Deref;

use jiff::Timestamp;

use super::UnknownFields;
use super::verdict::names;

names! {
    /// How a person was reached.
    ContactMethod {
        /// By telephone.
        Phone = "phone",
        /// By mail, electronic or on paper.
        Mail = "mail",
        /// By a message: SMS, a messenger, social media.
        Message = "message",
        /// Face to face.
        InPerson = "in-person",
        /// Otherwise.
        Other = "other",
    }
}

impl ContactMethod {
    /// Returns what the checker did: `called`, `mailed`.
    pub fn done(self) -> &'static str {
        match self {
            ContactMethod::Phone => "called",
            ContactMethod::Mail => "mailed",
            ContactMethod::Message => "messaged",
            ContactMethod::InPerson => "met",
            ContactMethod::Other => "asked",
        }
    }
}

/// One entry of a claim's contact log.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    /// Who was asked.
    pub who: String,
    /// How.
    pub how: ContactMethod,
    /// When.
    pub at: Timestamp,
    /// The outcome, in the reviewer's words; may be empty.
    pub outcome: String,
    /// Whether something is still to come from them.
    pub waiting: bool,
    /// Fields of a newer version.
    pub extra: UnknownFields,
}

impl Contact {
    /// Returns an entry in which only the time is filled in.
    pub fn blank(at: Timestamp) -> Self {
        Self {
            who: String::new(),
            how: ContactMethod::Phone,
            at,
            outcome: String::new(),
            waiting: false,
            extra: UnknownFields::default(),
        }
    }

    /// Returns whether it is one with a person.
    pub fn is_with(&self, person: &str) -> bool {
        folded_name(&self.who) == folded_name(person)
    }
}

/// A claim's contact log, in order of time.
///
/// Boxed: nearly every claim has none, and a review may have a hundred thousand claims.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::box_collection, reason = "8 bytes of each claim, not 24")]
pub struct Contacts(Option<Box<Vec<Contact>>>);

impl Deref for Contacts {
    type Target = [Contact];

    fn deref(&self) -> &[Contact] {
        self.0.as_ref().map_or(&[], |log| log)
    }
}

impl FromIterator<Contact> for Contacts {
    fn from_iter<I: IntoIterator<Item = Contact>>(entries: I) -> Self {
        let log: Vec<Contact> = entries.into_iter().collect();
        Self((!log.is_empty()).then(|| Box::new(log)))
    }
}

/// A name in which case and white space make no difference.
pub(super) fn folded_name(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().collect();
    words.join(" ").to_lowercase()
}
