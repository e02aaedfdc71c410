//! Reading a review file, and what can be wrong with it.
//!
//! Whatever the file holds, the answer is a review or an error that names the place; the file is
//! never touched.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::model::{
    Anchor, Article, Claim, ClaimNumber, Review, ReviewRecord, Selector, fill_numbers,
};
use crate::text::{Span, fit_line};

use super::LoadError;
use super::disk::{self, OnDisk};
use super::schema::{self, ClaimJson, EachClaimError, FieldFault, ReviewJson, SelectorJson};

/// The longest file that is read (and written), in bytes: far beyond any review, and short of what
/// would take the machine's memory.
pub(super) const MAX_FILE_BYTES: u64 = 1 << 30;

/// The most cells that a message takes up with a piece of the file.
const MAX_QUOTED_CELLS: usize = 240;

/// A review that was found on disk.
#[derive(Clone, Debug, PartialEq)]
pub struct LoadedFile {
    /// The state of the file, for [`super::ReviewWriter::new`].
    pub on_disk: OnDisk,
    /// What it holds.
    pub found: LoadedReview,
}

/// Whether a review belongs to the article's text as it is now.
#[derive(Clone, Debug, PartialEq)]
pub enum LoadedReview {
    /// It does, and can continue.
    SameText(Box<Review>),
    /// The text has changed since: the claims have to be found in it again.
    OtherText(ReviewRecord),
}

/// Reads the review of an article; none when there is no such file.
///
/// Symbolic links are followed: a checker who moves a review and leaves a link means it to be
/// found.
///
/// # Errors
/// See [`LoadError`]; the first fault found is the one named.
pub fn load(path: &Path, article: &Arc<Article>) -> Result<Option<LoadedFile>, LoadError> {
    let Some((text, on_disk)) = open(path)? else {
        return Ok(None);
    };
    let found = parse(path, &text, article)?;
    Ok(Some(LoadedFile { on_disk, found }))
}

/// Reads a review for itself, as reports and tables do; none when there is no such file.
///
/// # Errors
/// See [`LoadError`]; the first fault found is the one named.
pub fn read(path: &Path) -> Result<Option<ReviewRecord>, LoadError> {
    let Some((text, _)) = open(path)? else {
        return Ok(None);
    };
    let head = head(path, &text)?;
    stored(path, &text, head).map(Some)
}

/// Takes the text of a review file for what it is.
pub(super) fn parse(
    path: &Path,
    text: &str,
    article: &Arc<Article>,
) -> Result<LoadedReview, LoadError> {
    let head = head(path, text)?;
    if head.article.sha256.0 != article.sha256() {
        return stored(path, text, head).map(LoadedReview::OtherText);
    }
    check_length(path, &head, article)?;
    let claims = claims(
        (path, text),
        &head,
        &|span, quote| article.text().slice(span) == quote,
        |claim, _| Arc::new(claim),
        Arc::as_ref,
    )?;
    let (head, _) = head.into_model();
    let review = Review::restored(Arc::clone(article), head, claims);
    Ok(LoadedReview::SameText(Box::new(review)))
}

/// Finds out whether a review file that holds no claim would be read.
pub(super) fn check_head(path: &Path, text: &str, article: &Article) -> Result<(), LoadError> {
    check_length(path, &head(path, text)?, article)
}

/// Reads one claim as it would be read in its place in a file; says what is wrong with it.
pub(super) fn check_claim(json: &str, article: &Article) -> Result<(), String> {
    // As deep as in a file, because there is a limit to nesting.
    let file = format!("[[{json}]]");
    let [[claim]] = serde_json::from_str::<[[ClaimJson<'_>; 1]; 1]>(&file)
        .map_err(|error| quoted(&error.to_string()))?;
    let id = quoted(&claim.id.0);
    let text = article.text();
    match placed(claim, text.len(), &|span, quote| text.slice(span) == quote) {
        Ok(_) => Ok(()),
        Err(fault) => Err(format!("{} (claim {id}): {}", fault.place, fault.problem)),
    }
}

/// A file that counts in an article's text has it of the same length.
fn check_length(path: &Path, head: &HeadJson<'_>, article: &Article) -> Result<(), LoadError> {
    let (said, is) = (head.article.length, article.text().len());
    if said == is {
        return Ok(());
    }
    let problem = format!("it is {said}, but this text has {is} characters");
    Err(invalid(path, "article.length", &problem))
}

/// Reads a file's text; none when there is no file.
pub(super) fn open(path: &Path) -> Result<Option<(String, OnDisk)>, LoadError> {
    let io = |source| LoadError::Io {
        path: path.to_owned(),
        source,
    };
    let target = match disk::resolve(path) {
        Ok(target) => target,
        Err(source) => return Err(io(source)),
    };
    let metadata = match fs::metadata(&target) {
        Ok(metadata) => metadata,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if target == path {
                return Ok(None);
            }
            return Err(LoadError::DanglingLink {
                path: path.to_owned(),
                target,
            });
        }
        Err(error) => return Err(io(error)),
    };
    // Looked at before it is opened: opening a pipe would wait for a writer.
    if !metadata.is_file() {
        return Err(LoadError::NotAFile {
            path: path.to_owned(),
        });
    }
    let mut file = fs::File::open(&target).map_err(io)?;
    let mut bytes = Vec::with_capacity(metadata.len().min(MAX_FILE_BYTES) as usize);
    (&mut file)
        .take(MAX_FILE_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(LoadError::TooLong {
            path: path.to_owned(),
        });
    }
    let on_disk = OnDisk::of(&file, disk::sha256(&bytes)).map_err(io)?;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some((text, on_disk))),
        Err(error) => Err(LoadError::NotUtf8 {
            path: path.to_owned(),
            at: error.utf8_error().valid_up_to(),
        }),
    }
}

/// A file whose claims are still text.
type HeadJson<'a> = ReviewJson<'a, &'a RawValue>;

/// Reads all but the claims.
fn head<'a>(path: &Path, text: &'a str) -> Result<HeadJson<'a>, LoadError> {
    match serde_json::from_str::<HeadJson<'a>>(without_bom(text)) {
        Ok(head) if head.is_ours() => Ok(head),
        // A newer version may have another shape: what it says of itself goes first.
        Ok(head) => check_version(path, without_bom(text)).map(|()| head),
        Err(error) => Err(describe_json_error(path, text, &error)),
    }
}

/// Some editors put a byte order mark before everything they save.
fn without_bom(text: &str) -> &str {
    text.strip_prefix('\u{FEFF}').unwrap_or(text)
}

/// Names the mistake in a file that could not be read: reads it again, as a whole and with an
/// eye on the place.
fn describe_json_error(path: &Path, text: &str, seen: &serde_json::Error) -> LoadError {
    let text = without_bom(text);
    let parsed = serde_json::from_str::<ReviewJson<'_, Vec<ClaimJson<'_>>>>(text);
    let error = parsed.as_ref().err().unwrap_or(seen);
    if !error.is_data() {
        return LoadError::NotJson {
            path: path.to_owned(),
            problem: if error.is_eof() {
                let (line, column) = (error.line(), error.column());
                format!("it ends too soon, at line {line} column {column}")
            } else {
                quoted(&error.to_string())
            },
        };
    }
    if let Err(error) = check_version(path, text) {
        return error;
    }
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let place = serde_path_to_error::deserialize::<_, ReviewJson<'_, Vec<ClaimJson<'_>>>>(
        &mut deserializer,
    )
    .err()
    .map_or_else(String::new, |error| error.path().to_string());
    let place = if place == "." { "top level" } else { &place };
    invalid(path, place, &error.to_string())
}

/// Looks at `format` and `version` alone.
fn check_version(path: &Path, text: &str) -> Result<(), LoadError> {
    #[derive(Deserialize)]
    struct FormatLabel {
        format: Option<serde_json::Value>,
        version: Option<serde_json::Value>,
    }
    let label = serde_json::from_str::<FormatLabel>(text).ok();
    let is_review = label
        .as_ref()
        .and_then(|label| label.format.as_ref()?.as_str())
        .is_some_and(|format| format == schema::FORMAT);
    if !is_review {
        return Err(LoadError::NotAReview {
            path: path.to_owned(),
        });
    }
    match label.and_then(|label| label.version) {
        Some(version) if version.as_u64() == Some(schema::VERSION) => Ok(()),
        Some(version) if version.as_f64().is_some_and(|v| v > schema::VERSION as f64) => {
            Err(LoadError::Newer {
                path: path.to_owned(),
                version: quoted(&version.to_string()),
            })
        }
        Some(version) => {
            let problem = format!("there never was a version {version}");
            Err(invalid(path, "version", &problem))
        }
        None => Err(invalid(path, "version", "it is missing")),
    }
}

fn stored(path: &Path, text: &str, head: HeadJson<'_>) -> Result<ReviewRecord, LoadError> {
    let mut claims: Vec<(Claim, Selector)> = claims(
        (path, text),
        &head,
        &|span, quote| quote.chars().count() == span.len() as usize,
        |claim, selector| (claim, selector.into()),
        |(claim, _)| claim,
    )?;
    claims.sort_by(|(a, _), (b, _)| a.key().cmp(&b.key()));
    let mut numbers: Vec<ClaimNumber> = claims.iter().map(|(claim, _)| claim.number).collect();
    fill_numbers(&mut numbers);
    for ((claim, _), number) in claims.iter_mut().zip(numbers) {
        claim.number = number;
    }
    let (head, article) = head.into_model();
    Ok(ReviewRecord {
        article,
        head,
        claims,
    })
}

/// Reads the claims of a file, given by its path and its text, and checks them against the text
/// they count in, and against each other. `make` makes of each what is kept, of which `claim_of` is
/// the claim.
fn claims<'a, T>(
    (path, text): (&Path, &'a str),
    head: &HeadJson<'a>,
    quote_agrees: &dyn Fn(Span, &str) -> bool,
    make: impl Fn(Claim, SelectorJson<'a>) -> T,
    claim_of: impl Fn(&T) -> &Claim,
) -> Result<Vec<T>, LoadError> {
    let mut claims = Vec::new();
    // One copy of a name serves all who are called by it.
    let mut names: HashSet<Arc<str>> = HashSet::new();
    let read = schema::each_claim(head.claims.get(), |index, json| {
        let id = json.id.0.clone();
        let (mut claim, selector) =
            placed(json, head.article.length, quote_agrees).map_err(|fault| {
                let place = format!("claims[{index}].{} (claim {})", fault.place, quoted(&id));
                invalid(path, &place, &fault.problem)
            })?;
        if let Some(name) = &mut claim.speaker {
            match names.get(name) {
                Some(known) => *name = Arc::clone(known),
                None => drop(names.insert(Arc::clone(name))),
            }
        }
        claims.push(make(claim, selector));
        Ok(())
    });
    match read {
        Ok(()) => {}
        Err(EachClaimError::Json(error)) => return Err(describe_json_error(path, text, &error)),
        Err(EachClaimError::Refused(error)) => return Err(error),
    }
    let mut seen = HashMap::with_capacity(claims.len());
    for (index, claim) in claims.iter().enumerate() {
        let id = claim_of(claim).id.as_str();
        if let Some(first) = seen.insert(id, index) {
            let problem = format!("claims[{first}] has the same id ({id})");
            return Err(invalid(path, &format!("claims[{index}].id"), &problem));
        }
    }
    Ok(claims)
}

/// Checks one claim against a text of `length` code points.
fn placed<'a>(
    json: ClaimJson<'a>,
    length: u32,
    quote_agrees: &dyn Fn(Span, &str) -> bool,
) -> Result<(Claim, SelectorJson<'a>), FieldFault> {
    let (claim, selector) = json.into_claim()?;
    let beyond = || format!("it lies beyond the end of the text ({length} characters)");
    if claim.span.end > length {
        return Err(FieldFault::at("end", &beyond()));
    }
    if let Some(hint) = claim.hints.iter().position(|hint| hint.span.end > length) {
        return Err(FieldFault::at(&format!("hints[{hint}].end"), &beyond()));
    }
    if let Anchor::Ambiguous { candidates, .. } = &claim.anchor
        && let Some(candidate) = candidates.iter().position(|span| span.end > length)
    {
        let field = format!("anchor.candidates[{candidate}].end");
        return Err(FieldFault::at(&field, &beyond()));
    }
    match &selector.quote {
        Some(quote) if quote_agrees(claim.span, quote) => Ok((claim, selector)),
        Some(_) => {
            let problem = format!("it is not what stands at {} in the text", claim.span);
            Err(FieldFault::at("quote", &problem))
        }
        None => Err(FieldFault::at("quote", "it is missing")),
    }
}

fn invalid(path: &Path, place: &str, problem: &str) -> LoadError {
    LoadError::Invalid {
        path: path.to_owned(),
        place: quoted(place),
        problem: quoted(problem),
    }
}

/// A piece of the file made fit for a message: harmless, on one line, and short.
fn quoted(text: &str) -> String {
    fit_line(text, MAX_QUOTED_CELLS, "…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{ReviewWriter, sample};
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// The full sample as it is in its file.
    fn file() -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.alice.review.json");
        let mut writer = ReviewWriter::new(path.clone(), &sample::full(), None);
        writer.write().unwrap();
        fs::read_to_string(path).unwrap()
    }

    fn parsed(text: &str) -> Result<LoadedReview, LoadError> {
        parse(Path::new("a\u{1B}.json"), text, &sample::article())
    }

    /// What the reader says of the sample with one value changed.
    fn complaint(pointer: &str, value: Value) -> String {
        let mut json: Value = serde_json::from_str(&file()).unwrap();
        let (object, field) = pointer.rsplit_once('/').unwrap();
        match json.pointer_mut(object).unwrap() {
            Value::Array(items) => items[field.parse::<usize>().unwrap()] = value,
            object => object[field] = value,
        }
        let error = parsed(&json.to_string()).unwrap_err();
        format!("{error} ({})", error.hint())
    }

    fn is_harmless(text: &str) -> bool {
        let hidden = crate::text::is_hidden;
        !text.chars().any(|c| c.is_control() || hidden(c))
    }

    #[test]
    fn a_wrong_value_is_named_by_its_place() {
        let first = "(claim c65e39d89)";
        let cases = [
            ("/updated", json!(null), "updated: invalid type: null"),
            (
                "/article/length",
                json!(7),
                "article.length: it is 7, but this text has 60 characters",
            ),
            (
                "/claims/1/end",
                json!("5"),
                "claims[1].end: invalid type: string \"5\", expected u32",
            ),
            (
                "/claims/1/end",
                json!(-5),
                "claims[1].end: invalid value: integer `-5`",
            ),
            (
                "/claims/0/end",
                json!(3),
                "claims[0].end # it lies before the start (11)",
            ),
            (
                "/claims/0/end",
                json!(11),
                "claims[0].end # the claim holds no text",
            ),
            (
                "/claims/0/end",
                json!(4_000_000),
                "claims[0].end # it lies beyond the end of the text",
            ),
            (
                "/claims/0/end",
                json!(22),
                "claims[0].quote # it is not what stands at 11..22",
            ),
            (
                "/claims/0/quote",
                json!(null),
                "claims[0].quote # it is missing",
            ),
            (
                "/claims/1/id",
                json!("c65e39d89"),
                "claims[1].id: claims[0] has the same id (c65e39d89)",
            ),
            (
                "/claims/1/id",
                json!(""),
                "claims[1].id (claim ): it is empty",
            ),
            (
                "/claims/0/priority",
                json!(1.5),
                "claims[0].priority # it does not lie between 0 and 1",
            ),
            (
                "/claims/0/hints/0/end",
                json!(400),
                "claims[0].hints[0].end # it lies beyond the end",
            ),
            (
                "/claims/0/decision/verdict",
                json!("maybe\u{1B}"),
                "claims[0].decision.verdict: \
              unknown verdict \"maybe\\u{1b}\", expected one of: verified, disputed, garbled",
            ),
            (
                "/claims/0/decision/flags/1",
                json!("urgent"),
                "claims[0].decision.flags[1]: unknown flag",
            ),
            (
                "/claims/0/decision/aside",
                json!("repeat"),
                "claims[0].decision.aside # a claim has a \
              verdict or is set aside, not both",
            ),
            (
                "/claims/0/decision/evidence/0/stance",
                json!(7),
                "claims[0].decision.evidence[0].stance: \
              invalid type",
            ),
            (
                "/claims/0/history/0/at",
                json!("yesterday"),
                "claims[0].history[0].at: ",
            ),
        ];
        for (pointer, value, expected) in cases {
            let said = complaint(pointer, value);
            let expected = expected.replace(" #", &format!(" {first}:"));
            assert!(said.starts_with("cannot read a␛.json: "), "{said}");
            assert!(said.contains(&expected), "{said}\nexpected: {expected}");
            assert!(said.ends_with("factdesk does not change it)"), "{said}");
            assert!(is_harmless(&said), "{said}");
        }
    }

    #[test]
    fn a_newer_version_is_refused_whatever_its_shape() {
        for text in [
            r#"{"format": "factdesk.review", "version": 2, "claims": {"by": "id"}}"#,
            &file().replacen("\"version\": 1", "\"version\": 2.5", 1),
        ] {
            let error = parsed(text).unwrap_err();
            assert!(matches!(error, LoadError::Newer { .. }), "{error}");
            assert!(error.hint().contains("get a newer factdesk"));
        }
        let error = complaint("/version", json!(0));
        assert!(
            error.contains("version: there never was a version 0"),
            "{error}"
        );
    }

    #[test]
    fn json_of_another_kind_is_no_review() {
        let other = file().replacen("factdesk.review", "factdesk.claims", 1);
        for text in [
            "{}",
            "[]",
            "7",
            "\"a\"",
            r#"{"format": ["factdesk.review"]}"#,
            &other,
        ] {
            let error = parsed(text).unwrap_err();
            assert!(matches!(error, LoadError::NotAReview { .. }), "{error}");
        }
    }

    #[test]
    fn a_review_cut_short_anywhere_is_an_error() {
        let file = file();
        let whole = file.trim_end();
        for (end, _) in whole.char_indices() {
            let error = parsed(&whole[..end]).unwrap_err();
            assert!(matches!(error, LoadError::NotJson { .. }), "{end}: {error}");
            assert!(is_harmless(&error.to_string()));
        }
    }

    #[test]
    fn monstrous_json_is_an_error() {
        let deep = "[".repeat(1_000_000);
        let deep_field = format!("{{\"x\": {}", "{\"a\":".repeat(5_000));
        let huge = file().replacen("\"start\": 11", "\"start\": 1e999999", 1);
        for (text, expected) in [
            (&deep, "it is not a review"),
            (&deep_field, "recursion limit exceeded at line 1 column"),
            (&huge, "number out of range at line"),
        ] {
            let said = parsed(text).unwrap_err().to_string();
            assert!(said.contains(expected), "{said}");
        }
    }

    #[test]
    fn a_field_given_twice_is_an_error() {
        let twice = file().replacen("\"start\": 11,", "\"start\": 11, \"start\": 12,", 1);
        let said = parsed(&twice).unwrap_err().to_string();
        assert!(
            said.contains("claims[0]: duplicate field `start`"),
            "{said}"
        );
    }

    #[test]
    fn claims_of_another_text_come_with_their_old_words() {
        let other = Arc::new(Article::new("a.txt", "Another text.".into()));
        let Ok(LoadedReview::OtherText(stored)) = parse(Path::new("a"), &file(), &other) else {
            panic!("the text is another");
        };
        assert_eq!(stored.article.sha256, sample::article().sha256());
        assert_eq!(
            (stored.article.name.as_str(), stored.article.title.as_str()),
            ("a.txt", "Title “x”")
        );
        assert_eq!(&stored.head, sample::full().head());
        let (claim, selector) = &stored.claims[0];
        assert_eq!(*claim, *sample::full().claims()[0]);
        assert_eq!(selector.quote, "One is here.");
        assert_eq!(selector.prefix, "Title “x”\n\n");
        assert_eq!(selector.suffix, " Two – is there.\n日本 said “\u{1B}[31m ");
    }

    #[test]
    fn a_quote_of_another_text_has_the_length_of_its_span() {
        let file = file().replacen("One is here.", "One is here", 1);
        let other = Arc::new(Article::new("a.txt", "Another text.".into()));
        let said = parse(Path::new("a"), &file, &other)
            .unwrap_err()
            .to_string();
        assert!(
            said.contains("claims[0].quote (claim c65e39d89): it is not what"),
            "{said}"
        );
    }

    #[test]
    fn a_byte_order_mark_and_windows_line_ends_do_no_harm() {
        let edited = format!("\u{FEFF}{}", file().replace('\n', "\r\n"));
        assert_eq!(
            parsed(&edited).unwrap(),
            LoadedReview::SameText(Box::new(sample::full()))
        );
    }

    /// A file of the tests' own.
    fn data(name: &str) -> std::path::PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/data/reviews")
            .join(name)
    }

    /// Its text is that of every example there.
    fn example_article() -> Arc<Article> {
        let text = fs::read_to_string(data("version-1.txt")).unwrap();
        Arc::new(Article::new("version-1.txt", text))
    }

    #[test]
    fn each_shape_is_read_and_written_as_it_was() {
        for (name, contacts) in [
            ("version-1.review.json", 0),
            // With the contact logs that came later.
            ("version-1-contacts.review.json", 3),
            // With numbers that stay, cuts, stances that follow the verdict, claims put away.
            ("version-1-numbers.review.json", 3),
        ] {
            let path = data(name);
            let loaded = load(&path, &example_article()).unwrap().unwrap();
            let LoadedReview::SameText(review) = loaded.found else {
                panic!("the text is the same");
            };
            assert_eq!(review.claims().len(), 5);
            let logged = review.claims().iter().map(|claim| claim.contacts.len());
            assert_eq!(logged.sum::<usize>(), contacts);
            let folder = tempfile::tempdir().unwrap();
            let copy = folder.path().join("copy.json");
            ReviewWriter::new(copy.clone(), &review, None)
                .write()
                .unwrap();
            let text = |path: &Path| fs::read_to_string(path).unwrap();
            // What has come since is written, and nothing else is touched.
            let is_old = |line: &&str| !line.trim_start().starts_with("\"number\": \"");
            let written = text(&copy);
            let written: Vec<&str> = match name.contains("numbers") {
                true => written.lines().collect(),
                false => written.lines().filter(is_old).collect(),
            };
            assert_eq!(written, text(&path).lines().collect::<Vec<_>>());
        }
    }

    #[test]
    fn faulty_files_are_named_after_their_fault() {
        let cases = [
            ("another-format", "it is not a review"),
            (
                "conflict-markers",
                "not proper JSON: key must be a string at line 11 column 1",
            ),
            (
                "control-characters",
                "claims[1].quote (claim c␛]0;x␇<U+202E>): it is not what",
            ),
            (
                "cut-short",
                "it is not proper JSON: it ends too soon, at line",
            ),
            ("date-is-not-a-date", "claims[1].decision.at: "),
            ("duplicate-id", "claims[2].id: claims[0] has the same id"),
            ("empty", "it ends too soon, at line 1 column 0"),
            (
                "end-before-start",
                "claims[1].end (claim ccb26c7b2): it lies before the start",
            ),
            (
                "end-beyond-the-text",
                "claims[1].end (claim ccb26c7b2): it lies beyond the end",
            ),
            (
                "length-is-wrong",
                "article.length: it is 12, but this text has 211 characters",
            ),
            (
                "nested-too-deep",
                "it is not proper JSON: recursion limit exceeded",
            ),
            (
                "newer-version",
                "it is of version 2, and this factdesk knows versions up to 1",
            ),
            ("not-utf-8", "not UTF-8 at byte"),
            (
                "number-too-large",
                "it is not proper JSON: number out of range at line",
            ),
            (
                "offsets-count-something-else",
                "claims[1].quote (claim ccb26c7b2): it is not what",
            ),
            (
                "quote-is-not-in-the-text",
                "claims[1].quote (claim ccb26c7b2): it is not what",
            ),
            ("reviewer-is-missing", "top level: missing field `reviewer`"),
            (
                "start-is-a-string",
                "claims[1].start: invalid type: string \"12\", expected u32",
            ),
            (
                "verdict-and-set-aside",
                "claims[1].decision.aside (claim ccb26c7b2): a claim has",
            ),
            (
                "verdict-unknown",
                "claims[1].decision.verdict: unknown verdict",
            ),
        ];
        let article = example_article();
        for (name, expected) in cases {
            let path = data(&format!("{name}.review.json"));
            let before = fs::read(&path).unwrap();
            let said = load(&path, &article).unwrap_err().to_string();
            assert!(said.contains(expected), "{name}: {said}");
            assert!(is_harmless(&said), "{name}: {said}");
            assert_eq!(fs::read(&path).unwrap(), before);
        }
        // Besides them: the three that are sound, and their text.
        let files = fs::read_dir(data("")).unwrap().count();
        assert_eq!(files, cases.len() + 4, "a file is not looked at");
    }

    #[test]
    fn what_stands_at_the_path_decides() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let load = |name: &str| load(&at(name), &sample::article());
        fs::write(at("review"), file()).unwrap();
        fs::write(at("latin"), b"{\"format\": \"\xE9").unwrap();
        fs::write(at("empty"), b"").unwrap();
        std::os::unix::fs::symlink("review", at("link")).unwrap();
        std::os::unix::fs::symlink("nowhere", at("dangling")).unwrap();
        std::os::unix::fs::symlink("loop", at("loop")).unwrap();

        assert!(load("missing").unwrap().is_none());
        assert!(load("review").unwrap().is_some());
        assert!(load("link").unwrap().is_some());
        assert!(matches!(
            load("latin"),
            Err(LoadError::NotUtf8 { at: 12, .. })
        ));
        assert!(matches!(load("empty"), Err(LoadError::NotJson { .. })));
        assert!(matches!(
            load("dangling"),
            Err(LoadError::DanglingLink { .. })
        ));
        assert!(matches!(load("loop"), Err(LoadError::Io { .. })));
        assert!(matches!(load("review/below"), Err(LoadError::Io { .. })));
        assert!(matches!(load("."), Err(LoadError::NotAFile { .. })));
    }

    #[test]
    fn a_pipe_is_refused_without_waiting_for_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pipe");
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &path,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::RUSR,
            0,
        )
        .unwrap();
        assert!(matches!(read(&path), Err(LoadError::NotAFile { .. })));
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_review_or_an_error_that_is_harmless(
            bytes in proptest::collection::vec(any::<u8>(), 0..200)
        ) {
            let text = String::from_utf8_lossy(&bytes);
            let said = parsed(&text).unwrap_err().to_string();
            prop_assert!(is_harmless(&said), "{}", said);
        }

        #[test]
        fn a_review_with_any_piece_overwritten_is_a_review_or_a_harmless_error(
            from in 0usize..3000, length in 0usize..40,
            piece in prop_oneof![
                any::<String>(), "[\\[\\]{}:,\"0-9e.\\-]{1,6}",
                Just("null".to_owned()), Just("\"\\u001b\\u202e\"".to_owned()),
            ],
        ) {
            let file = file();
            let near = |mut at: usize| {
                at = at.min(file.len());
                while !file.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let broken = format!("{}{piece}{}", &file[..near(from)], &file[near(from + length)..]);
            if let Err(error) = parsed(&broken) {
                let said = error.to_string();
                prop_assert!(is_harmless(&said), "{}", said);
                prop_assert!(said.chars().count() < 700, "{}", said);
            }
        }
    }
}
