//! The words of the texts that are compared, numbered by what they mean.

use std::collections::HashMap;

use crate::align::WordId;
use crate::language::{WordKey, WordTraits, stem, traits};

/// What is known of a word.
#[derive(Debug)]
pub(super) struct VocabularyEntry {
    /// The word, in lower case.
    pub text: Box<str>,
    /// What it does.
    pub class: WordTraits,
    /// What it has in common with its other forms; that is the id of a word as well.
    pub stem: WordId,
}

/// Every word met, numbered.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<Box<str>, WordId>,
    entries: Vec<VocabularyEntry>,
}

impl Vocabulary {
    /// Returns the id of a word.
    pub(super) fn id(&mut self, word: &str, english: bool) -> WordId {
        if let Some(id) = self.ids.get(word) {
            return *id;
        }
        let id = self.entries.len() as WordId;
        self.ids.insert(word.into(), id);
        self.entries.push(VocabularyEntry {
            text: word.into(),
            class: if english {
                traits(&WordKey::new(word))
            } else {
                WordTraits::default()
            },
            stem: id,
        });
        if english {
            let stem = stem(word).into_owned();
            if stem != word {
                self.entries[id as usize].stem = self.id(&stem, true);
            }
        }
        id
    }

    /// Returns what is known of a word.
    pub(super) fn entry(&self, id: WordId) -> &VocabularyEntry {
        &self.entries[id as usize]
    }

    /// Returns what a word does.
    pub(super) fn class(&self, id: WordId) -> WordTraits {
        self.entry(id).class
    }

    /// Returns how many words there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns what a word has in common with its other forms.
    pub(super) fn stem(&self, id: WordId) -> WordId {
        self.entry(id).stem
    }
}
