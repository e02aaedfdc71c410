//! Which elements begin and end a block of text, and which hold no text of the page.

/// An element that matters for blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The page itself.
    Page,
    Article,
    Aside,
    Cell,
    /// A box without a meaning of its own.
    Div,
    Dl,
    Footer,
    Header,
    /// `h1` to `h6`.
    Heading,
    Item,
    /// `ol`, `ul`, `menu`.
    List,
    Main,
    Nav,
    Paragraph,
    Pre,
    Quote,
    Row,
    Section,
    Table,
    /// `dt`, `dd`.
    Term,
    /// A block of another kind, given by its index in [`OTHERS`].
    Other(u8),
}

/// How many different values [`Tag::slot`] has.
pub(super) const SLOTS: usize = 20 + OTHERS.len();

const OTHERS: &[&str] = &[
    "address",
    "center",
    "details",
    "dialog",
    "fieldset",
    "figcaption",
    "figure",
    "form",
    "hgroup",
    "legend",
    "search",
    "summary",
    "caption",
];

impl Tag {
    /// Returns the tag of a name in lower case, or `None` if it does not matter for blocks.
    pub(super) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "article" => Self::Article,
            "aside" => Self::Aside,
            "td" | "th" => Self::Cell,
            "div" => Self::Div,
            "dl" => Self::Dl,
            "footer" => Self::Footer,
            "header" => Self::Header,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Self::Heading,
            "li" => Self::Item,
            "ol" | "ul" | "menu" | "dir" => Self::List,
            "main" => Self::Main,
            "nav" => Self::Nav,
            "p" => Self::Paragraph,
            "pre" | "listing" | "xmp" | "plaintext" => Self::Pre,
            "blockquote" => Self::Quote,
            "tr" => Self::Row,
            "section" => Self::Section,
            "table" => Self::Table,
            "dt" | "dd" => Self::Term,
            _ => {
                let other = OTHERS.iter().position(|&other| other == name)?;
                Self::Other(other as u8)
            }
        })
    }

    /// Returns a number below [`SLOTS`], different for each tag.
    pub(super) fn slot(self) -> usize {
        match self {
            Self::Page => 0,
            Self::Article => 1,
            Self::Aside => 2,
            Self::Cell => 3,
            Self::Div => 4,
            Self::Dl => 5,
            Self::Footer => 6,
            Self::Header => 7,
            Self::Heading => 8,
            Self::Item => 9,
            Self::List => 10,
            Self::Main => 11,
            Self::Nav => 12,
            Self::Paragraph => 13,
            Self::Pre => 14,
            Self::Quote => 15,
            Self::Row => 16,
            Self::Section => 17,
            Self::Table => 18,
            Self::Term => 19,
            Self::Other(other) => 20 + usize::from(other),
        }
    }

    /// Returns whether an article can be inside it. The others are parts of an article.
    pub(super) fn is_container(self) -> bool {
        !matches!(
            self,
            Self::Paragraph
                | Self::Heading
                | Self::Item
                | Self::List
                | Self::Pre
                | Self::Quote
                | Self::Term
                | Self::Dl
        )
    }
}

/// Returns whether an element has no content and no end tag.
pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// Returns whether an element's content is not text of the page: programs, pictures, controls.
pub(super) fn is_no_text(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "template"
            | "noscript"
            | "svg"
            | "canvas"
            | "iframe"
            | "object"
            | "applet"
            | "video"
            | "audio"
            | "map"
            | "select"
            | "datalist"
            | "button"
            | "textarea"
            | "progress"
            | "meter"
            | "noembed"
            | "noframes"
    )
}

/// Returns whether an element without a [`Tag`] ends the current block.
pub(super) fn is_break(name: &str) -> bool {
    matches!(
        name,
        "hr" | "body"
            | "html"
            | "head"
            | "tbody"
            | "thead"
            | "tfoot"
            | "option"
            | "optgroup"
            | "frameset"
    )
}

/// Words in a class or an id that mark a part of the page other than the article.
const FURNITURE: &[&str] = &[
    "ad",
    "ads",
    "advert",
    "advertisement",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "byline-follow",
    "comment",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "discussion",
    "disqus",
    "footer",
    "login",
    "masthead",
    "menu",
    "modal",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "outbrain",
    "pager",
    "pagination",
    "paywall",
    "popup",
    "promo",
    "promoted",
    "recommended",
    "related",
    "share",
    "sharing",
    "sidebar",
    "signup",
    "skip",
    "social",
    "sponsor",
    "sponsored",
    "subscribe",
    "subscription",
    "taboola",
    "teaser",
    "teasers",
    "toolbar",
    "trending",
    "widget",
];

/// Returns whether a class or an id names a part of the page other than the article.
pub(super) fn names_furniture(class: &str) -> bool {
    class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| FURNITURE.contains(&word.to_ascii_lowercase().as_str()))
}

/// Returns whether a `role` is that of a part of the page other than the article.
pub(super) fn is_furniture_role(role: &str) -> bool {
    matches!(
        role,
        "navigation"
            | "complementary"
            | "banner"
            | "contentinfo"
            | "search"
            | "dialog"
            | "alertdialog"
            | "menu"
            | "menubar"
            | "toolbar"
            | "alert"
    )
}

/// Returns whether a style hides an element.
pub(super) fn hides(style: &str) -> bool {
    let style: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .collect::<String>()
        .to_ascii_lowercase();
    style.contains("display:none") || style.contains("visibility:hidden")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_tag_has_its_own_slot() {
        let names = [
            "article",
            "aside",
            "td",
            "div",
            "dl",
            "footer",
            "header",
            "h1",
            "li",
            "ul",
            "main",
            "nav",
            "p",
            "pre",
            "blockquote",
            "tr",
            "section",
            "table",
            "dt",
        ];
        let tags = names.into_iter().chain(OTHERS.iter().copied());
        let mut slots: Vec<usize> = tags.map(|name| Tag::of(name).unwrap().slot()).collect();
        slots.push(Tag::Page.slot());
        slots.sort_unstable();
        assert_eq!(slots, (0..SLOTS).collect::<Vec<_>>());
    }

    #[test]
    fn only_whole_words_of_a_class_count() {
        assert!(names_furniture("story-sidebar wide"));
        assert!(names_furniture("Related_Links"));
        assert!(!names_furniture("headline navigator adult"));
    }
}
