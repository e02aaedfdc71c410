//! The sources of a review: which they are, reading them, and answering what is asked of them.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::SystemTime;

use crate::app::{
    Catalogue, EarlierCheck, Event, ListedSource, PairedPassage, SideBySide, SourceAnswer,
    SourcePassage, SourceQuestion,
};
use crate::compare::{self, Corpus, FactKind, Whereabouts, compare};
use crate::extract;
use crate::model::{Article, ClaimId};
use crate::run::SourceWorker;
use crate::sources::{self, DocumentId, Hit, Library, gather};

use super::article::shown;

/// Passages that are shown for a claim.
const MOST_PASSAGES: usize = 9;

/// Earlier checks that are shown for a claim.
const MOST_CHECKS: usize = 2;

/// The longest part of a claim that is looked for, in bytes: a longer one is no sentence, and its
/// beginning finds the passage as well.
const LONGEST_QUESTION: usize = 4_000;

/// Sources of at most so many bytes are read from beginning to end, so that it can be said what none
/// of them has. Of larger ones, only the passages that the index offers are looked at.
const READ_THROUGH: usize = 1 << 20;

/// Passages of larger sources that are read for what a passage lacks.
const MAX_PASSAGES_READ: usize = 64;

/// Where the sources of a review are.
pub(super) struct SourcePaths {
    /// Files and folders.
    places: Vec<PathBuf>,
    /// Files that are no sources, wherever they lie.
    except: Vec<PathBuf>,
    /// The folder that files are named from where they lie in it: evidence then names them for
    /// whoever else has that folder.
    home: Option<PathBuf>,
}

impl SourcePaths {
    /// Takes what was named, and a folder `sources` beside the article's file; none if there is
    /// neither. Article and review are no sources.
    pub(super) fn of(named: &[PathBuf], article: Option<&Path>, review: &Path) -> Option<Self> {
        let beside = article
            .map(|article| article.with_file_name("sources"))
            .filter(|folder| folder.is_dir());
        let places: Vec<PathBuf> = named.iter().cloned().chain(beside).collect();
        (!places.is_empty()).then(|| Self {
            places,
            except: article
                .into_iter()
                .chain([review])
                .map(Path::to_owned)
                .collect(),
            home: article.and_then(Path::parent).map(Path::to_owned),
        })
    }

    /// Returns what reads the sources and answers questions about an article.
    pub(super) fn librarian(self, article: &Arc<Article>, lang: &str) -> SourceWorker {
        let (article, lang) = (Arc::clone(article), lang.to_owned());
        Box::new(move |questions, tell| {
            let told = Cell::new(0);
            let library = gather(&self.places, &self.except, &|progress| {
                // Told once a percent: a frame for each file would be a flood.
                let percent = (progress.bytes * 100).checked_div(progress.all_bytes);
                let percent = percent.unwrap_or(0);
                percent <= told.replace(percent.max(told.get()))
                    || tell(Event::SourcesRead {
                        done: progress.bytes,
                        total: progress.all_bytes,
                    })
            });
            let mut desk = LoadedSources {
                ids: library.documents().map(|(id, _)| id).collect(),
                names: library.documents().map(|(_, d)| self.name(d)).collect(),
                as_read: library.documents().map(|(_, d)| stamp(d.path())).collect(),
                library,
                article,
                lang,
                corpus: None,
            };
            if tell(Event::SourcesReady(desk.catalogue())) {
                desk.corpus = desk.read_through();
                desk.answer(questions, tell);
            }
        })
    }

    /// What a document's file is called.
    fn name(&self, document: &sources::Document) -> String {
        let home = self.home.as_deref();
        let inside = home.and_then(|home| document.path().strip_prefix(home).ok());
        inside.map_or_else(|| document.name().to_owned(), shown)
    }
}

/// What tells whether a file is still the one that was read.
type SourceStamp = Option<(u64, SystemTime)>;

fn stamp(path: &Path) -> SourceStamp {
    let data = fs::metadata(path).ok()?;
    Some((data.len(), data.modified().ok()?))
}

/// Sources that have been read, and the article they belong to.
struct LoadedSources {
    library: Library,
    ids: Vec<DocumentId>,
    names: Vec<String>,
    as_read: Vec<SourceStamp>,
    article: Arc<Article>,
    lang: String,
    /// What every passage holds; `None` if there are too many.
    corpus: Option<RefCell<Corpus>>,
}

impl LoadedSources {
    fn read_through(&self) -> Option<RefCell<Corpus>> {
        (self.library.size() <= READ_THROUGH).then(|| {
            let mut corpus = Corpus::default();
            self.library
                .passages()
                .for_each(|place| corpus.add(place.text));
            RefCell::new(corpus)
        })
    }

    fn catalogue(&self) -> Catalogue {
        let documents = self.library.documents().zip(&self.names);
        let documents = documents.map(|((_, document), name)| ListedSource {
            file: name.clone(),
            title: given(document.title()),
        });
        let skipped = self.library.skipped().iter();
        Catalogue {
            documents: documents.collect(),
            skipped: skipped
                .map(|skipped| (skipped.path.clone(), skipped.reason.clone()))
                .collect(),
            checks: self.library.checks().len(),
        }
    }

    /// Answers until no more can be asked. Of claims asked about while another was looked for, only
    /// the last is still on the screen.
    fn answer(&self, questions: &Receiver<SourceQuestion>, tell: &dyn Fn(Event) -> bool) {
        while let Ok(first) = questions.recv() {
            let mut claim = None;
            for question in std::iter::once(first).chain(questions.try_iter()) {
                match question {
                    SourceQuestion::Claim { claim: id, words } => claim = Some((id, words)),
                    SourceQuestion::SideBySide { document } => {
                        if !tell(Event::SideBySideReady(self.whole(document))) {
                            return;
                        }
                    }
                }
            }
            if let Some((id, words)) = claim
                && !tell(Event::SourcesAnswered(self.find(id, &words)))
            {
                return;
            }
        }
    }

    fn find(&self, claim: ClaimId, words: &str) -> SourceAnswer {
        let words = &words[..words.floor_char_boundary(LONGEST_QUESTION)];
        let hits = self.library.find(words, MOST_PASSAGES).into_iter();
        let checks = self.library.checked(words, MOST_CHECKS).into_iter();
        let mut passages: Vec<SourcePassage> = hits.map(|hit| self.passage(words, hit)).collect();
        self.look_elsewhere(&mut passages);
        SourceAnswer {
            passages,
            checks: checks
                .map(|earlier| {
                    let checked = earlier.checked;
                    let place = [&checked.url, &checked.path];
                    EarlierCheck {
                        verdict: checked.verdict.clone(),
                        by: given(&checked.by),
                        at: given(&checked.when),
                        place: place.into_iter().find_map(|p| given(p)).unwrap_or_default(),
                        comparison: compare(words, &checked.claim),
                    }
                })
                .collect(),
            claim,
        }
    }

    /// Looks for what passages lack of a claim in all the sources.
    fn look_elsewhere(&self, passages: &mut [SourcePassage]) {
        let mut wanted: Vec<(FactKind, String)> = Vec::new();
        for passage in passages.iter_mut() {
            for (matter, words, _) in passage.comparison.agreement.absent() {
                if !wanted.iter().any(|(m, w)| *m == matter && w == words) {
                    wanted.push((matter, words.to_owned()));
                }
            }
        }
        let mut found: HashMap<(FactKind, String), String> = HashMap::new();
        for (matter, words) in wanted {
            if let Some(place) = self.place_of(matter, &words) {
                found.insert((matter, words), place);
            }
        }
        let is_complete = self.corpus.is_some();
        for passage in passages {
            for (matter, words, elsewhere) in passage.comparison.agreement.absent() {
                *elsewhere = match found.get(&(matter, words.to_owned())) {
                    Some(place) => Whereabouts::At(place.clone()),
                    None if is_complete => Whereabouts::Nowhere(self.ids.len()),
                    None => Whereabouts::Unknown,
                };
            }
        }
    }

    /// Returns where a thing of a claim is in the sources: `agency.txt: para 2`.
    fn place_of(&self, matter: FactKind, words: &str) -> Option<String> {
        let place = match &self.corpus {
            Some(corpus) => {
                let place = corpus.borrow_mut().place_of(matter, words)?;
                self.library.passages().nth(place)?
            }
            None => {
                let mut places = self.library.holding(words, MAX_PASSAGES_READ);
                let mut corpus = Corpus::default();
                places.iter().for_each(|place| corpus.add(place.text));
                places.swap_remove(corpus.place_of(matter, words)?)
            }
        };
        let document = self.ids.binary_search(&place.document).unwrap_or_default();
        Some(format!("{}: {}", self.names[document], place.locator))
    }

    fn passage(&self, claim: &str, hit: Hit) -> SourcePassage {
        let document = self.ids.binary_search(&hit.document).unwrap_or_default();
        let comparison = compare(claim, &hit.text);
        let words = match comparison.part {
            None => hit.text,
            Some(part) => {
                let after = hit.text.chars().skip(part.start as usize);
                after.take(part.len() as usize).collect()
            }
        };
        let path = self.library.document(hit.document).path();
        SourcePassage {
            document,
            file: self.names[document].clone(),
            title: given(&hit.title),
            locator: hit.locator,
            words,
            comparison,
            is_weak: hit.is_weak,
            is_stale: stamp(path) != self.as_read[document],
        }
    }

    /// Lays a source beside the article.
    fn whole(&self, document: Option<usize>) -> Result<SideBySide, String> {
        let number = document.or_else(|| {
            let original = self.library.original_of(self.article.text().as_str())?;
            self.ids.binary_search(&original).ok()
        });
        let number = number.filter(|&number| number < self.ids.len()).ok_or(
            "no source is the article's original: the list of sources lets you choose one",
        )?;
        let document = self.library.document(self.ids[number]);
        let text = Article::new(document.name(), document.text().as_str().to_owned());
        let [ours, theirs] =
            [&*self.article, &text].map(|text| extract::passages(text, &self.lang));
        let laid = compare::pair_articles(
            self.article.text().as_str(),
            &ours,
            text.text().as_str(),
            &theirs,
        );
        let words = |place: usize| text.text().slice(theirs[place]).to_owned();
        let mut left_out = laid.left_out.into_iter().peekable();
        let mut pairings = Vec::new();
        for (&article, pair) in ours.iter().zip(laid.pairs) {
            if pair.sources.is_empty() {
                pairings.push(PairedPassage::Article(article));
                continue;
            }
            // What the article left out stands before what follows it in the source.
            while !pair.moved
                && let Some(place) = left_out.next_if(|&place| place < pair.sources.start)
            {
                pairings.push(PairedPassage::Source(words(place)));
            }
            let begins = theirs[pair.sources.start].start;
            let locator = self.library.locator_at(self.ids[number], begins);
            let source: Vec<String> = pair.sources.map(words).collect();
            let source = source.join(" ");
            let difference = pair
                .differs
                .then(|| Box::new(compare(self.article.text().slice(article), &source)));
            pairings.push(PairedPassage::Both {
                article,
                difference,
                source,
                locator,
            });
        }
        pairings.extend(left_out.map(|place| PairedPassage::Source(words(place))));
        Ok(SideBySide {
            document: number,
            file: self.names[number].clone(),
            title: given(document.title()),
            pairings,
            at_hand: 0,
        })
    }
}

/// Words that are there.
fn given(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}
