//! What a session starts from.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::model::{ClaimId, Filter, Order, Review, Selector, UndoHistory};

use super::{Draft, Keymap, PassageSplitter, ReportChoice};

/// What a session starts from.
#[derive(Debug)]
pub struct Setup {
    /// The review, as it is on disk or new.
    pub review: Review,
    /// The steps of an earlier session that can still be undone.
    pub steps: UndoHistory,
    /// The claim that was selected.
    pub selected: Option<ClaimId>,
    /// The code point at the top of the article pane.
    pub scroll: Option<u32>,
    /// Which claims were listed.
    pub filter: Filter,
    /// Their order.
    pub order: Order,
    /// Texts typed and not saved.
    pub drafts: Vec<Draft>,
    /// Whether the last draft was being typed when the session ended.
    pub typing: bool,
    /// The words of drafts' claims that the article no longer has.
    pub draft_words: Vec<(ClaimId, Selector)>,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Splits a claim's passage: [`crate::app`] knows no extractor.
    pub splitter: PassageSplitter,
    /// The report formats: [`crate::app`] writes none.
    pub reports: Vec<ReportChoice>,
    /// Whether there are sources to read.
    pub has_sources: bool,
    /// What happened to the claims, if the article has changed since it was last open.
    pub article_changed: Option<String>,
    /// When the review file was last written.
    pub saved_at: Option<Timestamp>,
    /// What the reviewer should know first, a line each.
    pub notice: Vec<String>,
    /// The keys.
    pub keymap: Keymap,
    /// Whether a verdict is followed by the next open claim.
    pub moves_on: bool,
    /// Whether the mouse is used.
    pub mouse: bool,
    /// The time zone of the times on the screen.
    pub zone: TimeZone,
    /// The terminal's size in cells.
    pub size: (u16, u16),
}

impl Setup {
    /// Returns the setup of a first session, in a terminal of 80x24 cells until it reports its size.
    pub fn new(review: Review) -> Self {
        Self {
            review,
            steps: UndoHistory::default(),
            selected: None,
            scroll: None,
            filter: Filter::All,
            order: Order::Article,
            drafts: Vec::new(),
            typing: false,
            draft_words: Vec::new(),
            read_only: false,
            splitter: |_, span| vec![span],
            reports: Vec::new(),
            has_sources: false,
            article_changed: None,
            saved_at: None,
            notice: Vec::new(),
            keymap: Keymap::default(),
            moves_on: true,
            mouse: false,
            zone: TimeZone::UTC,
            size: (80, 24),
        }
    }
}
