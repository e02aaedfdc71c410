//! `style-mix`: `US` and `U.S.` in one article, one curly quotation among straight ones, two
//! spellings of one place.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::language::{Word, WordKey, WordMap, WordShape};

use super::lines::{Places, ScannedArticle, ScannedLine};
use super::{Finder, RawHint, cased_like};

/// Spellings of one name, of which an article uses one.
const SPELLINGS: &[&[&str]] = &[
    &["Kyiv", "Kiev"],
    &["Kharkiv", "Kharkov"],
    &["Lviv", "Lvov"],
    &["Odesa", "Odessa"],
    &["Luhansk", "Lugansk"],
    &["Donbas", "Donbass"],
    &["Dnipro", "Dnepr"],
    &["Mykolaiv", "Nikolaev"],
    &["Chernobyl", "Chornobyl"],
    &["Zelenskyy", "Zelensky", "Zelenskiy", "Zelenski"],
    &["Yanukovych", "Yanukovich"],
    &["Poroshenko", "Poroschenko"],
    &["Lukashenko", "Lukashenka"],
    &["Gaddafi", "Qaddafi", "Gadhafi", "Kadafi"],
    &["Beijing", "Peking"],
    &["Mumbai", "Bombay"],
    &["Kolkata", "Calcutta"],
    &["Myanmar", "Burma"],
    &["Khamenei", "Khameini"],
    &["Hezbollah", "Hizbollah", "Hizbullah"],
    &["Quran", "Koran"],
    &["Muhammad", "Mohammed", "Mohammad"],
    &["Secretary-General", "Secretary General"],
    &["ceasefire", "cease-fire"],
    &["cooperation", "co-operation"],
    &["percent", "per cent"],
    &["adviser", "advisor"],
];

/// What there is of each style.
pub(super) struct Styles<'a> {
    /// By the bare letters: where they stand without stops, and where with.
    dotted: HashMap<String, [Places; 2]>,
    /// By the first word, then by the second of a spelling that has two.
    spellings: WordMap<'a, Vec<(Option<WordKey<'a>>, Places)>>,
}

impl Default for Styles<'_> {
    fn default() -> Self {
        let mut spellings: WordMap<'_, Vec<_>> = WordMap::default();
        for spelling in SPELLINGS.iter().copied().flatten() {
            let (first, second) = words_of(spelling);
            let uses = spellings.entry(first).or_default();
            uses.push((second, Places::default()));
        }
        Self {
            dotted: HashMap::new(),
            spellings,
        }
    }
}

impl<'a> Finder<'a> for Styles<'a> {
    fn line(
        &mut self,
        article: &ScannedArticle<'a>,
        line: &ScannedLine,
        words: &[Word<'a>],
        _: &mut Vec<RawHint>,
    ) {
        if line.is_english {
            self.dotted(line, words);
            self.spellings(article, words);
        }
    }

    fn finish(&mut self, article: &ScannedArticle<'a>, out: &mut Vec<RawHint>) {
        for (letters, [plain, stopped]) in &self.dotted {
            let with_stops: String = letters.chars().flat_map(|c| [c, '.']).collect();
            minority(article, &[(letters, plain), (&with_stops, stopped)], out);
        }
        quotations(article, out);
        for group in SPELLINGS {
            let styles: Vec<(&str, &Places)> = group
                .iter()
                .filter_map(|spelling| Some((*spelling, self.places(spelling)?)))
                .filter(|(_, places)| places.len() > 0)
                .collect();
            if styles.len() > 1 {
                minority(article, &styles, out);
            }
        }
    }
}

impl<'a> Styles<'a> {
    /// `US` beside `U.S.`.
    fn dotted(&mut self, line: &ScannedLine, words: &[Word<'_>]) {
        let shouts = words
            .iter()
            .filter(|w| w.shape == WordShape::Capitals)
            .count()
            * 2
            > words.len();
        if shouts && words.len() > 2 || line.is_title && words.len() > 6 {
            return;
        }
        for word in words.iter().filter(|w| w.shape == WordShape::Capitals) {
            let text = word.stem();
            let letters: String = text.chars().filter(|c| *c != '.').collect();
            let has_stops = text.contains('.');
            let is_short =
                (2..=4).contains(&letters.len()) && letters.bytes().all(|b| b.is_ascii_uppercase());
            if is_short && (!has_stops || text.len() >= letters.len() * 2 - 1) {
                self.dotted.entry(letters).or_default()[usize::from(has_stops)]
                    .push(word.start, word.stem_end());
            }
        }
    }

    fn spellings(&mut self, article: &ScannedArticle<'_>, words: &[Word<'a>]) {
        for (at, word) in words.iter().enumerate() {
            let Some(uses) = self.spellings.get_mut(&word.key) else {
                continue;
            };
            let next = words
                .get(at + 1)
                .filter(|next| article.between(word, next) == " ");
            for (second, places) in uses {
                match (second, next) {
                    (None, _) => places.push(word.start, word.stem_end()),
                    (Some(second), Some(next)) if *second == next.key => {
                        places.push(word.start, next.stem_end());
                    }
                    _ => {}
                }
            }
        }
    }

    fn places(&self, spelling: &'static str) -> Option<&Places> {
        let (first, second) = words_of(spelling);
        let uses = self.spellings.get(&first)?;
        let same = uses.iter().find(|(other, _)| *other == second)?;
        Some(&same.1)
    }
}

/// Returns the words of a spelling, which are one or two.
fn words_of(spelling: &'static str) -> (WordKey<'static>, Option<WordKey<'static>>) {
    match spelling.split_once(' ') {
        Some((first, second)) => (WordKey::new(first), Some(WordKey::new(second))),
        None => (WordKey::new(spelling), None),
    }
}

/// Reports the rarer of two or more styles, where one is plainly the usual one.
fn minority(article: &ScannedArticle<'_>, styles: &[(&str, &Places)], out: &mut Vec<RawHint>) {
    // With as many of one as of the other, the later one is pointed at.
    let weight = |places: &Places| (places.len(), Reverse(places.start()));
    let Some((usual, _)) = styles.iter().max_by_key(|(_, places)| weight(places)) else {
        return;
    };
    for (style, rare) in styles {
        if style == usual {
            continue;
        }
        for bytes in rare.iter() {
            let suggestion = Some(cased_like(&article.text[bytes.clone()], usual));
            out.push(RawHint {
                code: "style-mix",
                bytes,
                message: format!("the article has “{style}” here and “{usual}” elsewhere"),
                suggestion,
            });
        }
    }
}

/// A curly quotation or two among straight ones, or the other way round.
fn quotations(article: &ScannedArticle<'_>, out: &mut Vec<RawHint>) {
    const MAX_ODD_QUOTATIONS: usize = 2;
    let (mut straight, mut curly) = (Vec::new(), Vec::new());
    for line in article.lines.iter().filter(|line| line.is_english) {
        let text = article.line(line);
        let mut open: Option<usize> = None;
        for (at, c) in text.char_indices() {
            let byte = line.bytes.start + at;
            match (c, open) {
                ('"', None) => open = Some(byte),
                ('"', Some(start)) => {
                    straight.push((start, byte + 1));
                    open = None;
                }
                ('“', _) => curly.push((byte, byte + c.len_utf8())),
                ('”', _) => {
                    if let Some(last) = curly.last_mut()
                        && last.1 - last.0 == c.len_utf8()
                        && last.0 >= line.bytes.start
                    {
                        last.1 = byte + c.len_utf8();
                    }
                }
                _ => {}
            }
        }
    }
    let (few, many, message) = if curly.len() < straight.len() {
        (
            &curly,
            &straight,
            "curly quotation marks here, straight ones elsewhere in the article",
        )
    } else {
        (
            &straight,
            &curly,
            "straight quotation marks here, curly ones elsewhere in the article",
        )
    };
    if few.len() <= MAX_ODD_QUOTATIONS && few.len() * 3 <= many.len() {
        for (start, end) in few {
            out.push(RawHint {
                code: "style-mix",
                bytes: *start..*end,
                message: message.to_owned(),
                suggestion: in_other_marks(&article.text[*start..*end]),
            });
        }
    }
}

/// Returns a whole quotation in straight marks instead of curly ones, or the other way round.
fn in_other_marks(quotation: &str) -> Option<String> {
    let inside = |open, close| quotation.strip_prefix(open)?.strip_suffix(close);
    let curly = inside('“', '”').map(|words| format!("\"{words}\""));
    curly.or_else(|| inside('"', '"').map(|words| format!("“{words}”")))
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("style-mix", text), expected, "{text}");
    }

    #[test]
    fn the_rarer_of_two_spellings_is_seen() {
        check(
            "The US said it was so. The US was right. The U.S. State Department was not.",
            &["U.S."],
        );
        check(
            "The U.K. and the U.S. met. The U.S. left. It was good for the UK and the US.",
            &["UK", "US"],
        );
        check(
            "He went to Kyiv and was in Kyiv when Kiev was shelled.",
            &["Kiev"],
        );
        check(
            "It fell by 3 per cent, by 4 per cent and then by 5 percent.",
            &["percent"],
        );
        check(
            "TELL US MORE ABOUT IT\n\nThe U.S. said it would tell them.",
            &[],
        );
    }

    #[test]
    fn a_curly_quotation_among_straight_ones_is_seen() {
        let straight = "He said \"no\" to it. ".repeat(4);
        check(&format!("{straight}She said “yes” to it."), &["“yes”"]);
        let curly = "He said “no” to it. ".repeat(4);
        check(&format!("{curly}She said \"yes\" to it."), &["\"yes\""]);
        check("He said “no” to it. She said \"yes\" to it.", &[]);
    }
}
