//! Puts a page together from its tags and texts.

use crate::formats::blocks::{BlockKind, tidied};

use super::element::{self, Tag};
use super::open::{OpenElement, OpenElements};
use super::page::{HtmlPage, PageBlock, PageElement};
use super::tokens::{Start, Token, Tokens};

/// Reads a page.
pub(super) fn page(html: &str) -> HtmlPage {
    let mut builder = Builder::new();
    for token in Tokens::of(html) {
        match token {
            Token::Start(start) => builder.start(&start),
            Token::End(name) => builder.end(&name),
            Token::Text(text) => builder.push(&text),
        }
    }
    builder.flush();
    builder.page
}

/// What a start tag says of its element.
#[derive(Default)]
struct TagAttributes {
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

impl TagAttributes {
    fn by(start: &Start) -> Self {
        let mut said = Self::default();
        for (name, value) in &start.attributes {
            let is = |words: &str| value.trim().eq_ignore_ascii_case(words);
            match name.as_str() {
                "hidden" => said.is_hidden = true,
                "open" => said.is_open = true,
                "style" => said.is_hidden |= element::hides(value),
                "aria-hidden" => said.is_hidden |= is("true"),
                "class" | "id" => said.is_named_furniture |= element::names_furniture(value),
                "role" => {
                    said.is_furniture |= element::is_furniture_role(value.trim());
                    said.is_article |= is("main") || is("article");
                }
                "itemprop" => said.is_article |= is("articleBody"),
                "property" | "name" => said.is_shared_name |= is("og:title"),
                "content" => said.content.clone_from(value),
                "href" => said.is_link = true,
                "start" => said.first = value.trim().parse().ok(),
                _ => {}
            }
        }
        said
    }
}

/// An element whose content is left out, and how many of its name are open in it.
struct SkippedElement {
    name: String,
    same: usize,
    /// How many others are open in it; where none is, an end tag may be its own.
    others: usize,
    /// Whether its end tag may be missing.
    ends_by_itself: bool,
}

/// Puts a page together from its tags and texts.
struct Builder {
    page: HtmlPage,
    open: OpenElements,
    left_out: Option<SkippedElement>,
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
        let page = HtmlPage {
            nodes: vec![PageElement {
                parent: 0,
                tag: Tag::Page,
                is_article: false,
                is_furniture: false,
                is_named_furniture: false,
            }],
            ..HtmlPage::default()
        };
        Self {
            page,
            open: OpenElements::new(),
            left_out: None,
            in_title: false,
            in_link: false,
            text: String::new(),
            linked: 0,
            rank: 1,
            mark: String::new(),
        }
    }

    fn start(&mut self, start: &Start) {
        let name = start.name.as_str();
        let tag = Tag::of(name);
        if let Some(left_out) = &mut self.left_out {
            if !left_out.is_ended_by_start(name, tag) {
                return;
            }
            self.left_out = None;
        }
        let said = TagAttributes::by(start);
        match name {
            "br" => self.break_line(),
            "title" => self.in_title = true,
            "a" => self.in_link = said.is_link,
            "meta" if said.is_shared_name => {
                self.page.shared_name.clone_from(&said.content);
            }
            _ if element::is_break(name) => self.flush(),
            _ => {}
        }
        if element::is_void(name) {
            return;
        }
        let is_closed_dialog = name == "dialog" && !said.is_open;
        if said.is_hidden || is_closed_dialog || element::is_no_text(name) {
            // Only a drawing ends where it begins.
            if !(start.is_closed && name == "svg") {
                self.leave_out(name, tag);
            }
        } else if let Some(tag) = tag {
            self.open(tag, name, &said);
        }
    }

    fn leave_out(&mut self, name: &str, tag: Option<Tag>) {
        if let Some(tag) = tag {
            self.flush();
            self.open.make_room(tag);
        }
        self.left_out = Some(SkippedElement {
            name: name.to_owned(),
            same: 0,
            others: 0,
            ends_by_itself: matches!(
                tag,
                Some(Tag::Paragraph | Tag::Item | Tag::Term | Tag::Cell | Tag::Row)
            ),
        });
    }

    fn open(&mut self, tag: Tag, name: &str, said: &TagAttributes) {
        self.flush();
        self.open.make_room(tag);
        let parent = self.open.node();
        let holder = self.page.nodes[parent as usize];
        let in_article = self.open.inside(Tag::Article, &[]).is_some()
            || self.open.inside(Tag::Main, &[]).is_some();
        let is_furniture = match tag {
            Tag::Nav | Tag::Aside | Tag::Footer => true,
            Tag::Header => !in_article,
            _ => said.is_furniture,
        };
        let is_article = matches!(tag, Tag::Article | Tag::Main) || said.is_article;
        let node = self.page.nodes.len() as u32;
        self.page.nodes.push(PageElement {
            parent,
            tag,
            is_article,
            is_furniture: holder.is_furniture || is_furniture,
            is_named_furniture: holder.is_named_furniture
                || (said.is_named_furniture && !is_article),
        });
        let counts = name == "ol";
        let next = (tag == Tag::List && counts).then(|| said.first.unwrap_or(1));
        match tag {
            Tag::Item => self.mark = self.next_mark(),
            Tag::Heading => self.rank = name.as_bytes()[1] - b'0',
            _ => {}
        }
        self.open.push(OpenElement { tag, node, next });
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

    fn end(&mut self, name: &str) {
        let tag = Tag::of(name);
        if let Some(left_out) = &mut self.left_out {
            match left_out.end(name, tag) {
                EndTagEffect::No => return,
                EndTagEffect::Yes => {
                    self.left_out = None;
                    return;
                }
                EndTagEffect::Before => self.left_out = None,
            }
        }
        match name {
            "title" => self.in_title = false,
            "a" => self.in_link = false,
            "br" => self.break_line(),
            "p" if self.open.inside(Tag::Paragraph, &[Tag::Cell]).is_none() => self.flush(),
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
            (BlockKind::Verbatim, tidied(&text))
        } else if is_inside(Tag::Heading) {
            (BlockKind::Heading(self.rank), tidied(text.trim()))
        } else if is_inside(Tag::Item) {
            (BlockKind::Item, tidied(text.trim()))
        } else {
            (BlockKind::Paragraph, tidied(text.trim()))
        };
        if text.is_empty() {
            return;
        }
        let in_table = &[Tag::Table];
        let cell = self.open.inside(Tag::Row, in_table).and_then(|row| {
            let cell = self.open.inside(Tag::Cell, &[Tag::Row])?;
            Some((row.node, cell.node))
        });
        self.page.pieces.push(PageBlock {
            node: self.open.node(),
            kind,
            linked,
            text: std::mem::take(&mut self.mark) + &text,
            cell,
        });
    }
}

/// What an end tag ends.
enum EndTagEffect {
    /// Something in what is left out.
    No,
    /// What is left out.
    Yes,
    /// Something around it.
    Before,
}

impl SkippedElement {
    /// Tells whether a start tag ends what is left out.
    fn is_ended_by_start(&mut self, name: &str, tag: Option<Tag>) -> bool {
        if self.ends_by_itself && self.others == 0 && tag.is_some() {
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

    fn end(&mut self, name: &str, tag: Option<Tag>) -> EndTagEffect {
        if name == self.name {
            if self.same == 0 {
                return EndTagEffect::Yes;
            }
            self.same -= 1;
        } else if tag.is_some() {
            if self.others == 0 && self.ends_by_itself {
                return EndTagEffect::Before;
            }
            self.others = self.others.saturating_sub(1);
        }
        EndTagEffect::No
    }
}
