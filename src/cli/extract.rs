//! `factdesk extract`: print the claims of an article.

use serde_json::Value;

use crate::model::{Article, Claim};
use crate::session::{self, Extractor, Failure};
use crate::{extract, store};

use super::args::{ExtractArgs, ExtractFormat};
use super::review::extractor;
use super::{annotations, bug, print, settings};

/// The columns of the CSV, named as in JSON.
const COLUMNS: [&str; 7] = ["id", "start", "end", "kind", "speaker", "priority", "quote"];

pub(super) fn run(args: &ExtractArgs) -> Result<(), Failure> {
    let config = settings::read(&args.config)?;
    let lang = args.lang.as_ref().unwrap_or(&config.lang);
    let article = session::read_article(&args.article)?;
    let claims = match extractor(&args.extractor) {
        Some(options) => Extractor::new(&options, args.skip_bad)?.claims(&article)?,
        None => extract::claims(&article, lang),
    };
    print(&render(&article, &claims, args.format)?)
}

fn render(article: &Article, claims: &[Claim], format: ExtractFormat) -> Result<String, Failure> {
    let values: Vec<Value> = claims
        .iter()
        .map(|claim| store::claim_json(claim, article))
        .collect::<Result<_, _>>()
        .map_err(bug)?;
    match format {
        ExtractFormat::Text => Ok(article.text().as_str().to_owned()),
        ExtractFormat::Json => Ok(serde_json::to_string_pretty(&values).map_err(bug)? + "\n"),
        ExtractFormat::WebAnnotation => {
            let annotations = annotations::of(article, &values);
            Ok(serde_json::to_string_pretty(&annotations).map_err(bug)? + "\n")
        }
        ExtractFormat::Jsonl => Ok(values.iter().map(|value| format!("{value}\n")).collect()),
        ExtractFormat::Csv => {
            csv(&values).map_err(|error| Failure::input(format!("cannot write the table: {error}")))
        }
    }
}

fn csv(values: &[Value]) -> Result<String, Box<dyn std::error::Error>> {
    let mut table = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    for value in values {
        table.write_record(COLUMNS.map(|column| match &value[column] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }))?;
    }
    Ok(String::from_utf8(table.into_inner()?)?)
}
