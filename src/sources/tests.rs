use super::*;
use crate::formats::FileFormat;
use crate::sources::passage_index::IndexReader;
use proptest::prelude::*;

/// A library of texts, without files.
fn library(texts: &[impl AsRef<str>]) -> Library {
    let reader = IndexReader::new();
    let mut library = Library::default();
    for text in texts {
        let text = text.as_ref();
        let read = |passage: PassageExtent| {
            let entered = reader.read(&text[passage.bytes()]);
            (passage, entered)
        };
        let contents = Contents {
            text: Some((None, Text::new(text.to_owned()))),
            passages: passages::passages(text, FileFormat::Plain)
                .into_iter()
                .map(read)
                .collect(),
            checked: Vec::new(),
        };
        library.take_in(Path::new("a.txt"), "a.txt".to_owned(), contents);
    }
    library
}

#[test]
fn passages_of_the_same_score_stand_in_the_order_of_the_sources() {
    let library = library(&["A ferry sank off Utö."; 5]);
    let found = library.find("The ferry sank off Utö.", 3);
    let ids: Vec<u32> = found.iter().map(|hit| hit.passage.document.0).collect();
    assert_eq!(ids, [0, 1, 2]);
}

#[test]
fn nothing_is_found_in_nothing() {
    let library = Library::default();
    assert!(library.find("A ferry sank.", 5).is_empty());
    assert!(library.checked("A ferry sank.", 5).is_empty());
    assert_eq!(
        library.original_of("A ferry sank off the coast of Finland."),
        None
    );
}

#[test]
fn a_garbled_name_finds_its_passage_among_others_like_it() {
    let library = library(&[
        "Stoltenberg said he had voiced concern about the ceasefire.",
        "Peskov said he had voiced concern about the ceasefire.",
        "Borrell said he had voiced concern about the ceasefire.",
    ]);
    let found = library.find("Sttentenberg voiced his concern about the ceasefire.", 3);
    assert_eq!(found[0].passage.document, DocumentId(0));
    assert!(found[1..].iter().all(|hit| hit.score < found[0].score));
}

#[test]
fn where_nothing_is_near_the_nearest_are_weak_matches() {
    let library = library(&[
        "Sergei Ryabkov said on Monday that Moscow and Washington were in touch, and that there \
         was no cause for alarm.",
        "The ferry sank off the coast.",
        "The harvest was poor that year.",
        "The harvest was late.",
        "A harvest of apples was sold.",
        "Nobody came to the harvest in Utrecht.",
    ]);
    let claim =
        "Ryabkov said Russia had assured the United States that there was no cause for concern";
    let found = library.find(claim, 9);
    assert_eq!(found.len(), 1);
    assert!(found[0].is_weak && found[0].passage.document == DocumentId(0));
    let found = library.find("The harvest was eaten by locusts", 9);
    assert_eq!(found.len(), 3);
    assert!(found.iter().all(|hit| hit.is_weak));
    assert!(library.find("Coffee prices rose in New York", 9).is_empty());
    let near = library.find("A ferry sank off the coast", 9);
    assert_eq!(near.len(), 1);
    assert!(!near[0].is_weak);
}

#[test]
fn a_library_can_be_made_on_one_thread_and_asked_on_another() {
    fn is_shared<T: Send + Sync>(_: &T) {}
    is_shared(&Library::default());
}

proptest! {
    #[test]
    fn a_hit_is_the_text_of_its_span(
        texts in proptest::collection::vec("([A-Zé]?[a-z]{1,4}[ .\n]|[0-9,]{1,6} |“|\u{1B}|日本){0,80}", 1..5),
        claim in "([A-Zé]?[a-z]{1,4} |[0-9,]{1,6} |“|日本){0,20}",
    ) {
        let library = library(&texts);
        library.original_of(&claim);
        let found = library.find(&claim, 10);
        for pair in found.windows(2) {
            prop_assert!(pair[0].score >= pair[1].score);
        }
        for hit in found {
            let least = if hit.is_weak {
                library::MIN_WEAK_SHARE
            } else {
                library::MIN_SHARE
            };
            prop_assert!((least..=1.0 + 1e-9).contains(&hit.score), "{}", hit.score);
            prop_assert_eq!(library.document(hit.passage.document).text().slice(hit.passage.span), hit.passage.text);
        }
    }

    #[test]
    fn a_passage_finds_itself(
        words in proptest::collection::vec("[a-z]{5,9}", 6..30)
    ) {
        let text = words.join(" ");
        let library = library(&["Something else.", text.as_str()]);
        let found = library.find(&text, 1);
        // Words may all be too common, or no English.
        if let Some(hit) = found.first() {
            prop_assert_eq!(&hit.passage.text, &text);
        }
        prop_assert!(!found.is_empty());
    }
}
