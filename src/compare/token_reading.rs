//! What words mean: dates, percentages, names that have several forms, numbers with their currency.

use crate::language::{
    DatePart, Gap, NumberValue, Word, WordShape, WordTraits, date_part, number, traits,
};

use super::normalized::{Currency, TokenKind};

/// A token that was read; what it means is in the buffer.
pub(super) struct TokenRead {
    /// How many words it is.
    pub taken: usize,
    /// What it is.
    pub kind: TokenKind,
    /// How many bytes before its first word belong to it: those of a minus sign.
    pub before: usize,
}

/// Writes a meaning into the buffer.
fn mean(
    buffer: &mut String,
    taken: usize,
    kind: TokenKind,
    meaning: std::fmt::Arguments<'_>,
) -> TokenRead {
    use std::fmt::Write as _;
    buffer.clear();
    // Writing to a string cannot fail.
    let _ = buffer.write_fmt(meaning);
    TokenRead {
        taken,
        kind,
        before: 0,
    }
}

/// Reads the token that begins at the first of some words. `before` is the word before it.
pub(super) fn read(
    text: &str,
    before: Option<&Word<'_>>,
    raws: &[Word<'_>],
    english: bool,
    buffer: &mut String,
) -> TokenRead {
    let raw = &raws[0];
    match raw.shape {
        WordShape::Opening => return mean(buffer, 1, TokenKind::Opening, format_args!("“")),
        WordShape::Closing => return mean(buffer, 1, TokenKind::Closing, format_args!("”")),
        _ => {}
    }
    if english
        && let Some(read) = date(text, before, raws, buffer)
            .or_else(|| percent(raws, buffer))
            .or_else(|| alias(raws, buffer))
    {
        return read;
    }
    if let Some(read) = amount(text, raws, english, buffer) {
        return read;
    }
    let folded = raw.folded();
    // Two capitals are no pronoun: `US`, `IT`.
    if raw.shape == WordShape::Capitals
        && folded.len() <= 3
        && traits(&raw.key) != WordTraits::default()
    {
        return mean(buffer, 1, TokenKind::Word, format_args!("{folded}."));
    }
    mean(buffer, 1, TokenKind::Word, format_args!("{folded}"))
}

fn date(
    text: &str,
    before: Option<&Word<'_>>,
    raws: &[Word<'_>],
    buffer: &mut String,
) -> Option<TokenRead> {
    let (taken, part) = date_part(text, before, raws)?;
    Some(match part {
        DatePart::DayMonth(day, month) => {
            let kind = TokenKind::DayMonth(day, month);
            mean(buffer, taken, kind, format_args!("@{day}/{month}"))
        }
        DatePart::Month(month) => mean(
            buffer,
            taken,
            TokenKind::Month(month),
            format_args!("@/{month}"),
        ),
        DatePart::Year(year) => mean(
            buffer,
            taken,
            TokenKind::Year(year),
            format_args!("@{year}"),
        ),
        DatePart::Weekday(day) => mean(
            buffer,
            taken,
            TokenKind::Weekday(day),
            format_args!("@w{day}"),
        ),
    })
}

fn percent(raws: &[Word<'_>], buffer: &mut String) -> Option<TokenRead> {
    let is_cent = |next: &Word<'_>| next.is("cent") && next.gap == Gap::None;
    let taken = match &raws[0] {
        first if first.is_any(&["%", "percent", "pct"]) => 1,
        first if first.is("per") && raws.get(1).is_some_and(is_cent) => 2,
        _ => return None,
    };
    Some(mean(buffer, taken, TokenKind::Percent, format_args!("%")))
}

/// Reads a number with its sign and currency: `-5`, `$3 million`, `3 million euros`.
fn amount(text: &str, raws: &[Word<'_>], english: bool, buffer: &mut String) -> Option<TokenRead> {
    let sign = CURRENCIES.iter().find(|(sign, ..)| raws[0].is(sign));
    let signs = usize::from(sign.is_some());
    let (taken, value) = number(&raws[signs..], english)?;
    let taken = taken + signs;
    let count = match value {
        NumberValue::Ordinal(number) => {
            return Some(mean(
                buffer,
                taken,
                TokenKind::Ordinal,
                format_args!("#{number}th"),
            ));
        }
        NumberValue::Count(count) => count,
    };
    let next = raws
        .get(taken)
        .filter(|raw| english && raw.gap == Gap::None);
    let named = next.and_then(|raw| CURRENCIES.iter().find(|(_, names, _)| raw.is_any(names)));
    let currency = sign.or(named).map(|(.., name)| *name);
    let taken = taken + usize::from(sign.is_none() && named.is_some());
    let minus = minus(text, &raws[0]);
    let count = if minus == 0 { count } else { -count };
    let kind = TokenKind::Number(count, currency.map(Currency));
    let unit = currency.unwrap_or_default();
    Some(TokenRead {
        before: minus,
        ..mean(buffer, taken, kind, format_args!("#{count}{unit}"))
    })
}

/// The bytes of the sign of `-5`, when it stands apart from what is before it.
fn minus(text: &str, raw: &Word<'_>) -> usize {
    let mut before = text[..raw.bytes().start].chars().rev();
    match before.next() {
        Some(sign @ ('-' | '−')) if before.next().is_none_or(char::is_whitespace) => {
            sign.len_utf8()
        }
        _ => 0,
    }
}

/// Sign, names, unit.
const CURRENCIES: [(&str, &[&str], &str); 7] = [
    ("$", &["dollar", "dollars", "usd"], "$"),
    ("€", &["euro", "euros", "eur"], "€"),
    ("£", &["pound", "pounds", "gbp"], "£"),
    ("¥", &["yen"], "¥"),
    ("₴", &["hryvnia", "hryvnias"], "₴"),
    ("₽", &["rouble", "roubles", "ruble", "rubles"], "₽"),
    ("₹", &["rupee", "rupees"], "₹"),
];

/// Names of one thing; the short ones only in capitals.
const ALIASES: [(&[&str], &str); 4] = [
    (
        &["us", "usa", "united states of america", "united states"],
        "us.",
    ),
    (&["uk", "united kingdom"], "uk"),
    (&["eu", "european union"], "eu"),
    (&["un", "united nations"], "un"),
];

/// Reads a name of something that has several: `U.S.`, `United States`.
fn alias(raws: &[Word<'_>], buffer: &mut String) -> Option<TokenRead> {
    if !raws[0].is_capital() {
        return None;
    }
    let first = raws[0].folded();
    let stands = |name: &&&str| {
        let mut words = name.split(' ');
        words.next() == Some(&first)
            && (name.contains(' ') || raws[0].shape == WordShape::Capitals)
            && words.enumerate().all(|(at, word)| {
                raws.get(at + 1)
                    .is_some_and(|raw| raw.is(word) && raw.gap == Gap::None)
            })
    };
    ALIASES.iter().find_map(|(names, one)| {
        let name = names.iter().find(stands)?;
        let taken = name.split(' ').count();
        Some(mean(buffer, taken, TokenKind::Word, format_args!("{one}")))
    })
}
