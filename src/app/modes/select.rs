//! Selecting text in the article to make a claim of it.

use jiff::Timestamp;

use crate::text::{Span, TextUnit};

use super::super::{Command, Effect, Focus, Layout, State};
use super::Mode;
use super::edits::sentence;

/// Marks that open a quotation, and that close one: some languages open with what others close with.
const OPENING: &str = "\"'“‘„‚«»‹›「『";
const CLOSING: &str = "\"'”’“‘»«›‹」』";

/// What may stand between the last word of a quotation and its closing mark.
const STOPS: &str = ".,!?…;:。、！？";

/// What is selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Where the selection began, once it has.
    pub mark: Option<Span>,
    /// The word (or sentence, or character) the cursor is on.
    pub cursor: Span,
}

impl Selection {
    /// Returns the passage selected: from mark to cursor, or the cursor's word alone.
    pub fn span(&self) -> Span {
        self.mark.map_or(self.cursor, |mark| mark.join(self.cursor))
    }
}

impl State {
    /// Begins to select: with the gap or match the checker was led to, else at the first word of
    /// the current claim if it is on the screen, else at the top of the pane.
    pub(super) fn begin_selection(&mut self) {
        let text = self.review.article().text();
        let blocks = self.review.article().blocks();
        let selection = match self.spot {
            Some(spot) => {
                let spot = self.with_quotation_marks(spot);
                let first = text.unit_at(blocks, TextUnit::Word, spot.start);
                first.map(|first| {
                    let last = text
                        .unit_before(blocks, TextUnit::Word, spot.end)
                        .filter(|last| spot.overlaps(*last))
                        .unwrap_or(first);
                    Selection {
                        mark: Some(Span::new(spot.start, first.end.min(spot.end))),
                        cursor: Span::new(last.start, last.end.max(spot.end)),
                    }
                })
            }
            None => {
                let top = self.scroll();
                let bottom = self
                    .viewport()
                    .lines(self.top)
                    .last()
                    .map_or(top, |line| line.span.end);
                let start = self
                    .selected_claim()
                    .map(|claim| claim.span.start)
                    .filter(|start| (top..bottom).contains(start))
                    .unwrap_or(top);
                text.unit_at(blocks, TextUnit::Word, start)
                    .or_else(|| text.unit_before(blocks, TextUnit::Word, start))
                    .map(|cursor| Selection { mark: None, cursor })
            }
        };
        match selection {
            Some(selection) => {
                if self.panes.layout == Layout::OneAtATime {
                    self.focus = Focus::Article;
                }
                self.mode = Mode::Select(selection);
            }
            None => self.refuse("The article has no words to select"),
        }
    }

    /// Returns a gap with the quotation mark that opens before its first word, and the one that closes
    /// after its last word and its full stop, if they lie in no claim; any other passage as it is.
    fn with_quotation_marks(&self, passage: Span) -> Span {
        if self.review.coverage().gap_from(passage.start) != Some(passage) {
            return passage;
        }
        let article = self.review.article();
        let block = article.blocks().span(article.blocks().at(passage.start));
        let is_free = |span: Span| self.review.claims_within(span).next().is_none();
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

    /// Does what a key asks for while selecting.
    pub(in crate::app) fn select_command(
        &mut self,
        command: Command,
        now: Timestamp,
    ) -> Vec<Effect> {
        let Mode::Select(selection) = self.mode else {
            return Vec::new();
        };
        let moved = match command {
            Command::SelectCancel => {
                self.mode = Mode::Browse;
                self.follow();
                return Vec::new();
            }
            Command::SelectAccept => return self.accept_selection(selection, now),
            Command::SelectMark => Selection {
                mark: match selection.mark {
                    None => Some(selection.cursor),
                    Some(_) => None,
                },
                ..selection
            },
            Command::SelectSwap => match selection.mark {
                None => selection,
                Some(mark) => Selection {
                    mark: Some(selection.cursor),
                    cursor: mark,
                },
            },
            _ => Selection {
                cursor: self.stepped(command, selection.cursor),
                ..selection
            },
        };
        self.mode = Mode::Select(moved);
        self.reveal(moved.cursor);
        Vec::new()
    }

    /// The cursor after one step.
    fn stepped(&self, command: Command, cursor: Span) -> Span {
        let text = self.review.article().text();
        let blocks = self.review.article().blocks();
        let after = |unit| text.unit_after(blocks, unit, cursor.end);
        let before = |unit| text.unit_before(blocks, unit, cursor.start);
        match command {
            Command::SelectNextWord => after(TextUnit::Word),
            Command::SelectPreviousWord => before(TextUnit::Word),
            Command::SelectNextCharacter => after(TextUnit::Character),
            Command::SelectPreviousCharacter => before(TextUnit::Character),
            // First to the end of the sentence the cursor is in.
            Command::SelectNextSentence => text
                .unit_at(blocks, TextUnit::Sentence, cursor.start)
                .filter(|sentence| sentence.end > cursor.end)
                .or_else(|| after(TextUnit::Sentence)),
            Command::SelectPreviousSentence => before(TextUnit::Sentence),
            Command::SelectDown => self.line_away(cursor, 1),
            Command::SelectUp => self.line_away(cursor, -1),
            _ => None,
        }
        .unwrap_or(cursor)
    }

    /// The word a row further down or up, at about the same place in the row.
    fn line_away(&self, cursor: Span, by: i32) -> Option<Span> {
        let view = self.viewport();
        let from = view.place_of(cursor.start);
        let to = view.scrolled_freely(from, by)?;
        let column = cursor.start - view.position_of(from);
        let start = view.position_of(to);
        let next = view.scrolled_freely(to, 1);
        let end = next.map_or(self.review.article().text().len(), |n| view.position_of(n));
        let position = (start + column).min(end.saturating_sub(1)).max(start);
        let text = self.review.article().text();
        let blocks = self.review.article().blocks();
        if by > 0 {
            text.unit_at(blocks, TextUnit::Word, position)
        } else {
            let word = text.unit_at(blocks, TextUnit::Word, position)?;
            // An empty line has no word: go on upwards instead of falling back down.
            if word.start >= cursor.start {
                text.unit_before(blocks, TextUnit::Word, position)
            } else {
                Some(word)
            }
        }
    }

    fn accept_selection(&mut self, selection: Selection, now: Timestamp) -> Vec<Effect> {
        if selection.mark.is_none() {
            let key = self.keymap.sign(Command::SelectMark, false);
            self.refuse(format!(
                "Press {key} where the claim begins, then go to its end"
            ));
            return Vec::new();
        }
        let change = match self.review.add(selection.span()) {
            Ok(change) => change,
            Err(refusal) => {
                self.refuse(sentence(&refusal));
                return Vec::new();
            }
        };
        self.mode = Mode::Browse;
        let added = change.subject().cloned();
        let effects = self.make(Ok(Some(change)), now);
        if let Some(place) = added.and_then(|claim| self.review.index_of(&claim)) {
            if self.list.row_of(place).is_none() {
                // What was just made must be seen.
                self.list
                    .set_filter(crate::model::Filter::All, &self.review);
            }
            self.select_nearest(place);
            self.spot = None;
            self.follow();
            let undo = self.undo_hint();
            self.say_on(place, format!("added{undo}"));
        }
        effects
    }
}
