//! Separated values: a header, and a claim in every row.
//!
//! The claim's words are in the column `quote`, `text` or `claim`; `start` and `end`, `prefix`,
//! `suffix`, `speaker`, `kind` and `priority` (or `score`) are used where they are there, the
//! other columns kept. Commas, semicolons and tabs separate.

use csv::{Reader, ReaderBuilder, StringRecord};
use serde_json::{Map, Value};

use crate::text::fit_line;

use super::ImportError;
use super::importer::Importer;

/// What may be called the claim's words, the best first.
const WORDS: [&str; 3] = ["quote", "text", "claim"];

/// Returns whether a text begins with a header that has a claim's words.
pub(super) fn has_header(text: &str) -> bool {
    opened(text).is_some()
}

pub(super) fn read(text: &str, import: &mut Importer<'_>) -> Result<(), ImportError> {
    let Some((mut table, columns)) = opened(text) else {
        return Ok(());
    };
    for row in table.records() {
        let row = row.map_err(|error| ImportError::Table {
            line: error.position().map_or(0, csv::Position::line),
            what: fit_line(&error.to_string(), 160, "…"),
        })?;
        import.add(claim(&columns, &row));
    }
    Ok(())
}

/// Opens a table with the separator that makes a header of its first line, and returns the names
/// of its columns as the claims file has them.
fn opened(text: &str) -> Option<(Reader<&[u8]>, Vec<String>)> {
    [b',', b';', b'\t'].into_iter().find_map(|separator| {
        let mut table = ReaderBuilder::new()
            .delimiter(separator)
            .from_reader(text.as_bytes());
        let names: Vec<String> = table
            .headers()
            .ok()?
            .iter()
            .map(|name| name.trim().to_lowercase())
            .collect();
        let words = WORDS
            .into_iter()
            .find(|word| names.iter().any(|n| n == word))?;
        let has_priority = names.iter().any(|name| name == "priority");
        let columns = names.into_iter().map(|name| match name.as_str() {
            name if name == words => "quote".to_owned(),
            "score" if !has_priority => "priority".to_owned(),
            _ => name,
        });
        let columns = columns.collect();
        Some((table, columns))
    })
}

fn claim(columns: &[String], row: &StringRecord) -> Value {
    let mut fields = Map::new();
    for (name, cell) in columns.iter().zip(row) {
        // An empty cell says nothing; of two columns of one name the first counts.
        if cell.trim().is_empty() && name != "quote" || fields.contains_key(name) {
            continue;
        }
        let number = || cell.trim().parse::<serde_json::Number>().ok();
        let value = match name.as_str() {
            "start" | "end" | "priority" => number().map_or_else(|| cell.into(), Value::Number),
            _ => Value::from(cell),
        };
        fields.insert(name.clone(), value);
    }
    // A row with offsets alone is a claim too.
    if fields.contains_key("start") && fields.get("quote").is_some_and(|quote| quote == "") {
        fields.shift_remove("quote");
    }
    Value::Object(fields)
}

#[cfg(test)]
mod tests {
    use crate::import::{ImportError, Imported, claims};
    use crate::model::Article;
    use crate::text::Span;

    fn import(file: &str) -> Result<Imported, ImportError> {
        let text = "Title\nOne is here. \"Two\", he said, is here.\n";
        claims(file.as_bytes(), &Article::new("a.txt", text.into()))
    }

    #[test]
    fn the_words_may_have_three_names_and_three_separators() {
        for file in [
            "quote,score\nOne is here.,0.5\n",
            "\u{FEFF}Topic;TEXT;Score\r\nart;One is here.;0.5\r\n",
            "claim\tpriority\nOne is here.\t0.5",
            "score,start,end,quote\n0.5,6,18,\n",
            "id,start,end,quote,priority\nx,6,18,One is here.,0.5\n",
        ] {
            let imported = import(file).unwrap();
            assert_eq!(imported.rejected, [], "{file}");
            assert_eq!(imported.claims.len(), 1, "{file}");
            assert_eq!(imported.claims[0].span, Span::new(6, 18));
            assert_eq!(imported.claims[0].priority, Some(0.5));
        }
    }

    #[test]
    fn quotes_are_as_rfc_4180_has_them() {
        let imported = import("note,quote\na,\"\"\"Two\"\", he said, is here.\"\n").unwrap();
        assert_eq!(imported.claims[0].span, Span::new(19, 43));
    }

    #[test]
    fn what_is_wrong_is_said_with_its_row() {
        let imported = import("quote,start,end\nOne,x,9\nnowhere,,\n,,\n").unwrap();
        let said: Vec<String> = imported.rejected.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [
                "claims[0]: `start` is a string, not a number",
                "claims[1]: its quote does not occur in the article",
                "claims[2]: it is empty"
            ]
        );
        let error = import("quote,start\nOne,6\nTwo,1,2\n")
            .unwrap_err()
            .to_string();
        assert!(
            error.starts_with("its table is broken at line 3: "),
            "{error}"
        );
        let error = import("name,age\nx,1\n").unwrap_err().to_string();
        assert!(error.starts_with("it is not JSON"), "{error}");
    }
}
