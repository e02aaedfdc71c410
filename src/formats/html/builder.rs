//! Puts a page together from its tags and texts.

use std::convert::Infallible;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use crate::formats::blocks::{Kind, tidied};

use super::element::{self, Tag};
use super::open::{Element, Open};
use super::page::{Node, Page, Piece};

/// Reads a page.
pub(super) fn page(html: &str) -> Page {
    let mut builder = Builder::new();
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span| -> Option<Infallible> {
            builder.take(event);
            None
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
    builder.flush();
    builder.page
}

/// What is being read of a start tag.
#[derive(Default)]
struct Begun {
    name: Vec<u8>,
    attribute: Vec<u8>,
    is_hidden: bool,
    is_open: bool,
    is_furniture: bool,
    is_named_furniture: bool,
    is_article: bool,
    is_link: bool,
    is_shared_name: bool,
    content: String,
    first: Option<u32>,
}

/// An element whose content is left out, and how many of its name are open in it.
struct LeftOut {
    name: Vec<u8>,
    same: usize,
    /// How many others are open in it; where none is, an end tag may be its own.
    others: usize,
    /// Whether its end tag may be missing.
    ends_by_itself: bool,
}

/// Puts a page together from its tags and texts.
struct Builder {
    page: Page,
    open: Open,
    begun: Option<Begun>,
    left_out: Option<LeftOut>,
    /// Whether the `title` element is open.
    in_title: bool,
    in_link: bool,
    /// The piece that is being read.
    text: String,
    linked: usize,
    rank: u8,
    /// What stands before the next piece: a bullet, a number.
    mark: String,
}

impl Builder {
    fn new() -> Self {
        let page = Page {
            nodes: vec![Node {
                parent: 0,
                tag: Tag::Page,
                is_article: false,
                is_furniture: false,
                is_named_furniture: false,
            }],
            ..Page::default()
        };
        Self {
            page,
            open: Open::new(),
            begun: None,
            left_out: None,
            in_title: false,
            in_link: false,
            text: String::new(),
            linked: 0,
            rank: 1,
            mark: String::new(),
        }
    }

    fn take(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.begun = Some(Begun {
                    name: name.to_ascii_lowercase(),
                    ..Begun::default()
                });
            }
            CallbackEvent::AttributeName { name } => {
                if let Some(begun) = &mut self.begun {
                    begun.attribute = name.to_ascii_lowercase();
                    begun.is_hidden |= begun.attribute == b"hidden";
                    begun.is_open |= begun.attribute == b"open";
                }
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some(begun) = &mut self.begun {
                    begun.take(&String::from_utf8_lossy(value));
                }
            }
            CallbackEvent::CloseStartTag { self_closing } => {
                if let Some(begun) = self.begun.take() {
                    self.start(&begun, self_closing);
                }
            }
            CallbackEvent::EndTag { name } => self.end(&name.to_ascii_lowercase()),
            CallbackEvent::String { value } => self.push(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { .. }
            | CallbackEvent::Doctype { .. }
            | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self, begun: &Begun, self_closing: bool) {
        let name = begun.name.as_slice();
        let tag = Tag::of(name);
        if let Some(left_out) = &mut self.left_out {
            if !left_out.is_ended_by_start(name, tag) {
                return;
            }
            self.left_out = None;
        }
        match name {
            b"br" => self.break_line(),
            b"title" => self.in_title = true,
            b"a" => self.in_link = begun.is_link,
            b"meta" if begun.is_shared_name => {
                self.page.shared_name.clone_from(&begun.content);
            }
            _ if element::is_break(name) => self.flush(),
            _ => {}
        }
        if element::is_void(name) {
            return;
        }
        let is_closed_dialog = name == b"dialog" && !begun.is_open;
        if begun.is_hidden || is_closed_dialog || element::is_no_text(name) {
            // Only foreign elements end where they begin.
            if !(self_closing && name == b"svg") {
                self.leave_out(name, tag);
            }
            return;
        }
        if let Some(tag) = tag {
            self.open(tag, begun);
        }
    }

    fn leave_out(&mut self, name: &[u8], tag: Option<Tag>) {
        if let Some(tag) = tag {
            self.flush();
            self.open.make_room(tag);
        }
        self.left_out = Some(LeftOut {
            name: name.to_vec(),
            same: 0,
            others: 0,
            ends_by_itself: matches!(
                tag,
                Some(Tag::Paragraph | Tag::Item | Tag::Term | Tag::Cell | Tag::Row)
            ),
        });
    }

    fn open(&mut self, tag: Tag, begun: &Begun) {
        self.flush();
        self.open.make_room(tag);
        let parent = self.open.node();
        let holder = self.page.nodes[parent as usize];
        let in_article = self.open.inside(Tag::Article, &[]).is_some()
            || self.open.inside(Tag::Main, &[]).is_some();
        let is_furniture = match tag {
            Tag::Nav | Tag::Aside | Tag::Footer => true,
            Tag::Header => !in_article,
            _ => begun.is_furniture,
        };
        let is_article = matches!(tag, Tag::Article | Tag::Main) || begun.is_article;
        let node = self.page.nodes.len() as u32;
        self.page.nodes.push(Node {
            parent,
            tag,
            is_article,
            is_furniture: holder.is_furniture || is_furniture,
            is_named_furniture: holder.is_named_furniture
                || (begun.is_named_furniture && !is_article),
        });
        let counts = begun.name == b"ol";
        let next = (tag == Tag::List && counts).then(|| begun.first.unwrap_or(1));
        match tag {
            Tag::Item => self.mark = self.next_mark(),
            Tag::Heading => self.rank = begun.name[1] - b'0',
            _ => {}
        }
        self.open.push(Element { tag, node, next });
    }

    /// What stands before an item of the innermost list.
    fn next_mark(&mut self) -> String {
        match self.open.list().and_then(|list| list.next.as_mut()) {
            Some(next) => {
                let mark = format!("{next}. ");
                *next = next.saturating_add(1);
                mark
            }
            None => "• ".to_owned(),
        }
    }

    fn end(&mut self, name: &[u8]) {
        // A start tag that was broken off.
        self.begun = None;
        let tag = Tag::of(name);
        if let Some(left_out) = &mut self.left_out {
            match left_out.end(name, tag) {
                Ended::No => return,
                Ended::Yes => {
                    self.left_out = None;
                    return;
                }
                Ended::Before => self.left_out = None,
            }
        }
        match name {
            b"title" => self.in_title = false,
            b"a" => self.in_link = false,
            b"br" => self.break_line(),
            b"p" if self.open.inside(Tag::Paragraph, &[Tag::Cell]).is_none() => self.flush(),
            _ if element::is_break(name) => self.flush(),
            _ => {}
        }
        if let Some(tag) = tag {
            self.flush();
            self.open.end(tag);
            if tag == Tag::Item {
                self.mark.clear();
            }
        }
    }

    fn break_line(&mut self) {
        if self.text.ends_with(' ') {
            self.text.pop();
        }
        self.text.push('\n');
    }

    fn push(&mut self, text: &str) {
        if self.left_out.is_some() {
            return;
        }
        if self.in_title {
            self.page.name.push_str(text);
            return;
        }
        let before = self.text.len();
        // A soft hyphen is a matter of layout here, and no hidden text.
        let seen = text.chars().filter(|&c| c != '\u{AD}');
        if self.open.inside(Tag::Pre, &[]).is_some() {
            self.text.extend(seen);
        } else {
            for c in seen {
                match c {
                    ' ' | '\t' | '\n' | '\r' | '\u{C}' => {
                        if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                            self.text.push(' ');
                        }
                    }
                    c => self.text.push(c),
                }
            }
        }
        if self.in_link {
            self.linked += self.text.len() - before;
        }
    }

    /// Ends the piece that is being read.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let linked = std::mem::take(&mut self.linked);
        let is_inside = |tag| self.open.inside(tag, &[Tag::Cell]).is_some();
        let (kind, text) = if self.open.inside(Tag::Pre, &[]).is_some() {
            (Kind::Verbatim, tidied(&text))
        } else if is_inside(Tag::Heading) {
            (Kind::Heading(self.rank), tidied(text.trim()))
        } else if is_inside(Tag::Item) {
            (Kind::Item, tidied(text.trim()))
        } else {
            (Kind::Paragraph, tidied(text.trim()))
        };
        if text.is_empty() {
            return;
        }
        let in_table = &[Tag::Table];
        let cell = self.open.inside(Tag::Row, in_table).and_then(|row| {
            let cell = self.open.inside(Tag::Cell, &[Tag::Row])?;
            Some((row.node, cell.node))
        });
        self.page.pieces.push(Piece {
            node: self.open.node(),
            kind,
            linked,
            text: std::mem::take(&mut self.mark) + &text,
            cell,
        });
    }
}

impl Begun {
    /// Takes the value of the attribute that came last.
    fn take(&mut self, value: &str) {
        let is = |words: &str| value.trim().eq_ignore_ascii_case(words);
        match self.attribute.as_slice() {
            b"style" => self.is_hidden |= element::hides(value),
            b"aria-hidden" => self.is_hidden |= is("true"),
            b"class" | b"id" => self.is_named_furniture |= element::names_furniture(value),
            b"role" => {
                self.is_furniture |= element::is_furniture_role(value.trim());
                self.is_article |= is("main") || is("article");
            }
            b"itemprop" => self.is_article |= is("articleBody"),
            b"property" | b"name" => self.is_shared_name |= is("og:title"),
            b"content" => value.clone_into(&mut self.content),
            b"href" => self.is_link = true,
            b"start" => self.first = value.trim().parse().ok(),
            _ => {}
        }
    }
}

/// What an end tag ends.
enum Ended {
    /// Something in what is left out.
    No,
    /// What is left out.
    Yes,
    /// Something around it.
    Before,
}

impl LeftOut {
    /// Tells whether a start tag ends what is left out.
    fn is_ended_by_start(&mut self, name: &[u8], tag: Option<Tag>) -> bool {
        if self.ends_by_itself && self.others == 0 && tag.is_some() {
            let is_paragraph = self.name == b"p";
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

    fn end(&mut self, name: &[u8], tag: Option<Tag>) -> Ended {
        if name == self.name {
            if self.same == 0 {
                return Ended::Yes;
            }
            self.same -= 1;
        } else if tag.is_some() {
            if self.others == 0 && self.ends_by_itself {
                return Ended::Before;
            }
            self.others = self.others.saturating_sub(1);
        }
        Ended::No
    }
}
