//! Reads the text to review from a file's bytes: plain text as it is, Markdown and the main text of an
//! HTML page without their markup.
//!
//! Knows no claims and no disk. The result is what the reviewer sees. All positions are positions in
//! it; none leads back into the markup.

mod blocks;
mod error;
mod html;
mod markdown;

use crate::text::{DecodeError, decode};

pub use error::FormatError;

/// The format of a file, by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFormat {
    /// Plain text.
    Plain,
    /// `.md`, `.markdown`
    Markdown,
    /// `.html`, `.htm`, `.xhtml`
    Html,
}

impl FileFormat {
    /// Returns the format of a file by the extension of its name; plain text if it is unknown.
    pub fn of(name: &str) -> Self {
        match extension(name).as_str() {
            "md" | "markdown" => Self::Markdown,
            "html" | "htm" | "xhtml" => Self::Html,
            _ => Self::Plain,
        }
    }
}

/// The text of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsedFile {
    /// The title that the file gives; always `None` for plain text.
    pub title: Option<String>,
    /// The text, with the title first. Paragraphs, headings and quotes are one line each, separated
    /// by empty lines; so are list items and table rows, without empty lines.
    pub text: String,
    /// The format it was in.
    pub format: FileFormat,
}

/// Reads a file in the format that its name says.
///
/// # Errors
/// If it is not text, is empty, or is a word processor's file; see [`FormatError`].
pub fn read(name: &str, bytes: Vec<u8>) -> Result<ParsedFile, FormatError> {
    error::refuse(&extension(name), &bytes)?;
    let format = FileFormat::of(name);
    let (title, text) = match format {
        FileFormat::Plain => (None, decode(bytes)?),
        FileFormat::Markdown => markdown::read(&decode(bytes)?),
        FileFormat::Html => html::read(&html::decode_page(bytes)?),
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

/// Returns the extension of a file's name in lower case, without the dot.
fn extension(name: &str) -> String {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_extension_gives_the_format() {
        assert_eq!(FileFormat::of("a.txt"), FileFormat::Plain);
        assert_eq!(FileFormat::of("README"), FileFormat::Plain);
        assert_eq!(FileFormat::of("a.b.MD"), FileFormat::Markdown);
        assert_eq!(FileFormat::of("story.HTM"), FileFormat::Html);
    }

    #[test]
    fn plain_text_is_unchanged() {
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
        fn any_file_is_read_or_refused(
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
