//! Numbers and dates of a text. Ranges are of tokens.

use std::ops::Range;

use super::analysis::Analysis;
use super::normalized::TokenKind;
use super::vocabulary::Vocabulary;
use crate::language::Gap;

/// Something that can be checked.
pub(super) trait Fact {
    /// Returns where it stands.
    fn tokens(&self) -> &Range<usize>;
}

impl Fact for NumberMention {
    fn tokens(&self) -> &Range<usize> {
        &self.tokens
    }
}

impl Fact for DateMention {
    fn tokens(&self) -> &Range<usize> {
        &self.tokens
    }
}

/// A number and its unit.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NumberMention {
    pub tokens: Range<usize>,
    pub value: f64,
    pub unit: Option<&'static str>,
}

/// A date, as far as it is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct DateMention {
    pub tokens: Range<usize>,
    pub weekday: Option<u8>,
    pub day: Option<u8>,
    pub month: Option<u8>,
    pub year: Option<u16>,
}

/// Units by which numbers differ though their digits agree, each list headed by its name.
const UNITS: &str = "km kilometre kilometres kilometer kilometers|mile miles|metre metres meter meters|foot feet|kg
    kilogram kilograms kilogramme kilogrammes|tonne tonnes|ton tons|hour hours|minute minutes|second seconds|day days|
    week weeks|month months|year years|hectare hectares|acre acres|litre litres liter liters|degree degrees";

/// The numbers among some tokens, in order.
pub(super) fn numbers(
    reading: &Analysis<'_>,
    range: Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<NumberMention> {
    let tokens = &reading.tokens[..range.end];
    let mut numbers = Vec::new();
    for at in range {
        let TokenKind::Number(value, currency) = tokens[at].kind else {
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
            (_, Some(TokenKind::Percent)) => {
                end += 1;
                Some("%")
            }
            (_, Some(TokenKind::Word)) if text(at + 1) == "percentage" => {
                end += 1 + usize::from(text(at + 2).starts_with("point"));
                Some("points")
            }
            (_, Some(TokenKind::Word)) => {
                let unit = UNITS
                    .split('|')
                    .find(|names| names.split_whitespace().any(|name| name == text(at + 1)));
                end += usize::from(unit.is_some());
                unit
            }
            _ => None,
        };
        numbers.push(NumberMention {
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

/// Returns whether two numbers say the same. A lost `%` or currency makes another number of it; three
/// quarters are 75 percent.
pub(super) fn is_same_number(a: &NumberMention, b: &NumberMention) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    let is_share = |share: &NumberMention, percent: &NumberMention| {
        let units = share.unit.is_none() && percent.unit == Some("%");
        units && share.value < 1.0 && near(share.value * 100.0, percent.value)
    };
    let strict = |number: &NumberMention| number.unit.is_some_and(|unit| !UNITS.contains(unit));
    let units = match (a.unit, b.unit) {
        (Some(ours), Some(theirs)) => ours == theirs,
        (None, None) => true,
        _ => !strict(a) && !strict(b),
    };
    units && near(a.value, b.value) || is_share(a, b) || is_share(b, a)
}

/// The dates among some tokens, in order.
pub(super) fn dates(reading: &Analysis<'_>, range: Range<usize>) -> Vec<DateMention> {
    let mut dates: Vec<DateMention> = Vec::new();
    for at in range {
        let token = &reading.tokens[at];
        let mut part = DateMention {
            tokens: at..at + 1,
            ..DateMention::default()
        };
        match token.kind {
            TokenKind::Weekday(weekday) => part.weekday = Some(weekday),
            TokenKind::DayMonth(day, month) => (part.day, part.month) = (Some(day), Some(month)),
            TokenKind::Month(month) => part.month = Some(month),
            TokenKind::Year(year) => part.year = Some(year),
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

/// Returns whether a part of a date continues with the one before it: `Tuesday, 6 April` `2021`.
fn goes_on(reading: &Analysis<'_>, date: &DateMention, part: &DateMention) -> bool {
    let between = &reading.text[reading.tokens[date.tokens.end - 1].bytes.end
        ..reading.tokens[part.tokens.start].bytes.start];
    let near = matches!(between.trim(), "" | "," | "." | "of");
    let later = match part {
        DateMention {
            weekday: Some(_), ..
        } => false,
        DateMention { month: Some(_), .. } => date.month.is_none() && date.year.is_none(),
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

/// Compares two dates.
pub(super) fn fit(a: &DateMention, b: &DateMention) -> Fit {
    let fields = |date: &DateMention| {
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
