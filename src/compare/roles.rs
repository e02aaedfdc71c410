//! Whether two parties of a verb have swapped roles between a claim and its source.

use std::ops::Range;

use crate::align::WordId;

use super::analysis::Analysis;
use super::role_frames::{RoleFrame, RoleParty, frames};
use super::sides::Sides;
use super::summary::WordingPair;
use super::vocabulary::Vocabulary;

/// Verbs of each text that are compared: the time grows with the square.
const MAX_VERBS: usize = 200;

/// Prepositions whose party can exchange its role with the subject.
const EXCHANGEABLE: [&str; 8] = ["to", "from", "against", "on", "at", "for", "over", "than"];

/// Returns who has exchanged roles with whom, in the words of both, if anybody has.
pub(super) fn swapped(sides: &Sides<'_>) -> Option<WordingPair> {
    if !sides.claim.english {
        return None;
    }
    let mut ours = frames(&sides.claim.tokens, sides.vocabulary);
    let mut theirs = frames(&sides.source.tokens[sides.part.clone()], sides.vocabulary);
    ours.truncate(MAX_VERBS);
    theirs.truncate(MAX_VERBS);
    for frame in &ours {
        let same_verb = || theirs.iter().filter(|other| other.verb == frame.verb);
        // The source may have it both ways.
        if same_verb().any(|other| frame.agrees_with(other)) {
            continue;
        }
        for other in same_verb() {
            let Some((ours, theirs)) = frame.exchanged(other, sides.vocabulary) else {
                continue;
            };
            let theirs = theirs.start + sides.part.start..theirs.end + sides.part.start;
            return Some(WordingPair {
                claim: said(sides.claim, ours),
                source: said(sides.source, theirs),
            });
        }
    }
    None
}

fn said(reading: &Analysis<'_>, tokens: Range<usize>) -> String {
    reading.slice(tokens).to_owned()
}

impl RoleFrame {
    /// Returns whether another says the same of the same.
    fn agrees_with(&self, other: &RoleFrame) -> bool {
        let agree = |a: &RoleParty, b: &RoleParty| {
            let (a, b) = (&a.words, &b.words);
            !a.is_empty() && !b.is_empty() && (without(a, b).is_empty() || without(b, a).is_empty())
        };
        let mut same_place = self.others.iter().flat_map(|(at, party)| {
            let others = other.others.iter().filter(move |(there, _)| at == there);
            others.map(move |(_, them)| (party, them))
        });
        agree(&self.agent, &other.agent)
            && (agree(&self.patient, &other.patient) || same_place.any(|(a, b)| agree(a, b)))
    }

    /// Returns the tokens of both frames if two parties have exchanged their roles.
    fn exchanged(
        &self,
        other: &RoleFrame,
        vocabulary: &Vocabulary,
    ) -> Option<(Range<usize>, Range<usize>)> {
        let turned = |ours: &RoleParty, theirs: &RoleParty| {
            let (a, b) = (&self.agent.words, &ours.words);
            let (c, d) = (&other.agent.words, &theirs.words);
            // What both have on the same side, as in `Russian forces` and `Ukrainian forces`, has
            // not changed places.
            let turned =
                shares(&without(a, c), &without(d, b)) && shares(&without(b, d), &without(c, a));
            turned.then(|| (self.reach(ours), other.reach(theirs)))
        };
        let turned_patients = turned(&self.patient, &other.patient);
        turned_patients.or_else(|| {
            self.others.iter().find_map(|(at, ours)| {
                let is_possible = EXCHANGEABLE.contains(&&*vocabulary.entry(*at).text);
                let mut same = other
                    .others
                    .iter()
                    .filter(|(there, _)| is_possible && there == at);
                same.find_map(|(_, theirs)| turned(ours, theirs))
            })
        })
    }

    /// The tokens from the first party to the last.
    fn reach(&self, party: &RoleParty) -> Range<usize> {
        let (a, b) = (&self.agent.tokens, &party.tokens);
        a.start.min(b.start).min(self.at)..a.end.max(b.end).max(self.at + 1)
    }
}

fn shares(a: &[WordId], b: &[WordId]) -> bool {
    a.iter().any(|word| b.contains(word))
}

fn without(a: &[WordId], b: &[WordId]) -> Vec<WordId> {
    a.iter().copied().filter(|word| !b.contains(word)).collect()
}
