//! Where many quotes occur in one long text.

use memchr::memmem;

/// The length of the pieces the text is indexed by, in bytes.
const GRAM: usize = 8;

/// An index of a text, for looking up many quotes.
///
/// A search through megabytes takes a millisecond or more, and a claims file may hold a hundred
/// thousand quotes. So every place in the text is filed under the eight bytes that begin there; a
/// quote is looked for only where its rarest eight bytes are. That stays quick when all quotes
/// begin, or end, with the same words, as those of one article do.
#[derive(Debug)]
pub struct Locator<'t> {
    text: &'t str,
    /// How many bits of a gram's hash tell the shelf it is on.
    bits: u32,
    /// Where each shelf begins in `places`; one more than there are shelves.
    shelves: Vec<u32>,
    /// The byte offsets of all grams, shelf by shelf, ascending in each.
    places: Vec<u32>,
}

impl<'t> Locator<'t> {
    /// Indexes a text, which must be shorter than 4 GiB. Takes about 8 bytes for each of its own.
    pub fn new(text: &'t str) -> Self {
        let bits = (text.len().max(1).ilog2()).clamp(4, 22);
        let mut shelves = vec![0u32; (1 << bits) + 1];
        for gram in text.as_bytes().windows(GRAM) {
            shelves[shelf(gram, bits) + 1] += 1;
        }
        for at in 1..shelves.len() {
            shelves[at] += shelves[at - 1];
        }
        let mut next = shelves.clone();
        let mut places = vec![0u32; (text.len() + 1).saturating_sub(GRAM)];
        for (place, gram) in text.as_bytes().windows(GRAM).enumerate() {
            let slot = &mut next[shelf(gram, bits)];
            places[*slot as usize] = place as u32;
            *slot += 1;
        }
        Self {
            text,
            bits,
            shelves,
            places,
        }
    }

    /// Returns the bytes at which a quote begins, in order. Occurrences may overlap; an empty
    /// quote occurs nowhere.
    pub fn find(&self, quote: impl Into<String>) -> Box<dyn Iterator<Item = usize> + '_> {
        let quote = quote.into();
        let rarest = quote
            .as_bytes()
            .windows(GRAM)
            .map(|gram| self.places_of(gram))
            .enumerate()
            .min_by_key(|(_, places)| places.len());
        match rarest {
            Some((offset, places)) => Box::new(
                places
                    .iter()
                    .filter_map(move |&place| (place as usize).checked_sub(offset))
                    .filter(move |&start| {
                        self.text.as_bytes()[start..].starts_with(quote.as_bytes())
                    }),
            ),
            None => Box::new(scan(self.text, &quote)),
        }
    }

    fn places_of(&self, gram: &[u8]) -> &[u32] {
        let shelf = shelf(gram, self.bits);
        &self.places[self.shelves[shelf] as usize..self.shelves[shelf + 1] as usize]
    }
}

/// The shelf of a gram: the upper bits of a multiplicative hash (Knuth 6.4).
fn shelf(gram: &[u8], bits: u32) -> usize {
    let mut word = [0; GRAM];
    word.copy_from_slice(gram);
    (u64::from_le_bytes(word).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - bits)) as usize
}

/// Walks the text for a quote shorter than a gram.
fn scan<'t>(text: &'t str, quote: &str) -> impl Iterator<Item = usize> + use<'t> {
    let finder = memmem::Finder::new(quote).into_owned();
    let mut from = 0;
    std::iter::from_fn(move || {
        if finder.needle().is_empty() {
            return None;
        }
        let at = from + finder.find(&text.as_bytes()[from..])?;
        from = at + 1;
        Some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_occurrence_is_found_overlapping_ones_too() {
        let locator = Locator::new("aXaXa, bananas in bananas, aXaXaXaXaXa");
        let all = |quote: &'static str| locator.find(quote).collect::<Vec<_>>();
        assert_eq!(all("aXa"), [0, 2, 27, 29, 31, 33, 35]);
        assert_eq!(all("aXaXaXaXa"), [27, 29]);
        assert_eq!(all("bananas, "), [18]);
        assert_eq!(all("bananas. "), [0; 0]);
        assert_eq!(all(""), [0; 0]);
    }

    proptest! {
        #[test]
        fn what_is_found_is_what_a_walk_finds(
            text in "[abé]{0,80}", a in 0usize..80, len in 0usize..30, other in "[abé]{1,12}"
        ) {
            let locator = Locator::new(&text);
            let part: String = text.chars().skip(a).take(len).collect();
            for quote in [part, other] {
                let found: Vec<usize> = locator.find(quote.as_str()).collect();
                let walked: Vec<usize> = text
                    .char_indices()
                    .map(|(at, _)| at)
                    .filter(|&at| !quote.is_empty() && text[at..].starts_with(&quote))
                    .collect();
                prop_assert_eq!(found, walked);
            }
        }
    }
}
