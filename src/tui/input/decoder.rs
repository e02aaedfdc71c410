//! Where each key, sequence and string begins and ends.

use std::time::{Duration, Instant};

use anstyle_parse::state::{State, state_change};

use crate::app::{Code, Event, Key, Named, Unread};

use super::late::{Late, Likeness, wait_after};
use super::paste::{Paste, Read, Rest, START};
use super::{background, paste, sequence};

/// How long an `ESC` waits for the rest of a sequence before it is the Esc key. A line that tears
/// one by up to 150 ms is to be expected; the rest is for the machine.
pub(super) const ESC_WAIT: Duration = Duration::from_millis(170);

/// How long a silence separates one burst of keys from the next.
const BURST_GAP: Duration = Duration::from_millis(100);

/// How long a paste waits for more before it is taken for cut off.
const PASTE_WAIT: Duration = Duration::from_secs(2);

/// How long a string can be silent before a single character in it is more likely a key.
const STRING_WAIT: Duration = Duration::from_secs(2);

/// The longest sequence that can mean something, in bytes.
const MAX_SEQUENCE_BYTES: usize = 64;

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
    frame: Frame,
    /// What may still be the rest of a sequence; [`ESC_WAIT`] decides.
    held: Option<Held>,
    /// An `ESC` that was given up, until the next read.
    late: Option<Late>,
    /// What still comes of a paste that was cut off.
    rest: Option<Rest>,
    /// When the last byte came.
    last: Option<Instant>,
    /// How long after the one before it.
    gap: Duration,
    /// Whether the next key is the first after a silence.
    is_pause_due: bool,
    out: Vec<Input>,
}

/// What the next byte belongs to.
#[derive(Debug)]
enum Frame {
    /// Nothing.
    Ground,
    /// A character of several bytes.
    Character { bytes: Vec<u8>, alt: bool },
    /// An `ESC`, or two: then the first one is the Esc key, or Alt held with another key.
    Escape { twice: bool },
    /// A control sequence or a single shift (`ESC [ …`, `ESC O …`).
    Sequence {
        state: State,
        bytes: Vec<u8>,
        alt: bool,
    },
    /// An OSC, DCS, SOS, PM or APC string.
    String {
        state: State,
        /// The text of an OSC string, as far as it can be of use.
        text: Vec<u8>,
        /// Whether the last byte is an `ESC`, which begins the end.
        has_esc: bool,
    },
    /// Pasted text.
    Paste(Paste),
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
            frame: Frame::Ground,
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
            Frame::Escape { .. } | Frame::String { has_esc: true, .. } => ESC_WAIT,
            Frame::Paste(paste) if paste.has_esc_last() => ESC_WAIT,
            Frame::Paste(_) => PASTE_WAIT,
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

    /// Ends what has waited in vain.
    fn give_up(&mut self) {
        if let Some(held) = self.held.take() {
            if let Some(late) = &mut self.late {
                late.given_up.extend(&held.bytes);
            }
            return self.bytes(&held.bytes);
        }
        let late = |was_key, in_string| {
            Some(Late {
                was_key,
                in_string,
                given_up: Vec::new(),
            })
        };
        match std::mem::replace(&mut self.frame, Frame::Ground) {
            Frame::Escape { twice } => {
                for _ in 0..=usize::from(twice) {
                    self.key(Key::plain(Code::Named(Named::Esc)));
                }
                self.late = late(true, false);
            }
            Frame::String { .. } => self.late = late(false, true),
            Frame::Paste(paste) => {
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
                self.frame = Frame::Escape { twice: false };
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
        let may_begin = matches!(self.frame, Frame::Ground) && self.held.is_none();
        let Some(rest) = self.rest.as_mut().filter(|_| may_begin) else {
            return bytes;
        };
        match rest.take(bytes, at) {
            Read::End(after) => {
                (self.rest, self.late) = (None, None);
                after
            }
            Read::Paste if !looks_late => {
                self.event(Event::Unread(Unread::Paste));
                &[]
            }
            Read::Paste | Read::Key => bytes,
            Read::Other => {
                self.rest = None;
                bytes
            }
        }
    }

    fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.byte(byte, bytes.len() == 1);
        }
    }

    /// Takes a byte; `is_alone` says that nothing else came with it.
    fn byte(&mut self, byte: u8, is_alone: bool) {
        match std::mem::replace(&mut self.frame, Frame::Ground) {
            Frame::Ground => self.first(byte, false),
            Frame::Character { mut bytes, alt } => {
                bytes.push(byte);
                if !self.character(bytes, alt) {
                    self.first(byte, false);
                }
            }
            Frame::Escape { twice } => self.after_escape(byte, twice),
            Frame::Sequence { state, bytes, alt } => self.in_sequence(byte, state, bytes, alt),
            // Two in a row: the second one begins something new.
            Frame::String { has_esc: true, .. } if byte == 0x1B => self.first(byte, false),
            Frame::String { has_esc: true, .. } if byte != b'\\' => self.after_escape(byte, false),
            Frame::String {
                state,
                text,
                has_esc: true,
            } => self.string_ended(state, &text),
            Frame::String { state, text, .. } => self.in_string(byte, is_alone, state, text),
            // Ctrl-c: no paste comes in pieces of one control character.
            Frame::Paste(paste) if is_alone && byte == 0x03 => self.cut_paste(paste),
            Frame::Paste(mut paste) => {
                if paste.push(byte) {
                    self.event(Event::Paste(paste.text()));
                } else {
                    self.frame = Frame::Paste(paste);
                }
            }
        }
    }

    /// Takes the first byte of something, with Alt held where an `ESC` came before it.
    fn first(&mut self, byte: u8, alt: bool) {
        match byte {
            0x1B => self.frame = Frame::Escape { twice: false },
            0x80.. => {
                self.character(vec![byte], alt);
            }
            _ => self.complete(&[byte], alt),
        }
    }

    /// Takes a character's bytes; returns whether the last one belongs to it. Bytes that make no
    /// character are dropped. The controls of one byte from 0x80 on are none in UTF-8.
    fn character(&mut self, bytes: Vec<u8>, alt: bool) -> bool {
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                if let Some(c) = text.chars().next().filter(|c| !c.is_control()) {
                    self.key(Key {
                        alt,
                        ..Key::plain(Code::Char(c))
                    });
                }
                true
            }
            Err(error) if error.error_len().is_none() => {
                self.frame = Frame::Character { bytes, alt };
                true
            }
            Err(_) => false,
        }
    }

    fn after_escape(&mut self, byte: u8, twice: bool) {
        if byte == 0x1B {
            self.escape_if(twice);
            self.frame = Frame::Escape { twice: true };
            return;
        }
        let (state, _) = state_change(State::Escape, byte);
        match state {
            State::CsiEntry => {
                self.frame = Frame::Sequence {
                    state,
                    bytes: vec![0x1B, byte],
                    alt: twice,
                }
            }
            State::OscString | State::DcsEntry | State::SosPmApcString => {
                self.escape_if(twice);
                self.frame = Frame::String {
                    state,
                    text: Vec::new(),
                    has_esc: false,
                };
            }
            _ if byte == b'O' => {
                self.frame = Frame::Sequence {
                    state: State::EscapeIntermediate,
                    bytes: vec![0x1B, byte],
                    alt: twice,
                }
            }
            _ => {
                self.escape_if(twice);
                self.first(byte, true);
            }
        }
    }

    fn in_sequence(&mut self, byte: u8, state: State, mut bytes: Vec<u8>, alt: bool) {
        let is_x10_mouse = bytes.starts_with(b"\x1B[M");
        // Control characters and letters beyond ASCII are in no sequence: it was Alt with `[` or `O`,
        // and this is the next key.
        if byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !is_x10_mouse) {
            self.escape_if(alt);
            return self.first(byte, false);
        }
        let is_too_long = bytes.len() >= MAX_SEQUENCE_BYTES;
        if !is_too_long {
            bytes.push(byte);
        }
        let (next, is_complete) = match bytes[..] {
            [_, b'[', b'M', ..] => (state, bytes.len() == 6),
            [_, b'[', b'[', ..] => (state, bytes.len() == 4),
            [_, b'O', ..] => (state, !matches!(byte, b'0'..=b'9' | b';')),
            _ => match state_change(state, byte).0 {
                State::Anywhere if is_too_long => (State::CsiIgnore, false),
                State::Anywhere => (state, false),
                next => (next, next == State::Ground),
            },
        };
        if !is_complete {
            self.frame = Frame::Sequence {
                state: next,
                bytes,
                alt,
            };
        } else if state == State::CsiIgnore || is_too_long {
            self.escape_if(alt);
        } else {
            self.complete(&bytes, alt);
        }
    }

    /// Takes a complete sequence, or a single character.
    fn complete(&mut self, bytes: &[u8], alt: bool) {
        if bytes == paste::END {
            self.rest = None;
        }
        let is_sequence = bytes.len() > 1;
        match sequence::event(bytes) {
            Some(Event::Key(key)) => self.key(Key {
                alt: alt || key.alt,
                ..key
            }),
            event => {
                self.escape_if(alt && is_sequence);
                if bytes == START {
                    self.rest = None;
                    self.frame = Frame::Paste(Paste::default());
                }
                if let Some(event) = event {
                    self.event(event);
                }
            }
        }
    }

    fn in_string(&mut self, byte: u8, is_alone: bool, state: State, mut text: Vec<u8>) {
        let next = match byte {
            // Letters beyond ASCII: the state table would take some of their bytes for controls.
            0x80.. => State::Anywhere,
            _ => state_change(state, byte).0,
        };
        match next {
            State::Ground if byte == 0x07 => return self.string_ended(state, &text),
            // Cancelled.
            State::Ground => return,
            _ => {}
        }
        // No answer comes in pieces of one control character. It is a key, by which somebody wants
        // their keyboard back: Alt-P or Alt-] was pressed before, or the line has lost the end.
        if is_alone && byte < 0x20 && byte != 0x1B {
            return;
        }
        if is_alone && byte >= 0x20 && self.gap >= STRING_WAIT {
            self.event(Event::Unread(Unread::Answer));
        }
        if state == State::OscString && byte >= 0x20 && text.len() < MAX_SEQUENCE_BYTES {
            text.push(byte);
        }
        let has_esc = next == State::Escape;
        self.frame = Frame::String {
            state: match next {
                State::Anywhere | State::Escape => state,
                next => next,
            },
            text,
            has_esc,
        };
    }

    fn string_ended(&mut self, state: State, text: &[u8]) {
        if state == State::OscString
            && let Some(is_light) = background::is_light(text)
        {
            self.out.push(Input::Background(is_light));
        }
    }

    /// Ends a paste whose end mark has not come; what came so far counts.
    fn cut_paste(&mut self, mut paste: Paste) {
        self.rest = self.last.map(|last| paste.cut(last));
        let text = paste.text();
        if !text.is_empty() {
            self.event(Event::Paste(text));
        }
    }

    fn escape_if(&mut self, is_pressed: bool) {
        if is_pressed {
            self.key(Key::plain(Code::Named(Named::Esc)));
        }
    }

    fn key(&mut self, key: Key) {
        if std::mem::take(&mut self.is_pause_due) {
            self.event(Event::Pause);
        }
        self.event(Event::Key(key));
    }

    fn event(&mut self, event: Event) {
        self.out.push(Input::Event(event));
    }
}
