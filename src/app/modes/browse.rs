//! Browsing: going from claim to claim and deciding.

use jiff::Timestamp;

use crate::app::availability::why_off;
use crate::app::chooser::Chooser;
use crate::app::claim_pane;
use crate::app::command::{
    ArticleCommand, DecideCommand, FindCommand, ModeCommand, MoveCommand, ProgramCommand,
    WriteCommand,
};
use crate::app::workspace::Workspace;
use crate::app::{DraftKind, Effect, KeyContext};
use crate::model::{Anchor, Verdict};

use super::{Help, Mode, Prompt, PromptLine, Reply, Selection};

/// Does what a key asks for while browsing, unless something that it requires is missing.
pub(super) fn update(
    command: ModeCommand,
    context: KeyContext,
    work: &mut Workspace,
    now: Timestamp,
) -> Reply {
    if let Some(reason) = why_off(command.into(), work) {
        work.refuse(reason);
        return Reply::default();
    }
    match command {
        ModeCommand::Decide(command) => decide(command, work, now),
        ModeCommand::Move(command) => go(command, work),
        ModeCommand::Article(command) => scroll(command, work),
        ModeCommand::Write(command) => write(command, work, now),
        ModeCommand::Find(command) => find(command, work),
        ModeCommand::Program(command) => program(command, context, work),
        ModeCommand::Select(_)
        | ModeCommand::Field(_)
        | ModeCommand::Form(_)
        | ModeCommand::Prompt(_)
        | ModeCommand::Choose(_)
        | ModeCommand::SideBySide(_)
        | ModeCommand::Help(_) => Reply::default(),
    }
}

fn decide(command: DecideCommand, work: &mut Workspace, now: Timestamp) -> Reply {
    match command {
        DecideCommand::Verify => work.decide(Verdict::Verified, now).into(),
        DecideCommand::Dispute => work.decide(Verdict::Disputed, now).into(),
        DecideCommand::Garble => work.decide(Verdict::Garbled, now).into(),
        DecideCommand::SetAside => list(Chooser::aside(work)),
        DecideCommand::Reasons => list(Chooser::reasons(work)),
        DecideCommand::Flags => list(Chooser::flags(work)),
        DecideCommand::Clear => work.clear_verdict(now).into(),
        DecideCommand::SameForRepeats => work.copy_to_repeats(now).into(),
        DecideCommand::Confirm => confirm(work, now),
        DecideCommand::Undo => work.undo(now).into(),
        DecideCommand::Redo => work.redo(now).into(),
    }
}

/// Confirms a verdict for changed words, or asks which words are meant.
fn confirm(work: &mut Workspace, now: Timestamp) -> Reply {
    let claim = work.selected_claim();
    let is_ambiguous = |anchor: &Anchor| matches!(anchor, Anchor::Ambiguous { .. });
    match claim.is_some_and(|claim| is_ambiguous(&claim.anchor)) {
        true => list(Chooser::candidates(work)),
        false => work.confirm(now).into(),
    }
}

fn go(command: MoveCommand, work: &mut Workspace) -> Reply {
    let page = work.page_rows();
    match command {
        MoveCommand::NextClaim => work.next_claim(),
        MoveCommand::PreviousClaim => work.previous_claim(),
        MoveCommand::NextOpen => work.next_open(),
        MoveCommand::FirstClaim => work.first_claim(),
        MoveCommand::LastClaim => work.last_claim(),
        MoveCommand::GoToClaim => return Prompt::open(PromptLine::GoToClaim).into(),
        MoveCommand::NextHint => work.next_hint(),
        MoveCommand::PreviousHint => work.previous_hint(),
        MoveCommand::NextGap => work.go_to_gap(true),
        MoveCommand::PreviousGap => work.go_to_gap(false),
        // A line of overlap helps the eye.
        MoveCommand::PageDown => work.scroll_article(page - 1),
        MoveCommand::PageUp => work.scroll_article(1 - page),
        MoveCommand::HalfDown => work.scroll_article(page / 2),
        MoveCommand::HalfUp => work.scroll_article(-page / 2),
        MoveCommand::ScrollDown => claim_pane::scroll(work, 1),
        MoveCommand::ScrollUp => claim_pane::scroll(work, -1),
        MoveCommand::OtherPane => work.focus_other(),
    }
    Reply::default()
}

fn scroll(command: ArticleCommand, work: &mut Workspace) -> Reply {
    match command {
        ArticleCommand::LineDown => work.scroll_article(1),
        ArticleCommand::LineUp => work.scroll_article(-1),
        ArticleCommand::Top => work.scroll_to_start(),
        ArticleCommand::Bottom => work.scroll_to_end(),
    }
    Reply::default()
}

fn write(command: WriteCommand, work: &mut Workspace, now: Timestamp) -> Reply {
    match command {
        WriteCommand::Note => open_field(DraftKind::Note, work),
        WriteCommand::NoteInEditor => work.edit_note().into(),
        WriteCommand::Correct => open_field(DraftKind::Correction, work),
        WriteCommand::TakeWords => work.take_words(),
        WriteCommand::TakeSuggestion => work.take_suggestion(now).into(),
        WriteCommand::FileEvidence => match work.file_passage(now) {
            Some(effects) => effects.into(),
            None => list(Chooser::evidence(work)),
        },
        WriteCommand::Drafts => work.list_drafts().into(),
        WriteCommand::Contact => list(Chooser::contacts(work)),
        WriteCommand::Copy => work.copy_claim().into(),
        WriteCommand::AddClaim => Selection::begin(work),
        WriteCommand::Split => work.split(now).into(),
        WriteCommand::Join => work.join(now).into(),
        WriteCommand::RemoveClaim => work.remove_claim(now).into(),
        WriteCommand::DismissHint => work.dismiss_hints(now).into(),
    }
}

fn find(command: FindCommand, work: &mut Workspace) -> Reply {
    match command {
        FindCommand::Search => {
            let search = work.search.current().cloned();
            return Prompt::open(PromptLine::Search(search)).into();
        }
        FindCommand::NextMatch => work.next_match(),
        FindCommand::PreviousMatch => work.previous_match(),
        FindCommand::ClearSearch => work.clear_search(),
        FindCommand::Sources => work.toggle_sources(),
        FindCommand::NextPassage => work.turn_passages(true),
        FindCommand::PreviousPassage => work.turn_passages(false),
        FindCommand::SideBySide => return work.ask_side_by_side().into(),
        FindCommand::ListSources => return work.list_sources(),
        FindCommand::Waiting => return work.list_waiting(),
        FindCommand::Filter => return Mode::Choose(Chooser::filter(work)).into(),
        FindCommand::Order => work.change_order(),
    }
    Reply::default()
}

fn program(command: ProgramCommand, context: KeyContext, work: &mut Workspace) -> Reply {
    match command {
        ProgramCommand::TakeInArticle => work.take_in_article().into(),
        ProgramCommand::Report => Mode::Choose(Chooser::report(work)).into(),
        ProgramCommand::Mouse => work.toggle_mouse().into(),
        ProgramCommand::Help => Help::open(context).into(),
        ProgramCommand::Suspend => Effect::Suspend.into(),
        ProgramCommand::Redraw => Effect::Redraw.into(),
        ProgramCommand::Quit => work.quit(),
    }
}

fn open_field(kind: DraftKind, work: &mut Workspace) -> Reply {
    let place = work.target();
    place.map_or_else(Reply::default, |place| work.open_field(place, kind))
}

fn list(chooser: Option<Chooser>) -> Reply {
    chooser.map_or_else(Reply::default, |chooser| Mode::Choose(chooser).into())
}
