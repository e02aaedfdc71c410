//! An element whose content is not text of the page, and where it ends.

use super::element::Tag;

/// An element whose content is skipped, with the number of elements that are open in it.
pub(super) struct SkippedElement {
    name: String,
    /// How many of the same name.
    same: usize,
    /// How many of other names. If there are none, an end tag may belong to an element outside.
    others: usize,
    /// Whether its end tag may be missing.
    is_end_optional: bool,
}

/// What an end tag ends.
pub(super) enum EndTagEffect {
    /// At most something inside the skipped element.
    None,
    /// The skipped element.
    EndsSkipped,
    /// An element around the skipped one, and with it the skipped one.
    EndsOuter,
}

impl SkippedElement {
    /// Starts to skip an element.
    pub(super) fn new(name: &str, tag: Option<Tag>) -> Self {
        Self {
            name: name.to_owned(),
            same: 0,
            others: 0,
            is_end_optional: matches!(
                tag,
                Some(Tag::Paragraph | Tag::Item | Tag::Term | Tag::Cell | Tag::Row)
            ),
        }
    }

    /// Takes a start tag; returns whether it ends the skipped element.
    pub(super) fn is_ended_by_start(&mut self, name: &str, tag: Option<Tag>) -> bool {
        if self.is_end_optional && self.others == 0 && tag.is_some() {
            let is_paragraph = self.name == "p";
            if is_paragraph || (name == self.name && self.same == 0) {
                return true;
            }
        }
        if name == self.name {
            self.same += 1;
        } else if tag.is_some() {
            self.others += 1;
        }
        false
    }

    /// Takes an end tag.
    pub(super) fn end(&mut self, name: &str, tag: Option<Tag>) -> EndTagEffect {
        if name == self.name {
            if self.same == 0 {
                return EndTagEffect::EndsSkipped;
            }
            self.same -= 1;
        } else if tag.is_some() {
            if self.others == 0 && self.is_end_optional {
                return EndTagEffect::EndsOuter;
            }
            self.others = self.others.saturating_sub(1);
        }
        EndTagEffect::None
    }
}
