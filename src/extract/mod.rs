//! Article to claims. The same text gives the same claims.
//!
//! A line is a block of its own; the sentences of a line that state something are its claims.
//! Nothing here knows of verdicts, files or the terminal.
//!
//! - [`claims`] gives everything at once, [`Extraction`] line by line;
//! - [`hints`] gives what looks odd, in headings too;
//! - [`parts`] gives what a claim can be split into.

mod attribution;
mod clause;
mod dates;
mod hints;
mod known;
mod parts;
mod priority;
mod quoted;
mod sentences;
mod speakers;
mod statements;
mod words;

use std::collections::VecDeque;
use std::ops::Range;

use crate::model::{Article, Claim, ClaimId, Hint, Origin};
use crate::text::Span;

use priority::Ranker;
use sentences::Splitter;
use speakers::Speakers;
use statements::{Line, bullet, states_something};
use words::{KeySet, key};

/// Returns the claims of an article, in its order.
///
/// `lang` is a language code such as `en` or `pt-BR`; sentences of an unknown language are found
/// by the rules of English.
pub fn claims(article: &Article, lang: &str) -> Vec<Claim> {
    Extraction::new(article, lang).collect()
}

/// Returns what looks odd in an article, in its order; in headings and questions too, which are no
/// claims. See [`claims`] for `lang`.
pub fn hints(article: &Article, lang: &str) -> Vec<Hint> {
    hints::of(article, lang)
}

/// Returns the parts a passage can be split into, in order: they hold every letter of it and do
/// not overlap. A passage that is best left whole is its own only part.
pub fn parts(article: &Article, span: Span) -> Vec<Span> {
    let text = article.text().slice(span);
    let mut walked = (0, span.start);
    parts::parts(text)
        .into_iter()
        .map(|part| {
            let start = walked.1 + count(&text[walked.0..part.start]);
            let end = start + count(&text[part.clone()]);
            walked = (part.end, end);
            Span::new(start, end)
        })
        .collect()
}

/// Claims found one line after the other, so that a long article can be worked on while its first
/// claims are already on screen. What comes out does not depend on when it is asked for.
///
/// The hints of the whole article are found first, when the first claim is asked for: a name is odd
/// only beside the others.
pub struct Extraction<'a> {
    article: &'a Article,
    splitter: Splitter,
    /// Whether the article was said to be English.
    in_english: bool,
    speakers: Speakers,
    ranker: Ranker,
    /// Those not yet given to a claim; none before the first claim.
    hints: Option<std::iter::Peekable<std::vec::IntoIter<Hint>>>,
    lang: String,
    /// Where the next line begins, in bytes and in code points.
    next_byte: usize,
    next_position: u32,
    title_seen: bool,
    /// The ids given, by their keys.
    ids: KeySet,
    found: VecDeque<Claim>,
    /// Kept from line to line to spare allocations.
    sentences: Vec<Range<usize>>,
}

impl<'a> Extraction<'a> {
    /// Begins at the start of an article. See [`claims`] for `lang`.
    pub fn new(article: &'a Article, lang: &str) -> Self {
        Self {
            article,
            splitter: Splitter::new(lang),
            in_english: lang.trim().to_ascii_lowercase().split(['-', '_']).next() == Some("en"),
            speakers: Speakers::default(),
            ranker: Ranker::new(),
            hints: None,
            lang: lang.to_owned(),
            next_byte: 0,
            next_position: 0,
            title_seen: false,
            ids: KeySet::default(),
            found: VecDeque::new(),
            sentences: Vec::new(),
        }
    }

    /// Begins without looking for hints, which takes a look at the whole article: for whoever wants
    /// the first claims at once, and [`hints`] later.
    pub fn without_hints(article: &'a Article, lang: &str) -> Self {
        Self {
            hints: Some(Vec::new().into_iter().peekable()),
            ..Self::new(article, lang)
        }
    }

    /// Returns how far the article has been read, in code points.
    pub fn position(&self) -> u32 {
        self.next_position
    }

    /// Reads the next line; false at the end of the article.
    fn read_line(&mut self) -> bool {
        let rest = &self.article.text().as_str()[self.next_byte..];
        if rest.is_empty() {
            return false;
        }
        let line = rest.split_inclusive('\n').next().unwrap_or(rest);
        let start = self.next_position;
        self.next_byte += line.len();
        self.next_position += count(line);
        let content = line.trim();
        if content.is_empty() {
            return true;
        }
        let bullet = bullet(line);
        let (line, start) = (&line[bullet..], start + count(&line[..bullet]));
        let mut sentences = std::mem::take(&mut self.sentences);
        self.splitter.sentences(line, &mut sentences);
        let kind = Line {
            text: content,
            is_first: !self.title_seen,
            is_single: sentences.len() <= 1,
        };
        self.title_seen = true;
        if !kind.is_furniture() {
            self.speakers.begin_line();
            let mut walked = (0, start);
            for sentence in &sentences {
                let first = walked.1 + count(&line[walked.0..sentence.start]);
                let end = first + count(&line[sentence.clone()]);
                walked = (sentence.end, end);
                let text = &line[sentence.clone()];
                if states_something(text) {
                    let claim = self.claim(Span::new(first, end), text);
                    self.found.push_back(claim);
                }
            }
        }
        self.sentences = sentences;
        true
    }

    /// Makes the claim on a passage, with an id that no other passage of the article has.
    fn claim(&mut self, span: Span, text: &str) -> Claim {
        let mut claim = Claim::new(self.article, span, Origin::Extracted);
        let mut digits = 8;
        while !self.ids.insert(key(claim.id.as_str())) && digits < 64 {
            digits += 1;
            claim.id = ClaimId::of(self.article, span, digits);
        }
        let is_english = self.in_english && is_latin(text);
        let voice = self.speakers.read(text, is_english);
        claim.kind = Some(voice.kind);
        claim.speaker = voice.speaker;
        if is_english {
            // Three decimals say all that the score knows.
            let priority = self.ranker.priority(text);
            claim.priority = priority.map(|p| (p * 1000.0).round() / 1000.0);
        }
        claim.hints = self.hints_within(span);
        claim
    }

    /// Takes the hints that reach into a passage; those before it lie in no claim.
    fn hints_within(&mut self, span: Span) -> Vec<Hint> {
        let (article, lang) = (self.article, self.lang.as_str());
        let hints = self
            .hints
            .get_or_insert_with(|| hints::of(article, lang).into_iter().peekable());
        while hints.next_if(|hint| hint.span.end <= span.start).is_some() {}
        std::iter::from_fn(|| hints.next_if(|hint| hint.span.start < span.end)).collect()
    }
}

impl Iterator for Extraction<'_> {
    type Item = Claim;

    fn next(&mut self) -> Option<Claim> {
        loop {
            if let Some(claim) = self.found.pop_front() {
                return Some(claim);
            }
            if !self.read_line() {
                return None;
            }
        }
    }
}

/// Counts code points.
fn count(text: &str) -> u32 {
    text.chars().count() as u32
}

/// Tells whether a sentence is written in the Latin script, as far as its first letters tell.
fn is_latin(text: &str) -> bool {
    const ENOUGH: usize = 16;
    let letters = text.chars().filter(|c| c.is_alphabetic()).take(ENOUGH);
    let (mut latin, mut all) = (0, 0);
    for c in letters {
        latin += usize::from(matches!(c, 'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}'));
        all += 1;
    }
    latin * 2 > all
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use proptest::prelude::*;

    /// `first three words … last two words`, which is enough to know a sentence by.
    fn brief(quote: &str) -> String {
        let words: Vec<&str> = quote.split_whitespace().collect();
        if words.len() <= 5 {
            return words.join(" ");
        }
        let (head, tail) = (&words[..3], &words[words.len() - 2..]);
        format!("{} … {}", head.join(" "), tail.join(" "))
    }

    fn article(text: &str) -> Article {
        Article::new("test.txt", text.into())
    }

    fn quotes(text: &str, lang: &str) -> Vec<String> {
        let article = article(text);
        claims(&article, lang)
            .iter()
            .map(|claim| article.text().slice(claim.span).to_owned())
            .collect()
    }

    #[test]
    fn the_sample_article_claim_by_claim() {
        let found: Vec<String> =
            quotes(include_str!("../../sample-data/nato-membership.txt"), "en")
                .iter()
                .map(|quote| brief(quote))
                .collect();
        let expected = [
            "Only NATO can … towards membership.",
            "Zelenskyy spoke by … Ukrainian border.",
            "What his country … for entry.",
            "Such a plan … for Russia\".",
            "Kyiv is committed … he added.",
            "“But reforms alone … on Twitter.",
            "Zelenskyy also asked … to Moscow.",
            "Stoltenberg, who placed … the ceasefire.",
            "NATO, he added, … of Ukraine.",
            "In his public … membership plan.",
            "At their summit … action plan.",
            "Ukraine wrote the … February 2019.",
            "In June 2020 … other countries.",
            "Russia annexed Crimea … from power.",
            "The UN General … 58 abstentions.",
            "In April 2014 … the Donbas.",
            "More than 13,000 … United Nations.",
            "Heavy fighting ended … stopped altogether.",
            "A fresh ceasefire … was quieter.",
            "Kyiv and the … June 2020.",
            "Four Ukrainian soldiers … 24 hours.",
            "On 30 March … were expected.",
            "The US State … called \"provocations\".",
            "“We call on … spokesperson said.",
            "Any effort to … told reporters.",
            "He would not … being prepared.",
            "U.S. President Joe … \"unwavering support\".",
            "The US and … by Crimea.",
            "UK Prime Minister … the border.",
            "He also repeated … office said.",
            "Kremlin spokesman Dmitry … at home.",
            "For the people … \"deeply unacceptable\".",
            "Russia moves its … no one.",
            "If Western troops … \"additional measures\".",
            "Defence Minister Sergei … in April.",
            "Deputy Foreign Minister … was groundless.",
            "Russia denies having … of Ukraine.",
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn what_states_nothing_is_left_out() {
        let text = "A title without a stop\n\nBy Jane Doe\n\n\
                    The minister resigned. Why now? Nobody knows.\n\n\
                    What comes next\n\n\
                    • Talks begin on Monday. They may fail.\n\
                    Read more: The talks.\n";
        assert_eq!(
            quotes(text, "en"),
            [
                "The minister resigned.",
                "Nobody knows.",
                "Talks begin on Monday.",
                "They may fail."
            ]
        );
    }

    #[test]
    fn ids_are_the_same_in_every_run_and_differ_within_an_article() {
        let text = "Title\n".to_owned() + &"It rained. It snowed.\n".repeat(2000);
        let article = article(&text);
        let first = claims(&article, "en");
        assert_eq!(first, claims(&article, "en"));
        let ids: HashSet<&ClaimId> = first.iter().map(|claim| &claim.id).collect();
        assert_eq!((first.len(), ids.len()), (4000, 4000));
    }

    #[test]
    fn claims_come_while_the_article_is_being_read() {
        let text = "Title\n".to_owned() + &"It rained.\n".repeat(1000);
        let article = article(&text);
        let mut extraction = Extraction::new(&article, "en");
        assert!(extraction.next().is_some());
        assert!(extraction.position() < 100);
        assert_eq!(extraction.by_ref().count(), 999);
        assert_eq!(extraction.position(), article.text().len());
    }

    proptest! {
        /// Prose: lines of sentences in several scripts, with a full stop each.
        #[test]
        fn every_letter_of_a_statement_lies_in_one_claim_within_its_line(
            text in "(((([A-ZÀÉЖ][a-zéж]{1,7}( [a-zж0-9]{1,8}| “[a-z]{2,5},”){2,9}[.!…]|[日本国人は]{5,9}。) ?){1,5})?\n){1,9}",
            lang in "en|uk|de|ja"
        ) {
            let article = article(&text);
            let chars: Vec<char> = text.chars().collect();
            let mut at = 0;
            for claim in claims(&article, &lang) {
                let (start, end) = (claim.span.start as usize, claim.span.end as usize);
                prop_assert!(at <= start && start < end && end <= chars.len());
                prop_assert!(!chars[start..end].contains(&'\n'));
                prop_assert!(!chars[start].is_whitespace() && !chars[end - 1].is_whitespace());
                prop_assert!(!chars[at..start].iter().any(|c| c.is_alphanumeric()));
                at = end;
            }
            prop_assert!(!chars[at..].iter().any(|c| c.is_alphanumeric()));
        }

        #[test]
        fn any_text_has_claims_that_do_not_overlap(text in any::<String>()) {
            let article = article(&text);
            let mut at = 0;
            for claim in claims(&article, "en") {
                prop_assert!(at <= claim.span.start && !claim.span.is_empty());
                at = claim.span.end;
            }
            prop_assert!(at <= article.text().len());
        }
    }
}
