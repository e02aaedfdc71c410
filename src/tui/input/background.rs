//! The terminal's answer to our question for its background colour: `11;rgb:RRRR/GGGG/BBBB`.

/// Returns whether the background is light, if the text of an OSC string is a valid answer.
pub(super) fn is_light(text: &[u8]) -> Option<bool> {
    let text = std::str::from_utf8(text.strip_prefix(b"11;")?).ok()?;
    let (space, parts) = text.split_once(':')?;
    let count = match space {
        "rgb" => 3,
        "rgba" => 4,
        _ => return None,
    };
    let shares: Option<Vec<f64>> = parts.split('/').map(share).collect();
    let shares = shares.filter(|shares| shares.len() == count)?;
    let brightness = 0.299 * shares[0] + 0.587 * shares[1] + 0.114 * shares[2];
    Some(brightness > 0.5)
}

/// Returns a part of a colour, one to four hexadecimal digits, as a share of its maximum.
fn share(part: &str) -> Option<f64> {
    if !(1..=4).contains(&part.len()) || !part.bytes().all(|b| b.is_ascii_hexdigit()) {
        return None;
    }
    let value = u32::from_str_radix(part, 16).ok()?;
    let maximum = (1_u32 << (4 * part.len())) - 1;
    Some(f64::from(value) / f64::from(maximum))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_valid_answer_counts() {
        for (answer, expected) in [
            ("11;rgb:ffff/ffff/ffff", Some(true)),
            ("11;rgb:1e1e/1e1e/2e2e", Some(false)),
            ("11;rgb:f/f/e", Some(true)),
            ("11;rgba:00/00/00/ff", Some(false)),
            ("11;#ggg", None),
            ("11;", None),
            ("11;?", None),
            ("11;rgb:ffff/ffff", None),
            ("11;rgb:ffff/ffff/ffff/ffff", None),
            ("11;rgb:+fff/ffff/ffff", None),
            ("11;rgb:ffffffffffff/0/0", None),
            ("10;rgb:ffff/ffff/ffff", None),
            ("111;rgb:ffff/ffff/ffff", None),
        ] {
            assert_eq!(is_light(answer.as_bytes()), expected, "{answer}");
        }
        assert_eq!(is_light(b"11;rgb:\xFF/0/0"), None);
    }
}
