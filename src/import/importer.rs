//! Places claims in the article one by one, as a reader of some format hands them over.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use serde_json::Value;
use thiserror::Error;

use crate::model::{Article, Claim, ClaimId, Origin, UnknownFields};
use crate::text::{Span, fit_line};

use super::fault::{ImportFault, RejectedClaim};
use super::placer::Placer;
use super::proposal::Proposal;

/// What was in a claims file.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// The claims that have a place in the article, in the file's order.
    pub claims: Vec<Claim>,
    /// Those that have none, in the file's order.
    pub rejected: Vec<RejectedClaim>,
    /// The file's own fields beside `claims`: who made it, with what.
    pub extra: UnknownFields,
}

/// Why a file is no claims file at all. Safe to print whatever the file holds.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ImportError {
    /// A byte sequence that is not UTF-8.
    #[error("it is not UTF-8: bad byte at offset {at} (JSON is always UTF-8)")]
    NotUtf8 {
        /// Where the first bad byte is, from the start of the file.
        at: usize,
    },
    /// Not JSON, cut off, or nested too deep.
    #[error("it is not JSON: {what}, at line {line}, column {column}")]
    Syntax {
        /// What the reader stumbled over.
        what: String,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
    /// A table with a row that is not as its header says.
    #[error("its table is broken at line {line}: {what}")]
    Table {
        /// The line, from 1.
        line: u64,
        /// What the reader stumbled over.
        what: String,
    },
    /// What looks like an answer of ClaimBuster, but has no list.
    #[error("its `results` are no list: an answer of ClaimBuster has an array there")]
    NoResults,
    /// JSON, but no list of claims.
    #[error(
        "it has no list of claims: it must be a JSON array of claims or an object with an array `claims` (line {line}, column {column}: {what})"
    )]
    NoList {
        /// What is there instead.
        what: String,
        /// The line, from 1.
        line: usize,
        /// The column in bytes, from 1.
        column: usize,
    },
}

impl ImportError {
    /// Tells where JSON is broken, `lines` lines below the beginning of the file.
    pub(super) fn syntax(error: &serde_json::Error, lines: usize) -> Self {
        let (line, column) = (error.line() + lines, error.column());
        let what = reason(error);
        ImportError::Syntax { what, line, column }
    }
}

/// What the reader says, without the place that stands behind it.
pub(super) fn reason(error: &serde_json::Error) -> String {
    let whole = error.to_string();
    let place = format!(" at line {} column {}", error.line(), error.column());
    fit_line(whole.strip_suffix(&place).unwrap_or(&whole), 160, "…")
}

/// An import under way. Claims are placed one by one as they are read, so that a file of any
/// length is never held as a tree.
pub(super) struct Importer<'a> {
    article: &'a Article,
    placer: Placer<'a>,
    imported: Imported,
    /// Which claim took a passage first.
    taken: HashMap<Span, usize>,
    ids: HashSet<ClaimId>,
    /// How many claims there were so far.
    count: usize,
}

impl<'a> Importer<'a> {
    pub(super) fn new(article: &'a Article) -> Self {
        Self {
            article,
            placer: Placer::new(article),
            imported: Imported::default(),
            taken: HashMap::new(),
            ids: HashSet::new(),
            count: 0,
        }
    }

    /// Returns what was imported.
    pub(super) fn finish(self) -> Imported {
        self.imported
    }

    /// Keeps the file's own fields.
    pub(super) fn set_extra(&mut self, extra: UnknownFields) {
        self.imported.extra = extra;
    }

    /// Takes the next claim, an object as our own claims file has it.
    pub(super) fn add(&mut self, value: Value) {
        match self.claim(self.count, value) {
            Ok(claim) => {
                self.imported.claims.push(claim);
                self.count += 1;
            }
            Err(reason) => self.refuse(reason),
        }
    }

    /// Takes the next claim for one that has no place.
    pub(super) fn refuse(&mut self, reason: ImportFault) {
        let index = self.count;
        self.imported.rejected.push(RejectedClaim { index, reason });
        self.count += 1;
    }

    /// Returns whether the article begins with these words, so that its positions are theirs.
    pub(super) fn begins_with(&self, text: &str) -> bool {
        self.article.text().as_str().starts_with(text)
    }

    /// Returns whether a quote is between two positions.
    pub(super) fn has(&self, quote: &str, start: Option<&Value>, end: Option<&Value>) -> bool {
        let length = self.article.text().len();
        let position = |value: Option<&Value>| u32::try_from(value?.as_u64()?).ok();
        match (position(start), position(end)) {
            (Some(start), Some(end)) if start <= end && end <= length => {
                self.article.text().slice(Span::new(start, end)) == quote
            }
            _ => false,
        }
    }

    fn claim(&mut self, index: usize, value: Value) -> Result<Claim, ImportFault> {
        let proposal = Proposal::of(value, self.article.text().len())?;
        let span = self.placer.place(&proposal)?;
        let first = *self.taken.entry(span).or_insert(index);
        if first != index {
            return Err(ImportFault::Twice { index: first, span });
        }
        let mut claim = Claim {
            kind: proposal.kind,
            speaker: proposal.speaker.map(Arc::from),
            priority: proposal.priority,
            hints: proposal.hints.unwrap_or_default(),
            extra: proposal.extra,
            ..Claim::new(self.article, span, Origin::Imported)
        };
        let ids = &mut self.ids;
        claim.id = claim
            .id
            .unless_taken((self.article, span), |id| !ids.insert(id.clone()));
        Ok(claim)
    }
}
