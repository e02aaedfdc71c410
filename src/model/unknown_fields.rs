//! What a file says beyond what this version knows.

/// Fields that this version does not know, carried along unread and written back as they came.
///
/// Boxed: nearly every claim has none, and a review may have a hundred thousand claims.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnknownFields(Option<Box<serde_json::Map<String, serde_json::Value>>>);

impl UnknownFields {
    /// Returns the fields in the order in which they came.
    pub fn fields(&self) -> impl Iterator<Item = (&String, &serde_json::Value)> {
        self.0.iter().flat_map(|map| map.iter())
    }

    /// Returns whether there is nothing to carry.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }
}

impl From<serde_json::Map<String, serde_json::Value>> for UnknownFields {
    fn from(map: serde_json::Map<String, serde_json::Value>) -> Self {
        Self((!map.is_empty()).then(|| Box::new(map)))
    }
}
