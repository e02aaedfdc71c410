//! Verdicts: giving, clearing, confirming and copying them, and moving on.

use jiff::Timestamp;

use crate::model::{Aside, Change, Flags, Reason, Refusal, Ruling, Stance, Verdict};

use crate::app::workspace::Workspace;
use crate::app::{Command, Effect};

impl Workspace {
    /// Gives the current claim a verdict.
    pub(in crate::app) fn decide(&mut self, verdict: Verdict, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.list.selected() else {
            return Vec::new();
        };
        self.rule(place, Ruling::Verdict(verdict), now)
    }

    /// Sets a claim aside.
    pub(in crate::app) fn set_aside(
        &mut self,
        place: usize,
        aside: Aside,
        now: Timestamp,
    ) -> Vec<Effect> {
        self.rule(place, Ruling::Aside(aside), now)
    }

    /// Gives a ruling, lets the writing keys mean its claim, and moves on.
    fn rule(&mut self, place: usize, ruling: Ruling, now: Timestamp) -> Vec<Effect> {
        let stances = |work: &Self| -> Vec<Stance> {
            let claim = work.review().claims().get(place);
            let evidence = claim.map_or(&[][..], |claim| claim.evidence());
            evidence.iter().map(|evidence| evidence.stance).collect()
        };
        let before = stances(self);
        let change = self
            .review()
            .rule(place, Some(ruling), &self.signature(now));
        let effects = self.make(change, now);
        let followed = before.iter().zip(stances(self));
        let followed = followed.filter(|(before, now)| *before != now).count();
        let claim = self.review().claims().get(place);
        if claim.is_some_and(|claim| claim.ruling() == Some(ruling)) {
            self.say_decided(place, ruling, followed);
            self.begin_decided(place);
            self.move_on(place);
        }
        effects
    }

    /// Says what was decided, how many sources changed their stance with it, and what can be added.
    fn say_decided(&mut self, place: usize, ruling: Ruling, followed: usize) {
        let decided = match ruling {
            Ruling::Verdict(verdict) => verdict.name().to_owned(),
            Ruling::Aside(aside) => format!("set aside, {aside}"),
        };
        let why = match ruling {
            Ruling::Verdict(Verdict::Disputed | Verdict::Garbled) => {
                format!(" · {} why", self.key(Command::Reasons))
            }
            _ => String::new(),
        };
        let same = match self.open_repeats(place).len() {
            0 => String::new(),
            1 => format!(" · {} its repeat too", self.key(Command::SameForRepeats)),
            n => format!(
                " · {} its {n} repeats too",
                self.key(Command::SameForRepeats)
            ),
        };
        let stance = match (followed, Stance::following(Some(ruling))) {
            (0, _) | (_, None) => String::new(),
            (1, Some(stance)) => format!(", its source now {stance} it"),
            (n, Some(stance)) => format!(", {n} sources now: {stance}"),
        };
        let undo = self.undo_hint();
        self.say_on(place, format!("{decided}{stance}{same}{why}{undo}"));
    }

    /// Goes from a claim just settled to the next open one, unless the reviewer wants to stay.
    fn move_on(&mut self, decided: usize) {
        let (list, review) = (&self.list, self.edits.review());
        let next = match list.row_of(decided) {
            Some(_) if !self.settings.moves_on() => return,
            Some(row) => list.next_open(review, Some(row)),
            // It left the list; its row now holds the claim after it.
            None => list.nearest_row(decided).and_then(|row| {
                let before = row.checked_sub(1).or(list.len().checked_sub(1));
                list.next_open(review, before).or(Some(row))
            }),
        };
        match next {
            Some(row) => self.select_row(row),
            None => {
                let done = self.messages.take();
                let done = done.map_or_else(String::new, |done| format!("{}. ", done.text));
                self.say(done + &self.nothing_open());
            }
        }
    }

    /// Returns what to say if no open claim is listed.
    pub(super) fn nothing_open(&self) -> String {
        let progress = self.review().progress();
        match progress.open() {
            0 => format!(
                "No claim is open: {} reviewed, {}% covered",
                progress.reviewed(),
                self.review().coverage().percent_covered()
            ),
            open => format!(
                "No open claim is listed; {open} elsewhere (filter: {})",
                self.list.filter()
            ),
        }
    }

    /// Clears the current claim's verdict.
    pub(in crate::app) fn clear_verdict(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some(place) = self.list.selected() else {
            return Vec::new();
        };
        let change = self.review().rule(place, None, &self.signature(now));
        let effects = self.make(change, now);
        let undo = self.undo_hint();
        self.say_on(place, format!("open again{undo}"));
        effects
    }

    /// Confirms that the current claim's verdict holds for its changed words, or verifies it if the
    /// article took over its correction.
    pub(in crate::app) fn confirm(&mut self, now: Timestamp) -> Vec<Effect> {
        let Some((place, claim)) = self.list.selected().zip(self.selected_claim()) else {
            return Vec::new();
        };
        if self.review().is_adopted(claim) {
            return self.verify_adopted(place, now);
        }
        let change = self.review().confirm(place, &self.signature(now));
        let effects = self.make(change, now);
        let undo = self.undo_hint();
        self.say_on(place, format!("confirmed{undo}"));
        self.begin_decided(place);
        self.move_on(place);
        effects
    }

    /// Verifies a claim whose correction the article has taken over.
    fn verify_adopted(&mut self, place: usize, now: Timestamp) -> Vec<Effect> {
        let change = self.review().verify_adopted(place, &self.signature(now));
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(place, format!("correction adopted, verified{undo}"));
            self.begin_decided(place);
            self.move_on(place);
        }
        effects
    }

    /// Returns the places of the open claims that say the same as the one at a place.
    fn open_repeats(&self, place: usize) -> Vec<usize> {
        let claim = self.review().claims().get(place);
        claim.map_or_else(Vec::new, |claim| {
            self.repeats.open_places(claim, self.review())
        })
    }

    /// Copies a claim's verdict, and what goes with it, to its open repeats, as one step.
    pub(in crate::app) fn copy_to_repeats(&mut self, now: Timestamp) -> Vec<Effect> {
        let settled = |place: usize| Some((place, self.review().claims().get(place)?.settled()?));
        let Some((place, ruling)) = self.target().and_then(settled) else {
            return Vec::new();
        };
        let others = self.open_repeats(place);
        let change = self
            .review()
            .copy_to_repeats(place, &others, &self.signature(now));
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(
                place,
                format!("{} more {} like it{undo}", others.len(), ruling.name()),
            );
            self.begin_decided(place);
            self.move_on(place);
        }
        effects
    }

    /// Gives a disputed or garbled claim its reasons.
    pub(in crate::app) fn give_reasons(
        &mut self,
        place: usize,
        reasons: Vec<Reason>,
        now: Timestamp,
    ) -> Vec<Effect> {
        let names: Vec<&str> = reasons.iter().map(|reason| reason.name()).collect();
        let names = names.join(", ");
        let sign = self.signature(now);
        let change = self.review().set_reasons(place, reasons, &sign);
        self.make_marks(place, "reasons", &names, change, now)
    }

    /// Gives a claim its flags.
    pub(in crate::app) fn give_flags(
        &mut self,
        place: usize,
        flags: Flags,
        now: Timestamp,
    ) -> Vec<Effect> {
        let change = self
            .review()
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
