//! What claims are held against: the reviewer's sources, and what was checked before.
//!
//! [`gather`] reads files and folders into a [`Library`], which answers where a claim's passage is
//! ([`Library::find`]), which source the whole article was made from ([`Library::original_of`]),
//! and whether somebody checked the claim before ([`Library::checked`]). It never says whether a
//! claim is true. `sources.md` beside this file tells how it is done, and what was measured.
//!
//! Texts are kept as they are: what is shown of them is made harmless by whoever shows it. Paths,
//! titles and reasons are harmless already.

mod checked;
mod gather;
mod original_source;
mod passage_index;
mod passages;
mod rank;
mod read;
mod words;

use std::fmt;
use std::path::{Path, PathBuf};

use crate::align::thresholds::library;
use crate::text::{Span, Text};

pub use checked::Checked;
pub use gather::{GatherProgress, Skipped, gather};

use passage_index::PassageIndex;
use passages::PassageExtent;
use rank::{ClaimQuery, FramedQuery, Share};
use read::Contents;

/// The number of a source, in the order in which they were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(u32);

/// A source.
#[derive(Clone, Debug)]
pub struct Document {
    path: PathBuf,
    name: String,
    title: String,
    text: Text,
}

impl Document {
    /// Returns where it was read from: as it was named, or below the folder that was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the path as it is shown.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the title on one line; without one, the first line that is not empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the text, as it is: it may hold control characters.
    pub fn text(&self) -> &Text {
        &self.text
    }
}

/// A passage that is near a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The source it stands in.
    pub document: DocumentId,
    /// The source's title, on one line.
    pub title: String,
    /// The source's path, as it is shown.
    pub path: String,
    /// Where in the source, in words: `para 4`.
    pub locator: String,
    /// Where in the source's text.
    pub span: Span,
    /// The passage, as it is: it may hold line feeds and control characters.
    pub text: String,
    /// How much of the claim it holds, from 0 to 1, at times without who says so.
    pub score: f64,
    /// Whether it has only some words in common with the claim: it was the nearest there is.
    pub is_weak: bool,
}

/// A passage of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageText<'l> {
    /// The source it stands in.
    pub document: DocumentId,
    /// Where in the source, in words: `para 4`.
    pub locator: String,
    /// The passage, as it is: it may hold line feeds and control characters.
    pub text: &'l str,
}

/// An earlier check of a claim that is near this one.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckMatch<'l> {
    /// The check.
    pub checked: &'l Checked,
    /// How near the two claims are, from 0 to 1.
    pub score: f64,
}

/// Sources and earlier checks, indexed.
#[derive(Default)]
pub struct Library {
    documents: Vec<Document>,
    /// In the order of the index.
    passages: Vec<(DocumentId, PassageExtent)>,
    index: PassageIndex,
    /// In the order of their index.
    checks: Vec<Checked>,
    checks_index: PassageIndex,
    skipped: Vec<Skipped>,
}

impl fmt::Debug for Library {
    /// The counts: a library is a hundred megabytes.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library")
            .field("documents", &self.documents.len())
            .field("passages", &self.passages.len())
            .field("checks", &self.checks.len())
            .field("skipped", &self.skipped)
            .finish()
    }
}

impl Library {
    /// Returns a source.
    pub fn document(&self, id: DocumentId) -> &Document {
        &self.documents[id.0 as usize]
    }

    /// Returns every source, in order.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = (DocumentId, &Document)> {
        self.documents
            .iter()
            .enumerate()
            .map(|(at, document)| (DocumentId(at as u32), document))
    }

    /// Returns every passage, in order.
    pub fn passages(&self) -> impl Iterator<Item = PassageText<'_>> {
        (0..self.passages.len()).map(|entry| self.place(entry as u32))
    }

    /// Returns passages with words of a text, most of them first, at most `most`.
    pub fn holding(&self, text: &str, most: usize) -> Vec<PassageText<'_>> {
        let entries = self.index.candidates(&words::words(text), most);
        entries.into_iter().map(|entry| self.place(entry)).collect()
    }

    /// Returns the bytes of all sources together.
    pub fn size(&self) -> usize {
        self.documents
            .iter()
            .map(|document| document.text.as_str().len())
            .sum()
    }

    fn place(&self, entry: u32) -> PassageText<'_> {
        let (document, passage) = &self.passages[entry as usize];
        PassageText {
            document: *document,
            locator: passage.locator(),
            text: &self.document(*document).text.as_str()[passage.bytes()],
        }
    }

    /// Returns every earlier check, in order.
    pub fn checks(&self) -> &[Checked] {
        &self.checks
    }

    /// Returns what was not taken in, and why.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// Returns the passages that are near a claim, best first, at most `most`; those of the same
    /// score in the order of the sources. If none is near, returns up to three that have words in
    /// common with the claim, as weak matches.
    pub fn find(&self, claim: &str, most: usize) -> Vec<Hit> {
        let nearest = self.near(claim);
        let is_near = |share: &Share| share.is_enough && share.of >= library::MIN_SHARE;
        let is_weak = !nearest.iter().any(|(_, share)| is_near(share));
        let (most, shown): (usize, &dyn Fn(&Share) -> bool) = match is_weak {
            true => (most.min(library::MAX_WEAK), &|share| {
                share.of >= library::MIN_WEAK_SHARE
            }),
            false => (most, &is_near),
        };
        let shown = nearest.into_iter().filter(|(_, share)| shown(share));
        shown
            .take(most)
            .map(|(entry, share)| self.hit(entry, share.of, is_weak))
            .collect()
    }

    /// Returns earlier checks of what is, by its words, the same claim; best first, at most `most`.
    pub fn checked(&self, claim: &str, most: usize) -> Vec<CheckMatch<'_>> {
        let question = ClaimQuery::new(claim, &self.checks_index);
        let mut found: Vec<CheckMatch<'_>> = self
            .checks_index
            .candidates(question.words(), library::MAX_COMPARED)
            .into_iter()
            .map(|entry| {
                let checked = &self.checks[entry as usize];
                let back = ClaimQuery::new(&checked.claim, &self.checks_index);
                let there = question.share_in(back.words());
                let back = back.share_in(question.words());
                let is_enough = there.is_enough && back.is_enough;
                CheckMatch {
                    checked,
                    score: if is_enough {
                        there.of.min(back.of)
                    } else {
                        0.0
                    },
                }
            })
            .filter(|earlier| earlier.score >= library::SAME_CLAIM)
            .collect();
        found.sort_by(|a, b| b.score.total_cmp(&a.score));
        found.truncate(most);
        found
    }

    /// Passages with words of a text, best first, however little they share with it.
    fn near(&self, text: &str) -> Vec<(u32, Share)> {
        let question = FramedQuery::new(text, &self.index);
        let mut scored: Vec<(u32, Share)> = self
            .index
            .candidates(question.words(), library::MAX_COMPARED)
            .into_iter()
            .map(|entry| {
                let text = self.place(entry).text;
                (entry, question.share_in(&words::words(text)))
            })
            .collect();
        scored.sort_by(|a, b| b.1.rank().total_cmp(&a.1.rank()).then(a.0.cmp(&b.0)));
        scored
    }

    /// Returns where in a document the passage is that begins at or before a code point, in words;
    /// empty before the first passage.
    pub fn locator_at(&self, document: DocumentId, position: u32) -> String {
        let byte = self.document(document).text.byte_of(position);
        let is_before = |entry: &(DocumentId, PassageExtent)| {
            (entry.0, entry.1.bytes().start) <= (document, byte)
        };
        let after = self.passages.partition_point(is_before);
        let passage = self.passages[..after].last();
        let passage = passage.filter(|(id, _)| *id == document);
        passage.map_or_else(String::new, |(_, passage)| passage.locator())
    }

    fn hit(&self, entry: u32, score: f64, is_weak: bool) -> Hit {
        let (id, passage) = &self.passages[entry as usize];
        let document = self.document(*id);
        Hit {
            document: *id,
            title: document.title.clone(),
            path: document.name.clone(),
            locator: passage.locator(),
            span: document.text.span_of(passage.bytes()),
            text: document.text.as_str()[passage.bytes()].to_owned(),
            score,
            is_weak,
        }
    }

    /// Puts the contents of a file in.
    fn take_in(&mut self, path: &Path, name: String, contents: Contents) {
        if let Some((title, text)) = contents.text {
            let id = DocumentId(self.documents.len() as u32);
            self.documents.push(Document {
                path: path.to_owned(),
                name,
                title,
                text,
            });
            for (passage, entered) in contents.passages {
                self.passages.push((id, passage));
                self.index.add(entered);
            }
        }
        for (checked, entered) in contents.checked {
            self.checks.push(checked);
            self.checks_index.add(entered);
        }
    }
}

#[cfg(test)]
mod tests;
