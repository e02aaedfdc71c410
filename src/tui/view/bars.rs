//! The top line (article, reviewer, progress) and the bottom line (keys or a message, and what is
//! saved).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{
    Command, CommandGroup, CommandRow, DraftKind, KeyContext, Mode, ROWS, SourcesProgress, State,
};
use crate::model::{Aside, Ruling, Verdict};
use crate::text::{cells, fit, one_line};
use crate::tui::theme::Theme;

use super::pen::{Pen, line};

/// The width of the progress bar between its ends, in cells.
const MIN_BAR_WIDTH: usize = 5;
const MAX_BAR_WIDTH: usize = 20;

/// Draws the top line. If it is too short, the least important parts are left out first: the bar,
/// then the coverage, then the end of the article's name.
pub fn header(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let progress = state.review().progress();
    let reviewed = format!("{}/{} reviewed", progress.reviewed(), progress.total);
    let counts = counts(state, theme);
    let counts_width: usize = counts.iter().map(|(text, _)| cells(text)).sum();
    let coverage = coverage(state, theme);
    let name = format!(
        " {} {} {}",
        one_line(state.review().article().name()),
        theme.sign("·", "-"),
        one_line(state.review().reviewer())
    );
    // What is on the right, without the bar and the coverage.
    let mut right = cells(&reviewed) + counts_width + 2;
    let mut left = usize::from(area.width).saturating_sub(right);
    let has_coverage = left >= cells(&coverage) + 12;
    if has_coverage {
        left -= cells(&coverage);
        right += cells(&coverage);
    }
    let bar = left.saturating_sub(cells(&name) + 5).min(MAX_BAR_WIDTH);
    let has_bar = bar >= MIN_BAR_WIDTH;
    if has_bar {
        left -= bar + 3;
        right += bar + 3;
    }
    let name = fit(&name, left.saturating_sub(1), theme.sign("…", "~"));

    let mut pen = Pen::new(area, 0, buffer);
    pen.write(&name, theme.strong());
    pen.skip_to_last(right);
    pen.write(&reviewed, Style::new());
    if has_bar {
        draw_bar(&mut pen, progress.reviewed(), progress.total, bar, theme);
    }
    for (text, style) in &counts {
        pen.write(text, *style);
    }
    if has_coverage {
        pen.write(&coverage, theme.faint());
    }
}

/// Returns the work in the background and how far it is, or else how much of the article is covered
/// by claims.
fn coverage(state: &State, theme: &Theme) -> String {
    let dot = theme.sign("·", "|");
    if let Some(found) = state.review().extracted_up_to() {
        let length = u64::from(state.review().article().text().len());
        let bar = background_bar(found.into(), length, theme);
        return format!(" {dot} finding claims {bar}");
    }
    if let &SourcesProgress::Reading { done, total } = state.work().sources().progress() {
        let bar = background_bar(done, total, theme);
        return format!(" {dot} reading sources {bar}");
    }
    let percent = state.review().coverage().percent_covered();
    format!(" {dot} {percent}% covered")
}

/// Returns a short bar and a percentage for work in the background.
fn background_bar(done: u64, total: u64, theme: &Theme) -> String {
    let percent = (done * 100).checked_div(total).unwrap_or(0).min(100);
    let filled = percent as usize / 10;
    let bar = theme.sign("█", "#").repeat(filled) + &theme.sign("░", ".").repeat(10 - filled);
    format!("{bar} {percent}%")
}

/// Returns ` 4✓ 1✗ 2≈ 1–`, and the number of hints if there are any.
fn counts(state: &State, theme: &Theme) -> Vec<(String, Style)> {
    let progress = state.review().progress();
    let rulings = [
        (progress.verified, Ruling::Verdict(Verdict::Verified)),
        (progress.disputed, Ruling::Verdict(Verdict::Disputed)),
        (progress.garbled, Ruling::Verdict(Verdict::Garbled)),
        (progress.aside, Ruling::Aside(Aside::NotAClaim)),
    ];
    let mut counts: Vec<(String, Style)> = rulings
        .into_iter()
        .filter(|&(count, ruling)| count > 0 || ruling.verdict().is_some())
        .map(|(count, ruling)| {
            let ruling = Some(ruling);
            (
                format!(" {count}{}", theme.glyph(ruling)),
                theme.ruling(ruling),
            )
        })
        .collect();
    if progress.unconfirmed > 0 {
        counts.push((format!(" {}?", progress.unconfirmed), theme.hint()));
    }
    if progress.gone > 0 {
        counts.push((
            format!(" {}{}", progress.gone, theme.sign("∅", "0")),
            theme.faint(),
        ));
    }
    if progress.hints > 0 {
        counts.push((format!(" {}!", progress.hints), theme.hint()));
    }
    counts
}

fn draw_bar(pen: &mut Pen<'_>, done: usize, total: usize, width: usize, theme: &Theme) {
    let filled = (done * width).checked_div(total).unwrap_or(0);
    // The first reviewed claim is visible.
    let filled = filled.max(usize::from(done > 0));
    pen.write(theme.sign(" ▕", " ["), theme.faint());
    pen.write(&theme.sign("█", "#").repeat(filled), theme.good());
    pen.write(&theme.sign("░", ".").repeat(width - filled), theme.faint());
    pen.write(theme.sign("▏", "]"), theme.faint());
}

/// Draws the bottom line: the text being typed, or else the message, or else the keys; and on the
/// right, what is saved.
pub fn footer(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (saved, style) = saved(state, theme);
    let is_typed = matches!(state.mode(), Mode::Prompt(_));
    let width = usize::from(area.width);
    let is_crowded = |saved: &str| {
        let message = state.work().messages().status();
        message.is_some_and(|message| cells(&theme.words(&message.text)) + cells(saved) + 3 > width)
    };
    // A long message gets the whole line, unless something is wrong with saving.
    let is_fine = state.work().saving().is_saved()
        && !state.work().settings().is_read_only()
        && !state.work().is_article_changed();
    let saved = match is_fine && is_crowded(&saved) {
        true => String::new(),
        false => saved,
    };
    let short = fit(&saved, width * 2 / 3, theme.sign("…", "~"));
    let saved_width = cells(&short) + 2;
    let mut pen = Pen::new(area, 0, buffer);
    pen.skip_to_last(saved_width);
    pen.write(" ", Style::new()).write(&short, style);
    let left = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(saved_width as u16 + 1),
        ..area
    };
    if is_typed {
        super::prompt::line(state, theme, left, buffer);
    } else if let Some(message) = state.work().messages().status() {
        let style = if message.is_trouble {
            theme.trouble()
        } else {
            Style::new()
        };
        let ellipsis = theme.sign("…", "~");
        line(
            &theme.words(&message.text),
            left,
            0,
            style,
            ellipsis,
            buffer,
        );
    } else {
        keys(state, theme, left, buffer);
    }
}

/// Returns what is on disk: `saved 10:42:07`, `saving` or `NOT SAVED: why`; and whether the article's
/// file has changed.
fn saved(state: &State, theme: &Theme) -> (String, Style) {
    let (saved, style) = review_saved(state, theme);
    if !state.work().is_article_changed() || state.work().saving().failure().is_some() {
        return (saved, style);
    }
    let key = state
        .work()
        .settings()
        .keymap()
        .sign(Command::TakeInArticle, theme.is_ascii());
    let dot = theme.sign("·", "-");
    (
        format!("article changed: {key} {dot} {saved}"),
        theme.hint(),
    )
}

fn review_saved(state: &State, theme: &Theme) -> (String, Style) {
    let saving = state.work().saving();
    if state.work().settings().is_read_only() {
        return ("read only".to_owned(), theme.strong());
    }
    if let Some(why) = saving.failure() {
        return (format!("NOT SAVED: {}", one_line(why)), theme.trouble());
    }
    if !saving.is_saved() {
        // As wide as `saved 10:42:07`, and plain, to send few bytes.
        return ("saving        ".to_owned(), Style::new());
    }
    match saving.at() {
        None => ("nothing to save".to_owned(), theme.faint()),
        Some(at) => {
            let time = at
                .to_zoned_datetime(state.work().settings().zone().clone())
                .strftime("%H:%M:%S");
            (format!("saved {time}"), theme.faint())
        }
    }
}

/// Draws the keys of the mode: the most important ones that fit, in the order of the help.
fn keys(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let mut hints = key_hints(state, theme);
    let is_too_wide = |hints: &[KeyHint]| {
        let width = hints
            .iter()
            .map(|hint| cells(&hint.key) + cells(hint.word) + 3);
        width.sum::<usize>() > usize::from(area.width) + 2
    };
    while is_too_wide(&hints) && !hints.is_empty() {
        // Verdicts stay longest: before their keys go, their signs replace their words.
        let mut shortened = false;
        if hints.iter().all(|hint| hint.rank <= LAST_VERDICT_RANK) {
            for hint in &mut hints {
                shortened |= hint.shorten(theme);
            }
        }
        if !shortened {
            let last_rank = hints.iter().map(|hint| hint.rank).max();
            hints.retain(|hint| Some(hint.rank) != last_rank);
        }
    }
    let mut pen = Pen::new(area, 0, buffer);
    for hint in &hints {
        pen.write(&hint.key, theme.strong());
        pen.write(" ", Style::new()).write(hint.word, Style::new());
        pen.write("  ", Style::new());
    }
}

/// Returns the keys of the mode that do something now, in the order of the help.
fn key_hints(state: &State, theme: &Theme) -> Vec<KeyHint> {
    let context = match state.context() {
        KeyContext::Article => KeyContext::Browse,
        context => context,
    };
    let chooser = match state.mode() {
        Mode::Choose(chooser) => Some(chooser),
        _ => None,
    };
    let is_correction =
        matches!(state.mode(), Mode::Field(field) if field.kind() == DraftKind::Correction);
    let is_useful = |row: &CommandRow| match row.command {
        Command::ChooseToggle => chooser.is_some_and(|chooser| chooser.several),
        Command::ChooseRemove => chooser.is_some_and(|chooser| chooser.is_on_entry()),
        Command::ChooseStance => chooser.is_some_and(|chooser| chooser.is_on_evidence()),
        Command::ChooseQuestions => chooser.is_some_and(|chooser| chooser.is_of_people()),
        Command::FieldReset => is_correction,
        Command::Sources => *state.work().sources().progress() != SourcesProgress::None,
        _ => true,
    };
    let hint = |row: &CommandRow| {
        let (word, rank) = row.hint?;
        let key = state.work().settings().keymap().keys(row.command).first()?;
        Some(KeyHint {
            command: row.command,
            key: key.sign(theme.is_ascii()),
            word,
            rank,
        })
    };
    let rows = ROWS.iter().filter(|row| {
        row.context == context
            && (context != KeyContext::Browse || row.group != CommandGroup::Type)
            && is_useful(row)
    });
    rows.filter_map(hint).collect()
}

/// The last rank of the keys for verdicts and help.
const LAST_VERDICT_RANK: u8 = 3;

/// A key in the bottom line.
struct KeyHint {
    command: Command,
    key: String,
    word: &'static str,
    rank: u8,
}

impl KeyHint {
    /// Replaces a verdict's word by its sign; returns whether it was the word.
    fn shorten(&mut self, theme: &Theme) -> bool {
        let verdict = match self.command {
            Command::Verify => Verdict::Verified,
            Command::Dispute => Verdict::Disputed,
            Command::Garble => Verdict::Garbled,
            _ => return false,
        };
        let sign = theme.glyph(Some(Ruling::Verdict(verdict)));
        let is_shorter = self.word != sign;
        self.word = sign;
        is_shorter
    }
}
