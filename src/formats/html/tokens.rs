//! A page's tags and texts, by html5gum, which follows the HTML standard (13.2.5).
//!
//! It only finds the tokens, and that is all this room needs: [`super::builder`] keeps account of the
//! blocks alone, at a constant cost for each tag. html5ever would build a whole tree, and brings
//! interned strings and buffers of its own for it.

use html5gum::{State, Tokenizer};

pub(super) use html5gum::{StartTag, Token};

/// Returns the tokens of a page, references such as `&eacute;` resolved.
pub(super) fn tokens(html: &str) -> impl Iterator<Item = Token> {
    let mut tokenizer = Tokenizer::new(html);
    let mut is_in_foreign = false;
    std::iter::from_fn(move || {
        let Ok(token) = tokenizer.next()?;
        match &token {
            Token::StartTag(tag) if is_foreign(&tag.name) => is_in_foreign = !tag.self_closing,
            Token::EndTag(tag) if is_foreign(&tag.name) => is_in_foreign = false,
            Token::StartTag(tag) if !is_in_foreign => {
                if let Some(state) = text_state(&tag.name) {
                    tokenizer.set_state(state);
                }
            }
            _ => {}
        }
        Some(token)
    })
}

/// Returns a token's bytes as text. They are a part of the page, so they are UTF-8.
pub(super) fn to_text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

/// Returns whether an element holds a drawing or a formula. In there, `title` and `style` are
/// elements like any other.
fn is_foreign(name: &[u8]) -> bool {
    matches!(name, b"svg" | b"math")
}

/// Returns how to read the content of an element that holds text alone, whatever looks like a tag in
/// it.
fn text_state(name: &[u8]) -> Option<State> {
    match name {
        b"title" | b"textarea" => Some(State::RcData),
        b"script" => Some(State::ScriptData),
        b"style" | b"xmp" | b"iframe" | b"noembed" | b"noframes" | b"noscript" => {
            Some(State::RawText)
        }
        b"plaintext" => Some(State::PlainText),
        _ => None,
    }
}
