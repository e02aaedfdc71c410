//! Where a proposed claim is in the article, or why it has no place there.

use unicode_segmentation::GraphemeCursor;

use crate::model::Article;
use crate::text::{Locator, Span};

use super::ImportFault;
use super::fault::{Occurrences, excerpt};
use super::proposal::Proposal;

/// Places claims in one article.
pub(super) struct Placer<'a> {
    article: &'a Article,
    /// Made when the first quote is looked for.
    locator: Option<Locator<'a>>,
}

impl<'a> Placer<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            article,
            locator: None,
        }
    }

    /// Returns the passage a claim is about.
    pub(super) fn place(&mut self, proposal: &Proposal) -> Result<Span, ImportFault> {
        let quote = proposal.quote.as_deref();
        match (proposal.offsets, quote) {
            _ if quote == Some("") => Err(ImportFault::Empty),
            (_, Some(quote)) if quote.trim().is_empty() => Err(ImportFault::Blank),
            (Some(offsets), quote) => self.by_offsets(offsets, quote),
            (None, Some(quote)) => self.by_quote(quote, &proposal.prefix, &proposal.suffix),
            (None, None) => Err(ImportFault::NoPlace),
        }
    }

    fn by_offsets(
        &mut self,
        (start, end): (u64, u64),
        quote: Option<&str>,
    ) -> Result<Span, ImportFault> {
        let length = self.article.text().len();
        if end < start {
            return Err(ImportFault::Inverted { start, end });
        }
        if end > u64::from(length) {
            return Err(ImportFault::Beyond { end, length });
        }
        if start == end {
            return Err(ImportFault::Empty);
        }
        let span = Span::new(start as u32, end as u32);
        let there = self.article.text().slice(span);
        if let Some(quote) = quote
            && quote != there
        {
            return Err(ImportFault::Disagrees {
                there: excerpt(there),
                found: self.by_quote(quote, "", "").ok(),
            });
        }
        if there.trim().is_empty() {
            return Err(ImportFault::Blank);
        }
        match [span.start, span.end]
            .into_iter()
            .find(|&position| splits(self.article, position))
        {
            Some(position) => Err(ImportFault::Splits { position }),
            None => Ok(span),
        }
    }

    fn by_quote(&mut self, quote: &str, prefix: &str, suffix: &str) -> Result<Span, ImportFault> {
        let (article, locator) = self.located();
        let anywhere = || occurrences(article, locator, "", quote, "");
        let mut first_two = anywhere();
        let Some(first) = first_two.next() else {
            return Err(ImportFault::Absent);
        };
        if first_two.next().is_none() {
            return Ok(first);
        }
        let times = || Occurrences::count(anywhere());
        if prefix.is_empty() && suffix.is_empty() {
            return Err(ImportFault::Ambiguous { times: times() });
        }
        let between = || occurrences(article, locator, prefix, quote, suffix);
        match Occurrences::count(between()) {
            Occurrences(1) => Ok(between().next().unwrap_or(first)),
            fitting => Err(ImportFault::Unfitting {
                times: times(),
                fitting,
            }),
        }
    }

    fn located(&mut self) -> (&'a Article, &Locator<'a>) {
        let text = self.article.text().as_str();
        let locator = self.locator.get_or_insert_with(|| Locator::new(text));
        (self.article, locator)
    }
}

/// Returns where a quote is between a prefix and a suffix. What begins or ends inside a
/// composed character is not the quote: `e` does not occur in `é`, however that is written.
fn occurrences<'l>(
    article: &'l Article,
    locator: &'l Locator<'_>,
    prefix: &str,
    quote: &str,
    suffix: &str,
) -> impl Iterator<Item = Span> + 'l {
    let (before, length) = (prefix.len(), quote.len());
    locator
        .find([prefix, quote, suffix].concat())
        .map(move |at| {
            let start = at + before;
            article.text().span_of(start..start + length)
        })
        .filter(|span| !splits(article, span.start) && !splits(article, span.end))
}

/// Returns whether a position is inside a grapheme: between a letter and its accent, say.
fn splits(article: &Article, position: u32) -> bool {
    let text = article.text();
    if position == 0 || position >= text.len() {
        return false;
    }
    let pair = text.slice(Span::new(position - 1, position + 1));
    if pair.is_ascii() {
        return false;
    }
    // The block is context enough, and short, whatever the article is made of.
    let block = article.blocks().span(article.blocks().at(position));
    let line = text.slice(block);
    let at = text.byte_of(position) - text.byte_of(block.start);
    let boundary = GraphemeCursor::new(at, line.len(), true).is_boundary(line, 0);
    // The whole line is there, so the cursor has all it may ask for.
    !boundary.unwrap_or(true)
}
