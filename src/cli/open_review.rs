//! Opening a review: the one that is there, carried over if the article has changed, or a new one.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::app::{Command, Keymap};
use crate::model::{Anchor, Article, Claim, ClaimId, Review, UnknownFields};
use crate::reanchor::{self, EarlierClaim};
use crate::run::ExtractionWorker;
use crate::store::{self, LoadedFile, LoadedReview, OnDisk, ReviewLocation, ReviewRecord};
use crate::text::{Folded, Span, one_line};
use crate::{extract, run};

use super::article::shown;
use super::claim_source::ClaimSource;
use super::{Failure, finding, zone};

/// A review ready to be worked on.
pub(super) struct OpenedReview {
    pub(super) review: Review,
    pub(super) on_disk: Option<OnDisk>,
    /// When the file was last written, if there is one.
    pub(super) saved_at: Option<Timestamp>,
    /// Claims found elsewhere that are not there.
    left_out: usize,
    /// The option that says where claims come from, if they are there already.
    unused: Option<&'static str>,
    /// What has become of the claims, if the article has changed.
    pub(super) article_changed: Option<String>,
}

impl OpenedReview {
    /// What finds the claims that are not there yet.
    pub(super) fn finder(&self, lang: &str) -> Option<ExtractionWorker> {
        let from = self.review.extracted_up_to()?;
        Some(finding::finder(self.review.article(), lang, from))
    }

    /// Returns what the checker should know first, a line each.
    pub(super) fn notice(
        &self,
        place: &ReviewLocation,
        keymap: &Keymap,
        has_sources: bool,
    ) -> Vec<String> {
        let progress = self.review.progress();
        let mut notice = Vec::new();
        if let Some(trouble) = &place.away {
            let path = homely(&place.path);
            notice.push(format!(
                "Cannot save beside the article ({trouble}): saves to {path}"
            ));
        }
        if let Some(option) = self.unused {
            notice.push(format!("{option} not used: the review exists already"));
        }
        if self.left_out > 0 {
            notice.push(format!("{} left out", claims(self.left_out)));
        }
        // The top line says how many claims there are, while they are being found too.
        if let Some(at) = self.saved_at {
            notice.push(format!(
                "{} of {} done, last at {}",
                progress.reviewed(),
                progress.total,
                at.to_zoned_datetime(zone::local())
                    .strftime("%Y-%m-%d %H:%M")
            ));
        }
        if has_sources {
            let sources = keymap.sign(Command::Sources, false);
            notice.push(format!("{sources} shows what the sources say"));
        }
        notice
    }
}

/// Returns a number of claims, in words.
pub(super) fn claims(count: usize) -> String {
    match count {
        1 => "1 claim".to_owned(),
        _ => format!("{count} claims"),
    }
}

/// A path as people write it: their home as `~`.
fn homely(path: &Path) -> String {
    let home = directories::BaseDirs::new();
    let inside = home.and_then(|dirs| {
        let rest = path.strip_prefix(dirs.home_dir()).ok()?;
        Some(Path::new("~").join(rest))
    });
    shown(inside.as_deref().unwrap_or(path))
}

/// Goes on with the review that is there, or begins one.
pub(super) fn open(
    lang: &str,
    article: &Arc<Article>,
    reviewer: &str,
    place: &ReviewLocation,
    finding: ClaimSource<'_>,
) -> Result<OpenedReview, Failure> {
    match store::load(&place.from, article).map_err(Failure::input)? {
        Some(LoadedFile {
            on_disk,
            found: LoadedReview::SameText(review),
        }) => {
            check_owner(place, reviewer, review.reviewer())?;
            Ok(OpenedReview {
                saved_at: Some(review.updated()),
                review: *review,
                on_disk: Some(on_disk),
                left_out: 0,
                unused: finding.option(),
                article_changed: None,
            })
        }
        Some(LoadedFile {
            on_disk,
            found: LoadedReview::OtherText(stored),
        }) => {
            check_owner(place, reviewer, &stored.reviewer)?;
            check_article(place, article, &stored.path)?;
            let elsewhere = finding.elsewhere(article)?;
            let left_out = elsewhere.as_ref().map_or(0, |found| found.left_out);
            let fresh = match elsewhere {
                Some(found) => found.claims,
                None => extract::claims(article, lang),
            };
            let saved_at = Some(stored.updated);
            let (review, summary) = carried_over(stored, article, fresh);
            Ok(OpenedReview {
                review,
                on_disk: Some(on_disk),
                saved_at,
                left_out,
                unused: None,
                article_changed: Some(summary),
            })
        }
        None => {
            let elsewhere = finding.elsewhere(article)?;
            let left_out = elsewhere.as_ref().map_or(0, |found| found.left_out);
            let now = run::now();
            let text = Arc::clone(article);
            let review = match elsewhere {
                Some(found) => Review::new(text, reviewer, now, found.claims),
                // They are found while the article can be read already.
                None => {
                    let extra = UnknownFields::default();
                    Review::partly_extracted(
                        text,
                        reviewer,
                        (now, now),
                        Vec::<Claim>::new(),
                        extra,
                        0,
                    )
                }
            };
            Ok(OpenedReview {
                review,
                on_disk: None,
                saved_at: None,
                left_out,
                unused: None,
                article_changed: None,
            })
        }
    }
}

/// A review taken up for a text that has changed, and what has become of its claims. `fresh` are
/// the claims of the new text; those that no earlier claim has become are added.
pub(super) fn carried_over(
    stored: ReviewRecord,
    article: &Arc<Article>,
    fresh: Vec<Claim>,
) -> (Review, String) {
    let earlier = stored
        .claims
        .into_iter()
        .map(|(claim, selector)| EarlierClaim::new(claim, selector))
        .collect();
    let passages: Vec<Span> = fresh.iter().map(|claim| claim.span).collect();
    let found = reanchor::reanchor(earlier, article, &passages);
    let mut counts = found.counts();
    let mut new: HashSet<Span> = found.new.iter().copied().collect();
    let mut claims = found.into_claims(article);
    for claim in &mut claims {
        if let Some(span) = adopted_elsewhere(claim, article, &new) {
            new.remove(&span);
            counts.new -= 1;
            match claim.is_gone() {
                true => counts.gone -= 1,
                false => counts.ambiguous -= 1,
            }
            counts.changed += 1;
            adopt(claim, span);
        }
    }
    let mut taken: HashSet<ClaimId> = claims.iter().map(|claim| claim.id.clone()).collect();
    for mut claim in fresh.into_iter().filter(|claim| new.contains(&claim.span)) {
        let mut digits = 8;
        while !taken.insert(claim.id.clone()) {
            digits += 4;
            claim.id = ClaimId::of(article, claim.span, digits);
        }
        claims.push(claim);
    }
    let times = (stored.created, stored.updated);
    let article = Arc::clone(article);
    let review = Review::restored(article, &stored.reviewer, times, claims, stored.extra);
    let adopted = review
        .claims()
        .iter()
        .filter(|claim| review.is_adopted(claim));
    let adopted = match adopted.count() {
        0 => String::new(),
        1 => "1 correction adopted, ".to_owned(),
        n => format!("{n} corrections adopted, "),
    };
    let summary = format!("Since the last session the article has changed: {adopted}{counts}.");
    (review, summary)
}

/// Returns the new sentence that is the correction of a claim whose own words are not found, or may
/// be any of some: a correction may have little in common with what it corrects.
fn adopted_elsewhere(claim: &Claim, article: &Article, new: &HashSet<Span>) -> Option<Span> {
    if claim.anchor.has_place() {
        return None;
    }
    let proposed = Folded::new(claim.decision.as_ref()?.correction.as_deref()?);
    let is_it =
        |span: &&Span| Folded::new(article.text().slice(**span)).as_str() == proposed.as_str();
    let mut found = new.iter().filter(is_it);
    let span = *found.next()?;
    found.next().is_none().then_some(span)
}

/// Gives a claim the place of the sentence that has become of it.
fn adopt(claim: &mut Claim, span: Span) {
    if let Some(was) = claim.anchor.was().cloned() {
        claim.span = span;
        claim.anchor = Anchor::Changed { was: Box::new(was) };
    }
}

/// A review is one reviewer's: nobody goes on with another's by accident.
fn check_owner(place: &ReviewLocation, reviewer: &str, owner: &str) -> Result<(), Failure> {
    if owner == reviewer {
        return Ok(());
    }
    Err(Failure::input(format!(
        "{} is the review of {owner}, not of {reviewer} (go on with it with --reviewer {owner}, \
         or name another file with --output)",
        shown(&place.from),
        owner = one_line(owner),
        reviewer = one_line(reviewer),
    )))
}

/// `draft.txt` and `draft.md` would share one review: a changed text of another name is another
/// article, not a new version.
fn check_article(place: &ReviewLocation, article: &Article, name: &str) -> Result<(), Failure> {
    if name == article.name() {
        return Ok(());
    }
    Err(Failure::input(format!(
        "{} is the review of another article, {} (name another file with --output)",
        shown(&place.from),
        one_line(name),
    )))
}
