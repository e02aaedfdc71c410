//! What waits for more bytes, for how long, and what becomes of it then.

use std::time::Instant;

use crate::app::{DroppedInput, Event};

use super::late::{ESC_WAIT, LateSequence, Likeness, wait_after};
use super::parser::{Input, Parser, PartialInput};
use super::paste::{PASTE_WAIT, PasteRead};

/// Turns bytes into [`Input`]s.
#[derive(Debug, Default)]
pub struct Decoder {
    parser: Parser,
    /// Bytes that may be the rest of a sequence; [`ESC_WAIT`] decides.
    held: Option<Held>,
    /// An `ESC` that was given up as the start of a sequence, until the next read.
    late: Option<LateSequence>,
}

/// Bytes after a late `ESC`.
#[derive(Debug)]
struct Held {
    bytes: Vec<u8>,
    until: Instant,
}

impl Decoder {
    /// Starts before the first byte.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns when to call [`Decoder::feed`] even if no bytes have come, or `None` if only bytes
    /// matter.
    pub fn deadline(&self) -> Option<Instant> {
        if let Some(held) = &self.held {
            return Some(held.until);
        }
        let wait = match &self.parser.partial {
            PartialInput::Escape { .. } | PartialInput::String { has_esc: true, .. } => ESC_WAIT,
            PartialInput::Paste(paste) if paste.has_esc_last() => ESC_WAIT,
            PartialInput::Paste(_) => PASTE_WAIT,
            _ => return None,
        };
        Some(self.parser.last_read? + wait)
    }

    /// Takes the bytes of one read at `at`, or no bytes if only time has passed, and returns what they
    /// mean.
    pub fn feed(&mut self, bytes: &[u8], at: Instant) -> Vec<Input> {
        if self.deadline().is_some_and(|deadline| deadline <= at) {
            self.give_up();
        }
        if !bytes.is_empty() {
            self.parser.note_read(at);
            self.read(bytes, at);
        }
        self.parser.take_inputs()
    }

    /// Ends what has timed out.
    fn give_up(&mut self) {
        if let Some(held) = self.held.take() {
            if let Some(late) = &mut self.late {
                late.given_up.extend(&held.bytes);
            }
            return self.parser.parse(&held.bytes);
        }
        let late = |was_key, in_string| {
            Some(LateSequence {
                was_key,
                in_string,
                given_up: Vec::new(),
            })
        };
        match std::mem::take(&mut self.parser.partial) {
            PartialInput::Escape { twice } => {
                for _ in 0..=usize::from(twice) {
                    self.parser.push_esc();
                }
                self.late = late(true, false);
            }
            PartialInput::String { .. } => self.late = late(false, true),
            PartialInput::Paste(paste) => {
                if paste.has_esc_last() {
                    self.late = late(false, false);
                }
                self.parser.cut_paste(paste);
            }
            other => self.parser.partial = other,
        }
    }

    /// Takes the bytes of one read.
    fn read(&mut self, bytes: &[u8], at: Instant) {
        let bytes = self.without_rest_of_paste(bytes, at);
        if bytes.is_empty() {
            return;
        }
        let held = self.held.take().map_or(Vec::new(), |held| held.bytes);
        let bytes = [held, bytes.to_vec()].concat();
        let Some(late) = self.late.take() else {
            return self.parser.parse(&bytes);
        };
        if late.in_string && bytes.starts_with(b"\\") {
            return self.parser.parse(&bytes[1..]);
        }
        match late.likeness(&bytes) {
            Likeness::Keys => self.parser.parse(&bytes),
            Likeness::Perhaps => {
                self.late = Some(late);
                self.held = Some(Held {
                    bytes,
                    until: at + wait_after(self.parser.gap),
                });
            }
            Likeness::Rest => {
                if late.was_key {
                    self.parser.push(Event::EscRetracted);
                }
                self.parser.partial = PartialInput::Escape { twice: false };
                self.parser.parse(&[late.given_up, bytes].concat());
            }
        }
    }

    /// Drops bytes that belong to a paste that was cut off.
    fn without_rest_of_paste<'a>(&mut self, bytes: &'a [u8], at: Instant) -> &'a [u8] {
        // The rest of a late sequence is not part of a paste.
        let looks_late = self
            .late
            .as_ref()
            .is_some_and(|late| late.likeness(bytes) == Likeness::Rest);
        let can_begin = matches!(self.parser.partial, PartialInput::Nothing) && self.held.is_none();
        let Some(cut_paste) = self.parser.cut_paste.as_mut().filter(|_| can_begin) else {
            return bytes;
        };
        match cut_paste.take(bytes, at) {
            PasteRead::End(after) => {
                (self.parser.cut_paste, self.late) = (None, None);
                after
            }
            PasteRead::Paste if !looks_late => {
                self.parser.push(Event::InputDropped(DroppedInput::Paste));
                &[]
            }
            PasteRead::Paste | PasteRead::Key => bytes,
            PasteRead::Other => {
                self.parser.cut_paste = None;
                bytes
            }
        }
    }
}
