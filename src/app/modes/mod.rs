//! What the keys are for just now; a file per mode.

mod article;
mod browse;
mod changes;
mod choose;
mod drafts;
mod esc;
mod filing;
mod find;
mod forms;
mod leave;
mod people;
mod places;
mod prompt;
mod repeats;
mod select;
mod sources;
mod suggestion;
mod typing;
mod whole;

pub use choose::{Chooser, Item, Purpose};
pub(super) use esc::Leaving;
pub use prompt::{Line, Prompt};
pub use select::Selection;

use super::{Field, Form, Help, Whole};

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
    Whole(Box<Whole>),
    /// Reading the help.
    Help(Box<Help>),
}
