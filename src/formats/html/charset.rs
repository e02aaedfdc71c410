//! The encoding of a page.
//!
//! A page that is valid UTF-8 is read as UTF-8, whatever it says: text in another encoding is hardly
//! ever valid UTF-8, and a converted page often still names its old encoding. Other encodings are
//! refused, with the `iconv` command that converts them.

use crate::formats::error::FormatError;
use crate::text::{DecodeError, decode};

/// How far from its start a page has to name its encoding (the HTML standard, 13.2.3.2).
const SEARCHED_BYTES: usize = 1024;

/// Decodes a page.
///
/// # Errors
/// If it is not UTF-8; the error names the encoding if the page does.
pub(in crate::formats) fn decode_page(bytes: Vec<u8>) -> Result<String, FormatError> {
    let label = label(&bytes);
    match (decode(bytes), label) {
        (Err(DecodeError::NotUtf8 { .. }), Some(label)) => Err(FormatError::Encoded { label }),
        // The one other encoding whose text consists of ASCII bytes.
        (Ok(_), Some(label)) if label.eq_ignore_ascii_case("iso-2022-jp") => {
            Err(FormatError::Encoded { label })
        }
        (text, _) => Ok(text?),
    }
}

/// Returns the encoding that a page names, if it is not UTF-8.
fn label(bytes: &[u8]) -> Option<String> {
    let beginning = &bytes[..bytes.len().min(SEARCHED_BYTES)];
    let beginning = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let (_, rest) = beginning.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-._:".contains(*c))
        .collect();
    // The name goes into a command: with a hyphen first, it would be an option.
    let is_name = label.starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_name && !["utf-8", "utf8"].contains(&label.as_str())).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf_8_is_read_whatever_the_page_says() {
        let page = "<meta charset=\"windows-1251\"><p>Київ";
        assert_eq!(decode_page(page.into()).unwrap(), page);
        assert_eq!(decode_page(b"\xEF\xBB\xBF<p>a".to_vec()).unwrap(), "<p>a");
    }

    #[test]
    fn another_encoding_is_refused_with_the_command_that_converts_it() {
        for (page, said) in [
            (
                &b"<meta charset=Windows-1251><p>\xCA\xE8\xBF\xE2"[..],
                "iconv -f windows-1251 -t UTF-8",
            ),
            (
                b"<meta http-equiv=content-type content='text/html; charset=iso-8859-1'>\xE9",
                "iconv -f iso-8859-1 -t UTF-8",
            ),
            (b"<meta charset=iso-2022-jp>\x1B$B", "iconv -f iso-2022-jp"),
            (b"<meta charset='-o /etc/passwd'>\xE9", "WINDOWS-1252"),
            (b"<p>\xE9", "WINDOWS-1252"),
            (b"\xFF\xFE<\0p\0", "iconv -f UTF-16"),
        ] {
            let error = decode_page(page.to_vec()).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
