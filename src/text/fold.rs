//! A text in which white space and quotation marks no longer differ, and the way back.

/// Returns the plain mark for a quotation mark of any kind, and every other character unchanged.
pub fn plain_mark(c: char) -> char {
    match c {
        '“' | '”' | '„' | '‟' | '«' | '»' | '＂' => '"',
        '‘' | '’' | '‚' | '‛' | '‹' | '›' | '＇' => '\'',
        _ => c,
    }
}

/// A text with every run of white space made one space, none at its ends, and every quotation
/// mark a plain one. Positions are bytes, here and in the text it was made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// Where the two texts fall out of step: places of the same character in each, ascending.
    steps: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a text.
    pub fn new(source: &str) -> Self {
        let mut folded = Self::default();
        let mut space = None;
        for (at, c) in source.char_indices() {
            if c.is_whitespace() {
                space.get_or_insert(at);
                continue;
            }
            if let Some(start) = space.take()
                && !folded.text.is_empty()
            {
                folded.push(start, ' ');
            }
            folded.push(at, plain_mark(c));
        }
        folded.step(space.unwrap_or(source.len()));
        folded
    }

    fn push(&mut self, source: usize, c: char) {
        self.step(source);
        self.text.push(c);
    }

    /// Notes that the end of the folded text so far belongs to a place in the source.
    fn step(&mut self, source: usize) {
        let here = self.text.len();
        let expected = self.steps.last().map_or(0, |&(f, s)| s + (here - f));
        if expected != source {
            self.steps.push((here, source));
        }
    }

    /// Returns the folded text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the place in the source of a character of the folded text; for a space, where the
    /// white space begins.
    pub fn to_source(&self, folded: usize) -> usize {
        match self.steps.partition_point(|&(f, _)| f <= folded) {
            0 => folded,
            after => {
                let (f, s) = self.steps[after - 1];
                s + (folded - f)
            }
        }
    }

    /// Returns the place in the folded text of a character of the source; for white space and for
    /// the source's end, that of what comes before it, ended.
    pub fn of_source(&self, source: usize) -> usize {
        let after = self.steps.partition_point(|&(_, s)| s <= source);
        let (f, s) = match after {
            0 => (0, 0),
            _ => self.steps[after - 1],
        };
        let next = self.steps.get(after).map_or(self.text.len(), |&(f, _)| f);
        (f + (source - s)).min(next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn white_space_and_marks_no_longer_differ() {
        let source = " \n“One” \u{A0} 'two'\n\nthree’s ";
        let folded = Folded::new(source);
        assert_eq!(folded.as_str(), "\"One\" 'two' three's");
        let at = folded.as_str().find("two").unwrap();
        assert_eq!(&source[folded.to_source(at)..][..3], "two");
        let (start, end) = (folded.to_source(0), folded.to_source(5));
        assert_eq!(&source[start..end], "“One”");
        assert_eq!(
            &source[start..folded.to_source(folded.as_str().len())],
            source.trim()
        );
    }

    proptest! {
        #[test]
        fn the_way_back_leads_to_the_same_character(source in "[ \n\u{A0}a“”'é。]{0,40}") {
            let folded = Folded::new(&source);
            for (at, c) in folded.as_str().char_indices() {
                let there = source[folded.to_source(at)..].chars().next().unwrap();
                match c {
                    ' ' => prop_assert!(there.is_whitespace()),
                    _ => prop_assert_eq!(plain_mark(there), c),
                }
                prop_assert_eq!(folded.of_source(folded.to_source(at)), at);
            }
            let again = Folded::new(folded.as_str());
            prop_assert_eq!(again.as_str(), folded.as_str());
        }
    }
}
