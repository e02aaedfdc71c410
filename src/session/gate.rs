//! The gate of `factdesk status`: what keeps a review from being finished. The rules for single
//! claims are in `model`; here is what concerns the whole review and its files.

use std::path::Path;

use serde::Serialize;

use crate::model::{Claim, ClaimObstacle, ReviewRecord};
use crate::store::{self, Folders};
use crate::text::{fit_line, one_line};

use super::article::display_path;
use super::article_files::{ArticleFiles, MissingArticle};

/// The most cells of a claim's words that are shown.
const MAX_QUOTE_CELLS: usize = 72;

/// One thing that keeps a review from being finished.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Obstacle {
    /// What it is: `open`, `changed`, …
    pub reason: &'static str,
    /// The claim's number; `None` for what concerns the whole review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The claim's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The claim's words, or what is wrong.
    pub text: String,
}

/// What a review has to be to be finished.
pub struct Gate {
    /// Where the articles are.
    pub articles: ArticleFiles,
    /// Whether verdicts need a source.
    pub require_evidence: bool,
    /// Where copies of reviews may have been rescued to.
    pub folders: Option<Folders>,
}

impl Gate {
    /// Returns what keeps a review from being finished: first what concerns all of it, then claim
    /// by claim.
    pub fn obstacles(&self, file: &Path, review: &ReviewRecord) -> Vec<Obstacle> {
        let mut obstacles: Vec<Obstacle> = self
            .article_obstacle(file, review)
            .into_iter()
            .chain(unfinished(review))
            .chain(in_use(file))
            .chain(self.unsaved_copies(file, review))
            .map(|(reason, text)| Obstacle {
                reason,
                number: None,
                id: None,
                text,
            })
            .collect();
        for entry in &review.claims {
            let claim = &entry.0;
            if let Some(obstacle) = claim.obstacle(self.require_evidence) {
                let words = ReviewRecord::words(entry);
                obstacles.push(claim_obstacle(claim, &obstacle, words));
            }
        }
        obstacles
    }

    /// An article that cannot be compared may have changed too.
    fn article_obstacle(
        &self,
        file: &Path,
        review: &ReviewRecord,
    ) -> Option<(&'static str, String)> {
        let found = self
            .articles
            .find(file, &review.article.name, &review.article.sha256);
        let missing = found.err()?;
        let reason = match missing {
            MissingArticle::Changed(_) => "article-changed",
            _ => "article-missing",
        };
        Some((reason, missing.failure().to_string()))
    }

    fn unsaved_copies(&self, file: &Path, review: &ReviewRecord) -> Vec<(&'static str, String)> {
        let (reviewer, sha256) = (&review.head.reviewer, &review.article.sha256);
        let copies =
            store::rescue_copies(file, reviewer, sha256, self.folders.as_ref()).into_iter();
        let texts = copies.filter_map(|copy| {
            let path = display_path(&copy.path);
            match copy.content {
                Ok(content) if store::unsaved_claims(review, &content) == 0 => None,
                Ok(_) => Some(format!(
                    "a rescued copy has unsaved work: open the review to take it in ({path})"
                )),
                Err(_) => Some(format!(
                    "a rescued copy cannot be read: fix it or move it away ({path})"
                )),
            }
        });
        texts.map(|text| ("not-saved", text)).collect()
    }
}

fn unfinished(review: &ReviewRecord) -> Option<(&'static str, String)> {
    let (found, length) = (review.head.extracted_up_to?, review.article.length);
    let text = format!(
        "claims were looked for in only {found} of {length} characters (open it once more)"
    );
    Some(("unfinished", text))
}

fn in_use(file: &Path) -> Option<(&'static str, String)> {
    let text = "it is open in another factdesk and may not be saved";
    store::is_held(file).then(|| ("in-use", text.to_owned()))
}

fn claim_obstacle(claim: &Claim, obstacle: &ClaimObstacle, words: &str) -> Obstacle {
    let words = fit_line(words, MAX_QUOTE_CELLS, "…");
    Obstacle {
        reason: obstacle.name(),
        number: Some(claim.number.to_string()),
        id: Some(one_line(claim.id.as_str())),
        text: match obstacle {
            ClaimObstacle::NoEvidence { missing } => format!("{missing}: {words}"),
            _ => words,
        },
    }
}
