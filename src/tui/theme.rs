//! Colours, attributes and signs.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::app::{Tone, glyph};
use crate::model::{Anchor, Aside, Claim, Ruling, Verdict};
use crate::text::ascii_words;

/// How many colours the terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// No colours, only attributes.
    None,
    /// The 16 ANSI colours.
    Sixteen,
    /// The 256 colours of xterm.
    Indexed,
    /// 24-bit colours.
    True,
}

impl Colours {
    /// Returns the colours for an environment: `NO_COLOR` (any value but the empty one turns colours off,
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

/// A set of colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// `Light` if the terminal says that its background is light, else `Dark`.
    Auto,
    /// For terminals with a dark background.
    Dark,
    /// For terminals with a light background.
    Light,
    /// Bright colours on a dark background, and nothing faint.
    HighContrast,
    /// No colours, only signs, words and attributes.
    Mono,
}

impl Palette {
    /// Every palette.
    pub const ALL: &'static [Self] = &[
        Palette::Auto,
        Palette::Dark,
        Palette::Light,
        Palette::HighContrast,
        Palette::Mono,
    ];

    /// Returns the name, as written in settings.
    pub fn name(self) -> &'static str {
        match self {
            Palette::Auto => "auto",
            Palette::Dark => "dark",
            Palette::Light => "light",
            Palette::HighContrast => "high-contrast",
            Palette::Mono => "mono",
        }
    }

    /// Returns the colours of verdicts. Any two of them can be told apart with each of the common
    /// kinds of colour blindness; a test computes that.
    fn rulings(self) -> &'static RulingColours {
        match self {
            Palette::Auto | Palette::Dark | Palette::Mono => &DARK,
            Palette::Light => &LIGHT,
            Palette::HighContrast => &HIGH_CONTRAST,
        }
    }
}

/// The style of everything on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colours: Colours,
    palette: Palette,
    ascii: bool,
}

/// A colour for terminals with 24-bit, 256 and 16 colours.
struct Colour(u32, u8, Color);

/// The colours of verdicts, and of claims that are set aside.
struct RulingColours {
    verified: Colour,
    disputed: Colour,
    garbled: Colour,
    aside: Colour,
}

const DARK: RulingColours = RulingColours {
    verified: Colour(0x35_D6A4, 43, Color::Green),
    disputed: Colour(0xE8_703A, 202, Color::Red),
    garbled: Colour(0xF2_DE5C, 221, Color::Yellow),
    aside: Colour(0xA5_9CF5, 147, Color::Cyan),
};
const LIGHT: RulingColours = RulingColours {
    verified: Colour(0x00_806A, 29, Color::Green),
    disputed: Colour(0x9A_2A00, 124, Color::Red),
    // Yellow cannot be read on white.
    garbled: Colour(0x8F_6F00, 94, Color::Magenta),
    aside: Colour(0x40_40C8, 26, Color::Blue),
};
const HIGH_CONTRAST: RulingColours = RulingColours {
    verified: Colour(0x40_FFC0, 85, Color::LightGreen),
    disputed: Colour(0xFF_7F50, 209, Color::LightRed),
    garbled: Colour(0xFF_FF40, 226, Color::LightYellow),
    aside: Colour(0xA8_B8FF, 147, Color::LightCyan),
};
const MARKER_TEXT: Colour = Colour(0x1C_1C1C, 234, Color::Black);
/// The backgrounds of marked text, light enough for dark text.
const CURRENT: Colour = Colour(0xE8_E2B0, 187, Color::White);
const MATCH: Colour = Colour(0x7F_D7E8, 116, Color::Cyan);
const SPOT: Colour = Colour(0xFF_B870, 215, Color::Yellow);

impl Theme {
    /// Returns a theme for a dark background. `ascii` is for terminals without Unicode.
    pub fn new(colours: Colours, ascii: bool) -> Self {
        Self {
            colours,
            palette: Palette::Dark,
            ascii,
        }
    }

    /// Switches to another palette. `Mono` removes the colours; no palette adds colours to a terminal
    /// without them.
    pub fn with_palette(self, palette: Palette) -> Self {
        let colours = match palette {
            Palette::Mono => Colours::None,
            _ => self.colours,
        };
        Self {
            colours,
            palette,
            ..self
        }
    }

    /// Returns whether to ask the terminal for its background, on which only colours depend.
    pub fn asks(&self) -> bool {
        self.palette == Palette::Auto && self.colours != Colours::None
    }

    /// Switches to the colours for a light background, if the palette is `Auto`.
    pub fn lightened(self) -> Self {
        match self.palette {
            Palette::Auto => self.with_palette(Palette::Light),
            _ => self,
        }
    }

    /// Returns whether the program's own words and signs are ASCII only.
    pub fn is_ascii(&self) -> bool {
        self.ascii
    }

    fn colour(&self, colour: &Colour) -> Option<Color> {
        match self.colours {
            Colours::None => None,
            Colours::Sixteen => Some(colour.2),
            Colours::Indexed => Some(Color::Indexed(colour.1)),
            Colours::True => Some(Color::from_u32(colour.0)),
        }
    }

    fn fg(&self, colour: &Colour) -> Style {
        self.colour(colour)
            .map_or_else(Style::new, |colour| Style::new().fg(colour))
    }

    /// Returns dark text on a marker's colour, which is readable on dark and light terminals, or
    /// `without_colours`.
    fn marker(&self, marker: &Colour, without_colours: Modifier) -> Style {
        match (self.colour(&MARKER_TEXT), self.colour(marker)) {
            (Some(fg), Some(bg)) => Style::new().fg(fg).bg(bg),
            _ => Style::new().add_modifier(without_colours),
        }
    }

    /// Returns the sign of a verdict, of a claim set aside, or of an open claim.
    pub fn glyph(&self, ruling: Option<Ruling>) -> &'static str {
        glyph(ruling, self.ascii)
    }

    /// Returns the sign of a claim: that of its verdict, or that it is to be confirmed or gone after
    /// the article changed.
    pub fn sign_of(&self, claim: &Claim) -> (&'static str, Style) {
        match claim.anchor {
            Anchor::Sure => (self.glyph(claim.ruling()), self.ruling(claim.ruling())),
            Anchor::Changed { .. } | Anchor::Ambiguous { .. } => ("?", self.hint()),
            Anchor::Gone { .. } => (self.sign("∅", "0"), self.faint()),
        }
    }

    /// Returns the style of a verdict.
    pub fn ruling(&self, ruling: Option<Ruling>) -> Style {
        let rulings = self.palette.rulings();
        match ruling {
            None => self.faint(),
            Some(Ruling::Verdict(Verdict::Verified)) => self.fg(&rulings.verified),
            Some(Ruling::Verdict(Verdict::Disputed)) => self.fg(&rulings.disputed),
            Some(Ruling::Verdict(Verdict::Garbled)) => self.fg(&rulings.garbled),
            Some(Ruling::Aside(Aside::NotAClaim | Aside::Repeat | Aside::Unverifiable)) => {
                self.fg(&rulings.aside)
            }
        }
    }

    /// Returns words of the program, in ASCII if the terminal needs that.
    pub fn words<'a>(&self, words: &'a str) -> Cow<'a, str> {
        match self.ascii {
            true => ascii_words(words),
            false => Cow::Borrowed(words),
        }
    }

    /// Returns the style of a tone.
    pub fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Plain => Style::new(),
            Tone::Strong => self.strong(),
            Tone::Faint => self.faint(),
            Tone::Good => self.good(),
            Tone::Hint => self.hint(),
            Tone::Trouble => self.trouble(),
            Tone::Ruling(ruling) => self.ruling(ruling),
            Tone::Matched => self.matched(),
        }
    }

    /// Returns one of two forms of a sign.
    pub fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }

    /// Returns the style of the current claim's passage.
    pub fn current(&self) -> Style {
        match self.colours {
            Colours::None | Colours::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            // The terminal's own two colours have the highest contrast.
            _ if self.palette == Palette::HighContrast => {
                Style::new().add_modifier(Modifier::REVERSED)
            }
            _ => self.marker(&CURRENT, Modifier::REVERSED),
        }
    }

    /// Returns the style of search matches.
    pub fn matched(&self) -> Style {
        self.marker(&MATCH, Modifier::BOLD | Modifier::UNDERLINED)
    }

    /// Returns the style of the passage that a command led to, and of the selection.
    pub fn spot(&self) -> Style {
        self.marker(
            &SPOT,
            Modifier::BOLD | Modifier::UNDERLINED | Modifier::REVERSED,
        )
        .add_modifier(Modifier::BOLD)
    }

    /// Returns the style of secondary text. Not grey, which is unreadable on many terminals.
    pub fn faint(&self) -> Style {
        match self.colours {
            Colours::None => Style::new(),
            _ if self.palette == Palette::HighContrast => Style::new(),
            _ => Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// Returns the style of keys, headings and the pane in focus.
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// Returns the style of errors.
    pub fn trouble(&self) -> Style {
        self.fg(&self.palette.rulings().disputed)
            .add_modifier(Modifier::BOLD)
    }

    /// Returns the style of success.
    pub fn good(&self) -> Style {
        self.fg(&self.palette.rulings().verified)
    }

    /// Returns the style of hints.
    pub fn hint(&self) -> Style {
        self.fg(&self.palette.rulings().garbled)
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
    fn every_verdict_has_its_own_glyph() {
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

    /// How people see linear red, green and blue: without red, green or blue cones (Machado, Oliveira
    /// and Fernandes 2009, severity 1), and with all cones.
    const EYES: [[[f64; 3]; 3]; 4] = [
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]],
    ];

    fn linear(colour: u32) -> [f64; 3] {
        [colour >> 16, colour >> 8 & 0xFF, colour & 0xFF].map(|part| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 {
                part / 12.92
            } else {
                ((part + 0.055) / 1.055).powf(2.4)
            }
        })
    }

    fn through(matrix: &[[f64; 3]; 3], [a, b, c]: [f64; 3]) -> [f64; 3] {
        matrix.map(|[x, y, z]| x * a + y * b + z * c)
    }

    /// Converts a colour to Oklab, where distances match perception.
    fn oklab(linear: [f64; 3]) -> [f64; 3] {
        let cones = through(
            &[
                [0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9],
                [0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6],
                [0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5],
            ],
            linear.map(|part| part.clamp(0.0, 1.0)),
        );
        through(
            &[
                [0.210_454_255_3, 0.793_617_785_0, -0.004_072_046_8],
                [1.977_998_495_1, -2.428_592_205_0, 0.450_593_709_9],
                [0.025_904_037_1, 0.782_771_766_2, -0.808_675_766_0],
            ],
            cones.map(f64::cbrt),
        )
    }

    /// Returns the contrast of two colours by WCAG.
    fn contrast(a: u32, b: u32) -> f64 {
        let light = |colour| {
            let [red, green, blue] = linear(colour);
            0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
        };
        let (a, b) = (light(a), light(b));
        f64::max(a, b) / f64::min(a, b)
    }

    fn verdict_colours(palette: Palette) -> [u32; 4] {
        let rulings = palette.rulings();
        [
            &rulings.verified,
            &rulings.disputed,
            &rulings.garbled,
            &rulings.aside,
        ]
        .map(|colour| colour.0)
    }

    #[test]
    fn verdicts_differ_for_colour_blind_people_too() {
        for palette in [Palette::Dark, Palette::Light, Palette::HighContrast] {
            let colours = verdict_colours(palette);
            for eye in &EYES {
                let seen = colours.map(|colour| oklab(through(eye, linear(colour))));
                for (place, one) in seen.iter().enumerate() {
                    for other in &seen[..place] {
                        let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
                        let apart = squares.sum::<f64>().sqrt();
                        // An early set of colours had 0.011 without green cones.
                        assert!(apart > 0.09, "{palette:?}: {apart}");
                    }
                }
            }
        }
    }

    #[test]
    fn verdicts_are_readable_on_their_background() {
        for (palette, background, least) in [
            (Palette::Dark, 0x1E_1E1E, 4.5),
            (Palette::Light, 0xFF_FFFF, 4.5),
            (Palette::HighContrast, 0x00_0000, 7.0),
        ] {
            for colour in verdict_colours(palette) {
                let contrast = contrast(colour, background);
                assert!(contrast >= least, "{palette:?}: {colour:06X} {contrast}");
            }
        }
    }

    #[test]
    fn no_palette_adds_colours_to_a_terminal_without_them() {
        for &palette in Palette::ALL {
            let plain = Theme::new(Colours::None, false).with_palette(palette);
            let verified = plain.ruling(Some(Ruling::Verdict(Verdict::Verified)));
            assert_eq!(verified, Style::new());
        }
        let mono = Theme::new(Colours::True, false).with_palette(Palette::Mono);
        assert_eq!(mono.trouble().fg, None);
        assert_eq!(mono.current().bg, None);
    }
}
