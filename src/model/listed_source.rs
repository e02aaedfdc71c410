//! A source as it is named to a reader.

/// A source that claims are compared with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedSource {
    /// The file, as the reviewer named it, on one line and harmless.
    pub file: String,
    /// What it is called, on one line and harmless.
    pub title: Option<String>,
}
