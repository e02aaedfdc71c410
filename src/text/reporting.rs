//! Reporting frames: the words of a sentence that say who said it, to whom and when.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;

/// Verbs of saying, in the forms that carry a quotation or a `that`-clause.
pub const VERBS_OF_SAYING: &str = "accused accuses acknowledged acknowledges added adds admitted admits alleged alleges
    announced announces answered argued argues asked asks asserted asserts boasted claimed claims commented complained
    complains conceded concedes concluded concludes confirmed confirms continued cried declared declares denied denies
    demanded emphasised emphasized estimated estimates explained explains insisted insists joked noted notes observed
    predicted predicts promised quipped recalled remarked replied replies reported reports responded reiterated said says
    shouted stated states stressed stresses suggested suggests testified told tells tweeted urged vowed vows warned warns
    wrote writes";

/// More verbs that report if `that` follows.
const WITH_THAT: &str = "assured assures informed informs reminded believes believed thinks revealed disclosed maintained
    say tell report warn claim insist believe argue";

/// Verbs that report without `that` too: nothing else is said, claimed or insisted.
const WITHOUT_THAT: &str =
    "said says say told tells added claimed insisted announced warned confirmed stressed";

/// Those to whom something is told.
const AUDIENCE: &str = "reporters journalists lawmakers mps deputies parliament senators voters viewers listeners investors
    him her them us me reuters afp ap bbc cnn";

/// What begins a part of a sentence that is no frame although it holds a verb of saying.
const OTHER_PARTS: &str = "and but or which who whom because while if when although";

/// Words before a frame's verb that make its clause belong to something else.
const RELATIVE: &str = "who which that to not";

/// What begins an apposition.
const ARTICLE: &str = "a an the who whose his her its";

/// What begins words that say when.
const TIME: &str = "on in at after before during earlier late later last yesterday";

/// The most words of a frame, before its verb and after it.
const MAX_FRAME_WORDS: usize = 16;
/// A sentence is left with at least as many words outside its frames: else the frame is what it says.
const MIN_WORDS_LEFT: usize = 3;

static VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(VERBS_OF_SAYING));
static THAT_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(WITH_THAT));
static BARE_VERBS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(WITHOUT_THAT));
static AUDIENCES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(AUDIENCE));
static ARTICLES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(ARTICLE));
static TIMES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(TIME));
static OTHERS: LazyLock<HashSet<&str>> = LazyLock::new(|| set(OTHER_PARTS));
static RELATIVES: LazyLock<HashSet<&str>> = LazyLock::new(|| set(RELATIVE));

fn set(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// Returns the bytes of the reporting frames of an English text, in order: `Ann Lee told reporters
/// that`, `, the ministry said on Monday`, `according to the police`.
///
/// What is left says the same without saying who says so. It is found by words alone, so a frame
/// may be overlooked, and other words be taken for one.
pub fn reporting_frames(text: &str) -> Vec<Range<usize>> {
    let words = words(text);
    let mut frames = Vec::new();
    let mut start = 0;
    for at in 0..words.len() {
        if at + 1 == words.len() || words[at].ends_sentence {
            FrameSentence {
                words: &words[start..=at],
            }
            .frames(&mut frames);
            start = at + 1;
        }
    }
    frames
}

struct FrameWord {
    bytes: Range<usize>,
    lower: String,
    is_capital: bool,
    /// Whether a comma, a colon or a closing quotation mark follows it.
    ends_part: bool,
    ends_sentence: bool,
}

fn words(text: &str) -> Vec<FrameWord> {
    let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '-');
    let mut words: Vec<FrameWord> = Vec::new();
    let mut end = 0;
    while let Some(start) = text[end..].find(char::is_alphanumeric) {
        let start = end + start;
        end = text[start..]
            .find(|c| !is_letter(c))
            .map_or(text.len(), |length| start + length);
        let word = text[start..end].trim_end_matches(['\'', '’', '-']);
        let next = text[end..]
            .find(char::is_alphanumeric)
            .map_or(text.len(), |next| end + next);
        let between = &text[start + word.len()..next];
        let starts_with_capital = |text: &str| text.chars().next().is_some_and(char::is_uppercase);
        // A stop after a single capital, or a short word with one, is an abbreviation's.
        let is_short = starts_with_capital(word) && word.chars().count() <= 3;
        words.push(FrameWord {
            lower: word.to_lowercase(),
            is_capital: starts_with_capital(word),
            ends_part: between.contains([',', ':', '”', '"', '»', '—', '–']),
            ends_sentence: starts_with_capital(&text[next..])
                && between.contains(['.', '!', '?'])
                && !(is_short && between.starts_with('.')),
            bytes: start..start + word.len(),
        });
    }
    words
}

/// The words of one sentence.
struct FrameSentence<'w> {
    words: &'w [FrameWord],
}

impl FrameSentence<'_> {
    fn frames(&self, frames: &mut Vec<Range<usize>>) {
        let mut start = 0;
        let mut found = Vec::new();
        // `X said Y had assured Z that …`
        while let Some(end) = self
            .lead(start)
            .filter(|end| end + MIN_WORDS_LEFT <= self.words.len())
        {
            found.push(start..end);
            start = end;
        }
        let mut end = self.words.len();
        if let Some(tail) = self
            .tail(start)
            .filter(|tail| tail - start >= MIN_WORDS_LEFT)
        {
            end = tail;
        }
        found.extend(self.between(start, end));
        if end < self.words.len() {
            found.push(end..self.words.len());
        }
        let left = self.words.len() - found.iter().map(ExactSizeIterator::len).sum::<usize>();
        if left < MIN_WORDS_LEFT {
            return;
        }
        for words in found {
            let last = &self.words[words.end - 1];
            let frame = self.words[words.start].bytes.start..last.bytes.end;
            frames.push(frame);
        }
    }

    fn is(&self, at: usize, set: &HashSet<&str>) -> bool {
        self.words
            .get(at)
            .is_some_and(|word| set.contains(word.lower.as_str()))
    }

    fn is_word(&self, at: usize, lower: &str) -> bool {
        self.words.get(at).is_some_and(|word| word.lower == lower)
    }

    /// Whether a verb of saying stands there, as far as it can be told: `States` is a name.
    fn is_verb(&self, at: usize) -> bool {
        let report = self.is(at, &VERBS) || self.is(at, &THAT_VERBS);
        report && !self.words[at].is_capital && !(at > 0 && self.is(at - 1, &RELATIVES))
    }

    /// Returns the end of a frame that begins at a word.
    fn lead(&self, start: usize) -> Option<usize> {
        if self.is_word(start, "according") && self.is_word(start + 1, "to") {
            let last = (start + 2..self.words.len().min(start + MAX_FRAME_WORDS))
                .find(|&at| self.words[at].ends_part)?;
            return Some(last + 1);
        }
        let verb = (start + 1..self.words.len().min(start + MAX_FRAME_WORDS))
            .find(|&at| self.is_verb(at))?;
        let that = (verb + 1..self.words.len().min(verb + MAX_FRAME_WORDS))
            .take_while(|&at| at == verb + 1 || !self.is_verb(at))
            .find(|&at| self.is_word(at, "that"));
        if let Some(that) = that {
            return Some(that + 1);
        }
        // A frame within another is recognised by its `that` alone.
        if start > 0 || !self.is(verb, &BARE_VERBS) || !self.begins_with_subject(verb) {
            return None;
        }
        let article = usize::from(self.is_word(verb + 1, "the"));
        if self.is(verb + 1 + article, &AUDIENCES) {
            return Some(verb + 2 + article);
        }
        (!self.words[verb].ends_part).then_some(verb + 1)
    }

    /// Whether the words before a verb are who speaks, with an apposition or when that was before:
    /// `Ann Lee, a nurse, said`, but not `prices rose, said`, nor `“I left,” she said`.
    fn begins_with_subject(&self, verb: usize) -> bool {
        let mut ends = (0..verb).filter(|&at| self.words[at].ends_part).rev();
        let first_is = |set: &HashSet<&str>, at| self.is(at, set);
        match (ends.next(), ends.next()) {
            (None, _) => true,
            (Some(last), Some(other)) if last + 1 == verb => first_is(&ARTICLES, other + 1),
            (Some(last), None) => last + 1 < verb && last < 4 && first_is(&TIMES, 0),
            _ => false,
        }
    }

    /// Returns the first word of a frame at the end.
    fn tail(&self, start: usize) -> Option<usize> {
        let count = self.words.len();
        let first = count.saturating_sub(MAX_FRAME_WORDS).max(start + 1);
        (first..count).find(|&at| {
            if self.is_word(at, "according") && self.is_word(at + 1, "to") {
                return true;
            }
            let begins = self.words[at - 1].ends_part && !self.is(at, &OTHERS);
            let ends = |at: usize| at > 0 && self.words[at - 1].ends_part;
            let subject = (at + 1..count.min(at + MAX_FRAME_WORDS / 2)).take_while(|&at| !ends(at));
            let verb = || [at].into_iter().chain(subject).find(|&at| self.is_verb(at));
            begins && verb().is_some_and(|verb| !(verb..count).any(|at| self.is_word(at, "that")))
        })
    }

    /// Finds frames between commas, `, he said,`.
    fn between(&self, start: usize, end: usize) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut part = start;
        for at in start..end {
            if !self.words[at].ends_part {
                continue;
            }
            let verb = self.is_verb(at) || self.is_verb(part);
            if part > start && at - part < MAX_FRAME_WORDS / 2 && verb && !self.is(part, &OTHERS) {
                found.push(part..at + 1);
            }
            part = at + 1;
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn frames_are_taken_off() {
        for (text, left) in [
            (
                "The mayor told reporters on Monday that the dam had failed.",
                "the dam had failed.",
            ),
            (
                "Peskov said Russia moves forces at will.",
                "Russia moves forces at will.",
            ),
            (
                "Russia moves forces at will, Peskov said.",
                "Russia moves forces at will, .",
            ),
            (
                "Russia moves forces at will, said Dmitry Peskov, the spokesman.",
                "Russia moves forces at will, .",
            ),
            (
                "Ryabkov said Russia had assured the United States that there was no cause for concern",
                "there was no cause for concern",
            ),
            (
                "According to the police, nine people died.",
                ", nine people died.",
            ),
            (
                "Nine people died there, according to the police.",
                "Nine people died there, .",
            ),
            (
                "The dam, he said, failed on Friday.",
                "The dam, , failed on Friday.",
            ),
            (
                "“We have 300 beds,” she told the BBC in an interview.",
                "“We have 300 beds,” .",
            ),
            (
                "A spokesman for the firm told AFP it paid 3 million euros.",
                "it paid 3 million euros.",
            ),
            (
                "K.C. Maurer, an officer of the fund, said 500 museums got the letter.",
                "500 museums got the letter.",
            ),
            (
                "The dam failed on Friday. Nobody was hurt, police said.",
                "The dam failed on Friday. Nobody was hurt, .",
            ),
            (
                "On Monday, the mayor said the dam had failed.",
                "the dam had failed.",
            ),
            (
                "Ann Lee, a nurse, said the dam had failed.",
                "the dam had failed.",
            ),
            // No frames.
            (
                "The dam of Tarnsea failed on Friday.",
                "The dam of Tarnsea failed on Friday.",
            ),
            (
                "The United States left the talks.",
                "The United States left the talks.",
            ),
            ("He said so.", "He said so."),
            (
                "The man who said that he saw it died.",
                "The man who said that he saw it died.",
            ),
            (
                "Prices rose, and wages fell.",
                "Prices rose, and wages fell.",
            ),
        ] {
            let mut rest = text.to_owned();
            for frame in reporting_frames(text).into_iter().rev() {
                rest.replace_range(frame, "");
            }
            assert_eq!(rest.trim(), left, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_may_be_asked(
            text in "((said|told|that|according to|Ann|he|é|reporters|the|dam|日本|’|-|\\PC)[ ,.”]?[ ]?){0,40}"
        ) {
            let mut end = 0;
            for frame in reporting_frames(&text) {
                prop_assert!(end <= frame.start && frame.start < frame.end);
                prop_assert!(text.get(frame.clone()).is_some());
                end = frame.end;
            }
        }
    }
}
