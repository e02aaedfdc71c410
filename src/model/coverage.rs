//! The words that are in no claim. "All claims decided" is not "all text looked at".

use unicode_segmentation::UnicodeSegmentation as _;

use crate::text::{Blocks, Span, Text};

/// How many words there are, how many are in no claim, and where.
///
/// A word is what Unicode calls one (UAX #29). A gap is a stretch of words of one block that are in
/// no claim, from its first word to its last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    words: u64,
    /// Of these, those in gaps.
    in_no_claim: u64,
    gaps: Vec<CoverageGap>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct CoverageGap {
    span: Span,
    words: u32,
}

impl Coverage {
    /// Measures whole lines that follow those measured before. `claims` are those that reach into
    /// them, in order of their starts; they may overlap.
    pub fn extend(
        &mut self,
        (text, blocks): (&Text, &Blocks),
        lines: Span,
        claims: impl IntoIterator<Item = Span>,
    ) {
        self.words += count_words(text.slice(lines));
        let gaps = gaps((text, blocks), lines, claims);
        self.in_no_claim += words_in(&gaps);
        self.gaps.extend(gaps);
    }

    /// Measures whole blocks again, because claims in them have come or gone.
    pub fn update(
        &mut self,
        (text, blocks): (&Text, &Blocks),
        lines: Span,
        claims: impl IntoIterator<Item = Span>,
    ) {
        let first = self
            .gaps
            .partition_point(|gap| gap.span.start < lines.start);
        let behind = self.gaps.partition_point(|gap| gap.span.start < lines.end);
        let gaps = gaps((text, blocks), lines, claims);
        self.in_no_claim -= words_in(&self.gaps[first..behind]);
        self.in_no_claim += words_in(&gaps);
        self.gaps.splice(first..behind, gaps);
    }

    /// Returns the number of words of what was measured.
    pub fn words(&self) -> u64 {
        self.words
    }

    /// Returns the number of words that are in no claim.
    pub fn words_in_no_claim(&self) -> u64 {
        self.in_no_claim
    }

    /// Returns the number of words that are in a claim.
    pub fn words_covered(&self) -> u64 {
        // A word in which a claim begins or ends may be counted on both sides.
        self.words.saturating_sub(self.in_no_claim)
    }

    /// Returns the share of words that are in a claim, in whole per cent. Less than 100 while one
    /// word is in no claim, and more than 0 while one word is in a claim.
    pub fn percent_covered(&self) -> u8 {
        let (covered, words) = (self.words_covered(), self.words);
        if self.in_no_claim == 0 {
            return 100;
        }
        if covered == 0 {
            return 0;
        }
        ((covered * 100 + words / 2) / words).clamp(1, 99) as u8
    }

    /// Returns the first gap that begins at or after `position`.
    pub fn gap_from(&self, position: u32) -> Option<Span> {
        let at = self.gaps.partition_point(|gap| gap.span.start < position);
        self.gaps.get(at).map(|gap| gap.span)
    }

    /// Returns the last gap that begins before `position`.
    pub fn gap_before(&self, position: u32) -> Option<Span> {
        let at = self.gaps.partition_point(|gap| gap.span.start < position);
        at.checked_sub(1).map(|at| self.gaps[at].span)
    }
}

fn words_in(gaps: &[CoverageGap]) -> u64 {
    gaps.iter().map(|gap| u64::from(gap.words)).sum()
}

/// Counts words. No word goes over a space, and most pieces between spaces are one plain word:
/// Unicode's rules, which take ten times as long, are for the others.
fn count_words(text: &str) -> u64 {
    let mut start = 0;
    memchr::memchr2_iter(b' ', b'\n', text.as_bytes())
        .chain([text.len()])
        .map(|end| {
            let piece = &text[start..end];
            start = end + 1;
            match piece.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
                true => u64::from(!piece.is_empty()),
                false => piece.unicode_words().count() as u64,
            }
        })
        .sum()
}

/// The gaps in some lines.
fn gaps(
    (text, blocks): (&Text, &Blocks),
    lines: Span,
    claims: impl IntoIterator<Item = Span>,
) -> Vec<CoverageGap> {
    let mut gaps = Vec::new();
    let mut looked_at = lines.start;
    for claim in claims {
        if claim.start > looked_at {
            add_gaps(
                (text, blocks),
                Span::new(looked_at, claim.start.min(lines.end)),
                &mut gaps,
            );
        }
        looked_at = looked_at.max(claim.end);
    }
    if looked_at < lines.end {
        add_gaps((text, blocks), Span::new(looked_at, lines.end), &mut gaps);
    }
    gaps
}

/// The gaps between two claims, block by block.
fn add_gaps((text, blocks): (&Text, &Blocks), between: Span, gaps: &mut Vec<CoverageGap>) {
    let mut block = blocks.at(between.start);
    let mut start = between.start;
    while start < between.end {
        let piece = Span::new(start, blocks.span(block).end.min(between.end));
        let words = text.slice(piece);
        let mut gap: Option<CoverageGap> = None;
        let mut walked = (0, start);
        for (byte, word) in words.unicode_word_indices() {
            let word_start = walked.1 + words[walked.0..byte].chars().count() as u32;
            let word_end = word_start + word.chars().count() as u32;
            walked = (byte + word.len(), word_end);
            let gap = gap.get_or_insert(CoverageGap {
                span: Span::new(word_start, word_end),
                words: 0,
            });
            gap.span.end = word_end;
            gap.words += 1;
        }
        gaps.extend(gap);
        start = piece.end;
        block += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Article;
    use proptest::prelude::*;

    fn article(text: &str) -> Article {
        Article::new("a.txt", text.into())
    }

    fn of(article: &Article, claims: impl IntoIterator<Item = Span>) -> Coverage {
        let mut coverage = Coverage::default();
        coverage.extend(
            (article.text(), article.blocks()),
            article.text().span(),
            claims,
        );
        coverage
    }

    #[test]
    fn gaps_are_lines_of_words_between_claims() {
        let article = article("A title\n\nOne two three. Four five!\nSix, seven.\n");
        let coverage = of(&article, [Span::new(9, 23)]);
        assert_eq!((coverage.words(), coverage.words_in_no_claim()), (9, 6));
        assert_eq!(coverage.percent_covered(), 33);
        let mut gaps = Vec::new();
        let mut from = 0;
        while let Some(gap) = coverage.gap_from(from) {
            gaps.push(article.text().slice(gap));
            from = gap.end;
        }
        assert_eq!(gaps, ["A title", "Four five", "Six, seven"]);
        assert_eq!(coverage.gap_before(9), Some(Span::new(0, 7)));
        assert_eq!(coverage.gap_before(0), None);
    }

    proptest! {
        #[test]
        fn words_are_those_of_unicode(
            text in "([a-z]{1,4}|[0-9]{1,3}|[.,:;'’_ \n\t-]|é|e\u{301}|\u{301}|\u{200D}|\u{AD}|日本|カタ|ไทย|👩|🇺🇦|“|א\"א){0,40}"
        ) {
            prop_assert_eq!(count_words(&text), text.unicode_words().count() as u64);
        }

        #[test]
        fn gaps_lie_outside_all_claims_and_count_every_word(
            string in "([a-zé]{1,6}[ .\n]){0,60}",
            claims in proptest::collection::vec((0u32..200, 0u32..40), 0..8)
        ) {
            let article = article(&string);
            let text = article.text();
            let mut claims: Vec<Span> = claims
                .into_iter()
                .map(|(start, len)| {
                    Span::new(start.min(text.len()), (start + len).min(text.len()))
                })
                .filter(|span| !span.is_empty())
                .collect();
            claims.sort();
            let mut coverage = of(&article, claims.iter().copied());
            for gap in &coverage.gaps {
                prop_assert!(claims.iter().all(|claim| !claim.overlaps(gap.span)));
                prop_assert_eq!(
                    text.slice(gap.span).unicode_words().count(),
                    gap.words as usize
                );
            }
            let nothing = of(&article, []);
            prop_assert_eq!(nothing.words(), nothing.words_in_no_claim());
            // Measured again without claims it is the same as never with them.
            coverage.update((text, article.blocks()), text.span(), []);
            prop_assert_eq!(coverage, nothing);
        }
    }
}
