//! Where each key, sequence and string begins and ends.

use std::time::Duration;

use anstyle_parse::state::{State, state_change};

use crate::app::{Code, DroppedInput, Event, Key};

use super::decoder::{Decoder, Input};
use super::paste::{END, Paste, START};
use super::{background, sequence};

/// How long a string can be silent before a single character in it is more likely a key.
const STRING_WAIT: Duration = Duration::from_secs(2);

/// The longest sequence that can mean something, in bytes.
const MAX_SEQUENCE_BYTES: usize = 64;

/// What the next byte belongs to.
#[derive(Debug)]
pub(super) enum PartialInput {
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

impl Decoder {
    pub(super) fn bytes(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.byte(byte, bytes.len() == 1);
        }
    }

    /// Takes a byte; `is_alone` says that nothing else came with it.
    fn byte(&mut self, byte: u8, is_alone: bool) {
        match std::mem::replace(&mut self.frame, PartialInput::Ground) {
            PartialInput::Ground => self.first(byte, false),
            PartialInput::Character { mut bytes, alt } => {
                bytes.push(byte);
                if !self.character(bytes, alt) {
                    self.first(byte, false);
                }
            }
            PartialInput::Escape { twice } => self.after_escape(byte, twice),
            PartialInput::Sequence { state, bytes, alt } => {
                self.in_sequence(byte, state, bytes, alt)
            }
            // Two in a row: the second one begins something new.
            PartialInput::String { has_esc: true, .. } if byte == 0x1B => self.first(byte, false),
            PartialInput::String { has_esc: true, .. } if byte != b'\\' => {
                self.after_escape(byte, false)
            }
            PartialInput::String {
                state,
                text,
                has_esc: true,
            } => self.string_ended(state, &text),
            PartialInput::String { state, text, .. } => self.in_string(byte, is_alone, state, text),
            // Ctrl-c: no paste comes in pieces of one control character.
            PartialInput::Paste(paste) if is_alone && byte == 0x03 => self.cut_paste(paste),
            PartialInput::Paste(mut paste) => {
                if paste.push(byte) {
                    self.event(Event::Paste(paste.text()));
                } else {
                    self.frame = PartialInput::Paste(paste);
                }
            }
        }
    }

    /// Takes the first byte of something, with Alt held where an `ESC` came before it.
    fn first(&mut self, byte: u8, alt: bool) {
        match byte {
            0x1B => self.frame = PartialInput::Escape { twice: false },
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
                self.frame = PartialInput::Character { bytes, alt };
                true
            }
            Err(_) => false,
        }
    }

    fn after_escape(&mut self, byte: u8, twice: bool) {
        if byte == 0x1B {
            self.escape_if(twice);
            self.frame = PartialInput::Escape { twice: true };
            return;
        }
        let (state, _) = state_change(State::Escape, byte);
        match state {
            State::CsiEntry => {
                self.frame = PartialInput::Sequence {
                    state,
                    bytes: vec![0x1B, byte],
                    alt: twice,
                }
            }
            State::OscString | State::DcsEntry | State::SosPmApcString => {
                self.escape_if(twice);
                self.frame = PartialInput::String {
                    state,
                    text: Vec::new(),
                    has_esc: false,
                };
            }
            _ if byte == b'O' => {
                self.frame = PartialInput::Sequence {
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
            self.frame = PartialInput::Sequence {
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
        if bytes == END {
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
                    self.frame = PartialInput::Paste(Paste::default());
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
        // No answer comes in pieces of one control character. It is a key: the user wants
        // the keyboard back. Alt-P or Alt-] was pressed before, or the line has lost the end.
        if is_alone && byte < 0x20 && byte != 0x1B {
            return;
        }
        if is_alone && byte >= 0x20 && self.gap >= STRING_WAIT {
            self.event(Event::InputDropped(DroppedInput::Answer));
        }
        if state == State::OscString && byte >= 0x20 && text.len() < MAX_SEQUENCE_BYTES {
            text.push(byte);
        }
        let has_esc = next == State::Escape;
        self.frame = PartialInput::String {
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
    pub(super) fn cut_paste(&mut self, mut paste: Paste) {
        self.rest = self.last.map(|last| paste.cut(last));
        let text = paste.text();
        if !text.is_empty() {
            self.event(Event::Paste(text));
        }
    }
}
