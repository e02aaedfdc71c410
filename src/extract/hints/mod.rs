//! Why a passage looks odd: a file per kind of hint, and the list of them.
//!
//! Hints see forms, not facts: a swapped role or a wrong word that reads well passes them by.
//! What needs English is only looked for in English.

mod broken_quotes;
mod conflicting_dates;
mod conflicting_figures;
mod doubled_words;
mod encoding;
mod hidden_characters;
mod impossible;
mod lines;
mod mixed_scripts;
mod name_variants;
mod odd_articles;
mod odd_phrases;
mod quote_marks;
mod style_mix;

use std::ops::Range;

use crate::language::Word;
use crate::model::{Article, Hint, UnknownFields};
use crate::text::one_line;

use lines::{ScannedArticle, ScannedLine};

/// What a finder found: a kind, the bytes of the article, a sentence a checker understands, and the
/// words to put in place of those bytes, where they are known.
struct RawHint {
    code: &'static str,
    bytes: Range<usize>,
    message: String,
    suggestion: Option<String>,
}

/// Returns the usual words with capitals like those of the words found.
fn cased_like(found: &str, usual: &str) -> String {
    let cased = |found: &str, usual: &str| {
        let capitals = found.chars().filter(|c| c.is_uppercase()).count();
        if found.to_lowercase() == usual.to_lowercase() {
            found.to_owned()
        } else if capitals > 1 && !found.contains(char::is_lowercase) {
            usual.to_uppercase()
        } else if found.starts_with(char::is_uppercase) {
            let mut chars = usual.chars();
            let first = chars.next().into_iter().flat_map(char::to_uppercase);
            first.chain(chars).collect()
        } else {
            usual.to_owned()
        }
    };
    let [words, usual_words] = [found, usual].map(|text| text.split(' ').collect::<Vec<_>>());
    if words.len() != usual_words.len() {
        return cased(found, usual);
    }
    let pairs = words.iter().zip(&usual_words);
    let words: Vec<String> = pairs.map(|(found, usual)| cased(found, usual)).collect();
    words.join(" ")
}

/// Every kind of hint. To add one is to add a file and a line here.
fn finders<'a>() -> [Box<dyn Finder<'a> + 'a>; 12] {
    [
        Box::new(name_variants::Names::default()),
        Box::new(Whole(broken_quotes::find)),
        Box::new(Lines(odd_articles::find)),
        Box::new(style_mix::Styles::default()),
        Box::new(Lines(doubled_words::find)),
        Box::new(Whole(encoding::find)),
        Box::new(Lines(mixed_scripts::find)),
        Box::new(Whole(hidden_characters::find)),
        Box::new(conflicting_dates::Events::default()),
        Box::new(conflicting_figures::Figures::default()),
        Box::new(Lines(impossible::find)),
        Box::new(Lines(odd_phrases::find)),
    ]
}

/// What looks for one kind of oddity: first at line after line, then at the whole.
trait Finder<'a> {
    /// Looks at a line and its words.
    fn line(
        &mut self,
        article: &ScannedArticle<'a>,
        line: &ScannedLine,
        words: &[Word<'a>],
        out: &mut Vec<RawHint>,
    );

    /// Says what only the whole article tells.
    fn finish(&mut self, article: &ScannedArticle<'a>, out: &mut Vec<RawHint>);
}

/// A kind that a line tells by itself.
struct Lines(fn(&ScannedArticle<'_>, &ScannedLine, &[Word<'_>], &mut Vec<RawHint>));

impl<'a> Finder<'a> for Lines {
    fn line(
        &mut self,
        article: &ScannedArticle<'a>,
        line: &ScannedLine,
        words: &[Word<'a>],
        out: &mut Vec<RawHint>,
    ) {
        (self.0)(article, line, words, out);
    }

    fn finish(&mut self, _: &ScannedArticle<'a>, _: &mut Vec<RawHint>) {}
}

/// A kind that is looked for without the words.
struct Whole(fn(&ScannedArticle<'_>, &mut Vec<RawHint>));

impl<'a> Finder<'a> for Whole {
    fn line(
        &mut self,
        _: &ScannedArticle<'a>,
        _: &ScannedLine,
        _: &[Word<'a>],
        _: &mut Vec<RawHint>,
    ) {
    }

    fn finish(&mut self, article: &ScannedArticle<'a>, out: &mut Vec<RawHint>) {
        (self.0)(article, out);
    }
}

/// Returns the hints of an article, in its order.
pub(super) fn of(article: &Article, lang: &str) -> Vec<Hint> {
    let text = article.text();
    let article = ScannedArticle::of(text.as_str(), lang);
    let mut found = Vec::new();
    let mut finders = finders();
    let mut words = Vec::new();
    for line in &article.lines {
        article.words_of(line, &mut words);
        for finder in &mut finders {
            finder.line(&article, line, &words, &mut found);
        }
    }
    for finder in &mut finders {
        finder.finish(&article, &mut found);
    }
    drop(finders);
    drop_marks_of_misread_text(&mut found);
    found.sort_by(|a, b| {
        let place = |f: &RawHint| (f.bytes.start, f.bytes.end, f.code);
        place(a).cmp(&place(b))
    });
    // One passage, one hint: two spellings of a name are also a mixture of styles.
    found.dedup_by(|b, a| a.bytes == b.bytes);
    found
        .into_iter()
        .map(|finding| Hint {
            code: finding.code.to_owned(),
            message: one_line(&finding.message),
            span: text.span_of(finding.bytes),
            suggestion: finding.suggestion,
            dismissed: false,
            extra: UnknownFields::default(),
        })
        .collect()
}

/// A quotation mark in misread text is none.
fn drop_marks_of_misread_text(found: &mut Vec<RawHint>) {
    let misread: Vec<Range<usize>> = found
        .iter()
        .filter(|finding| finding.code == "encoding")
        .map(|finding| finding.bytes.clone())
        .collect();
    if !misread.is_empty() {
        found.retain(|finding| {
            let at = misread.partition_point(|bytes| bytes.end <= finding.bytes.start);
            let overlaps = misread
                .get(at)
                .is_some_and(|bytes| bytes.start < finding.bytes.end);
            finding.code == "encoding" || finding.code == "hidden-characters" || !overlaps
        });
    }
}

/// Returns the words that are suggested instead of passages of an English text, with a code.
#[cfg(test)]
fn suggestions(code: &str, text: &str) -> Vec<Option<String>> {
    let article = Article::new("test.txt", text.into());
    let hints = of(&article, "en").into_iter();
    let hints = hints.filter(|hint| hint.code == code);
    hints.map(|hint| hint.suggestion).collect()
}

/// Returns the passages of an English text that are hinted at with a code.
#[cfg(test)]
fn passages(code: &str, text: &str) -> Vec<String> {
    let article = Article::new("test.txt", text.into());
    of(&article, "en")
        .into_iter()
        .filter(|hint| hint.code == code)
        .map(|hint| article.text().slice(hint.span).to_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hints(text: &str, lang: &str) -> Vec<(String, String)> {
        let article = Article::new("test.txt", text.into());
        of(&article, lang)
            .into_iter()
            .map(|hint| (hint.code, article.text().slice(hint.span).to_owned()))
            .collect()
    }

    /// Edited prose written for the purpose, with what may look odd and is not: figures that differ
    /// from year to year, quotations over several paragraphs, names near to each other.
    const CLEAN: [&str; 5] = [
        include_str!("../../../tests/data/clean/bridge.txt"),
        include_str!("../../../tests/data/clean/budget.txt"),
        include_str!("../../../tests/data/clean/harbour.txt"),
        include_str!("../../../tests/data/clean/hospital.txt"),
        include_str!("../../../tests/data/clean/river.txt"),
    ];

    #[test]
    fn clean_prose_has_at_most_one_hint_in_a_thousand_words() {
        let words: usize = CLEAN
            .iter()
            .map(|text| text.split_whitespace().count())
            .sum();
        let found: Vec<_> = CLEAN.iter().flat_map(|text| hints(text, "en")).collect();
        assert!(words > 3000);
        assert!(found.len() * 1000 <= words, "{found:?}");
    }

    /// Whatever language is said, and with English said by mistake.
    #[test]
    fn other_languages_raise_no_alarm() {
        let texts = [
            (
                "uk",
                "Зеленський зустрівся зі Столтенбергом у Брюсселі. Столтенберг заявив: «Ми підтримуємо Україну». \
                    Зеленського прийняли в НАТО 6 квітня 2021 р., а Зеленському подарували iPhone та COVIDом не хворіли.",
            ),
            (
                "ru",
                "Песков заявил, что «Россия никому не угрожает». Слова Пескова передал ТАСС. Пескову ответили: «Газета \
                    «Известия» ошиблась». — Да-да, — сказал он.",
            ),
            (
                "de",
                "„Wir gehen nicht“, sagte Merkel. Merkels Sprecher, der der Presse die die Lage erklärte, schwieg. \
                    »So ist es«, sagte er, »und so bleibt es.«",
            ),
            (
                "es",
                "«No iremos», dijo Sánchez. El presidente de EE. UU. llegó a las 10.30 h. Nos nos vemos en Madrid, \
                    dijo a a la prensa. ¿Vendrá usted?",
            ),
            (
                "fr",
                "« Nous nous reverrons », a dit M. Macron. Le président de l’OTAN, M. Stoltenberg, a répondu : \
                    « C’est à voir. » Vous vous trompez, a-t-il dit.",
            ),
            (
                "it",
                "«La NATO è pronta», ha detto Draghi. Piano piano, via via, la situazione è migliorata nella Crimea.",
            ),
            (
                "sv",
                "”Vi går inte”, sade Andersson. Anderssons talesman sade att ”allt är klart”. Svensson och Svenson kom.",
            ),
            (
                "fi",
                "”Emme lähde”, sanoi Virtanen. Virtasen mukaan asia oli selvä, mutta Virtaselle se ei riittänyt.",
            ),
            (
                "pl",
                "„Nie pójdziemy”, powiedział Tusk. Tuska poparł Kaczyński, a Kaczyńskiego – Morawiecki.",
            ),
            (
                "ja",
                "「行きません。」と首相は言った。『日本経済新聞』によると、人々は色々なことを様々に話した。US政府も反対した。",
            ),
            (
                "zh",
                "“我们不去。”他说。天天向上，人人平等。北约秘书长斯托尔滕贝格表示支持乌克兰。",
            ),
            (
                "ar",
                "قال الرئيس: «لن نذهب». وأضاف أن \u{200F}حلف الناتو\u{200F} يدعم أوكرانيا في 31 مارس.",
            ),
            (
                "he",
                "ראש הממשלה אמר: \"לא נלך\u{200F}\". הוא הוסיף כי נאט״ו תומכת באוקראינה.",
            ),
            (
                "th",
                "นายกรัฐมนตรี\u{200B}กล่าวว่า\u{200B} “เราจะไม่ไป” เมื่อวันจันทร์",
            ),
            (
                "id",
                "Orang-orang itu pergi ke pasar pasar pada hari Senin. Anak anak bermain bola.",
            ),
        ];
        for (lang, text) in texts {
            assert_eq!(hints(text, lang), [], "{lang}");
            assert_eq!(hints(text, "en"), [], "{lang} taken for English");
        }
    }

    #[test]
    fn the_sample_is_hinted_where_rules_can_see_it() {
        let found = hints(
            include_str!("../../../sample-data/nato-membership.txt"),
            "en",
        );
        let found: Vec<(&str, &str)> = found
            .iter()
            .map(|(c, q)| (c.as_str(), q.as_str()))
            .collect();
        for expected in [
            ("broken-quote", "Russia, ”he"),
            ("odd-phrase", "local integrity"),
            ("name-variant", "Sttentenberg"),
            ("odd-article", "the NATO"),
            ("conflict", "June 2020"),
            ("doubled-word", "along along"),
            ("style-mix", "U.S."),
            ("odd-phrase", "self-advertised republics"),
            ("odd-phrase", "at its own caution"),
        ] {
            assert!(found.contains(&expected), "{expected:?} in {found:?}");
        }
        // The two quotations in curly marks are odd beside the straight ones.
        assert_eq!(found.len(), 11, "{found:?}");
    }

    #[test]
    fn words_are_suggested_where_they_are_known() {
        for (code, text, suggestion) in [
            (
                "name-variant",
                "NATO chief Stoltenberg spoke. Stoltenberg said so. In a message, Sttentenberg did not.",
                "Stoltenberg",
            ),
            ("doubled-word", "The the army stood there.", "The"),
            (
                "odd-phrase",
                "He upheld its Local integrity.",
                "Territorial integrity",
            ),
            (
                "odd-phrase",
                "The UN Safety Council met.",
                "UN Security Council",
            ),
            ("odd-article", "He said that the NATO is strong.", "NATO"),
            ("odd-article", "She ate a apple.", "an apple"),
            ("broken-quote", "“It is Russia, ”he wrote.", "Russia,” he"),
            ("broken-quote", "He said “ It is so” twice.", "said “It"),
            ("broken-quote", "He said “It is so ” twice.", "so” twice."),
            ("broken-quote", "He said“It is so” twice.", "said “It"),
            ("broken-quote", "“It is so!”he said.", "so!” he"),
            (
                "broken-quote",
                "“One,” he said. ”It is so,” she wrote.",
                "“It",
            ),
        ] {
            let suggested = suggestions(code, text);
            assert_eq!(suggested, [Some(suggestion.to_owned())], "{text}");
        }
        assert_eq!(
            suggestions("broken-quote", "He said “It is so twice."),
            [None]
        );
    }

    #[test]
    fn hints_are_in_order_and_their_messages_are_one_line() {
        let text = "The the end.\nA \u{202E}b\u{FFFD} c\u{85}d “e\u{1B}[2J\n\u{1B}[31mthe the\n";
        let article = Article::new("test.txt", text.into());
        let hints = of(&article, "en");
        assert!(hints.len() > 2);
        assert!(hints.windows(2).all(|pair| pair[0].span <= pair[1].span));
        assert!(
            hints
                .iter()
                .all(|h| !h.message.contains(|c: char| c.is_control()))
        );
    }

    proptest! {
        #[test]
        fn any_text_can_be_looked_at(text in any::<String>(), lang in "en|uk|") {
            hints(&text, &lang);
        }

        #[test]
        fn any_prose_can_be_looked_at(
            text in "(The|the|NATO|Kyiv|Stoltenberg|said|[A-Z][a-z]{4,9}|[a-z]{1,5}|[0-9]{1,4}|April|of|per cent|[\"“”‘’«»'.,:;!?()&-]|â€™|é| |\n){0,80}"
        ) {
            hints(&text, "en");
        }
    }
}
