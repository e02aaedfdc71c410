//! Opening a review: the one that is there, carried over if the article has changed, or a new one.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use jiff::Timestamp;

use crate::anchor::{self, Earlier};
use crate::app::{Command, Keymap, Message};
use crate::model::{Article, Claim, ClaimId, Extra, Review};
use crate::run::Finder;
use crate::store::{self, Found, Loaded, OnDisk, Place, Stored};
use crate::text::{Span, one_line};
use crate::{extract, import, run};

use super::article::shown;
use super::{Failure, article, finding, zone};

/// How many claims that cannot be placed are listed before the rest is only counted.
const LISTED: usize = 20;

/// A review ready to be worked on.
pub(super) struct Opened {
    pub(super) review: Review,
    pub(super) on_disk: Option<OnDisk>,
    /// When the file was last written, if there is one.
    pub(super) saved_at: Option<Timestamp>,
    /// Claims of the claims file that are not there.
    left_out: usize,
    /// Whether there is a claims file of which nothing is used.
    claims_unused: bool,
    /// What has become of the claims, if the article has changed.
    pub(super) article_changed: Option<String>,
}

impl Opened {
    /// What finds the claims that are not there yet.
    pub(super) fn finder(&self, lang: &str) -> Option<Finder> {
        let from = self.review.found()?;
        Some(finding::finder(self.review.article(), lang, from))
    }

    /// What to say first.
    pub(super) fn greeting(&self, place: &Place, keymap: &Keymap) -> Message {
        let help = keymap.sign(Command::Help, false);
        let progress = self.review.progress();
        let mut parts = Vec::new();
        if let Some(trouble) = &place.away {
            parts.push(format!("saves to {}: {trouble}", homely(&place.path)));
        }
        if self.claims_unused {
            parts.push("--claims not used: the review is there already".to_owned());
        }
        if self.left_out > 0 {
            parts.push(format!("{} left out", claims(self.left_out)));
        }
        parts.push(match self.saved_at {
            Some(at) => format!(
                "{} of {} done, last at {}",
                progress.reviewed(),
                progress.total,
                at.to_zoned_datetime(zone::local())
                    .strftime("%Y-%m-%d %H:%M")
            ),
            None if self.review.found().is_some() => {
                format!("claims are being found; {help} lists the keys")
            }
            None => format!(
                "{} to review; {help} lists the keys",
                claims(progress.total)
            ),
        });
        Message {
            text: parts.join(" · "),
            is_trouble: false,
        }
    }
}

/// So many claims, in words.
fn claims(count: usize) -> String {
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
    place: &Place,
    claims_file: Option<ClaimsFile>,
) -> Result<Opened, Failure> {
    let left_out = claims_file.as_ref().map_or(0, |file| file.left_out);
    match store::load(&place.from, article).map_err(Failure::input)? {
        Some(Loaded {
            on_disk,
            found: Found::SameText(review),
        }) => {
            check_owner(place, reviewer, review.reviewer())?;
            Ok(Opened {
                saved_at: Some(review.updated()),
                review,
                on_disk: Some(on_disk),
                left_out: 0,
                claims_unused: claims_file.is_some(),
                article_changed: None,
            })
        }
        Some(Loaded {
            on_disk,
            found: Found::OtherText(stored),
        }) => {
            check_owner(place, reviewer, &stored.reviewer)?;
            check_article(place, article, &stored.path)?;
            let fresh = match claims_file {
                Some(file) => file.claims,
                None => extract::claims(article, lang),
            };
            let saved_at = Some(stored.updated);
            let (review, summary) = carried_over(stored, article, fresh);
            Ok(Opened {
                review,
                on_disk: Some(on_disk),
                saved_at,
                left_out,
                claims_unused: false,
                article_changed: Some(summary),
            })
        }
        None => {
            let now = run::now();
            let text = Arc::clone(article);
            let review = match claims_file {
                Some(file) => Review::new(text, reviewer, now, file.claims),
                // They are found while the article can be read already.
                None => {
                    let extra = Extra::default();
                    Review::unfinished(text, reviewer, (now, now), Vec::<Claim>::new(), extra, 0)
                }
            };
            Ok(Opened {
                review,
                on_disk: None,
                saved_at: None,
                left_out,
                claims_unused: false,
                article_changed: None,
            })
        }
    }
}

/// A review taken up for a text that has changed, and what has become of its claims. `fresh` are
/// the claims of the new text; those that no earlier claim has become are added.
fn carried_over(stored: Stored, article: &Arc<Article>, fresh: Vec<Claim>) -> (Review, String) {
    let earlier = stored
        .claims
        .into_iter()
        .map(|(claim, selector)| Earlier::new(claim, selector))
        .collect();
    let passages: Vec<Span> = fresh.iter().map(|claim| claim.span).collect();
    let found = anchor::reanchor(earlier, article, &passages);
    let summary = format!(
        "Since the last sitting the article has changed: {}.",
        found.counts()
    );
    let new: HashSet<Span> = found.new.iter().copied().collect();
    let mut claims = found.into_claims(article);
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
    (review, summary)
}

/// A review is one reviewer's: nobody goes on with another's by accident.
fn check_owner(place: &Place, reviewer: &str, owner: &str) -> Result<(), Failure> {
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
fn check_article(place: &Place, article: &Article, name: &str) -> Result<(), Failure> {
    if name == article.name() {
        return Ok(());
    }
    Err(Failure::input(format!(
        "{} is the review of another article, {} (name another file with --output)",
        shown(&place.from),
        one_line(name),
    )))
}

/// What a claims file had.
pub(super) struct ClaimsFile {
    claims: Vec<Claim>,
    /// How many claims are left out because they cannot be placed.
    left_out: usize,
}

/// Reads the claims file; with `skip_bad`, counts what cannot be placed instead of stopping.
pub(super) fn read_claims(
    file: &Path,
    article: &Article,
    skip_bad: bool,
) -> Result<ClaimsFile, Failure> {
    let bytes = article::read_file(file)?;
    let imported = import::claims(&bytes, article)
        .map_err(|error| Failure::input(format!("cannot read {}: {error}", shown(file))))?;
    let bad = imported.bad.len();
    if bad > 0 && !skip_bad {
        let mut message = format!(
            "{}: {bad} of {} claims cannot be placed in the article:",
            shown(file),
            bad + imported.claims.len()
        );
        for claim in imported.bad.iter().take(LISTED) {
            message.push_str(&format!("\n  {claim}"));
        }
        if bad > LISTED {
            message.push_str(&format!("\n  and {} more", bad - LISTED));
        }
        message.push_str("\nMend them, or leave them out with --skip-bad. Nothing was written.");
        return Err(Failure::input(message));
    }
    Ok(ClaimsFile {
        claims: imported.claims,
        left_out: bad,
    })
}
