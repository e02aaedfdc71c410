//! Addresses on the web.

use super::is_hidden;

/// Returns whether a text is an address on the web.
pub fn is_web_address(text: &str) -> bool {
    let rest = ["http://", "https://"].iter().find_map(|scheme| {
        let (head, rest) = text.split_at_checked(scheme.len())?;
        head.eq_ignore_ascii_case(scheme).then_some(rest)
    });
    let is_foreign = |c: char| c.is_whitespace() || c.is_control() || is_hidden(c);
    rest.is_some_and(|rest| !rest.is_empty()) && !text.contains(is_foreign)
}
