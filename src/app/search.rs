//! Searching the article, and the notes and corrections of its claims.

use regex::{Regex, RegexBuilder};

use crate::model::{Claim, Review};
use crate::text::Span;

/// Something searched for.
#[derive(Clone, Debug)]
pub struct Search {
    words: String,
    pattern: Regex,
}

/// Where a search leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The passage: the words found, or the claim on which they were written.
    pub span: Span,
    /// The claim whose note or correction holds the words.
    pub claim: Option<usize>,
    /// Whether the search went past an end and began anew.
    pub wrapped: bool,
}

impl Search {
    /// Prepares a search. Capitals matter only if there are some; any white space but a new line
    /// matches any other, and quotation marks and apostrophes match their curly kin.
    ///
    /// Returns none where there is nothing to look for.
    pub fn new(words: &str) -> Option<Self> {
        if words.trim().is_empty() {
            return None;
        }
        let mut pattern = String::new();
        let mut spaces = false;
        for c in words.trim().chars() {
            if c.is_whitespace() {
                if !spaces {
                    pattern.push_str(r"[^\S\n]+");
                }
                spaces = true;
                continue;
            }
            spaces = false;
            match c {
                '"' | '“' | '”' | '„' | '«' | '»' => pattern.push_str("[\"“”„«»]"),
                '\'' | '‘' | '’' => pattern.push_str("['‘’]"),
                '-' | '‐' | '‑' | '–' => pattern.push_str("[-‐‑–]"),
                _ => pattern.push_str(&regex::escape(c.encode_utf8(&mut [0; 4]))),
            }
        }
        let pattern = RegexBuilder::new(&pattern)
            .case_insensitive(!words.chars().any(char::is_uppercase))
            // A pasted page is no search; the builder then says no, and nothing is found.
            .size_limit(1 << 20)
            .build()
            .ok()?;
        Some(Self {
            words: words.trim().to_owned(),
            pattern,
        })
    }

    /// Returns what was typed.
    pub fn words(&self) -> &str {
        &self.words
    }

    /// Returns the byte ranges in a text that match.
    pub fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = std::ops::Range<usize>> {
        self.pattern.find_iter(text).map(|found| found.range())
    }

    /// Tells whether the words written on a claim match.
    pub fn matches_notes_of(&self, claim: &Claim) -> bool {
        claim.decision.as_ref().is_some_and(|decision| {
            self.pattern.is_match(&decision.note) || self.pattern.is_match(&decision.correction)
        })
    }

    /// Returns the first match at or behind `from`, from the top again if there is none.
    pub fn next(&self, review: &Review, from: u32) -> Option<Hit> {
        self.forward(review, from).or_else(|| {
            let hit = self.forward(review, 0)?;
            Some(Hit {
                wrapped: true,
                ..hit
            })
        })
    }

    /// Returns the last match that begins before a code point, from the end again if there is none.
    pub fn previous(&self, review: &Review, before: u32) -> Option<Hit> {
        self.backward(review, before).or_else(|| {
            let hit = self.backward(review, u32::MAX)?;
            Some(Hit {
                wrapped: true,
                ..hit
            })
        })
    }

    fn forward(&self, review: &Review, from: u32) -> Option<Hit> {
        let text = review.article().text();
        let in_text = (from < text.len())
            .then(|| self.pattern.find_at(text.as_str(), text.byte_of(from)))
            .flatten()
            .map(|found| in_text(text.span_of(found.range())));
        let written = review.written();
        let first = written.partition_point(|claim| claim.span.start < from);
        let on_claim = written[first..]
            .iter()
            .find(|claim| self.matches_notes_of(claim))
            .and_then(|claim| on_claim(review, claim));
        // Where both begin at one place, the words of the article come first.
        [in_text, on_claim]
            .into_iter()
            .flatten()
            .min_by_key(|hit| hit.span.start)
    }

    fn backward(&self, review: &Review, before: u32) -> Option<Hit> {
        let text = review.article().text();
        let blocks = review.article().blocks();
        let last = blocks.at(before.min(text.len()));
        let in_text = (0..=last).rev().find_map(|block| {
            let span = blocks.span(block);
            let start = text.byte_of(span.start);
            self.matches(text.slice(span))
                .map(|found| text.span_of(start + found.start..start + found.end))
                .take_while(|found| found.start < before)
                .last()
                .map(in_text)
        });
        let written = review.written();
        let behind = written.partition_point(|claim| claim.span.start < before);
        let on_claim = written[..behind]
            .iter()
            .rev()
            .find(|claim| self.matches_notes_of(claim))
            .and_then(|claim| on_claim(review, claim));
        [in_text, on_claim]
            .into_iter()
            .flatten()
            .max_by_key(|hit| hit.span.start)
    }
}

fn in_text(span: Span) -> Hit {
    Hit {
        span,
        claim: None,
        wrapped: false,
    }
}

fn on_claim(review: &Review, claim: &Claim) -> Option<Hit> {
    Some(Hit {
        span: claim.span,
        claim: Some(review.index_of(claim)?),
        wrapped: false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'t>(words: &str, text: &'t str) -> Vec<&'t str> {
        let search = Search::new(words).unwrap();
        search.matches(text).map(|range| &text[range]).collect()
    }

    #[test]
    fn capitals_matter_only_if_there_are_some() {
        assert_eq!(found("nato", "NATO and nato"), ["NATO", "nato"]);
        assert_eq!(found("Nato", "NATO and Nato"), ["Nato"]);
        assert_eq!(found("київ", "Київ"), ["Київ"]);
    }

    #[test]
    fn marks_and_spaces_match_their_kin_but_no_new_line() {
        assert_eq!(found("\"a b\"", "“a\u{A0} b” \"a\nb\""), ["“a\u{A0} b”"]);
        assert_eq!(found("it's", "it’s"), ["it’s"]);
        assert_eq!(found("a.c", "abc a.c"), ["a.c"]);
    }

    #[test]
    fn nothing_to_look_for_is_no_search() {
        assert!(Search::new("  ").is_none());
        assert!(Search::new(&"x".repeat(1 << 21)).is_none());
    }
}
