//! The whole program, without a terminal: what is on screen, and what each key makes of it.
//!
//! [`State`] is everything there is to know; [`update`](State::update) takes an [`Event`] and the
//! time, changes the state and says what the outside has to do ([`Effect`]). Nothing here touches
//! the disk, a clock or the terminal, so a whole session can be played in a test.

mod asking;
mod claim_text;
mod command;
mod effect;
mod event;
mod field;
mod form;
mod help;
mod key;
mod keymap;
mod list;
mod modes;
mod mouse;
mod panes;
mod popup;
mod reach;
mod repeats;
mod saving;
mod search;
mod sources;
mod state;
mod styled;
mod tally;
mod update;
mod viewport;
mod whole;
pub mod wording;

pub use claim_text::text_area;
pub use command::{Command, Context, Group, ROWS, Row};
pub use effect::Effect;
pub use event::{Event, Unread};
pub use field::{Draft, DraftKind, Field};
pub use form::{Entry, Form, FormDraft, FormKind, Subject};
pub use help::Help;
pub use key::{Code, Key, Named, keys};
pub use keymap::{Clash, Keymap};
pub use list::List;
use modes::Leaving;
pub use modes::{Chooser, Item, Line as PromptLine, Mode, Prompt, Purpose, Selection};
pub use mouse::{Mouse, Pointed, Pointing};
pub use panes::{GUTTER, Layout, Panes, SMALLEST, inside};
pub use repeats::{Repeat, Repeats};
pub use saving::Saving;
pub use search::Search;
pub use sources::{
    Catalogue, Document, EarlierCheck, Finding, Passage, Question, Reading, Sources,
};
pub use state::{Focus, Message, Parts, Setup, State};
pub use styled::{Pieces, Tone, Window, glyph, row, rows};
pub use tally::Quest;
use viewport::Page;
pub use viewport::{Line, Top, Viewport};
pub use whole::{Pairing, Whole};
