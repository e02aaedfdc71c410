//! Colours and glyphs.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::model::{Anchor, Aside, Claim, Ruling, Verdict};

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// None: told by attributes alone.
    None,
    /// The sixteen of old.
    Sixteen,
    /// The 256 of xterm.
    Indexed,
    /// 24 bits.
    True,
}

impl Colours {
    /// Finds out from the environment: `NO_COLOR` (any value but the empty one turns colours off,
    /// see no-color.org), `COLORTERM`, `TERM`.
    pub fn from_env(variable: impl Fn(&str) -> Option<String>) -> Self {
        let is_set = |name| variable(name).is_some_and(|value| !value.is_empty());
        let term = variable("TERM").unwrap_or_default();
        if is_set("NO_COLOR") || term == "dumb" || term.starts_with("vt") {
            return Colours::None;
        }
        match variable("COLORTERM").as_deref() {
            Some("truecolor" | "24bit") => Colours::True,
            _ if term.contains("direct") => Colours::True,
            _ if term.contains("256color") => Colours::Indexed,
            _ => Colours::Sixteen,
        }
    }
}

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colours: Colours,
    ascii: bool,
}

/// A colour in three depths.
struct Tint(u32, u8, Color);

const GREEN: Tint = Tint(0x5F_AF5F, 71, Color::Green);
const RED: Tint = Tint(0xE0_6C6C, 167, Color::Red);
const AMBER: Tint = Tint(0xD7_A645, 178, Color::Yellow);
const BLUE: Tint = Tint(0x6F_A8DC, 74, Color::Cyan);
const INK: Tint = Tint(0x1C_1C1C, 234, Color::Black);
/// The three markers, light enough for black ink on them.
const MARKER: Tint = Tint(0xE8_E2B0, 187, Color::White);
const MATCH: Tint = Tint(0x7F_D7E8, 116, Color::Cyan);
const SPOT: Tint = Tint(0xFF_B870, 215, Color::Yellow);

impl Theme {
    /// Makes a theme. `ascii` is for terminals whose character set is not Unicode.
    pub fn new(colours: Colours, ascii: bool) -> Self {
        Self { colours, ascii }
    }

    /// Tells whether only ASCII may be drawn by the program itself.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    fn colour(&self, tint: &Tint) -> Option<Color> {
        match self.colours {
            Colours::None => None,
            Colours::Sixteen => Some(tint.2),
            Colours::Indexed => Some(Color::Indexed(tint.1)),
            Colours::True => Some(Color::from_u32(tint.0)),
        }
    }

    fn ink(&self, tint: &Tint) -> Style {
        self.colour(tint)
            .map_or_else(Style::new, |colour| Style::new().fg(colour))
    }

    /// Black ink on a marker's colour: readable on dark and on light terminals alike. Without
    /// colours, `plain` says it.
    fn marker(&self, tint: &Tint, plain: Modifier) -> Style {
        match (self.colour(&INK), self.colour(tint)) {
            (Some(ink), Some(paper)) => Style::new().fg(ink).bg(paper),
            _ => Style::new().add_modifier(plain),
        }
    }

    /// The sign of a verdict, of what is set aside, and of what is open.
    pub fn glyph(&self, ruling: Option<Ruling>) -> &'static str {
        let (unicode, ascii) = match ruling {
            None => ("·", "."),
            Some(Ruling::Verdict(Verdict::Verified)) => ("✓", "+"),
            Some(Ruling::Verdict(Verdict::Disputed)) => ("✗", "x"),
            Some(Ruling::Verdict(Verdict::Garbled)) => ("≈", "~"),
            Some(Ruling::Aside(_)) => ("–", "-"),
        };
        if self.ascii { ascii } else { unicode }
    }

    /// The sign of a claim as it stands: of its verdict if that holds for its words, else that it
    /// is in question or gone.
    pub fn sign_of(&self, claim: &Claim) -> (&'static str, Style) {
        match claim.anchor {
            Anchor::Sure => (self.glyph(claim.ruling()), self.ruling(claim.ruling())),
            Anchor::Changed { .. } | Anchor::Ambiguous { .. } => ("?", self.hint()),
            Anchor::Gone { .. } => (self.sign("∅", "0"), self.faint()),
        }
    }

    /// The colour of a verdict.
    pub fn ruling(&self, ruling: Option<Ruling>) -> Style {
        match ruling {
            None => self.faint(),
            Some(Ruling::Verdict(Verdict::Verified)) => self.ink(&GREEN),
            Some(Ruling::Verdict(Verdict::Disputed)) => self.ink(&RED),
            Some(Ruling::Verdict(Verdict::Garbled)) => self.ink(&AMBER),
            Some(Ruling::Aside(Aside::NotAClaim | Aside::Repeat | Aside::Unverifiable)) => {
                self.ink(&BLUE)
            }
        }
    }

    /// The program's own words, without signs that an ASCII terminal does not know.
    pub fn words<'a>(&self, words: &'a str) -> Cow<'a, str> {
        if self.ascii && !words.is_ascii() {
            let plain = words.replace('·', "-").replace('…', "...");
            Cow::Owned(plain.replace('↓', "Down").replace('↑', "Up"))
        } else {
            Cow::Borrowed(words)
        }
    }

    /// One of two spellings of a sign.
    pub fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }

    /// The passage of the current claim.
    pub fn current(&self) -> Style {
        match self.colours {
            Colours::None | Colours::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            _ => self.marker(&MARKER, Modifier::REVERSED),
        }
    }

    /// Words that match the search.
    pub fn matched(&self) -> Style {
        self.marker(&MATCH, Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// The passage the checker was led to, and the selection.
    pub fn spot(&self) -> Style {
        self.marker(
            &SPOT,
            Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED,
        )
        .add_modifier(Modifier::BOLD)
    }

    /// What matters less. No grey: on many terminals it cannot be read.
    pub fn faint(&self) -> Style {
        match self.colours {
            Colours::None => Style::new(),
            _ => Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// A key, a heading, the pane in focus.
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What went wrong.
    pub fn trouble(&self) -> Style {
        self.ink(&RED).add_modifier(Modifier::BOLD)
    }

    /// What is well.
    pub fn good(&self) -> Style {
        self.ink(&GREEN)
    }

    /// A hint.
    pub fn hint(&self) -> Style {
        self.ink(&AMBER)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colours(env: &[(&str, &str)]) -> Colours {
        Colours::from_env(|name| {
            env.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn colours_follow_the_environment() {
        assert_eq!(colours(&[("TERM", "xterm")]), Colours::Sixteen);
        assert_eq!(colours(&[("TERM", "xterm-256color")]), Colours::Indexed);
        let truecolour = [("TERM", "xterm-256color"), ("COLORTERM", "truecolor")];
        assert_eq!(colours(&truecolour), Colours::True);
        let none = [("COLORTERM", "truecolor"), ("NO_COLOR", "1")];
        assert_eq!(colours(&none), Colours::None);
        assert_eq!(
            colours(&[("TERM", "linux"), ("NO_COLOR", "")]),
            Colours::Sixteen
        );
        assert_eq!(colours(&[("TERM", "dumb")]), Colours::None);
    }

    #[test]
    fn every_verdict_has_a_glyph_of_its_own() {
        let rulings = [
            None,
            Some(Ruling::Verdict(Verdict::Verified)),
            Some(Ruling::Verdict(Verdict::Disputed)),
            Some(Ruling::Verdict(Verdict::Garbled)),
            Some(Ruling::Aside(Aside::Repeat)),
        ];
        for ascii in [false, true] {
            let theme = Theme::new(Colours::None, ascii);
            let glyphs: std::collections::HashSet<_> =
                rulings.iter().map(|&ruling| theme.glyph(ruling)).collect();
            assert_eq!(glyphs.len(), rulings.len());
            assert!(!ascii || glyphs.iter().all(|glyph| glyph.is_ascii()));
        }
    }
}
