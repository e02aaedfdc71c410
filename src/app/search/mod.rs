//! Searching the article, and the notes and corrections of its claims.

mod match_counts;

use std::sync::Arc;

use regex::{Regex, RegexBuilder};

use crate::model::{Claim, Review};
use crate::text::Span;

pub use match_counts::CountJob;
use match_counts::{CountedMatch, MatchCounts, NotCounted};

/// Something searched for.
#[derive(Clone, Debug)]
pub struct Search {
    words: String,
    pattern: Regex,
    /// What it is known by to who counts its matches.
    number: u64,
    /// None while it is still being typed.
    tally: Option<MatchCounts>,
    /// The match that was led to last.
    at: Option<CurrentMatch>,
    /// On how many claims matching words are written, as of the last step.
    notes: u64,
    /// Where a match is being looked for that the keys do not wait for.
    sought: Option<SearchFrom>,
}

/// A match that was led to.
#[derive(Clone, Copy, Debug)]
struct CurrentMatch {
    span: Span,
    /// Where it stands among the matches in the article.
    place: CountedMatch,
    /// How many of the matches before it are written on claims.
    notes: u64,
}

/// Where a search leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchHit {
    /// The passage: the words found, or the claim on which they were written.
    pub span: Span,
    /// The claim whose note or correction holds the words.
    pub claim: Option<usize>,
    /// Whether the search went past an end and began again.
    pub wrapped: bool,
}

impl Search {
    /// Prepares a search. Capitals matter only if there are some; any white space but a new line
    /// matches any other, and quotation marks and apostrophes match their curly kin.
    ///
    /// Returns `None` if there is nothing to search for.
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
            // A pasted page is not a search; the builder then says no, and nothing is found.
            .size_limit(1 << 20)
            .build()
            .ok()?;
        Some(Self {
            words: words.trim().to_owned(),
            pattern,
            number: 0,
            tally: None,
            at: None,
            notes: 0,
            sought: None,
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

    /// Returns whether the words written on a claim match.
    pub fn matches_notes_of(&self, claim: &Claim) -> bool {
        claim.decision.as_ref().is_some_and(|decision| {
            let correction = decision.correction.as_deref().unwrap_or_default();
            self.pattern.is_match(&decision.note) || self.pattern.is_match(correction)
        })
    }

    /// Begins to count the matches, or continues with it: those near a code point at once. Returns
    /// what is left to be counted, under its own number.
    pub(super) fn count(
        &mut self,
        number: u64,
        review: &Review,
        position: u32,
    ) -> Option<CountJob> {
        let article = review.article();
        self.number = number;
        self.notes = self.notes_among(review.annotated_claims());
        let tally = self.tally.get_or_insert_with(|| MatchCounts::new(article));
        tally.look_around(article, &self.pattern, position);
        tally.quest(number, article, &self.pattern, position)
    }

    /// Takes in what was counted for a search of this number, and says where a match is still being
    /// looked for.
    pub(super) fn learn(&mut self, number: u64, counts: Vec<(usize, u32)>) -> Option<SearchFrom> {
        if number != self.number {
            return None;
        }
        for (piece, count) in counts {
            if let Some(tally) = &mut self.tally {
                tally.learn(piece, count);
            }
        }
        self.sought.take()
    }

    /// No longer looks for a match; what is counted is counted on.
    pub(super) fn give_up(&mut self) {
        self.sought = None;
    }

    /// Returns which of all matches a passage is, if it is the one that was led to last, and how
    /// many there are, in the article and on claims; `None` until that is known.
    pub fn standing(&self, passage: Option<Span>) -> Option<(Option<u64>, u64)> {
        let tally = self.tally.as_ref()?;
        let total = tally.total()? + self.notes;
        let at = self.at.filter(|at| Some(at.span) == passage);
        let number = at.and_then(|at| Some(tally.number_of(at.place)? + at.notes));
        Some((number, total))
    }

    fn notes_among(&self, claims: &[Arc<Claim>]) -> u64 {
        let matching = claims.iter().filter(|claim| self.matches_notes_of(claim));
        matching.count() as u64
    }

    /// Looks for the next match one way or the other, wrapping around at the end.
    pub(super) fn go(&mut self, review: &Review, way: SearchFrom) -> SearchOutcome {
        let Some(tally) = &self.tally else {
            return SearchOutcome::Nowhere;
        };
        let found = self.look(tally, review, way).and_then(|found| match found {
            Some(found) => Ok(Some((found, false))),
            None => {
                let again = self.look(tally, review, way.round_again())?;
                Ok(again.map(|found| (found, true)))
            }
        });
        let written = review.annotated_claims();
        match found {
            Ok(Some((MatchSite::Text(place), wrapped))) => {
                let span = place.span;
                let before = written.partition_point(|claim| claim.span.start < span.start);
                let notes = self.notes_among(&written[..before]);
                self.at = Some(CurrentMatch { span, place, notes });
                self.notes = notes + self.notes_among(&written[before..]);
                SearchOutcome::Hit(SearchHit {
                    span,
                    claim: None,
                    wrapped,
                })
            }
            Ok(Some((MatchSite::Claim(span, index), wrapped))) => {
                let place = tally.after(review.article(), &self.pattern, span.start);
                let key = review.claims()[index].key();
                let before = written.partition_point(|claim| claim.key() < key);
                let notes = self.notes_among(&written[..before]);
                self.at = Some(CurrentMatch { span, place, notes });
                self.notes = notes + self.notes_among(&written[before..]);
                SearchOutcome::Hit(SearchHit {
                    span,
                    claim: Some(index),
                    wrapped,
                })
            }
            Ok(None) => SearchOutcome::Nowhere,
            Err(NotCounted) => {
                self.sought = Some(way);
                SearchOutcome::Later
            }
        }
    }

    fn look(
        &self,
        tally: &MatchCounts,
        review: &Review,
        way: SearchFrom,
    ) -> Result<Option<MatchSite>, NotCounted> {
        let article = review.article();
        let written = review.annotated_claims();
        let matches = |claim: &&Arc<Claim>| self.matches_notes_of(claim);
        let on_claim = |claim: &Arc<Claim>| {
            let place = review.index_of(claim)?;
            Some(MatchSite::Claim(claim.span, place))
        };
        // Where both begin at one place, the words of the article come first.
        match way {
            SearchFrom::Ahead(from) => {
                let in_text = tally
                    .from(article, &self.pattern, from)?
                    .map(MatchSite::Text);
                let first = written.partition_point(|claim| claim.span.start < from);
                let on_claim = written[first..].iter().find(matches).and_then(on_claim);
                let found = [in_text, on_claim].into_iter().flatten();
                Ok(found.min_by_key(MatchSite::start))
            }
            SearchFrom::Back(before) => {
                let in_text = tally.before(article, &self.pattern, before)?;
                let in_text = in_text.map(MatchSite::Text);
                let behind = written.partition_point(|claim| claim.span.start < before);
                let on_claim = written[..behind].iter().rfind(matches).and_then(on_claim);
                let found = [in_text, on_claim].into_iter().flatten();
                Ok(found.max_by_key(MatchSite::start))
            }
        }
    }
}

/// The search, while there is one.
#[derive(Clone, Debug, Default)]
pub struct Searching {
    search: Option<Search>,
    /// How many searches there were: a late count is of an earlier one.
    count: u64,
}

impl Searching {
    /// Returns what is searched for.
    pub fn current(&self) -> Option<&Search> {
        self.search.as_ref()
    }

    /// Searches for something else, without counting: it is still being typed, or was counted.
    pub(super) fn set(&mut self, search: Option<Search>) {
        self.search = search;
    }

    /// Searches for something else. Returns what is left to be counted.
    pub(super) fn start(
        &mut self,
        search: Option<Search>,
        review: &Review,
        position: u32,
    ) -> Option<CountJob> {
        self.search = search;
        self.count += 1;
        let search = self.search.as_mut()?;
        search.count(self.count, review, position)
    }

    /// Stops looking for a match that has not been found yet.
    pub(super) fn give_up(&mut self) {
        if let Some(search) = &mut self.search {
            search.give_up();
        }
    }

    /// Looks for the next match one way or the other. Returns the words too.
    pub(super) fn go(
        &mut self,
        review: &Review,
        way: SearchFrom,
    ) -> Option<(String, SearchOutcome)> {
        let search = self.search.as_mut()?;
        Some((
            crate::text::one_line(search.words()),
            search.go(review, way),
        ))
    }

    /// Takes in counts. Returns where a match is still being looked for.
    pub(super) fn learn(&mut self, number: u64, counts: Vec<(usize, u32)>) -> Option<SearchFrom> {
        self.search.as_mut()?.learn(number, counts)
    }
}

/// Which way to look for a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SearchFrom {
    /// For one that begins at or after a code point.
    Ahead(u32),
    /// For one that begins before a code point.
    Back(u32),
}

impl SearchFrom {
    /// From the other end.
    fn round_again(self) -> Self {
        match self {
            SearchFrom::Ahead(_) => SearchFrom::Ahead(0),
            SearchFrom::Back(_) => SearchFrom::Back(u32::MAX),
        }
    }
}

/// The outcome of a search step.
pub(super) enum SearchOutcome {
    /// There it is.
    Hit(SearchHit),
    /// No match exists.
    Nowhere,
    /// The text has to be searched further first.
    Later,
}

/// What a search has found: words of the article, or the claim on which they are written, with its
/// place in the review.
enum MatchSite {
    Text(CountedMatch),
    Claim(Span, usize),
}

impl MatchSite {
    fn start(&self) -> u32 {
        match self {
            MatchSite::Text(place) => place.span.start,
            MatchSite::Claim(span, _) => span.start,
        }
    }
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
