//! The contact log of a claim, and who owes an answer.

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan as _};

use crate::model::{Claim, ClaimId, Contact, ContactMethod};
use crate::text::one_line;

use crate::app::chooser::{Chooser, ChooserItem, ChooserPurpose};
use crate::app::modes::{Mode, Reply};
use crate::app::workspace::Workspace;
use crate::app::{Command, Effect, Form, FormEntry, FormKind, FormSubject};

/// The lines of the form.
const WHO: &str = "who";
const HOW: &str = "how";
const WHEN: &str = "when";
const OUTCOME: &str = "outcome";
const WAITING: &str = "waiting";

/// How a time is written and typed; the day may be left out.
const MINUTE: &str = "%Y-%m-%d %H:%M";
const TIME: &str = "%H:%M";

/// How many people of the log are offered to be asked about another claim.
const MAX_PEOPLE_OFFERED: usize = 5;

impl Chooser {
    /// Offers a new contact, those logged on the claim, and new ones with its speaker and with people
    /// asked about other claims.
    pub(in crate::app) fn contacts(work: &Workspace) -> Option<Self> {
        let place = work.target()?;
        let claim = work.review().claims().get(place)?;
        let item = |name: String| ChooserItem::new(name, "");
        let mut items = vec![ChooserItem::new("new", "log whom you have asked")];
        for contact in claim.contacts.iter() {
            items.push(item(work.contact_line(contact)));
        }
        let people = people_offered(work, claim);
        for who in &people {
            items.push(item(format!("new: {}", one_line(who))));
        }
        Some(Self::new(
            ChooserPurpose::Contacts(claim.id.clone(), claim.contacts.to_vec(), people),
            format!("Asked about claim {}", work.number(place)),
            false,
            items,
        ))
    }

    /// Offers the people who owe an answer.
    pub(in crate::app) fn waiting(work: &Workspace) -> Option<Self> {
        let people = work.review().people_awaited();
        if people.is_empty() {
            return None;
        }
        let items = people.iter().map(|person| {
            let numbers: Vec<String> = person.claims.iter().map(|&p| work.number(p)).collect();
            let s = if numbers.len() == 1 { "" } else { "s" };
            let since = work.time_of(person.since);
            let meaning = format!("{since}, claim{s} {}", numbers.join(", "));
            ChooserItem::new(one_line(&person.who), meaning)
        });
        let items = items.collect();
        let names = people.into_iter().map(|person| person.who).collect();
        Some(Self::new(
            ChooserPurpose::Waiting(names),
            "Waiting for an answer since".to_owned(),
            false,
            items,
        ))
    }

    /// Returns the person on the line that the cursor is on.
    fn person(&self, work: &Workspace) -> Option<String> {
        match &self.purpose {
            ChooserPurpose::Waiting(people) => people.get(self.cursor).cloned(),
            ChooserPurpose::Contacts(id, log, people) => match self.cursor.checked_sub(1) {
                None => {
                    let place = work.review().index_of_id(id.as_str())?;
                    work.review().claims()[place]
                        .speaker
                        .as_deref()
                        .map(str::to_owned)
                }
                Some(at) => match log.get(at) {
                    Some(contact) => Some(contact.who.clone()),
                    None => people.get(at - log.len()).cloned(),
                },
            },
            _ => None,
        }
    }
}

/// Returns whom else a claim may be asked of: its speaker, and the last people asked.
fn people_offered(work: &Workspace, claim: &Claim) -> Vec<String> {
    let speaker = claim
        .speaker
        .as_deref()
        .filter(|who| !who.trim().is_empty());
    let asked = work.review().people_asked();
    let mut people: Vec<String> = Vec::new();
    for who in speaker.into_iter().chain(asked) {
        let is_known = |contact: &Contact| contact.is_with(who);
        let is_offered = people.iter().any(|other| other == who);
        if !is_offered && !claim.contacts.iter().any(is_known) && people.len() < MAX_PEOPLE_OFFERED
        {
            people.push(who.to_owned());
        }
    }
    people
}

impl Form {
    /// Returns the form on an entry of a claim's contact log, or on a new one.
    pub(in crate::app) fn on_contact(
        claim: &Claim,
        contact: Contact,
        is_logged: bool,
        zone: &TimeZone,
    ) -> Self {
        let waiting = contact.waiting || !is_logged && contact.outcome.is_empty();
        let ways = ContactMethod::ALL.iter().map(|way| way.name());
        let entries = vec![
            (WHO, FormEntry::line(Some(&contact.who))),
            (HOW, FormEntry::choice(ways, contact.how.name())),
            (WHEN, FormEntry::line(Some(&minute(contact.at, zone)))),
            (OUTCOME, FormEntry::line(Some(&contact.outcome))),
            (WAITING, FormEntry::yes_or_no(waiting)),
        ];
        Self::open(
            claim.id.clone(),
            FormSubject::Contact(contact),
            is_logged,
            entries,
        )
    }

    /// Returns the contact as filled in. What has no line stays.
    ///
    /// # Errors
    /// Says what is wrong with the time.
    pub(in crate::app) fn contact(
        &self,
        before: &Contact,
        now: Timestamp,
        zone: &TimeZone,
    ) -> Result<Contact, String> {
        let typed = self.value(WHEN);
        Ok(Contact {
            who: self.value(WHO),
            how: ContactMethod::named(&self.value(HOW)).unwrap_or(before.how),
            at: match typed == minute(before.at, zone) {
                // The seconds are not shown.
                true => before.at,
                false => read_time(&typed, now, zone)?,
            },
            outcome: self.value(OUTCOME),
            waiting: self.value(WAITING) == "yes",
            extra: before.extra.clone(),
        })
    }

    /// Goes to the line of the time.
    pub(in crate::app) fn go_to_time(&mut self) {
        self.go_to(WHEN);
    }

    /// Returns whether a new contact has no outcome yet: it is then one to wait for, unless the
    /// reviewer chooses otherwise. `None` for other forms.
    pub(in crate::app) fn lacks_outcome(&self) -> Option<bool> {
        let is_new = matches!(self.subject, FormSubject::Contact(_)) && !self.is_kept;
        is_new.then(|| self.value(OUTCOME).trim().is_empty())
    }

    /// Sets the choice to wait by the outcome, after an edit before which it was missing or not.
    pub(in crate::app) fn follow_outcome(&mut self, lacked: Option<bool>) {
        let (Some(lacked), Some(lacks)) = (lacked, self.lacks_outcome()) else {
            return;
        };
        let [was_default, default] = [lacked, lacks].map(yes_or_no);
        if lacked != lacks && self.value(WAITING) == was_default {
            self.set(WAITING, default);
        }
    }
}

fn yes_or_no(answer: bool) -> &'static str {
    if answer { "yes" } else { "no" }
}

fn minute(at: Timestamp, zone: &TimeZone) -> String {
    at.to_zoned_datetime(zone.clone())
        .strftime(MINUTE)
        .to_string()
}

/// Reads a time. Without a day it is the last time the clock showed it.
fn read_time(typed: &str, now: Timestamp, zone: &TimeZone) -> Result<Timestamp, String> {
    let typed = typed.trim();
    let refused = || {
        format!(
            "Not a time: {}: write 14:05, or 2026-11-24 14:05",
            one_line(typed)
        )
    };
    let in_zone = |at: DateTime| zone.to_timestamp(at);
    if let Ok(at) = DateTime::strptime(MINUTE, typed) {
        return in_zone(at).map_err(|_| refused());
    }
    let time = Time::strptime(TIME, typed).map_err(|_| refused())?;
    let today = now.to_zoned_datetime(zone.clone()).date();
    match in_zone(today.to_datetime(time)) {
        Ok(at) if at <= now => Ok(at),
        _ => today
            .checked_sub(1.day())
            .and_then(|yesterday| in_zone(yesterday.to_datetime(time)))
            .map_err(|_| refused()),
    }
}

impl Workspace {
    /// Returns a time as it is shown today: `14:05`, or with its day if that is another.
    pub fn time_of(&self, at: Timestamp) -> String {
        let day = |at: Timestamp| at.to_zoned_datetime(self.settings.zone().clone()).date();
        let is_today = self.now.is_some_and(|now| day(now) == day(at));
        let format = if is_today { TIME } else { MINUTE };
        at.to_zoned_datetime(self.settings.zone().clone())
            .strftime(format)
            .to_string()
    }

    /// Returns an entry of a contact log on one line: `Ada Frost: called 14:05, no answer`.
    pub fn contact_line(&self, contact: &Contact) -> String {
        let mut line = format!(
            "{}: {} {}",
            one_line(&contact.who),
            contact.how.done(),
            self.time_of(contact.at)
        );
        if !contact.outcome.is_empty() {
            line.push_str(&format!(", {}", one_line(&contact.outcome)));
        }
        if contact.waiting {
            line.push_str(" (waiting)");
        }
        line
    }

    /// Opens the form on a line of the list of contacts: a new one, one that is logged, or a new
    /// one with a person.
    pub(in crate::app) fn open_contact(
        &mut self,
        id: &ClaimId,
        (log, people): (&[Contact], &[String]),
        line: usize,
        now: Timestamp,
    ) -> Reply {
        let Some(place) = self.review().index_of_id(id.as_str()) else {
            return Reply::default();
        };
        let Some(entry) = line.checked_sub(1) else {
            return self.open_new_form(place, FormKind::Contact, now);
        };
        let claim = &self.review().claims()[place];
        let zone = self.settings.zone();
        if let Some(contact) = log.get(entry) {
            let form = Form::on_contact(claim, contact.clone(), true, zone);
            return self.open_form(form);
        }
        let Some(who) = people.get(entry - log.len()) else {
            return Reply::default();
        };
        let contact = Contact {
            who: who.clone(),
            ..Contact::blank(now)
        };
        let form = Form::on_contact(claim, contact, false, zone);
        Mode::Form(Box::new(form)).into()
    }

    /// Lists the people who owe an answer.
    pub(in crate::app) fn list_waiting(&mut self) -> Reply {
        match Chooser::waiting(self) {
            Some(chooser) => Mode::Choose(chooser).into(),
            None => {
                self.say(format!(
                    "No one owes you an answer: {} logs whom you ask about a claim",
                    self.key(Command::Contact)
                ));
                Reply::default()
            }
        }
    }

    /// Goes to the next claim, after the current one and around, that waits for a person.
    pub(in crate::app) fn go_to_waiting(&mut self, person: &str) {
        let waiting = self.review().people_awaited();
        let claims = waiting.iter().find(|other| other.who == person);
        let claims = claims.map_or(&[][..], |person| &person.claims);
        let here = self.list.selected().map_or(0, |place| place + 1);
        let next = claims.iter().find(|&&place| place >= here);
        let Some(&place) = next.or(claims.first()) else {
            return;
        };
        self.show_claim(place);
    }

    /// Has the question sheet written for the person on the line with the cursor.
    pub(in crate::app) fn write_questions(&mut self, chooser: &Chooser) -> Reply {
        if self.settings.reports().is_empty() {
            self.refuse("No report formats");
            return Reply::default();
        }
        match chooser.person(self) {
            Some(person) => Reply::from(Effect::Questions(person)).closing(),
            None => {
                self.refuse("No person on this line");
                Reply::default()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_the_time_zone_of_the_reviewer() {
        let zone = TimeZone::fixed(jiff::tz::offset(2));
        let now: Timestamp = "2026-11-24T12:10:00Z".parse().unwrap();
        for (typed, at) in [
            ("14:05", "2026-11-24T12:05:00Z"),
            (" 9:30 ", "2026-11-24T07:30:00Z"),
            ("14:10", "2026-11-24T12:10:00Z"),
            // Not yet today.
            ("23:50", "2026-11-23T21:50:00Z"),
            ("2026-11-20 00:15", "2026-11-19T22:15:00Z"),
            ("2026-12-01 08:00", "2026-12-01T06:00:00Z"),
        ] {
            let at: Timestamp = at.parse().unwrap();
            assert_eq!(read_time(typed, now, &zone), Ok(at), "{typed}");
        }
        for typed in [
            "",
            "25:00",
            "noon",
            "14:05:06",
            "2026-02-30 10:00",
            "9999-12-31 23:59:59",
            "\u{1B}[2J",
        ] {
            let refused = read_time(typed, now, &zone).unwrap_err();
            assert!(refused.starts_with("Not a time: "), "{refused}");
            assert!(!refused.contains('\u{1B}'));
        }
        assert!(read_time("-9999-01-01 00:00", now, &zone).is_err());
    }
}
