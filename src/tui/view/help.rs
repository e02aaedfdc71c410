//! The help, made from the rows of the commands.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{Group, ROWS, State, inside};
use crate::text::{cells, wrap};
use crate::tui::Theme;

use super::frame;
use super::paint::Pen;

/// What the words and signs mean; the rest of the help is the keys.
const MEANINGS: &[&str] = &[
    "Ask in this order: can I tell what is said, by whom, about whom? If not: garbled. Is it \
     checkable? If not: set aside. Does a source say otherwise? Disputed. Do sources bear out the \
     words as printed? Verified.",
    "Marks in the list: a flag, ! a hint, a pen for a note or a correction. Hints suggest; they \
     cannot see swapped roles or wrong words that read well.",
];

/// A line of the help.
enum HelpLine {
    Heading(&'static str),
    Command(String, &'static str),
    Words(String),
    Blank,
}

/// Draws the help, scrolled down by `scroll` lines or as far as it goes.
pub fn draw(state: &State, theme: &Theme, scroll: u16, area: Rect, buffer: &mut Buffer) {
    frame::draw(area, "Help", true, false, theme, buffer);
    let area = inside(area);
    let lines = lines(state, theme, area.width);
    let last = lines.len().saturating_sub(usize::from(area.height));
    let key_width = lines
        .iter()
        .map(|line| match line {
            HelpLine::Command(keys, _) => cells(keys),
            _ => 0,
        })
        .max()
        .unwrap_or(0);
    for (row, line) in (0..area.height).zip(lines.iter().skip(usize::from(scroll).min(last))) {
        let mut pen = Pen::new(area, row, buffer);
        match line {
            HelpLine::Heading(title) => pen.write(title, theme.strong()),
            HelpLine::Command(keys, doc) => pen
                .write(
                    &format!("{}{keys}  ", " ".repeat(1 + key_width - cells(keys))),
                    theme.strong(),
                )
                .write(&theme.words(doc), Style::new()),
            HelpLine::Words(words) => pen.write(words, Style::new()),
            HelpLine::Blank => &mut pen,
        };
    }
}

fn lines(state: &State, theme: &Theme, width: u16) -> Vec<HelpLine> {
    let mut lines = Vec::new();
    let signs: Vec<String> = [None]
        .into_iter()
        .chain(
            crate::model::Verdict::ALL
                .iter()
                .map(|&v| Some(crate::model::Ruling::Verdict(v))),
        )
        .chain([Some(crate::model::Ruling::Aside(
            crate::model::Aside::NotAClaim,
        ))])
        .map(|ruling| {
            let name = match ruling {
                None => "open",
                Some(crate::model::Ruling::Aside(_)) => "set aside",
                Some(ruling) => ruling.name(),
            };
            format!("{} {name}", theme.glyph(ruling))
        })
        .collect();
    let gone = theme.sign("∅", "0");
    let signs = format!("{}   ? in question   {gone} gone", signs.join("   "));
    for words in std::iter::once(signs.as_str()).chain(MEANINGS.iter().copied()) {
        for row in wrap(words, width) {
            lines.push(HelpLine::Words(words[row.bytes].trim_end().to_owned()));
        }
        lines.push(HelpLine::Blank);
    }
    for &group in Group::ALL {
        lines.push(HelpLine::Heading(group.title()));
        for row in ROWS.iter().filter(|row| row.group == group) {
            let keys: Vec<String> = state
                .keymap
                .keys(row.command)
                .iter()
                .map(|key| key.sign(theme.is_ascii()))
                .collect();
            lines.push(HelpLine::Command(keys.join(" "), row.doc));
        }
        lines.push(HelpLine::Blank);
    }
    lines.pop();
    lines
}
