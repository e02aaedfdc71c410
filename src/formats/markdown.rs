//! The text that a reader of Markdown sees.

use pulldown_cmark::{Event, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use super::blocks::{Block, BlockKind, CELL_SEPARATOR, join, one_line, tidy, with_title};
use super::html;

/// Returns the title and the text. The title is that of the front matter, or else the first heading
/// of the first rank.
pub(super) fn read(markdown: &str) -> (Option<String>, String) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_DEFINITION_LIST
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut reader = MarkdownReader::default();
    for event in Parser::new_ext(markdown, options) {
        reader.take(event);
    }
    reader.finish(BlockKind::Paragraph);
    let heading = |block: &&Block| block.kind == BlockKind::Heading(1);
    let title = reader.title.or_else(|| {
        let first = reader.blocks.iter().find(heading);
        first.map(|block| one_line(&block.text))
    });
    let blocks = with_title(title.as_deref(), reader.blocks);
    (title, join(&blocks))
}

/// Collects blocks from the parser's events.
#[derive(Default)]
struct MarkdownReader {
    blocks: Vec<Block>,
    /// The text of the current block.
    text: String,
    /// The open lists, with the number of the next item.
    lists: Vec<Option<u64>>,
    /// How many items are open.
    items: usize,
    /// The bullet or number before the next block.
    marker: String,
    /// How many skipped elements are open: pictures, scripts.
    skipped: usize,
    /// The current block of HTML.
    html: String,
    metadata: Option<MetadataBlockKind>,
    title: Option<String>,
}

impl MarkdownReader {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.metadata.is_some() => self.read_title(&text),
            Event::Text(text) | Event::Code(text) => self.push(&text),
            Event::InlineHtml(tag) => self.inline_tag(&tag.to_ascii_lowercase()),
            Event::Html(html) => self.html.push_str(&html),
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::FootnoteReference(label) => self.push(&format!("[{label}]")),
            Event::TaskListMarker(is_done) => self.push(if is_done { "[x] " } else { "[ ] " }),
            Event::Rule | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.skipped == 0 {
            self.text.push_str(text);
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Image { .. } => self.skipped += 1,
            Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. } => {}
            Tag::TableCell if !self.text.is_empty() => self.text.push_str(CELL_SEPARATOR),
            Tag::TableCell => {}
            Tag::MetadataBlock(kind) => self.metadata = Some(*kind),
            tag => {
                self.finish(self.kind());
                match tag {
                    Tag::List(first) => self.lists.push(*first),
                    Tag::Item => {
                        self.items += 1;
                        self.marker = match self.lists.last_mut() {
                            Some(Some(number)) => {
                                let marker = format!("{number}. ");
                                *number = number.saturating_add(1);
                                marker
                            }
                            _ => "• ".to_owned(),
                        };
                    }
                    Tag::FootnoteDefinition(label) => self.marker = format!("[{label}] "),
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Image => self.skipped = self.skipped.saturating_sub(1),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::TableCell => {}
            TagEnd::MetadataBlock(_) => self.metadata = None,
            TagEnd::Heading(rank) => self.finish(BlockKind::Heading(rank as u8)),
            TagEnd::TableHead | TagEnd::TableRow => self.finish(BlockKind::Row),
            TagEnd::CodeBlock => self.finish(BlockKind::Verbatim),
            TagEnd::HtmlBlock => {
                let html = std::mem::take(&mut self.html);
                self.blocks.extend(html::blocks(&html));
            }
            tag => {
                self.finish(self.kind());
                match tag {
                    TagEnd::List(_) => drop(self.lists.pop()),
                    TagEnd::Item => {
                        self.items = self.items.saturating_sub(1);
                        self.marker.clear();
                    }
                    TagEnd::FootnoteDefinition => self.marker.clear(),
                    _ => {}
                }
            }
        }
    }

    /// Returns the kind of a block that has no markup of its own.
    fn kind(&self) -> BlockKind {
        match self.items {
            0 => BlockKind::Paragraph,
            _ => BlockKind::Item,
        }
    }

    /// Ends the current block.
    fn finish(&mut self, kind: BlockKind) {
        self.skipped = 0;
        let text = std::mem::take(&mut self.text);
        let text = match kind {
            BlockKind::Verbatim => tidy(&text),
            _ => tidy(text.trim()),
        };
        if !text.is_empty() {
            let text = std::mem::take(&mut self.marker) + &text;
            self.blocks.push(Block { kind, text });
        }
    }

    /// Takes a tag inside a paragraph. Its content is text of the paragraph, unless it is invisible.
    fn inline_tag(&mut self, tag: &str) {
        let is = |names: &[&str]| {
            names.iter().any(|name| {
                let rest = tag.strip_prefix(name);
                rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
            })
        };
        if is(&["<br"]) {
            self.push("\n");
        } else if is(&["<script", "<style"]) {
            self.skipped += 1;
        } else if is(&["</script", "</style"]) {
            self.skipped = self.skipped.saturating_sub(1);
        }
    }

    /// Finds the title in YAML or TOML front matter.
    fn read_title(&mut self, lines: &str) {
        let separator = match self.metadata {
            Some(MetadataBlockKind::YamlStyle) => ':',
            _ => '=',
        };
        let value = lines.lines().find_map(|line| {
            let (name, value) = line.split_once(separator)?;
            (name.trim_end() == "title").then(|| value.trim())
        });
        let words = value.map(|value| value.trim_matches(['"', '\'']).trim());
        if let Some(words) = words.filter(|words| !words.is_empty()) {
            self.title = Some(one_line(words));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(markdown: &str) -> String {
        read(markdown).1
    }

    #[test]
    fn an_article_in_markdown_is_read_as_displayed() {
        let article = include_str!("../../tests/data/pages/news.md");
        insta::assert_snapshot!(text(article), @r"
        Bridge closed for a year

        The old bridge over the Lume will be closed until next November, the council said. Engineers found 14 cracks — twice as many as in 2019[1].

        Nobody will be cut off from the town.

        What it costs

        1. Repairs: 3.1 million euros
        2. Buses: 40,000 euros a month
        • paid by the county

        Year | Cracks
        2019 | 7
        2026 | 14

        More

        The ferry is full.

        [1] The council's own report.
        ");
    }

    #[test]
    fn words_are_kept_and_markup_is_dropped() {
        assert_eq!(
            text(
                "# NATO *and* Kyiv #\n\nThe [alliance](https://nato.int \"home\") was founded\nin **1949**, \
                 `he` said &amp; left.  \nA new line.\n\n> A quote.\n>\n> Its end.\n\n---\n\n\
                 ![a map](map.png)\n\nSetext\n======\n\n    let x = 1;\n    let y = 2;\n"
            ),
            "NATO and Kyiv\n\nThe alliance was founded in 1949, he said & left.\nA new line.\n\n\
             A quote.\n\nIts end.\n\nSetext\n\nlet x = 1;\nlet y = 2;\n"
        );
    }

    #[test]
    fn items_and_rows_become_lines() {
        assert_eq!(
            text(
                "- one\n- two\n  more\n\n  second paragraph\n\n3. three\n   * deep\n4. four\n\n\
                 | a | b |\n|---|---|\n| 1 | 2 |\n\nEnd[^1].\n\n[^1]: A source.\n"
            ),
            "• one\n• two more\nsecond paragraph\n3. three\n• deep\n4. four\n\n\
             a | b\n1 | 2\n\nEnd[1].\n\n[1] A source.\n"
        );
    }

    #[test]
    fn html_in_markdown_is_read_as_html() {
        assert_eq!(
            text(
                "<div hidden>no</div>\n<p>A<br>b &copy;</p>\n\na <b>bold</b><br>c <script>x()</script>d\n"
            ),
            "A\nb ©\n\na bold\nc d\n"
        );
    }

    #[test]
    fn front_matter_gives_only_the_title() {
        for markdown in [
            "---\ntitle: \"Who is in?\"\ndate: 2026-11-24\n---\n\nText.\n",
            "+++\ntitle = 'Who is in?'\n+++\nText.\n",
        ] {
            let (title, text) = read(markdown);
            assert_eq!(title.as_deref(), Some("Who is in?"));
            assert_eq!(text, "Who is in?\n\nText.\n");
        }
        let (title, text) = read("---\ntitle: A\n---\n# A\n\nText.\n");
        assert_eq!(
            (title.as_deref(), text.as_str()),
            (Some("A"), "A\n\nText.\n")
        );
        assert_eq!(read("Text.\n"), (None, "Text.\n".to_owned()));
    }

    #[test]
    fn hostile_markup_takes_linear_time() {
        for piece in [
            "> ", "- ", "[", "*a ", "![", "<div>", "|", "`", "&", "1. ", "\\",
        ] {
            let markdown = piece.repeat(100_000 / piece.len());
            let _ = read(&markdown);
            let _ = read(&format!("a\n{}\n", markdown).repeat(3));
        }
    }
}
