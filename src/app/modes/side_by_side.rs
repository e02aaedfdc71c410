//! Looking at the article beside a source, and working from there.

use std::borrow::Cow;
use std::cmp::Reverse;

use jiff::Timestamp;

use crate::app::actions::search::FirstMatch;
use crate::app::actions::sources::{is_filed, stance};
use crate::app::availability::why_off;
use crate::app::command::SideBySideCommand;
use crate::app::side_by_side::PassageStep;
use crate::app::workspace::Workspace;
use crate::app::{Command, Effect, PairedPassage, SideBySide, SourcesProgress};
use crate::model::Evidence;
use crate::text::{Span, one_line};

use super::{Prompt, PromptLine, Reply};

/// Why nothing can be done with a sentence that only the source has.
const LEFT_OUT: &str = "The article left this sentence out: no claim holds it";

impl SideBySide {
    /// Does what a key asks for with the article beside a source.
    pub(super) fn update(
        &mut self,
        command: SideBySideCommand,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Reply {
        let has_search = work.search.current().is_some();
        match command {
            SideBySideCommand::SideBySideClose => return Reply::close(),
            SideBySideCommand::SideBySideGo => return self.go_to_claim(work),
            SideBySideCommand::SideBySideSearch => {
                let search = work.search.current().cloned();
                return Prompt::open(PromptLine::Search(search)).into();
            }
            SideBySideCommand::SideBySideFile => return self.file(work, now).into(),
            SideBySideCommand::SideBySideTakeWords => return self.propose(work),
            SideBySideCommand::SideBySideCopy => return self.copy(work).into(),
            SideBySideCommand::SideBySideNextSource => return self.next_source(work).into(),
            SideBySideCommand::SideBySideNextMatch if has_search => {
                self.go_to_match(PassageStep::Next, work);
            }
            SideBySideCommand::SideBySidePreviousMatch if has_search => {
                self.go_to_match(PassageStep::Previous, work);
            }
            SideBySideCommand::SideBySideNext | SideBySideCommand::SideBySideNextMatch => {
                let is_there = self.step(true, PairedPassage::differs);
                say_unless(is_there, "No later passage differs", work);
            }
            SideBySideCommand::SideBySidePrevious | SideBySideCommand::SideBySidePreviousMatch => {
                let is_there = self.step(false, PairedPassage::differs);
                say_unless(is_there, "No earlier passage differs", work);
            }
            SideBySideCommand::SideBySideLeftOut => {
                let is_there = self.step(true, PairedPassage::is_left_out);
                say_unless(is_there, "Nothing further on was left out", work);
            }
            SideBySideCommand::SideBySideDown => {
                let is_there = self.step(true, |_| true);
                say_unless(is_there, "This is the last passage", work);
            }
            SideBySideCommand::SideBySideUp => {
                let is_there = self.step(false, |_| true);
                say_unless(is_there, "This is the first passage", work);
            }
        }
        Reply::default()
    }

    fn go_to_claim(&self, work: &mut Workspace) -> Reply {
        match self.passage().and_then(PairedPassage::article) {
            Some(span) => {
                work.lead_to(span, None);
                Reply::close()
            }
            None => {
                work.refuse(LEFT_OUT);
                Reply::default()
            }
        }
    }

    /// Goes to the first passage that matches a search just typed.
    pub(super) fn go_to_first(&mut self, first: FirstMatch, work: &mut Workspace) {
        let step = match first {
            FirstMatch::Here => PassageStep::Here,
            FirstMatch::AfterHere => PassageStep::Next,
        };
        self.go_to_match(step, work);
    }

    /// Goes to a passage that matches the search, on either side.
    fn go_to_match(&mut self, way: PassageStep, work: &mut Workspace) {
        let Some(search) = work.search.current() else {
            return;
        };
        let article = work.review().article().text();
        let is_match = |pairing: &PairedPassage| {
            let ours = pairing.article().map(|span| article.slice(span));
            let mut sides = ours.into_iter().chain(pairing.source());
            sides.any(|words| search.matches(words).next().is_some())
        };
        let passages = self.passages().iter().enumerate();
        let listed: Vec<usize> = passages
            .filter(|(_, passage)| is_match(passage))
            .map(|(at, _)| at)
            .collect();
        let words = one_line(search.words());
        match self.go_to(&listed, way) {
            None => work.refuse(format!("Not found: {words}")),
            Some((number, wrapped)) => {
                let wrapped = if wrapped { ", wrapped" } else { "" };
                work.say(format!(
                    "{words}: {} of {}{wrapped}",
                    number + 1,
                    listed.len()
                ));
            }
        }
    }

    /// Returns the claim that the passage shown is for, and the passage.
    ///
    /// # Errors
    /// Says why nothing of the source can go to a claim.
    fn claim(&self, work: &Workspace) -> Result<(usize, &PairedPassage), Cow<'static, str>> {
        let passage = self.passage().ok_or(LEFT_OUT)?;
        let span = passage.article().ok_or(LEFT_OUT)?;
        passage
            .source()
            .ok_or("The source does not say this: nothing to take from it")?;
        Ok((claim_for(span, work)?, passage))
    }

    /// Files the source's passage on its claim.
    fn file(&self, work: &mut Workspace, now: Timestamp) -> Vec<Effect> {
        let (place, evidence, name) = match self.evidence(work, now) {
            Ok(found) => found,
            Err(why) => {
                work.refuse(why);
                return Vec::new();
            }
        };
        if is_filed(&work.review().claims()[place], &evidence) {
            work.say_on(place, format!("{} is filed already", one_line(&name)));
            return Vec::new();
        }
        work.file(place, evidence, &name, now)
    }

    /// Returns the claim that the source's passage is for, the passage as evidence, and its name.
    fn evidence(
        &self,
        work: &Workspace,
        now: Timestamp,
    ) -> Result<(usize, Evidence, String), Cow<'static, str>> {
        if let Some(reason) = why_off(Command::SideBySideFile, work) {
            return Err(reason.into());
        }
        let (place, passage) = self.claim(work)?;
        let PairedPassage::Both {
            difference,
            source,
            locator,
            ..
        } = passage
        else {
            return Err(LEFT_OUT.into());
        };
        let name = format!("{}, {locator}", self.file_name());
        let evidence = Evidence {
            stance: stance(difference.as_deref()),
            title: self.title().map(str::to_owned),
            file: Some(self.file_name().to_owned()),
            locator: Some(locator.clone()),
            quote: Some(source.clone()),
            accessed: Some(now),
            ..Evidence::blank()
        };
        Ok((place, evidence, name))
    }

    /// Opens the correction of the claim with the words of the source's passage.
    fn propose(&self, work: &mut Workspace) -> Reply {
        let off = why_off(Command::SideBySideTakeWords, work);
        let may_change = off.map_or(Ok(()), |reason| Err(Cow::Owned(reason)));
        match may_change.and_then(|()| self.claim(work)) {
            Ok((place, passage)) => work.propose(place, passage.source().unwrap_or_default()),
            Err(why) => {
                work.refuse(why);
                Reply::default()
            }
        }
    }

    /// Copies the words of the source's passage.
    fn copy(&self, work: &mut Workspace) -> Vec<Effect> {
        match self.passage().and_then(PairedPassage::source) {
            Some(words) => work.copy_words(words.to_owned()),
            None => {
                work.refuse("The source does not say this: nothing to copy");
                Vec::new()
            }
        }
    }

    /// Asks for the article beside the next source, and around.
    fn next_source(&self, work: &mut Workspace) -> Vec<Effect> {
        let SourcesProgress::Ready(catalogue) = work.sources.progress() else {
            return Vec::new();
        };
        let count = catalogue.documents.len();
        if count < 2 {
            work.say("No other source");
            return Vec::new();
        }
        work.compare_with(Some((self.document() + 1) % count))
    }
}

fn say_unless(is_there: bool, what: &str, work: &mut Workspace) {
    if !is_there {
        work.say(what);
    }
}

/// Returns the claim that a passage of the article is for: the one that has exactly its words, else
/// the one that shares the most with it.
///
/// # Errors
/// The passage has no claim, or several of which none is selected.
fn claim_for(passage: Span, work: &Workspace) -> Result<usize, Cow<'static, str>> {
    let claims: Vec<(usize, Span)> = work
        .review()
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
    let selected = work.list.selected();
    let selected = selected.filter(|place| candidates.contains(place));
    match (&candidates[..], selected) {
        (&[place], _) | (_, Some(place)) => Ok(place),
        (several, None) => {
            let numbers: Vec<String> = several.iter().map(|&place| work.number(place)).collect();
            Err(format!("Claims {}: select one first", numbers.join(", ")).into())
        }
    }
}
