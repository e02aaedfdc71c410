//! A file's bytes to the text that is reviewed: plain text as it is, the words of Markdown and the
//! main text of an HTML page without their markup.
//!
//! Knows no claims and no disk. What comes out is what the reviewer sees, and every position is a
//! position in it; none leads back into the markup.

mod blocks;
mod error;
mod html;
mod markdown;

use crate::text::{DecodeError, decode};

pub use error::FormatError;

/// How the text stands in a file, as its name tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// As it is.
    Plain,
    /// `.md`, `.markdown`
    Markdown,
    /// `.html`, `.htm`, `.xhtml`
    Html,
}

impl FileFormat {
    /// Returns the format of a file by the ending of its name; plain text where it tells nothing.
    pub fn of(name: &str) -> Self {
        match ending(name).as_str() {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// What is to be read in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedFile {
    /// What the file says it is called, if it says so; plain text never does.
    pub title: Option<String>,
    /// The text: a paragraph, heading or quote a line, with an empty line between them; the items
    /// of a list and the rows of a table a line each. It begins with the title, if there is one.
    pub text: String,
    /// What was read.
    pub format: FileFormat,
}

/// Reads a file, whose name tells its format.
///
/// # Errors
/// It is no text, it is empty, or it is a word processor's; see [`FormatError`].
pub fn read(name: &str, bytes: Vec<u8>) -> Result<ParsedFile, FormatError> {
    error::refuse(name, &bytes)?;
    let format = FileFormat::of(name);
    let (title, text) = match format {
        FileFormat::Plain => (None, decode(bytes)?),
        FileFormat::Markdown => markdown::read(&decode(bytes)?),
        FileFormat::Html => html::read(&html::decoded(bytes)?),
    };
    if text.trim().is_empty() {
        return Err(FormatError::NotText(DecodeError::Empty));
    }
    Ok(ParsedFile {
        title,
        text,
        format,
    })
}

/// The ending of a file's name in small letters, without the dot.
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_name_tells_the_format() {
        assert_eq!(FileFormat::of("a.txt"), FileFormat::Plain);
        assert_eq!(FileFormat::of("README"), FileFormat::Plain);
        assert_eq!(FileFormat::of("a.b.MD"), FileFormat::Markdown);
        assert_eq!(FileFormat::of("story.HTM"), FileFormat::Html);
    }

    #[test]
    fn plain_text_is_left_alone() {
        let text = "<p>*Not* markup.\n\n# Here\n";
        let document = read("a.txt", text.into()).unwrap();
        assert_eq!(document.text, text);
        assert_eq!(document.title, None);
    }

    #[test]
    fn a_page_without_words_is_empty() {
        let empty = Err(FormatError::NotText(DecodeError::Empty));
        assert_eq!(read("a.html", b"<p><img src=a.png>".to_vec()), empty);
        assert_eq!(read("a.md", b"![](a.png)\n".to_vec()), empty);
    }

    proptest! {
        #[test]
        fn whatever_is_in_a_file_is_read_or_refused(
            pieces in proptest::collection::vec(
                "</?(p|div|li|ul|td|tr|table|h1|a href=x|b|script|pre|svg|title|select)( hidden| class=nav)?/?>\
                 |[a-z é\u{AD}&;#x0-9\\\\`*_|>\\-\n]{0,12}|<!--|-->|&amp;|&#13;|]]>|\u{0}|\\[x\\]\\(y\\)|```\n",
                0..40
            )
        ) {
            for name in ["a.html", "a.md"] {
                if let Ok(document) = read(name, pieces.concat().into_bytes()) {
                    prop_assert!(!document.text.contains(['\r', '\0']), "{:?}", document.text);
                    prop_assert!(document.text.ends_with('\n') && !document.text.contains("\n\n\n"));
                    prop_assert!(!document.text.starts_with('\n'));
                }
            }
        }
    }
}
