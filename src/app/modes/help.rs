//! The help: what the signs and words mean, and the keys, made from the rows of the commands.

use crate::model::{Aside, Ruling, Verdict};
use crate::text::{cells, one_line, wrap};

use crate::app::command::HelpCommand;
use crate::app::styled::{StyledPieces, Tone, Window, glyph, row};
use crate::app::workspace::Workspace;
use crate::app::{Command, CommandGroup, CommandRow, KeyContext, Keymap, ROWS, Search, inside};
use ratatui::layout::Rect;

use super::{Mode, Prompt, PromptLine, Reply};

/// The help that is open.
#[derive(Clone, Debug)]
pub struct Help {
    /// The group of keys that comes first: that of where it was opened.
    first: CommandGroup,
    /// The first row shown.
    top: usize,
    /// What is searched for.
    search: Option<Search>,
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
    /// Opens the help with the keys of a context first.
    pub(super) fn open(context: KeyContext) -> Mode {
        let first = match context {
            KeyContext::Article => CommandGroup::Move,
            KeyContext::Select => CommandGroup::Select,
            KeyContext::SideBySide => CommandGroup::SideBySide,
            KeyContext::Choose => CommandGroup::List,
            _ => CommandGroup::Decide,
        };
        Mode::Help(Box::new(Self {
            first,
            top: 0,
            search: None,
            at: None,
        }))
    }

    /// Returns the title, with which match of how many is shown.
    pub fn title(&self, keymap: &Keymap) -> String {
        let Some(search) = &self.search else {
            return "Help".to_owned();
        };
        let lines = self.lines(keymap, false);
        match self.standing(search, &lines) {
            (Some(number), total) => format!("Help · {number} of {total}"),
            (None, total) => format!("Help · {total} found"),
        }
    }

    /// Returns the rows that the screen shows inside a body's frame.
    pub fn window(&self, keymap: &Keymap, body: Rect, is_ascii: bool) -> Window {
        let area = inside(body);
        let lines = self.lines(keymap, is_ascii);
        let rows = laid_out(&lines, area.width, self.search.as_ref(), key_width(keymap));
        let height = usize::from(area.height);
        let top = self.top.min(rows.len().saturating_sub(height));
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
    pub(super) fn update(&mut self, command: HelpCommand, work: &mut Workspace) -> Reply {
        let page = isize::from(inside(work.panes().body()).height as i16);
        let page = (page - 1).max(1);
        match command {
            HelpCommand::HelpDown => self.scroll(page, work),
            HelpCommand::HelpUp => self.scroll(-page, work),
            HelpCommand::HelpNext => self.go_to_match(true, work),
            HelpCommand::HelpPrevious => self.go_to_match(false, work),
            HelpCommand::HelpSearch => {
                self.preview(None);
                self.at = None;
                return Prompt::open(PromptLine::HelpSearch).into();
            }
            HelpCommand::HelpClose => return Reply::close(),
        }
        Reply::default()
    }

    /// Scrolls by a number of rows, as far as it goes.
    pub(in crate::app) fn scroll(&mut self, rows: isize, work: &Workspace) {
        let window = self.window(work.settings.keymap(), work.panes().body(), false);
        let last = window.above + window.below;
        self.top = window.above.saturating_add_signed(rows).min(last);
    }

    /// Marks what matches a search, without going there.
    pub(super) fn preview(&mut self, search: Option<Search>) {
        self.search = search;
    }

    /// Searches for words, and goes to the first line from the top of the screen that matches.
    pub(super) fn search_for(&mut self, words: &str, work: &mut Workspace) {
        self.search = Search::new(words);
        if self.search.is_some() {
            self.go_to_match(true, work);
        }
    }

    /// Goes to the next line that matches, or the one before, and around.
    fn go_to_match(&mut self, is_ahead: bool, work: &mut Workspace) {
        let Some(search) = &self.search else {
            let key = work.key(Command::HelpSearch);
            work.refuse(format!("No search yet: {key} searches the help"));
            return;
        };
        let keymap = work.settings.keymap();
        let area = inside(work.panes().body());
        let lines = self.lines(keymap, false);
        let rows = laid_out(&lines, area.width, None, key_width(keymap));
        let top = rows.get(self.top).map_or(0, |row| row.line);
        let found: Vec<usize> = (0..lines.len())
            .filter(|&line| lines[line].matches(search))
            .collect();
        let next = match (self.at, is_ahead) {
            (None, true) => found.iter().find(|&&line| line >= top),
            (Some(at), true) => found.iter().find(|&&line| line > at),
            (at, false) => found.iter().rfind(|&&line| line < at.unwrap_or(top)),
        };
        let around = if is_ahead {
            found.first()
        } else {
            found.last()
        };
        let Some(&line) = next.or(around) else {
            let words = one_line(search.words());
            work.refuse(format!("Not in the help: {words}"));
            return;
        };
        let row = rows.iter().position(|row| row.line == line).unwrap_or(0);
        let height = usize::from(area.height);
        let last = rows.len().saturating_sub(height);
        self.at = Some(line);
        if !(self.top..self.top + height).contains(&row) {
            self.top = row.saturating_sub(height / 3).min(last);
        }
    }

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

    fn lines(&self, keymap: &Keymap, is_ascii: bool) -> Vec<HelpLine> {
        let mut lines = Vec::new();
        list_keys(self.first, keymap, is_ascii, &mut lines);
        lines.push(HelpLine::Heading("Signs and words"));
        for words in meanings(keymap, is_ascii) {
            lines.push(HelpLine::Words(words));
        }
        lines.push(HelpLine::Blank);
        for &group in CommandGroup::ALL
            .iter()
            .filter(|&&group| group != self.first)
        {
            list_keys(group, keymap, is_ascii, &mut lines);
        }
        lines.pop();
        lines
    }
}

fn list_keys(group: CommandGroup, keymap: &Keymap, is_ascii: bool, lines: &mut Vec<HelpLine>) {
    lines.push(HelpLine::Heading(group.title()));
    for row in ROWS.iter().filter(|row| row.group == group) {
        lines.push(HelpLine::Keys(
            keys_of(row.command, keymap, is_ascii),
            row.doc,
        ));
    }
    lines.push(HelpLine::Blank);
}

fn keys_of(command: Command, keymap: &Keymap, is_ascii: bool) -> String {
    let keys = keymap.keys(command).iter();
    keys.map(|key| key.sign(is_ascii))
        .collect::<Vec<_>>()
        .join(" ")
}

/// The cells of the longest keys, the same whether or not they are written in ASCII.
fn key_width(keymap: &Keymap) -> usize {
    let width = |row: &CommandRow| {
        let keys = [false, true].map(|is_ascii| cells(&keys_of(row.command, keymap, is_ascii)));
        keys[0].max(keys[1])
    };
    ROWS.iter().map(width).max().unwrap_or(0)
}

/// What the words and signs mean.
fn meanings(keymap: &Keymap, is_ascii: bool) -> Vec<String> {
    let key = |command| keymap.sign(command, is_ascii);
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
        format!(
            "{}   ? in question   {} gone",
            signs.join("   "),
            sign("∅", "0")
        ),
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
