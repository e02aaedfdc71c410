//! Selecting text in the article to make a claim of it.

use jiff::Timestamp;

use crate::text::{Span, TextUnit};

use crate::app::command::SelectCommand;
use crate::app::workspace::Workspace;
use crate::app::{Command, Focus};

use super::{Mode, Reply};

/// Marks that open a quotation, and marks that close one: languages differ.
const OPENING: &str = "\"'“‘„‚«»‹›「『";
const CLOSING: &str = "\"'”’“‘»«›‹」』";

/// What may be between the last word of a quotation and its closing mark.
const STOPS: &str = ".,!?…;:。、！？";

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where the selection began, once it has.
    mark: Option<Span>,
    /// The word (or sentence, or character) the cursor is on.
    cursor: Span,
}

impl Selection {
    /// Returns the passage selected: from mark to cursor, or the cursor's word alone.
    pub fn span(&self) -> Span {
        self.mark.map_or(self.cursor, |mark| mark.join(self.cursor))
    }

    /// Returns a selection from one word to another.
    pub(in crate::app) fn between(mark: Span, cursor: Span) -> Self {
        let mark = Some(mark);
        Self { mark, cursor }
    }

    /// Returns where the selection began, once it has.
    pub fn mark(&self) -> Option<Span> {
        self.mark
    }

    /// Returns the word, sentence or character with the cursor.
    pub fn cursor(&self) -> Span {
        self.cursor
    }

    /// Begins to select with the gap or match the reviewer was led to, else at the first word of
    /// the current claim if it is on the screen, else at the top of the pane.
    pub(super) fn begin(work: &mut Workspace) -> Reply {
        let text = work.review().article().text();
        let blocks = work.review().article().blocks();
        let selection = match work.article.spot() {
            Some(spot) => {
                let spot = with_quotation_marks(spot, work);
                let first = text.unit_at(blocks, TextUnit::Word, spot.start);
                first.map(|first| {
                    let last = text
                        .unit_before(blocks, TextUnit::Word, spot.end)
                        .filter(|last| spot.overlaps(*last))
                        .unwrap_or(first);
                    Self {
                        mark: Some(Span::new(spot.start, first.end.min(spot.end))),
                        cursor: Span::new(last.start, last.end.max(spot.end)),
                    }
                })
            }
            None => {
                let top = work.scroll();
                let bottom = work
                    .viewport()
                    .lines(work.article.top())
                    .last()
                    .map_or(top, |line| line.span.end);
                let start = work
                    .selected_claim()
                    .map(|claim| claim.span.start)
                    .filter(|start| (top..bottom).contains(start))
                    .unwrap_or(top);
                text.unit_at(blocks, TextUnit::Word, start)
                    .or_else(|| text.unit_before(blocks, TextUnit::Word, start))
                    .map(|cursor| Self { mark: None, cursor })
            }
        };
        let Some(selection) = selection else {
            work.refuse("The article has no words to select");
            return Reply::default();
        };
        work.screen.bring_forward(Focus::Article);
        Mode::Select(selection).into()
    }

    /// Does what a key asks for while selecting.
    pub(super) fn update(
        &mut self,
        command: SelectCommand,
        work: &mut Workspace,
        now: Timestamp,
    ) -> Reply {
        match command {
            SelectCommand::SelectCancel => {
                work.follow();
                return Reply::close();
            }
            SelectCommand::SelectAccept => return self.accept(work, now),
            SelectCommand::SelectMark => {
                self.mark = match self.mark {
                    None => Some(self.cursor),
                    Some(_) => None,
                };
            }
            SelectCommand::SelectSwap => {
                if let Some(mark) = &mut self.mark {
                    std::mem::swap(mark, &mut self.cursor);
                }
            }
            _ => self.cursor = self.stepped(command, work),
        }
        work.reveal(self.cursor);
        Reply::default()
    }

    fn accept(&self, work: &mut Workspace, now: Timestamp) -> Reply {
        if self.mark.is_none() {
            let key = work.key(Command::SelectMark);
            work.refuse(format!(
                "Press {key} where the claim begins, then go to its end"
            ));
            return Reply::default();
        }
        match work.add_claim(self.span(), now) {
            Some(effects) => Reply::from(effects).closing(),
            None => Reply::default(),
        }
    }

    /// Returns the cursor after one step.
    fn stepped(&self, command: SelectCommand, work: &Workspace) -> Span {
        let cursor = self.cursor;
        let text = work.review().article().text();
        let blocks = work.review().article().blocks();
        let after = |unit| text.unit_after(blocks, unit, cursor.end);
        let before = |unit| text.unit_before(blocks, unit, cursor.start);
        match command {
            SelectCommand::SelectNextWord => after(TextUnit::Word),
            SelectCommand::SelectPreviousWord => before(TextUnit::Word),
            SelectCommand::SelectNextCharacter => after(TextUnit::Character),
            SelectCommand::SelectPreviousCharacter => before(TextUnit::Character),
            // First to the end of the sentence the cursor is in.
            SelectCommand::SelectNextSentence => text
                .unit_at(blocks, TextUnit::Sentence, cursor.start)
                .filter(|sentence| sentence.end > cursor.end)
                .or_else(|| after(TextUnit::Sentence)),
            SelectCommand::SelectPreviousSentence => before(TextUnit::Sentence),
            SelectCommand::SelectDown => self.line_away(1, work),
            SelectCommand::SelectUp => self.line_away(-1, work),
            SelectCommand::SelectMark
            | SelectCommand::SelectSwap
            | SelectCommand::SelectAccept
            | SelectCommand::SelectCancel => None,
        }
        .unwrap_or(cursor)
    }

    /// Returns the word a row further down or up, at about the same column.
    fn line_away(&self, by: i32, work: &Workspace) -> Option<Span> {
        let (cursor, view) = (self.cursor, work.viewport());
        let from = view.place_of(cursor.start);
        let to = view.scrolled_freely(from, by)?;
        let column = cursor.start - view.position_of(from);
        let start = view.position_of(to);
        let next = view.scrolled_freely(to, 1);
        let end = next.map_or(work.review().article().text().len(), |n| {
            view.position_of(n)
        });
        let position = (start + column).min(end.saturating_sub(1)).max(start);
        let text = work.review().article().text();
        let blocks = work.review().article().blocks();
        if by > 0 {
            text.unit_at(blocks, TextUnit::Word, position)
        } else {
            let word = text.unit_at(blocks, TextUnit::Word, position)?;
            // An empty line has no word: continue upwards instead of falling back down.
            if word.start >= cursor.start {
                text.unit_before(blocks, TextUnit::Word, position)
            } else {
                Some(word)
            }
        }
    }
}

/// Returns a gap with the quotation mark that opens before its first word, and the one that closes
/// after its last word and its full stop, if they are in no claim; any other passage as it is.
fn with_quotation_marks(passage: Span, work: &Workspace) -> Span {
    if work.review().coverage().gap_from(passage.start) != Some(passage) {
        return passage;
    }
    let article = work.review().article();
    let block = article.blocks().span(article.blocks().at(passage.start));
    let is_free = |span: Span| work.review().claims_within(span).next().is_none();
    let before = article.text().slice(Span::new(block.start, passage.start));
    let mut before = before.chars().rev();
    let opening = before.next().filter(|&c| OPENING.contains(c));
    let opens = opening.is_some() && before.next().is_none_or(|c| !c.is_alphanumeric());
    let start = passage.start - u32::from(opens);
    let after = article.text().slice(Span::new(passage.end, block.end));
    let stops = after.chars().take_while(|&c| STOPS.contains(c)).count();
    let mut after = after.chars().skip(stops);
    let closing = after.next().filter(|&c| CLOSING.contains(c));
    let closes = closing.is_some() && after.next().is_none_or(|c| !c.is_alphanumeric());
    let end = passage.end + if closes { stops as u32 + 1 } else { 0 };
    let [left, right] = [(start, passage.start), (passage.end, end)]
        .map(|(start, end)| start == end || is_free(Span::new(start, end)));
    Span::new(
        if left { start } else { passage.start },
        if right { end } else { passage.end },
    )
}
