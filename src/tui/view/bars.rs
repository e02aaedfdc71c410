//! The top line (what, who, how far) and the bottom line (keys or a message, and what is saved).

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::app::{
    Command, CommandGroup, DraftKind, KeyContext, Mode, ROWS, SourcesProgress, State,
};
use crate::model::{Aside, Ruling, Verdict};
use crate::text::{cells, fit, one_line};
use crate::tui::Theme;

use super::pen::{Pen, line};

/// The widest progress bar, in cells between its ends.
const LONGEST_BAR: usize = 20;

/// Draws the top line. When it is short, what matters least is left out first: the bar, then the
/// share of words covered by claims, then the article's name.
pub fn header(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let progress = state.review.progress();
    let reviewed = format!("{}/{} reviewed", progress.reviewed(), progress.total);
    let counts = counts(state, theme);
    let counts_width: usize = counts.iter().map(|(text, _)| cells(text)).sum();
    let dot = theme.sign("·", "|");
    let coverage = match (state.review.extracted_up_to(), &state.sources.reading) {
        // They are still being looked for.
        (Some(found), _) => {
            let length = u64::from(state.review.article().text().len());
            format!(
                " {dot} finding claims {}",
                done(found.into(), length, theme)
            )
        }
        (None, &SourcesProgress::Reading { done: read, total }) => {
            format!(" {dot} reading sources {}", done(read, total, theme))
        }
        (None, _) => {
            let percent = state.review.coverage().percent_covered();
            format!(" {dot} {percent}% covered")
        }
    };
    let width = usize::from(area.width);
    let must = cells(&reviewed) + counts_width + 2;
    let name = format!(
        " {} {} {}",
        one_line(state.review.article().name()),
        theme.sign("·", "-"),
        one_line(state.review.reviewer())
    );
    let mut left = width.saturating_sub(must);
    let with_coverage = left >= cells(&coverage) + 12;
    if with_coverage {
        left -= cells(&coverage);
    }
    let bar = left.saturating_sub(cells(&name) + 5).min(LONGEST_BAR);
    let bar = if bar < 5 { 0 } else { bar };
    if bar > 0 {
        left -= bar + 3;
    }
    let name = fit(&name, left.saturating_sub(1), theme.sign("…", "~"));

    let mut pen = Pen::new(area, 0, buffer);
    pen.write(&name, theme.strong());
    let rest =
        must + if with_coverage { cells(&coverage) } else { 0 } + if bar > 0 { bar + 3 } else { 0 };
    pen.skip_to_last(rest);
    pen.write(&reviewed, Style::new());
    if bar > 0 {
        draw_bar(&mut pen, progress.reviewed(), progress.total, bar, theme);
    }
    for (text, style) in &counts {
        pen.write(text, *style);
    }
    if with_coverage {
        pen.write(&coverage, theme.faint());
    }
}

/// A short bar for work in the background, and its percentage.
fn done(done: u64, total: u64, theme: &Theme) -> String {
    let percent = (done * 100).checked_div(total).unwrap_or(0).min(100);
    let filled = percent as usize / 10;
    let bar = theme.sign("█", "#").repeat(filled) + &theme.sign("░", ".").repeat(10 - filled);
    format!("{bar} {percent}%")
}

/// ` 4✓ 1✗ 2≈ 1–`, and the hints if there are any.
fn counts(state: &State, theme: &Theme) -> Vec<(String, Style)> {
    let progress = state.review.progress();
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
    // Something done is never shown as nothing.
    let filled = filled.max(usize::from(done > 0));
    pen.write(theme.sign(" ▕", " ["), theme.faint());
    pen.write(&theme.sign("█", "#").repeat(filled), theme.good());
    pen.write(&theme.sign("░", ".").repeat(width - filled), theme.faint());
    pen.write(theme.sign("▏", "]"), theme.faint());
}

/// Draws the bottom line: what is said, else the search being typed, else the keys; and on the
/// right what is saved.
pub fn footer(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let (saved, style) = saved(state, theme);
    let is_typed = matches!(state.mode, Mode::Prompt(_));
    // While something is said or typed, it has the line; what is not saved is said even then.
    let width = usize::from(area.width);
    let is_crowded = |saved: &str| {
        let said = state.message.as_ref();
        said.is_some_and(|said| cells(&theme.words(&said.text)) + cells(saved) + 3 > width)
    };
    // What is said needs the room more than what is as it should be.
    let is_fine = state.saving.is_saved() && !state.read_only && !state.article_is_changed;
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
    } else if let Some(message) = &state.message {
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

/// What is on disk: `saved 10:42:07`, `saving` or `NOT SAVED: why`; and that the article's file has
/// changed.
fn saved(state: &State, theme: &Theme) -> (String, Style) {
    let (saved, style) = review_saved(state, theme);
    if !state.article_is_changed || state.saving.failure().is_some() {
        return (saved, style);
    }
    let key = state.keymap.sign(Command::TakeInArticle, theme.is_ascii());
    let dot = theme.sign("·", "-");
    (
        format!("article changed: {key} {dot} {saved}"),
        theme.hint(),
    )
}

fn review_saved(state: &State, theme: &Theme) -> (String, Style) {
    let saving = &state.saving;
    if state.read_only {
        return ("read only".to_owned(), theme.strong());
    }
    if let Some(why) = saving.failure() {
        return (format!("NOT SAVED: {}", one_line(why)), theme.trouble());
    }
    if !saving.is_saved() {
        // As wide as what comes next, and plain, so that little has to be sent.
        return ("saving        ".to_owned(), Style::new());
    }
    match saving.at() {
        None => ("nothing to save".to_owned(), theme.faint()),
        Some(at) => {
            let time = at
                .to_zoned_datetime(state.zone.clone())
                .strftime("%H:%M:%S");
            (format!("saved {time}"), theme.good())
        }
    }
}

/// The keys of the mode, the most needed ones that fit, in the order of the help.
fn keys(state: &State, theme: &Theme, area: Rect, buffer: &mut Buffer) {
    let context = match state.context() {
        KeyContext::Article => KeyContext::Browse,
        context => context,
    };
    let several = matches!(&state.mode, Mode::Choose(chooser) if chooser.several);
    let on_entry = matches!(&state.mode, Mode::Choose(chooser) if chooser.is_on_entry());
    let on_evidence = matches!(&state.mode, Mode::Choose(chooser) if chooser.is_on_evidence());
    let of_people = matches!(&state.mode, Mode::Choose(chooser) if chooser.is_of_people());
    let of_correction =
        matches!(&state.mode, Mode::Field(field) if field.kind == DraftKind::Correction);
    let hint = |row: &crate::app::CommandRow| {
        let (word, rank) = row.hint?;
        let key = state.keymap.keys(row.command).first()?;
        let key = key.sign(theme.is_ascii());
        Some(KeyHint {
            command: row.command,
            key,
            word,
            rank,
        })
    };
    let mut hints: Vec<KeyHint> = ROWS
        .iter()
        .filter(|row| row.context == context)
        .filter(|row| row.command != Command::ChooseToggle || several)
        .filter(|row| row.command != Command::FieldReset || of_correction)
        .filter(|row| row.command != Command::ChooseRemove || on_entry)
        .filter(|row| row.command != Command::ChooseStance || on_evidence)
        .filter(|row| {
            row.command != Command::Sources || state.sources.reading != SourcesProgress::None
        })
        .filter(|row| row.command != Command::ChooseQuestions || of_people)
        .filter(|row| context != KeyContext::Browse || row.group != CommandGroup::Type)
        .filter_map(hint)
        .collect();
    let is_too_wide = |hints: &[KeyHint]| {
        let width = hints
            .iter()
            .map(|hint| cells(&hint.key) + cells(hint.word) + 3);
        width.sum::<usize>() > usize::from(area.width) + 2
    };
    while is_too_wide(&hints) && !hints.is_empty() {
        // The verdicts stay: their signs stand for the words before a key goes.
        let mut shortened = false;
        if hints.iter().all(|hint| hint.rank <= LAST_VERDICT_RANK) {
            for hint in &mut hints {
                shortened |= hint.shorten(theme);
            }
        }
        if !shortened {
            let least = hints.iter().map(|hint| hint.rank).max();
            hints.retain(|hint| Some(hint.rank) != least);
        }
    }
    let mut pen = Pen::new(area, 0, buffer);
    for hint in &hints {
        pen.write(&hint.key, theme.strong());
        pen.write(" ", Style::new()).write(hint.word, Style::new());
        pen.write("  ", Style::new());
    }
}

/// The highest rank of the keys of verdicts, and of the help.
const LAST_VERDICT_RANK: u8 = 3;

/// A key in the bottom line.
struct KeyHint {
    command: Command,
    key: String,
    word: &'static str,
    rank: u8,
}

impl KeyHint {
    /// Says a verdict by its sign; returns whether that is shorter.
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
