//! What keeps a claim from being finished.

use super::{Anchor, Claim, Stance, Verdict};

/// What keeps a claim from being finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClaimObstacle {
    /// There is no verdict.
    Open,
    /// The verdict is on words that have changed since.
    Changed,
    /// The claim may be one of several passages.
    Ambiguous,
    /// The verdict has no source that supports it.
    NoEvidence {
        /// What is missing: "no contradicting source (1 filed as context)".
        missing: String,
    },
}

impl ClaimObstacle {
    /// Returns its name, as scripts read it.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Changed => "changed",
            Self::Ambiguous => "ambiguous",
            Self::NoEvidence { .. } => "no-evidence",
        }
    }
}

impl Claim {
    /// Returns what keeps the claim from being finished, if anything does.
    pub fn obstacle(&self, require_evidence: bool) -> Option<ClaimObstacle> {
        match self.anchor {
            // The article does not say this any more.
            Anchor::Gone { .. } => None,
            Anchor::Ambiguous { .. } => Some(ClaimObstacle::Ambiguous),
            Anchor::Changed { .. } if self.ruling().is_some() => Some(ClaimObstacle::Changed),
            _ if self.is_open() => Some(ClaimObstacle::Open),
            _ if require_evidence => {
                let missing = missing_evidence(self)?;
                Some(ClaimObstacle::NoEvidence { missing })
            }
            _ => None,
        }
    }
}

/// Returns which sources a verdict lacks, if any. A garbled claim needs none: that its words are
/// broken can be seen. Nor does a claim that is set aside.
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
