//! The time from a key to the bytes for the terminal, and its parts, at three article sizes. The
//! figures should not grow with the article.

use std::cell::RefCell;
use std::sync::Arc;

use divan::Bencher;
use factdesk::app::{ArticleRow, Code, Effect, Event, Key, Setup, State};
use factdesk::model::{Article, Claim, Origin, Review};
use factdesk::text::{Span, wrap};
use factdesk::tui::{Colours, Screen, Theme};
use jiff::Timestamp;

fn main() {
    divan::main();
}

/// Numbers of claims. An article has about 80 bytes per claim.
const SIZES: [usize; 3] = [40, 10_000, 100_000];

/// Returns a review of an article with this many sentences, each of them a claim.
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
        .enumerate()
        .map(|(number, span)| Claim {
            priority: Some((number * 7919 % 1000) as f32 / 1000.0),
            ..Claim::new(&article, span, Origin::Extracted)
        })
        .collect();
    State::new(Setup {
        size: SCREEN,
        ..Setup::new(Review::new(article, "alice", now(), claims))
    })
}

fn now() -> Timestamp {
    Timestamp::from_second(1_790_000_000).expect("a valid time")
}

fn app_keys(written: &str) -> Vec<Key> {
    factdesk::app::keys(written).expect("valid keys")
}

const SCREEN: (u16, u16) = (120, 36);

/// A review and its screen. Searches that it asks for run at once.
struct BenchApp {
    state: State,
    screen: Screen<std::io::Sink>,
}

impl BenchApp {
    fn new(claims: usize) -> Self {
        Self {
            state: state(claims),
            screen: Screen::new(std::io::sink(), Theme::new(Colours::Indexed, false)),
        }
    }

    fn types(&mut self, written: &str) {
        for key in app_keys(written) {
            self.presses(key);
        }
    }

    fn presses(&mut self, key: Key) {
        for effect in self.state.update(Event::Key(key), now()) {
            let Effect::CountMatches(quest) = effect else {
                continue;
            };
            let events = RefCell::new(Vec::new());
            quest.run(|event| {
                events.borrow_mut().push(event);
                true
            });
            for event in events.into_inner() {
                drop(self.state.update(event, now()));
            }
        }
        drop(self.screen.draw(&self.state, SCREEN));
    }
}

/// Measures a key with its frame, alternating between two keys.
fn keys(bencher: Bencher<'_, '_>, claims: usize, keys: [char; 2]) {
    keys_after(bencher, claims, "", keys);
}

/// Like [`keys`], after other keys.
fn keys_after(bencher: Bencher<'_, '_>, claims: usize, before: &str, keys: [char; 2]) {
    let mut app = BenchApp::new(claims);
    app.types(before);
    let mut turn = 0;
    bencher.bench_local(|| {
        turn += 1;
        app.presses(Key::plain(Code::Char(keys[turn % 2])));
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

/// The claim leaves the list and comes back.
#[divan::bench(args = SIZES)]
fn verdict_and_undo_under_a_filter(bencher: Bencher<'_, '_>, claims: usize) {
    keys_after(bencher, claims, "F 2 enter", ['g', 'u']);
}

#[divan::bench(args = SIZES)]
fn page_down_and_up(bencher: Bencher<'_, '_>, claims: usize) {
    let mut app = BenchApp::new(claims);
    bencher.bench_local(|| app.types("pgdn pgup"));
}

#[divan::bench(args = SIZES)]
fn order_by_priority_and_back(bencher: Bencher<'_, '_>, claims: usize) {
    keys_after(bencher, claims, "", ['o', 'o']);
}

#[divan::bench(args = SIZES)]
fn a_letter_in_a_note(bencher: Bencher<'_, '_>, claims: usize) {
    keys_after(bencher, claims, "e", ['a', 'b']);
}

/// Searching for the words of a claim, forwards and back.
#[divan::bench(args = SIZES)]
fn next_and_previous_match(bencher: Bencher<'_, '_>, claims: usize) {
    keys_after(bencher, claims, "/ b r i d g e enter", ['n', 'N']);
}

/// Searching for the last words of the article, until they are on the screen.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn search_to_the_end(bencher: Bencher<'_, '_>, claims: usize) {
    let last = (claims - 1).to_string();
    let typed: Vec<String> = last.chars().map(String::from).collect();
    bencher
        .with_inputs(|| BenchApp::new(claims))
        .bench_local_values(|mut app| app.types(&format!("/ {} enter", typed.join(" "))));
}

/// The part of that search that runs before the key returns.
#[divan::bench(args = SIZES, sample_count = 20, sample_size = 1)]
fn search_begun(bencher: Bencher<'_, '_>, claims: usize) {
    bencher
        .with_inputs(|| {
            let mut app = BenchApp::new(claims);
            app.types("/ z q");
            app
        })
        .bench_local_values(|mut app| {
            drop(app.state.update(Event::Key(app_keys("enter")[0]), now()));
            drop(app.screen.draw(&app.state, SCREEN));
            app
        });
}

/// Laying out the rows of the article around a claim.
#[divan::bench(args = SIZES)]
fn layout(bencher: Bencher<'_, '_>, claims: usize) {
    let app = BenchApp::new(claims);
    let middle = app.state.review().claims()[claims / 2].span;
    let viewport = app.state.work().viewport();
    bencher.bench_local(|| viewport.lines(viewport.reveal(ArticleRow::default(), middle)));
}

#[divan::bench(args = SIZES)]
fn frame_from_nothing(bencher: Bencher<'_, '_>, claims: usize) {
    let mut app = BenchApp::new(claims);
    bencher.bench_local(|| {
        app.screen.forget();
        app.screen.draw(&app.state, SCREEN)
    });
}

#[divan::bench(args = [200, 1000, 4000])]
fn wrap_a_block(bencher: Bencher<'_, '_>, length: usize) {
    let block = "Words of several lengths, and “quotations” too. ".repeat(length / 48 + 1);
    bencher.bench_local(|| wrap(divan::black_box(&block), 60));
}
