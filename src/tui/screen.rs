//! Draws states on the terminal.

use std::io::{self, Write};

use ratatui::Terminal;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::app::State;
use crate::text::is_hidden;

use super::backend::{CompactBackend, compare_each_cell};
use super::theme::Theme;
use super::view;

/// A terminal's screen. A frame goes out as one write, and not at all if nothing changed.
pub struct Screen<W: Write> {
    terminal: Terminal<CompactBackend<W>>,
    theme: Theme,
    /// Whether the terminal may show something other than the last frame.
    is_unknown: bool,
}

impl<W: Write> Screen<W> {
    /// Takes over a terminal that is in the right modes; see [`super::TerminalGuard`].
    pub fn new(out: W, theme: Theme) -> Self {
        let terminal = Terminal::new(CompactBackend::new(out));
        Self {
            terminal: terminal.expect("the backend knows its size without asking"),
            theme,
            is_unknown: true,
        }
    }

    /// Returns where the bytes go.
    pub fn out(&mut self) -> &mut W {
        self.terminal.backend_mut().out()
    }

    /// Forgets what the terminal shows, so that the next frame draws everything.
    pub fn forget(&mut self) {
        self.is_unknown = true;
    }

    /// Switches to the colours for a light background from the next frame on, if the theme leaves
    /// that to the terminal.
    pub fn lighten(&mut self) {
        self.theme = self.theme.lightened();
    }

    /// Draws the state on a screen of `size` columns and rows.
    ///
    /// # Errors
    /// If the write fails; the next frame then draws everything.
    pub fn draw(&mut self, state: &State, size: (u16, u16)) -> io::Result<()> {
        let area = Rect::new(0, 0, size.0, size.1);
        if self.is_unknown || self.terminal.size()? != area.as_size() {
            self.terminal.backend_mut().set_size(size);
            self.terminal.resize(area)?;
        }
        let theme = &self.theme;
        let drawn = self.terminal.draw(|frame| {
            let buffer = frame.buffer_mut();
            view::draw(state, theme, area, buffer);
            make_harmless(buffer);
            compare_each_cell(buffer);
        });
        let result = drawn.map(|_| ());
        self.is_unknown = result.is_err();
        result
    }

    /// Sends bytes as one write where the terminal takes them as one.
    ///
    /// # Errors
    /// If the write fails.
    pub fn send(&mut self, bytes: &[u8]) -> io::Result<()> {
        let out = self.out();
        out.write_all(bytes)?;
        out.flush()
    }
}

/// The last line of defence: replaces characters that act on the terminal or are invisible. The
/// views show such characters as symbols; this catches those they miss.
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
