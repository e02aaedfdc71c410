//! What the mouse does: a click selects, the wheel scrolls, dragging selects the text of a claim.
//! It decides nothing.

use ratatui::layout::{Position, Rect};

use crate::text::{Span, TextUnit, cells, graphemes, shown};

use super::availability::why_off;
use super::claim_pane::{self, ClaimPane};
use super::modes::{ModeStack, Next};
use super::workspace::Workspace;
use super::{Command, Focus, Layout, Mode, MouseAction, MouseInput, Selection, inside};

/// How far one step of the wheel scrolls, in rows.
const STEP: i32 = 3;

/// Does what the mouse asks for.
pub(super) fn point(input: MouseInput, work: &mut Workspace, modes: &mut ModeStack) {
    if !work.mouse.is_on() || work.panes().layout == Layout::TooSmall {
        return;
    }
    match input.what {
        MouseAction::WheelDown => wheel(input, STEP, work, modes),
        MouseAction::WheelUp => wheel(input, -STEP, work, modes),
        MouseAction::Press => {
            work.keep_decided_for(None);
            press(input, work, modes);
        }
        MouseAction::Drag => drag(input, work, modes),
        MouseAction::Release => release(work, modes),
    }
}

/// Returns the pane under the pointer, if it is not covered.
fn pane_at(input: MouseInput, work: &Workspace, modes: &ModeStack) -> Option<Focus> {
    let at = Position::new(input.column, input.row);
    let is_on = |pane, area: Rect| work.screen.is_shown(pane) && inside(area).contains(at);
    let is_list_shown = ClaimPane::new(work, modes.field()).is_list_shown();
    if modes.covers(at, work.panes()) {
        None
    } else if is_on(Focus::Article, work.panes().article) {
        Some(Focus::Article)
    } else if is_list_shown && is_on(Focus::Claims, work.panes().claims) {
        Some(Focus::Claims)
    } else {
        None
    }
}

fn wheel(input: MouseInput, rows: i32, work: &mut Workspace, modes: &mut ModeStack) {
    match modes.top_mut().0 {
        Mode::Help(help) => return help.scroll(rows as isize, work),
        Mode::SideBySide(view) => {
            view.step(rows > 0, |_| true);
            return;
        }
        _ => {}
    }
    let at = Position::new(input.column, input.row);
    let pane = inside(ClaimPane::new(work, modes.field()).area());
    let is_on_claim = work.screen.is_shown(Focus::Claims) && pane.contains(at);
    if is_on_claim && !modes.covers(at, work.panes()) {
        // Above a field the pane cannot be scrolled.
        if !matches!(modes.top(), Mode::Field(_)) {
            claim_pane::scroll(work, rows as isize);
        }
        return;
    }
    match pane_at(input, work, modes) {
        Some(Focus::Article) => work.scroll_article(rows),
        Some(Focus::Claims) => {
            let height = work.panes().claim_rows();
            work.list.scroll(rows, height);
        }
        None => {}
    }
}

fn press(input: MouseInput, work: &mut Workspace, modes: &ModeStack) {
    work.mouse.press(None);
    if !matches!(modes.top(), Mode::Browse | Mode::Select(_)) {
        return;
    }
    work.messages.take();
    work.messages.end_notice();
    match pane_at(input, work, modes) {
        Some(Focus::Article) => {
            let position = position_at(input, work);
            work.mouse.press(position);
        }
        Some(Focus::Claims) if modes.is_browsing() => {
            let window = work.list.window(work.panes().claim_rows());
            let row = window.start + usize::from(input.row - inside(work.panes().claims).y);
            if window.contains(&row) {
                work.select_row(row);
            }
        }
        _ => {}
    }
}

fn drag(input: MouseInput, work: &mut Workspace, modes: &mut ModeStack) {
    let Some(pressed) = work.mouse.pressed() else {
        return;
    };
    if !matches!(modes.top(), Mode::Browse | Mode::Select(_)) {
        return;
    }
    // Beyond the edge there is more of the article.
    let area = work.panes().article_text();
    if input.row < area.y {
        work.scroll_article(-1);
    } else if input.row >= area.bottom() {
        work.scroll_article(1);
    }
    let text = work.review().article().text();
    let blocks = work.review().article().blocks();
    let word = |position| {
        let after = text.unit_at(blocks, TextUnit::Word, position);
        after.or_else(|| text.unit_before(blocks, TextUnit::Word, position))
    };
    let ends = position_at(input, work).map(word).zip(Some(word(pressed)));
    let Some((Some(cursor), Some(mark))) = ends else {
        return;
    };
    if cursor == mark && !work.mouse.has_dragged() {
        return;
    }
    if let Some(reason) = why_off(Command::AddClaim, work) {
        work.refuse(reason);
        return;
    }
    work.mouse.drag();
    let mode = Mode::Select(Selection::between(mark, cursor));
    modes.go(match modes.is_browsing() {
        true => Next::Open(mode),
        false => Next::Replace(mode),
    });
}

fn release(work: &mut Workspace, modes: &ModeStack) {
    let pressed = work.mouse.release();
    let Some(position) = pressed.filter(|_| modes.is_browsing()) else {
        return;
    };
    let Some(place) = work.claim_at(Span::new(position, position + 1)) else {
        work.say("No claim is here: drag over its words to make one");
        return;
    };
    let Some(row) = work.list.row_of(place) else {
        work.refuse(work.not_listed(place));
        return;
    };
    // What was clicked stays under the pointer.
    let top = work.article.top();
    work.select_row(row);
    work.article.scroll_to(top);
}

/// Returns the code point in a cell of the article: the nearest one in its row if the cell is empty,
/// and in the nearest row if the cell is outside.
fn position_at(input: MouseInput, work: &Workspace) -> Option<u32> {
    let area = work.panes().article_text();
    let lines = work.viewport().lines(work.article.top());
    let row = usize::from(input.row.saturating_sub(area.y));
    let line = lines.get(row.min(lines.len().checked_sub(1)?))?;
    let column = usize::from(input.column.saturating_sub(area.x));
    let text = work.review().article().text().slice(line.span).trim_end();
    let (mut position, mut next, mut end) = (line.span.start, line.span.start, 0);
    for grapheme in graphemes(text) {
        position = next;
        next += grapheme.chars().count() as u32;
        end += cells(&shown(grapheme));
        if end > column {
            break;
        }
    }
    Some(position)
}
