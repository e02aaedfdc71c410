//! The whole program, without a terminal: what is on screen, and what each key makes of it.
//!
//! [`State`] is everything there is to know; [`update`](State::update) takes an [`Event`] and the
//! time, changes the state and says what the outside has to do ([`Effect`]). Nothing here touches
//! the disk, a clock or the terminal, so a whole session can be played in a test.

mod claim_text;
mod command;
mod confirmation;
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
mod repeats;
mod saving;
mod search;
mod side_by_side;
mod sources;
mod state;
mod styled;
mod target;
mod update;
mod viewport;
pub mod wording;

pub use claim_text::text_area;
pub use command::{Command, CommandGroup, CommandRow, KeyContext, ROWS};
pub use effect::Effect;
pub use event::{DroppedInput, Event};
pub use field::{Draft, DraftKind, Field};
pub use form::{Form, FormDraft, FormEntry, FormKind, FormSubject};
pub use help::Help;
pub use key::{Code, Key, NamedKey, keys};
pub use keymap::{Clash, Keymap};
pub use list::ClaimList;
use modes::EscGuard;
pub use modes::{Chooser, ChooserItem, ChooserPurpose, Mode, Prompt, PromptLine, Selection};
pub use mouse::{Mouse, MouseAction, MouseInput};
pub use panes::{GUTTER, Layout, Panes, SMALLEST, inside};
pub use repeats::{Repeat, Repeats};
pub use saving::Saving;
pub use search::{CountJob, Search};
pub use side_by_side::{PairedPassage, SideBySide};
pub use sources::{
    Catalogue, EarlierCheck, SourceAnswer, SourcePassage, SourceQuestion, Sources, SourcesProgress,
};
pub use state::{Focus, Setup, Splitter, State, StatusMessage};
pub use styled::{StyledPieces, Tone, Window, glyph, row, rows};
use viewport::ScreenLines;
pub use viewport::{ArticleLine, ArticleRow, Viewport};
