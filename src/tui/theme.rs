//! Colours and glyphs.

use std::borrow::Cow;

use ratatui::style::{Color, Modifier, Style};

use crate::app::{Tone, glyph};
use crate::model::{Anchor, Aside, Claim, Ruling, Verdict};
use crate::text::ascii_words;

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

/// Which colours things have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Palette {
    /// The one for a dark background, until the terminal says that its own is light.
    Auto,
    /// For terminals with a dark background.
    Dark,
    /// For terminals with a light background.
    Light,
    /// Bright on a dark background, and nothing faint.
    HighContrast,
    /// No colours: all is told by signs, words and attributes.
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
    /// colour blindnesses, which a test computes.
    fn rulings(self) -> &'static Rulings {
        match self {
            Palette::Auto | Palette::Dark | Palette::Mono => &DARK,
            Palette::Light => &LIGHT,
            Palette::HighContrast => &HIGH_CONTRAST,
        }
    }
}

/// How things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    colours: Colours,
    palette: Palette,
    ascii: bool,
}

/// A colour in three depths.
struct Tint(u32, u8, Color);

/// The colours of verdicts, and of what is set aside.
struct Rulings {
    verified: Tint,
    disputed: Tint,
    garbled: Tint,
    aside: Tint,
}

const DARK: Rulings = Rulings {
    verified: Tint(0x35_D6A4, 43, Color::Green),
    disputed: Tint(0xE8_703A, 202, Color::Red),
    garbled: Tint(0xF2_DE5C, 221, Color::Yellow),
    aside: Tint(0xA5_9CF5, 147, Color::Cyan),
};
const LIGHT: Rulings = Rulings {
    verified: Tint(0x00_806A, 29, Color::Green),
    disputed: Tint(0x9A_2A00, 124, Color::Red),
    // Yellow cannot be read on white.
    garbled: Tint(0x8F_6F00, 94, Color::Magenta),
    aside: Tint(0x40_40C8, 26, Color::Blue),
};
const HIGH_CONTRAST: Rulings = Rulings {
    verified: Tint(0x40_FFC0, 85, Color::LightGreen),
    disputed: Tint(0xFF_7F50, 209, Color::LightRed),
    garbled: Tint(0xFF_FF40, 226, Color::LightYellow),
    aside: Tint(0xA8_B8FF, 147, Color::LightCyan),
};
const INK: Tint = Tint(0x1C_1C1C, 234, Color::Black);
/// The three markers, light enough for black ink on them.
const MARKER: Tint = Tint(0xE8_E2B0, 187, Color::White);
const MATCH: Tint = Tint(0x7F_D7E8, 116, Color::Cyan);
const SPOT: Tint = Tint(0xFF_B870, 215, Color::Yellow);

impl Theme {
    /// Makes a theme for a dark background. `ascii` is for terminals whose character set is not Unicode.
    pub fn new(colours: Colours, ascii: bool) -> Self {
        Self {
            colours,
            palette: Palette::Dark,
            ascii,
        }
    }

    /// Has another palette. One without colours takes them away; none gives colours to a terminal
    /// that has or wants none.
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

    /// Tells whether the terminal is to be asked for its background: only colours depend on it.
    pub fn asks(&self) -> bool {
        self.palette == Palette::Auto && self.colours != Colours::None
    }

    /// Has the colours for a light background, if the terminal is to decide.
    pub fn lightened(self) -> Self {
        match self.palette {
            Palette::Auto => self.with_palette(Palette::Light),
            _ => self,
        }
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
        glyph(ruling, self.ascii)
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
        let rulings = self.palette.rulings();
        match ruling {
            None => self.faint(),
            Some(Ruling::Verdict(Verdict::Verified)) => self.ink(&rulings.verified),
            Some(Ruling::Verdict(Verdict::Disputed)) => self.ink(&rulings.disputed),
            Some(Ruling::Verdict(Verdict::Garbled)) => self.ink(&rulings.garbled),
            Some(Ruling::Aside(Aside::NotAClaim | Aside::Repeat | Aside::Unverifiable)) => {
                self.ink(&rulings.aside)
            }
        }
    }

    /// The program's own words, without signs that an ASCII terminal does not know.
    pub fn words<'a>(&self, words: &'a str) -> Cow<'a, str> {
        match self.ascii {
            true => ascii_words(words),
            false => Cow::Borrowed(words),
        }
    }

    /// The style of a tone.
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

    /// One of two spellings of a sign.
    pub fn sign(&self, unicode: &'static str, ascii: &'static str) -> &'static str {
        if self.ascii { ascii } else { unicode }
    }

    /// The passage of the current claim.
    pub fn current(&self) -> Style {
        match self.colours {
            Colours::None | Colours::Sixteen => Style::new().add_modifier(Modifier::REVERSED),
            // The terminal's own two colours are as far apart as any.
            _ if self.palette == Palette::HighContrast => {
                Style::new().add_modifier(Modifier::REVERSED)
            }
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
            _ if self.palette == Palette::HighContrast => Style::new(),
            _ => Style::new().add_modifier(Modifier::DIM),
        }
    }

    /// A key, a heading, the pane in focus.
    pub fn strong(&self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    /// What went wrong.
    pub fn trouble(&self) -> Style {
        self.ink(&self.palette.rulings().disputed)
            .add_modifier(Modifier::BOLD)
    }

    /// What is well.
    pub fn good(&self) -> Style {
        self.ink(&self.palette.rulings().verified)
    }

    /// A hint.
    pub fn hint(&self) -> Style {
        self.ink(&self.palette.rulings().garbled)
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

    /// What an eye makes of linear red, green and blue: with no red, green or blue cones (Machado,
    /// Oliveira and Fernandes 2009, severity 1), and with all of them.
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

    /// A colour in Oklab, where distances are as people see them.
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

    /// The contrast of two colours, by WCAG.
    fn contrast(a: u32, b: u32) -> f64 {
        let light = |colour| {
            let [red, green, blue] = linear(colour);
            0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
        };
        let (a, b) = (light(a), light(b));
        f64::max(a, b) / f64::min(a, b)
    }

    fn tints(palette: Palette) -> [u32; 4] {
        let rulings = palette.rulings();
        [
            &rulings.verified,
            &rulings.disputed,
            &rulings.garbled,
            &rulings.aside,
        ]
        .map(|tint| tint.0)
    }

    #[test]
    fn verdicts_are_told_apart_by_every_common_kind_of_eye() {
        for palette in [Palette::Dark, Palette::Light, Palette::HighContrast] {
            let tints = tints(palette);
            for eye in &EYES {
                let seen = tints.map(|tint| oklab(through(eye, linear(tint))));
                for (place, one) in seen.iter().enumerate() {
                    for other in &seen[..place] {
                        let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
                        let apart = squares.sum::<f64>().sqrt();
                        // The first colours came down to 0.011, for an eye without green cones.
                        assert!(apart > 0.09, "{palette:?}: {apart}");
                    }
                }
            }
        }
    }

    #[test]
    fn verdicts_can_be_read_on_their_background() {
        for (palette, background, least) in [
            (Palette::Dark, 0x1E_1E1E, 4.5),
            (Palette::Light, 0xFF_FFFF, 4.5),
            (Palette::HighContrast, 0x00_0000, 7.0),
        ] {
            for tint in tints(palette) {
                let contrast = contrast(tint, background);
                assert!(contrast >= least, "{palette:?}: {tint:06X} {contrast}");
            }
        }
    }

    #[test]
    fn no_palette_gives_colours_to_a_terminal_without() {
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
