//! How worth checking a sentence is: a linear model over words, letters and a few counts, learnt
//! from sentences that people judged. It orders a list; it hides nothing.
//!
//! `priority.md` explains how the weights were trained and measured.

mod classes;
mod features;
mod hashing;
mod model;
mod tokens;

use std::sync::LazyLock;

use model::{Scorer, Weights};

/// Made by `cargo bench --bench train_priority`.
static WEIGHTS: LazyLock<Option<Weights<'static>>> =
    LazyLock::new(|| Weights::parse(include_bytes!("weights.bin")));

/// Ranks sentences; kept from one to the next, because words come again.
pub(super) struct Ranker(Option<Scorer<'static>>);

impl Ranker {
    /// Creates a ranker for a text of about `len` code points.
    pub(super) fn new(len: u32) -> Self {
        let weights = WEIGHTS.as_ref();
        Self(weights.map(|weights| Scorer::new(weights, len)))
    }

    /// Returns how worth checking an English sentence is: 0 to 1, and 0.5 where taking it for
    /// worth checking and leaving it are equally good.
    pub(super) fn priority(&mut self, sentence: &str) -> Option<f32> {
        self.0.as_mut().map(|scorer| scorer.priority(sentence))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{MAGIC, SLOTS, STEPS, WEIGHT_BITS, place};
    use proptest::prelude::*;

    #[test]
    fn facts_and_figures_come_before_feelings_and_wishes() {
        let mut ranker = Ranker::new(1000);
        let mut of = |sentence| ranker.priority(sentence).unwrap();
        let facts = [
            "Unemployment fell from 9 percent to 6 percent in four years.",
            "The senator voted against the bill in 2003.",
            "More than 13,000 people have been killed in the war.",
        ];
        let feelings = [
            "I hope that we can do better.",
            "Thank you all for being here tonight.",
            "We will always stand together, whatever may come.",
        ];
        for fact in facts {
            assert!(of(fact) > 0.5, "{fact} {}", of(fact));
            for feeling in feelings {
                assert!(of(feeling) < 0.3, "{feeling} {}", of(feeling));
            }
        }
    }

    #[test]
    fn any_sentence_has_a_priority() {
        let mut ranker = Ranker::new(0);
        let long = "word ".repeat(10_000);
        for sentence in ["", "。", "'", "’t n't don’t", "1,", "ẞß-", long.as_str()] {
            let priority = ranker.priority(sentence).unwrap();
            assert!((0.0..=1.0).contains(&priority));
        }
    }

    proptest! {
        #[test]
        fn any_text_can_be_ranked(text in any::<String>()) {
            let priority = Ranker::new(text.len() as u32).priority(&text).unwrap();
            assert!((0.0..=1.0).contains(&priority));
        }

        #[test]
        fn a_weight_is_that_of_the_first_slot_that_fits(
            slots in proptest::collection::vec((0u16..8, 0u16..4), 8),
            begin in prop_oneof![0..8usize, SLOTS - 8..SLOTS],
            mark in 0u16..8,
        ) {
            // The same eight slots repeated: few marks, so that some match, and some slots without
            // a weight.
            let slot = |(mark, weight): &(u16, u16)| mark << WEIGHT_BITS | weight;
            let table = (0..SLOTS).flat_map(|at| slot(&slots[at % 8]).to_le_bytes());
            let largest = STEPS.pow(2) as f32;
            let head = [1.0, 0.0, largest].map(f32::to_le_bytes).concat();
            let file: Vec<u8> = MAGIC.iter().copied().chain(head).chain(table).collect();

            let feature = (begin as u64) << 20 | u64::from(mark << WEIGHT_BITS);
            prop_assert_eq!(place(feature), (begin, mark));
            let mut ring = (begin..begin + 8).map(|at| slots[at % 8]);
            let found = ring.find(|&(its, weight)| its == mark || weight == 0);
            prop_assume!(found.is_some());
            let weight = found.map(|(_, weight)| f32::from(weight.pow(2)));
            prop_assert_eq!(Weights::parse(&file).map(|weights| weights.of(feature).round()), weight);
        }
    }
}
