//! The rest of a sequence whose `ESC` came so much earlier that it was taken for the Esc key.
//!
//! `ESC [ D` and the keys Esc, `[`, `D` are the same bytes. Once the `ESC` has timed out, only the shape
//! of the next bytes can show that it was not a key.

use std::time::Duration;

/// How long an `ESC` waits for the rest of a sequence before it is the Esc key. Slow lines may tear a
/// sequence apart by up to 150 ms; the remainder is for a busy machine.
pub(super) const ESC_WAIT: Duration = Duration::from_millis(170);

/// An `ESC` that timed out as the start of a sequence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LateSequence {
    /// Whether the Esc key was reported. Otherwise the `ESC` ended a string or a paste.
    pub(super) was_key: bool,
    /// Whether it may have been the first half of `ESC \`, the end of a string.
    pub(super) in_string: bool,
    /// The bytes after it that timed out too and were reported as keys.
    pub(super) given_up: Vec<u8>,
}

/// How far bytes look like the rest of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    /// No one types this so fast.
    Rest,
    /// More bytes will show it.
    Perhaps,
    /// Keys.
    Keys,
}

impl LateSequence {
    /// Returns how far the bytes of one read look like the rest of the sequence.
    pub(super) fn likeness(&self, bytes: &[u8]) -> Likeness {
        match (&self.given_up[..], bytes) {
            ([], _) => after_esc(bytes),
            ([b'['], [first, ..]) if is_csi_parameter(*first) => Likeness::Rest,
            ([b'_' | b'^' | b'X'], [_, _, ..]) => Likeness::Rest,
            (given_up @ [b']' | b'P', ..], _) => after_esc(&[given_up, bytes].concat()),
            _ => Likeness::Keys,
        }
    }
}

fn is_csi_parameter(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b';'..=b'?')
}

/// Returns whether a byte can follow the digits at the beginning of a DCS string.
fn is_dcs_parameter(byte: u8) -> bool {
    matches!(byte, b';'..=b'?' | b'$' | b'+' | b'!' | b'|')
}

fn after_esc(bytes: &[u8]) -> Likeness {
    let is_end = |bytes: &[u8]| bytes.ends_with(b"\x07") || bytes.ends_with(b"\x1B\\");
    match bytes {
        [b'[' | b'O' | b'_' | b'^' | b'X'] | [b'[', b'['] => Likeness::Perhaps,
        [b'[', first, ..] if is_csi_parameter(*first) => Likeness::Rest,
        [b'[', b'A'..=b'I' | b'M' | b'O'..=b'S' | b'Z', ..]
        | [b'[', b'[', b'A'..=b'E', ..]
        | [b'O', b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z', ..]
        | [b'_' | b'^' | b'X', _, ..] => Likeness::Rest,
        // A title.
        [b']', b'I' | b'L' | b'l'] => Likeness::Perhaps,
        [b']', b'I' | b'L' | b'l', ..] => Likeness::Rest,
        // A string takes every key until it ends, so its beginning must leave no doubt.
        [kind @ (b']' | b'P'), rest @ ..] => {
            let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            match rest.get(digits) {
                None => Likeness::Perhaps,
                Some(b';') if digits > 0 => Likeness::Rest,
                Some(&byte) if *kind == b'P' && is_dcs_parameter(byte) => Likeness::Rest,
                Some(_) if is_end(rest) => Likeness::Rest,
                Some(_) => Likeness::Keys,
            }
        }
        _ => Likeness::Keys,
    }
}

/// Returns how long to wait for more of what may be the rest of a sequence, if it came `gap` after the
/// bytes before it. A line that tears a sequence once may tear it again, by as much; after more than a
/// second it is typing.
pub(super) fn wait_after(gap: Duration) -> Duration {
    if gap > Duration::from_secs(1) {
        return ESC_WAIT;
    }
    ESC_WAIT.max(gap * 3 / 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(given_up: &str, bytes: &str) -> Likeness {
        let late = LateSequence {
            was_key: true,
            in_string: false,
            given_up: given_up.into(),
        };
        late.likeness(bytes.as_bytes())
    }

    #[test]
    fn the_rest_of_a_sequence_is_told_from_keys() {
        for rest in [
            "[D",
            "[1;5D",
            "[201~",
            "[200~v",
            "[?62;22c",
            "[>41;390;0c",
            "[<0;1;1M",
            "[12;40R",
            "[I",
            "[[A",
            "OP",
            "OD",
            "]10;rgb:dddd/dddd/dddd\x07",
            "]4;0;",
            "]l title\x1B\\",
            "P>|ghostty 1.0.1\x1B\\",
            "P1+r436F",
            "P1$r0",
            "P!|00",
            "_Gi=1;OK",
            "^x",
            "XA",
        ] {
            assert_eq!(likeness("", rest), Likeness::Rest, "{rest:?}");
        }
        for keys in [
            "v", "vdg", "j", "é", "/", "\r", "]]", "]v", "[v", "]gg", "P\r", "]1v",
        ] {
            assert_eq!(likeness("", keys), Likeness::Keys, "{keys:?}");
        }
        for open in ["[", "]", "P", "O", "_", "[[", "]1", "]10", "P1"] {
            assert_eq!(likeness("", open), Likeness::Perhaps, "{open:?}");
        }
    }

    #[test]
    fn after_bytes_taken_for_keys_only_untypable_bytes_are_a_rest() {
        for (given_up, bytes, expected) in [
            ("[", "201~", Likeness::Rest),
            ("[", "?62c", Likeness::Rest),
            ("[", "F", Likeness::Keys),
            ("[", "[", Likeness::Keys),
            ("]", "10;rgb:", Likeness::Rest),
            ("]10", ";rgb:", Likeness::Rest),
            ("]", "1", Likeness::Perhaps),
            ("]", "g", Likeness::Keys),
            ("P", ">|x", Likeness::Rest),
            ("P1", "+r", Likeness::Rest),
            ("P1", "\r", Likeness::Keys),
            ("_", "Gi", Likeness::Rest),
            ("_", "v", Likeness::Keys),
            ("O", "P", Likeness::Keys),
        ] {
            assert_eq!(
                likeness(given_up, bytes),
                expected,
                "{given_up:?} {bytes:?}"
            );
        }
    }
}
