//! The contact log of a claim: adding, changing and removing entries, and who still owes an answer.

use jiff::Timestamp;

use crate::model::contact::folded_name;
use crate::model::{Change, Claim, Contact};

use super::edit::swap;
use super::parts::Review;
use super::refusal::Refusal;

/// A person who owes an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwaitedPerson {
    /// Their name, as it was written last.
    pub who: String,
    /// The claims they were asked about, as places in [`Review::claims`].
    pub claims: Vec<usize>,
    /// Since when.
    pub since: Timestamp,
}

impl Review {
    /// Logs a contact on a claim, in the place of an entry or as a new one. The log is in order of
    /// time. An entry that is not there any more is replaced by nothing: what was typed is logged
    /// anyway.
    pub fn log_contact(
        &self,
        index: usize,
        replaced: Option<&Contact>,
        contact: Contact,
    ) -> Result<Option<Change>, Refusal> {
        let line = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
        let contact = Contact {
            who: line(contact.who),
            outcome: line(contact.outcome),
            ..contact
        };
        if contact.who.is_empty() {
            return Err(Refusal::NoPerson);
        }
        let before = self.claim(index)?;
        let mut after = Claim::clone(before);
        let mut log = before.contacts.to_vec();
        match log.iter_mut().find(|entry| Some(&**entry) == replaced) {
            Some(entry) => *entry = contact,
            None => log.push(contact),
        }
        log.sort_by_key(|entry| entry.at);
        after.contacts = log.into_iter().collect();
        Ok(swap("contact", before, after))
    }

    /// Takes an entry out of a claim's contact log.
    ///
    /// # Errors
    /// [`Refusal::Stale`] if it is not there (any more).
    pub fn remove_contact(
        &self,
        index: usize,
        removed: &Contact,
    ) -> Result<Option<Change>, Refusal> {
        let before = self.claim(index)?;
        let at = before.contacts.iter().position(|entry| entry == removed);
        let mut log = before.contacts.to_vec();
        log.remove(at.ok_or(Refusal::Stale)?);
        let mut after = Claim::clone(before);
        after.contacts = log.into_iter().collect();
        Ok(swap("contact removed", before, after))
    }

    /// Returns who still has to answer, those who have taken longest first.
    pub fn people_awaited(&self) -> Vec<AwaitedPerson> {
        let mut people: Vec<AwaitedPerson> = Vec::new();
        for (place, claim) in self.claims().iter().enumerate() {
            for (who, since) in claim.awaited() {
                let same = |other: &&mut AwaitedPerson| folded_name(&other.who) == folded_name(who);
                match people.iter_mut().find(same) {
                    Some(person) => {
                        person.claims.push(place);
                        person.since = person.since.min(since);
                    }
                    None => people.push(AwaitedPerson {
                        who: who.to_owned(),
                        claims: vec![place],
                        since,
                    }),
                }
            }
        }
        people.sort_by_key(|person| person.since);
        people
    }

    /// Returns the names of all who were asked about any claim, the last one asked first.
    pub fn people_asked(&self) -> Vec<&str> {
        let claims = self.claims().iter();
        let mut log: Vec<&Contact> = claims.flat_map(|claim| claim.contacts.iter()).collect();
        log.sort_by_key(|contact| std::cmp::Reverse(contact.at));
        let mut people: Vec<&str> = Vec::new();
        for contact in log {
            if !people.iter().any(|who| contact.is_with(who)) {
                people.push(&contact.who);
            }
        }
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Contact, Origin};
    use crate::text::Span;
    use std::sync::Arc;

    fn time(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn review() -> Review {
        let article = Arc::new(Article::new("a.txt", "It rained. It froze.\n".into()));
        let claims = [(0, 10), (11, 20)]
            .map(|(start, end)| Claim::new(&article, Span::new(start, end), Origin::Extracted));
        Review::new(article, "alice", time(0), claims.into())
    }

    fn asked(who: &str, second: i64, waiting: bool) -> Contact {
        Contact {
            who: who.to_owned(),
            waiting,
            ..Contact::blank(time(second))
        }
    }

    fn log(review: &mut Review, index: usize, replaced: Option<&Contact>, contact: Contact) {
        let change = review.log_contact(index, replaced, contact);
        review.apply(&change.unwrap().unwrap(), time(99)).unwrap();
    }

    fn waits(review: &Review) -> Vec<(String, Vec<usize>, i64)> {
        let people = review.people_awaited().into_iter();
        people
            .map(|person| (person.who, person.claims, person.since.as_second()))
            .collect()
    }

    #[test]
    fn contacts_are_logged_in_order_of_time_mended_and_taken_out() {
        let mut review = review();
        let begun = review.claims().to_vec();
        log(&mut review, 0, None, asked("Ada  Frost", 20, false));
        log(&mut review, 0, None, asked("Bo", 10, true));
        let names = |review: &Review| -> String {
            let log = review.claims()[0].contacts.iter();
            log.map(|contact| format!("{},", contact.who)).collect()
        };
        assert_eq!(names(&review), "Bo,Ada Frost,");
        log(
            &mut review,
            0,
            Some(&asked("Bo", 10, true)),
            asked("Bo", 30, false),
        );
        assert_eq!(names(&review), "Ada Frost,Bo,");
        let gone = review.remove_contact(0, &asked("Bo", 10, true));
        assert_eq!(gone, Err(Refusal::Stale));
        for contact in [asked("Bo", 30, false), asked("Ada Frost", 20, false)] {
            let change = review.remove_contact(0, &contact).unwrap().unwrap();
            review.apply(&change, time(99)).unwrap();
        }
        assert_eq!(review.claims(), begun);
        assert_eq!(
            review.log_contact(0, None, asked(" \n", 5, true)),
            Err(Refusal::NoPerson)
        );
    }

    #[test]
    fn a_contact_is_no_decision() {
        let mut review = review();
        log(&mut review, 0, None, asked("Bo", 10, true));
        let claim = &review.claims()[0];
        assert!(claim.decision.is_none() && claim.is_open());
        assert!(!claim.is_blank(), "something is written on it");
    }

    #[test]
    fn people_are_waited_for_until_they_answer() {
        let mut review = review();
        log(&mut review, 0, None, asked("Bo", 30, true));
        log(&mut review, 1, None, asked("Ada Frost", 20, true));
        log(&mut review, 0, None, asked("ada  frost", 10, true));
        let (ada, bo) = ("ada frost".to_owned(), "Bo".to_owned());
        assert_eq!(
            waits(&review),
            [(ada.clone(), vec![0, 1], 10), (bo, vec![0], 30)]
        );
        log(&mut review, 0, None, asked("Bo", 40, true));
        assert_eq!(
            waits(&review)[1].2,
            30,
            "since the first time that is unanswered"
        );
        log(&mut review, 0, None, asked("BO", 50, false));
        assert_eq!(waits(&review), [(ada, vec![0, 1], 10)]);
        assert_eq!(review.people_asked(), ["BO", "Ada Frost"]);
    }

    #[test]
    fn a_claim_concerns_those_asked_about_it_and_who_says_it() {
        let mut claim = Claim::clone(&review().claims()[0]);
        claim.speaker = Some("Frost".into());
        claim.contacts = [asked("Bo", 10, false)].into_iter().collect();
        for (person, concerns) in [
            ("bo", true),
            ("Frost", true),
            ("Ada Frost", true),
            ("Ada Permafrost", false),
            ("Bo Berg", false),
            ("", false),
        ] {
            assert_eq!(claim.concerns(person), concerns, "{person}");
        }
        claim.speaker = Some("Ada Frost".into());
        assert!(claim.concerns("ADA FROST") && claim.concerns("Frost"));
        assert!(!claim.concerns("Ada"));
        claim.speaker = Some("".into());
        assert!(!claim.concerns("Ada"));
    }
}
