//! The help: what the signs and words mean, and the keys, made from the rows of the commands.

use crate::model::{Aside, Ruling, Verdict};
use crate::text::{cells, one_line, wrap};

use super::styled::{StyledPieces, Tone, Window, glyph, row};
use super::{
    Command, CommandGroup, CommandRow, KeyContext, Mode, PromptLine, ROWS, Search, State, inside,
};

/// The help that is open.
#[derive(Clone, Debug)]
pub struct Help {
    /// The group of keys that comes first: that of where it was opened.
    first: CommandGroup,
    /// What the keys were for when it was opened.
    pub(super) back: Mode,
    /// The first row shown.
    top: usize,
    /// What is searched for.
    pub(super) search: Option<Search>,
    /// The line that the search led to last.
    at: Option<usize>,
}

/// A line of the help, before it is wrapped.
enum HelpLine {
    Heading(&'static str),
    /// Keys, and what they do.
    Keys(String, &'static str),
    Words(String),
    Blank,
}

/// A row of the help on the screen, and the line it belongs to.
struct HelpRow {
    line: usize,
    pieces: StyledPieces,
}

impl HelpLine {
    fn matches(&self, search: &Search) -> bool {
        let is_in = |text: &str| search.matches(text).next().is_some();
        match self {
            HelpLine::Heading(title) => is_in(title),
            HelpLine::Keys(keys, doc) => is_in(keys) || is_in(doc),
            HelpLine::Words(words) => is_in(words),
            HelpLine::Blank => false,
        }
    }
}

impl Help {
    /// Returns which of the lines that match was led to last, and how many match.
    fn standing(&self, search: &Search, lines: &[HelpLine]) -> (Option<usize>, usize) {
        let mut found = 0;
        let mut number = None;
        for (place, line) in lines.iter().enumerate() {
            found += usize::from(line.matches(search));
            if Some(place) == self.at {
                number = Some(found);
            }
        }
        (number, found)
    }
}

impl State {
    /// Opens the help with the keys of the present mode first.
    pub(super) fn open_help(&mut self) {
        let first = match self.context() {
            KeyContext::Article => CommandGroup::Move,
            KeyContext::Select => CommandGroup::Select,
            KeyContext::SideBySide => CommandGroup::SideBySide,
            KeyContext::Choose => CommandGroup::List,
            _ => CommandGroup::Decide,
        };
        let back = std::mem::replace(&mut self.mode, Mode::Browse);
        self.mode = Mode::Help(Box::new(Help {
            first,
            back,
            top: 0,
            search: None,
            at: None,
        }));
    }

    /// Returns the help that is on the screen: the one open, or the one in which a search is typed.
    pub fn help(&self) -> Option<&Help> {
        match &self.mode {
            Mode::Help(help) => Some(help),
            Mode::Prompt(prompt) => prompt.help(),
            _ => None,
        }
    }

    /// Returns the title of the help, with which match of how many is shown.
    pub fn help_title(&self, help: &Help) -> String {
        let Some(search) = &help.search else {
            return "Help".to_owned();
        };
        let lines = self.help_lines(help, false);
        match help.standing(search, &lines) {
            (Some(number), total) => format!("Help · {number} of {total}"),
            (None, total) => format!("Help · {total} found"),
        }
    }

    /// Returns the rows of the help that the screen shows.
    pub fn help_window(&self, help: &Help, is_ascii: bool) -> Window {
        let area = inside(self.panes.body());
        let lines = self.help_lines(help, is_ascii);
        let rows = laid_out(&lines, area.width, help.search.as_ref(), self.key_width());
        let height = usize::from(area.height);
        let top = help.top.min(rows.len().saturating_sub(height));
        let count = rows.len();
        let shown = rows.into_iter().skip(top).take(height);
        let rows: Vec<StyledPieces> = shown.map(|row| row.pieces).collect();
        Window {
            above: top,
            below: count - top - rows.len(),
            is_cut: false,
            rows,
        }
    }

    /// Does what a key asks for in the help.
    pub(super) fn help_command(&mut self, command: Command) {
        let page = isize::from(inside(self.panes.body()).height as i16);
        let page = (page - 1).max(1);
        match command {
            Command::HelpDown => self.scroll_help(page),
            Command::HelpUp => self.scroll_help(-page),
            Command::ScrollDown => self.scroll_help(1),
            Command::ScrollUp => self.scroll_help(-1),
            Command::HelpSearch => self.search_help(),
            Command::HelpNext => self.go_to_help_match(true),
            Command::HelpPrevious => self.go_to_help_match(false),
            _ => {
                if let Mode::Help(help) = std::mem::replace(&mut self.mode, Mode::Browse) {
                    self.mode = help.back;
                }
            }
        }
    }

    /// Scrolls the help by a number of rows, as far as it goes.
    pub(super) fn scroll_help(&mut self, rows: isize) {
        let Some(window) = self.help().map(|help| self.help_window(help, false)) else {
            return;
        };
        if let Mode::Help(help) = &mut self.mode {
            let last = window.above + window.below;
            help.top = window.above.saturating_add_signed(rows).min(last);
        }
    }

    /// Takes the words typed as the search, and goes to the first line from the top of the screen
    /// that matches.
    pub(super) fn accept_help_search(&mut self, mut help: Box<Help>, words: &str) {
        help.search = Search::new(words);
        let has_words = help.search.is_some();
        self.mode = Mode::Help(help);
        if has_words {
            self.go_to_help_match(true);
        }
    }

    /// Goes to the next line that matches, or the one before; round again after the last.
    fn go_to_help_match(&mut self, is_ahead: bool) {
        let Mode::Help(help) = &self.mode else { return };
        let Some(search) = &help.search else {
            let key = self.keymap.sign(Command::HelpSearch, false);
            self.refuse(format!("No search yet: {key} searches the help"));
            return;
        };
        let area = inside(self.panes.body());
        let lines = self.help_lines(help, false);
        let rows = laid_out(&lines, area.width, None, self.key_width());
        let top = rows.get(help.top).map_or(0, |row| row.line);
        let found: Vec<usize> = (0..lines.len())
            .filter(|&line| lines[line].matches(search))
            .collect();
        let next = match (help.at, is_ahead) {
            (None, true) => found.iter().find(|&&line| line >= top),
            (Some(at), true) => found.iter().find(|&&line| line > at),
            (at, false) => found.iter().rfind(|&&line| line < at.unwrap_or(top)),
        };
        let round = if is_ahead {
            found.first()
        } else {
            found.last()
        };
        let Some(&line) = next.or(round) else {
            let words = one_line(search.words());
            self.refuse(format!("Not in the help: {words}"));
            return;
        };
        let row = rows.iter().position(|row| row.line == line).unwrap_or(0);
        let height = usize::from(area.height);
        let last = rows.len().saturating_sub(height);
        if let Mode::Help(help) = &mut self.mode {
            help.at = Some(line);
            if !(help.top..help.top + height).contains(&row) {
                help.top = row.saturating_sub(height / 3).min(last);
            }
        }
    }

    /// Opens a line for the words to search the help for.
    fn search_help(&mut self) {
        if let Mode::Help(mut help) = std::mem::replace(&mut self.mode, Mode::Browse) {
            help.search = None;
            help.at = None;
            self.prompt(PromptLine::Help(help));
        }
    }

    fn help_lines(&self, help: &Help, is_ascii: bool) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        self.list_keys(help.first, is_ascii, &mut lines);
        lines.push(HelpLine::Heading("Signs and words"));
        for words in self.meanings(is_ascii) {
            lines.push(HelpLine::Words(words));
        }
        lines.push(HelpLine::Blank);
        for &group in CommandGroup::ALL
            .iter()
            .filter(|&&group| group != help.first)
        {
            self.list_keys(group, is_ascii, &mut lines);
        }
        lines.pop();
        lines
    }

    fn list_keys(&self, group: CommandGroup, is_ascii: bool, lines: &mut Vec<HelpLine>) {
        lines.push(HelpLine::Heading(group.title()));
        for row in ROWS.iter().filter(|row| row.group == group) {
            lines.push(HelpLine::Keys(self.keys_of(row.command, is_ascii), row.doc));
        }
        lines.push(HelpLine::Blank);
    }

    fn keys_of(&self, command: Command, is_ascii: bool) -> String {
        let keys = self.keymap.keys(command).iter();
        keys.map(|key| key.sign(is_ascii))
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// The cells of the longest keys, the same whether or not they are written in ASCII.
    fn key_width(&self) -> usize {
        let width = |row: &CommandRow| {
            let keys = [false, true].map(|is_ascii| cells(&self.keys_of(row.command, is_ascii)));
            keys[0].max(keys[1])
        };
        ROWS.iter().map(width).max().unwrap_or(0)
    }

    /// What the words and signs mean.
    fn meanings(&self, is_ascii: bool) -> Vec<String> {
        let key = |command| self.keymap.sign(command, is_ascii);
        let sign = |unicode, ascii| if is_ascii { ascii } else { unicode };
        let rulings = [None]
            .into_iter()
            .chain(
                Verdict::ALL
                    .iter()
                    .map(|&verdict| Some(Ruling::Verdict(verdict))),
            )
            .chain([Some(Ruling::Aside(Aside::NotAClaim))]);
        let signs = rulings.map(|ruling| {
            let name = match ruling {
                None => "open",
                Some(Ruling::Aside(_)) => "set aside",
                Some(ruling) => ruling.name(),
            };
            format!("{} {name}", glyph(ruling, is_ascii))
        });
        let signs: Vec<String> = signs.collect();
        vec![
            format!("{}   ? in question   {} gone", signs.join("   "), sign("∅", "0")),
            "Ask in this order: can I tell what is said, by whom, about whom? If not: garbled. Is it \
             checkable? If not: set aside. Does a source say otherwise? Disputed. Do sources bear \
             out the words as printed? Verified."
                .to_owned(),
            format!(
                "Beside a claim, up to two marks: {} a flag, ! a hint (faint once the claim is \
                 decided), {} a note or a correction.",
                sign("⚑", "*"),
                sign("✎", "\"")
            ),
            format!(
                "Priority, 0 to 1, says how much a claim looks worth checking, by its words alone; \
                 {} lists the highest first.",
                key(Command::Order)
            ),
            format!(
                "A hint says why words look odd: a name spelt in two ways, a broken quotation, an \
                 impossible number. It never decides, and it misses swapped roles and plausible \
                 words with the wrong meaning. {} goes to the next hint of an open claim.",
                key(Command::NextHint)
            ),
            format!(
                "Coverage (\"96% covered\") is the share of the article's words that lie in a \
                 claim; {} goes to the next words that lie in none.",
                key(Command::NextGap)
            ),
        ]
    }
}

/// Wraps the lines; what a key does is set in a column beside the keys. Marks what matches.
fn laid_out(
    lines: &[HelpLine],
    width: u16,
    search: Option<&Search>,
    key_width: usize,
) -> Vec<HelpRow> {
    let mut rows = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        let mut push = |pieces| {
            rows.push(HelpRow {
                line: number,
                pieces,
            });
        };
        match line {
            HelpLine::Blank => push(StyledPieces::new()),
            HelpLine::Heading(title) => push(marked(title, Tone::Strong, search)),
            HelpLine::Words(words) => {
                let pieces = marked(words, Tone::Plain, search);
                for found in wrap(words, width) {
                    push(row(&pieces, found.bytes));
                }
            }
            HelpLine::Keys(keys, doc) => {
                let pieces = marked(doc, Tone::Plain, search);
                let indent = 1 + key_width + 2;
                let column = usize::from(width).saturating_sub(indent).max(1) as u16;
                for (at, wrapped) in wrap(doc, column).into_iter().enumerate() {
                    let mut line = vec![(" ".repeat(indent), Tone::Plain)];
                    if at == 0 {
                        let before = " ".repeat(1 + key_width - cells(keys).min(key_width));
                        line = vec![(before, Tone::Plain)];
                        line.extend(marked(keys, Tone::Strong, search));
                        line.push(("  ".to_owned(), Tone::Plain));
                    }
                    line.extend(row(&pieces, wrapped.bytes));
                    push(line);
                }
            }
        }
    }
    rows
}

/// A text in a tone, with what matches marked.
fn marked(text: &str, tone: Tone, search: Option<&Search>) -> StyledPieces {
    let mut pieces = StyledPieces::new();
    let mut written = 0;
    for found in search.into_iter().flat_map(|search| search.matches(text)) {
        pieces.push((text[written..found.start].to_owned(), tone));
        pieces.push((text[found.clone()].to_owned(), Tone::Matched));
        written = found.end;
    }
    pieces.push((text[written..].to_owned(), tone));
    pieces
}
