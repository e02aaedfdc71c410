//! Article to claims. The same text gives the same claims.
//!
//! A line is a block of its own; the sentences of a line that state something are its claims.
//! Nothing here knows of verdicts, files or the terminal.
//!
//! - [`claims`] gives everything at once, [`Extraction`] line by line;
//! - [`passages`] gives where they are, and that only;
//! - [`hints`] gives what looks odd, in headings too;
//! - [`parts`] gives what a claim can be split into.

mod clause;
mod clause_words;
mod hints;
mod parts;
mod priority;
mod speakers;
mod statements;
mod walk;

use std::collections::{HashSet, VecDeque};

use crate::language::{is_latin, language};
use crate::model::{Article, Claim, ClaimId, Hint, Origin};
use crate::text::Span;

use priority::Ranker;
use speakers::Speakers;
use walk::Walk;

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

/// Returns the passages of an article that state something, in order: where its claims are, and
/// nothing else about them. See [`claims`] for `lang`.
pub fn passages(article: &Article, lang: &str) -> Vec<Span> {
    let mut walk = Walk::new(article, lang);
    let (mut line, mut passages) = (Vec::new(), Vec::new());
    while walk.read_line(&mut line) {
        passages.extend(line.iter().map(|(span, _)| *span));
    }
    passages
}

/// Claims found one line after the other, so that a long article can be worked on while its first
/// claims are already on screen. What comes out does not depend on when it is asked for.
///
/// The hints of the whole article are found first, when the first claim is asked for: a name is odd
/// only beside the others.
pub struct Extraction<'a> {
    article: &'a Article,
    walk: Walk<'a>,
    lang: String,
    speakers: Speakers<'a>,
    ranker: Ranker,
    /// Those not yet given to a claim; none before the first claim.
    hints: Option<std::iter::Peekable<std::vec::IntoIter<Hint>>>,
    /// The ids given.
    ids: HashSet<ClaimId>,
    found: VecDeque<Claim>,
    /// Kept from line to line to spare allocations.
    line: Vec<(Span, &'a str)>,
}

impl<'a> Extraction<'a> {
    /// Begins at the start of an article. See [`claims`] for `lang`.
    pub fn new(article: &'a Article, lang: &str) -> Self {
        Self {
            article,
            walk: Walk::new(article, lang),
            lang: language(lang),
            speakers: Speakers::default(),
            ranker: Ranker::new(article.text().len()),
            hints: None,
            ids: HashSet::new(),
            found: VecDeque::new(),
            line: Vec::new(),
        }
    }

    /// Begins without looking for hints, which needs the whole article: for callers that want
    /// the first claims at once, and [`hints`] later.
    pub fn without_hints(article: &'a Article, lang: &str) -> Self {
        Self {
            hints: Some(Vec::new().into_iter().peekable()),
            ..Self::new(article, lang)
        }
    }

    /// Returns how far the article has been read, in code points.
    pub fn position(&self) -> u32 {
        self.walk.position()
    }

    /// Reads the next line; false at the end of the article.
    fn read_line(&mut self) -> bool {
        let mut line = std::mem::take(&mut self.line);
        let is_more = self.walk.read_line(&mut line);
        self.speakers.begin_line();
        for (span, text) in &line {
            let claim = self.claim(*span, text);
            self.found.push_back(claim);
        }
        self.line = line;
        is_more
    }

    /// Makes the claim on a passage, with an id that no other passage of the article has.
    fn claim(&mut self, span: Span, text: &'a str) -> Claim {
        let mut claim = Claim::new(self.article, span, Origin::Extracted);
        let ids = &mut self.ids;
        claim.id = claim
            .id
            .unless_taken((self.article, span), |id| !ids.insert(id.clone()));
        let is_english = self.lang == "en" && is_latin(text);
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

    /// Takes the hints that reach into a passage; those before it are in no claim.
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

#[cfg(test)]
mod tests {
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
        use crate::model::ClaimKind::{Quotation, Reported, Statement};
        let article = article(include_str!("../../sample-data/nato-membership.txt"));
        let claims = claims(&article, "en");
        let found: Vec<_> = claims
            .iter()
            .map(|claim| {
                let quote = brief(article.text().slice(claim.span));
                let speaker = claim.speaker.as_deref().unwrap_or_default().to_owned();
                (quote, claim.kind.unwrap(), speaker)
            })
            .collect();
        let found: Vec<_> = found
            .iter()
            .map(|(q, k, s)| (q.as_str(), *k, s.as_str()))
            .collect();
        let expected = [
            (
                "Only NATO can … towards membership.",
                Reported,
                "Volodymyr Zelenskyy",
            ),
            ("Zelenskyy spoke by … Ukrainian border.", Statement, ""),
            ("What his country … for entry.", Reported, "Zelenskyy"),
            ("Such a plan … for Russia\".", Statement, ""),
            ("Kyiv is committed … he added.", Reported, "Zelenskyy"),
            ("“But reforms alone … on Twitter.", Quotation, "Zelenskyy"),
            ("Zelenskyy also asked … to Moscow.", Reported, "Zelenskyy"),
            (
                "Stoltenberg, who placed … the ceasefire.",
                Reported,
                "Stoltenberg",
            ),
            ("NATO, he added, … of Ukraine.", Reported, "Stoltenberg"),
            ("In his public … membership plan.", Statement, ""),
            ("At their summit … action plan.", Reported, "NATO leaders"),
            ("Ukraine wrote the … February 2019.", Statement, ""),
            ("In June 2020 … other countries.", Statement, ""),
            ("Russia annexed Crimea … from power.", Statement, ""),
            (
                "The UN General … 58 abstentions.",
                Reported,
                "UN General Assembly",
            ),
            ("In April 2014 … the Donbas.", Statement, ""),
            (
                "More than 13,000 … United Nations.",
                Reported,
                "United Nations",
            ),
            ("Heavy fighting ended … stopped altogether.", Statement, ""),
            ("A fresh ceasefire … was quieter.", Statement, ""),
            ("Kyiv and the … June 2020.", Statement, ""),
            (
                "Four Ukrainian soldiers … 24 hours.",
                Reported,
                "the military",
            ),
            ("On 30 March … were expected.", Reported, "Ruslan Khomchak"),
            (
                "The US State … called \"provocations\".",
                Reported,
                "US State Department",
            ),
            (
                "“We call on … spokesperson said.",
                Quotation,
                "a spokesperson",
            ),
            ("Any effort to … told reporters.", Reported, "Ned Price"),
            ("He would not … being prepared.", Statement, ""),
            (
                "U.S. President Joe … \"unwavering support\".",
                Reported,
                "Joe Biden",
            ),
            ("The US and … by Crimea.", Statement, ""),
            ("UK Prime Minister … the border.", Reported, "Boris Johnson"),
            ("He also repeated … office said.", Reported, "his office"),
            (
                "Kremlin spokesman Dmitry … at home.",
                Reported,
                "Dmitry Peskov",
            ),
            (
                "For the people … \"deeply unacceptable\".",
                Reported,
                "Dmitry Peskov",
            ),
            ("Russia moves its … no one.", Reported, "Peskov"),
            (
                "If Western troops … \"additional measures\".",
                Reported,
                "Peskov",
            ),
            (
                "Defence Minister Sergei … in April.",
                Reported,
                "Sergei Shoigu",
            ),
            (
                "Deputy Foreign Minister … was groundless.",
                Reported,
                "Sergei Ryabkov",
            ),
            ("Russia denies having … of Ukraine.", Reported, "Russia"),
        ];
        assert_eq!(found, expected);
        assert!(claims.iter().all(|claim| claim.priority.is_some()));
        let hinted = claims.iter().filter(|claim| claim.is_hinted()).count();
        assert_eq!(hinted, 10);
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
