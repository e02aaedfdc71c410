//! What proposed corrections change, and all of them put into the article's text.

use std::collections::BTreeMap;

use crate::align::{Wording, word_diff};
use crate::model::{Anchor, Decision, Ruling};
use crate::text::{Span, one_line};

use super::dossier::{Dossier, DossierClaim, OriginalText};
use super::wording;

/// A stretch of old words and what is proposed in its stead; one of the two may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct WordChange {
    /// What is there.
    pub(super) old: String,
    /// What should.
    pub(super) new: String,
}

impl WordChange {
    /// Adds a change that follows at once.
    fn extend(&mut self, next: &WordChange) {
        self.old.push_str(&next.old);
        self.new.push_str(&next.new);
    }
}

/// A piece of two wordings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum WordingPart {
    /// Both have it.
    Same(String),
    /// They part here.
    Differs(WordChange),
}

/// Returns two wordings side by side, piece by piece. Changes with no word between them are one: a
/// reader follows a phrase better than single words and marks. A change of nothing but marks and
/// spaces includes the words next to it: alone it would be unreadable.
pub(super) fn compare_wordings(old: &str, new: &str) -> Vec<WordingPart> {
    let (mut steps, mut tail) = steps(old, new);
    for at in 0..steps.len() {
        let change = &mut steps[at].change;
        if has_words(&change.old) || has_words(&change.new) {
            continue;
        }
        let before = &mut steps[at].before;
        let word = before.split_off(before.trim_end_matches(is_solid).len());
        let behind = steps
            .get_mut(at + 1)
            .map_or(&mut tail, |next| &mut next.before);
        let rest = behind.split_off(behind.len() - behind.trim_start_matches(is_solid).len());
        let next_word = std::mem::replace(behind, rest);
        let WordChange { old, new } = &mut steps[at].change;
        for text in [old, new] {
            *text = format!("{word}{text}{next_word}");
        }
    }
    let mut pieces: Vec<WordingPart> = Vec::with_capacity(steps.len() * 2 + 1);
    for ChangeStep { before, change } in steps {
        if !before.is_empty() {
            pieces.push(WordingPart::Same(before));
        }
        match pieces.last_mut() {
            Some(WordingPart::Differs(last)) => last.extend(&change),
            _ => pieces.push(WordingPart::Differs(change)),
        }
    }
    if !tail.is_empty() {
        pieces.push(WordingPart::Same(tail));
    }
    pieces
}

/// What both wordings have, and the change that comes after it.
#[derive(Default)]
struct ChangeStep {
    before: String,
    change: WordChange,
}

/// The steps from one wording to the other, and what both end with.
fn steps(old: &str, new: &str) -> (Vec<ChangeStep>, String) {
    let mut steps: Vec<ChangeStep> = Vec::new();
    let mut same = String::new();
    for (wording, text) in word_diff(old, new) {
        let (old, new) = match wording {
            Wording::Both => {
                same = text;
                continue;
            }
            Wording::Old => (text, String::new()),
            Wording::New => (String::new(), text),
        };
        let same = std::mem::take(&mut same);
        match steps.last_mut() {
            Some(last) if !has_words(&same) => {
                last.change.extend(&WordChange {
                    old: same.clone() + &old,
                    new: same + &new,
                });
            }
            _ => steps.push(ChangeStep {
                before: same,
                change: WordChange { old, new },
            }),
        }
    }
    (steps, same)
}

fn has_words(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

fn is_solid(c: char) -> bool {
    !c.is_whitespace()
}

/// New words for a passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct TextEdit {
    /// The passage, in code points of the article; empty where words are put in.
    pub(super) span: Span,
    /// What is there instead.
    pub(super) new: String,
    /// The claims whose corrections ask for it, as places in [`Dossier::claims`].
    pub(super) claims: Vec<usize>,
}

/// What of the proposed corrections can be put into one text.
#[derive(Debug, Default)]
pub(super) struct TextEdits {
    /// By place; no two touch.
    pub(super) edits: Vec<TextEdit>,
    /// How many corrections that is.
    pub(super) corrections: usize,
    /// The corrections that are left out, and why.
    pub(super) left_out: Vec<String>,
    /// The corrections of claims that no reviewer found disputed or garbled: proposals that are not
    /// ready to be exported.
    pub(super) undecided: Vec<String>,
}

/// Turns the corrections of a dossier into edits of its text. Where two cannot both be made, the
/// one of the earlier claim is, and the other is left out.
pub(super) fn edits(dossier: &Dossier) -> TextEdits {
    let mut found = TextEdits::default();
    let mut taken: BTreeMap<u32, TextEdit> = BTreeMap::new();
    for (place, joint) in dossier.claims.iter().enumerate() {
        found.undecided.extend(undecided(joint));
        let correction = match correction(dossier, joint) {
            Ok(Some(correction)) => correction,
            Ok(None) => continue,
            Err(why) => {
                found.left_out.push(why);
                continue;
            }
        };
        let wanted = edits_of(joint, correction);
        match wanted.iter().find_map(|edit| in_the_way(&taken, edit)) {
            Some(other) => found.left_out.push(format!(
                "claim {}: its correction and that of claim {} are about the same words",
                joint.number, dossier.claims[other.claims[0]].number
            )),
            None => {
                found.corrections += 1;
                for edit in wanted {
                    let same = taken.entry(edit.span.start).or_insert(edit);
                    same.claims.push(place);
                }
            }
        }
    }
    found.edits = taken.into_values().collect();
    found
}

/// Returns the correction proposed for a claim, if there is one; why it cannot be used, if so.
fn correction<'a>(dossier: &Dossier, joint: &'a DossierClaim) -> Result<Option<&'a str>, String> {
    let proposing = || {
        let opinions = joint.opinions.iter();
        opinions.filter_map(|o| Some((o, o.decision()?, o.decision()?.decided_correction()?)))
    };
    let Some((_, first, words)) = proposing().next() else {
        return Ok(None);
    };
    let number = joint.number;
    if let Some((other, ..)) = proposing().find(|&(_, _, other)| other != words) {
        return Err(format!(
            "claim {number}: {} and {} propose different words (report one of the reviews alone)",
            one_line(&first.by),
            one_line(dossier.reviewer(other)),
        ));
    }
    if proposing().any(|(opinion, ..)| opinion.claim.anchor != Anchor::Sure) {
        return Err(format!(
            "claim {number}: its words are not those that the correction was made for (confirm it \
             in the review first)"
        ));
    }
    Ok(Some(words))
}

/// Returns the claim's number and why its correction is not handed on, if it has one that is not.
pub(super) fn undecided(joint: &DossierClaim) -> Option<String> {
    let proposed = |decision: &&Decision| decision.correction.is_some();
    if joint.decisions().any(|d| d.decided_correction().is_some()) {
        return None;
    }
    let decision = joint.decisions().find(proposed)?;
    let state = match decision.ruling {
        None => "still open",
        Some(Ruling::Verdict(_)) => "found right",
        Some(Ruling::Aside(_)) => "set aside",
    };
    Some(format!(
        "claim {}: proposed on a claim {state}",
        joint.number
    ))
}

fn edits_of(joint: &DossierClaim, correction: &str) -> Vec<TextEdit> {
    let mut at = joint.claim().span.start;
    let mut edits = Vec::new();
    for piece in compare_wordings(&joint.words, correction) {
        match piece {
            WordingPart::Same(text) => at += text.chars().count() as u32,
            WordingPart::Differs(WordChange { old, new }) => {
                let span = Span::new(at, at + old.chars().count() as u32);
                at = span.end;
                let claims = Vec::new();
                edits.push(TextEdit { span, new, claims });
            }
        }
    }
    edits
}

/// Returns the edit that keeps another one from being made: it touches it and is not the same.
fn in_the_way<'a>(taken: &'a BTreeMap<u32, TextEdit>, edit: &TextEdit) -> Option<&'a TextEdit> {
    let before = taken.range(..=edit.span.end).next_back();
    before
        .map(|(_, other)| other)
        .filter(|other| other.span.end >= edit.span.start)
        .filter(|other| (other.span, &other.new) != (edit.span, &edit.new))
}

/// Returns the characters of the article's file with every edit written by `write`, which gets the
/// old characters. Everything else, byte order mark and line ends included, stays as it is.
pub(super) fn edited(
    original: &OriginalText,
    edits: &[TextEdit],
    mut write: impl FnMut(&mut String, &str, &TextEdit),
) -> String {
    let raw = original.raw();
    let mut out = String::with_capacity(raw.len() + raw.len() / 8);
    let mut places = RawCursor::of(raw);
    let mut copied = 0;
    for edit in edits {
        let start = places.byte_of(edit.span.start);
        let end = places.byte_of(edit.span.end);
        out.push_str(&raw[copied..start]);
        write(&mut out, &raw[start..end], edit);
        copied = end;
    }
    out.push_str(&raw[copied..]);
    out
}

/// Where the article's characters are in its file: a walk that never turns back.
struct RawCursor<'a> {
    raw: &'a str,
    byte: usize,
    position: u32,
}

impl<'a> RawCursor<'a> {
    fn of(raw: &'a str) -> Self {
        let byte = raw
            .strip_prefix('\u{FEFF}')
            .map_or(0, |rest| raw.len() - rest.len());
        Self {
            raw,
            byte,
            position: 0,
        }
    }

    /// Returns the byte at which a code point of the article begins. A line end counts as one code
    /// point, however it is written.
    fn byte_of(&mut self, position: u32) -> usize {
        let mut rest = self.raw[self.byte..].chars().peekable();
        while self.position < position
            && let Some(c) = rest.next()
        {
            self.byte += c.len_utf8();
            if c == '\r' && rest.next_if_eq(&'\n').is_some() {
                self.byte += 1;
            }
            self.position += 1;
        }
        self.byte
    }
}

/// Returns what is to be said of the corrections that are left out.
pub(super) fn remarks(dossier: &Dossier, edits: &TextEdits) -> Vec<String> {
    let name = one_line(&dossier.article.name);
    let mut remarks = Vec::new();
    if edits.corrections == 0 {
        remarks.push(format!("{name}: there is no correction to be made"));
    }
    if !edits.left_out.is_empty() {
        let count = wording::count(edits.left_out.len(), "correction");
        let list = edits.left_out.join("\n  ");
        remarks.push(format!("{name}: {count} left out:\n  {list}"));
    }
    if !edits.undecided.is_empty() {
        let count = wording::count(edits.undecided.len(), "correction");
        let list = edits.undecided.join("\n  ");
        remarks.push(format!(
            "{name}: {count} not handed on (decide the claim first):\n  {list}"
        ));
    }
    remarks
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, corrected};
    use super::*;
    use crate::model::{Article, Verdict};
    use proptest::prelude::*;

    fn told(old: &str, new: &str) -> String {
        compare_wordings(old, new)
            .into_iter()
            .map(|piece| match piece {
                WordingPart::Same(text) => text,
                WordingPart::Differs(WordChange { old, new }) => format!("[{old}|{new}]"),
            })
            .collect()
    }

    #[test]
    fn a_change_is_a_phrase() {
        for (old, new, expected) in [
            (
                "taken over by it",
                "annexed by it",
                "[taken over|annexed] by it",
            ),
            (
                "in local, open talks",
                "in long, closed talks",
                "in [local, open|long, closed] talks",
            ),
            (
                "stop Russia, ”he wrote",
                "stop Russia,” he wrote",
                "stop [Russia, ”he|Russia,” he] wrote",
            ),
            ("the the end", "the end", "the [the |]end"),
            ("two  spaces", "two spaces", "[two  spaces|two spaces]"),
            ("same", "same", "same"),
            ("", "new", "[|new]"),
        ] {
            assert_eq!(told(old, new), expected);
        }
    }

    #[test]
    fn what_touches_is_done_once_or_left_out() {
        let text = "It said that local integrity counts.\n";
        let dossier = corrected(
            text,
            &[
                (
                    "It said that local integrity counts.",
                    "It said that territorial integrity counts.",
                ),
                ("local integrity", "territorial integrity"),
                ("integrity counts", "honesty counts"),
                ("integrity", "honour"),
            ],
        );
        let edits = edits(&dossier);
        assert_eq!(edits.corrections, 3);
        let told: Vec<_> = edits
            .edits
            .iter()
            .map(|e| (e.new.as_str(), &e.claims[..]))
            .collect();
        assert_eq!(told, [("territorial", &[0, 1][..]), ("honour", &[2])]);
        assert_eq!(edits.left_out.len(), 1, "{:?}", edits.left_out);
        assert!(
            edits.left_out[0].starts_with("claim 4"),
            "{:?}",
            edits.left_out
        );
    }

    #[test]
    fn reviewers_who_differ_are_both_left_out() {
        let article = Article::new("draft.txt", "One here. Two here.\n".into());
        let filed = |reviewer: &str, one: &str| {
            let claim = |words: &str, new: &str| {
                sample::claim(&article, words, Some(Verdict::Garbled), |decision| {
                    decision.by = reviewer.to_owned();
                    decision.correction = Some(new.to_owned());
                })
            };
            let claims = vec![claim("One here.", one), claim("Two here.", "2 here.")];
            sample::record(&article, reviewer, claims)
        };
        let reviews = vec![filed("alice", "1 here."), filed("bob", "Ones here.")];
        let edits = edits(&super::super::dossiers(reviews)[0]);
        assert_eq!(edits.edits.len(), 1);
        assert_eq!(edits.edits[0].claims, [1]);
        assert!(
            edits.left_out[0].contains("alice and bob"),
            "{:?}",
            edits.left_out
        );
    }

    #[test]
    fn only_corrections_of_disputed_and_garbled_claims_are_handed_on() {
        let article = Article::new("draft.txt", "One here. Two here. Three here.\n".into());
        let claim = |words: &str, new: &str, verdict| {
            sample::claim(&article, words, verdict, |decision| {
                decision.correction = Some(new.to_owned());
            })
        };
        let claims = vec![
            claim("One here.", "1 here.", None),
            claim("Two here.", "2 here.", Some(Verdict::Verified)),
            claim("Three here.", "", Some(Verdict::Disputed)),
        ];
        let reviews = vec![sample::record(&article, "alice", claims)];
        let edits = edits(&super::super::dossiers(reviews)[0]);
        let made: Vec<(&str, &[usize])> = edits
            .edits
            .iter()
            .map(|edit| (edit.new.as_str(), &edit.claims[..]))
            .collect();
        assert_eq!(made, [("", &[2][..])], "cut");
        assert_eq!(
            edits.undecided,
            [
                "claim 1: proposed on a claim still open",
                "claim 2: proposed on a claim found right"
            ]
        );
    }

    proptest! {
        #[test]
        fn both_wordings_can_be_read_off(old in "[ab ,“é]{0,40}", new in "[ab ,“é]{0,40}") {
            let (mut read_old, mut read_new) = (String::new(), String::new());
            for piece in compare_wordings(&old, &new) {
                let (old, new) = match &piece {
                    WordingPart::Same(text) => (text, text),
                    WordingPart::Differs(WordChange { old, new }) => (old, new),
                };
                read_old.push_str(old);
                read_new.push_str(new);
            }
            prop_assert_eq!(read_old, old);
            prop_assert_eq!(read_new, new);
        }

        #[test]
        fn whatever_the_line_ends_only_the_corrected_words_change(
            words in proptest::collection::vec("[a-zé]{1,5}", 1..20),
            ends in proptest::collection::vec(prop_oneof![Just("\n"), Just("\r\n"), Just(" ")], 20),
            at in 0usize..20,
        ) {
            let at = at % words.len();
            let written = |words: &[String]| -> String {
                let pairs = words.iter().zip(&ends);
                "\u{FEFF}".to_owned() + &pairs.map(|(word, end)| format!("{word}{end}")).collect::<String>()
            };
            let mut words = words;
            words[at] = "MISTAKE".into();
            let raw = written(&words);
            let dossier = corrected(&raw, &[("MISTAKE", "correction")]);
            let edits = edits(&dossier);
            words[at] = "correction".into();
            let new = edited(dossier.text.as_ref().unwrap(), &edits.edits, |out, _, edit| {
                out.push_str(&edit.new);
            });
            prop_assert_eq!(new, written(&words));
        }
    }
}
