//! Claims of one article that say the same thing.

use std::collections::HashMap;

use super::lexicon::Class;
use super::raw;
use super::reading::{Kind, Token, Vocabulary, WordId, is_english, tokens};

/// A claim of fewer words that say something is no repeat of anything.
const LEAST: usize = 3;

/// Returns the claims that say the same thing, by their places in the list: groups of two and more,
/// each ascending, in the order of their first claims.
///
/// Said the same is what has the same words by meaning in the same order, with the same names,
/// numbers, dates and negation; grammatical words that say nothing may differ.
pub fn repeats(claims: &[&str]) -> Vec<Vec<usize>> {
    let mut vocabulary = Vocabulary::default();
    let mut groups: HashMap<Vec<Part>, Vec<usize>> = HashMap::new();
    for (at, claim) in claims.iter().enumerate() {
        let raws = raw::cut(claim);
        let english = is_english(&raws);
        let tokens = tokens(claim, &raws, english, &mut vocabulary);
        if let Some(parts) = parts(&tokens, &vocabulary) {
            groups.entry(parts).or_default().push(at);
        }
    }
    let mut groups: Vec<Vec<usize>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    groups.sort_unstable();
    groups
}

/// A word that says something, and what before it turns its sense.
type Part = (Option<WordId>, WordId);

/// What a claim says; none if that is too little or depends on what stands before it.
fn parts(tokens: &[Token], vocabulary: &Vocabulary) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut turn = None;
    let mut is_named = false;
    for token in tokens {
        let class = vocabulary.class(token.id);
        if class.is(Class::PRONOUN) && !class.is(Class::DETERMINER) && !is_named {
            return None;
        }
        if class.is(Class::NEGATOR) {
            parts.push((turn.take(), vocabulary.stem(token.id)));
        } else if class.is(Class::DIRECTION) {
            turn = Some(token.id);
        } else if token.is_mark() || class.is(Class::FUNCTION | Class::LIGHT) {
        } else {
            let word = match token.kind {
                Kind::Word => vocabulary.stem(token.id),
                _ => token.id,
            };
            parts.push((turn.take(), word));
            is_named = true;
        }
    }
    (parts.len() >= LEAST).then_some(parts)
}
