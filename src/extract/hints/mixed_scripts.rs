//! `mixed-script`: a letter of one script in a word of another (a Cyrillic а in a Latin word).

use crate::language::Word;

use super::RawHint;
use super::lines::{ScannedArticle, ScannedLine};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Greek,
}

impl Script {
    fn of(c: char) -> Option<Script> {
        match c {
            'a'..='z' | 'A'..='Z' | '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' => {
                Some(Script::Latin)
            }
            '\u{400}'..='\u{52F}' => Some(Script::Cyrillic),
            '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => Some(Script::Greek),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Script::Latin => "Latin",
            Script::Cyrillic => "Cyrillic",
            Script::Greek => "Greek",
        }
    }
}

/// Letters that pass for a letter of another script.
const LOOKALIKES: &str = "aceiopsxyhjABCEHIKMOPTXYZасеіорѕхуһјАВСЕНІКМОРТХУΑΒΕΖΗΙΚΜΝΟΡΤΥΧοινυ";

pub(super) fn find(
    article: &ScannedArticle<'_>,
    line: &ScannedLine,
    words: &[Word<'_>],
    out: &mut Vec<RawHint>,
) {
    if article.line(line).is_ascii() {
        return;
    }
    let in_cyrillic = words.iter().any(|w| is_cyrillic(article.word(w)));
    for word in words {
        let text = article.word(word);
        if text.is_ascii() {
            continue;
        }
        for part in text.split(['-', '\u{2011}', '\'', '’']) {
            if let Some((odd, own, c)) = mixture(part, in_cyrillic) {
                out.push(RawHint {
                    code: "mixed-script",
                    suggestion: None,
                    bytes: word.bytes(),
                    message: format!(
                        "“{text}” is written in {} letters, but its “{c}” is {}",
                        own.name(),
                        odd.name()
                    ),
                });
                break;
            }
        }
    }
}

fn is_cyrillic(word: &str) -> bool {
    word.chars().nth(2).is_some()
        && word
            .chars()
            .all(|c| Script::of(c) == Some(Script::Cyrillic))
}

/// Returns the script that a few look-alike letters of a word are of, that of the others, and the
/// first of the few. `iPhoneом`, a foreign name with an ending, is not a mixture.
fn mixture(word: &str, in_cyrillic: bool) -> Option<(Script, Script, char)> {
    let letters: Vec<(char, Script)> = word
        .chars()
        .filter_map(|c| Script::of(c).map(|script| (c, script)))
        .collect();
    let mut counts = [0usize; 3];
    for (_, script) in &letters {
        counts[*script as usize] += 1;
    }
    if counts.iter().filter(|n| **n > 0).count() != 2 {
        return None;
    }
    let scripts = [Script::Latin, Script::Cyrillic, Script::Greek];
    let own = *scripts.iter().max_by_key(|s| counts[**s as usize])?;
    let odd = *scripts
        .iter()
        .find(|s| **s != own && counts[**s as usize] > 0)?;
    let few: Vec<char> = letters
        .iter()
        .filter(|(_, s)| *s == odd)
        .map(|(c, _)| *c)
        .collect();
    // Behind a foreign name in Cyrillic prose.
    let is_ending = in_cyrillic
        && own == Script::Latin
        && letters.iter().position(|(_, s)| *s == odd) == Some(letters.len() - few.len())
        && few.len() <= 3
        && few.iter().all(|c| c.is_lowercase());
    (!is_ending && few.iter().all(|c| LOOKALIKES.contains(*c))).then(|| (odd, own, few[0]))
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("mixed-script", text), expected, "{text}");
    }

    #[test]
    fn a_look_alike_of_another_script_is_seen() {
        check(
            "He paid with P\u{430}yPal in Mosc\u{43E}w.",
            &["P\u{430}yPal", "Mosc\u{43E}w"],
        );
        check("Він поїхав до Кие\u{76}а з М\u{6F}скви.", &["М\u{6F}скви"]);
    }

    #[test]
    fn words_of_two_scripts_side_by_side_are_right() {
        for text in [
            "IT-компанія купила Wi-Fi-роутер, iPhoneом і TikTokу зраділи.",
            "The α-helix, 5 µm, Ω and π are Greek.",
            "Компания Apple’у не ответила.",
        ] {
            check(text, &[]);
        }
    }
}
