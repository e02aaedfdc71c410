//! The whole program, without a terminal: what is on screen, and what each key does.
//!
//! [`State`] holds a session; [`update`](State::update) takes an [`Event`] and the time, changes the
//! state and returns what the outside has to do ([`Effect`]). Nothing here touches the disk, a clock
//! or the terminal, so a whole session can be played in a test.
//!
//! What all modes share is in [`Workspace`], each part in its own file; `modes` has a file per mode,
//! `actions` a file per topic.

mod actions;
mod article_pane;
mod availability;
mod chooser;
mod claim_pane;
mod claim_scroll;
mod command;
mod confirmation;
mod drafts;
mod edited_review;
mod effect;
mod esc_guard;
mod event;
mod form;
mod key;
mod keymap;
mod list;
mod messages;
mod modes;
mod mouse;
mod panes;
mod pointing;
mod popup;
mod repeats;
mod saving;
mod screen;
mod search;
mod settings;
mod setup;
mod side_by_side;
mod sources;
mod state;
mod styled;
mod target;
mod text_input;
mod update;
mod viewport;
pub mod wording;
mod workspace;

pub use article_pane::ArticlePane;
pub use chooser::{Chooser, ChooserItem, ChooserPurpose};
pub use claim_pane::{ClaimPane, text_area};
pub use command::{Command, CommandGroup, CommandRow, KeyContext, ROWS, Requires};
pub use drafts::{Draft, DraftKind, Drafts, FormDraft, FormKind};
pub use edited_review::EditedReview;
pub use effect::Effect;
pub use event::{DroppedInput, Event};
pub use form::{Form, FormEntry, FormSubject};
pub use key::{Code, Key, NamedKey, keys};
pub use keymap::{Clash, Keymap};
pub use list::ListedClaims;
pub use messages::{Messages, StatusMessage};
pub use modes::{Field, Help, Mode, Prompt, PromptLine, Selection};
pub use mouse::{Mouse, MouseAction, MouseInput};
pub use panes::{GUTTER, Layout, Panes, SMALLEST, inside};
pub use repeats::{Repeat, Repeats};
pub use saving::Saving;
pub use screen::{Focus, ScreenLayout};
pub use search::{CountJob, Search, Searching};
pub use settings::{PassageSplitter, ReportChoice, SessionSettings};
pub use setup::Setup;
pub use side_by_side::{PairedPassage, SideBySide};
pub use sources::{
    Catalogue, EarlierCheck, SourceAnswer, SourcePassage, SourceQuestion, Sources, SourcesProgress,
};
pub use state::State;
pub use styled::{StyledPieces, Tone, Window, glyph, row, rows};
pub use viewport::{ArticleRow, ScreenLine, Viewport};
pub use workspace::Workspace;
