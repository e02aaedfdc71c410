//! What the keys are for just now; a file per mode.

mod browse;
mod changes;
mod choose;
mod filing;
mod find;
mod forms;
mod leave;
mod places;
mod prompt;
mod select;
mod typing;

pub use choose::{Chooser, Item, Purpose};
pub use prompt::{Line, Prompt};
pub use select::Selection;

use super::{Field, Form};

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
    /// Reading the help, scrolled down by so many lines.
    Help(u16),
}
