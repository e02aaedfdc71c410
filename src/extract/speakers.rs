//! How a sentence is put, and who says what it says.
//!
//! Speakers are found in English only (see [`super::clause`]). `He` and `she` stand for the person
//! of the sentences before.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use crate::model::ClaimKind;

use super::clause::{Clause, Speaker};
use crate::language::dates;
use crate::language::{Detail, Word, WordSet, WordShape, is_magnitude, quotations, read};

/// Who is speaking, carried from sentence to sentence.
#[derive(Default)]
pub(super) struct Speakers<'a> {
    person: Option<Arc<str>>,
    body: Option<Arc<str>>,
    /// Who the last quotation of this line is from.
    quoted: Option<Arc<str>>,
    /// Last words of the full names seen.
    surnames: WordSet<'a>,
    /// Every name given so far, to be given again.
    names: HashSet<Arc<str>>,
    /// Kept from sentence to sentence to spare allocations.
    words: Vec<Word<'a>>,
}

/// How a sentence is put, and who says what it says.
#[derive(Debug, PartialEq)]
pub(super) struct Voice {
    pub kind: ClaimKind,
    pub speaker: Option<Arc<str>>,
}

impl<'a> Speakers<'a> {
    /// Begins another line: a quotation without a speaker is no longer that of the last one.
    pub(super) fn begin_line(&mut self) {
        self.quoted = None;
    }

    /// Reads a sentence; speakers are only looked for in English.
    pub(super) fn read(&mut self, sentence: &'a str, is_english: bool) -> Voice {
        let mut words = std::mem::take(&mut self.words);
        words.clear();
        read(sentence, 0..sentence.len(), Detail::Words, &mut words);
        let quotes = quotations(sentence);
        let is_quotation = quotes.iter().any(|quote| is_whole(sentence, &words, quote));
        let mut found = None;
        if is_english {
            let clause = Clause {
                text: sentence,
                words: &words,
                quotes: &quotes,
            };
            found = clause.attribution();
            clause.surnames(&mut self.surnames);
            if found.is_none() && !is_quotation {
                self.remember_subject(&clause);
            }
        }
        let is_attributed = found.is_some();
        let mut speaker = found.and_then(|found| self.resolve(found));
        let kind = if is_quotation {
            ClaimKind::Quotation
        } else if is_attributed {
            ClaimKind::Reported
        } else if has_figure(sentence, &words) {
            ClaimKind::Number
        } else {
            ClaimKind::Statement
        };
        self.words = words;
        if kind == ClaimKind::Quotation {
            if !is_attributed {
                speaker.clone_from(&self.quoted);
            }
            self.quoted.clone_from(&speaker);
        }
        Voice { kind, speaker }
    }

    /// Puts a name for `he`, and remembers who spoke.
    fn resolve(&mut self, found: Speaker) -> Option<Arc<str>> {
        match found {
            Speaker::He => self.person.clone(),
            Speaker::It => self.body.clone(),
            Speaker::Unknown => None,
            Speaker::Named(subject) => {
                let name = self.name(&subject.text);
                let slot = if subject.is_person {
                    &mut self.person
                } else {
                    &mut self.body
                };
                *slot = Some(Arc::clone(&name));
                Some(name)
            }
        }
    }

    /// The one copy of a name.
    fn name(&mut self, text: &str) -> Arc<str> {
        if let Some(name) = self.names.get(text) {
            return Arc::clone(name);
        }
        let name: Arc<str> = text.into();
        self.names.insert(Arc::clone(&name));
        name
    }

    /// A sentence that begins with a person's name makes that person the next `he`.
    fn remember_subject(&mut self, clause: &Clause<'_, 'a>) {
        if let Some(range) = clause.opening_name(&self.surnames)
            && let Some(subject) = clause.named(range)
            && subject.is_person
        {
            self.person = Some(self.name(&subject.text));
        }
    }
}

/// Returns whether a quotation is a sentence of its own, not a few words within one: it opens the
/// sentence, or follows a comma or a colon, or is nearly all of it.
fn is_whole(sentence: &str, words: &[Word<'_>], quote: &Range<usize>) -> bool {
    const MIN_WORDS: usize = 3;
    // In scripts without spaces: the minimum in bytes instead of words.
    const MIN_BYTES: usize = 15;
    let inside = words.iter().filter(|w| quote.contains(&(w.start as usize)));
    let (mut all, mut capitals) = (0, 0);
    for word in inside {
        all += 1;
        capitals += usize::from(word.is_capital());
    }
    let body = &sentence[quote.clone()];
    let is_title = all > 1 && capitals * 2 >= all && !body.ends_with([',', '.', '!', '?']);
    let is_long = all >= MIN_WORDS || all > 0 && !body.is_ascii() && quote.len() >= MIN_BYTES;
    let before = sentence[..quote.start]
        .trim_end_matches(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ':'));
    let stands_alone = before.is_empty() || before.ends_with([',', ':']);
    is_long && !is_title && (stands_alone || quote.len() * 5 > sentence.len() * 4)
}

/// Returns whether a sentence has a figure, a date or a bare year apart.
fn has_figure(text: &str, words: &[Word<'_>]) -> bool {
    let is_figure = |word: &Word<'_>| {
        word.shape == WordShape::Number && !word.stem().contains(':')
            || is_magnitude(word)
            || word.is("percent")
    };
    if !words.iter().any(is_figure) {
        return false;
    }
    let dates = dates(text, words);
    words
        .iter()
        .enumerate()
        .any(|(at, word)| is_figure(word) && !dates.iter().any(|d| d.words.contains(&at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(sentences: &[&str]) -> Vec<(ClaimKind, Option<String>)> {
        let mut speakers = Speakers::default();
        sentences
            .iter()
            .map(|sentence| {
                let voice = speakers.read(sentence, true);
                (voice.kind, voice.speaker.as_deref().map(str::to_owned))
            })
            .collect()
    }

    #[track_caller]
    fn says(sentence: &str, kind: ClaimKind, speaker: &str) {
        assert_eq!(
            read(&[sentence]),
            [(kind, Some(speaker.to_owned()))],
            "{sentence}"
        );
    }

    #[test]
    fn the_subject_of_a_verb_of_saying_is_the_speaker() {
        use ClaimKind::*;
        says(
            "Peskov also said that the talks had failed.",
            Reported,
            "Peskov",
        );
        says(
            "On Monday, the United States and the United Kingdom said they were \"concerned\".",
            Reported,
            "United States and the United Kingdom",
        );
        says(
            "The U.S. State Department said it had found nothing.",
            Reported,
            "U.S. State Department",
        );
        says(
            "UK Prime Minister Boris Johnson told Zelenskyy that he had doubts.",
            Reported,
            "Boris Johnson",
        );
        says(
            "Speaking after a call with NATO chief Jens Stoltenberg, Zelenskyy said a signal was due.",
            Reported,
            "Zelenskyy",
        );
        says(
            "On Monday, Russia's Deputy Foreign Minister Sergei Ryabkov said the two had talked.",
            Reported,
            "Sergei Ryabkov",
        );
        says(
            "The Kremlin last week said Russia was free to move its troops.",
            Reported,
            "Kremlin",
        );
        says(
            "Stoltenberg, who placed the call, said he was worried.",
            Reported,
            "Stoltenberg",
        );
        says(
            "The attack would fail, the department's spokesman, Ned Price, told reporters.",
            Reported,
            "Ned Price",
        );
        says(
            "He had done so before, his office said.",
            Reported,
            "his office",
        );
        says("“We will go,” said Mr. Jones.", Quotation, "Jones");
        says(
            "“We will not go there,” said a spokesman for Johnson on Monday.",
            Quotation,
            "a spokesman for Johnson",
        );
        says(
            "\"We hope that this will help,\" Kremlin spokesman Dmitry Peskov told reporters.",
            Quotation,
            "Dmitry Peskov",
        );
        says(
            "More than 13,000 people have died, according to the United Nations.",
            Reported,
            "United Nations",
        );
        says(
            "The talks have failed, said the minister.",
            Reported,
            "the minister",
        );
    }

    #[test]
    fn he_and_she_are_the_person_before() {
        let found = read(&[
            "Zelenskyy spoke by telephone with Jens Stoltenberg.",
            "Such a plan was needed, he said.",
            "The Kremlin said it was worried.",
            "“This will not help us,” it added.",
            "Peskov denied it.",
            "He said that nobody was threatened.",
        ]);
        let speakers: Vec<Option<&str>> = found.iter().map(|(_, s)| s.as_deref()).collect();
        assert_eq!(
            speakers,
            [
                None,
                Some("Zelenskyy"),
                Some("Kremlin"),
                Some("Kremlin"),
                Some("Peskov"),
                Some("Peskov")
            ]
        );
    }

    #[test]
    fn a_quotation_that_goes_on_has_the_same_speaker() {
        let found = read(&[
            "“We will not go,” Ann Lee said.",
            "“Not now. Not ever.”",
            "The meeting ended.",
        ]);
        assert_eq!(found[1], (ClaimKind::Quotation, Some("Ann Lee".into())));
        assert_eq!(found[2], (ClaimKind::Statement, None));
    }

    #[test]
    fn figures_make_a_number_and_dates_do_not() {
        let kinds: Vec<ClaimKind> = read(&[
            "The vote was 100 to 11 with 58 abstentions.",
            "Russia annexed Crimea in March 2014.",
            "The reported deaths alarmed many.",
            "It was agreed to meet on 6 April.",
        ])
        .into_iter()
        .map(|(kind, _)| kind)
        .collect();
        assert_eq!(
            kinds,
            [
                ClaimKind::Number,
                ClaimKind::Statement,
                ClaimKind::Statement,
                ClaimKind::Statement
            ]
        );
    }

    #[test]
    fn other_languages_have_kinds_but_no_speakers() {
        let mut speakers = Speakers::default();
        let voice = speakers.read("«Ми не підемо звідси», — сказав він.", false);
        assert_eq!(
            voice,
            Voice {
                kind: ClaimKind::Quotation,
                speaker: None
            }
        );
        let voice = speakers.read("「行きません。絶対に」と彼は言った。", false);
        assert_eq!(voice.kind, ClaimKind::Quotation);
    }
}
