//! What is on the terminal, and the way from one picture to the next.
//!
//! A frame goes out as one write, holds only what changed, and is not sent at all when nothing
//! did. The library's own `Terminal` sends some bytes for every frame, and several writes; its
//! backend sends half as much again for the same changes.

use std::io::{self, Write};

use crossterm::style::ResetColor;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::text::is_hidden;

use super::backend::strokes;
use super::{Theme, view};

/// A terminal's screen.
pub struct Screen<W: Write> {
    out: W,
    theme: Theme,
    /// The picture on the terminal; none when nobody knows what is there.
    shown: Option<Buffer>,
    /// The one before, drawn over by the next: pictures are large, and there is one for each key.
    spare: Buffer,
}

impl<W: Write> Screen<W> {
    /// Takes over a terminal that is in the right modes; see [`super::Session`].
    pub fn new(out: W, theme: Theme) -> Self {
        Self {
            out,
            theme,
            shown: None,
            spare: Buffer::default(),
        }
    }

    /// Returns where the bytes go.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Forgets what is on the terminal, so that the next frame draws everything.
    pub fn forget(&mut self) {
        self.shown = None;
    }

    /// Has the colours for a light background from the next frame on, if the theme leaves that to
    /// the terminal.
    pub fn lighten(&mut self) {
        self.theme = self.theme.lightened();
    }

    /// Draws the state on a screen of `size` cells.
    ///
    /// # Errors
    /// What the terminal answers to the write; the screen must then be taken for unknown.
    pub fn draw(&mut self, state: &State, size: (u16, u16)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        let mut next = std::mem::take(&mut self.spare);
        next.resize(area);
        next.reset();
        view::draw(state, &self.theme, area, &mut next);
        make_harmless(&mut next);

        let before = self.shown.take().filter(|shown| shown.area == area);
        let afresh = before.is_none();
        let strokes = strokes(before.as_ref(), &next);
        self.spare = before.unwrap_or_default();
        if strokes.is_empty() && !afresh {
            self.shown = Some(next);
            return Ok(());
        }
        let mut frame = Vec::with_capacity(strokes.len() + 32);
        crossterm::queue!(frame, BeginSynchronizedUpdate)?;
        if afresh {
            crossterm::queue!(frame, ResetColor, Clear(ClearType::All))?;
        }
        frame.extend(strokes);
        crossterm::queue!(frame, EndSynchronizedUpdate)?;
        let sent = self.send(&frame);
        self.shown = sent.is_ok().then_some(next);
        sent
    }

    /// Sends bytes as one write where the terminal takes them as one.
    ///
    /// # Errors
    /// What the terminal answers.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.out.write_all(bytes)?;
        self.out.flush()
    }
}

/// The last line of defence: whatever way a character came here, none that acts on the terminal
/// or hides gets through. The views show such characters as symbols; this catches what they miss.
fn make_harmless(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        let plain = matches!(symbol.as_bytes(), [b' '..=b'~']);
        if !plain && symbol.chars().any(|c| c.is_control() || is_hidden(c)) {
            cell.set_symbol("?");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_control_gets_through() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
        for (x, symbol) in ["\u{1B}", "\u{202E}", "é", "a\u{9B}"]
            .into_iter()
            .enumerate()
        {
            buffer.content[x].set_symbol(symbol);
        }
        make_harmless(&mut buffer);
        let symbols: Vec<&str> = buffer.content.iter().map(|cell| cell.symbol()).collect();
        assert_eq!(symbols, ["?", "?", "é", "?"]);
    }
}
