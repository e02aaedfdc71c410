//! What the keys are for just now; a file per mode.

mod article_change;
mod browse;
mod choose;
mod drafts;
mod edits;
mod esc_guard;
mod evidence;
mod field;
mod form;
mod hint_nav;
mod leave;
mod people;
mod prompt;
mod repeats;
mod search;
mod select;
mod side_by_side;
mod sources;
mod suggestion;

pub use choose::{Chooser, ChooserItem, ChooserPurpose};
pub(super) use esc_guard::EscGuard;
pub use prompt::{Prompt, PromptLine};
pub use select::Selection;

use super::{Field, Form, Help, SideBySide};

/// What the keys are for.
#[derive(Clone, Debug)]
pub enum Mode {
    /// Walking the claims and deciding.
    Browse,
    /// Typing a note or a correction.
    Field(Box<Field>),
    /// Filling in a form.
    Form(Box<Form>),
    /// Typing on the bottom line.
    Prompt(Box<Prompt>),
    /// Selecting text for a claim.
    Select(Selection),
    /// Choosing from a list.
    Choose(Chooser),
    /// Looking at the article beside its source.
    SideBySide(Box<SideBySide>),
    /// Reading the help.
    Help(Box<Help>),
}
