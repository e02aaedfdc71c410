//! What waits to be taken in, in its order.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use super::Message;

/// The end of the channel that everything comes through. A sender is in our own hands, so there is
/// always a next message.
pub(super) struct Inbox {
    channel: Receiver<Message>,
    /// What came while something else was waited for.
    put_by: VecDeque<Message>,
}

impl Inbox {
    /// Takes a channel.
    pub(super) fn of(channel: Receiver<Message>) -> Self {
        Self {
            channel,
            put_by: VecDeque::new(),
        }
    }

    /// Waits for the next message.
    pub(super) fn next(&mut self) -> Option<Message> {
        self.put_by.pop_front().or_else(|| self.channel.recv().ok())
    }

    /// Returns the next message if there is one already.
    pub(super) fn next_if_there(&mut self) -> Option<Message> {
        self.put_by
            .pop_front()
            .or_else(|| self.channel.try_recv().ok())
    }

    /// Waits for the next message; none when the time is over.
    pub(super) fn next_until(&mut self, until: Option<Instant>) -> Option<Message> {
        let Some(until) = until else {
            return self.next();
        };
        self.put_by.pop_front().or_else(|| {
            let left = until.saturating_duration_since(Instant::now());
            self.channel.recv_timeout(left).ok()
        })
    }

    /// Puts messages back before all others.
    pub(super) fn put_back(&mut self, messages: Vec<Message>) {
        for message in messages.into_iter().rev() {
            self.put_by.push_front(message);
        }
    }
}
