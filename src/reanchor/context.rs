//! What stood before and after a claim in the old text, and whether it still does.

use crate::text::plain_mark;

/// How many code points of context a review file has on either side; fewer where the text ends.
const CONTEXT_CHARS: usize = 32;

/// The old text around a claim, as far as the review file has it.
#[derive(Debug, Default)]
pub(super) struct QuoteContext {
    before: ContextSide,
    after: ContextSide,
}

/// One side, folded; `lines` is the same, character by character, with line ends kept.
#[derive(Debug, Default)]
struct ContextSide {
    text: String,
    lines: String,
    /// Whether this is all there was, up to the end of the text.
    complete: bool,
}

impl QuoteContext {
    /// Folds what stood before and after a claim.
    pub(super) fn new(prefix: &str, suffix: &str) -> Self {
        Self {
            before: ContextSide::new(prefix, str::trim_start),
            after: ContextSide::new(suffix, str::trim_end),
        }
    }

    /// Returns the last `count` characters before the claim; all if there were no more, none if
    /// no more are known.
    pub(super) fn last_before(&self, count: usize) -> Option<&str> {
        let found = last(&self.before.text, count);
        (self.before.complete || found.chars().count() == count).then_some(found)
    }

    /// Returns the first `count` characters after the claim, like [`Self::last_before`].
    pub(super) fn first_after(&self, count: usize) -> Option<&str> {
        let found = first(&self.after.text, count);
        (self.after.complete || found.chars().count() == count).then_some(found)
    }

    /// Returns whether the sentence before a claim's words is as it was. `all` is the new text up to
    /// those words, `sentence` the part of it that belongs to the same sentence.
    ///
    /// Either everything known is as it was, or the sentence is, and it began where it begins now.
    pub(super) fn agrees_before(&self, all: &str, sentence: &str) -> bool {
        let known = &self.before.text;
        self.before.is(all, str::ends_with)
            || known.strip_suffix(sentence).is_some_and(|rest| {
                let count = rest.chars().count();
                ends_a_sentence(first(&self.before.lines, count))
            })
    }

    /// Returns whether the sentence after a claim's words is as it was; see
    /// [`Self::agrees_before`]. `words` are the claim's own.
    pub(super) fn agrees_after(&self, words: &str, sentence: &str, all: &str) -> bool {
        let known = &self.after.text;
        self.after.is(all, str::starts_with)
            || known.strip_prefix(sentence).is_some_and(|rest| {
                let count = rest.chars().count();
                begins_a_line(last(&self.after.lines, count))
                    || ends_a_sentence(match sentence.trim() {
                        "" => words,
                        _ => sentence,
                    })
            })
    }

    /// Returns whether the claim was a whole sentence (or several), as far as can be told.
    pub(super) fn is_whole(&self, words: &str) -> bool {
        ends_a_sentence(&self.before.lines)
            && (begins_a_line(&self.after.lines) || ends_a_sentence(words))
    }

    /// Returns what is known of the claim's own sentence before and after its words, without the
    /// word that the far end may have been cut through.
    pub(super) fn of_sentence(&self) -> (&str, &str) {
        let ends = |lines: &str, at: usize, c: char| {
            let words = lines[..at].trim();
            c == '\n' || (c == ' ' && !words.is_empty() && ends_a_sentence(words))
        };
        let lines = &self.before.lines;
        let cut = || {
            self.before
                .complete
                .then_some(0)
                .or_else(|| lines.find(char::is_whitespace))
        };
        let begin = lines
            .char_indices()
            .filter(|&(at, c)| ends(lines, at, c))
            .map(|(at, _)| at)
            .next_back()
            .or_else(cut)
            .unwrap_or(lines.len());
        let before = &self.before.text[begin..];

        let lines = &self.after.lines;
        let cut = || {
            let whole = self.after.complete.then_some(lines.len());
            whole.or_else(|| lines.rfind(char::is_whitespace))
        };
        let end = lines
            .char_indices()
            .find(|&(at, c)| ends(lines, at, c))
            .map(|(at, _)| at)
            .or_else(cut)
            .unwrap_or(0);
        (before, &self.after.text[..end])
    }
}

impl ContextSide {
    /// `trim` takes away white space at the far end: there the old text was cut anywhere.
    fn new(text: &str, trim: fn(&str) -> &str) -> Self {
        let complete = text.chars().count() < CONTEXT_CHARS;
        let mut lines = String::with_capacity(text.len());
        let mut space: Option<char> = None;
        for c in text.chars() {
            if c.is_whitespace() {
                space = match (space, c) {
                    (_, '\n') | (Some('\n'), _) => Some('\n'),
                    _ => Some(' '),
                };
                continue;
            }
            lines.extend(space.take());
            lines.push(plain_mark(c));
        }
        lines.extend(space);
        let lines = trim(&lines).to_owned();
        let text = lines.replace('\n', " ");
        Self {
            text,
            lines,
            complete,
        }
    }

    /// Returns whether this is what the new text has there, as far as it is known. White space alone
    /// tells nothing.
    fn is<'a>(&'a self, new: &str, has: fn(&str, &'a str) -> bool) -> bool {
        match self.complete {
            true => new == self.text,
            false => !self.text.trim().is_empty() && has(new, &self.text),
        }
    }
}

/// Returns whether a sentence has come to its end: by a full stop or its like, with closing marks
/// after it or not, by the end of the line, or because there is nothing.
fn ends_a_sentence(text: &str) -> bool {
    let words = text.trim_end();
    if words.is_empty() || text[words.len()..].contains('\n') {
        return true;
    }
    words
        .trim_end_matches(['"', '\'', ')', ']', '»', '”', '’', '」', '』'])
        .ends_with(['.', '!', '?', '…', '。', '！', '？', '｡', '।', '؟', '۔'])
}

/// Returns whether the line ends before any further word.
fn begins_a_line(text: &str) -> bool {
    let words = text.trim_start();
    words.is_empty() || text[..text.len() - words.len()].contains('\n')
}

/// Returns the first `count` characters of a text, or all.
pub(super) fn first(text: &str, count: usize) -> &str {
    text.char_indices()
        .nth(count)
        .map_or(text, |(at, _)| &text[..at])
}

/// Returns the last `count` characters of a text, or all.
pub(super) fn last(text: &str, count: usize) -> &str {
    match count.checked_sub(1) {
        None => "",
        Some(before) => text
            .char_indices()
            .nth_back(before)
            .map_or(text, |(at, _)| &text[at..]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_sentences_are_told_by_what_is_around_them() {
        for (prefix, words, suffix, whole) in [
            ("", "A title", "\n\nText", true),
            ("It was so. ", "He won.", " Nobody", true),
            ("He said “so.” ", "He won!”", " Nobody", true),
            ("A title\n", "He won.", "", true),
            ("It was so, and ", "he won.", "", false),
            ("It was so. ", "He won", ", she said", false),
            ("It was so. “", "He won", ",” she said", false),
        ] {
            let context = QuoteContext::new(prefix, suffix);
            assert_eq!(context.is_whole(words), whole, "{prefix}[{words}]{suffix}");
        }
    }

    #[test]
    fn context_ends_where_the_sentence_does() {
        let context = QuoteContext::new(
            "ut through here. In the spring, ",
            " and July it rained. Later it did not.",
        );
        let (before, behind) = context.of_sentence();
        assert_eq!(
            (before.trim(), behind.trim()),
            ("In the spring,", "and July it rained.")
        );
        let context = QuoteContext::new(
            "ut through there, in the springs,",
            " and July it rained without an en",
        );
        let (before, behind) = context.of_sentence();
        assert_eq!(before.trim(), "through there, in the springs,");
        assert_eq!(behind.trim(), "and July it rained without an");
    }

    #[test]
    fn a_sentence_that_was_all_there_was_may_not_be_longer_now() {
        let context = QuoteContext::new("", "");
        assert!(context.agrees_before("", ""));
        assert!(context.agrees_before("New text. ", ""));
        assert!(!context.agrees_before("It is false that ", "It is false that "));
        assert!(context.agrees_after("He won.", "", " New text."));
        assert!(!context.agrees_after("He won", ", they say.", ", they say."));
        let blank = QuoteContext::new(&" ".repeat(32), "");
        assert!(!blank.agrees_before("It is false that ", "It is false that "));
    }
}
