//! The reviewer's sources and earlier checks, which claims are compared with.
//!
//! [`gather`] reads files and folders into a [`Library`], which answers where a claim's passage is
//! ([`Library::find`]), which source the whole article was made from ([`Library::original_of`]),
//! and whether the claim was checked before ([`Library::checked`]). It never says whether a
//! claim is true. `sources.md` beside this file tells how it is done, and what was measured.
//!
//! Texts are kept as they are: the caller must make them harmless before showing them. Paths,
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
use crate::model::ListedSource;
use crate::text::{Span, Text, one_line};

pub use checked::Checked;
pub use gather::{GatherProgress, Skipped, gather};

use passage_index::PassageIndex;
use passages::PassageExtent;
use rank::{ClaimQuery, FramedQuery, Share};
use read::Contents;

/// The number of a source, in the order in which they were found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentId(u32);

impl DocumentId {
    /// Returns the place of the source in [`Library::documents`].
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A source.
#[derive(Clone, Debug)]
pub struct SourceDocument {
    path: PathBuf,
    listed: ListedSource,
    text: Text,
}

impl SourceDocument {
    /// Returns the file it was read from: as it was named, or below the folder that was named.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns how it is named to a reader. Its title is its own or else its first line.
    pub fn listed(&self) -> &ListedSource {
        &self.listed
    }

    /// Returns the text as it is: it may have control characters.
    pub fn text(&self) -> &Text {
        &self.text
    }
}

/// A passage of a source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageText<'l> {
    /// The source it is in.
    pub document: DocumentId,
    /// How that source is named.
    pub source: &'l ListedSource,
    /// Where in the source, in words: `para 4`.
    pub locator: String,
    /// Where in the source's text.
    pub span: Span,
    /// The passage as it is: it may have line feeds and control characters.
    pub text: &'l str,
}

/// A passage that is near a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct NearPassage<'l> {
    /// The passage.
    pub passage: PassageText<'l>,
    /// How much of the claim it has, from 0 to 1; the claim's reporting frame may be left out.
    pub score: f64,
    /// Whether it has only some words in common with the claim: nothing nearer was found.
    pub is_weak: bool,
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
    documents: Vec<SourceDocument>,
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
    pub fn document(&self, id: DocumentId) -> &SourceDocument {
        &self.documents[id.index()]
    }

    /// Returns the source at an index of [`Library::documents`].
    pub fn id(&self, index: usize) -> Option<DocumentId> {
        (index < self.documents.len()).then_some(DocumentId(index as u32))
    }

    /// Returns every source, in order.
    pub fn documents(&self) -> impl ExactSizeIterator<Item = (DocumentId, &SourceDocument)> {
        self.documents
            .iter()
            .enumerate()
            .map(|(at, document)| (DocumentId(at as u32), document))
    }

    /// Returns every passage, in order.
    pub fn passages(&self) -> impl Iterator<Item = PassageText<'_>> {
        (0..self.passages.len()).map(|entry| self.passage(entry as u32))
    }

    /// Returns passages with words of a text, most of them first, at most `most`.
    pub fn holding(&self, text: &str, most: usize) -> Vec<PassageText<'_>> {
        let entries = self.index.candidates(&words::words(text), most);
        entries
            .into_iter()
            .map(|entry| self.passage(entry))
            .collect()
    }

    /// Returns the bytes of all sources together.
    pub fn size(&self) -> usize {
        self.documents
            .iter()
            .map(|document| document.text.as_str().len())
            .sum()
    }

    fn passage(&self, entry: u32) -> PassageText<'_> {
        let (id, extent) = &self.passages[entry as usize];
        let document = self.document(*id);
        PassageText {
            document: *id,
            source: &document.listed,
            locator: extent.locator(),
            span: document.text.span_of(extent.bytes()),
            text: self.words_of(entry),
        }
    }

    fn words_of(&self, entry: u32) -> &str {
        let (id, extent) = &self.passages[entry as usize];
        &self.document(*id).text.as_str()[extent.bytes()]
    }

    /// Names the sources in a folder by their path from there.
    pub fn name_from(&mut self, folder: &Path) {
        for document in &mut self.documents {
            if let Ok(inside) = document.path.strip_prefix(folder) {
                document.listed.file = one_line(&inside.to_string_lossy());
            }
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
    pub fn find(&self, claim: &str, most: usize) -> Vec<NearPassage<'_>> {
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
            .map(|(entry, share)| NearPassage {
                passage: self.passage(entry),
                score: share.of,
                is_weak,
            })
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
                let text = self.words_of(entry);
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

    /// Puts the contents of a file in.
    fn take_in(&mut self, path: &Path, name: String, contents: Contents) {
        if let Some((title, text)) = contents.text {
            let id = DocumentId(self.documents.len() as u32);
            self.documents.push(SourceDocument {
                path: path.to_owned(),
                listed: ListedSource { file: name, title },
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
