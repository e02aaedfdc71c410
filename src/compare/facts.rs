//! What can be checked in a text: names, numbers, dates and quotations. Ranges are of tokens.

use std::collections::HashSet;
use std::ops::Range;

use super::lexicon::Class;
use super::raw::{Gap, Shape};
use super::reading::{Kind, Reading, Token, Vocabulary, WordId};

/// A name, titles and possessives apart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub tokens: Range<usize>,
    pub words: Vec<WordId>,
}

/// A number and its unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Number {
    pub tokens: Range<usize>,
    pub value: f64,
    pub unit: Option<&'static str>,
}

/// A date, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Date {
    pub tokens: Range<usize>,
    pub weekday: Option<u8>,
    pub day: Option<u8>,
    pub month: Option<u8>,
    pub year: Option<u16>,
}

/// Which words are written how in the texts that are compared; a capital at the start of a sentence
/// alone tells nothing.
#[derive(Debug, Default)]
pub(super) struct Spellings {
    /// With a capital within a sentence, by their stems: beside `Ukraine`, `Ukrainian` is a name.
    capital: HashSet<WordId>,
    /// With a small letter.
    small: HashSet<WordId>,
}

impl Spellings {
    /// Reads off how words are written.
    pub(super) fn add(&mut self, tokens: &[Token], vocabulary: &Vocabulary) {
        for (at, token) in tokens.iter().enumerate() {
            match token.shape {
                Shape::Small => self.small.insert(token.id),
                Shape::Capital | Shape::Capitals if !begins_sentence(tokens, at) => {
                    self.capital.insert(vocabulary.stem(token.id))
                }
                _ => false,
            };
        }
    }
}

/// Tells whether a token has its capital for being the first of a sentence or a quotation.
fn begins_sentence(tokens: &[Token], at: usize) -> bool {
    at == 0 || tokens[at].gap == Gap::Sentence || tokens[at - 1].kind == Kind::Opening
}

/// The names among some tokens, in order.
pub(super) fn names(
    reading: &Reading<'_>,
    range: Range<usize>,
    spellings: &Spellings,
    vocabulary: &Vocabulary,
) -> Vec<Name> {
    if !reading.english {
        return Vec::new();
    }
    let finder = Finder {
        reading,
        spellings,
        vocabulary,
    };
    let mut names: Vec<Name> = Vec::new();
    let mut at = range.start;
    while at < range.end {
        let end = finder.run(at, range.end);
        if end == at {
            at += 1;
            continue;
        }
        finder.names_in(at..end, &mut names);
        at = end;
    }
    names
}

struct Finder<'a> {
    reading: &'a Reading<'a>,
    spellings: &'a Spellings,
    vocabulary: &'a Vocabulary,
}

impl Finder<'_> {
    /// Returns the end of the words in capitals that begin at `at`.
    fn run(&self, at: usize, limit: usize) -> usize {
        let tokens = &self.reading.tokens;
        let mut end = at;
        while end < limit {
            if end > at && (tokens[end].gap > Gap::None || self.is_possessive(end - 1)) {
                break;
            }
            if self.is_name_word(end) {
                end += 1;
                continue;
            }
            let links = end > at
                && matches!(
                    &*self.text(end),
                    "of" | "de" | "van" | "von" | "bin" | "der" | "al"
                )
                && !self.vocabulary.class(tokens[end - 1].id).is(Class::TITLE)
                && end + 1 < limit
                && tokens[end + 1].gap == Gap::None
                && self.is_name_word(end + 1);
            if !links {
                break;
            }
            end += 2;
        }
        end
    }

    /// Cuts a run at its titles: `NATO Secretary General Jens Stoltenberg` has two names.
    fn names_in(&self, run: Range<usize>, names: &mut Vec<Name>) {
        let mut start = run.start;
        for at in run.start..=run.end {
            if at == run.end || self.is_title(at, run.end) {
                if start < at {
                    let words = (start..at).map(|at| self.reading.tokens[at].id).collect();
                    names.push(Name {
                        tokens: start..at,
                        words,
                    });
                }
                start = at + 1;
            }
        }
    }

    fn is_title(&self, at: usize, end: usize) -> bool {
        const BODIES: [&str; 7] = [
            "assembly", "election", "motors", "electric", "staff", "ministry", "office",
        ];
        self.vocabulary
            .class(self.reading.tokens[at].id)
            .is(Class::TITLE)
            && !(at + 1..end.min(at + 3)).any(|next| BODIES.contains(&self.text(next)))
    }

    fn is_name_word(&self, at: usize) -> bool {
        let tokens = &self.reading.tokens;
        let token = &tokens[at];
        if token.kind != Kind::Word || !matches!(token.shape, Shape::Capital | Shape::Capitals) {
            return false;
        }
        let class = self.vocabulary.class(token.id);
        if class.is(Class::FUNCTION) || self.text(at) == "i'm" {
            return false;
        }
        if !begins_sentence(tokens, at)
            || self
                .spellings
                .capital
                .contains(&self.vocabulary.stem(token.id))
        {
            return true;
        }
        if class.is(Class::TITLE) || token.shape == Shape::Capitals {
            return true;
        }
        if class.is(Class::OPENING) || self.spellings.small.contains(&token.id) {
            return false;
        }
        let Some(next) = tokens.get(at + 1).filter(|next| next.gap <= Gap::Hyphen) else {
            return self.is_possessive(at);
        };
        // `Peskov said`, `Inflation rises`: one word and a verb, without an article.
        let next_class = self.vocabulary.class(next.id);
        let next_text = self.text(at + 1);
        self.is_possessive(at)
            || matches!(next.shape, Shape::Capital | Shape::Capitals)
            || !self.text(at).ends_with('s')
                && (next_class.is(Class::BE | Class::AUXILIARY)
                    || next_text.ends_with("ed")
                    || super::lexicon::is_irregular_form(next_text))
    }

    fn is_possessive(&self, at: usize) -> bool {
        self.reading.tokens[at].is_possessive
    }

    fn text(&self, at: usize) -> &str {
        &self.vocabulary.entry(self.reading.tokens[at].id).text
    }
}

/// Tells whether two names can be of the same: one is part of the other, another form of it
/// (`Russian`) or made of its first letters.
pub(super) fn is_same_name(a: &Name, b: &Name, vocabulary: &Vocabulary) -> bool {
    let stems = |name: &Name| -> Vec<WordId> {
        name.words
            .iter()
            .map(|word| vocabulary.stem(*word))
            .collect()
    };
    let (ours, theirs) = (stems(a), stems(b));
    let holds = |all: &[WordId], some: &[WordId]| some.iter().all(|word| all.contains(word));
    holds(&ours, &theirs)
        || holds(&theirs, &ours)
        || is_short_for(a, b, vocabulary)
        || is_short_for(b, a, vocabulary)
}

fn is_short_for(short: &Name, long: &Name, vocabulary: &Vocabulary) -> bool {
    let [word] = short.words[..] else {
        return false;
    };
    let first_letters = long
        .words
        .iter()
        .filter(|word| !vocabulary.class(**word).is(Class::FUNCTION))
        .filter_map(|word| vocabulary.entry(*word).text.chars().next());
    long.words.len() > 1 && first_letters.eq(vocabulary.entry(word).text.chars())
}

/// Tells whether two names that are not the same could be meant to be: they share a word or are
/// written much alike.
pub(super) fn is_near_name(a: &Name, b: &Name, vocabulary: &Vocabulary) -> bool {
    a.words.iter().any(|ours| {
        b.words
            .iter()
            .any(|theirs| ours == theirs || super::pieces::are_alike(*ours, *theirs, vocabulary))
    })
}

/// Units by which numbers differ though their digits agree, each list headed by its name.
const UNITS: &str = "km kilometre kilometres kilometer kilometers|mile miles|metre metres meter meters|foot feet|kg
    kilogram kilograms kilogramme kilogrammes|tonne tonnes|ton tons|hour hours|minute minutes|second seconds|day days|
    week weeks|month months|year years|hectare hectares|acre acres|litre litres liter liters|degree degrees";

/// The numbers among some tokens, in order.
pub(super) fn numbers(
    reading: &Reading<'_>,
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<Number> {
    let tokens = &reading.tokens[..range.end];
    let mut numbers = Vec::new();
    for at in range {
        let Kind::Number(value, currency) = tokens[at].kind else {
            continue;
        };
        let text = |at: usize| {
            tokens
                .get(at)
                .map_or("", |token| &vocabulary.entry(token.id).text)
        };
        let before = at.checked_sub(1).map_or("", text);
        if is_pronoun(
            &reading.text[tokens[at].bytes.clone()],
            before,
            text(at + 1),
        ) {
            continue;
        }
        let next = tokens.get(at + 1).filter(|next| next.gap <= Gap::Hyphen);
        let mut end = at + 1;
        let unit = match (currency, next.map(|next| next.kind)) {
            (Some(unit), _) => Some(unit.0),
            (_, Some(Kind::Percent)) => {
                end += 1;
                Some("%")
            }
            (_, Some(Kind::Word)) if text(at + 1) == "percentage" => {
                end += 1 + usize::from(text(at + 2).starts_with("point"));
                Some("points")
            }
            (_, Some(Kind::Word)) => {
                let unit = UNITS
                    .split('|')
                    .find(|names| names.split_whitespace().any(|name| name == text(at + 1)));
                end += usize::from(unit.is_some());
                unit
            }
            _ => None,
        };
        numbers.push(Number {
            tokens: at..end,
            value,
            unit,
        });
    }
    numbers
}

/// `one of them`, `this one`: no number.
fn is_pronoun(word: &str, before: &str, after: &str) -> bool {
    word.eq_ignore_ascii_case("one")
        && (matches!(
            after,
            "of" | "another" | "day" | "thing" | "that" | "who" | ""
        ) || matches!(
            before,
            "no" | "the"
                | "this"
                | "that"
                | "any"
                | "each"
                | "every"
                | "which"
                | "some"
                | "another"
        ))
}

/// Tells whether two numbers say the same. A lost `%` or currency makes another number of it.
pub(super) fn is_same_number(a: &Number, b: &Number) -> bool {
    let near = (a.value - b.value).abs() <= 1e-9 * a.value.abs().max(b.value.abs());
    let strict = |number: &Number| number.unit.is_some_and(|unit| !UNITS.contains(unit));
    let units = match (a.unit, b.unit) {
        (Some(ours), Some(theirs)) => ours == theirs,
        (None, None) => true,
        _ => !strict(a) && !strict(b),
    };
    near && units
}

/// The dates among some tokens, in order.
pub(super) fn dates(reading: &Reading<'_>, range: Range<usize>) -> Vec<Date> {
    let mut dates: Vec<Date> = Vec::new();
    for at in range {
        let token = &reading.tokens[at];
        let mut part = Date {
            tokens: at..at + 1,
            ..Date::default()
        };
        match token.kind {
            Kind::Weekday(weekday) => part.weekday = Some(weekday),
            Kind::DayMonth(day, month) => (part.day, part.month) = (Some(day), Some(month)),
            Kind::Month(month) => part.month = Some(month),
            Kind::Year(year) => part.year = Some(year),
            _ => continue,
        }
        if let Some(last) = dates.last_mut()
            && goes_on(reading, last, &part)
        {
            last.tokens.end = at + 1;
            last.day = last.day.or(part.day);
            last.month = last.month.or(part.month);
            last.year = last.year.or(part.year);
            continue;
        }
        dates.push(part);
    }
    dates
}

/// Tells whether a part of a date goes on with the one before it: `Tuesday, 6 April` `2021`.
fn goes_on(reading: &Reading<'_>, date: &Date, part: &Date) -> bool {
    let between = &reading.text[reading.tokens[date.tokens.end - 1].bytes.end
        ..reading.tokens[part.tokens.start].bytes.start];
    let near = matches!(between.trim(), "" | "," | "." | "of");
    let later = match part {
        Date {
            weekday: Some(_), ..
        } => false,
        Date { month: Some(_), .. } => date.month.is_none() && date.year.is_none(),
        _ => date.year.is_none() && date.month.is_some(),
    };
    near && later
}

/// How two dates stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// One says all that the other says.
    Agree,
    /// They say different things about the same.
    Conflict,
    /// Each says something of its own.
    Apart,
}

/// Holds two dates against each other.
pub(super) fn fit(a: &Date, b: &Date) -> Fit {
    let fields = |date: &Date| {
        [
            date.weekday.map(u16::from),
            date.day.map(u16::from),
            date.month.map(u16::from),
            date.year,
        ]
    };
    let (mut ours_alone, mut theirs_alone, mut shared) = (false, false, false);
    for (ours, theirs) in fields(a).into_iter().zip(fields(b)) {
        match (ours, theirs) {
            (Some(ours), Some(theirs)) if ours != theirs => return Fit::Conflict,
            (Some(_), Some(_)) => shared = true,
            (Some(_), None) => ours_alone = true,
            (None, Some(_)) => theirs_alone = true,
            (None, None) => {}
        }
    }
    match shared && !(ours_alone && theirs_alone) {
        true => Fit::Agree,
        false => Fit::Apart,
    }
}

/// The quotations of a text, without their marks; what is quoted within one is part of it.
pub(super) fn quotations(reading: &Reading<'_>) -> Vec<Range<usize>> {
    let mut quotations = Vec::new();
    let mut open: Option<(usize, char)> = None;
    for (at, token) in reading
        .tokens
        .iter()
        .enumerate()
        .filter(|(_, token)| token.is_mark())
    {
        let mark = reading.text[token.bytes.clone()]
            .chars()
            .next()
            .unwrap_or('"');
        match open {
            None if token.kind == Kind::Opening || closing(mark).is_some() => {
                open = Some((at, mark))
            }
            Some((start, opening)) if closes(opening, mark, token.kind) => {
                if start + 1 < at {
                    quotations.push(start + 1..at);
                }
                open = None;
            }
            _ => {}
        }
    }
    quotations
}

/// What closes a quotation that only one mark can open.
fn closing(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '“' => &['”', '"', '“'],
        '„' => &['“', '”', '"'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' => &['’', '\''],
        '‚' => &['‘', '’'],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

fn closes(opening: char, mark: char, kind: Kind) -> bool {
    match closing(opening) {
        Some(marks) => marks.contains(&mark) && (mark != opening || kind == Kind::Closing),
        None => {
            let single = |c: char| crate::text::plain_mark(c) == '\'';
            single(mark) == single(opening)
        }
    }
}
