//! Builds a page from its tags and texts.

use crate::formats::blocks::{BlockKind, tidy};

use super::element::{self, Tag};
use super::open_elements::{OpenElement, OpenElements};
use super::page::{HtmlPage, PageBlock, PageElement};
use super::skipped::{EndTagEffect, SkippedElement};
use super::tokens::{StartTag, Token, to_text, tokens};

/// Reads a page.
pub(super) fn read_page(html: &str) -> HtmlPage {
    let mut builder = Builder::new();
    for token in tokens(html) {
        match token {
            Token::StartTag(tag) => builder.start(&tag),
            Token::EndTag(tag) => builder.end(to_text(&tag.name)),
            Token::String(text) => builder.push(to_text(&text)),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    builder.flush();
    builder.page
}

/// What the attributes of a start tag say about its element.
#[derive(Default)]
struct TagAttributes<'a> {
    is_hidden: bool,
    is_open: bool,
    is_furniture: bool,
    is_named_furniture: bool,
    is_article: bool,
    is_link: bool,
    /// Whether `content` is the page's title for links to it.
    is_shared_name: bool,
    content: &'a str,
    first_number: Option<u32>,
}

impl<'a> TagAttributes<'a> {
    fn of(tag: &'a StartTag<()>) -> Self {
        let mut attributes = Self::default();
        for (name, value) in &tag.attributes {
            let value = to_text(value);
            let is = |words: &str| value.trim().eq_ignore_ascii_case(words);
            match to_text(name) {
                "hidden" => attributes.is_hidden = true,
                "open" => attributes.is_open = true,
                "style" => attributes.is_hidden |= element::hides(value),
                "aria-hidden" => attributes.is_hidden |= is("true"),
                "class" | "id" => {
                    attributes.is_named_furniture |= element::names_furniture(value);
                }
                "role" => {
                    attributes.is_furniture |= element::is_furniture_role(value.trim());
                    attributes.is_article |= is("main") || is("article");
                }
                "itemprop" => attributes.is_article |= is("articleBody"),
                "property" | "name" => attributes.is_shared_name |= is("og:title"),
                "content" => attributes.content = value,
                "href" => attributes.is_link = true,
                "start" => attributes.first_number = value.trim().parse().ok(),
                _ => {}
            }
        }
        attributes
    }
}

/// Builds a page from its tags and texts.
struct Builder {
    page: HtmlPage,
    open: OpenElements,
    skipped: Option<SkippedElement>,
    /// Whether the `title` element is open.
    in_title: bool,
    in_link: bool,
    /// The text of the current block.
    text: String,
    /// How many bytes of it are links.
    link_bytes: usize,
    /// The rank of the last heading.
    rank: u8,
    /// The bullet or number before the next block.
    marker: String,
}

impl Builder {
    fn new() -> Self {
        let page = HtmlPage {
            elements: vec![PageElement {
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
            skipped: None,
            in_title: false,
            in_link: false,
            text: String::new(),
            link_bytes: 0,
            rank: 1,
            marker: String::new(),
        }
    }

    fn start(&mut self, start: &StartTag<()>) {
        let name = to_text(&start.name);
        let tag = Tag::of(name);
        if let Some(skipped) = &mut self.skipped {
            if !skipped.is_ended_by_start(name, tag) {
                return;
            }
            self.skipped = None;
        }
        let attributes = TagAttributes::of(start);
        match name {
            "br" => self.break_line(),
            "title" => self.in_title = true,
            "a" => self.in_link = attributes.is_link,
            "meta" if attributes.is_shared_name => {
                attributes.content.clone_into(&mut self.page.shared_name);
            }
            _ if element::is_break(name) => self.flush(),
            _ => {}
        }
        if element::is_void(name) {
            return;
        }
        let is_closed_dialog = name == "dialog" && !attributes.is_open;
        if attributes.is_hidden || is_closed_dialog || element::is_no_text(name) {
            // Of these, only a drawing can be closed by its start tag.
            if !(start.self_closing && name == "svg") {
                self.skip(name, tag);
            }
        } else if let Some(tag) = tag {
            self.open(tag, name, &attributes);
        }
    }

    fn skip(&mut self, name: &str, tag: Option<Tag>) {
        if let Some(tag) = tag {
            self.flush();
            self.open.make_room(tag);
        }
        self.skipped = Some(SkippedElement::new(name, tag));
    }

    fn open(&mut self, tag: Tag, name: &str, attributes: &TagAttributes<'_>) {
        self.flush();
        self.open.make_room(tag);
        let parent = self.open.innermost();
        let parent_element = self.page.elements[parent as usize];
        let in_article = self.open.inside(Tag::Article, &[]).is_some()
            || self.open.inside(Tag::Main, &[]).is_some();
        let is_furniture = match tag {
            Tag::Nav | Tag::Aside | Tag::Footer => true,
            Tag::Header => !in_article,
            _ => attributes.is_furniture,
        };
        let is_article = matches!(tag, Tag::Article | Tag::Main) || attributes.is_article;
        let element = self.page.elements.len() as u32;
        self.page.elements.push(PageElement {
            parent,
            tag,
            is_article,
            is_furniture: parent_element.is_furniture || is_furniture,
            is_named_furniture: parent_element.is_named_furniture
                || (attributes.is_named_furniture && !is_article),
        });
        let is_numbered = tag == Tag::List && name == "ol";
        match tag {
            Tag::Item => self.marker = self.next_marker(),
            Tag::Heading => self.rank = name.as_bytes()[1] - b'0',
            _ => {}
        }
        self.open.push(OpenElement {
            tag,
            element,
            next_number: is_numbered.then(|| attributes.first_number.unwrap_or(1)),
        });
    }

    /// Returns the bullet or number of the next item of the innermost list.
    fn next_marker(&mut self) -> String {
        match self.open.list().and_then(|list| list.next_number.as_mut()) {
            Some(number) => {
                let marker = format!("{number}. ");
                *number = number.saturating_add(1);
                marker
            }
            None => "• ".to_owned(),
        }
    }

    fn end(&mut self, name: &str) {
        let tag = Tag::of(name);
        if let Some(skipped) = &mut self.skipped {
            match skipped.end(name, tag) {
                EndTagEffect::None => return,
                EndTagEffect::EndsSkipped => {
                    self.skipped = None;
                    return;
                }
                EndTagEffect::EndsOuter => self.skipped = None,
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
                self.marker.clear();
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
        if self.skipped.is_some() {
            return;
        }
        if self.in_title {
            self.page.name.push_str(text);
            return;
        }
        let before = self.text.len();
        // A soft hyphen is layout, not text.
        let visible = text.chars().filter(|&c| c != '\u{AD}');
        if self.open.inside(Tag::Pre, &[]).is_some() {
            self.text.extend(visible);
        } else {
            for c in visible {
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
            self.link_bytes += self.text.len() - before;
        }
    }

    /// Ends the current block.
    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let link_bytes = std::mem::take(&mut self.link_bytes);
        let is_inside = |tag| self.open.inside(tag, &[Tag::Cell]).is_some();
        let (kind, text) = if self.open.inside(Tag::Pre, &[]).is_some() {
            (BlockKind::Verbatim, tidy(&text))
        } else if is_inside(Tag::Heading) {
            (BlockKind::Heading(self.rank), tidy(text.trim()))
        } else if is_inside(Tag::Item) {
            (BlockKind::Item, tidy(text.trim()))
        } else {
            (BlockKind::Paragraph, tidy(text.trim()))
        };
        if text.is_empty() {
            return;
        }
        let cell = self.open.inside(Tag::Row, &[Tag::Table]).and_then(|row| {
            let cell = self.open.inside(Tag::Cell, &[Tag::Row])?;
            Some((row.element, cell.element))
        });
        self.page.blocks.push(PageBlock {
            element: self.open.innermost(),
            kind,
            link_bytes,
            text: std::mem::take(&mut self.marker) + &text,
            cell,
        });
    }
}
