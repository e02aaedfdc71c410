//! `hidden-characters`: characters that take part in the text without being seen.

use crate::text::is_hidden;

use super::RawHint;
use super::lines::ScannedArticle;

pub(super) fn find(article: &ScannedArticle<'_>, out: &mut Vec<RawHint>) {
    // Soft hyphens come by the hundred from web pages; then one hint is enough.
    const MIN_SOFT_HYPHENS: usize = 4;
    let mut soft_hyphens = 0;
    let before = out.len();
    for line in &article.lines {
        let text = article.line(line);
        if text.is_ascii() {
            continue;
        }
        let mut run: Option<(usize, usize, char)> = None;
        let mut previous = ' ';
        for (at, c) in text.char_indices() {
            let at = line.bytes.start + at;
            if !c.is_ascii() && is_hidden(c) && !belongs(c, text, previous) {
                soft_hyphens += usize::from(c == '\u{AD}');
                match &mut run {
                    Some((_, end, _)) if *end == at => *end = at + c.len_utf8(),
                    _ => {
                        flush(&mut run, out);
                        run = Some((at, at + c.len_utf8(), c));
                    }
                }
            }
            // Tags follow each other after the flag they belong to.
            if !matches!(c, '\u{E0000}'..='\u{E007F}') {
                previous = c;
            }
        }
        flush(&mut run, out);
    }
    if soft_hyphens >= MIN_SOFT_HYPHENS {
        let mut seen = false;
        let mut kept = out.split_off(before);
        kept.retain(|finding| {
            article.text[finding.bytes.clone()] != *"\u{AD}" || !std::mem::replace(&mut seen, true)
        });
        out.extend(kept);
    }
}

fn flush(run: &mut Option<(usize, usize, char)>, out: &mut Vec<RawHint>) {
    if let Some((start, end, c)) = run.take() {
        out.push(RawHint {
            code: "hidden-characters",
            suggestion: None,
            bytes: start..end,
            message: format!("a hidden character stands here: {}", name(c)),
        });
    }
}

/// Returns whether a hidden character does its proper work in the writing of its line.
fn belongs(c: char, line: &str, previous: char) -> bool {
    let any = |test: fn(char) -> bool| line.chars().any(test);
    match c {
        '\u{200E}'
        | '\u{200F}'
        | '\u{061C}'
        | '\u{202A}'..='\u{202C}'
        | '\u{2066}'..='\u{2069}' => any(
            |c| matches!(c, '\u{0590}'..='\u{08FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'),
        ),
        '\u{200B}' | '\u{17B4}' | '\u{17B5}' => any(
            |c| matches!(c, '\u{0E00}'..='\u{0EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}'),
        ),
        '\u{180B}'..='\u{180F}' => any(|c| matches!(c, '\u{1800}'..='\u{18AF}')),
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' => {
            any(|c| matches!(c, '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}'))
        }
        '\u{E0020}'..='\u{E007F}' => previous == '\u{1F3F4}',
        _ => false,
    }
}

fn name(c: char) -> String {
    let known = match c {
        '\u{AD}' => "soft hyphen",
        '\u{200B}' => "zero-width space",
        '\u{200E}' | '\u{200F}' | '\u{061C}' => "direction mark",
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => "it changes the direction of the text",
        '\u{2060}' | '\u{FEFF}' => "no-break mark without width",
        '\u{E0000}'..='\u{E007F}' => "tag",
        _ => "without width",
    };
    format!("U+{:04X}, {known}", u32::from(c))
}

#[cfg(test)]
mod tests {
    use crate::extract::hints::passages;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(passages("hidden-characters", text), expected, "{text}");
    }

    #[test]
    fn characters_that_are_not_seen_are_seen() {
        check(
            "pay\u{200B}pal and \u{202E}txt.exe\u{202C}",
            &["\u{200B}", "\u{202E}", "\u{202C}"],
        );
        check(
            "one run\u{200B}\u{200B}\u{FEFF} here",
            &["\u{200B}\u{200B}\u{FEFF}"],
        );
        check("co\u{AD}operation", &["\u{AD}"]);
    }

    #[test]
    fn soft_hyphens_all_over_are_hinted_once() {
        check(&"Zu\u{AD}sam\u{AD}men ".repeat(20), &["\u{AD}"]);
    }

    #[test]
    fn characters_at_their_proper_work_are_left_alone() {
        for text in [
            "👩\u{200D}🚀 🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}",
            "ไทย\u{200B}ไทย",
            "\u{200F}שלום",
        ] {
            check(text, &[]);
        }
    }
}
