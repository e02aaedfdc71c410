//! The messages that wait, in order.

use std::collections::VecDeque;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use super::message::Message;

/// The receiving end of the channel that everything comes through. The loop has a sender itself, so
/// the channel is never closed.
pub(super) struct Inbox {
    channel: Receiver<Message>,
    /// Messages that came while another was waited for.
    put_back: VecDeque<Message>,
}

impl Inbox {
    /// Returns the messages of a channel.
    pub(super) fn new(channel: Receiver<Message>) -> Self {
        Self {
            channel,
            put_back: VecDeque::new(),
        }
    }

    /// Waits for the next message.
    pub(super) fn next(&mut self) -> Option<Message> {
        self.put_back
            .pop_front()
            .or_else(|| self.channel.recv().ok())
    }

    /// Returns the next message, or `None` if none has come.
    pub(super) fn next_if_any(&mut self) -> Option<Message> {
        self.put_back
            .pop_front()
            .or_else(|| self.channel.try_recv().ok())
    }

    /// Waits for the next message; `None` if the time is over.
    pub(super) fn next_until(&mut self, until: Option<Instant>) -> Option<Message> {
        let Some(until) = until else {
            return self.next();
        };
        self.put_back.pop_front().or_else(|| {
            let left = until.saturating_duration_since(Instant::now());
            self.channel.recv_timeout(left).ok()
        })
    }

    /// Puts messages back, before all others.
    pub(super) fn put_back(&mut self, messages: Vec<Message>) {
        for message in messages.into_iter().rev() {
            self.put_back.push_front(message);
        }
    }
}
