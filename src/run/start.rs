//! The start of a run: terminal, signals, first frame, workers.

use std::sync::mpsc;

use crate::app::Event;
use crate::tui::{Screen, TerminalGuard, Theme};

use super::clock::now;
use super::event_loop::{EventLoop, RunParts};
use super::message::Message;
use super::opening::{Opening, Reopen};
use super::outcome::{RunError, RunOutcome};
use super::output::Output;
use super::saver::PanicSave;
use super::terminal_background::BackgroundQuestion;
use super::{keyboard, signals};

/// Runs a review until the user quits or a signal ends it. `reopen` opens the article again when its
/// file has changed; `recovered` is how many claims were changed by rescued copies.
///
/// # Errors
/// The terminal cannot be used (then nothing has happened), or something is not saved at the end.
pub fn run(
    mut opening: Opening,
    theme: Theme,
    reopen: Option<Reopen>,
    recovered: usize,
) -> Result<RunOutcome, RunError> {
    let (sender, messages) = mpsc::channel();
    let signals = signals::watch(sender.clone())?;
    keyboard::take()?;
    let mut output = Output::start({
        let sender = sender.clone();
        move |result| drop(sender.send(Message::Written(result)))
    })?;
    let panic_save = PanicSave::new(sender.clone());
    let terminal = TerminalGuard::enter(&mut output, {
        let panic_save = panic_save.clone();
        move || panic_save.run()
    })?;
    // A terminal that does not know the question is silent; nothing waits for its answer.
    let background = match theme.asks() {
        true => BackgroundQuestion::ask(&mut output)?,
        false => BackgroundQuestion::default(),
    };
    // The article is drawn before anything else begins, which would delay the first frame.
    let mut screen = Screen::new(output, theme);
    let size = crossterm::terminal::size()?;
    let effects = opening.state.update(Event::Resize(size.0, size.1), now());
    screen.draw(&opening.state, size)?;

    let keyboard = keyboard::read(sender.clone());
    let parts = RunParts {
        screen,
        terminal,
        reopen,
        panic_save,
        sender,
        messages,
        size,
        background,
    };
    let mut event_loop = EventLoop::start(opening, parts)?;
    event_loop.begin(effects, recovered);
    event_loop.run(&keyboard);
    event_loop.leave(&signals)
}
