//! Trains the weights of the priority score and measures them:
//!
//! ```text
//! cargo bench --bench train_priority -- PATH/checkworthy-train.jsonl
//! ```
//!
//! Without a path it does nothing, so that a plain `cargo bench` can run it. Method and results are
//! in `src/extract/priority/priority.md`.

#[allow(dead_code, missing_docs)]
#[path = "../src/extract/priority/classes.rs"]
mod classes;
#[allow(dead_code)]
#[path = "../src/extract/priority/features.rs"]
mod features;
#[allow(dead_code)]
#[path = "../src/extract/priority/hashing.rs"]
mod hashing;
#[allow(dead_code)]
#[path = "../src/extract/priority/model.rs"]
mod model;
#[allow(dead_code)]
#[path = "../src/extract/priority/tokens.rs"]
mod tokens;

use std::collections::HashMap;

use features::{FeatureGroup, GROUPS, Settings, each, letters, pair, pairs, settings};
use model::{HEAD, MAGIC, SLOTS, STEPS, Scorer, VALUES, WEIGHT_BITS, Weights, place};
use tokens::ModelTokens;

const OUTPUT: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/src/extract/priority/weights.bin"
);
/// Features that occur in fewer sentences are ignored.
const MIN_SENTENCES: u32 = 2;
/// The relative weight of each group of features, in the order of [`FeatureGroup`].
const GROUP_WEIGHTS: [f32; GROUPS] = [0.7, 1.0, 1.0, 0.6, 0.8, 1.0, 0.5];
const FOLDS: u64 = 5;
/// How many features are kept, those with the largest weights: more would crowd the hash table.
const MAX_FEATURES: usize = SLOTS * 3 / 5;
/// How often the solver passes over the sentences.
const PASSES: u32 = 40;

fn main() {
    let Some(path) = std::env::args().skip(1).find(|arg| !arg.starts_with('-')) else {
        println!("no data given: nothing to train");
        return;
    };
    let text = std::fs::read_to_string(&path).unwrap_or_else(|e| panic!("cannot read {path}: {e}"));
    let sentences: Vec<Sentence> = text.lines().map(Sentence::parse).collect();
    let (held_out, training): (Vec<&Sentence>, Vec<&Sentence>) =
        sentences.iter().partition(|s| s.hash.is_multiple_of(FOLDS));
    println!(
        "{} sentences for training, {} held out",
        training.len(),
        held_out.len()
    );

    let mut best = (Hyperparameters::default(), Vec::new(), 0.0);
    for strength in [0.5, 0.7, 1.0, 1.4] {
        for trust in [0.25, 0.5] {
            let parameters = Hyperparameters { strength, trust };
            let scores = cross_validated(&training, parameters);
            let (precision, (f1, at)) = (average_precision(&scores), best_f1(&scores));
            println!("{parameters:?}: AP {precision:.4}, F1 {f1:.4} at {at:.3} (cross-validated)");
            if precision > best.2 {
                best = (parameters, scores, precision);
            }
        }
    }
    let (parameters, scores, _) = best;
    let (slope, zero) = logistic(&scores);
    let middle = best_expected_f1(&scores, slope, zero);
    println!("chosen: {parameters:?}, middle {middle:.3}, slope {slope:.3}");

    let model = train(&training, parameters);
    let exact: Vec<Score> = held_out.iter().map(|s| (model.score(s), s.label)).collect();
    report("held out, exact weights", &exact, middle);
    let file = pack(&model, slope, middle);
    report("held out, as shipped", &shipped(&file, &held_out), middle);

    let everything: Vec<&Sentence> = sentences.iter().collect();
    let file = pack(&train(&everything, parameters), slope, middle);
    std::fs::write(OUTPUT, &file).unwrap_or_else(|e| panic!("cannot write {OUTPUT}: {e}"));
    println!(
        "wrote {} bytes, trained on everything, to {OUTPUT}",
        file.len()
    );
}

/// The hyperparameters that cross-validation chooses.
#[derive(Clone, Copy, Debug, Default)]
struct Hyperparameters {
    /// The solver's C: the cost of an error relative to that of large weights.
    strength: f32,
    /// The exponent of a feature's log-odds, which scale it before training (the NB-SVM of Wang and
    /// Manning).
    trust: f32,
}

/// A score, and whether the sentence is labelled as worth checking.
type Score = (f32, bool);

/// A labelled sentence.
struct Sentence {
    text: String,
    label: bool,
    /// A hash of the text, which decides the fold.
    hash: u64,
    /// Feature, group and scaled count.
    features: Vec<(u64, usize, f32)>,
}

impl Sentence {
    fn parse(line: &str) -> Self {
        let record: serde_json::Value =
            serde_json::from_str(line).unwrap_or_else(|e| panic!("not JSON: {e}: {line}"));
        let text = record["text"].as_str().unwrap_or_default().to_owned();
        let mut tokens = ModelTokens::default();
        tokens.read(&text);
        let mut counts: HashMap<(u64, usize), f32> = HashMap::new();
        let mut totals = [0.0f32; GROUPS];
        let mut add = |group: FeatureGroup, feature: u64| {
            *counts.entry((feature, group as usize)).or_default() += 1.0;
            totals[group as usize] += 1.0;
        };
        let setting = Settings::of(&tokens);
        each(&tokens, setting, &mut add);
        pairs(&tokens, |a, b| add(FeatureGroup::Pairs, pair(a, b)));
        for token in tokens.list() {
            letters(tokens.text(token), |feature| {
                add(FeatureGroup::Letters, feature)
            });
            for at in setting.chosen() {
                add(FeatureGroup::Settings, settings(token.id)[at]);
            }
        }
        totals[FeatureGroup::Counts as usize] = 1.0;
        let mut features: Vec<(u64, usize, f32)> = counts
            .into_iter()
            .map(|((feature, group), count)| (feature, group, count / totals[group].sqrt()))
            .collect();
        features.sort_unstable_by_key(|f| (f.1, f.0));
        Self {
            label: record["label"] == 1,
            hash: hash(&text),
            text,
            features,
        }
    }
}

/// FNV-1a with a final mix, so that the split is the same everywhere.
fn hash(text: &str) -> u64 {
    let mut h = 0xcbf2_9ce4_8422_2325u64;
    for byte in text.bytes() {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    (h ^ (h >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32
}

/// A linear model: the index of each feature, and the weights.
struct Model {
    index: HashMap<u64, usize>,
    weights: Vec<f32>,
}

impl Model {
    fn score(&self, sentence: &Sentence) -> f32 {
        sentence
            .features
            .iter()
            .filter_map(|(feature, _, amount)| {
                Some(self.weights[*self.index.get(feature)?] * amount)
            })
            .sum()
    }
}

/// Counts the sentences in which a feature occurs.
struct Occurrence {
    feature: u64,
    group: usize,
    /// Sentences not worth checking, then those worth checking.
    by_label: [u32; 2],
}

impl Occurrence {
    fn sentences(&self) -> u32 {
        self.by_label[0] + self.by_label[1]
    }
}

fn train(sentences: &[&Sentence], parameters: Hyperparameters) -> Model {
    let mut seen: HashMap<u64, Occurrence> = HashMap::new();
    for sentence in sentences {
        for (feature, group, _) in &sentence.features {
            let occurrence = seen.entry(*feature).or_insert(Occurrence {
                feature: *feature,
                group: *group,
                by_label: [0; 2],
            });
            occurrence.by_label[usize::from(sentence.label)] += 1;
        }
    }
    let mut kept: Vec<Occurrence> = seen
        .into_values()
        .filter(|occurrence| occurrence.sentences() >= MIN_SENTENCES)
        .collect();
    kept.sort_unstable_by_key(|occurrence| occurrence.feature);
    let index: HashMap<u64, usize> = (0..).zip(&kept).map(|(i, o)| (o.feature, i)).collect();
    let scale = scales(sentences, &kept, &index, parameters);
    let rows: Vec<Vec<(usize, f32)>> = sentences
        .iter()
        .map(|sentence| {
            sentence
                .features
                .iter()
                .filter_map(|(f, _, amount)| index.get(f).map(|i| (*i, amount * scale[*i])))
                .collect()
        })
        .collect();
    let labels: Vec<f32> = sentences
        .iter()
        .map(|s| if s.label { 1.0 } else { -1.0 })
        .collect();
    let mut weights = solve(&rows, &labels, kept.len(), parameters.strength);
    for (weight, scale) in weights.iter_mut().zip(&scale) {
        *weight *= scale;
    }
    Model { index, weights }
}

/// Returns how each feature is scaled before training: by rarity (inverse document frequency), by
/// how well it separates the classes (log-odds), and by the weight of its group.
fn scales(
    sentences: &[&Sentence],
    kept: &[Occurrence],
    index: &HashMap<u64, usize>,
    parameters: Hyperparameters,
) -> Vec<f32> {
    let n = sentences.len() as f32;
    let mut totals = [[0.0f32; 2]; GROUPS];
    for occurrence in kept {
        for (total, n) in totals[occurrence.group].iter_mut().zip(occurrence.by_label) {
            *total += n as f32 + 1.0;
        }
    }
    let mut scale: Vec<f32> = kept
        .iter()
        .map(|occurrence| {
            let [no, yes] = occurrence.by_label.map(|n| n as f32 + 1.0);
            let [all_no, all_yes] = totals[occurrence.group];
            let odds = (yes / all_yes) / (no / all_no);
            let rarity = ((1.0 + n) / (1.0 + occurrence.sentences() as f32)).ln() + 1.0;
            rarity * odds.ln().abs().powf(parameters.trust)
        })
        .collect();
    let mut power = [0.0f32; GROUPS];
    for sentence in sentences {
        for (feature, group, amount) in &sentence.features {
            if let Some(i) = index.get(feature) {
                power[*group] += (amount * scale[*i]).powi(2) / n;
            }
        }
    }
    for (occurrence, scale) in kept.iter().zip(&mut scale) {
        *scale *= GROUP_WEIGHTS[occurrence.group] / power[occurrence.group].sqrt();
    }
    scale
}

/// Trains a linear support vector machine with squared hinge loss by dual coordinate descent (Hsieh and
/// others, ICML 2008).
fn solve(rows: &[Vec<(usize, f32)>], labels: &[f32], features: usize, strength: f32) -> Vec<f32> {
    let ridge = 1.0 / (2.0 * strength * 0.1);
    let mut weights = vec![0.0f32; features];
    let mut bias = 0.0f32;
    let mut alpha = vec![0.0f32; rows.len()];
    let norms: Vec<f32> = rows
        .iter()
        .map(|row| row.iter().map(|(_, v)| v * v).sum::<f32>() + 1.0 + ridge)
        .collect();
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = 1u64;
    for _ in 0..PASSES {
        for i in (1..order.len()).rev() {
            random = random
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            order.swap(i, (random >> 33) as usize % (i + 1));
        }
        for &i in &order {
            let score = bias + rows[i].iter().map(|(f, v)| weights[*f] * v).sum::<f32>();
            let gradient = labels[i] * score - 1.0 + alpha[i] * ridge;
            let before = alpha[i];
            alpha[i] = (before - gradient / norms[i]).max(0.0);
            let change = (alpha[i] - before) * labels[i];
            if change != 0.0 {
                for (f, v) in &rows[i] {
                    weights[*f] += change * v;
                }
                bias += change;
            }
        }
    }
    weights
}

/// Returns each sentence's score by a model trained without it, packed as it is shipped.
fn cross_validated(sentences: &[&Sentence], parameters: Hyperparameters) -> Vec<Score> {
    let mut scores = Vec::new();
    for fold in 0..FOLDS {
        let (held, rest): (Vec<&Sentence>, Vec<&Sentence>) = sentences
            .iter()
            .partition(|s| s.hash / FOLDS % FOLDS == fold);
        scores.extend(shipped(&pack(&train(&rest, parameters), 1.0, 0.0), &held));
    }
    scores
}

/// Packs the weights into the hash table. Weights that round to zero are left out.
fn pack(model: &Model, slope: f32, middle: f32) -> Vec<u8> {
    let largest = model.weights.iter().fold(0.0f32, |a, w| a.max(w.abs()));
    let mut slots = vec![[0u8; 2]; SLOTS];
    let mut features: Vec<(&u64, &usize)> = model.index.iter().collect();
    // The largest weights first: they get the slots closest to their hash.
    features.sort_unstable_by(|a, b| {
        let weight = |i: usize| model.weights[i].abs();
        weight(*b.1).total_cmp(&weight(*a.1)).then(a.0.cmp(b.0))
    });
    for (feature, i) in features.into_iter().take(MAX_FEATURES) {
        let weight = model.weights[*i];
        let steps = (weight.abs() / largest).sqrt() * STEPS as f32 * weight.signum();
        let steps = steps.round() as i32;
        if steps == 0 {
            break;
        }
        put(&mut slots, *feature, steps);
    }
    let mut file = Vec::with_capacity(HEAD + 2 * SLOTS);
    file.extend(MAGIC);
    for number in [slope, middle, largest] {
        file.extend(number.to_le_bytes());
    }
    file.extend(slots.as_flattened());
    file
}

/// Puts a feature into the table, with a nonzero weight in steps. A feature that collides with
/// another one on the way to its slot is left out.
fn put(slots: &mut [[u8; 2]], feature: u64, steps: i32) {
    let (mut at, mark) = place(feature);
    while slots[at] != [0, 0] {
        if u16::from_le_bytes(slots[at]) >> WEIGHT_BITS == mark {
            return;
        }
        at = (at + 1) % SLOTS;
    }
    let weight = steps.rem_euclid(VALUES as i32) as u16;
    slots[at] = (mark << WEIGHT_BITS | weight).to_le_bytes();
}

fn shipped(file: &[u8], sentences: &[&Sentence]) -> Vec<Score> {
    let weights = Weights::parse(file).expect("packed weights are readable");
    let mut scorer = Scorer::new(&weights, u32::MAX);
    sentences
        .iter()
        .map(|s| (scorer.score(&s.text), s.label))
        .collect()
}

fn report(what: &str, scores: &[Score], middle: f32) {
    let (mut hits, mut found, mut positives) = (0.0f64, 0.0f64, 0.0f64);
    for (score, label) in scores {
        hits += f64::from(*score >= middle && *label);
        found += f64::from(*score >= middle);
        positives += f64::from(*label);
    }
    let (precision, recall) = (hits / found, hits / positives);
    println!(
        "{what}: F1 {:.4} (precision {precision:.3}, recall {recall:.3}), AP {:.4}",
        2.0 * precision * recall / (precision + recall),
        average_precision(scores),
    );
}

fn sorted(scores: &[Score]) -> Vec<Score> {
    let mut scores = scores.to_vec();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    scores
}

/// Returns the average precision: the mean of the precision at each positive, best score first.
fn average_precision(scores: &[Score]) -> f64 {
    let (mut hits, mut sum) = (0.0, 0.0);
    for (rank, (_, label)) in sorted(scores).iter().enumerate() {
        if *label {
            hits += 1.0;
            sum += hits / (rank + 1) as f64;
        }
    }
    sum / hits
}

/// Returns the best F1 and the score threshold that gives it.
fn best_f1(scores: &[Score]) -> (f64, f32) {
    let positives = scores.iter().filter(|(_, label)| *label).count() as f64;
    let (mut hits, mut best) = (0.0, (0.0, 0.0));
    for (rank, (score, label)) in sorted(scores).iter().enumerate() {
        hits += f64::from(*label);
        let f1 = 2.0 * hits / (positives + (rank + 1) as f64);
        if f1 > best.0 {
            best = (f1, *score);
        }
    }
    best
}

/// Fits a logistic curve to the scores (Platt): returns its slope and the score where it is 0.5.
fn logistic(scores: &[Score]) -> (f32, f32) {
    let (mut slope, mut shift) = (1.0f64, 0.0f64);
    for _ in 0..5000 {
        let (mut by_slope, mut by_shift) = (0.0, 0.0);
        for (score, label) in scores {
            let error = f64::from(*label) - probability(*score, slope, shift);
            by_slope += error * f64::from(*score);
            by_shift += error;
        }
        slope += by_slope / scores.len() as f64;
        shift += by_shift / scores.len() as f64;
    }
    (slope as f32, (-shift / slope) as f32)
}

fn probability(score: f32, slope: f64, shift: f64) -> f64 {
    1.0 / (1.0 + (-slope * f64::from(score) - shift).exp())
}

/// Returns the threshold with the best expected F1, if the probabilities of the logistic curve are
/// right. It depends less on chance than the threshold that is best on these sentences.
fn best_expected_f1(scores: &[Score], slope: f32, zero: f32) -> f32 {
    let (slope, shift) = (f64::from(slope), f64::from(-slope * zero));
    let positives: f64 = scores
        .iter()
        .map(|(score, _)| probability(*score, slope, shift))
        .sum();
    let (mut hits, mut best) = (0.0, (0.0, 0.0));
    for (rank, (score, _)) in sorted(scores).iter().enumerate() {
        hits += probability(*score, slope, shift);
        let f1 = 2.0 * hits / (positives + (rank + 1) as f64);
        if f1 > best.0 {
            best = (f1, *score);
        }
    }
    best.1
}
