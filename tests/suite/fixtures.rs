//! Finished reviews for tests, written to disk beside their article.

use std::path::PathBuf;
use std::sync::Arc;

use factdesk::model::{
    Article, Aside, Claim, ClaimKind, Decision, Evidence, Flag, Origin, Reason, Review, ReviewHead,
    Ruling, Stance, Verdict,
};
use factdesk::store::ReviewWriter;
use factdesk::text::Span;
use jiff::Timestamp;

use crate::pty::Home;

/// An article whose claims get every verdict in [`alice`].
pub const BRIDGE: &str = "\
Harbour bridge turns ninety

The bridge opened in 1932. Its arch is 503 metres long, “a record ,”said Bradfeild.
It carries eight lanes of road.
No bridge is more beautiful.

What comes next?
";

fn time(minute: i64) -> Timestamp {
    let start: Timestamp = "2026-11-24T10:00:00Z".parse().unwrap();
    start + jiff::SignedDuration::from_mins(minute)
}

/// Builds a review.
pub struct ReviewBuilder {
    article: Arc<Article>,
    reviewer: String,
    claims: Vec<Claim>,
}

impl ReviewBuilder {
    /// Starts a review of `draft.txt` with this text.
    pub fn of(text: &str, reviewer: &str) -> Self {
        Self {
            article: Arc::new(Article::new("draft.txt", text.to_owned())),
            reviewer: reviewer.to_owned(),
            claims: Vec::new(),
        }
    }

    /// Adds a claim on the first occurrence of words, decided a minute after the previous one.
    pub fn claim(mut self, words: &str, decide: impl FnOnce(&mut Claim, &mut Decision)) -> Self {
        let text = self.article.text();
        let at = text.as_str().find(words).unwrap();
        let span = text.span_of(at..at + words.len());
        let mut claim = Claim::new(&self.article, span, Origin::Extracted);
        claim.kind = Some(ClaimKind::Statement);
        let at = time(self.claims.len() as i64 + 1);
        let mut decision = Decision::blank(&self.reviewer, at);
        decide(&mut claim, &mut decision);
        claim.decision = (!decision.is_blank()).then(|| Box::new(decision));
        self.claims.push(claim);
        self
    }

    /// Adds a claim with a verdict and nothing else.
    pub fn ruled(self, words: &str, verdict: Verdict) -> Self {
        self.claim(words, |_, decision| {
            decision.ruling = Some(Ruling::Verdict(verdict));
        })
    }

    /// Returns the span of the first occurrence of words.
    pub fn span(&self, words: &str) -> Span {
        let text = self.article.text();
        let at = text.as_str().find(words).unwrap();
        text.span_of(at..at + words.len())
    }

    /// Writes the review to a home folder and returns the file's name.
    pub fn file(self, home: &Home) -> String {
        let name = format!("draft.{}.review.json", self.reviewer);
        let head = ReviewHead {
            updated: time(42),
            ..ReviewHead::new(&self.reviewer, time(0))
        };
        let review = Review::restored(self.article, head, self.claims);
        let path: PathBuf = home.path(&name);
        ReviewWriter::new(path, &review, None).write().unwrap();
        name
    }
}

/// Alice's review of [`BRIDGE`]: every verdict, an open claim, and every field filled.
pub fn alice() -> ReviewBuilder {
    ReviewBuilder::of(BRIDGE, "alice")
        .claim("The bridge opened in 1932.", |_, decision| {
            decision.ruling = Some(Ruling::Verdict(Verdict::Verified));
            decision.note = "Yes, on 19 March; the invitation is in the archive.".into();
            decision.flags = [Flag::Cq].into_iter().collect();
            decision.evidence = vec![Evidence {
                title: Some("Opening programme".into()),
                url: Some("https://example.org/bridge?page=2&lang=en".into()),
                locator: Some("page 2".into()),
                quote: Some("on Saturday, 19th March, 1932".into()),
                accessed: Some(time(0)),
                ..evidence(Stance::Supports, true)
            }];
        })
        .claim(
            "Its arch is 503 metres long, “a record ,”said Bradfeild.",
            |claim, decision| {
                claim.kind = Some(ClaimKind::Quotation);
                claim.speaker = Some("Bradfeild".into());
                claim.priority = Some(0.81);
                decision.ruling = Some(Ruling::Verdict(Verdict::Garbled));
                decision.reasons = vec![Reason::Name, Reason::Punctuation];
                decision.note = "Bradfield, the engineer.\n# The mark slipped too.".into();
                decision.correction =
                    Some("Its arch is 503 metres long, “a record,” said Bradfield.".into());
                decision.flags = [Flag::Legal].into_iter().collect();
                decision.evidence = vec![Evidence {
                    file: Some("sources/agency.txt".into()),
                    locator: Some("para 4".into()),
                    ..evidence(Stance::Contradicts, false)
                }];
            },
        )
        .claim("It carries eight lanes of road.", |_, decision| {
            decision.ruling = Some(Ruling::Verdict(Verdict::Disputed));
            decision.reasons = vec![Reason::Outdated];
            decision.note = "=HYPERLINK(\"https://example.org\") <script>alert(1)</script>".into();
            decision.correction = Some("It carries seven lanes of road.".into());
            decision.evidence = vec![Evidence {
                title: Some("Roads *and* [bridges](x)".into()),
                url: Some("javascript:alert(1)".into()),
                ..evidence(Stance::Contradicts, true)
            }];
        })
        .claim("No bridge is more beautiful.", |_, decision| {
            decision.ruling = Some(Ruling::Aside(Aside::NotAClaim));
        })
        .claim("What comes next?", |_, _| {})
}

/// Bob's review of [`BRIDGE`]: he disagrees with alice on one verdict and one correction.
pub fn bob() -> ReviewBuilder {
    ReviewBuilder::of(BRIDGE, "bob")
        .ruled("The bridge opened in 1932.", Verdict::Verified)
        .claim(
            "Its arch is 503 metres long, “a record ,”said Bradfeild.",
            |_, decision| {
                decision.ruling = Some(Ruling::Verdict(Verdict::Garbled));
                decision.correction = Some("Its arch is 503 metres long, said Bradfield.".into());
            },
        )
        .ruled("It carries eight lanes of road.", Verdict::Verified)
        .claim("What comes next?", |_, decision| {
            decision.note = "ask the desk".into();
        })
}

/// Returns evidence without details.
pub fn evidence(stance: Stance, primary: bool) -> Evidence {
    Evidence {
        stance,
        follows_verdict: false,
        primary,
        title: None,
        url: None,
        file: None,
        locator: None,
        quote: None,
        accessed: None,
        extra: Default::default(),
    }
}
