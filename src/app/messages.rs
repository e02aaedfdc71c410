//! What the program says: in the bottom line, and above the claim before the first key.

/// A message in the bottom line, shown until the next key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusMessage {
    /// The words; harmless, on one line.
    pub text: String,
    /// Whether something was refused or went wrong.
    pub is_trouble: bool,
}

/// The message in the bottom line, and the notice above the claim.
#[derive(Clone, Debug)]
pub struct Messages {
    status: Option<StatusMessage>,
    /// What the reviewer should know first, a line each; `None` after the first key.
    notice: Option<Vec<String>>,
}

impl Messages {
    /// Starts with a notice.
    pub(super) fn new(notice: Vec<String>) -> Self {
        Self {
            status: None,
            notice: Some(notice),
        }
    }

    /// Returns the message in the bottom line.
    pub fn status(&self) -> Option<&StatusMessage> {
        self.status.as_ref()
    }

    /// Returns the lines above the claim.
    pub fn notice(&self) -> &[String] {
        self.notice.as_deref().unwrap_or_default()
    }

    /// Shows a message.
    pub(super) fn say(&mut self, text: impl Into<String>) {
        self.status = Some(StatusMessage {
            text: text.into(),
            is_trouble: false,
        });
    }

    /// Shows that something was refused or went wrong.
    pub(super) fn refuse(&mut self, text: impl Into<String>) {
        self.status = Some(StatusMessage {
            text: text.into(),
            is_trouble: true,
        });
    }

    /// Adds to the message shown: `said · more`.
    pub(super) fn add(&mut self, more: &str) {
        let said = self
            .status
            .take()
            .map_or(String::new(), |said| said.text + " · ");
        self.say(said + more);
    }

    /// Removes the message, and returns it.
    pub(super) fn take(&mut self) -> Option<StatusMessage> {
        self.status.take()
    }

    /// Shows an earlier message again, or none.
    pub(super) fn restore(&mut self, status: Option<StatusMessage>) {
        self.status = status;
    }

    /// Says something that no key asked for: above the claim until the first key, so that the
    /// bottom line shows the keys; in the bottom line after it.
    pub(super) fn announce(&mut self, text: String) {
        match &mut self.notice {
            Some(notice) => notice.push(text),
            None => self.say(text),
        }
    }

    /// Puts a line at the top of the notice, even after the first key.
    pub(super) fn put_first(&mut self, text: String) {
        self.notice.get_or_insert_default().insert(0, text);
    }

    /// Ends the notice: a key was pressed.
    pub(super) fn end_notice(&mut self) {
        self.notice = None;
    }
}
