//! The elements that are open at a point of a page.
//!
//! Broken markup is repaired by the standard's rules as far as they concern blocks: which elements a
//! new one ends, and which an end tag cannot reach. No rule walks through the open elements, so
//! a tag takes the same time however deep it is.

use super::element::{SLOTS, Tag};

/// One open element.
#[derive(Clone, Debug)]
pub(super) struct OpenElement {
    pub(super) tag: Tag,
    /// Its index among the page's elements.
    pub(super) element: u32,
    /// The number of the next item, if it is a numbered list.
    pub(super) next_number: Option<u32>,
}

/// The open elements, the innermost last.
#[derive(Debug)]
pub(super) struct OpenElements {
    elements: Vec<OpenElement>,
    /// For each tag's slot, the indices of its open elements.
    by_tag: Vec<Vec<usize>>,
}

impl OpenElements {
    /// Starts with the page itself, element 0.
    pub(super) fn new() -> Self {
        let mut open = Self {
            elements: Vec::new(),
            by_tag: vec![Vec::new(); SLOTS],
        };
        open.push(OpenElement {
            tag: Tag::Page,
            element: 0,
            next_number: None,
        });
        open
    }

    /// Opens an element.
    pub(super) fn push(&mut self, element: OpenElement) {
        self.by_tag[element.tag.slot()].push(self.elements.len());
        self.elements.push(element);
    }

    /// Returns the index of the innermost element among the page's elements.
    pub(super) fn innermost(&self) -> u32 {
        self.elements.last().map_or(0, |open| open.element)
    }

    /// Returns how deep the innermost element of a tag is.
    fn depth(&self, tag: Tag) -> Option<usize> {
        self.by_tag[tag.slot()].last().copied()
    }

    /// Returns the innermost element of a tag if it is inside all open elements of some other tags.
    pub(super) fn inside(&self, tag: Tag, others: &[Tag]) -> Option<&OpenElement> {
        let depth = self.depth(tag)?;
        let is_inside = others.iter().all(|&other| Some(depth) > self.depth(other));
        is_inside.then(|| &self.elements[depth])
    }

    /// Returns the innermost list, to number its items.
    pub(super) fn list(&mut self) -> Option<&mut OpenElement> {
        let depth = self.depth(Tag::List)?;
        Some(&mut self.elements[depth])
    }

    /// Ends the elements that a new one ends.
    pub(super) fn make_room(&mut self, tag: Tag) {
        // A paragraph holds no block; a heading holds boxes at most.
        self.end_inside(Tag::Paragraph, &[Tag::Cell]);
        if !matches!(tag, Tag::Div | Tag::Other(_)) {
            self.end_inside(Tag::Heading, &[Tag::Cell]);
        }
        match tag {
            Tag::Item => self.end_inside(Tag::Item, &[Tag::List, Tag::Cell]),
            Tag::Term => self.end_inside(Tag::Term, &[Tag::Dl, Tag::Cell]),
            Tag::Cell => self.end_inside(Tag::Cell, &[Tag::Row, Tag::Table]),
            Tag::Row => self.end_inside(Tag::Row, &[Tag::Table]),
            _ => {}
        }
    }

    /// Takes an end tag: ends the innermost element of its name and all inside it, if it is in reach.
    pub(super) fn end(&mut self, tag: Tag) {
        match tag {
            Tag::Table => self.end_inside(tag, &[]),
            Tag::Row | Tag::Cell => self.end_inside(tag, &[Tag::Table]),
            Tag::Item => self.end_inside(tag, &[Tag::List, Tag::Cell]),
            _ => self.end_inside(tag, &[Tag::Cell]),
        }
    }

    fn end_inside(&mut self, tag: Tag, others: &[Tag]) {
        if tag == Tag::Page || self.inside(tag, others).is_none() {
            return;
        }
        let depth = self.depth(tag).unwrap_or(self.elements.len());
        for element in self.elements.drain(depth..).rev() {
            self.by_tag[element.tag.slot()].pop();
        }
    }
}
