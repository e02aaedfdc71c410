//! The gate of `factdesk status`: what keeps an article from being called checked.

use std::path::Path;

use serde::Serialize;

use crate::model::{Anchor, Claim, Stance, Verdict};
use crate::store::{self, Folders, ReviewRecord};
use crate::text::{fit_line, one_line};

use super::article::shown;
use super::article_files::{ArticleFiles, MissingArticle};

/// The most cells of a claim's words that are told.
const LONGEST_TOLD: usize = 72;

/// One thing that keeps the gate shut.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Obstacle {
    /// What it is: `open`, `changed`, …
    reason: &'static str,
    /// The claim's number; `None` for what concerns the whole review.
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<String>,
    /// The claim's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    /// The claim's words, or what is the matter.
    text: String,
}

/// What the gate asks for.
pub(super) struct Gate {
    /// Where the articles are.
    pub(super) originals: ArticleFiles,
    /// Whether verdicts have to have a source.
    pub(super) require_evidence: bool,
    /// Where copies of reviews may have been rescued to.
    pub(super) folders: Option<Folders>,
}

impl Gate {
    /// Returns what keeps the gate shut for a review, the whole of it first, then claim by claim.
    pub(super) fn obstacles(&self, file: &Path, review: &ReviewRecord) -> Vec<Obstacle> {
        let mut obstacles = self.around(file, review);
        for (claim, selector) in &review.claims {
            if let Some(reason) = self.reason(claim) {
                let words = match claim.anchor.was() {
                    Some(was) if !claim.anchor.has_place() => &was.quote,
                    _ => &selector.quote,
                };
                obstacles.push(Obstacle {
                    reason,
                    number: Some(claim.number.to_string()),
                    id: Some(one_line(claim.id.as_str())),
                    text: match missing_evidence(claim).filter(|_| reason == "no-evidence") {
                        Some(missing) => {
                            format!("{missing}: {}", fit_line(words, LONGEST_TOLD, "…"))
                        }
                        None => fit_line(words, LONGEST_TOLD, "…"),
                    },
                });
            }
        }
        obstacles
    }

    /// What concerns the whole review.
    fn around(&self, file: &Path, review: &ReviewRecord) -> Vec<Obstacle> {
        let mut obstacles = Vec::new();
        let mut add = |reason, text| {
            obstacles.push(Obstacle {
                reason,
                number: None,
                id: None,
                text,
            });
        };
        match self.originals.find(file, &review.path, &review.sha256) {
            Ok(_) => {}
            Err(absence @ MissingArticle::Changed(_)) => add("article-changed", absence.told()),
            // Nobody can say that it has not changed.
            Err(absence) => add("article-missing", absence.told()),
        }
        if let Some(found) = review.found {
            let length = review.length;
            add(
                "unfinished",
                format!(
                    "claims have been looked for in {found} of {length} characters only (open it once more)"
                ),
            );
        }
        if store::is_held(file) {
            add(
                "in-use",
                "it is open in a factdesk: not all of it may be saved".to_owned(),
            );
        }
        let (reviewer, sha256) = (&review.reviewer, &review.sha256);
        for copy in store::rescue_copies(file, reviewer, sha256, self.folders.as_ref()) {
            let path = shown(&copy.path);
            match copy.content {
                Ok(content) if store::unsaved_claims(review, &content) == 0 => {}
                Ok(_) => add(
                    "not-saved",
                    format!(
                        "work that could not be saved is in a copy: open the review to take them in ({path})"
                    ),
                ),
                Err(_) => add(
                    "not-saved",
                    format!("a rescued copy cannot be read: fix it or move it away ({path})"),
                ),
            }
        }
        obstacles
    }

    /// What is the matter with a claim, if anything is.
    fn reason(&self, claim: &Claim) -> Option<&'static str> {
        match claim.anchor {
            // There is nothing in the article to vouch for.
            Anchor::Gone { .. } => None,
            Anchor::Ambiguous { .. } => Some("ambiguous"),
            Anchor::Changed { .. } if claim.ruling().is_some() => Some("changed"),
            _ if claim.is_open() => Some("open"),
            _ if self.require_evidence && missing_evidence(claim).is_some() => Some("no-evidence"),
            _ => None,
        }
    }
}

/// Returns what a verdict lacks in sources, if it lacks any: "no contradicting source (1 filed as
/// context)". A garbled claim needs none: that its words are broken can be seen. Nor does what is set
/// aside.
fn missing_evidence(claim: &Claim) -> Option<String> {
    let (stance, needed) = match claim.verdict()? {
        Verdict::Verified => (Stance::Supports, "supporting"),
        Verdict::Disputed => (Stance::Contradicts, "contradicting"),
        Verdict::Garbled => return None,
    };
    let filed = claim.evidence();
    if filed.iter().any(|evidence| evidence.stance == stance) {
        return None;
    }
    let others = [
        (Stance::Supports, "as supporting"),
        (Stance::Contradicts, "as contradicting"),
        (Stance::Context, "as context"),
    ];
    let others: Vec<String> = others
        .into_iter()
        .map(|(other, words)| (filed.iter().filter(|e| e.stance == other).count(), words))
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{count} filed {words}"))
        .collect();
    let others = match others.is_empty() {
        true => String::new(),
        false => format!(" ({})", others.join(", ")),
    };
    Some(format!("no {needed} source{others}"))
}

/// Lists what keeps the gate shut for a review.
pub(super) fn list(file: &str, obstacles: &[Obstacle]) -> String {
    let mut text = format!("\n{file}\n");
    for obstacle in obstacles {
        let what = match &obstacle.number {
            Some(number) => format!("claim {number}"),
            None => "review".to_owned(),
        };
        text.push_str(&format!(
            "  {what:<10} {:<16} {}\n",
            obstacle.reason, obstacle.text
        ));
    }
    text
}
