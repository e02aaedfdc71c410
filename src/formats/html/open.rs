//! The elements that are open at a place in a page.
//!
//! Broken pages are put right by the standard's rules as far as they concern blocks: what a new
//! element ends, and what an end tag cannot reach. No rule walks through the open elements, so a
//! hundred thousand of them take no longer than so many at the top.

use super::element::{SLOTS, Tag};

/// One open element.
#[derive(Clone, Debug)]
pub(super) struct OpenElement {
    pub(super) tag: Tag,
    /// Its number among the page's nodes.
    pub(super) node: u32,
    /// The number of the next item, for a list that counts them.
    pub(super) next: Option<u32>,
}

/// The open elements, the innermost last.
#[derive(Debug)]
pub(super) struct OpenElements {
    elements: Vec<OpenElement>,
    /// Where the elements of each tag are, by their slot.
    places: Vec<Vec<usize>>,
}

impl OpenElements {
    /// Begins with the page itself, node 0.
    pub(super) fn new() -> Self {
        let mut open = Self {
            elements: Vec::new(),
            places: vec![Vec::new(); SLOTS],
        };
        open.push(OpenElement {
            tag: Tag::Page,
            node: 0,
            next: None,
        });
        open
    }

    /// Opens an element.
    pub(super) fn push(&mut self, element: OpenElement) {
        self.places[element.tag.slot()].push(self.elements.len());
        self.elements.push(element);
    }

    /// Returns the node of the innermost element.
    pub(super) fn node(&self) -> u32 {
        self.elements.last().map_or(0, |element| element.node)
    }

    /// Returns where the innermost element of a tag is.
    fn place(&self, tag: Tag) -> Option<usize> {
        self.places[tag.slot()].last().copied()
    }

    /// Returns the innermost element of a tag that lies inside all elements of some others.
    pub(super) fn inside(&self, tag: Tag, others: &[Tag]) -> Option<&OpenElement> {
        let place = self.place(tag)?;
        let is_inside = others.iter().all(|&other| Some(place) > self.place(other));
        is_inside.then(|| &self.elements[place])
    }

    /// Returns the innermost list, to count its items.
    pub(super) fn list(&mut self) -> Option<&mut OpenElement> {
        let place = self.place(Tag::List)?;
        Some(&mut self.elements[place])
    }

    /// Ends what a new element ends.
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

    /// Ends the innermost element of an end tag and all in it, unless none is in reach.
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
        let place = self.place(tag).unwrap_or(self.elements.len());
        for element in self.elements.drain(place..).rev() {
            self.places[element.tag.slot()].pop();
        }
    }
}
