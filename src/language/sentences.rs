//! The sentences of a line: those of the `sentencex` crate, with its mistakes corrected. Positions
//! are bytes of the line.

use std::ops::Range;

use sentencex::languages::Language;

use super::abbreviations::{NUMBERED, OPEN};
use super::attribution::is_tail;
use super::english::language;
use super::lists::entries;

/// The longest piece that is segmented at once, in bytes. No sentence is longer; a line that is
/// (a book without line feeds, an attack) is walked in pieces, so that work stays linear.
const WINDOW_BYTES: usize = 32 * 1024;

/// Cuts lines of one language into sentences.
pub struct SentenceSplitter {
    language: Box<dyn Language>,
}

impl SentenceSplitter {
    /// Takes a language code such as `en` or `pt-BR`. An unknown language is cut by the rules of
    /// its nearest kin, at last by those of English.
    pub fn new(lang: &str) -> Self {
        Self {
            language: sentencex::language_factory(&language(lang)),
        }
    }

    /// Puts the sentences of a line into `out`, in order, trimmed of white space.
    pub fn sentences(&self, line: &str, out: &mut Vec<Range<usize>>) {
        out.clear();
        let mut at = 0;
        while at < line.len() {
            let piece = window(&line[at..]);
            let last_piece = at + piece.len() == line.len();
            let before = out.len();
            for sentence in self.language.get_sentence_boundaries(piece) {
                let range = at + sentence.start_byte..at + sentence.end_byte;
                push(line, range, before, out);
            }
            // The last sentence of a piece may continue in the next one.
            if !last_piece && out.len() > before + 1 {
                at = out.pop().map_or(line.len(), |range| range.start);
            } else {
                at += piece.len();
            }
        }
    }
}

/// Returns the first `WINDOW` bytes, up to a space where there is one.
fn window(rest: &str) -> &str {
    if rest.len() <= WINDOW_BYTES {
        return rest;
    }
    let end = rest.floor_char_boundary(WINDOW_BYTES);
    let piece = &rest[..end];
    match piece.rfind(char::is_whitespace) {
        Some(space) if space > 0 => &piece[..space],
        _ => piece,
    }
}

/// Adds a sentence, trimmed, or joins it to the one before; never to one before `first`.
fn push(line: &str, range: Range<usize>, first: usize, out: &mut Vec<Range<usize>>) {
    let Some(mut range) = trimmed(line, range) else {
        return;
    };
    // `sentencex` takes the opening mark of a quotation that is not closed for a closing one.
    if out.len() > first
        && let Some(left) = out.last_mut()
        && left.end == range.start
        && let Some(mark) = dangling_mark(&line[left.clone()])
    {
        range.start = left.start + mark;
        left.end = left.start + line[left.start..range.start].trim_end().len();
    }
    if out.len() > first
        && let Some(left) = out.last_mut()
        && belongs_together(line, left, &range)
    {
        left.end = range.end;
    } else {
        out.push(range);
    }
}

/// Returns where the opening mark stands that a sentence ends with: `she said. “`.
fn dangling_mark(sentence: &str) -> Option<usize> {
    let before = sentence.strip_suffix(['“', '‘', '«'])?;
    (before.ends_with(char::is_whitespace) && !before.trim_end().is_empty()).then_some(before.len())
}

/// Returns the range without white space at its ends; `None` if nothing is left.
fn trimmed(line: &str, range: Range<usize>) -> Option<Range<usize>> {
    let text = &line[range.clone()];
    let end = range.start + text.trim_end().len();
    let start = range.end - text.trim_start().len();
    (start < end).then_some(start..end)
}

/// Returns whether what `sentencex` took for two sentences is one.
fn belongs_together(line: &str, left: &Range<usize>, right: &Range<usize>) -> bool {
    let adjacent = left.end == right.start;
    let (left, right) = (&line[left.clone()], &line[right.clone()]);
    has_no_words(left)
        || has_no_words(right)
        || goes_on(right)
        || is_marker(left)
        || ends_in_initial(left, adjacent)
        || is_cut_abbreviation(left, right)
        || (ends_in_closed_quotation(left) && (is_tail(right) || is_japanese_tail(right)))
}

fn has_no_words(text: &str) -> bool {
    !text.chars().any(char::is_alphanumeric)
}

/// A sentence does not begin with a small letter, unless it is a brand (`eBay`) or the next item of
/// a list (`b) The court closed.`).
fn goes_on(right: &str) -> bool {
    if right.split(' ').next().is_some_and(is_marker) {
        return false;
    }
    let mut letters = right
        .trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '—' | '–' | '-' | '”' | '»' | '’' | ',')
        })
        .chars();
    let small = letters.next().is_some_and(is_small);
    small && !letters.next().is_some_and(char::is_uppercase)
}

/// Georgian letters are small to Unicode, but the language has no capitals at the start.
fn is_small(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10D0}'..='\u{10FF}' | 'ª' | 'º')
}

/// `1.`, `2)`, `(iii)`, `a.`: the mark of a list item belongs to what it marks.
fn is_marker(left: &str) -> bool {
    let inner = left.trim_matches(['(', ')', '.', ' ']);
    left.ends_with(['.', ')'])
        && (inner.len() <= 3 && inner.bytes().all(|b| b.is_ascii_digit())
            || inner.len() == 1 && inner.bytes().all(|b| b.is_ascii_lowercase())
            || inner.len() <= 4 && inner.bytes().all(|b| matches!(b, b'i' | b'v' | b'x')))
}

/// `А. С. Пушкин`: `sentencex` knows initials in Latin letters only, and loses them where no
/// space follows.
fn ends_in_initial(left: &str, adjacent: bool) -> bool {
    let mut back = left.chars().rev();
    back.next() == Some('.')
        && back
            .next()
            .is_some_and(|c| c.is_uppercase() && (adjacent || !c.is_ascii()))
        && back.next().is_none_or(|c| !c.is_alphanumeric())
}

fn is_cut_abbreviation(left: &str, right: &str) -> bool {
    let Some(body) = left.strip_suffix('.') else {
        return false;
    };
    let ends_with = |abbreviation: &str| {
        let Some(start) = body.len().checked_sub(abbreviation.len()) else {
            return false;
        };
        body.is_char_boundary(start)
            && body[start..].to_lowercase() == abbreviation
            && !body[..start].ends_with(char::is_alphanumeric)
    };
    entries(OPEN).any(ends_with)
        || right.starts_with(|c: char| c.is_ascii_digit()) && entries(NUMBERED).any(ends_with)
}

/// A whole sentence in quotation marks: `“It is over!”`, `「本当ですか？」`.
fn ends_in_closed_quotation(left: &str) -> bool {
    left.ends_with(['"', '”', '“', '»', '’', '\'', '」', '』'])
}

/// `と彼は聞いた。` after a quotation.
fn is_japanese_tail(right: &str) -> bool {
    right.starts_with(['と', 'っ', 'な', 'を', 'の', 'が', 'は', 'に', 'も', '、'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split<'a>(lang: &str, line: &'a str) -> Vec<&'a str> {
        let mut sentences = Vec::new();
        SentenceSplitter::new(lang).sentences(line, &mut sentences);
        sentences.into_iter().map(|s| &line[s]).collect()
    }

    /// Sentences are parted by `|` in the tables.
    fn check(lang: &str, table: &[&str]) {
        for row in table {
            let expected: Vec<&str> = row.split('|').collect();
            let glue = if lang == "ja" { "" } else { " " };
            assert_eq!(split(lang, &expected.join(glue)), expected);
        }
    }

    #[test]
    fn english() {
        check(
            "en",
            &[
                "The U.S. State Department said so.|He lives in the U.S.|He left the U.S. Army in 2001.",
                "J. R. R. Tolkien wrote it.|George W. Bush met Dr. Smith at 5 p.m. on Tuesday.|It rained.",
                "Prices rose 3.5 percent, or $1.2 million.|Sales fell to No. 4.|It was 10:30 a.m.|The bus came.",
                "See https://example.com/a.b?c=d.|Mail a.b@example.org.|See fig. 3 and pp. 4-5, vol. 2.|Done.",
                "He waited... and then left.|\"I thought… well. It was over.\"|The end came.",
                "Gen. Mark Milley and Sen. Ted Cruz met Lt. Col. Vindman.|Mr. and Mrs. Jones came.",
                "At 10:30 p.m. he left for Washington, D.C.|The D.C. police came.|The U.N. Security Council met.",
                "1. The first item is here.|2. The second item is there.",
                "a) The court ruled.|b) The court closed.",
            ],
        );
    }

    #[test]
    fn quotations_keep_their_tails() {
        check(
            "en",
            &[
                "“It helps the country. We remain firm on our close co-operation, ”he said on Twitter.|He left.",
                "“It helps the country. We remain firm.” he said on Twitter.|He left.",
                "“It helps the country. We remain firm. ” he said on Twitter.|He left.",
                "\"We will not go,\" she said.|\"Not now. Not ever.\"|The meeting ended.",
                "“Is it true?” he asked.|“Yes!” she cried.|They left.",
                "“It’s a disgrace!” Mr. Jones said.|“It won’t happen.” said the aide.",
                "\"The war is over.\"|The president said this on Monday.|\"We won.\"|He then left.",
                "“He told me: ‘Go home. Now.’ I did,” she said.|He said \"It is 'over'.\"|Then he left.",
                "“He left,” she said, “because of you. I know it.”|He was gone.",
                "He said: \"We went. We saw. We left.\"|That was all.",
                "\"A quotation without an end.|It goes on.|He said so.",
            ],
        );
    }

    #[test]
    fn ukrainian() {
        check(
            "uk",
            &[
                "А. С. Пушкін народився 1799 р. у Москві.|У 2014 р. почалася війна.",
                "«Ми не підемо», — сказав він.|«Ніколи. Ні за що».|Засідання закінчилося.",
                "«Чи це правда?» — запитав він.|«Так!» — відповіла вона.",
                "Ціна зросла на 3,5 %, до 12.5 мільйона.|Зустріч була о 10:30.|Див. https://example.com/a.b?c=d.",
                "Він чекав... і пішов.|Це т. зв. республіка.",
                "– Так, – сказав він.|– Ми прийдемо.",
            ],
        );
    }

    #[test]
    fn russian() {
        check(
            "ru",
            &[
                "А. С. Пушкин родился в 1799 г. в Москве.|В 2014 г. началась война.",
                "«Мы не уйдём», — сказал он.|«Никогда. Ни за что».|Заседание закончилось.",
                "«Это правда?» — спросил он.|«Да!» — ответила она.",
                "Он ждал... и ушёл.|Это т. н. республика, т. е. образование.",
                "Им. Т. Г. Шевченко названа улица.|Встреча была в 10:30.",
            ],
        );
    }

    #[test]
    fn german() {
        check(
            "de",
            &[
                "Am 3. Oktober 1990 kam die Einheit.|Dr. Müller kam um 10.30 Uhr.|Es regnete.",
                "„Wir gehen nicht“, sagte er.|„Niemals. Nie.“|Die Sitzung endete.",
                "„Ist das wahr?“, fragte er.|„Ja!“, rief sie.|»So ist es.«|Er ging.",
                "Der Preis stieg um 3,5 Prozent auf 1,2 Mio. Euro.|Siehe www.example.com/a.b?c=d.|Ende.",
                "Die z. B. genannte Firma kam.|Prof. Dr. h. c. A. Schmidt sprach.|Er wartete ... und ging.",
            ],
        );
    }

    #[test]
    fn spanish() {
        check(
            "es",
            &[
                "El Sr. García llegó a las 10.30 h.|La reunión terminó.|La ONU, p. ej., votó a favor.",
                "«No iremos», dijo.|«Nunca. Jamás».|La sesión terminó.|¿Es verdad?|¡Sí!|Así fue.",
                "El precio subió un 3,5 %, hasta 1.200.000 euros.|Vea www.example.com/a.b?c=d.|Fin.",
                "Esperó... y se fue.|El Dr. J. A. Pérez habló.|EE. UU. votó en contra.",
            ],
        );
    }

    #[test]
    fn japanese() {
        check(
            "ja",
            &[
                "日本は島国です。|東京は首都です。|人口は1億2,500万人で、3.5%減った。",
                "「行きません。絶対に」と彼は言った。|会議は終わった。",
                "「本当ですか？」と彼は聞いた。|「はい！」",
                "首相は「責任を取る。」と述べた。|詳しくはwww.example.comを見てください。",
                "株価は10時30分に上がった……そして下がった。|U.S.政府は反対した。",
            ],
        );
    }

    #[test]
    fn a_line_without_end_is_walked_in_pieces() {
        let line = "He said so. ".repeat(20_000);
        assert_eq!(split("en", &line).len(), 20_000);
        let line = "“".repeat(200_000);
        assert!(split("en", &line).len() < 100);
    }

    proptest! {
        #[test]
        fn sentences_are_in_order_trimmed_and_leave_nothing_but_space(
            line in "([A-ZА-Яa-zа-яé]{1,6}|[.!?…。]{1,2}|[\"'“”‘’«»()\\[\\]—-]|[0-9]{1,3}|日本|[ \t\u{a0}]){0,80}",
            lang in "en|uk|ru|de|es|ja|xx"
        ) {
            let mut sentences = Vec::new();
            SentenceSplitter::new(&lang).sentences(&line, &mut sentences);
            let mut at = 0;
            for sentence in sentences {
                prop_assert!(line[at..sentence.start].trim().is_empty());
                prop_assert_eq!(line[sentence.clone()].trim(), &line[sentence.clone()]);
                prop_assert!(sentence.start < sentence.end);
                at = sentence.end;
            }
            prop_assert!(line[at..].trim().is_empty());
        }

        #[test]
        fn any_line_can_be_split(line in any::<String>()) {
            split("en", &line);
            split("ja", &line);
        }
    }
}
