//! One row per command: its name, what it does, its keys, where it works, and what it requires.
//!
//! Everything about keys comes from these rows: the keymap, the help, the hints in the bottom line,
//! the table in README, the manual page, the names in a configuration file, and why a command is off.

/// Where keys are looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum KeyContext {
    /// Going from claim to claim.
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
    /// Looking at the article beside a source.
    SideBySide,
    /// Reading the help.
    Help,
}

/// The heading under which the help lists a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommandGroup {
    /// Moving around.
    Move,
    /// Verdicts, reasons, flags, undo.
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
    /// With the article beside a source.
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
            CommandGroup::Move => "Moving around",
            CommandGroup::Decide => "Deciding",
            CommandGroup::Write => "Writing on a claim",
            CommandGroup::Find => "Finding",
            CommandGroup::Program => "factdesk",
            CommandGroup::Select => "Selecting the text of a new claim",
            CommandGroup::Type => "Typing: a note, a correction, a form, the bottom line",
            CommandGroup::SideBySide => "With the article beside a source",
            CommandGroup::List => "In a list or the help",
        }
    }
}

/// What a command requires; [`why_off`](super::availability::why_off) names the first that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Requires {
    /// The review may be changed.
    Writable,
    /// A claim is selected.
    Claim,
    /// A claim is selected, or was just decided: then the rest is required of that one.
    Target,
    /// The claim's words are in the article.
    InArticle,
    /// It is known which words are the claim's.
    Unambiguous,
    /// The claim has a verdict that reasons can be given for.
    AdverseVerdict,
    /// The claim has a verdict, or is set aside.
    Ruling,
    /// The claim's verdict can be copied.
    CopyableVerdict,
    /// An open claim says the same.
    OpenRepeat,
    /// The claim's words have changed.
    ChangedWords,
    /// The claim can be removed or put away.
    Removable,
    /// The claim has a hint.
    Hint,
    /// The claim has a hint that suggests words.
    Suggestion,
    /// The sources are shown.
    ShownSources,
    /// A passage is shown for the claim.
    Passage,
    /// There is a step to undo.
    UndoStep,
    /// There is a step to redo.
    RedoStep,
    /// There is a draft.
    Draft,
    /// The article's file has a new text.
    ChangedArticle,
    /// An open claim has a hint.
    OpenHint,
    /// Some words are in no claim.
    Gap,
    /// There is a search.
    Search,
    /// There is a search, or a passage that a key led to.
    SearchOrSpot,
    /// There are sources.
    Sources,
    /// The sources have been read.
    ReadSources,
    /// There are report formats.
    ReportFormats,
    /// Some claim has a priority.
    Priorities,
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
    /// What must hold for it to do anything, in the order in which it is checked.
    pub requires: &'static [Requires],
    /// The word in the bottom line, and its rank there: low ranks are dropped last.
    pub hint: Option<(&'static str, u8)>,
}

macro_rules! commands {
    ($($context:ident / $part:ident as $commands:ident { $($variant:ident, $name:literal, $keys:literal,
        $group:ident $([$($requires:ident)+])?, $doc:literal $(, $word:literal $rank:literal)?;)+ })+) => {
        /// Everything a key can ask for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[allow(missing_docs)] // `Row::doc` says what each does.
        pub enum Command { $($($variant,)+)+ }

        $(
            /// Some commands of one context: its mode has an arm for each.
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            #[allow(clippy::enum_variant_names)] // The names are those of `Command`.
            pub(super) enum $commands { $($variant,)+ }
        )+

        /// A command, by the part of its mode that does it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum ModeCommand { $(
            #[allow(missing_docs)]
            $part($commands),
        )+ }

        impl From<ModeCommand> for Command {
            fn from(command: ModeCommand) -> Self {
                match command { $($(
                    ModeCommand::$part($commands::$variant) => Command::$variant,
                )+)+ }
            }
        }

        impl Command {
            /// Returns the command as its mode knows it.
            pub(super) fn by_mode(self) -> ModeCommand {
                match self { $($(
                    Command::$variant => ModeCommand::$part($commands::$variant),
                )+)+ }
            }
        }

        /// The rows, in the order of the help.
        pub const ROWS: &[CommandRow] = &[$($(CommandRow {
            command: Command::$variant,
            name: $name,
            doc: $doc,
            keys: $keys,
            context: KeyContext::$context,
            group: CommandGroup::$group,
            requires: &[$($(Requires::$requires,)+)?],
            hint: the_one(&[$(($word, $rank))?]),
        },)+)+];
    };
}

/// Returns the only element of a list, which is how the macro writes an option.
const fn the_one(hint: &[(&'static str, u8)]) -> Option<(&'static str, u8)> {
    match hint {
        [hint] => Some(*hint),
        _ => None,
    }
}

commands! {
    Browse / Decide as DecideCommand {
        Verify, "verify", "v", Decide [Writable Claim InArticle Unambiguous], "verified: a source backs it; on to the next open claim", "verified" 1;
        Dispute, "dispute", "d", Decide [Writable Claim InArticle Unambiguous], "disputed: a source contradicts it, or no two agree; on", "disputed" 2;
        Garble, "garble", "g", Decide [Writable Claim InArticle Unambiguous], "garbled: the words no longer say what was said; on", "garbled" 3;
        SetAside, "set-aside", "z", Decide [Writable Claim InArticle Unambiguous], "set aside: not a claim, a repeat, or unverifiable", "set aside" 13;
        Reasons, "reasons", "r", Decide [Writable Target AdverseVerdict], "why: what is wrong with a disputed or garbled claim", "why" 14;
        Flags, "flags", "f", Decide [Writable Target], "flags: legal, sensitive, look again, odd but right", "flags" 15;
        Clear, "clear", "x", Decide [Writable Claim InArticle Ruling], "clear the verdict";
        SameForRepeats, "same-for-repeats", "=", Decide [Writable Target CopyableVerdict OpenRepeat], "copy this verdict to the claim's repeats";
        Confirm, "confirm", "enter", Decide [Writable Claim InArticle ChangedWords], "after the article changed: confirm the verdict for the new words, or choose which words are meant; verify an adopted correction";
        Undo, "undo", "u", Decide [Writable UndoStep], "undo, any number of steps", "undo" 4;
        Redo, "redo", "ctrl-r", Decide [Writable RedoStep], "redo";
    }
    Browse / Move as MoveCommand {
        NextClaim, "next-claim", "j down", Move, "next claim", "next" 10;
        PreviousClaim, "previous-claim", "k up", Move, "previous claim";
        NextOpen, "next-open", "space", Move, "next open claim", "next open" 9;
        FirstClaim, "first-claim", "home", Move, "first claim";
        LastClaim, "last-claim", "end G", Move, "last claim";
        GoToClaim, "go-to-claim", ":", Move, "go to a claim by its number";
        NextHint, "next-hint", "]", Move [OpenHint], "next hint";
        PreviousHint, "previous-hint", "[", Move [OpenHint], "previous hint";
        NextGap, "next-gap", "}", Move [Gap], "next words in no claim";
        PreviousGap, "previous-gap", "{", Move [Gap], "previous words in no claim";
        PageDown, "page-down", "pgdn ctrl-f", Move, "scroll the article down a page";
        PageUp, "page-up", "pgup ctrl-b", Move, "scroll the article up a page";
        HalfDown, "half-page-down", "ctrl-d", Move, "scroll the article down half a page";
        HalfUp, "half-page-up", "ctrl-u", Move, "scroll the article up half a page";
        ScrollDown, "scroll-down", "ctrl-e", Move, "scroll the claim's pane, the help or a list a line down";
        ScrollUp, "scroll-up", "ctrl-y", Move, "scroll the claim's pane, the help or a list a line up";
        OtherPane, "other-pane", "tab", Move, "focus the other pane; back at the claims the article returns to the claim", "pane" 12;
    }
    Browse / Write as WriteCommand {
        Note, "note", "e", Write [Writable Target], "note", "note" 6;
        NoteInEditor, "note-in-editor", "E", Write [Writable Target], "note in $VISUAL or $EDITOR";
        Correct, "correct", "c", Write [Writable Target], "correction: the exact words proposed; an empty one cuts the sentence", "correct" 16;
        TakeWords, "take-words", "C", Write [Writable Target ShownSources Passage], "propose the source's words as correction, and edit them";
        TakeSuggestion, "take-suggestion", "w", Write [Writable Target Suggestion], "put the word that a hint suggests into the correction";
        FileEvidence, "evidence", "s", Write [Writable Target], "evidence: file a source for the claim, change or remove it", "evidence" 11;
        Drafts, "drafts", "D", Write [Writable Draft], "drafts: texts typed and not saved; open them again";
        Contact, "contact", "p", Write [Writable Target], "people: log whom you asked about the claim, and the outcome", "people" 19;
        Copy, "copy", "y", Write [Claim], "copy the claim's words (OSC 52)";
        AddClaim, "add-claim", "a", Write [Writable], "add a claim by selecting text in the article", "add" 17;
        Split, "split", "+", Write [Writable Claim InArticle], "split the claim into its parts";
        Join, "join", "-", Write [Writable Claim InArticle], "join the claim with the next one of its paragraph";
        RemoveClaim, "remove-claim", "delete", Write [Writable Claim Removable], "remove a claim that was added; put away one that is gone from the article";
        DismissHint, "dismiss-hint", "h", Write [Writable Claim Hint], "dismiss the claim's hints (again: bring them back)";
    }
    Browse / Find as FindCommand {
        Search, "search", "/", Find, "search the article, the notes and the corrections", "search" 7;
        NextMatch, "next-match", "n", Find [Search], "next match";
        PreviousMatch, "previous-match", "N", Find [Search], "previous match";
        ClearSearch, "clear-search", "esc", Find [SearchOrSpot], "clear the search and its marks";
        Sources, "sources", "t", Find [Sources], "what the sources say on the claim, word by word; again: back", "sources" 8;
        NextPassage, "next-passage", "J", Find [Claim ShownSources Passage], "next passage of the sources";
        PreviousPassage, "previous-passage", "K", Find [Claim ShownSources Passage], "previous passage of the sources";
        SideBySide, "whole-article", "T", Find [Sources ReadSources], "the whole article beside a source";
        ListSources, "list-sources", "S", Find [Sources ReadSources], "which sources were read, and which were not";
        Waiting, "waiting", "P", Find, "who owes you an answer, about which claims, since when";
        Filter, "filter", "F", Find, "which claims are listed: all, open, verified, …", "filter" 18;
        Order, "order", "o", Find [Priorities], "order of the list: article, priority";
    }
    Browse / Program as ProgramCommand {
        TakeInArticle, "take-in-article", "A", Program [ChangedArticle], "take in the changed article";
        Report, "report", "R", Program [ReportFormats], "write a report beside the review: Markdown, HTML, a patch, …";
        Mouse, "mouse", "m", Program, "mouse on or off";
        Help, "help", "?", Program, "help; the keys of the current mode come first", "help" 0;
        Suspend, "suspend", "ctrl-z", Program, "suspend; fg comes back";
        Redraw, "redraw", "ctrl-l", Program, "redraw the screen";
        Quit, "quit", "q ctrl-c", Program, "quit; everything is saved", "quit" 5;
    }
    Article / Article as ArticleCommand {
        LineDown, "line-down", "j down", Move, "scroll a line down (article in focus)";
        LineUp, "line-up", "k up", Move, "scroll a line up (article in focus)";
        Top, "top", "home", Move, "top of the article (article in focus)";
        Bottom, "bottom", "end", Move, "end of the article (article in focus)";
    }
    Select / Select as SelectCommand {
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
    Field / Field as FieldCommand {
        FieldKeep, "field-keep", "enter ctrl-s", Type, "keep what was typed", "keep" 0;
        FieldNewline, "field-newline", "alt-enter ctrl-j", Type, "new line", "new line" 3;
        FieldReset, "field-reset", "ctrl-o", Type, "in a correction: back to the article's words", "article's words" 1;
        FieldCancel, "field-cancel", "esc ctrl-c", Type, "back; what you typed is kept as a draft", "back" 2;
    }
    Form / Form as FormCommand {
        FormKeep, "form-keep", "enter ctrl-s", Type, "keep what was filled in", "keep" 0;
        FormNext, "form-next", "tab down", Type, "next line of the form", "next" 1;
        FormPrevious, "form-previous", "backtab up", Type, "line before";
        FormChoiceNext, "form-choice", "space right", Type, "next choice, on a line where one is chosen", "choose" 3;
        FormChoicePrevious, "form-choice-before", "left", Type, "choice before";
        FormNewline, "form-newline", "alt-enter ctrl-j", Type, "new line, in a quotation";
        FormCancel, "form-cancel", "esc ctrl-c", Type, "back; what you filled in is kept as a draft", "back" 2;
    }
    Prompt / Prompt as PromptCommand {
        PromptAccept, "prompt-accept", "enter", Type, "accept the line: search, go there, save there", "accept" 0;
        PromptCancel, "prompt-cancel", "esc ctrl-c", Type, "cancel the line", "back" 1;
    }
    Choose / Choose as ChooseCommand {
        ChooseNext, "choose-next", "j down tab", List, "next line";
        ChoosePrevious, "choose-previous", "k up backtab", List, "line before";
        ChooseToggle, "choose-toggle", "space x", List, "mark or unmark, where several may be chosen", "mark" 1;
        ChooseRemove, "choose-remove", "delete d", List, "remove an entry from a claim's evidence or contacts", "remove" 3;
        ChooseStance, "choose-stance", "c", List, "in a claim's evidence: the next stance (supports, contradicts, context)", "stance" 4;
        ChooseQuestions, "choose-questions", "w", List, "in a list of people: write a question sheet with the open claims for this person", "questions" 4;
        ChooseAccept, "choose-accept", "enter", List, "choose (or press the number before a line)", "choose" 0;
        ChooseCancel, "choose-cancel", "esc q ctrl-c", List, "back", "back" 2;
    }
    SideBySide / SideBySide as SideBySideCommand {
        SideBySideNext, "whole-next", "j down space", SideBySide, "next passage that differs", "next" 1;
        SideBySidePrevious, "whole-previous", "k up", SideBySide, "previous passage that differs", "previous" 2;
        SideBySideDown, "whole-down", "pgdn J", SideBySide, "next passage, whether it differs or not";
        SideBySideUp, "whole-up", "pgup K", SideBySide, "previous passage, whether it differs or not";
        SideBySideLeftOut, "whole-left-out", "o", SideBySide, "next sentence of the source that the article left out", "left out" 3;
        SideBySideGo, "whole-go", "enter", SideBySide, "to the claim in the article", "to the claim" 4;
        SideBySideFile, "whole-file", "s", SideBySide [Writable], "file the source's passage on its claim", "file" 5;
        SideBySideTakeWords, "whole-take-words", "C", SideBySide [Writable], "propose the source's words as correction, and edit them", "correct" 6;
        SideBySideCopy, "whole-copy", "y", SideBySide, "copy the source's words (OSC 52)";
        SideBySideSearch, "whole-search", "/", SideBySide, "search article and source", "search" 7;
        SideBySideNextMatch, "whole-next-match", "n", SideBySide, "next match; without a search, next passage that differs";
        SideBySidePreviousMatch, "whole-previous-match", "N", SideBySide, "previous match; without a search, previous passage that differs";
        SideBySideNextSource, "whole-next-source", "tab", SideBySide, "the next source beside the article", "next source" 8;
        SideBySideClose, "whole-close", "esc q T ctrl-c", SideBySide, "back", "back" 0;
    }
    Help / Help as HelpCommand {
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
        // Rows and variants come from one list, in one order.
        &ROWS[self as usize]
    }

    /// Returns whether the command works on a screen too small to show anything.
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

    /// Returns whether a character bound to it could no longer be typed where it works.
    pub fn takes_from_typing(self) -> bool {
        match self.row().context {
            KeyContext::Field | KeyContext::Prompt => true,
            // On lines where nothing is chosen, these keys type.
            KeyContext::Form => {
                !matches!(self, Command::FormChoiceNext | Command::FormChoicePrevious)
            }
            _ => false,
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
