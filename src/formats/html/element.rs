//! The elements that say where a block begins and ends, and what is seen of others.

/// An element that is kept account of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// The page itself.
    Page,
    Article,
    Aside,
    Cell,
    /// One of the boxes that mean nothing by themselves.
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
    /// A block of another kind; their end tags are told apart by this number.
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
    /// Returns what is kept account of under a name in small letters.
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

    /// Returns a number of its own, below [`SLOTS`].
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

    /// Tells whether an article may lie in it: what is none of these is a part of the article.
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

/// Tells whether a name is that of an element that ends where it begins.
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

/// Tells whether a name is that of an element whose content is no text of the page: programs,
/// pictures, controls.
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

/// Tells whether a name is that of an element that ends a block although nothing lies in it that
/// would have to be kept account of.
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

/// The words in a class or an id that tell what is no part of an article.
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

/// Tells whether a class or an id names a part of the page that is not the article.
pub(super) fn names_furniture(class: &str) -> bool {
    class
        .split(|c: char| !c.is_ascii_alphanumeric())
        .any(|word| FURNITURE.contains(&word.to_ascii_lowercase().as_str()))
}

/// Tells whether a `role` is that of a part of the page that is not the article.
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

/// Tells whether a style keeps an element from being seen.
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
    fn every_tag_has_a_slot_of_its_own() {
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
    fn whole_words_of_a_class_tell() {
        assert!(names_furniture("story-sidebar wide"));
        assert!(names_furniture("Related_Links"));
        assert!(!names_furniture("headline navigator adult"));
    }
}
