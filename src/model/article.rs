//! The text under review.

use std::thread;

use base16ct::lower::encode_string;
use sha2::{Digest as _, Sha256};

use crate::text::{Blocks, Text, one_line};

/// Texts of at least this length are read by two threads.
const TWO_THREADS_BYTES: usize = 4_000_000;

/// An article: its decoded text, its name and its fingerprint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Article {
    name: String,
    title: String,
    text: Text,
    blocks: Blocks,
    sha256: String,
}

/// What identifies an article without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArticleInfo {
    /// The name of its file.
    pub name: String,
    /// Its first line that is not empty.
    pub title: String,
    /// The fingerprint of the text that the claims' spans refer to.
    pub sha256: String,
    /// The length of that text, in code points.
    pub length: u32,
}

impl Article {
    /// Makes an article of a decoded text. `name` is the file's name as shown and as written to
    /// the review file (`article.path`).
    pub fn new(name: impl Into<String>, text: String) -> Self {
        let title = text
            .lines()
            .find(|line| !line.trim().is_empty())
            .map(one_line)
            .unwrap_or_default();
        let text = Text::new(text);
        let (blocks, sha256) = match text.as_str().len() {
            TWO_THREADS_BYTES.. => thread::scope(|scope| {
                let sha256 = scope.spawn(|| fingerprint(text.as_str()));
                let blocks = Blocks::of(&text);
                let sha256 = sha256.join();
                (
                    blocks,
                    sha256.unwrap_or_else(|_| fingerprint(text.as_str())),
                )
            }),
            _ => (Blocks::of(&text), fingerprint(text.as_str())),
        };
        Self {
            name: name.into(),
            title,
            blocks,
            text,
            sha256,
        }
    }

    /// Returns what identifies the article without its text.
    pub fn info(&self) -> ArticleInfo {
        ArticleInfo {
            name: self.name.clone(),
            title: self.title.clone(),
            sha256: self.sha256.clone(),
            length: self.text.len(),
        }
    }

    /// Returns the name of the article's file.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the first line that is not empty.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// Returns the text.
    pub fn text(&self) -> &Text {
        &self.text
    }

    /// Returns the blocks the text is wrapped by.
    pub fn blocks(&self) -> &Blocks {
        &self.blocks
    }

    /// Returns the fingerprint: SHA-256 of the decoded text in UTF-8, in lower-case hexadecimal.
    pub fn sha256(&self) -> &str {
        &self.sha256
    }
}

fn fingerprint(text: &str) -> String {
    encode_string(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_title_is_the_first_line_with_something_on_it() {
        let article = Article::new("a.txt", "\n  \n  A  title\u{1B}\nText.\n".into());
        assert_eq!(article.title(), "A title␛");
    }

    #[test]
    fn the_fingerprint_is_that_of_sha256sum() {
        let article = Article::new("a.txt", "abc".into());
        assert_eq!(
            article.sha256(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }
}
