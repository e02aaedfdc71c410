//! What becomes of the claims of an article that changes.

mod parts;
mod properties;
mod sentences;

use super::*;
use crate::model::{Decision, Origin};
use crate::text::{Folded, Text};

const OLD: &str = "\
A title without a stop

Zelenskyy spoke by telephone on Tuesday with the head of the alliance. Such a plan would be \"a real signal\" for Moscow.
Four soldiers were killed by mortar fire on 26 March. He declined to comment.
More than 13,000 people have been killed since then. He declined to comment.

Russia annexed Crimea in March 2014, weeks after protests had driven the president from power.
The military reported the deaths of two more soldiers within 24 hours.
";

/// Cuts a text into lines, and those after full stops: near enough to sentences.
fn sentences(text: &str) -> Vec<Span> {
    let chars: Vec<char> = text.chars().collect();
    let mut spans = Vec::new();
    let mut start = 0;
    for at in 0..=chars.len() {
        let ends = at == chars.len()
            || chars[at] == '\n'
            || (chars[at] == ' ' && at > 0 && ".!?".contains(chars[at - 1]));
        if ends {
            let words = chars[start..at].iter().any(|c| !c.is_whitespace());
            if words && chars[start..at].contains(&'.') {
                spans.push(Span::new(start as u32, at as u32));
            }
            start = at + 1;
        }
    }
    spans
}

fn article(text: &str) -> Article {
    Article::new("a.txt", text.to_owned())
}

/// Returns claims as the review file has them.
fn earlier(text: &str, spans: &[Span]) -> Vec<EarlierClaim> {
    let article = article(text);
    let slice = |start: u32, end: u32| article.text().slice(Span::new(start, end)).to_owned();
    spans
        .iter()
        .map(|&span| {
            let selector = Selector {
                quote: slice(span.start, span.end),
                prefix: slice(span.start.saturating_sub(32), span.start),
                suffix: slice(span.end, span.end.saturating_add(32)),
                ..Selector::default()
            };
            EarlierClaim::new(Claim::new(&article, span, Origin::Extracted), selector)
        })
        .collect()
}

/// Returns the span of a quote that occurs once.
fn at(text: &str, quote: &str) -> Span {
    let (byte, _) = text.match_indices(quote).next().expect(quote);
    assert_eq!(text.matches(quote).count(), 1, "{quote}");
    Text::new(text.to_owned()).span_of(byte..byte + quote.len())
}

/// An article with some claims, edited.
struct Edit {
    result: Reanchored,
    new: String,
}

impl Edit {
    fn of(old: &str, claims: &[Span], new: &str) -> Self {
        Self {
            result: reanchor(earlier(old, claims), &article(new), &sentences(new)),
            new: new.to_owned(),
        }
    }

    /// All sentences are claims; some words are replaced.
    fn replacing(from: &str, to: &str) -> Self {
        assert!(OLD.contains(from), "{from}");
        Self::of(OLD, &sentences(OLD), &OLD.replace(from, to))
    }

    /// A part of a sentence is the only claim.
    fn of_part(part: &str, new: &str) -> Self {
        Self::of(OLD, &[at(OLD, part)], new)
    }

    fn counts(&self) -> String {
        self.result.counts().to_string()
    }

    fn text(&self, span: Span) -> String {
        article(&self.new).text().slice(span).to_owned()
    }

    /// What became of the claim with these words in it.
    fn fate(&self, words: &str) -> &Fate {
        let mut with = self
            .result
            .outcomes
            .iter()
            .filter(|o| o.earlier.selector.quote.contains(words));
        &with.next().expect(words).fate
    }

    /// The new words of a changed claim.
    fn changed(&self, words: &str) -> String {
        match self.fate(words) {
            Fate::Changed(candidate) => self.text(candidate.span),
            other => panic!("{words}: {other:?}"),
        }
    }
}
