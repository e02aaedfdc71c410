//! Which sentences state something. Headings, questions, interjections, bylines, captions and
//! "read more" lines do not; where it is not plain, a sentence is taken for a statement, because a
//! missed fact is a fact unchecked.

/// A line without a full stop and with at most this many words is a heading.
const HEADING_WORDS: usize = 12;
/// The same for scripts that do not part their words, in characters.
const HEADING_CHARS: usize = 36;

/// How lines begin that lead elsewhere, name the makers, or describe a picture; in lower case.
const FURNITURE: &[&str] = &[
    // Elsewhere.
    "read more",
    "read also",
    "also read",
    "read next",
    "see also",
    "see more",
    "related:",
    "related article",
    "related stories",
    "more on this story",
    "click here",
    "subscribe to",
    "sign up",
    "follow us",
    "follow @",
    "watch:",
    "watch now",
    "listen:",
    "share this",
    "continue reading",
    "advertisement",
    "all rights reserved",
    "©",
    "copyright ",
    "(c) ",
    "http://",
    "https://",
    "www.",
    "читайте також",
    "читайте также",
    "читать далее",
    "читати далі",
    "lesen sie auch",
    "mehr zum thema",
    "lea también",
    "leer más",
    "lee también",
    "lire aussi",
    "à lire aussi",
    "関連記事",
    "続きを読む",
    // The makers.
    "reporting by",
    "(reporting by",
    "additional reporting",
    "editing by",
    "(editing by",
    "writing by",
    "compiled by",
    "edited by",
    "translated by",
    "this story was originally published",
    "this article was originally published",
    "published:",
    "updated:",
    "last updated",
    "first published",
    // Pictures.
    "photo:",
    "photo by",
    "(photo by",
    "photo credit",
    "(photo:",
    "photograph:",
    "photography:",
    "picture:",
    "pictured:",
    "image:",
    "image credit",
    "image source",
    "image caption",
    "caption:",
    "file photo",
    "credit:",
    "video:",
    "graphic:",
    "illustration:",
    "фото:",
    "світлина:",
    "foto:",
    "写真：",
    "写真:",
];

/// Sentences of these words alone say nothing that can be checked.
const INTERJECTIONS: &[&str] = &[
    "absolutely",
    "ah",
    "alas",
    "all right",
    "amen",
    "bravo",
    "bye",
    "cheers",
    "congratulations",
    "dear me",
    "exactly",
    "god bless",
    "god bless america",
    "good afternoon",
    "good day",
    "good evening",
    "good luck",
    "good morning",
    "good night",
    "goodbye",
    "great",
    "ha",
    "hello",
    "hey",
    "hi",
    "hooray",
    "hurrah",
    "indeed",
    "my god",
    "nah",
    "no",
    "no comment",
    "no way",
    "nope",
    "of course",
    "oh",
    "oh my god",
    "oh no",
    "oh yes",
    "ok",
    "okay",
    "oops",
    "ouch",
    "please",
    "really",
    "right",
    "sure",
    "thank god",
    "thank you",
    "thank you very much",
    "thanks",
    "ugh",
    "wait",
    "well",
    "well done",
    "what a day",
    "wow",
    "yeah",
    "yep",
    "yes",
    "yes indeed",
    "так",
    "ні",
    "дякую",
    "да",
    "нет",
    "спасибо",
    "ja",
    "nein",
    "danke",
    "sí",
    "gracias",
    "はい",
    "いいえ",
];

/// Marks that may follow the final stop.
const CLOSERS: &[char] = &[
    '"', '\'', '”', '’', '»', '“', '‹', '›', '«', '‘', '」', '』', ')', '）', ']', '}', '*', '_',
];

/// What a line is to the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineContext<'a> {
    /// The line, trimmed.
    pub text: &'a str,
    /// Whether nothing but white space stands before it.
    pub is_first: bool,
    /// Whether it is one sentence.
    pub is_single: bool,
}

impl LineContext<'_> {
    /// Returns whether the line as a whole states nothing.
    pub(super) fn is_furniture(&self) -> bool {
        is_heading(self) || begins_like_furniture(self.text) || is_byline(self.text)
    }
}

/// Returns whether a sentence states something.
pub(super) fn states_something(sentence: &str) -> bool {
    let bare = sentence.trim_end_matches(CLOSERS);
    !(sentence.chars().all(|c| !c.is_alphabetic())
        || is_question(sentence, bare)
        || is_interjection(sentence)
        || begins_like_furniture(sentence))
}

fn is_heading(line: &LineContext<'_>) -> bool {
    if !line.is_single || ends_in_stop(line.text) {
        return false;
    }
    if line.is_first || line.text.starts_with('#') {
        return true;
    }
    if bullet(line.text) > 0 {
        return line.text.split_whitespace().nth(4).is_none();
    }
    let spaced = line.text.split_whitespace().count();
    if line.text.chars().any(is_unspaced) {
        return line.text.chars().count() <= HEADING_CHARS;
    }
    spaced <= HEADING_WORDS
}

/// Letters of scripts that write words without spaces between them.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'
        | '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}')
}

/// Returns the length in bytes of the bullet a line begins with, white space included.
pub(super) fn bullet(line: &str) -> usize {
    let text = line.trim_start();
    let Some(mark) = text.chars().next() else {
        return 0;
    };
    let after = &text[mark.len_utf8()..];
    let is_bullet = match mark {
        '•' | '◦' | '▪' | '‣' | '·' => true,
        '*' | '-' => after.starts_with(char::is_whitespace),
        _ => false,
    };
    if is_bullet {
        line.len() - after.trim_start().len()
    } else {
        0
    }
}

/// Returns whether a text ends in a mark that ends sentences, closing marks apart.
fn ends_in_stop(text: &str) -> bool {
    text.trim_end_matches(CLOSERS)
        .trim_end()
        .ends_with(|c: char| {
            matches!(
                c,
                '.' | '!'
                    | '?'
                    | '…'
                    | '。'
                    | '！'
                    | '？'
                    | '．'
                    | '｡'
                    | '؟'
                    | '۔'
                    | '।'
                    | '॥'
                    | '։'
                    | '።'
                    | '။'
                    | '‼'
                    | '⁇'
                    | '⁈'
                    | '⁉'
                    | '‽'
                    | '\u{037E}'
            )
        })
}

fn begins_like_furniture(text: &str) -> bool {
    let text = text.trim_start_matches(|c: char| {
        c.is_whitespace() || matches!(c, '•' | '-' | '–' | '—' | '>' | '▶' | '►' | '*' | '|')
    });
    let Some(first) = text.chars().next().and_then(|c| c.to_lowercase().next()) else {
        return false;
    };
    // The first byte tells nearly all of them apart, at once.
    let first = first.encode_utf8(&mut [0; 4]).bytes().next();
    FURNITURE
        .iter()
        .any(|start| start.bytes().next() == first && starts_with_folded(text, start))
}

/// Returns whether `text` begins with `start` (lower case), whatever the case of `text`, and not in
/// the middle of a word.
fn starts_with_folded(text: &str, start: &str) -> bool {
    let mut letters = text.chars();
    for expected in start.chars() {
        if !letters
            .next()
            .is_some_and(|c| c == expected || c.to_lowercase().eq([expected]))
        {
            return false;
        }
    }
    !start.ends_with(char::is_alphanumeric) || !letters.next().is_some_and(char::is_alphanumeric)
}

/// `By Jane Doe and John Smith in Kyiv`, with or without a full stop.
fn is_byline(text: &str) -> bool {
    let Some(names) = text
        .strip_prefix("By ")
        .or_else(|| text.strip_prefix("BY "))
    else {
        return false;
    };
    let mut words = 0;
    for word in names.split_whitespace() {
        words += 1;
        let small = [
            "and", "in", "for", "of", "the", "at", "de", "van", "von", "with", "&", "|",
        ];
        if !word.starts_with(char::is_uppercase) && !small.contains(&word) {
            return false;
        }
    }
    // "By Monday Russia had won." begins the same way, but has small words in it.
    (1..=12).contains(&words)
}

/// Returns whether a sentence asks. `He asked: “Is it true?”` states that he asked.
fn is_question(sentence: &str, bare: &str) -> bool {
    if bare.ends_with("か。") || bare.ends_with("か") && bare.chars().any(is_unspaced) {
        return !sentence.contains(['「', '『']) || sentence.starts_with(['「', '『']);
    }
    if !bare.ends_with(['?', '？', '؟', '\u{037E}', '⁇', '⁈', '‽']) {
        return false;
    }
    if bare.len() == sentence.len() {
        return true;
    }
    // Words before the quotation say who asks.
    let opening = sentence.find(['"', '“', '«', '„', '‘', '「', '『', '‹', '»']);
    opening.is_none_or(|at| sentence[..at].split_whitespace().nth(1).is_none())
}

fn is_interjection(sentence: &str) -> bool {
    const MAX_INTERJECTION_BYTES: usize = 60;
    if sentence.len() > MAX_INTERJECTION_BYTES {
        return false;
    }
    let words: Vec<String> = sentence
        .split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    INTERJECTIONS.contains(&words.join(" ").as_str())
        || words.len() > 1
            && words
                .iter()
                .all(|word| INTERJECTIONS.contains(&word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> LineContext<'_> {
        LineContext {
            text,
            is_first: false,
            is_single: true,
        }
    }

    #[test]
    fn headings_bylines_captions_and_links_state_nothing() {
        for text in [
            "Concern in the West, denials in Moscow",
            "‘Anxiety’ of the US, UK voice",
            "# What we know",
            "By Jane Doe and John Smith in Kyiv",
            "BY JANE DOE",
            "Jane Doe, Kyiv correspondent",
            "Updated: 6 April 2021, 14:20.",
            "READ MORE: The war in the Donbas, explained.",
            "Photo: Jane Doe/Agency.",
            "Reporting by Jane Doe; editing by John Smith.",
            "Sign up for our newsletter.",
            "Читайте також: Що відомо про війну.",
            "ウクライナ情勢の見通し",
        ] {
            assert!(alone(text).is_furniture(), "{text}");
        }
        for text in [
            "By Monday Russia had won.",
            "Watching the border is hard.",
            "Image matters.",
            "The minister, who had spoken to nobody since the talks broke down, left for Kyiv on Monday",
            "- Four soldiers were killed on Tuesday",
            "首相は責任を取ると述べた。",
        ] {
            assert!(!alone(text).is_furniture(), "{text}");
        }
    }

    #[test]
    fn a_title_is_a_first_line_without_a_stop() {
        let title = |text| LineContext {
            is_first: true,
            ..alone(text)
        };
        let long = "The president of the country has called on the alliance to send a signal to its \
                    neighbour amid rising tension";
        assert!(title(long).is_furniture());
        assert!(!alone(long).is_furniture());
        assert!(!title("The president calls for a signal.").is_furniture());
    }

    #[test]
    fn questions_and_interjections_state_nothing() {
        for sentence in [
            "How close is Ukraine to joining?",
            "“Is it true?”",
            "¿Es verdad?",
            "本当ですか？",
            "「本当ですか。」",
            "Yes!",
            "Oh, no.",
            "“Wow.”",
            "Thank you very much.",
            "***",
        ] {
            assert!(!states_something(sentence), "{sentence}");
        }
        for sentence in [
            "“Is it true?” he asked.",
            "The minister asked: “Is it true?”",
            "No one came.",
            "They won!",
            "彼は「本当ですか？」と聞いた。",
        ] {
            assert!(states_something(sentence), "{sentence}");
        }
    }
}
