//! Bytes to text: UTF-8 only, no byte order mark, every line end a `\n`.

use thiserror::Error;

/// Why bytes are not an article. Offsets are bytes from the start of the input.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum DecodeError {
    /// Nothing but white space, or nothing at all.
    #[error("it is empty: there is nothing to review")]
    Empty,
    /// A NUL byte, which no text has.
    #[error(
        "it is not text: NUL byte at offset {at} (is it a PDF, an image or a word processor's file? export it as plain text first)"
    )]
    Binary {
        /// Where the NUL is.
        at: usize,
    },
    /// UTF-16, told by its byte order mark.
    #[error("it is UTF-16, not UTF-8 (convert it: iconv -f UTF-16 -t UTF-8 OLD > NEW)")]
    Utf16,
    /// A byte sequence that is not UTF-8.
    #[error(
        "it is not UTF-8: bad byte at offset {at} (convert it: iconv -f WINDOWS-1252 -t UTF-8 OLD > NEW, with the encoding it has)"
    )]
    NotUtf8 {
        /// Where the first bad byte is.
        at: usize,
    },
    /// More text than positions can count.
    #[error("it is longer than 4 GiB: split it")]
    TooLong,
}

/// Turns the bytes of a file into text.
///
/// A leading byte order mark is dropped; CRLF and a lone CR become LF. Everything else is kept as
/// it is, blank lines included.
///
/// # Errors
/// See [`DecodeError`]; the first fault found is the one named.
pub fn decode(bytes: Vec<u8>) -> Result<String, DecodeError> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(DecodeError::Utf16);
    }
    if bytes.len() > u32::MAX as usize {
        return Err(DecodeError::TooLong);
    }
    if let Some(at) = memchr::memchr(0, &bytes) {
        return Err(DecodeError::Binary { at });
    }
    let mut text = String::from_utf8(bytes).map_err(|e| DecodeError::NotUtf8 {
        at: e.utf8_error().valid_up_to(),
    })?;
    if text.starts_with('\u{FEFF}') {
        text.drain(..'\u{FEFF}'.len_utf8());
    }
    if text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    if text.chars().all(char::is_whitespace) {
        return Err(DecodeError::Empty);
    }
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> Result<String, DecodeError> {
        decode(bytes.to_vec())
    }

    #[test]
    fn a_byte_order_mark_is_dropped_and_every_line_end_is_a_line_feed() {
        assert_eq!(text(b"\xEF\xBB\xBFa\r\n\r\nb\rc\n").unwrap(), "a\n\nb\nc\n");
    }

    #[test]
    fn only_the_first_byte_order_mark_is_one() {
        assert_eq!(text("\u{FEFF}a\u{FEFF}b".as_bytes()).unwrap(), "a\u{FEFF}b");
    }

    #[test]
    fn each_fault_has_its_own_error_with_the_place() {
        assert_eq!(text(b""), Err(DecodeError::Empty));
        assert_eq!(text(b" \n\t\r\n"), Err(DecodeError::Empty));
        assert_eq!(text(b"ab\0c"), Err(DecodeError::Binary { at: 2 }));
        assert_eq!(text(b"ab\r\nc\xE9"), Err(DecodeError::NotUtf8 { at: 5 }));
        assert_eq!(text(b"\xFF\xFEa\0"), Err(DecodeError::Utf16));
        assert_eq!(text(b"ab\xE2\x80"), Err(DecodeError::NotUtf8 { at: 2 }));
    }

    proptest! {
        #[test]
        fn any_bytes_give_text_without_carriage_returns_or_an_error(
            bytes in proptest::collection::vec(any::<u8>(), 0..200)
        ) {
            if let Ok(text) = decode(bytes) {
                prop_assert!(!text.contains('\r') && !text.contains('\0'));
            }
        }
    }
}
