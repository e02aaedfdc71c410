//! The thread that reads the terminal.

use std::fs::File;
use std::io::{self, IsTerminal as _};
use std::sync::mpsc::{self, Sender, SyncSender};
use std::thread;
use std::time::Duration;

use crossterm::event;

use crate::app::Event;
use crate::tui::input;

use super::Message;
use super::background::{self, Replies, Taken};

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

/// Makes the terminal standard input, where that is something else: the article. What is put in
/// its place when it has gone is then in the reader's hands, wherever keys come from.
pub(super) fn take() -> io::Result<()> {
    if !io::stdin().is_terminal() {
        rustix::stdio::dup2_stdin(File::open("/dev/tty")?)?;
    }
    Ok(())
}

/// Starts to read. Whatever is there at once comes as one message. The terminal's answer, if it
/// was asked for its background, is taken out of it. `drawn` is the size of the first picture.
pub(super) fn read(
    sender: Sender<Message>,
    mut replies: Option<Replies>,
    drawn: (u16, u16),
) -> Keyboard {
    let (go_on, may_go_on) = mpsc::sync_channel(1);
    thread::spawn(move || {
        let hand_over =
            |events| sender.send(Message::Typed(events)).is_ok() && may_go_on.recv().is_ok();
        if let Some(resize) = missed(drawn)
            && !hand_over(vec![resize])
        {
            return;
        }
        while let Ok((events, answer)) = next(&mut replies) {
            if let Some(is_light) = answer {
                drop(sender.send(Message::Background(is_light)));
            }
            if !hand_over(events) {
                return;
            }
        }
        // The terminal gives no more: it is gone.
        drop(sender.send(Message::Hangup));
    });
    Keyboard { go_on }
}

/// Returns the change of size that came after the first picture and before anybody listened. From
/// here on, somebody does.
fn missed(drawn: (u16, u16)) -> Option<Event> {
    // Looking for the first event is what begins it. An error comes again with the next look.
    drop(event::poll(Duration::ZERO));
    let size = crossterm::terminal::size().ok()?;
    (size != drawn).then_some(Event::Resize(size.0, size.1))
}

/// Waits for what comes in: what was typed of it, and the terminal's answer.
fn next(replies: &mut Option<Replies>) -> io::Result<(Vec<Event>, Option<Option<bool>>)> {
    if let Some(replies) = replies
        && replies.is_reading()
        && !event::poll(background::PIECES)?
    {
        return Ok((replies.give_up(), None));
    }
    Ok(typed(batch()?, replies))
}

/// What was typed of what came in, and the terminal's answer.
fn typed(events: Vec<Event>, replies: &mut Option<Replies>) -> (Vec<Event>, Option<Option<bool>>) {
    let mut typed = Vec::with_capacity(events.len());
    let mut answer = None;
    for event in events {
        match replies.as_mut().map(|replies| replies.take(event.clone())) {
            None => typed.push(event),
            Some(Taken::Typed(events)) => typed.extend(events),
            Some(Taken::Answered(is_light)) => {
                answer = Some(is_light);
                *replies = None;
            }
        }
    }
    (typed, answer)
}

fn batch() -> io::Result<Vec<Event>> {
    let mut events = Vec::new();
    loop {
        events.extend(input::event(event::read()?));
        if !event::poll(Duration::ZERO)? {
            return Ok(events);
        }
    }
}
