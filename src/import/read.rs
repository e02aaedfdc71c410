//! Reads a claims file, whichever program made it.

use serde_json::Value;

use crate::model::Article;

use super::file_kind::FileKind;
use super::importer::{ImportError, Imported, Importer};
use super::{annotation, claimbuster, lines, own_format, table};

/// Reads a claims file and places its claims in the article.
///
/// A claim has a `quote`, `start` and `end` (code points), or both. With both, they must agree;
/// a quote alone must occur just once, or `prefix` and `suffix` must single one occurrence out
/// (W3C Web Annotation, text quote selector). Fields that are not known are kept; those whose
/// names mean something else in a review file are kept as `imported_…`. The files of other
/// programs are recognised by their content, and their fields mapped to ours.
///
/// # Errors
/// See [`ImportError`]. A claim that cannot be placed is not an error here: it is in
/// [`Imported::bad`].
pub fn claims(bytes: &[u8], article: &Article) -> Result<Imported, ImportError> {
    let text = std::str::from_utf8(bytes).map_err(|e| ImportError::NotUtf8 {
        at: e.valid_up_to(),
    })?;
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut import = Importer::new(article);
    match FileKind::of(text) {
        FileKind::Claims => own_format::read(text, &mut import)?,
        FileKind::Lines => lines::read(text, &mut import)?,
        FileKind::Texts => {
            let texts: Vec<Value> =
                serde_json::from_str(text).map_err(|error| ImportError::syntax(&error, 0))?;
            texts
                .into_iter()
                .for_each(|value| lines::take(value, &mut import));
        }
        FileKind::Table => table::read(text, &mut import)?,
        FileKind::Annotations => annotation::read(text, &mut import)?,
        FileKind::Scores => claimbuster::read(text, &mut import)?,
    }
    Ok(import.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::Occurrences;
    use crate::import::{ImportFault, RejectedClaim};
    use crate::model::ClaimKind;
    use crate::model::{Claim, Origin};
    use crate::text::Span;
    use proptest::prelude::*;
    use serde_json::json;
    use std::collections::HashSet;

    const TEXT: &str =
        "Title\nOne “é” is here. Two is here.\n  \nThe cafe\u{301} 👩\u{200D}🚀 is.\n";

    fn article() -> Article {
        Article::new("a.txt", TEXT.into())
    }

    fn import(claims: Value) -> Imported {
        super::claims(claims.to_string().as_bytes(), &article()).unwrap()
    }

    fn sample(name: &str) -> String {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/");
        std::fs::read_to_string(format!("{folder}{name}")).unwrap()
    }

    /// Returns why the only claim of a file was refused.
    fn fault(claim: Value) -> String {
        let imported = import(json!([claim]));
        assert_eq!(imported.claims, []);
        imported.rejected[0].to_string()
    }

    #[test]
    fn every_claim_of_the_sample_has_its_place() {
        let article = Article::new("a.txt", sample("nato-membership.txt"));
        let file = sample("nato-membership.claims.json");
        let imported = claims(file.as_bytes(), &article).unwrap();
        assert_eq!(imported.rejected, []);
        let written: Value = serde_json::from_str(&file).unwrap();
        let written = written["claims"].as_array().unwrap();
        assert_eq!(imported.claims.len(), written.len());
        let by_quote_only = written.iter().filter(|claim| claim["start"].is_null());
        assert_eq!(by_quote_only.count(), 4);
        for (claim, written) in imported.claims.iter().zip(written) {
            assert_eq!(written["quote"], article.text().slice(claim.span));
            assert_eq!(claim.origin, Origin::Imported);
            let score = claim.extra.fields().find(|(name, _)| *name == "score");
            assert_eq!(score.unwrap().1, &written["score"]);
        }
        let about: Vec<&str> = imported.extra.fields().map(|(name, _)| &**name).collect();
        assert_eq!(about, ["generator", "model"]);
    }

    #[test]
    fn a_claim_is_placed_by_offsets_by_quote_or_by_both() {
        let imported = import(json!({"claims": [
            {"start": 6, "end": 9},
            {"quote": "“é”"},
            {"start": 14.0, "end": 16.0, "quote": "is", "prefix": null, "suffix": null},
            {"quote": "is here", "prefix": "Two "},
            {"quote": ".\r\n  \rThe"},
        ]}));
        assert_eq!(imported.rejected, []);
        let article = article();
        let quotes: Vec<&str> = imported
            .claims
            .iter()
            .map(|claim| article.text().slice(claim.span))
            .collect();
        assert_eq!(quotes, ["One", "“é”", "is", "is here", ".\n  \nThe"]);
        assert_eq!(imported.claims[3].span, Span::new(27, 34));
        assert_eq!(
            imported.claims[0],
            Claim::new(&article, Span::new(6, 9), Origin::Imported)
        );
    }

    #[test]
    fn what_is_known_of_a_claim_is_taken_and_the_rest_kept() {
        let imported = import(json!([
            {
                "start": 6, "end": 22, "id": "x-1", "kind": "number", "speaker": " Two ",
                "priority": 0.5, "topic": {"a": [1]}, "imported_id": 7,
                "hints": [{"code": "odd", "message": "Odd.", "start": 6, "end": 9, "by": "me"}],
                "decision": {"verdict": "verified"},
            },
            {
                "start": 23, "end": 35, "kind": "forecast", "speaker": 3, "priority": 2,
                "hints": [{"code": "odd", "message": "Odd.", "start": 6, "end": 900}],
            },
        ]));
        let names = |claim: &Claim| -> Vec<String> {
            claim.extra.fields().map(|(name, _)| name.clone()).collect()
        };
        let [taken, kept] = &imported.claims[..] else {
            panic!("{:?}", imported.rejected)
        };
        assert_eq!(taken.kind, Some(ClaimKind::Number));
        assert_eq!(taken.speaker.as_deref(), Some("Two"));
        assert_eq!(taken.priority, Some(0.5));
        assert_eq!(taken.hints[0].span, Span::new(6, 9));
        assert!(!taken.hints[0].extra.is_empty());
        assert!(taken.is_open());
        assert_eq!(
            names(taken),
            [
                "topic",
                "imported_id",
                "imported_imported_id",
                "imported_decision"
            ]
        );
        assert_eq!((kept.kind, kept.priority), (None, None));
        assert_eq!(
            names(kept),
            [
                "imported_kind",
                "imported_speaker",
                "imported_priority",
                "imported_hints"
            ]
        );
    }

    #[test]
    fn a_claim_without_a_place_is_named_with_the_reason() {
        for (claim, reason) in [
            (json!("One"), "it is a string, not an object"),
            (json!(null), "it is null, not an object"),
            (json!({}), "it has neither `quote` nor `start` and `end`"),
            (
                json!({"quote": null}),
                "it has neither `quote` nor `start` and `end`",
            ),
            (json!({"quote": 7}), "`quote` is a number, not a string"),
            (
                json!({"quote": "One", "suffix": []}),
                "`suffix` is an array, not a string",
            ),
            (json!({"start": 1}), "it has `start` but no `end`"),
            (
                json!({"quote": "One", "end": 9}),
                "it has `end` but no `start`",
            ),
            (
                json!({"start": "6", "end": 9}),
                "`start` is a string, not a number",
            ),
            (
                json!({"start": -6, "end": 9}),
                "`start` is -6: positions are whole numbers from 0, counted in code points",
            ),
            (
                json!({"start": 6, "end": 9.5}),
                "`end` is 9.5: positions are whole numbers from 0, counted in code points",
            ),
            (
                json!({"start": 9, "end": 6}),
                "it ends before it begins: `start` is 9, `end` is 6",
            ),
            (
                json!({"start": 6, "end": u64::MAX}),
                "it ends at 18446744073709551615, but the article has only 57 code points",
            ),
            (
                json!({"start": 56, "end": 58}),
                "it ends at 58, but the article has only 57 code points",
            ),
            (json!({"start": 6, "end": 6}), "it is empty"),
            (json!({"quote": ""}), "it is empty"),
            (
                json!({"start": 35, "end": 38}),
                "it holds nothing but white space",
            ),
            (
                json!({"quote": " \r\n"}),
                "it holds nothing but white space",
            ),
            (
                json!({"start": 39, "end": 47}),
                "position 47 lies inside a composed character",
            ),
            (
                json!({"start": 50, "end": 54}),
                "position 50 lies inside a composed character",
            ),
            (
                json!({"start": 6, "end": 9, "quote": "Two"}),
                "its quote disagrees with its offsets: the article has “One” there (the quote is at 23..26)",
            ),
            (
                json!({"start": 5, "end": 9, "quote": "is"}),
                "its quote disagrees with its offsets: the article has “One” there",
            ),
            (
                json!({"quote": "Three"}),
                "its quote does not occur in the article",
            ),
            (
                json!({"quote": "cafe"}),
                "its quote does not occur in the article",
            ),
            (
                json!({"quote": "is here"}),
                "its quote occurs 2 times; give prefix or suffix, or start and end",
            ),
            (
                json!({"quote": "is here", "prefix": "Three "}),
                "its quote occurs 2 times (never between its prefix and suffix); correct them, or give start and end",
            ),
            (
                json!({"quote": "is here", "suffix": "."}),
                "its quote occurs 2 times (2 times between its prefix and suffix); correct them, or give start and end",
            ),
        ] {
            assert_eq!(
                fault(claim.clone()),
                format!("claims[0]: {reason}"),
                "{claim}"
            );
        }
    }

    #[test]
    fn the_second_claim_on_a_passage_is_refused() {
        let imported = import(json!([7, {"quote": "Two"}, {"start": 23, "end": 26}]));
        assert_eq!(imported.claims.len(), 1);
        assert_eq!(
            imported.rejected[1],
            RejectedClaim {
                index: 2,
                reason: ImportFault::Twice {
                    index: 1,
                    span: Span::new(23, 26)
                }
            }
        );
    }

    #[test]
    fn a_common_word_is_not_counted_to_the_end() {
        let article = Article::new("a.txt", "the ".repeat(1000));
        let imported = claims(br#"[{"quote": "the"}]"#, &article).unwrap();
        assert_eq!(
            imported.rejected[0].reason,
            ImportFault::Ambiguous {
                times: Occurrences(100)
            }
        );
        assert!(
            imported.rejected[0]
                .to_string()
                .contains("100 times or more")
        );
    }

    #[test]
    fn a_file_that_is_no_claims_file_is_refused_with_the_place() {
        let article = article();
        for (file, message) in [
            (
                "[\n  {\"quote\": NaN}]",
                "it is not JSON: expected value, at line 2, column 13",
            ),
            (
                "",
                "it is not JSON: EOF while parsing a value, at line 1, column 0",
            ),
            (
                "[] []",
                "it is not JSON: trailing characters, at line 1, column 4",
            ),
            (
                "{\"claims\": 3}",
                "it has no list of claims: it must be a JSON array of claims or an object with an array `claims` (line 1, column 12: invalid type: integer `3`, expected an array)",
            ),
            (
                "{\"claims\": [], \"claims\": []}",
                "it has no list of claims: it must be a JSON array of claims or an object with an array `claims` (line 1, column 23: `claims` is there twice)",
            ),
        ] {
            assert_eq!(
                claims(file.as_bytes(), &article).unwrap_err().to_string(),
                message
            );
        }
        let lines = b"{\"quote\": \"One\"}\n\n{\"quote\": NaN}";
        assert_eq!(
            claims(lines, &article).unwrap_err().to_string(),
            "it is not JSON: expected value, at line 3, column 11"
        );
        assert_eq!(
            claims(b"[\"\xE9\"]", &article),
            Err(ImportError::NotUtf8 { at: 2 })
        );
        assert_eq!(
            claims("\u{FEFF}[]".as_bytes(), &article),
            Ok(Imported::default())
        );
    }

    #[test]
    fn lines_have_a_claim_each() {
        let lines = "{\"quote\": \"One\"}\r\n\n{\"text\": \"Two\", \"score\": 1}\n[]\n{\"claim\": \"The\"}\n";
        let imported = claims(lines.as_bytes(), &article()).unwrap();
        let starts: Vec<u32> = imported
            .claims
            .iter()
            .map(|claim| claim.span.start)
            .collect();
        assert_eq!(starts, [6, 23, 39]);
        assert_eq!(
            imported.rejected[0].to_string(),
            "claims[2]: it is an array, not an object"
        );
        let one = claims(b"{\"start\": 6, \"end\": 9}", &article()).unwrap();
        assert_eq!(one.claims.len(), 1);
    }

    #[test]
    fn deep_nesting_and_truncation_are_errors() {
        let article = article();
        for deep in ["[".repeat(200_000), "{\"claims\":[{\"a\":".repeat(100_000)] {
            let error = claims(deep.as_bytes(), &article).unwrap_err();
            assert!(error.to_string().contains("recursion limit"), "{error}");
        }
        let file = sample("nato-membership.claims.json");
        for length in 0..file.trim_end().len() {
            let cut = file.as_bytes()[..length].to_vec();
            assert!(claims(&cut, &article).is_err(), "{length}");
        }
    }

    /// Pieces of JSON and of the article, so that arbitrary files get past the first byte.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            Just("[".to_owned()),
            Just("{\"claims\":[".to_owned()),
            Just("]}".to_owned()),
            "[{}\\[\\],:]",
            "\"(quote|start|end|prefix|suffix|hints|kind)\":",
            "\"(One|is|é|e|\u{301}|\u{1B}|\\\\u001b\\[2J|\\\\ud800)\",?",
            "-?[0-9]{1,3}(\\.[0-9])?(e[0-9]{1,3})?,?",
            any::<String>(),
        ];
        proptest::collection::vec(piece, 0..20).prop_map(|pieces| pieces.concat())
    }

    fn offset() -> impl Strategy<Value = Value> {
        prop_oneof![
            (0u32..60).prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            Just(Value::Null),
        ]
    }

    proptest! {
        #[test]
        fn any_file_is_read_or_refused_in_harmless_words(
            pieces in pieces(), bytes in proptest::collection::vec(any::<u8>(), 0..60)
        ) {
            let article = article();
            for file in [pieces.as_bytes(), &bytes] {
                let messages = match claims(file, &article) {
                    Ok(imported) => imported.rejected.iter().map(RejectedClaim::to_string).collect(),
                    Err(error) => vec![error.to_string()],
                };
                for message in messages {
                    prop_assert_eq!(&crate::text::one_line(&message), &message);
                }
            }
        }

        #[test]
        fn what_is_imported_is_in_the_article_once_and_as_quoted(
            wanted in proptest::collection::vec(
                (offset(), offset(), proptest::option::of("(One |Two |The )?(is|“é”| here|\\.|\n| )")),
                0..12,
            )
        ) {
            let article = article();
            let wanted: Vec<Value> = wanted
                .into_iter()
                .map(|(start, end, quote)| json!({"start": start, "end": end, "quote": quote}))
                .collect();
            let imported = import(Value::from(wanted.clone()));
            prop_assert_eq!(imported.claims.len() + imported.rejected.len(), wanted.len());
            let bad: HashSet<usize> = imported.rejected.iter().map(|bad| bad.index).collect();
            let good = (0..wanted.len()).filter(|index| !bad.contains(index));
            let mut spans = HashSet::new();
            for (claim, index) in imported.claims.iter().zip(good) {
                let words = article.text().slice(claim.span);
                prop_assert!(!words.trim().is_empty());
                prop_assert!(spans.insert(claim.span));
                if let Some(quote) = wanted[index]["quote"].as_str() {
                    prop_assert_eq!(words, quote);
                }
                if let Some(start) = wanted[index]["start"].as_u64() {
                    prop_assert_eq!(u64::from(claim.span.start), start);
                }
            }
        }
    }
}
