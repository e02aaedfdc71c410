//! What a key costs, from the event to the bytes for the terminal, and its parts; at three sizes of
//! article. The figures should not grow with the article.

use std::sync::Arc;

use divan::Bencher;
use factdesk::app::{Code, Event, Key, Setup, State};
use factdesk::model::{Article, Claim, Origin, Review};
use factdesk::text::{Span, wrap};
use factdesk::tui::{Colours, Screen, Theme};
use jiff::Timestamp;

fn main() {
    divan::main();
}

/// Numbers of claims; an article has some 80 bytes for each.
const SIZES: [usize; 3] = [40, 10_000, 100_000];

/// An article of so many sentences, each of them a claim.
fn state(claims: usize) -> State {
    let mut text = "A title\n\n".to_owned();
    let mut spans = Vec::with_capacity(claims);
    for number in 0..claims {
        let start = text.len() as u32;
        text.push_str(&format!(
            "The bridge of the {number}th ward carries {} cars a day, said the council.",
            number * 7
        ));
        spans.push(Span::new(start, text.len() as u32));
        text.push_str(if number % 4 == 3 { "\n\n" } else { " " });
    }
    let article = Arc::new(Article::new("bench.txt", text));
    let claims = spans
        .into_iter()
        .map(|span| Claim::new(&article, span, Origin::Extracted))
        .collect();
    State::new(Setup {
        size: (120, 36),
        ..Setup::new(Review::new(article, "alice", now(), claims))
    })
}

fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("a moment in 2026")
}

fn key(c: char) -> Event {
    Event::Key(Key::plain(Code::Char(c)))
}

/// A key and the frame it brings, over and over.
fn keys(bencher: Bencher<'_, '_>, claims: usize, keys: [char; 2]) {
    let mut state = state(claims);
    let mut screen = Screen::new(std::io::sink(), Theme::new(Colours::Indexed, false));
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        drop(state.update(key(keys[turn % 2]), now()));
        screen.draw(&state, (120, 36))
    });
}

#[divan::bench(args = SIZES)]
fn next_claim(bencher: Bencher<'_, '_>, claims: usize) {
    keys(bencher, claims, ['j', 'k']);
}

#[divan::bench(args = SIZES)]
fn verdict_and_undo(bencher: Bencher<'_, '_>, claims: usize) {
    keys(bencher, claims, ['g', 'u']);
}

#[divan::bench(args = SIZES)]
fn frame_from_nothing(bencher: Bencher<'_, '_>, claims: usize) {
    let state = state(claims);
    let mut screen = Screen::new(std::io::sink(), Theme::new(Colours::Indexed, false));
    bencher.bench_local(|| {
        screen.forget();
        screen.draw(&state, (120, 36))
    });
}

#[divan::bench(args = [200, 1000, 4000])]
fn wrap_a_block(bencher: Bencher<'_, '_>, length: usize) {
    let block = "Words of several lengths, and “quotations” too. ".repeat(length / 48 + 1);
    bencher.bench_local(|| wrap(divan::black_box(&block), 60));
}
