//! What the panes show: focus, scrolling, sizes, sources, the mouse, and the clipboard.

use crate::app::workspace::Workspace;
use crate::app::{ArticleRow, DraftKind, Effect, Focus, Mouse, Repeat, Repeats, Viewport};
use crate::text::Span;

/// The longest text that is copied. Terminals drop what is longer than some 100,000 characters of
/// base64 (xterm's limit).
const MAX_COPY_BYTES: usize = 74_000;

impl Workspace {
    /// Returns how many rows a page of the article has, at least two.
    pub(in crate::app) fn page_rows(&self) -> i32 {
        i32::from(self.panes().article_text().height).max(2)
    }

    /// Scrolls the article to its beginning.
    pub(in crate::app) fn scroll_to_start(&mut self) {
        self.article.scroll_to(ArticleRow::default());
    }

    /// Scrolls the article to its end.
    pub(in crate::app) fn scroll_to_end(&mut self) {
        let last = self.viewport().last();
        self.article.scroll_to(last);
    }

    /// Puts the other pane in focus.
    pub(in crate::app) fn focus_other(&mut self) {
        self.screen.set_focus(match self.screen.focus() {
            Focus::Claims => Focus::Article,
            Focus::Article => Focus::Claims,
        });
        // Back at the claims, the article shows the current one again. Where one pane is shown at
        // a time, that happens on the way to the article.
        let wanted = match self.screen.is_one_at_a_time() {
            true => Focus::Article,
            false => Focus::Claims,
        };
        if self.screen.focus() == wanted {
            self.follow();
        }
    }

    /// Shows or hides what the sources say on each claim.
    pub(in crate::app) fn toggle_sources(&mut self) {
        if self.sources.toggle() {
            self.screen.bring_forward(Focus::Claims);
        }
        self.lay_out_panes(self.panes().screen());
    }

    /// Keeps what the screen shows in place when its size changes.
    pub(in crate::app) fn resize(&mut self, width: u16, height: u16) {
        let position = self.scroll();
        let seen = |view: Viewport<'_>, top, span: Option<Span>| {
            span.is_some_and(|span| view.reveal(top, span) == top)
        };
        let claim = self.selected_claim().map(|claim| claim.span);
        let passage = self.article.spot().or(claim);
        let was_seen = seen(self.viewport(), self.article.top(), passage);
        self.lay_out_panes((width, height));
        let view = self.viewport();
        let top = view.place_of(position).min(view.last());
        self.article.scroll_to(top);
        if was_seen && let Some(passage) = passage {
            self.reveal(passage);
        }
    }

    fn lay_out_panes(&mut self, size: (u16, u16)) {
        self.screen.lay_out(size, self.sources.is_open());
        if let Some(row) = self.list.selected_row() {
            let height = self.panes().claim_rows();
            self.list.reveal(row, height);
        }
    }

    /// Uses the mouse, or leaves it to the terminal.
    pub(in crate::app) fn toggle_mouse(&mut self) -> Vec<Effect> {
        self.mouse = Mouse::new(!self.mouse.is_on());
        self.say(match self.mouse.is_on() {
            true => "Mouse on: click selects, wheel scrolls, drag selects words for a claim",
            false => "Mouse off",
        });
        vec![Effect::Mouse(self.mouse.is_on())]
    }

    /// Copies the current claim's words.
    pub(in crate::app) fn copy_claim(&mut self) -> Vec<Effect> {
        let Some(claim) = self.selected_claim() else {
            return Vec::new();
        };
        self.copy_words(self.review().quote(claim).to_owned())
    }

    /// Copies words, unless there are too many.
    pub(in crate::app) fn copy_words(&mut self, words: String) -> Vec<Effect> {
        if words.len() > MAX_COPY_BYTES {
            self.refuse(format!(
                "Not copied: {} bytes, terminals take {MAX_COPY_BYTES}",
                words.len()
            ));
            return Vec::new();
        }
        vec![Effect::Copy(words)]
    }

    /// Opens the note in the user's editor.
    pub(in crate::app) fn edit_note(&mut self) -> Vec<Effect> {
        let Some(place) = self.target() else {
            return Vec::new();
        };
        let claim = self.review().claims()[place].id.clone();
        self.drafts.open_in_editor(claim);
        vec![Effect::Edit(self.written(place, DraftKind::Note))]
    }

    /// Takes in which claims say the same as others.
    pub(in crate::app) fn repeats_found(&mut self, groups: Vec<Vec<Repeat>>) {
        self.repeats = Repeats::of(groups);
    }

    /// Says that the terminal could not be handed to the editor or the shell.
    pub(in crate::app) fn terminal_not_released(&mut self) {
        let what = match self.drafts.close_editor() {
            Some(_) => "Not opened",
            None => "Not suspended",
        };
        self.refuse(format!(
            "{what}: the terminal takes no output (Ctrl-Q resumes it)"
        ));
    }
}
