//! Where each key, sequence and string begins and ends.

use std::time::{Duration, Instant};

use anstyle_parse::state::{State, state_change};

use crate::app::{Code, DroppedInput, Event, Key, NamedKey};

use super::paste::{CutPaste, END, Paste, START};
use super::{background, sequence};

/// The silence after which a single character in a string is more likely a key.
const STRING_WAIT: Duration = Duration::from_secs(2);

/// The silence that separates two bursts of keys.
const BURST_GAP: Duration = Duration::from_millis(100);

/// The longest sequence that can have a meaning.
const MAX_SEQUENCE_BYTES: usize = 64;

/// What came from the terminal.
#[derive(Clone, Debug, PartialEq)]
pub enum Input {
    /// An event for the program.
    Event(Event),
    /// The answer to our question for the background: whether it is light.
    Background(bool),
}

/// What the next byte belongs to.
#[derive(Debug, Default)]
pub(super) enum PartialInput {
    /// Nothing: it begins something new.
    #[default]
    Nothing,
    /// A character of several bytes.
    Character { bytes: Vec<u8>, alt: bool },
    /// An `ESC`, or two: then the first one is the Esc key, or Alt with another key.
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
        /// The start of an OSC string's text, as much as can have a meaning.
        text: Vec<u8>,
        /// Whether the last byte is an `ESC`, which begins the end.
        has_esc: bool,
    },
    /// Pasted text.
    Paste(Paste),
}

/// Turns bytes into [`Input`]s, without waiting for anything.
#[derive(Debug, Default)]
pub(super) struct Parser {
    pub(super) partial: PartialInput,
    /// A paste that was cut off, while its rest may still come.
    pub(super) cut_paste: Option<CutPaste>,
    /// When the last bytes came.
    pub(super) last_read: Option<Instant>,
    /// How long after the bytes before them.
    pub(super) gap: Duration,
    /// Whether the next key is the first after a silence.
    is_pause_due: bool,
    inputs: Vec<Input>,
}

impl Parser {
    /// Takes note that bytes came.
    pub(super) fn note_read(&mut self, at: Instant) {
        let gap = self
            .last_read
            .map(|last| at.saturating_duration_since(last));
        self.is_pause_due |= gap.is_none_or(|gap| gap >= BURST_GAP);
        self.gap = gap.unwrap_or_default();
        self.last_read = Some(at);
    }

    /// Returns the inputs found since the last call.
    pub(super) fn take_inputs(&mut self) -> Vec<Input> {
        std::mem::take(&mut self.inputs)
    }

    pub(super) fn push(&mut self, event: Event) {
        self.inputs.push(Input::Event(event));
    }

    pub(super) fn push_esc(&mut self) {
        self.push_key(Key::plain(Code::Named(NamedKey::Esc)));
    }

    fn push_key(&mut self, key: Key) {
        if std::mem::take(&mut self.is_pause_due) {
            self.push(Event::Pause);
        }
        self.push(Event::Key(key));
    }

    fn push_esc_if(&mut self, is_pressed: bool) {
        if is_pressed {
            self.push_esc();
        }
    }

    /// Takes bytes that came in one read.
    pub(super) fn parse(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.byte(byte, bytes.len() == 1);
        }
    }

    /// Takes a byte; `is_alone` if nothing else came in the same read.
    fn byte(&mut self, byte: u8, is_alone: bool) {
        match std::mem::take(&mut self.partial) {
            PartialInput::Nothing => self.first(byte, false),
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
            // The second of two begins something new.
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
            // Ctrl-C: no paste comes as a single control character.
            PartialInput::Paste(paste) if is_alone && byte == 0x03 => self.cut_paste(paste),
            PartialInput::Paste(mut paste) => {
                if paste.push(byte) {
                    self.push(Event::Paste(paste.text()));
                } else {
                    self.partial = PartialInput::Paste(paste);
                }
            }
        }
    }

    /// Takes the first byte of something; `alt` if an `ESC` came before it.
    fn first(&mut self, byte: u8, alt: bool) {
        match byte {
            0x1B => self.partial = PartialInput::Escape { twice: false },
            0x80.. => {
                self.character(vec![byte], alt);
            }
            _ => self.complete(&[byte], alt),
        }
    }

    /// Takes a character's bytes; returns whether the last one belongs to it. Invalid bytes are
    /// dropped. In UTF-8, the single bytes from 0x80 on are no control characters.
    fn character(&mut self, bytes: Vec<u8>, alt: bool) -> bool {
        match std::str::from_utf8(&bytes) {
            Ok(text) => {
                if let Some(c) = text.chars().next().filter(|c| !c.is_control()) {
                    self.push_key(Key {
                        alt,
                        ..Key::plain(Code::Char(c))
                    });
                }
                true
            }
            Err(error) if error.error_len().is_none() => {
                self.partial = PartialInput::Character { bytes, alt };
                true
            }
            Err(_) => false,
        }
    }

    fn after_escape(&mut self, byte: u8, twice: bool) {
        if byte == 0x1B {
            self.push_esc_if(twice);
            self.partial = PartialInput::Escape { twice: true };
            return;
        }
        let (state, _) = state_change(State::Escape, byte);
        match state {
            State::CsiEntry => {
                self.partial = PartialInput::Sequence {
                    state,
                    bytes: vec![0x1B, byte],
                    alt: twice,
                }
            }
            State::OscString | State::DcsEntry | State::SosPmApcString => {
                self.push_esc_if(twice);
                self.partial = PartialInput::String {
                    state,
                    text: Vec::new(),
                    has_esc: false,
                };
            }
            _ if byte == b'O' => {
                self.partial = PartialInput::Sequence {
                    state: State::EscapeIntermediate,
                    bytes: vec![0x1B, byte],
                    alt: twice,
                }
            }
            _ => {
                self.push_esc_if(twice);
                self.first(byte, true);
            }
        }
    }

    fn in_sequence(&mut self, byte: u8, state: State, mut bytes: Vec<u8>, alt: bool) {
        let is_x10_mouse = bytes.starts_with(b"\x1B[M");
        // No sequence contains control characters or letters beyond ASCII: it was Alt with `[` or
        // `O`, and this is the next key.
        if byte < 0x20 || byte == 0x7F || (byte >= 0x80 && !is_x10_mouse) {
            self.push_esc_if(alt);
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
            self.partial = PartialInput::Sequence {
                state: next,
                bytes,
                alt,
            };
        } else if state == State::CsiIgnore || is_too_long {
            self.push_esc_if(alt);
        } else {
            self.complete(&bytes, alt);
        }
    }

    /// Takes a complete sequence or a single character.
    fn complete(&mut self, bytes: &[u8], alt: bool) {
        if bytes == END {
            self.cut_paste = None;
        }
        let is_sequence = bytes.len() > 1;
        match sequence::event(bytes) {
            Some(Event::Key(key)) => self.push_key(Key {
                alt: alt || key.alt,
                ..key
            }),
            event => {
                self.push_esc_if(alt && is_sequence);
                if bytes == START {
                    self.cut_paste = None;
                    self.partial = PartialInput::Paste(Paste::default());
                }
                if let Some(event) = event {
                    self.push(event);
                }
            }
        }
    }

    fn in_string(&mut self, byte: u8, is_alone: bool, state: State, mut text: Vec<u8>) {
        let next = match byte {
            // The state table would take some bytes of letters beyond ASCII for control characters.
            0x80.. => State::Anywhere,
            _ => state_change(state, byte).0,
        };
        match next {
            State::Ground if byte == 0x07 => return self.string_ended(state, &text),
            // Cancelled.
            State::Ground => return,
            _ => {}
        }
        // No answer comes as a single control character. It is a key: Alt-P or Alt-] was pressed, or
        // the end of a string was lost, and the user wants the keyboard back.
        if is_alone && byte < 0x20 && byte != 0x1B {
            return;
        }
        if is_alone && byte >= 0x20 && self.gap >= STRING_WAIT {
            self.push(Event::InputDropped(DroppedInput::Answer));
        }
        if state == State::OscString && byte >= 0x20 && text.len() < MAX_SEQUENCE_BYTES {
            text.push(byte);
        }
        let has_esc = next == State::Escape;
        self.partial = PartialInput::String {
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
            self.inputs.push(Input::Background(is_light));
        }
    }

    /// Ends a paste before its end mark; the text so far counts.
    pub(super) fn cut_paste(&mut self, mut paste: Paste) {
        self.cut_paste = self.last_read.map(|last| paste.cut(last));
        let text = paste.text();
        if !text.is_empty() {
            self.push(Event::Paste(text));
        }
    }
}
