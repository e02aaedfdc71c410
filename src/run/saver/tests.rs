//! Saving when a thread panics or hangs.

use std::fs;
use std::sync::{Arc, mpsc};
use std::thread;

use jiff::Timestamp;

use crate::app::{self, Effect, Event, Setup, State};
use crate::model::{Article, Claim, Origin, Review};
use crate::run::message::Message;
use crate::store::{Folders, ReviewWriter};
use crate::text::Span;

use super::worker::THREAD_NAME;
use super::{PanicSave, SaveTo, Saver};

/// A review of one claim in its own folder, and where it is saved.
fn review() -> (tempfile::TempDir, Review, SaveTo) {
    let folder = tempfile::tempdir().unwrap();
    let article = Arc::new(Article::new("a.txt", "It is so.".into()));
    let claim = Claim::new(&article, Span::new(0, 9), Origin::Extracted);
    let review = Review::new(article, "alice", Timestamp::UNIX_EPOCH, vec![claim]);
    let path = folder.path().join("a.alice.review.json");
    let save_to = SaveTo {
        writer: ReviewWriter::new(path, &review, None),
        lock: None,
        session: Some(folder.path().join("session.json")),
        folders: Some(Folders {
            data: folder.path().join("data"),
            state: folder.path().join("state"),
        }),
        taken_in: Vec::new(),
    };
    (folder, review, save_to)
}

/// A session in which the claim was found garbled and a note is being typed.
fn typing(review: Review) -> (State, Vec<Effect>) {
    let mut state = State::new(Setup::new(review));
    let mut effects = Vec::new();
    for key in app::keys("g e h a l f").unwrap() {
        effects.extend(state.update(Event::Key(key), Timestamp::UNIX_EPOCH));
    }
    (state, effects)
}

#[test]
fn decisions_and_drafts_before_a_panic_are_saved() {
    let (folder, review, save_to) = review();
    let mut saver = Saver::start(Some(save_to), |_| {}).unwrap();
    let panic_save = PanicSave::new(mpsc::channel().0);
    panic_save.use_saver(&saver);
    let (state, effects) = typing(review);
    for effect in effects {
        match effect {
            Effect::Save { number, change } => {
                saver.save(number, change, Timestamp::UNIX_EPOCH);
            }
            _ => saver.save_session(&state),
        }
    }
    panic_save.run();
    let written = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    assert!(written("a.alice.review.json").contains(r#""verdict": "garbled""#));
    assert!(written("session.json").contains(r#""text":"half""#));
}

/// Returns the text of the one rescued copy.
fn rescued(folder: &tempfile::TempDir) -> String {
    let mut copies = fs::read_dir(folder.path().join("data/rescued")).unwrap();
    fs::read_to_string(copies.next().unwrap().unwrap().path()).unwrap()
}

#[test]
fn a_review_that_cannot_be_handed_over_is_rescued() {
    // No thread answers, as when the disk hangs; or the thread answers that it cannot write.
    for is_silent in [true, false] {
        let (folder, review, mut save_to) = review();
        if !is_silent {
            let path = folder.path().join("gone/a.alice.review.json");
            save_to.writer = ReviewWriter::new(path, &review, None);
        }
        let mut saver = Saver::start(Some(save_to), |_| {}).unwrap();
        let (state, effects) = typing(review);
        if is_silent {
            saver.lose_answer();
        }
        for effect in effects {
            if let Effect::Save { number, change } = effect {
                saver.save(number, change, Timestamp::UNIX_EPOCH);
            }
        }
        let why = saver.hand_over(&state).err().unwrap();
        assert!(why.contains("the review was saved to "), "{why}");
        assert!(rescued(&folder).contains(r#""verdict": "garbled""#));
        let session = fs::read_to_string(folder.path().join("session.json")).unwrap();
        assert!(session.contains(r#""text":"half""#));
    }
}

#[test]
fn when_the_saver_panics_the_loop_saves() {
    let (folder, review, save_to) = review();
    let saver = Saver::start(Some(save_to), |_| {}).unwrap();
    let (sender, messages) = mpsc::channel();
    let panic_save = PanicSave::new(sender);
    panic_save.use_saver(&saver);
    let panicking = thread::Builder::new()
        .name(THREAD_NAME.to_owned())
        .spawn(move || panic_save.run())
        .unwrap();
    let Ok(Message::SaverPanicked(done)) = messages.recv() else {
        panic!("the loop is not asked");
    };
    saver.save_without_thread(&typing(review).0);
    drop(done);
    panicking.join().unwrap();
    let session = fs::read_to_string(folder.path().join("session.json")).unwrap();
    assert!(session.contains(r#""text":"half""#));
    assert!(rescued(&folder).contains(r#""verdict": "garbled""#));
}
