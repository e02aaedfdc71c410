//! Who a sentence is attributed to: `X said`, `“…,” said X`, `according to X`.
//!
//! A sentence is seen as its words and the marks between them; nothing is parsed. Where the words
//! do not make it plain, there is no speaker.

use std::ops::Range;

use crate::language::{
    Word, WordSet, WordShape, is_body_word, is_known, is_place, is_title, is_verb_of_saying,
};

use super::clause_words::{
    AFTER_A_PERSON, ANYBODY, ARTICLES, AUXILIARIES, BEFORE_A_NOUN_LIKE_VERB, BEFORE_A_TITLE,
    BEFORE_ANOTHER, BEHIND, BEING, BESIDE_VERB, CLAUSE, HE, LEADS_TO_TIME, LINKS, NO_SUBJECT,
    NOBODY, NOUNS, PREPOSITIONS, TURNED, WITHIN_A_NAME, WRITTEN,
};

/// Who a verb of saying belongs to.
pub(super) enum Speaker {
    /// A person whom the sentence names.
    Named(SpeakerName),
    /// The person of the sentences before.
    He,
    /// The body of the sentences before.
    It,
    /// An unknown person.
    Unknown,
}

/// A person or organisation that a sentence names.
pub(super) struct SpeakerName {
    /// As the sentence has it, titles and articles apart.
    pub text: String,
    /// Whether `he` can stand for it.
    pub is_person: bool,
}

/// A sentence under examination.
pub(super) struct Clause<'a, 't> {
    /// Its text.
    pub text: &'t str,
    /// Its words.
    pub words: &'a [Word<'t>],
    /// What is in quotation marks, in bytes.
    pub quotes: &'a [Range<usize>],
}

impl<'t> Clause<'_, 't> {
    /// Finds the first verb of saying outside quotations that has a speaker, and returns the
    /// speaker.
    pub(super) fn attribution(&self) -> Option<Speaker> {
        let mut unknown = None;
        for (at, word) in self.words.iter().enumerate() {
            let is_according =
                word.is("according") && self.words.get(at + 1).is_some_and(|next| next.is("to"));
            if !is_according && !is_verb_of_saying(word) || self.is_quoted(word) {
                continue;
            }
            let speaker = if is_according {
                self.behind(at + 2, true)
            } else {
                self.of_verb(at)
            };
            match speaker {
                Some(Speaker::Unknown) => unknown = Some(Speaker::Unknown),
                None => {}
                speaker => return speaker,
            }
        }
        unknown
    }

    /// What is between a word and the one before it.
    fn gap(&self, right: usize) -> &str {
        &self.text[self.words[right - 1].end as usize..self.words[right].start as usize]
    }

    fn is_quoted(&self, word: &Word<'_>) -> bool {
        self.quotes
            .iter()
            .any(|q| q.contains(&(word.start as usize)))
    }

    /// Returns who the verb at `at` belongs to; `None` if it is not a verb of saying here.
    fn of_verb(&self, at: usize) -> Option<Speaker> {
        if at == 0 {
            // `Said Jones: …`
            return self.behind(1, true);
        }
        let verb = &self.words[at];
        let gap = self.gap(at);
        let is_behind_quote = gap.contains(['"', '”', '“', '»', '’']);
        let is_turned = gap.contains([',', '?', '!']) && verb.is_in(&TURNED);
        if (is_behind_quote || is_turned)
            && let Some(speaker) = self.behind(at + 1, is_behind_quote)
        {
            return Some(speaker);
        }
        let before = &self.words[at - 1];
        if before.is_in(&NO_SUBJECT) || verb.shape != WordShape::Small {
            return None;
        }
        if verb.is_in(&NOUNS) && !before.is_capital() && !before.is_in(&BEFORE_A_NOUN_LIKE_VERB) {
            return None;
        }
        let next = self.words.get(at + 1);
        if verb.is_in(&WRITTEN)
            && self.quotes.is_empty()
            && next.is_none_or(|next| !next.is("that"))
        {
            return None;
        }
        self.before(at)
    }

    /// Reads the subject that stands before the verb at `at`.
    fn before(&self, at: usize) -> Option<Speaker> {
        let mut end = at;
        while end > 0 && self.gap(end) == " " && self.is_beside_verb(end - 1) {
            end -= 1;
        }
        if end == 0 || self.words[end - 1].is_in(&BEING) && self.gap(end) == " " {
            return None;
        }
        if self.gap(end).contains(',') {
            // `The spokesman, Ned Price, said`; `Stoltenberg, who placed the call, said`.
            let start = (1..end).rev().find(|i| self.gap(*i).contains(','))?;
            if self.words[start..end].iter().all(Word::is_capital) && end - start <= 4 {
                return self.named(start..end).map(Speaker::Named);
            }
            end = start;
        }
        self.subject(end)
    }

    fn is_beside_verb(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.is_in(&BESIDE_VERB) || word.shape == WordShape::Small && word.stem().ends_with("ly")
    }

    /// Reads the subject that ends before `end`.
    fn subject(&self, end: usize) -> Option<Speaker> {
        let mut start = end;
        while start > 0 {
            let word = &self.words[start - 1];
            let is_and = word.is("and");
            let joins_names = is_and
                && start >= 2
                && start < end
                && self.words[start - 2].is_capital()
                && (self.words[start].is_capital() || self.words[start].is("the"));
            if word.is_in(&CLAUSE) || is_and && !joins_names || self.is_quoted(word) {
                break;
            }
            start -= 1;
            if start > 0
                && self
                    .gap(start)
                    .contains([',', ';', ':', '"', '“', '”', '–', '—', '(', ')', '.'])
            {
                break;
            }
        }
        while start < end && self.is_leading_time(start, end) {
            start += 1;
        }
        if start == end {
            let is_who = end > 0 && self.words[end - 1].is("who");
            return is_who.then_some(Speaker::Unknown);
        }
        self.noun_phrase(start..end)
    }

    /// `On Monday Zelenskyy said`.
    fn is_leading_time(&self, at: usize, end: usize) -> bool {
        let word = &self.words[at];
        let is_time = |w: &Word<'_>| w.is_in(&BESIDE_VERB) || w.shape == WordShape::Number;
        word.is_in(&LEADS_TO_TIME) && at + 1 < end && is_time(&self.words[at + 1])
            || at > 0 && is_time(word) && !self.words[at - 1].is("the")
    }

    /// Reads the subject that begins at `start`, if it ends where a mark or another clause does:
    /// `said the minister on Monday`, but not `said the minister would resign`. Where a verb of
    /// saying is sure to stand before its subject, the subject may also end before `angrily`.
    fn behind(&self, start: usize, is_sure: bool) -> Option<Speaker> {
        let mut end = start;
        while end < self.words.len() && !self.words[end].is_in(&BEHIND) {
            let word = &self.words[end];
            if word.is_in(&AUXILIARIES) {
                return None;
            }
            let is_behind_name = end > start && self.words[end - 1].is_capital();
            if is_behind_name && !word.is_capital() && !word.is_in(&LINKS) {
                if is_sure {
                    break;
                }
                return None;
            }
            end += 1;
            if end < self.words.len() && !matches!(self.gap(end), " " | "\u{A0}" | ". ") {
                break;
            }
        }
        if start >= end {
            return None;
        }
        // `said the council leader, Margaret Hollis.`
        if end < self.words.len() && self.gap(end) == ", " && !self.words[end - 1].is_capital() {
            let name = self.words[end..]
                .iter()
                .take_while(|w| w.is_capital())
                .count();
            let stops =
                end + name == self.words.len() || self.gap(end + name).starts_with([',', '.']);
            if (2..=4).contains(&name) && stops {
                return self.named(end..end + name).map(Speaker::Named);
            }
        }
        self.noun_phrase(start..end)
    }

    fn noun_phrase(&self, range: Range<usize>) -> Option<Speaker> {
        const MAX_WORDS: usize = 9;
        let words = &self.words[range.clone()];
        let last = words.last()?;
        if words.len() <= 2 {
            if last.is_in(&HE) {
                return Some(Speaker::He);
            } else if last.is("it") {
                return Some(Speaker::It);
            } else if last.is_in(&ANYBODY) {
                return Some(Speaker::Unknown);
            }
        }
        if let Some(subject) = self.named(range.clone()) {
            return Some(Speaker::Named(subject));
        }
        let is_phrase =
            words.len() <= MAX_WORDS && !last.is_in(&NO_SUBJECT) && last.shape == WordShape::Small;
        Some(if is_phrase {
            Speaker::Named(SpeakerName {
                text: self.slice(range),
                is_person: false,
            })
        } else {
            Speaker::Unknown
        })
    }

    /// Returns the name that ends a range of words: `Kremlin spokesman Dmitry Peskov` gives
    /// `Dmitry Peskov`. With `a spokesman for Johnson` the whole is the name.
    pub(super) fn named(&self, range: Range<usize>) -> Option<SpeakerName> {
        const MAX_PERSON_WORDS: usize = 4;
        let last = range.end - 1;
        if !self.words[last].is_capital() {
            return None;
        }
        let mut start = last;
        while start > range.start && self.is_within_name(start - 1, range.start) {
            start -= 1;
        }
        if start > range.start && self.words[start - 1].is_in(&PREPOSITIONS) {
            return Some(SpeakerName {
                text: self.slice(range),
                is_person: false,
            });
        }
        let has_body = |words: &[Word<'_>]| words.iter().any(|w| is_body_word(w));
        // `Tomas Havlik of Moravia`
        let of = (start + 2..=last).find(|at| self.words[*at].is("of"));
        if let Some(of) = of
            && !has_body(&self.words[start..of])
            && !self.words[start..of]
                .iter()
                .any(|w| w.shape == WordShape::Capitals)
            && !is_title(&self.words[of - 1])
        {
            return self.named(range.start..of);
        }
        // Titles and articles are no part of a name.
        let title = (start..last).rev().find(|at| is_title(&self.words[*at]));
        if let Some(title) = title
            && !has_body(&self.words[title + 1..=last])
        {
            start = title + 1;
        }
        while start < last && self.words[start].is_in(&ARTICLES) {
            start += 1;
        }
        let name = &self.words[start..=last];
        if name.len() == 1 && name[0].is_in(&NOBODY) {
            return None;
        }
        let is_body = has_body(name)
            || name.len() > MAX_PERSON_WORDS
            || name
                .iter()
                .any(|w| w.shape == WordShape::Capitals || w.is("and"))
            || name.iter().all(|w| is_place(w));
        Some(SpeakerName {
            text: self.slice(start..last + 1),
            is_person: !is_body,
        })
    }

    /// Returns whether the word at `at` belongs to the name after it.
    fn is_within_name(&self, at: usize, first: usize) -> bool {
        let word = &self.words[at];
        if word.is_capital() {
            return word.stem_end() == word.end;
        }
        at > first
            && word.is_in(&WITHIN_A_NAME)
            && (self.words[at - 1].is_capital() || self.words[at - 1].is_in(&BEFORE_ANOTHER))
    }

    /// Returns where the name stands that a sentence begins with: `Deputy leader Ewa Nowicka named`,
    /// `His biographer, Ingrid Sandberg, thinks`. `surnames` are those seen so far.
    pub(super) fn opening_name(&self, surnames: &WordSet<'t>) -> Option<Range<usize>> {
        const MAX_WORDS_BEFORE: usize = 8;
        let words = self.words;
        let end = (1..words.len().min(MAX_WORDS_BEFORE)).find(|&end| {
            let (last, next) = (&words[end - 1], &words[end]);
            let goes_on = next.is_capital() && self.gap(end) == " ";
            last.is_capital() && !goes_on && last.stem_end() == last.end
        })?;
        let (last, next) = (&words[end - 1], &words[end]);
        let mut start = end - 1;
        while start > 0 && words[start - 1].is_capital() && self.gap(start) == " " {
            start -= 1;
        }
        let is_full = end - start > 1;
        let is_followed = next.is_in(&AFTER_A_PERSON) || next.stem().ends_with("ed");
        // One word with a capital at the start may be any word.
        let is_alone = is_followed && !is_known(last) && !last.stem().ends_with('s');
        let is_name = surnames.contains(&last.key)
            || is_alone
            || is_full && (is_followed || self.gap(end) == ", ");
        let leads = words[..start]
            .iter()
            .all(|w| w.is_capital() || is_title(w) || w.is_in(&BEFORE_A_TITLE));
        let is_beside = is_full && start > 0 && self.gap(start) == ", " && self.gap(end) == ", ";
        (is_name && (leads || is_beside)).then_some(start..end)
    }

    /// Adds the last words of full names.
    pub(super) fn surnames(&self, surnames: &mut WordSet<'t>) {
        for at in 1..self.words.len() {
            let (first, last) = (&self.words[at - 1], &self.words[at]);
            if first.shape == WordShape::Capital
                && last.shape == WordShape::Capital
                && self.gap(at) == " "
                && !is_known(last)
                && !is_body_word(last)
            {
                surnames.insert(last.key);
            }
        }
    }

    fn slice(&self, range: Range<usize>) -> String {
        let (first, last) = (&self.words[range.start], &self.words[range.end - 1]);
        self.text[first.start as usize..last.stem_end() as usize].to_owned()
    }
}
