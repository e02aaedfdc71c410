//! Looking at the whole article beside its source, and working from there.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::Timestamp;

use crate::model::Evidence;
use crate::text::{Span, one_line};

use super::super::side_by_side::PassageStep;
use super::super::{
    Command, Effect, PairedPassage, SideBySide, SourceQuestion, SourcesProgress, State,
};
use super::Mode;
use super::sources::{is_filed, stance};

impl State {
    /// The article beside a source has been asked for, and is there. While something is typed or
    /// chosen it comes too late.
    pub(in crate::app) fn compared(&mut self, answer: Result<SideBySide, String>) {
        let position = match &self.mode {
            Mode::Browse => self.position(),
            Mode::SideBySide(whole) => {
                let upto = whole.pairings.iter().take(whole.at_hand + 1);
                let here = upto.rev().find_map(PairedPassage::article);
                here.map_or(0, |span| span.start)
            }
            _ => return,
        };
        match answer {
            Ok(mut whole) => {
                self.message = None;
                whole.begin_at(position);
                self.mode = Mode::SideBySide(Box::new(whole));
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Does what a key asks for with the article beside its source.
    pub(in crate::app) fn whole_command(
        &mut self,
        command: Command,
        now: Timestamp,
    ) -> Vec<Effect> {
        match command {
            Command::SideBySideClose => self.mode = Mode::Browse,
            Command::SideBySideGo => self.leave_whole_for_its_claim(),
            Command::SideBySideSearch => self.open_search(),
            Command::SideBySideNextMatch if self.search.is_some() => {
                self.match_in_whole(PassageStep::Next)
            }
            Command::SideBySidePreviousMatch if self.search.is_some() => {
                self.match_in_whole(PassageStep::Previous);
            }
            Command::SideBySideFile => return self.file_from_whole(now),
            Command::SideBySideTakeWords => self.propose_from_whole(),
            Command::SideBySideCopy => return self.copy_from_whole(),
            Command::SideBySideNextSource => return self.next_source(),
            _ => self.step_in_whole(command),
        }
        Vec::new()
    }

    fn step_in_whole(&mut self, command: Command) {
        let Mode::SideBySide(whole) = &mut self.mode else {
            return;
        };
        let any: fn(&PairedPassage) -> bool = |_| true;
        let (there, what) = match command {
            Command::SideBySideNext | Command::SideBySideNextMatch => (
                whole.step(true, PairedPassage::differs),
                "No later passage differs",
            ),
            Command::SideBySidePrevious | Command::SideBySidePreviousMatch => (
                whole.step(false, PairedPassage::differs),
                "No earlier passage differs",
            ),
            Command::SideBySideLeftOut => (
                whole.step(true, PairedPassage::is_left_out),
                "Nothing further on was left out",
            ),
            Command::SideBySideDown => (whole.step(true, any), "This is the last passage"),
            _ => (whole.step(false, any), "This is the first passage"),
        };
        if !there {
            self.say(what);
        }
    }

    fn leave_whole_for_its_claim(&mut self) {
        let Mode::SideBySide(whole) = &self.mode else {
            return;
        };
        match whole.pairing().and_then(PairedPassage::article) {
            Some(span) => {
                self.mode = Mode::Browse;
                self.lead_to(span, None);
            }
            None => self.refuse(LEFT_OUT),
        }
    }

    /// Goes to a passage with words that are searched for, on either side.
    pub(super) fn match_in_whole(&mut self, way: PassageStep) {
        let (Mode::SideBySide(whole), Some(search)) = (&mut self.mode, &self.search) else {
            return;
        };
        let article = self.review.article().text();
        let is_match = |pairing: &PairedPassage| {
            let ours = pairing.article().map(|span| article.slice(span));
            let mut sides = ours.into_iter().chain(pairing.source());
            sides.any(|words| search.matches(words).next().is_some())
        };
        let pairings = whole.pairings.iter().enumerate();
        let listed: Vec<usize> = pairings
            .filter(|(_, p)| is_match(p))
            .map(|(at, _)| at)
            .collect();
        let words = one_line(search.words());
        let found = whole.go_to(&listed, way);
        match found {
            None => self.refuse(format!("Not found: {words}")),
            Some((number, wrapped)) => {
                let wrapped = if wrapped { ", wrapped" } else { "" };
                self.say(format!(
                    "{words}: {} of {}{wrapped}",
                    number + 1,
                    listed.len()
                ));
            }
        }
    }

    /// Returns the claim for which the passage at hand is, and the passage.
    ///
    /// # Errors
    /// Why nothing of the source can go to a claim.
    fn claim_in_whole(&self) -> Result<(usize, PairedPassage), Cow<'static, str>> {
        let Mode::SideBySide(whole) = &self.mode else {
            return Err(LEFT_OUT.into());
        };
        let pairing = whole.pairing().ok_or(LEFT_OUT)?;
        let span = pairing.article().ok_or(LEFT_OUT)?;
        pairing
            .source()
            .ok_or("The source does not say this: nothing to take from it")?;
        Ok((self.claim_for(span)?, pairing.clone()))
    }

    /// Returns the claim for which a passage of the article is: the one that has exactly its words, else
    /// the one that shares the most with it.
    ///
    /// # Errors
    /// There is none; or it is one of several claims in the passage, of which none is selected.
    fn claim_for(&self, passage: Span) -> Result<usize, Cow<'static, str>> {
        let claims: Vec<(usize, Span)> = self
            .review
            .claims_within(passage)
            .map(|(place, claim)| (place, claim.span))
            .collect();
        let places = |wanted: &dyn Fn(Span) -> bool| -> Vec<usize> {
            let wanted = claims.iter().filter(|(_, span)| wanted(*span));
            wanted.map(|(place, _)| *place).collect()
        };
        let shared = |span: Span| passage.end.min(span.end) - passage.start.max(span.start);
        let mut candidates = places(&|span| span == passage);
        if candidates.is_empty() {
            candidates = places(&|span| shared(span) == span.len());
            if candidates.len() < 2 {
                let most = |(_, span): &(usize, Span)| (shared(*span), Reverse(span.len()));
                let largest = claims.iter().copied().max_by_key(most);
                let largest = largest.map(|(place, _)| place);
                return largest.ok_or("In no claim: leave this view and add one first".into());
            }
        }
        let selected = self.selected.filter(|place| candidates.contains(place));
        match (&candidates[..], selected) {
            (&[place], _) | (_, Some(place)) => Ok(place),
            (several, None) => {
                let numbers: Vec<String> =
                    several.iter().map(|&place| self.number(place)).collect();
                Err(format!("Claims {}: select one first", numbers.join(", ")).into())
            }
        }
    }

    /// Files the source's passage on the claim that it stands beside.
    fn file_from_whole(&mut self, now: Timestamp) -> Vec<Effect> {
        let (place, evidence, name) = match self.evidence_in_whole(now) {
            Ok(found) => found,
            Err(why) => {
                self.refuse(why);
                return Vec::new();
            }
        };
        if is_filed(&self.review.claims()[place], &evidence) {
            self.say_on(place, format!("{} is filed already", one_line(&name)));
            return Vec::new();
        }
        self.file(place, evidence, &name, now)
    }

    /// Returns the source's passage as evidence, what it is called, and the claim that it is for.
    fn evidence_in_whole(
        &self,
        now: Timestamp,
    ) -> Result<(usize, Evidence, String), Cow<'static, str>> {
        if let Some(reason) = Command::FileEvidence.why_read_only(self) {
            return Err(reason.into());
        }
        let (place, pairing) = self.claim_in_whole()?;
        let (
            PairedPassage::Both {
                difference,
                source,
                locator,
                ..
            },
            Mode::SideBySide(whole),
        ) = (pairing, &self.mode)
        else {
            return Err(LEFT_OUT.into());
        };
        let name = format!("{}, {locator}", whole.file);
        let evidence = Evidence {
            stance: stance(difference.as_deref()),
            title: whole.title.clone(),
            file: Some(whole.file.clone()),
            locator: Some(locator),
            quote: Some(source),
            accessed: Some(now),
            ..Evidence::blank()
        };
        Ok((place, evidence, name))
    }

    /// Opens the correction of the claim with the words of the source's passage beside it.
    fn propose_from_whole(&mut self) {
        let read_only = Command::TakeWords.why_read_only(self);
        let may_change = read_only.map_or(Ok(()), |reason| Err(Cow::Borrowed(reason)));
        match may_change.and_then(|()| self.claim_in_whole()) {
            Ok((place, pairing)) => {
                let words = pairing.source().unwrap_or_default();
                self.propose(place, words);
            }
            Err(why) => self.refuse(why),
        }
    }

    /// Copies the words of the source's passage.
    fn copy_from_whole(&mut self) -> Vec<Effect> {
        let Mode::SideBySide(whole) = &self.mode else {
            return Vec::new();
        };
        match whole.pairing().and_then(PairedPassage::source) {
            Some(words) => self.copy_words(words.to_owned()),
            None => {
                self.refuse("The source does not say this: nothing to copy");
                Vec::new()
            }
        }
    }

    /// Asks for the article beside the next of the sources, round and round.
    fn next_source(&mut self) -> Vec<Effect> {
        let (Mode::SideBySide(whole), SourcesProgress::Ready(catalogue)) =
            (&self.mode, &self.sources.reading)
        else {
            return Vec::new();
        };
        let count = catalogue.documents.len();
        if count < 2 {
            self.say("No other source");
            return Vec::new();
        }
        let document = Some((whole.document + 1) % count);
        self.say("Comparing …");
        vec![Effect::AskSources(SourceQuestion::SideBySide { document })]
    }
}

/// What is said where only the source says something.
const LEFT_OUT: &str = "The article left this sentence out: no claim holds it";
