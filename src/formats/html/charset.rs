//! What encoding a page is in.
//!
//! What is UTF-8 is read as UTF-8, whatever the page says: no text of another encoding is UTF-8 by
//! chance, and a page that was converted still names the old one. The tables that other encodings
//! need would be as large as the rest of this room; `iconv` has them.

use crate::formats::FormatError;
use crate::text::{DecodeError, decode};

/// Where a page has to name its encoding, in bytes (the HTML standard, 13.2.3.2).
const BEGINNING: usize = 1024;

/// Turns the bytes of a page into text.
///
/// # Errors
/// They are not UTF-8; the error names the encoding where the page does.
pub(in crate::formats) fn decoded(bytes: Vec<u8>) -> Result<String, FormatError> {
    let label = label(&bytes);
    match (decode(bytes), label) {
        (Err(DecodeError::NotUtf8 { .. }), Some(label)) => Err(FormatError::Encoded { label }),
        // The one encoding that is written with the bytes of ASCII alone.
        (Ok(_), Some(label)) if label.eq_ignore_ascii_case("iso-2022-jp") => {
            Err(FormatError::Encoded { label })
        }
        (text, _) => Ok(text?),
    }
}

/// The encoding that a page names, if it names one other than UTF-8.
fn label(bytes: &[u8]) -> Option<String> {
    let beginning = &bytes[..bytes.len().min(BEGINNING)];
    let beginning = String::from_utf8_lossy(beginning).to_ascii_lowercase();
    let (_, rest) = beginning.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-._:".contains(*c))
        .collect();
    // A hyphen at its head would make it an option of the command that is told.
    let is_one = label.starts_with(|c: char| c.is_ascii_alphanumeric());
    (is_one && !["utf-8", "utf8"].contains(&label.as_str())).then_some(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_utf_8_is_read_whatever_the_page_says() {
        let page = "<meta charset=\"windows-1251\"><p>Київ";
        assert_eq!(decoded(page.into()).unwrap(), page);
        assert_eq!(decoded(b"\xEF\xBB\xBF<p>a".to_vec()).unwrap(), "<p>a");
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
            let error = decoded(page.to_vec()).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
    }
}
