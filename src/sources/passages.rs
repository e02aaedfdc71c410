//! A document cut into passages: its paragraphs, the long ones in parts. Positions are bytes.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;

use crate::formats::FileFormat;

/// A longer paragraph is cut into parts, in bytes.
const MAX_BYTES: usize = 900;
/// What parts are filled up to, sentence by sentence.
const TARGET_BYTES: usize = 600;
/// A word is not cut for a part that would be shorter than this because of it.
const MIN_CUT_BYTES: usize = 600;
/// A block of plain text in which no line is longer is one paragraph, broken to fit a page; else
/// each of its lines is one, as in every other format.
const PAGE_WIDTH: usize = 120;
/// Passages of one document beyond which short paragraphs are put together: a list or a log of
/// a hundred thousand lines is not worth as many passages.
const MAX_SEPARATE_PASSAGES: usize = 2_000;
/// What they are put together to.
const MERGED_BYTES: usize = 200;

/// A passage of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PassageExtent {
    /// Where it is, without white space around it.
    pub start: u32,
    /// One past its last byte.
    pub end: u32,
    /// The number of its paragraph, from 1; of several put together, the first one's.
    pub paragraph: u32,
    /// Which part of the paragraph it is, from 1; 0 for the whole.
    pub part: u32,
}

impl PassageExtent {
    /// Returns the bytes of the document.
    pub(super) fn bytes(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Returns where it stands, in words.
    pub(super) fn locator(&self) -> String {
        match self.part {
            0 => format!("para {}", self.paragraph),
            part => format!("para {}, part {part}", self.paragraph),
        }
    }
}

/// Cuts a text, which must be shorter than 4 GiB, into passages, in order. What has neither a
/// letter nor a digit is none.
pub(super) fn passages(text: &str, format: FileFormat) -> Vec<PassageExtent> {
    let mut cutter = Cutter {
        text,
        broken: format == FileFormat::Plain,
        paragraph: 0,
        passages: Vec::new(),
    };
    for block in blocks(text) {
        cutter.block(block);
    }
    cutter.passages
}

/// The ranges between blank lines.
fn blocks(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut lines = lines(text, 0..text.len()).peekable();
    std::iter::from_fn(move || {
        let is_blank = |line: &Range<usize>| text[line.clone()].trim().is_empty();
        while lines.next_if(is_blank).is_some() {}
        let first = lines.next()?;
        let mut end = first.end;
        while let Some(line) = lines.next_if(|line| !is_blank(line)) {
            end = line.end;
        }
        Some(first.start..end)
    })
}

fn lines(text: &str, block: Range<usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = block.start;
    text[block].split_inclusive('\n').map(move |line| {
        let range = start..start + line.len();
        start = range.end;
        range
    })
}

/// Returns whether a line begins an item of a list.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
    match line.len() - rest.len() {
        0 => ["- ", "* ", "+ ", "• ", "– "]
            .iter()
            .any(|mark| line.starts_with(mark)),
        1..=3 => rest.starts_with(". ") || rest.starts_with(") "),
        _ => false,
    }
}

struct Cutter<'t> {
    text: &'t str,
    /// Whether lines may have been broken to fit a page.
    broken: bool,
    paragraph: u32,
    passages: Vec<PassageExtent>,
}

impl Cutter<'_> {
    fn block(&mut self, block: Range<usize>) {
        let is_long = |line: Range<usize>| line.len() > PAGE_WIDTH;
        let each_line = !self.broken || lines(self.text, block.clone()).any(is_long);
        let mut paragraph = block.start..block.start;
        for line in lines(self.text, block) {
            if each_line || is_item(&self.text[line.clone()]) {
                self.paragraph(paragraph);
                paragraph = line;
            } else {
                paragraph.end = line.end;
            }
        }
        self.paragraph(paragraph);
    }

    fn paragraph(&mut self, range: Range<usize>) {
        let range = self.trimmed(range);
        if range.is_empty() {
            return;
        }
        self.paragraph += 1;
        if range.len() <= MAX_BYTES {
            if !self.joined(&range) {
                self.push(range, 0);
            }
            return;
        }
        let mut part = 0;
        let mut filled = range.start..range.start;
        let mut at = range.start;
        for sentence in self.text[range].split_sentence_bounds() {
            let sentence = at..at + sentence.len();
            at = sentence.end;
            if sentence.end - filled.start > TARGET_BYTES && !filled.is_empty() {
                self.part(filled, &mut part);
                filled = sentence.start..sentence.start;
            }
            filled.end = sentence.end;
            while filled.len() > MAX_BYTES {
                let cut = self.cut(filled.clone());
                self.part(filled.start..cut, &mut part);
                filled.start = cut;
            }
        }
        self.part(filled, &mut part);
    }

    /// The place to cut a sentence that is longer than a passage may be.
    fn cut(&self, range: Range<usize>) -> usize {
        let piece = &self.text[range.clone()];
        let longest = piece.floor_char_boundary(MAX_BYTES);
        let space = piece[..longest].rfind(char::is_whitespace);
        range.start + space.filter(|&at| at >= MIN_CUT_BYTES).unwrap_or(longest)
    }

    fn part(&mut self, range: Range<usize>, part: &mut u32) {
        let range = self.trimmed(range);
        if !range.is_empty() {
            *part += 1;
            self.push(range, *part);
        }
    }

    /// Puts a short paragraph to the one before it, where there are very many.
    fn joined(&mut self, range: &Range<usize>) -> bool {
        if self.passages.len() < MAX_SEPARATE_PASSAGES {
            return false;
        }
        match self.passages.last_mut() {
            Some(last) if last.part == 0 && range.end - (last.start as usize) <= MERGED_BYTES => {
                last.end = range.end as u32;
                true
            }
            _ => false,
        }
    }

    fn push(&mut self, range: Range<usize>, part: u32) {
        if self.text[range.clone()].contains(char::is_alphanumeric) {
            self.passages.push(PassageExtent {
                start: range.start as u32,
                end: range.end as u32,
                paragraph: self.paragraph,
                part,
            });
        }
    }

    fn trimmed(&self, range: Range<usize>) -> Range<usize> {
        let piece = &self.text[range.clone()];
        let start = range.start + (piece.len() - piece.trim_start().len());
        start..start + piece.trim().len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cut(text: &str) -> Vec<(String, &str)> {
        passages(text, FileFormat::Plain)
            .iter()
            .map(|passage| (passage.locator(), &text[passage.bytes()]))
            .collect()
    }

    #[test]
    fn a_block_broken_to_fit_a_page_is_one_paragraph() {
        let text = "Title\n\nOne line of it\nand another.\n\n* * *\n\nLast.\n";
        assert_eq!(
            cut(text),
            [
                ("para 1".into(), "Title"),
                ("para 2".into(), "One line of it\nand another."),
                ("para 4".into(), "Last."),
            ]
        );
    }

    #[test]
    fn a_long_line_is_a_paragraph_and_so_are_its_neighbours() {
        let long = "word ".repeat(30);
        let text = format!("{long}\nShort.\n{long}");
        let locators: Vec<String> = cut(&text).into_iter().map(|(locator, _)| locator).collect();
        assert_eq!(locators, ["para 1", "para 2", "para 3"]);
    }

    #[test]
    fn a_line_of_a_page_is_a_paragraph() {
        let rows = "18 March 2014 | a treaty\n27 July 2020 | a ceasefire\n";
        assert_eq!(passages(rows, FileFormat::Html).len(), 2);
        assert_eq!(passages(rows, FileFormat::Plain).len(), 1);
    }

    #[test]
    fn an_item_of_a_list_is_a_paragraph() {
        let text =
            "The allies:\n- support it\n  to this day\n- meet again\n12. an item\n2020 was a year";
        let pieces: Vec<&str> = cut(text).into_iter().map(|(_, piece)| piece).collect();
        assert_eq!(
            pieces,
            [
                "The allies:",
                "- support it\n  to this day",
                "- meet again",
                "12. an item\n2020 was a year"
            ]
        );
    }

    #[test]
    fn a_long_paragraph_is_cut_between_sentences() {
        let text = "A sentence of some thirty letters. ".repeat(60);
        let parts = cut(&text);
        assert_eq!(parts[1].0, "para 1, part 2");
        for (_, part) in &parts {
            assert!(part.len() <= TARGET_BYTES && part.starts_with("A ") && part.ends_with('.'));
        }
    }

    #[test]
    fn a_line_without_an_end_is_cut_between_words() {
        let text = "word ".repeat(100_000);
        let parts = cut(&text);
        assert!(parts.len() > 500 && parts.iter().all(|(_, part)| part.len() <= MAX_BYTES));
        assert!(parts.iter().all(|(_, part)| part.ends_with("word")));
    }

    #[test]
    fn very_many_short_paragraphs_are_put_together() {
        let passages = passages(&"ab\n\n".repeat(100_000), FileFormat::Plain);
        assert!(passages.len() < MAX_SEPARATE_PASSAGES + 100_000 * 4 / MERGED_BYTES + 10);
        assert_eq!(passages[MAX_SEPARATE_PASSAGES].locator(), "para 2050");
    }

    proptest! {
        #[test]
        fn passages_hold_every_letter_in_order(
            pieces in proptest::collection::vec("[a-zé]{1,30}|\n|\n\n|\\. |- |[a-z ]{1000}|日{400}", 0..60)
        ) {
            let text = pieces.join(" ");
            let mut end = 0;
            let mut letters = 0;
            for passage in passages(&text, FileFormat::Plain) {
                prop_assert!(passage.start as usize >= end);
                end = passage.end as usize;
                let piece = &text[passage.bytes()];
                prop_assert_eq!(piece.trim(), piece);
                prop_assert!(piece.len() <= MAX_BYTES);
                letters += piece.chars().filter(|c| c.is_alphanumeric()).count();
            }
            prop_assert_eq!(letters, text.chars().filter(|c| c.is_alphanumeric()).count());
        }
    }
}
