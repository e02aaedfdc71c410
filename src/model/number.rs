//! The number people know a claim by: 14, or 14a for one that came to stand after it.
//!
//! A number is given once and kept, because people say it on the phone and write it on paper. The
//! extractor's claims count from 1; a claim that is added, split off or new in a later draft takes
//! the number before it with a letter.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// A claim's number. The default is not a number yet: [`Review`](super::Review) gives one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimNumber {
    base: u32,
    /// 0 for none, 1 for `a`, 27 for `aa`.
    letters: u16,
    is_given: bool,
}

impl ClaimNumber {
    /// Returns a number without a letter.
    pub const fn new(base: u32) -> Self {
        Self {
            base,
            letters: 0,
            is_given: true,
        }
    }

    /// Returns whether it is a number that was given.
    pub const fn is_given(self) -> bool {
        self.is_given
    }

    /// Returns whether it has a letter: its claim was added, split off or new in a later draft.
    pub const fn has_letter(self) -> bool {
        self.letters > 0
    }

    /// Returns the number without its letter.
    pub(super) const fn base(self) -> u32 {
        self.base
    }

    /// Returns the same number with the next letter: 14a after 14, 14b after 14a.
    pub const fn next(self) -> Self {
        Self {
            base: self.base,
            letters: self.letters.saturating_add(1),
            is_given: true,
        }
    }

    /// Returns the first number after the last of those taken that share this one's base.
    pub(super) fn free_after(self, taken: impl Iterator<Item = Self>) -> Self {
        let same = taken.filter(|other| other.base == self.base && other.is_given);
        same.fold(self, Ord::max).next()
    }
}

impl fmt::Display for ClaimNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = Vec::new();
        let mut rest = u32::from(self.letters);
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'a' + (rest % 26) as u8));
            rest /= 26;
        }
        let letters: String = letters.into_iter().rev().collect();
        f.pad(&format!("{}{letters}", self.base))
    }
}

/// Says that a text is not a claim's number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotANumber;

impl FromStr for ClaimNumber {
    type Err = NotANumber;

    fn from_str(written: &str) -> Result<Self, NotANumber> {
        let digits = written.trim_end_matches(|c: char| c.is_ascii_lowercase());
        if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(NotANumber);
        }
        let letters = written[digits.len()..]
            .bytes()
            .try_fold(0u16, |sum, letter| {
                let letter = u16::from(letter - b'a') + 1;
                sum.checked_mul(26)?.checked_add(letter)
            });
        Ok(Self {
            base: digits.parse().map_err(|_| NotANumber)?,
            letters: letters.ok_or(NotANumber)?,
            is_given: true,
        })
    }
}

/// Fills in the numbers not given yet, for claims in article order: from 1 where none is given,
/// else with letters after the number before.
pub fn fill_numbers(numbers: &mut [ClaimNumber]) {
    let mut last: HashMap<u32, ClaimNumber> = HashMap::new();
    for &number in numbers.iter().filter(|number| number.is_given()) {
        let last = last.entry(number.base()).or_default();
        *last = number.max(*last);
    }
    if last.is_empty() {
        let count = (1..).map(ClaimNumber::new);
        numbers
            .iter_mut()
            .zip(count)
            .for_each(|(number, next)| *number = next);
        return;
    }
    let mut before = ClaimNumber::new(0);
    for number in numbers {
        if !number.is_given() {
            let last = last.entry(before.base()).or_insert(before);
            *last = last.next();
            *number = *last;
        }
        before = *number;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(written: &str) -> ClaimNumber {
        written.parse().unwrap()
    }

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for written in ["1", "14", "14a", "14z", "14aa", "14zz", "0a"] {
            assert_eq!(number(written).to_string(), written);
        }
        for written in ["", "a", "-1", "14A", "14 a", "99999999999", "1zzzzzzzzz"] {
            assert_eq!(written.parse::<ClaimNumber>(), Err(NotANumber), "{written}");
        }
    }

    #[test]
    fn letters_follow_the_last_one_taken() {
        let taken = ["14", "14b", "15", "13c"].map(number);
        assert_eq!(number("14").free_after(taken.into_iter()), number("14c"));
        assert_eq!(number("16").free_after(taken.into_iter()), number("16a"));
        assert_eq!(number("14z").next(), number("14aa"));
    }

    #[test]
    fn claims_without_a_number_get_one_and_the_others_keep_theirs() {
        for (before, after) in [
            (vec![None, None], vec!["1", "2"]),
            (
                vec![None, Some("1"), None, Some("2"), Some("2a"), None],
                vec!["0a", "1", "1a", "2", "2a", "2b"],
            ),
            (vec![Some("7"), Some("3")], vec!["7", "3"]),
        ] {
            let given = |written: Option<&str>| written.map_or_else(ClaimNumber::default, number);
            let mut numbers: Vec<ClaimNumber> = before.into_iter().map(given).collect();
            fill_numbers(&mut numbers);
            let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
            assert_eq!(numbers, after);
        }
    }
}
