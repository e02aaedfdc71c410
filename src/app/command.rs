//! One row per command: its name, what it does, its keys, where it works, and when it is off.
//!
//! Everything that is said about keys comes from these rows: the keymap, the help screen, the
//! hints in the bottom line, the table in README, the manual page and the names in a configuration file.

use std::borrow::Cow;

use crate::model::{Anchor, Origin};

use super::{SourcesProgress, State};

/// Where keys are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyContext {
    /// Walking the claims.
    Browse,
    /// The same with the article in focus; keys not bound here are looked up in `Browse`.
    Article,
    /// Typing a note or a correction; keys not bound here are typed.
    Field,
    /// Filling in a form; keys not bound here are typed.
    Form,
    /// Typing on the bottom line; keys not bound here are typed.
    Prompt,
    /// Selecting text for a claim.
    Select,
    /// Choosing from a list.
    Choose,
    /// Looking at the article beside its source.
    SideBySide,
    /// Reading the help.
    Help,
}

/// What a command is listed under in the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandGroup {
    /// Getting about.
    Move,
    /// Verdicts and what goes with them.
    Decide,
    /// Words written on a claim.
    Write,
    /// Searching, filtering, ordering.
    Find,
    /// The program itself.
    Program,
    /// While selecting text.
    Select,
    /// While typing.
    Type,
    /// With the article beside its source.
    SideBySide,
    /// In a list or in the help.
    List,
}

impl CommandGroup {
    /// Every group, in the help's order.
    pub const ALL: &'static [CommandGroup] = &[
        CommandGroup::Decide,
        CommandGroup::Move,
        CommandGroup::Write,
        CommandGroup::Find,
        CommandGroup::Program,
        CommandGroup::Select,
        CommandGroup::Type,
        CommandGroup::SideBySide,
        CommandGroup::List,
    ];

    /// Returns the heading.
    pub fn title(self) -> &'static str {
        match self {
            CommandGroup::Move => "Getting about",
            CommandGroup::Decide => "Deciding",
            CommandGroup::Write => "Writing on a claim",
            CommandGroup::Find => "Finding",
            CommandGroup::Program => "factdesk",
            CommandGroup::Select => "Selecting the text of a new claim",
            CommandGroup::Type => "Typing: a note, a correction, a form, the bottom line",
            CommandGroup::SideBySide => "With the article beside its source",
            CommandGroup::List => "In a list or the help",
        }
    }
}

/// A command's row.
#[derive(Debug)]
pub struct CommandRow {
    /// The command.
    pub command: Command,
    /// Its name in files.
    pub name: &'static str,
    /// What it does, in a few words.
    pub doc: &'static str,
    /// Its keys unless rebound, with spaces between them.
    pub keys: &'static str,
    /// Where they work.
    pub context: KeyContext,
    /// Where the help lists it.
    pub group: CommandGroup,
    /// The word in the bottom line, and how needed it is there: low ones go last.
    pub hint: Option<(&'static str, u8)>,
}

macro_rules! commands {
    ($($context:ident { $($variant:ident, $name:literal, $keys:literal,
        $group:ident, $doc:literal $(, $word:literal $rank:literal)?;)+ })+) => {
        /// Everything a key can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // `Row::doc` says what each does.
        pub enum Command { $($($variant,)+)+ }

        /// The rows, in the order of the help.
        pub const ROWS: &[CommandRow] = &[$($(CommandRow {
            command: Command::$variant,
            name: $name,
            doc: $doc,
            keys: $keys,
            context: KeyContext::$context,
            group: CommandGroup::$group,
            hint: the_one(&[$(($word, $rank))?]),
        },)+)+];
    };
}

/// A macro repeats what may be missing as a list of none or one.
const fn the_one(hint: &[(&'static str, u8)]) -> Option<(&'static str, u8)> {
    match hint {
        [hint] => Some(*hint),
        _ => None,
    }
}

commands! {
    Browse {
        Verify, "verify", "v", Decide, "verified: a source backs it; on to the next open claim", "verified" 1;
        Dispute, "dispute", "d", Decide, "disputed: a source contradicts it, or no two agree; on", "disputed" 2;
        Garble, "garble", "g", Decide, "garbled: the words no longer say what was said; on", "garbled" 3;
        SetAside, "set-aside", "z", Decide, "set aside: not a claim, a repeat, or unverifiable", "set aside" 13;
        Reasons, "reasons", "r", Decide, "why: what is wrong with a disputed or garbled claim", "why" 14;
        Flags, "flags", "f", Decide, "flags: legal, sensitive, look again, odd but right", "flags" 15;
        Clear, "clear", "x", Decide, "clear the verdict";
        SameForRepeats, "same-for-repeats", "=", Decide, "copy this verdict to the claim's repeats";
        Confirm, "confirm", "enter", Decide, "the article has changed: the verdict holds for the new words too, or which words are meant; an adopted correction is verified";
        Undo, "undo", "u", Decide, "undo, any number of steps", "undo" 4;
        Redo, "redo", "ctrl-r", Decide, "redo";
        NextClaim, "next-claim", "j down", Move, "next claim", "next" 10;
        PreviousClaim, "previous-claim", "k up", Move, "previous claim";
        NextOpen, "next-open", "space", Move, "next open claim", "next open" 9;
        FirstClaim, "first-claim", "home", Move, "first claim";
        LastClaim, "last-claim", "end G", Move, "last claim";
        GoToClaim, "go-to-claim", ":", Move, "go to the claim of a number";
        NextHint, "next-hint", "]", Move, "next hint";
        PreviousHint, "previous-hint", "[", Move, "previous hint";
        NextGap, "next-gap", "}", Move, "next stretch of words that lie in no claim";
        PreviousGap, "previous-gap", "{", Move, "previous stretch of words that lie in no claim";
        PageDown, "page-down", "pgdn ctrl-f", Move, "scroll the article down a page";
        PageUp, "page-up", "pgup ctrl-b", Move, "scroll the article up a page";
        HalfDown, "half-page-down", "ctrl-d", Move, "scroll the article down half a page";
        HalfUp, "half-page-up", "ctrl-u", Move, "scroll the article up half a page";
        ScrollDown, "scroll-down", "ctrl-e", Move, "scroll the claim's pane a line down; in the help or a list, that";
        ScrollUp, "scroll-up", "ctrl-y", Move, "scroll the claim's pane a line up; in the help or a list, that";
        OtherPane, "other-pane", "tab", Move, "focus the other pane; back at the claims the article returns to the claim", "pane" 12;
        Note, "note", "e", Write, "note", "note" 6;
        NoteInEditor, "note-in-editor", "E", Write, "note in $VISUAL or $EDITOR";
        Correct, "correct", "c", Write, "correction: the exact words proposed; an empty one cuts the sentence", "correct" 16;
        TakeWords, "take-words", "C", Write, "propose the source's words as correction, and edit them";
        TakeSuggestion, "take-suggestion", "w", Write, "put the word that a hint suggests into the correction";
        FileEvidence, "evidence", "s", Write, "evidence: file a source for the claim, change it, take it out", "evidence" 11;
        Drafts, "drafts", "D", Write, "drafts: texts typed and not kept, to be opened again";
        Contact, "contact", "p", Write, "people: log whom you have asked about the claim, and what came of it", "people" 19;
        Copy, "copy", "y", Write, "copy the claim's words (OSC 52)";
        AddClaim, "add-claim", "a", Write, "add a claim by selecting text in the article", "add" 17;
        Split, "split", "+", Write, "split the claim into its parts";
        Join, "join", "-", Write, "join the claim with the next one of its paragraph";
        RemoveClaim, "remove-claim", "delete", Write, "remove a claim that was added; put away one that is gone from the article";
        DismissHint, "dismiss-hint", "h", Write, "wave off the claim's hints (again: bring them back)";
        Search, "search", "/", Find, "search the article, the notes and the corrections", "search" 7;
        NextMatch, "next-match", "n", Find, "next match";
        PreviousMatch, "previous-match", "N", Find, "previous match";
        ClearSearch, "clear-search", "esc", Find, "clear the search and its marks";
        Sources, "sources", "t", Find, "what the sources say on the claim, word by word; again: back", "sources" 8;
        NextPassage, "next-passage", "J", Find, "next passage of the sources";
        PreviousPassage, "previous-passage", "K", Find, "previous passage of the sources";
        SideBySide, "whole-article", "T", Find, "the whole article beside its source";
        ListSources, "list-sources", "S", Find, "which sources were read, and which were not";
        Waiting, "waiting", "P", Find, "who has still to answer, about which claims, since when";
        Filter, "filter", "F", Find, "which claims are listed: all, open, verified, …", "filter" 18;
        Order, "order", "o", Find, "order of the list: article, priority";
        TakeInArticle, "take-in-article", "A", Program, "take in the changed article";
        Report, "report", "R", Program, "write a report beside the review: Markdown, HTML, a patch, …";
        Mouse, "mouse", "m", Program, "use the mouse, or leave it to the terminal again";
        Help, "help", "?", Program, "this help; what belongs to the present mode comes first", "help" 0;
        Suspend, "suspend", "ctrl-z", Program, "suspend; fg comes back";
        Redraw, "redraw", "ctrl-l", Program, "draw the screen afresh";
        Quit, "quit", "q ctrl-c", Program, "quit; everything is saved", "quit" 5;
    }
    Article {
        LineDown, "line-down", "j down", Move, "scroll a line down (article in focus)";
        LineUp, "line-up", "k up", Move, "scroll a line up (article in focus)";
        Top, "top", "home", Move, "top of the article (article in focus)";
        Bottom, "bottom", "end", Move, "end of the article (article in focus)";
    }
    Select {
        SelectNextWord, "select-next-word", "w l right", Select, "to the next word", "word" 3;
        SelectPreviousWord, "select-previous-word", "b h left", Select, "to the word before";
        SelectNextSentence, "select-next-sentence", ")", Select, "to the next sentence", "sentence" 4;
        SelectPreviousSentence, "select-previous-sentence", "(", Select, "to the sentence before";
        SelectNextCharacter, "select-next-character", "L shift-right", Select, "one character on";
        SelectPreviousCharacter, "select-previous-character", "H shift-left", Select, "one character back";
        SelectDown, "select-down", "j down", Select, "a line down";
        SelectUp, "select-up", "k up", Select, "a line up";
        SelectMark, "select-mark", "space", Select, "begin the selection here (again: undo that)", "begin" 1;
        SelectSwap, "select-swap", "o", Select, "to the other end of the selection";
        SelectAccept, "select-accept", "enter", Select, "make the selection a claim", "make a claim" 0;
        SelectCancel, "select-cancel", "esc q ctrl-c", Select, "back without a claim", "back" 2;
    }
    Field {
        FieldKeep, "field-keep", "enter ctrl-s", Type, "keep what was typed", "keep" 0;
        FieldNewline, "field-newline", "alt-enter ctrl-j", Type, "new line", "new line" 3;
        FieldReset, "field-reset", "ctrl-o", Type, "in a correction: back to the article's words", "article's words" 1;
        FieldCancel, "field-cancel", "esc ctrl-c", Type, "back; what you typed is kept as a draft", "back" 2;
    }
    Form {
        FormKeep, "form-keep", "enter ctrl-s", Type, "keep what was filled in", "keep" 0;
        FormNext, "form-next", "tab down", Type, "next line of the form", "next" 1;
        FormPrevious, "form-previous", "backtab up", Type, "line before";
        FormChoiceNext, "form-choice", "space right", Type, "next choice, on a line where one is chosen", "choose" 3;
        FormChoicePrevious, "form-choice-before", "left", Type, "choice before";
        FormNewline, "form-newline", "alt-enter ctrl-j", Type, "new line, in a quotation";
        FormCancel, "form-cancel", "esc ctrl-c", Type, "back; what you filled in is kept as a draft", "back" 2;
    }
    Prompt {
        PromptAccept, "prompt-accept", "enter", Type, "take the line as it is typed: search, save there", "accept" 0;
        PromptCancel, "prompt-cancel", "esc ctrl-c", Type, "leave the line", "back" 1;
    }
    Choose {
        ChooseNext, "choose-next", "j down tab", List, "next line";
        ChoosePrevious, "choose-previous", "k up backtab", List, "line before";
        ChooseToggle, "choose-toggle", "space x", List, "mark or unmark, where several may be chosen", "mark" 1;
        ChooseRemove, "choose-remove", "delete d", List, "take an entry out of a claim's evidence or contacts", "remove" 3;
        ChooseStance, "choose-stance", "c", List, "in a claim's evidence: the next stance (supports, contradicts, context)", "stance" 4;
        ChooseQuestions, "choose-questions", "w", List, "in a list of people: write the sheet with the open claims for this one", "questions" 4;
        ChooseAccept, "choose-accept", "enter", List, "choose (or press the number before a line)", "choose" 0;
        ChooseCancel, "choose-cancel", "esc q ctrl-c", List, "back", "back" 2;
    }
    SideBySide {
        SideBySideNext, "whole-next", "j down space", SideBySide, "next passage that differs", "next" 1;
        SideBySidePrevious, "whole-previous", "k up", SideBySide, "previous passage that differs", "previous" 2;
        SideBySideDown, "whole-down", "pgdn J", SideBySide, "next passage, whether it differs or not";
        SideBySideUp, "whole-up", "pgup K", SideBySide, "previous passage, whether it differs or not";
        SideBySideLeftOut, "whole-left-out", "o", SideBySide, "next sentence of the source that the article left out", "left out" 3;
        SideBySideGo, "whole-go", "enter", SideBySide, "to the claim in the article", "to the claim" 4;
        SideBySideFile, "whole-file", "s", SideBySide, "file the source's passage on the claim that it stands beside", "file" 5;
        SideBySideTakeWords, "whole-take-words", "C", SideBySide, "propose the source's words as correction, and edit them", "correct" 6;
        SideBySideCopy, "whole-copy", "y", SideBySide, "copy the source's words (OSC 52)";
        SideBySideSearch, "whole-search", "/", SideBySide, "search article and source", "search" 7;
        SideBySideNextMatch, "whole-next-match", "n", SideBySide, "next match; without a search, next passage that differs";
        SideBySidePreviousMatch, "whole-previous-match", "N", SideBySide, "previous match; without a search, previous passage that differs";
        SideBySideNextSource, "whole-next-source", "tab", SideBySide, "the next source beside the article", "next source" 8;
        SideBySideClose, "whole-close", "esc q T ctrl-c", SideBySide, "back", "back" 0;
    }
    Help {
        HelpDown, "help-down", "j down pgdn space", List, "scroll the help down", "down" 1;
        HelpUp, "help-up", "k up pgup", List, "scroll the help up", "up" 2;
        HelpSearch, "help-search", "/", List, "search the help", "search" 3;
        HelpNext, "help-next", "n", List, "next match in the help";
        HelpPrevious, "help-previous", "N", List, "previous match in the help";
        HelpClose, "help-close", "esc q ? ctrl-c", List, "back from the help", "back" 0;
    }
}

impl Command {
    /// Returns the command's row.
    pub fn row(self) -> &'static CommandRow {
        // The rows and the variants come from one list, in one order.
        &ROWS[self as usize]
    }

    /// Tells whether the command works on a screen too small to show anything.
    pub(super) fn works_unseen(self) -> bool {
        matches!(self, Command::Quit | Command::Suspend | Command::Redraw)
    }

    /// Returns whether the command, one of browsing, works in another context too.
    pub(super) fn works_in(self, context: KeyContext) -> bool {
        match self {
            Command::Help => context != KeyContext::Help,
            Command::ScrollDown | Command::ScrollUp => {
                matches!(context, KeyContext::Choose | KeyContext::Help)
            }
            _ => false,
        }
    }

    /// Tells whether a character bound to it could not be typed any more where it works.
    pub fn takes_from_typing(self) -> bool {
        match self.row().context {
            KeyContext::Field | KeyContext::Prompt => true,
            // These type where nothing is chosen.
            KeyContext::Form => {
                !matches!(self, Command::FormChoiceNext | Command::FormChoicePrevious)
            }
            _ => false,
        }
    }

    /// Tells whether the command is there to change the review.
    fn changes_the_review(self) -> bool {
        let group = self.row().group;
        group == CommandGroup::Decide
            || group == CommandGroup::Write && !matches!(self, Command::Copy)
    }

    /// Returns why the command can do nothing just now.
    pub fn why_off(self, state: &State) -> Option<Cow<'static, str>> {
        if let Some(reason) = self.why_read_only(state) {
            return Some(reason.into());
        }
        match self.row().group {
            CommandGroup::Decide | CommandGroup::Write => self.why_off_on_claim(state),
            _ => self.why_off_in_view(state),
        }
    }

    /// Returns why nothing may be changed, if the command is there to change the review.
    pub(super) fn why_read_only(self, state: &State) -> Option<&'static str> {
        let is_off = state.read_only && self.changes_the_review();
        is_off.then_some("This review is open read-only")
    }

    /// The same as [`Command::why_off`] for what is done to a claim.
    fn why_off_on_claim(self, state: &State) -> Option<Cow<'static, str>> {
        let key = |command| state.keymap.sign(command, false);
        let place = match self {
            Command::Undo => {
                let is_off = state.steps.done().is_empty();
                return is_off.then_some("Nothing to undo".into());
            }
            Command::Redo => {
                let is_off = state.steps.undone().is_empty();
                return is_off.then_some("Nothing to redo".into());
            }
            Command::Drafts => {
                let is_off = state.drafts.is_empty();
                return is_off.then_some("No half-typed text waits".into());
            }
            Command::AddClaim => return None,
            _ if self.stays_in_reach() => state.target(),
            _ => state.selected,
        };
        let Some((place, claim)) = place.zip(place.and_then(|at| state.review.claims().get(at)))
        else {
            return Some(
                format!(
                    "No claim is selected: the list is empty ({} lists others)",
                    key(Command::Filter)
                )
                .into(),
            );
        };
        if claim.is_gone() && self.needs_words() {
            let number = state.number(place);
            let put_away = match claim.is_put_away() {
                true => String::new(),
                false => format!(": {} puts it away", key(Command::RemoveClaim)),
            };
            return Some(format!("Claim {number} is gone from the article{put_away}").into());
        }
        let reason: Cow<'static, str> = match self {
            Command::Verify | Command::Dispute | Command::Garble | Command::SetAside
                if matches!(claim.anchor, Anchor::Ambiguous { .. }) =>
            {
                format!("{} asks which words are meant", key(Command::Confirm)).into()
            }
            Command::Reasons if state.review.reasons_for(place).is_err() => {
                let [dispute, garble] = [Command::Dispute, Command::Garble].map(key);
                format!("only a disputed or garbled claim has reasons: {dispute} or {garble} first")
                    .into()
            }
            Command::Clear if claim.ruling().is_none() => "no verdict to clear".into(),
            Command::Confirm if claim.anchor == Anchor::Sure => {
                "its words have not changed: nothing to confirm".into()
            }
            Command::RemoveClaim if claim.is_put_away() => "put away already".into(),
            Command::RemoveClaim if claim.is_gone() => return None,
            Command::RemoveClaim if claim.origin != Origin::Added => format!(
                "only an added claim can be removed: {} sets this one aside",
                key(Command::SetAside)
            )
            .into(),
            Command::DismissHint if claim.hints.is_empty() => "no hint".into(),
            Command::TakeSuggestion if claim.suggesting_hints().next().is_none() => {
                "no hint suggests a word".into()
            }
            Command::TakeWords if !state.sources.is_open => format!(
                "sources are not shown: {} shows them",
                key(Command::Sources)
            )
            .into(),
            Command::TakeWords if state.target_passage().is_none() => "no passage".into(),
            Command::SameForRepeats if claim.settled().is_none() => "no verdict to copy".into(),
            Command::SameForRepeats if state.open_repeats(place).is_empty() => {
                "no open claim says the same".into()
            }
            _ => return None,
        };
        Some(format!("Claim {}: {reason}", state.number(place)).into())
    }

    /// Returns whether the command does something to the claim's words, or says something about them.
    fn needs_words(self) -> bool {
        matches!(
            self,
            Command::Verify
                | Command::Dispute
                | Command::Garble
                | Command::SetAside
                | Command::Clear
                | Command::Confirm
                | Command::Split
                | Command::Join
        )
    }

    /// The same for what is looked at.
    fn why_off_in_view(self, state: &State) -> Option<Cow<'static, str>> {
        let key = |command| state.keymap.sign(command, false);
        match self {
            Command::TakeInArticle => (!state.article_is_changed)
                .then_some("The article has no new text to take in".into()),
            Command::NextHint | Command::PreviousHint => {
                (state.review.progress().hints == 0).then_some("No open claim has a hint".into())
            }
            Command::NextGap | Command::PreviousGap => {
                (state.review.coverage().words_in_no_claim() == 0)
                    .then_some("Every word lies in a claim".into())
            }
            Command::NextMatch | Command::PreviousMatch => state
                .search
                .is_none()
                .then(|| format!("No search: {} searches", key(Command::Search)).into()),
            Command::ClearSearch => (state.search.is_none() && state.spot.is_none())
                .then_some("No search to clear".into()),
            Command::Sources | Command::ListSources | Command::SideBySide => {
                match &state.sources.reading {
                    SourcesProgress::None => Some(
                        "No sources: start with --sources PATH, or put them into a folder \
                         named sources beside the article"
                            .into(),
                    ),
                    SourcesProgress::Reading { .. } if self != Command::Sources => {
                        Some("The sources are still being read".into())
                    }
                    _ => None,
                }
            }
            Command::NextPassage | Command::PreviousPassage => {
                let (place, claim) = state.selected.zip(state.selected_claim())?;
                if !state.sources.is_open {
                    let show = key(Command::Sources);
                    Some(format!("Sources are not shown: {show} shows them").into())
                } else if state.sources.at_hand(&claim.id).is_none() {
                    Some(format!("Claim {}: no passage", state.number(place)).into())
                } else {
                    None
                }
            }
            Command::Report => state
                .reports
                .is_empty()
                .then_some("Nothing here writes reports".into()),
            Command::Order => (!state.list.has_priorities())
                .then_some("No claim has a priority: there is only the article's order".into()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn each_row_stands_where_its_command_looks_for_it() {
        for row in ROWS {
            assert_eq!(row.command.row().name, row.name);
        }
    }

    #[test]
    fn names_are_unique() {
        let names: HashSet<_> = ROWS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), ROWS.len());
    }
}
