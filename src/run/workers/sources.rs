//! The worker that reads the sources of a review and answers questions about claims.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::Receiver;
use std::time::SystemTime;

use crate::app::{
    Catalogue, EarlierCheck, Event, PairedPassage, SideBySide, SourceAnswer, SourcePassage,
    SourceQuestion,
};
use crate::compare::{self, Corpus, FactKind, Whereabouts, compare};
use crate::extract;
use crate::model::{Article, ClaimId};
use crate::sources::{DocumentId, Library, NearPassage, gather};

/// The most passages that are shown for a claim.
const MAX_PASSAGES: usize = 9;

/// The most earlier checks that are shown for a claim.
const MAX_CHECKS: usize = 2;

/// The longest part of a claim that is searched for: a longer one is not a sentence, and its
/// beginning finds the passage as well.
const MAX_QUERY_BYTES: usize = 4_000;

/// Sources up to this size are compared with a claim as a whole, so that the screen can say what none
/// of them has. Of larger ones, only the passages that the index offers are compared.
const MAX_BYTES_READ_THROUGH: usize = 1 << 20;

/// The most passages of larger sources that are searched for what a passage lacks.
const MAX_PASSAGES_READ: usize = 64;

/// Reads the sources of a review, then answers questions about claims.
#[derive(Debug)]
pub struct SourceWorker {
    /// Files and folders.
    paths: Vec<PathBuf>,
    /// Files that are not sources, wherever they are: the article and the review.
    except: Vec<PathBuf>,
    /// The article's folder. Files in it are named by their path from there, so that evidence names
    /// them for everybody who has that folder.
    home: Option<PathBuf>,
    article: Arc<Article>,
    lang: String,
}

impl SourceWorker {
    /// Takes the sources that were named, and a folder `sources` beside the article's file; returns
    /// `None` if there is neither.
    pub fn new(
        named: &[PathBuf],
        article_file: Option<&Path>,
        review: &Path,
        article: &Arc<Article>,
        lang: &str,
    ) -> Option<Self> {
        let beside = article_file
            .map(|file| file.with_file_name("sources"))
            .filter(|folder| folder.is_dir());
        let paths: Vec<PathBuf> = named.iter().cloned().chain(beside).collect();
        (!paths.is_empty()).then(|| Self {
            paths,
            except: article_file
                .into_iter()
                .chain([review])
                .map(Path::to_owned)
                .collect(),
            home: article_file.and_then(Path::parent).map(Path::to_owned),
            article: Arc::clone(article),
            lang: lang.to_owned(),
        })
    }

    /// Reads the sources and answers questions until no more can come; stops as soon as `send`
    /// returns `false`.
    pub(super) fn run(self, questions: &Receiver<SourceQuestion>, send: &dyn Fn(Event) -> bool) {
        let sent = Cell::new(0);
        let mut library = gather(&self.paths, &self.except, &|progress| {
            // Once a percent: a frame for each file would be too much.
            let percent = (progress.bytes * 100).checked_div(progress.all_bytes);
            let percent = percent.unwrap_or(0);
            percent <= sent.replace(percent.max(sent.get()))
                || send(Event::SourcesRead {
                    done: progress.bytes,
                    total: progress.all_bytes,
                })
        });
        if let Some(home) = &self.home {
            library.name_from(home);
        }
        let mut loaded = LoadedSources {
            as_read: library.documents().map(|(_, d)| stamp(d.path())).collect(),
            library,
            article: self.article,
            lang: self.lang,
            corpus: None,
        };
        if send(Event::SourcesReady(loaded.catalogue())) {
            loaded.corpus = loaded.read_through();
            loaded.answer(questions, send);
        }
    }
}

/// Shows whether a file is still as it was read; `None` if it cannot be read.
type SourceStamp = Option<(u64, SystemTime)>;

fn stamp(path: &Path) -> SourceStamp {
    let data = fs::metadata(path).ok()?;
    Some((data.len(), data.modified().ok()?))
}

/// Sources that have been read, and the article they belong to.
struct LoadedSources {
    library: Library,
    as_read: Vec<SourceStamp>,
    article: Arc<Article>,
    lang: String,
    /// The words of every passage; `None` if there are too many.
    corpus: Option<RefCell<Corpus>>,
}

impl LoadedSources {
    fn read_through(&self) -> Option<RefCell<Corpus>> {
        (self.library.size() <= MAX_BYTES_READ_THROUGH).then(|| {
            let mut corpus = Corpus::default();
            self.library
                .passages()
                .for_each(|place| corpus.add(place.text));
            RefCell::new(corpus)
        })
    }

    fn catalogue(&self) -> Catalogue {
        let documents = self.library.documents();
        let skipped = self.library.skipped().iter();
        Catalogue {
            documents: documents.map(|(_, d)| d.listed().clone()).collect(),
            skipped: skipped
                .map(|skipped| (skipped.path.clone(), skipped.reason.clone()))
                .collect(),
            checks: self.library.checks().len(),
        }
    }

    /// Answers questions until no more can come. Of claims that were asked about while another was
    /// looked up, only the last is still on the screen.
    fn answer(&self, questions: &Receiver<SourceQuestion>, send: &dyn Fn(Event) -> bool) {
        while let Ok(first) = questions.recv() {
            let mut claim = None;
            for question in std::iter::once(first).chain(questions.try_iter()) {
                match question {
                    SourceQuestion::Claim { claim: id, words } => claim = Some((id, words)),
                    SourceQuestion::SideBySide { document } => {
                        if !send(Event::SideBySideReady(self.side_by_side(document))) {
                            return;
                        }
                    }
                }
            }
            if let Some((id, words)) = claim
                && !send(Event::SourcesAnswered(self.find(id, &words)))
            {
                return;
            }
        }
    }

    fn find(&self, claim: ClaimId, words: &str) -> SourceAnswer {
        let words = &words[..words.floor_char_boundary(MAX_QUERY_BYTES)];
        let hits = self.library.find(words, MAX_PASSAGES).into_iter();
        let checks = self.library.checked(words, MAX_CHECKS).into_iter();
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
                        by: non_empty(&checked.by),
                        at: non_empty(&checked.when),
                        place: place
                            .into_iter()
                            .find_map(|p| non_empty(p))
                            .unwrap_or_default(),
                        comparison: compare(words, &checked.claim),
                    }
                })
                .collect(),
            claim,
        }
    }

    /// Looks in all sources for what passages lack of a claim.
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
                    None if is_complete => Whereabouts::Nowhere(self.library.documents().len()),
                    None => Whereabouts::Unknown,
                };
            }
        }
    }

    /// Returns where the sources have a part of a claim: `agency.txt: para 2`.
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
        Some(format!("{}: {}", place.source.file, place.locator))
    }

    fn passage(&self, claim: &str, near: NearPassage<'_>) -> SourcePassage {
        let passage = near.passage;
        let comparison = compare(claim, passage.text);
        let words = match comparison.part {
            None => passage.text.to_owned(),
            Some(part) => {
                let after = passage.text.chars().skip(part.start as usize);
                after.take(part.len() as usize).collect()
            }
        };
        let path = self.library.document(passage.document).path();
        let document = passage.document.index();
        SourcePassage {
            document,
            file: passage.source.file.clone(),
            title: passage.source.title.clone(),
            locator: passage.locator,
            words,
            comparison,
            is_weak: near.is_weak,
            is_stale: stamp(path) != self.as_read[document],
        }
    }

    /// Compares a whole source with the article; by default the one the article was made from.
    fn side_by_side(&self, document: Option<usize>) -> Result<SideBySide, String> {
        let id: Option<DocumentId> = match document {
            Some(index) => self.library.id(index),
            None => self.library.original_of(self.article.text().as_str()),
        };
        let id = id.ok_or(
            "no source is the article's original: the list of sources lets you choose one",
        )?;
        let document = self.library.document(id);
        let listed = document.listed();
        let text = Article::new(&listed.file, document.text().as_str().to_owned());
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
            // What the article left out comes before what follows it in the source.
            while !pair.moved
                && let Some(place) = left_out.next_if(|&place| place < pair.sources.start)
            {
                pairings.push(PairedPassage::Source(words(place)));
            }
            let begins = theirs[pair.sources.start].start;
            let locator = self.library.locator_at(id, begins);
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
        Ok(SideBySide::new(
            id.index(),
            listed.file.clone(),
            listed.title.clone(),
            pairings,
        ))
    }
}

/// Returns words, unless there are none.
fn non_empty(words: &str) -> Option<String> {
    (!words.is_empty()).then(|| words.to_owned())
}
