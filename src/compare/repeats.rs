//! Claims of one article that say the same thing.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::hash::{BuildHasher as _, RandomState};
use std::ops::Range;

use crate::align::WordId;
use crate::language::{Detail, Gap, WordShape, WordTraits, could_be_english, words};

use super::analysis::tokens;
use super::normalized::{NormalizedToken, TokenKind};
use super::role_frames;
use super::vocabulary::Vocabulary;

/// A claim of fewer words that say something is not a repeat of anything.
const MIN_WORDS: usize = 3;

/// Returns the claims that say the same thing, by their places in the list: groups of two and more,
/// each ascending, in the order of their first claims.
///
/// They have the same words by meaning, with the same numbers, dates, quotation marks, negation and
/// roles. Articles and other words that say nothing may differ, a date may stand elsewhere, the
/// passive may stand for the active, and a person's title and first name may be left out. A claim
/// about a person whom only the text around it names (`he`, `we`) is linked to nothing.
pub fn repeats(claims: &[&str]) -> Vec<Vec<usize>> {
    let mut vocabulary = Vocabulary::default();
    let mut read = |claim: &str| {
        let raws = words(claim, Detail::Tokens);
        let english = could_be_english(raws.iter());
        let tokens = tokens(claim, &raws, english, &mut vocabulary);
        said(&tokens, &vocabulary)
    };
    // What a claim says takes many times the room of its words, and hardly any is said twice: of
    // all but these no more is kept than a hash.
    let state = RandomState::new();
    let hashes: Vec<Option<u64>> = claims
        .iter()
        .map(|claim| read(claim).map(|(said, _)| state.hash_one(&said)))
        .collect();
    let mut seen = HashSet::new();
    let twice: HashSet<u64> = hashes
        .iter()
        .flatten()
        .copied()
        .filter(|hash| !seen.insert(*hash))
        .collect();
    drop(seen);
    let mut alike: HashMap<ClaimMeaning, Vec<(usize, FirstNames)>> = HashMap::new();
    for (at, (claim, hash)) in claims.iter().zip(hashes).enumerate() {
        if hash.is_some_and(|hash| twice.contains(&hash))
            && let Some((said, names)) = read(claim)
        {
            alike.entry(said).or_default().push((at, names));
        }
    }
    let mut groups: Vec<Vec<usize>> = alike.into_values().flat_map(apart).collect();
    groups.retain(|group| group.len() > 1);
    groups.sort_unstable();
    groups
}

/// What a claim says.
#[derive(Debug, Default, PartialEq, Eq, Hash)]
struct ClaimMeaning {
    /// Who does what to whom: the verb, whether it is past, and what they are called.
    roles: Vec<(WordId, bool, Vec<WordId>, Vec<WordId>)>,
    /// The words of those, ascending, as they are written.
    parties: Vec<WordId>,
    /// Dates and parts of dates with the word before them, ascending: they may stand anywhere.
    dates: Vec<(Option<WordId>, WordId)>,
    /// What is negated, and by what.
    negated: Vec<(WordId, Option<WordId>)>,
    /// All other words that say something or change the sense, in order.
    others: Vec<WordId>,
    /// Quotation marks, by whether they open: one on the wrong side of a space is not a repeat.
    marks: Vec<bool>,
}

/// Last names that have others before them, which could be left out.
type FirstNames = Vec<(WordId, Vec<WordId>)>;

/// Splits claims that say the same of people with the same last name by their first names; those
/// without one could be about either.
fn apart(alike: Vec<(usize, FirstNames)>) -> Vec<Vec<usize>> {
    let mut firsts: HashMap<WordId, BTreeSet<&[WordId]>> = HashMap::new();
    for (last, first) in alike.iter().flat_map(|(_, names)| names) {
        firsts.entry(*last).or_default().insert(first);
    }
    firsts.retain(|_, firsts| firsts.len() > 1);
    let mut groups: HashMap<Vec<&(WordId, Vec<WordId>)>, Vec<usize>> = HashMap::new();
    for (at, names) in &alike {
        let told = names.iter().filter(|(last, _)| firsts.contains_key(last));
        let told: Vec<_> = told.collect();
        if firsts
            .keys()
            .all(|last| told.iter().any(|(told, _)| told == last))
        {
            groups.entry(told).or_default().push(*at);
        }
    }
    groups.into_values().collect()
}

/// Returns what a claim says; `None` if that is too little or depends on what stands before it.
fn said(tokens: &[NormalizedToken], vocabulary: &Vocabulary) -> Option<(ClaimMeaning, FirstNames)> {
    let marks = tokens.iter().filter(|token| token.is_mark());
    let mut said = ClaimMeaning {
        marks: marks.map(|mark| mark.kind == TokenKind::Opening).collect(),
        ..ClaimMeaning::default()
    };
    let (tokens, names) = plain(tokens, vocabulary);
    let mut in_roles = vec![false; tokens.len()];
    for frame in role_frames::frames(&tokens, vocabulary) {
        let (agent, patient) = (frame.agent, frame.patient);
        if agent.words.is_empty() || patient.words.is_empty() {
            continue;
        }
        in_roles[frame.at] = true;
        in_roles[agent.tokens].fill(true);
        in_roles[patient.tokens].fill(true);
        said.roles
            .push((frame.verb, frame.is_past, agent.words, patient.words));
    }
    said.roles.sort_unstable();
    let verbs: Vec<WordId> = said.roles.iter().map(|(verb, ..)| *verb).collect();
    let mut count = 0;
    let mut last = None;
    for (at, token) in tokens.iter().enumerate() {
        let class = vocabulary.class(token.id);
        let is_pronoun =
            class.is(WordTraits::PRONOUN) && !class.is(WordTraits::DETERMINER) && count == 0;
        if is_pronoun || class.is(WordTraits::SPEAKER) {
            return None;
        }
        // A word that stands twice is a slip that the other claim may not have.
        let is_doubled = at > 0 && tokens[at - 1].id == token.id;
        let says = !class.is(WordTraits::FUNCTION | WordTraits::LIGHT) || is_doubled;
        count += usize::from(says);
        if class.is(WordTraits::NEGATOR) {
            let mut rest = tokens[at + 1..].iter();
            let next = rest.find(|next| !vocabulary.class(next.id).is(WordTraits::FUNCTION));
            said.negated
                .push((token.id, next.map(|next| vocabulary.stem(next.id))));
        }
        if token.is_date() {
            said.dates.push((last, token.id));
        } else if in_roles[at] {
            if says && !verbs.contains(&vocabulary.stem(token.id)) {
                said.parties.push(token.id);
            }
        } else if says
            || class.is(WordTraits::SENSE) && !leads_to_agent(&tokens, at, &in_roles, vocabulary)
        {
            said.others.push(token.id);
        }
        last = class.is(WordTraits::SENSE).then_some(token.id);
    }
    said.parties.sort_unstable();
    said.dates.sort_unstable();
    (count >= MIN_WORDS).then_some((said, names))
}

/// Leaves out marks, titles and first names, and what is light; returns the first names apart.
fn plain(
    tokens: &[NormalizedToken],
    vocabulary: &Vocabulary,
) -> (Vec<NormalizedToken>, FirstNames) {
    let mut plain: Vec<NormalizedToken> = Vec::with_capacity(tokens.len());
    let mut names = FirstNames::new();
    let mut gap = Gap::None;
    let mut at = 0;
    while at < tokens.len() {
        let mut token = tokens[at].clone();
        gap = gap.max(token.gap);
        let is_title =
            vocabulary.class(token.id).is(WordTraits::TITLE) && is_before_name(tokens, at);
        if token.is_mark() || token.is_light || is_title {
            at += 1;
            continue;
        }
        if let Some(name) = name_at(tokens, at, vocabulary) {
            let (last, first) = (&name[name.len() - 1], &name[..name.len() - 1]);
            if !first.is_empty() {
                names.push((last.id, first.iter().map(|token| token.id).collect()));
            }
            token = last.clone();
            at += first.len();
        }
        token.gap = std::mem::replace(&mut gap, Gap::None);
        plain.push(token);
        at += 1;
    }
    (plain, names)
}

/// The `by` of a passive says nothing that the roles do not say.
fn leads_to_agent(
    tokens: &[NormalizedToken],
    at: usize,
    in_roles: &[bool],
    vocabulary: &Vocabulary,
) -> bool {
    let word = &*vocabulary.entry(tokens[at].id).text;
    word == "by" && in_roles[at + 1..].iter().take(3).any(|inside| *inside)
}

/// `President` in `President Macron`.
fn is_before_name(tokens: &[NormalizedToken], at: usize) -> bool {
    let is_capital = |token: &NormalizedToken| token.shape == WordShape::Capital;
    is_capital(&tokens[at])
        && tokens.get(at + 1).is_some_and(|next| {
            is_capital(next) && next.gap == Gap::None && next.kind == TokenKind::Word
        })
}

/// Words that make another name of the name after them.
const PARTS_OF_PLACES: [&str; 14] = [
    "north", "south", "east", "west", "northern", "southern", "eastern", "western", "new", "great",
    "upper", "lower", "central", "saint",
];

/// Returns the words of the name that begins at a token, if its first ones could be left out: that
/// of a person as it seems. A name of one word is one whose first name has been.
fn name_at<'a>(
    tokens: &'a [NormalizedToken],
    at: usize,
    vocabulary: &Vocabulary,
) -> Option<&'a [NormalizedToken]> {
    const MAX_NAME_WORDS: usize = 3;
    let is_part = |place: usize| {
        let class = vocabulary.class(tokens[place].id);
        tokens[place].kind == TokenKind::Word
            && tokens[place].shape == WordShape::Capital
            && !class.is(WordTraits::FUNCTION | WordTraits::TITLE | WordTraits::OPENING)
    };
    let goes_on = |place: usize| {
        tokens[place].gap == Gap::None && !tokens[place - 1].is_possessive && is_part(place)
    };
    if !is_part(at) || at > 0 && goes_on(at) && is_part(at - 1) {
        return None;
    }
    let end = at
        + 1
        + (at + 1..tokens.len())
            .take_while(|place| goes_on(*place))
            .count();
    let before = at
        .checked_sub(1)
        .map(|before| vocabulary.class(tokens[before].id));
    let range: Range<usize> = at..end;
    let first = &*vocabulary.entry(tokens[at].id).text;
    let is_person = range.len() <= MAX_NAME_WORDS
        && !before.is_some_and(|class| class.is(WordTraits::DETERMINER))
        && !PARTS_OF_PLACES.contains(&first);
    is_person.then(|| &tokens[range])
}
