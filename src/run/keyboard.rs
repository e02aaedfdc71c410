//! The thread that reads the terminal.

use std::sync::mpsc::{self, Sender, SyncSender};
use std::thread;
use std::time::Duration;

use crossterm::event;

use crate::tui::input;

use super::Message;

/// The thread's handle.
pub(super) struct Keyboard {
    go_on: SyncSender<()>,
}

impl Keyboard {
    /// Lets the thread read on, once what it sent has been dealt with. Until then it leaves the
    /// terminal alone: the last key may have opened an editor, which then reads it.
    pub(super) fn go_on(&self) {
        // Full means that it may go on already, disconnected that it has ended.
        let _ = self.go_on.try_send(());
    }
}

/// Starts to read. Whatever is there at once comes as one message.
pub(super) fn read(sender: Sender<Message>) -> Keyboard {
    let (go_on, may_go_on) = mpsc::sync_channel(1);
    thread::spawn(move || {
        while let Ok(events) = batch() {
            if sender.send(Message::Typed(events)).is_err() || may_go_on.recv().is_err() {
                return;
            }
        }
        // The terminal gives no more: it is gone.
        drop(sender.send(Message::Hangup));
    });
    Keyboard { go_on }
}

fn batch() -> std::io::Result<Vec<crate::app::Event>> {
    let mut events = Vec::new();
    loop {
        events.extend(input::event(event::read()?));
        if !event::poll(Duration::ZERO)? {
            return Ok(events);
        }
    }
}
