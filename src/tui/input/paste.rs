//! Pasted text, which a terminal puts between two marks, and the rest of a paste that was cut off.

use std::time::{Duration, Instant};

/// The marks of bracketed paste.
pub(super) const START: &[u8] = b"\x1B[200~";
pub(super) const END: &[u8] = b"\x1B[201~";

/// How long a paste waits for more bytes before it counts as cut off.
pub(super) const PASTE_WAIT: Duration = Duration::from_secs(2);

/// How long after its last byte the rest of a cut paste can still come. There has to be a limit: until
/// then, keys that a slow line delivers two at a time are dropped.
const REST_WAIT: Duration = Duration::from_secs(60);

/// The text between the marks so far.
#[derive(Debug, Default)]
pub(super) struct Paste {
    bytes: Vec<u8>,
}

impl Paste {
    /// Takes a byte; returns whether the end mark is complete.
    pub(super) fn push(&mut self, byte: u8) -> bool {
        self.bytes.push(byte);
        let is_complete = self.bytes.ends_with(END);
        if is_complete {
            self.bytes.truncate(self.bytes.len() - END.len());
        }
        is_complete
    }

    /// Returns whether the last byte is an `ESC`: the start of the end mark, or the Esc key.
    pub(super) fn has_esc_last(&self) -> bool {
        self.bytes.ends_with(b"\x1B")
    }

    /// Ends the paste before its end mark.
    pub(super) fn cut(&mut self, at: Instant) -> CutPaste {
        let marked = (1..END.len())
            .rev()
            .find(|&count| self.bytes.ends_with(&END[..count]))
            .unwrap_or(0);
        self.bytes.truncate(self.bytes.len() - marked);
        CutPaste { marked, last: at }
    }

    /// Returns the text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

/// A paste that was cut off, while its rest may still come. The rest is never taken for keys.
#[derive(Debug)]
pub(super) struct CutPaste {
    /// How many bytes of the end mark have come.
    marked: usize,
    /// When the last byte came.
    last: Instant,
}

/// What a read is after a paste was cut off.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum PasteRead<'a> {
    /// Part of the paste, to be dropped.
    Paste,
    /// The bytes after the end mark. The paste is over.
    End(&'a [u8]),
    /// A key; the paste may continue after it.
    Key,
    /// Something else; the paste is over.
    Other,
}

impl CutPaste {
    /// Returns what a read at this time is.
    pub(super) fn take<'a>(&mut self, bytes: &'a [u8], at: Instant) -> PasteRead<'a> {
        if at.saturating_duration_since(self.last) > REST_WAIT || bytes.starts_with(START) {
            return PasteRead::Other;
        }
        let mark = &END[self.marked..];
        if let Some(after) = bytes.strip_prefix(mark) {
            return PasteRead::End(after);
        }
        if self.marked > 0 && mark.starts_with(bytes) {
            self.marked += bytes.len();
            return PasteRead::Paste;
        }
        self.marked = 0;
        if is_one_key(bytes) {
            return PasteRead::Key;
        }
        self.last = at;
        match memchr::memmem::find(bytes, END) {
            Some(at) => PasteRead::End(&bytes[at + END.len()..]),
            None => PasteRead::Paste,
        }
    }
}

/// Returns whether a read can be one key: a character, or a sequence no longer than those of keys.
fn is_one_key(bytes: &[u8]) -> bool {
    match bytes {
        [0x1B, rest @ ..] => rest.len() < 8 && !rest.contains(&0x1B),
        _ => std::str::from_utf8(bytes).is_ok_and(|text| text.chars().nth(1).is_none()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &[u8]) -> (String, CutPaste) {
        let mut paste = Paste::default();
        assert!(!text.iter().any(|&byte| paste.push(byte)));
        let rest = paste.cut(Instant::now());
        (paste.text(), rest)
    }

    #[test]
    fn a_cut_paste_keeps_its_text_without_the_start_of_its_end_mark() {
        assert_eq!(cut(b"cut off").0, "cut off");
        assert_eq!(cut(b"cut\x1B[20").0, "cut");
        assert_eq!(cut(b"cut\x1B").0, "cut");
        assert_eq!(cut(b"").0, "");
    }

    #[test]
    fn the_rest_of_a_cut_paste_is_dropped_up_to_its_end_mark() {
        let now = Instant::now();
        let (_, mut rest) = cut(b"cut");
        assert_eq!(rest.take(b"vdg", now), PasteRead::Paste);
        assert_eq!(rest.take(b"v", now), PasteRead::Key);
        assert_eq!(rest.take("é".as_bytes(), now), PasteRead::Key);
        assert_eq!(rest.take(b"\x1B[A", now), PasteRead::Key);
        assert_eq!(rest.take(b"\x1B[31mred ones", now), PasteRead::Paste);
        assert_eq!(rest.take(b"off\x1B[201~v", now), PasteRead::End(b"v"));
        let (_, mut rest) = cut(b"cut\x1B[2");
        assert_eq!(rest.take(b"01", now), PasteRead::Paste);
        assert_eq!(rest.take(b"~", now), PasteRead::End(b""));
        let (_, mut rest) = cut(b"cut");
        assert_eq!(rest.take(b"\x1B[200~again", now), PasteRead::Other);
        assert_eq!(rest.take(b"vdg", now + 2 * REST_WAIT), PasteRead::Other);
    }
}
