//! What waits, how long, and what becomes of it then.

use std::time::{Duration, Instant};

use crate::app::{Code, DroppedInput, Event, Key, NamedKey};

use super::late::{LateSequence, Likeness, wait_after};
use super::parser::PartialInput;
use super::paste::{CutPaste, PasteRead};

/// How long an `ESC` waits for the rest of a sequence before it is the Esc key. A line that tears
/// one by up to 150 ms is to be expected; the rest is for the machine.
pub(super) const ESC_WAIT: Duration = Duration::from_millis(170);

/// How long a silence separates one burst of keys from the next.
const BURST_GAP: Duration = Duration::from_millis(100);

/// How long a paste waits for more before it is taken for cut off.
const PASTE_WAIT: Duration = Duration::from_secs(2);

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// Something for the program.
    Event(Event),
    /// An answer to the question what the background is: whether it is light.
    Background(bool),
}

/// Turns bytes into [`Input`]s.
#[derive(Debug)]
pub struct Decoder {
    pub(super) frame: PartialInput,
    /// What may still be the rest of a sequence; [`ESC_WAIT`] decides.
    held: Option<Held>,
    /// An `ESC` that was given up, until the next read.
    late: Option<LateSequence>,
    /// What still comes of a paste that was cut off.
    pub(super) rest: Option<CutPaste>,
    /// When the last byte came.
    pub(super) last: Option<Instant>,
    /// How long after the one before it.
    pub(super) gap: Duration,
    /// Whether the next key is the first after a silence.
    is_pause_due: bool,
    pub(super) out: Vec<Input>,
}

/// Bytes after a late `ESC`.
#[derive(Debug)]
struct Held {
    bytes: Vec<u8>,
    until: Instant,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// Starts where nothing has come yet.
    pub fn new() -> Self {
        Self {
            frame: PartialInput::Ground,
            held: None,
            late: None,
            rest: None,
            last: None,
            gap: Duration::ZERO,
            is_pause_due: false,
            out: Vec::new(),
        }
    }

    /// Returns when [`Decoder::feed`] is to be called though nothing has come, or `None` when only
    /// bytes matter.
    pub fn deadline(&self) -> Option<Instant> {
        if let Some(held) = &self.held {
            return Some(held.until);
        }
        let wait = match &self.frame {
            PartialInput::Escape { .. } | PartialInput::String { has_esc: true, .. } => ESC_WAIT,
            PartialInput::Paste(paste) if paste.has_esc_last() => ESC_WAIT,
            PartialInput::Paste(_) => PASTE_WAIT,
            _ => return None,
        };
        Some(self.last? + wait)
    }

    /// Takes the bytes that came in one read at `at`, none where only time has passed, and returns
    /// what they are.
    pub fn feed(&mut self, bytes: &[u8], at: Instant) -> Vec<Input> {
        if self.deadline().is_some_and(|deadline| deadline <= at) {
            self.give_up();
        }
        if !bytes.is_empty() {
            let gap = self.last.map(|last| at.saturating_duration_since(last));
            self.is_pause_due |= gap.is_none_or(|gap| gap >= BURST_GAP);
            self.gap = gap.unwrap_or_default();
            self.last = Some(at);
            self.read(bytes, at);
        }
        std::mem::take(&mut self.out)
    }

    /// Ends what has timed out.
    fn give_up(&mut self) {
        if let Some(held) = self.held.take() {
            if let Some(late) = &mut self.late {
                late.given_up.extend(&held.bytes);
            }
            return self.bytes(&held.bytes);
        }
        let late = |was_key, in_string| {
            Some(LateSequence {
                was_key,
                in_string,
                given_up: Vec::new(),
            })
        };
        match std::mem::replace(&mut self.frame, PartialInput::Ground) {
            PartialInput::Escape { twice } => {
                for _ in 0..=usize::from(twice) {
                    self.key(Key::plain(Code::Named(NamedKey::Esc)));
                }
                self.late = late(true, false);
            }
            PartialInput::String { .. } => self.late = late(false, true),
            PartialInput::Paste(paste) => {
                if paste.has_esc_last() {
                    self.late = late(false, false);
                }
                self.cut_paste(paste);
            }
            other => self.frame = other,
        }
    }

    /// Takes what came in one read.
    fn read(&mut self, bytes: &[u8], at: Instant) {
        let bytes = self.without_rest_of_paste(bytes, at);
        if bytes.is_empty() {
            return;
        }
        let held = self.held.take().map_or(Vec::new(), |held| held.bytes);
        let bytes = [held, bytes.to_vec()].concat();
        let Some(late) = self.late.take() else {
            return self.bytes(&bytes);
        };
        if late.in_string && bytes.starts_with(b"\\") {
            return self.bytes(&bytes[1..]);
        }
        match late.likeness(&bytes) {
            Likeness::Keys => self.bytes(&bytes),
            Likeness::Perhaps => {
                self.late = Some(late);
                self.held = Some(Held {
                    bytes,
                    until: at + wait_after(self.gap),
                });
            }
            Likeness::Rest => {
                if late.was_key {
                    self.event(Event::EscRetracted);
                }
                self.frame = PartialInput::Escape { twice: false };
                self.bytes(&[late.given_up, bytes].concat());
            }
        }
    }

    /// Drops what belongs to a paste that was cut off.
    fn without_rest_of_paste<'a>(&mut self, bytes: &'a [u8], at: Instant) -> &'a [u8] {
        // The rest of a late sequence is no part of a paste.
        let looks_late = self
            .late
            .as_ref()
            .is_some_and(|late| late.likeness(bytes) == Likeness::Rest);
        let may_begin = matches!(self.frame, PartialInput::Ground) && self.held.is_none();
        let Some(rest) = self.rest.as_mut().filter(|_| may_begin) else {
            return bytes;
        };
        match rest.take(bytes, at) {
            PasteRead::End(after) => {
                (self.rest, self.late) = (None, None);
                after
            }
            PasteRead::Paste if !looks_late => {
                self.event(Event::InputDropped(DroppedInput::Paste));
                &[]
            }
            PasteRead::Paste | PasteRead::Key => bytes,
            PasteRead::Other => {
                self.rest = None;
                bytes
            }
        }
    }

    pub(super) fn escape_if(&mut self, is_pressed: bool) {
        if is_pressed {
            self.key(Key::plain(Code::Named(NamedKey::Esc)));
        }
    }

    pub(super) fn key(&mut self, key: Key) {
        if std::mem::take(&mut self.is_pause_due) {
            self.event(Event::Pause);
        }
        self.event(Event::Key(key));
    }

    pub(super) fn event(&mut self, event: Event) {
        self.out.push(Input::Event(event));
    }
}
