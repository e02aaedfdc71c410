//! Which texts have a word.

use super::WordId;

/// For every word the texts that have it, ascending; a text as often as it has the word.
#[derive(Debug, Default)]
pub struct Postings {
    /// Where the texts of each word begin in `texts`; one more than there are words.
    starts: Vec<usize>,
    texts: Vec<u32>,
}

impl Postings {
    /// Indexes texts by their words, which are numbers below `words`.
    pub fn of<'t>(texts: impl Iterator<Item = &'t [WordId]> + Clone, words: usize) -> Self {
        let mut starts = vec![0; words + 1];
        for word in texts.clone().flatten() {
            starts[*word as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![0; starts[words]];
        for (text, words) in texts.enumerate() {
            for word in words {
                places[next[*word as usize]] = text as u32;
                next[*word as usize] += 1;
            }
        }
        Self {
            starts,
            texts: places,
        }
    }

    /// Returns the texts that have a word; none for a word that no text has.
    pub fn texts_with(&self, word: WordId) -> &[u32] {
        let word = word as usize;
        match (self.starts.get(word), self.starts.get(word + 1)) {
            (Some(&start), Some(&end)) => &self.texts[start..end],
            _ => &[],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_leads_to_its_texts() {
        let texts: [&[WordId]; 3] = [&[0, 2, 2], &[], &[2, 1]];
        let postings = Postings::of(texts.into_iter(), 3);
        assert_eq!(postings.texts_with(2), [0, 0, 2]);
        assert_eq!(postings.texts_with(1), [2]);
        assert!(postings.texts_with(3).is_empty());
        assert!(Postings::default().texts_with(0).is_empty());
    }
}
