//! The reviews of one text put together: each claim once, with what every reviewer decided on it.

use std::collections::{HashMap, HashSet};

use jiff::Timestamp;

use crate::model::{
    Anchor, Article, ArticleInfo, Claim, ClaimNumber, Coverage, Decision, Flag, ReviewHead,
    ReviewRecord, Ruling, Verdict,
};
use crate::text::Span;

/// Everything decided on one text.
#[derive(Clone, Debug, PartialEq)]
pub struct Dossier {
    /// The article.
    pub article: ArticleInfo,
    /// Who reviewed it, in the order in which the reviews were handed in.
    pub reviews: Vec<ReviewHead>,
    /// The claims, in article order.
    pub claims: Vec<DossierClaim>,
    /// The text itself, where it was found.
    pub text: Option<OriginalText>,
}

/// The article's text, as it is counted and as it is in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OriginalText {
    article: Article,
    /// With the byte order mark and the line ends it has on disk.
    raw: String,
    /// Whether `raw` is what the file holds.
    is_file: bool,
    /// Where its lines begin, in code points.
    lines: Vec<u32>,
}

impl OriginalText {
    /// Takes an article and the characters of the file it was decoded from.
    pub fn new(article: Article, raw: String) -> Self {
        Self::of(article, raw, true)
    }

    /// Takes an article whose text is not the file's: the markup is left out of it.
    pub fn extracted(article: Article) -> Self {
        let raw = article.text().as_str().to_owned();
        Self::of(article, raw, false)
    }

    fn of(article: Article, raw: String, is_file: bool) -> Self {
        let text = article.text();
        let breaks = text.as_str().match_indices('\n');
        let starts = breaks.map(|(byte, _)| text.position_of(byte) + 1);
        Self {
            lines: std::iter::once(0).chain(starts).collect(),
            article,
            raw,
            is_file,
        }
    }

    /// Returns the article.
    pub fn article(&self) -> &Article {
        &self.article
    }

    /// Returns whether the text is what is in the file, and not what was taken from its markup.
    pub fn is_file(&self) -> bool {
        self.is_file
    }

    /// Returns the characters of its file; those of the text where it is not the file's.
    pub fn raw(&self) -> &str {
        &self.raw
    }

    /// Returns the number of the line that holds a position, from 1.
    pub fn line_of(&self, position: u32) -> usize {
        self.lines.partition_point(|&start| start <= position)
    }
}

/// A claim, and what each reviewer who has it made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct DossierClaim {
    /// What people call it: the number that the first of its reviewers has it under.
    pub number: ClaimNumber,
    /// Its words.
    pub words: String,
    /// What the reviewers made of it; at least one.
    pub opinions: Vec<Opinion>,
}

/// What one reviewer made of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct Opinion {
    /// The place of the reviewer in [`Dossier::reviews`].
    pub review_index: usize,
    /// The claim as it is in that review.
    pub claim: Claim,
}

/// How a claim stands among all who reviewed it. In the order in which reports tell of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    /// Reviewers have settled it in different ways.
    Split,
    /// Its words are broken.
    Garbled,
    /// A source contradicts it.
    Disputed,
    /// No reviewer has decided it, or not with its present words.
    Open,
    /// A source backs it.
    Verified,
    /// It needs no verdict.
    Aside,
    /// Its words are not in the article any more.
    Gone,
}

impl Standing {
    /// Every standing, in order.
    pub const ALL: [Standing; 7] = [
        Standing::Split,
        Standing::Garbled,
        Standing::Disputed,
        Standing::Open,
        Standing::Verified,
        Standing::Aside,
        Standing::Gone,
    ];

    fn of(ruling: Ruling) -> Self {
        match ruling {
            Ruling::Verdict(Verdict::Verified) => Standing::Verified,
            Ruling::Verdict(Verdict::Disputed) => Standing::Disputed,
            Ruling::Verdict(Verdict::Garbled) => Standing::Garbled,
            Ruling::Aside(_) => Standing::Aside,
        }
    }
}

impl Opinion {
    /// Returns what is written on the claim, if anything is.
    pub fn decision(&self) -> Option<&Decision> {
        self.claim.decision.as_deref()
    }

    /// Returns how the claim stands for this reviewer alone.
    pub fn standing(&self) -> Standing {
        match self.claim.settled() {
            _ if self.claim.is_gone() => Standing::Gone,
            Some(ruling) => Standing::of(ruling),
            None => Standing::Open,
        }
    }
}

impl DossierClaim {
    /// Returns the claim as the first reviewer has it.
    pub fn claim(&self) -> &Claim {
        &self.opinions[0].claim
    }

    /// Returns how it stands among all its reviewers. A reviewer who has not decided it does not
    /// count against those who have: two who share the work agree.
    pub fn standing(&self) -> Standing {
        let mut standings = self.opinions.iter().map(Opinion::standing);
        if self.opinions.iter().all(|opinion| opinion.claim.is_gone()) {
            return Standing::Gone;
        }
        let settled = |standing: &Standing| !matches!(standing, Standing::Open | Standing::Gone);
        match standings.find(settled) {
            None => Standing::Open,
            Some(first) if standings.filter(settled).all(|other| other == first) => first,
            Some(_) => Standing::Split,
        }
    }

    /// Returns where it is in the text; none for a claim that has no place there.
    pub fn place(&self) -> Option<Span> {
        let claim = self.claim();
        (claim.anchor.has_place() && !claim.span.is_empty()).then_some(claim.span)
    }

    /// Returns what is written on it, reviewer by reviewer.
    pub fn decisions(&self) -> impl Iterator<Item = &Decision> {
        self.opinions.iter().filter_map(Opinion::decision)
    }

    /// Returns whether any reviewer has put a flag up.
    pub fn has_flag(&self, flag: Flag) -> bool {
        self.decisions().any(|d| d.flags.contains(flag))
    }

    /// Returns who says it, where a reviewer's list of claims knows.
    pub fn speaker(&self) -> Option<&str> {
        self.opinions
            .iter()
            .find_map(|o| o.claim.speaker.as_deref())
    }
}

impl Dossier {
    /// Returns the claims that are in a way, in article order.
    pub fn standing(&self, standing: Standing) -> impl Iterator<Item = &DossierClaim> {
        self.claims
            .iter()
            .filter(move |joint| joint.standing() == standing)
    }

    /// Returns the claims on which some reviewer has put a flag.
    pub fn flagged(&self, flag: Flag) -> impl Iterator<Item = &DossierClaim> {
        self.claims.iter().filter(move |joint| joint.has_flag(flag))
    }

    /// Returns the reviewer of an opinion.
    pub fn reviewer(&self, opinion: &Opinion) -> &str {
        &self.reviews[opinion.review_index].reviewer
    }

    /// Returns the standings that occur, with the number of claims.
    pub fn counts(&self) -> Vec<(Standing, usize)> {
        let mut counts = Standing::ALL.map(|standing| (standing, 0));
        for joint in &self.claims {
            counts[joint.standing() as usize].1 += 1;
        }
        counts.into_iter().filter(|&(_, count)| count > 0).collect()
    }

    /// Returns on how many claims all reviewers agree, of those that two or more have decided, or
    /// `None` if no two have decided the same one.
    pub fn agreement(&self) -> Option<(usize, usize)> {
        let is_settled = |o: &&Opinion| !matches!(o.standing(), Standing::Open | Standing::Gone);
        let by_several =
            |joint: &&DossierClaim| joint.opinions.iter().filter(is_settled).count() > 1;
        let several: Vec<&DossierClaim> = self.claims.iter().filter(by_several).collect();
        let agreed = several
            .iter()
            .filter(|joint| joint.standing() != Standing::Split);
        (!several.is_empty()).then(|| (agreed.count(), several.len()))
    }

    /// Returns which words of the text are in no claim, where the text is there.
    pub fn coverage(&self) -> Option<Coverage> {
        let article = self.text.as_ref()?.article();
        let mut coverage = Coverage::default();
        coverage.extend(
            (article.text(), article.blocks()),
            article.text().span(),
            self.claims.iter().filter_map(DossierClaim::place),
        );
        Some(coverage)
    }

    /// Returns the line a claim begins on, where the text is there and the claim in it.
    pub fn line_of(&self, joint: &DossierClaim) -> Option<usize> {
        Some(self.text.as_ref()?.line_of(joint.place()?.start))
    }

    /// Returns the start of the first review and the end of the last.
    pub fn period(&self) -> Option<(Timestamp, Timestamp)> {
        let begun = self.reviews.iter().map(|s| s.created).min()?;
        let ended = self.reviews.iter().map(|s| s.updated).max()?;
        Some((begun, ended))
    }
}

/// Puts reviews together: those of the same text into one dossier, in the order in which the texts
/// first appear. Claims on the same passage become one.
pub fn dossiers(reviews: Vec<ReviewRecord>) -> Vec<Dossier> {
    let mut dossiers: Vec<Dossier> = Vec::new();
    let mut by_text: HashMap<String, usize> = HashMap::new();
    let mut claims: Vec<Vec<(Opinion, String)>> = Vec::new();
    for review in reviews {
        let at = *by_text
            .entry(review.article.sha256.clone())
            .or_insert_with(|| {
                claims.push(Vec::new());
                dossiers.push(Dossier {
                    article: review.article,
                    reviews: Vec::new(),
                    claims: Vec::new(),
                    text: None,
                });
                dossiers.len() - 1
            });
        let review_index = dossiers[at].reviews.len();
        dossiers[at].reviews.push(review.head);
        claims[at].extend(review.claims.into_iter().map(|claim| {
            let words = ReviewRecord::words(&claim).to_owned();
            let claim = claim.0;
            (
                Opinion {
                    review_index,
                    claim,
                },
                words,
            )
        }));
    }
    for (dossier, opinions) in dossiers.iter_mut().zip(claims) {
        dossier.claims = joined(opinions);
    }
    dossiers
}

fn joined(mut opinions: Vec<(Opinion, String)>) -> Vec<DossierClaim> {
    opinions.sort_by(|(a, _), (b, _)| {
        (a.claim.key(), a.review_index).cmp(&(b.claim.key(), b.review_index))
    });
    let mut joints: Vec<DossierClaim> = Vec::new();
    for (opinion, words) in opinions {
        let same = joints
            .iter_mut()
            .rev()
            .take_while(|joint| joint.claim().span == opinion.claim.span)
            .find(|joint| is_same(joint, &opinion));
        match same {
            Some(joint) => joint.opinions.push(opinion),
            None => joints.push(DossierClaim {
                number: opinion.claim.number,
                words,
                opinions: vec![opinion],
            }),
        }
    }
    for joint in &mut joints {
        joint.opinions.sort_by_key(|opinion| opinion.review_index);
        joint.number = joint.opinions[0].claim.number;
    }
    number(&mut joints);
    joints
}

/// Gives a number to the claims that have none, and another one to those whose number an earlier
/// claim has: two reviewers may have added a claim each.
fn number(joints: &mut [DossierClaim]) {
    let is_numbered = joints.iter().any(|joint| joint.number.is_given());
    let mut taken: HashSet<ClaimNumber> = HashSet::new();
    let mut before = ClaimNumber::new(0);
    for (place, joint) in (1..).zip(joints) {
        let mut number = match (joint.number.is_given(), is_numbered) {
            (true, _) => joint.number,
            (false, true) => before.next(),
            (false, false) => ClaimNumber::new(place),
        };
        while !taken.insert(number) {
            number = number.next();
        }
        joint.number = number;
        before = number;
    }
}

/// Returns whether an opinion is about a claim that other reviewers have too. What has a place is
/// known by its passage, what has none by its id; a reviewer who has two claims on one passage
/// means two.
fn is_same(joint: &DossierClaim, opinion: &Opinion) -> bool {
    let (known, claim) = (joint.claim(), &opinion.claim);
    let same = match (&known.anchor, &claim.anchor) {
        (Anchor::Gone { .. }, Anchor::Gone { .. })
        | (Anchor::Ambiguous { .. }, Anchor::Ambiguous { .. }) => known.id == claim.id,
        (known, other) => known.has_place() && other.has_place(),
    };
    same && joint
        .opinions
        .iter()
        .all(|other| other.review_index != opinion.review_index)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{claim, record};
    use super::*;
    use crate::model::{Aside, Selector};

    const TEXT: &str = "A title\n\nOne is here. Two is there.\nThree is not.\n";

    fn article() -> Article {
        Article::new("a.txt", TEXT.into())
    }

    /// What each claim is, by its words.
    fn standings(dossier: &Dossier) -> Vec<(&str, Standing)> {
        let claims = dossier.claims.iter();
        claims
            .map(|joint| (joint.words.as_str(), joint.standing()))
            .collect()
    }

    #[test]
    fn reviews_of_one_text_are_put_together_claim_by_claim() {
        let article = article();
        let verdict = |words: &str, verdict| claim(&article, words, verdict, |_| {});
        let mut repeat = verdict("Three is not.", None);
        repeat.decision.as_mut().unwrap().ruling = Some(Ruling::Aside(Aside::Repeat));
        let alice = vec![
            verdict("One is here.", Some(Verdict::Verified)),
            verdict("Two is there.", Some(Verdict::Verified)),
            repeat,
        ];
        let bob = vec![
            verdict("Three is not.", Some(Verdict::Garbled)),
            verdict("is there", Some(Verdict::Disputed)),
            verdict("Two is there.", None),
            verdict("One is here.", Some(Verdict::Verified)),
        ];
        let other = Article::new("b.txt", "Another text.\n".into());
        let found = dossiers(vec![
            record(&article, "alice", alice),
            record(&other, "alice", Vec::new()),
            record(&article, "bob", bob),
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!(
            standings(&found[0]),
            [
                ("One is here.", Standing::Verified),
                ("Two is there.", Standing::Verified),
                ("is there", Standing::Disputed),
                ("Three is not.", Standing::Split),
            ]
        );
        assert_eq!(found[0].agreement(), Some((1, 2)));
        assert_eq!(found[1].agreement(), None);
        let reviewers: Vec<&str> = {
            let opinions = found[0].claims[0].opinions.iter();
            opinions.map(|opinion| found[0].reviewer(opinion)).collect()
        };
        assert_eq!(reviewers, ["alice", "bob"]);
    }

    #[test]
    fn two_claims_of_one_reviewer_on_one_passage_stay_two() {
        let article = article();
        let one = claim(&article, "One is here.", Some(Verdict::Verified), |_| {});
        let again = Claim {
            id: crate::model::ClaimId::from_file("c2"),
            ..one.clone()
        };
        let found = dossiers(vec![
            record(&article, "alice", vec![one.clone(), again]),
            record(&article, "bob", vec![one]),
        ]);
        let claims = found[0].claims.iter();
        let mut opinions: Vec<usize> = claims.map(|joint| joint.opinions.len()).collect();
        opinions.sort_unstable();
        assert_eq!(opinions, [1, 2]);
    }

    #[test]
    fn what_has_no_place_is_known_by_its_id_and_told_by_its_old_words() {
        let article = article();
        let was = Box::new(Selector {
            quote: "Zero was nowhere.".into(),
            ..Selector::default()
        });
        let mut gone = claim(&article, "One", Some(Verdict::Verified), |_| {});
        gone.span = Span::new(9, 9);
        gone.anchor = Anchor::Gone {
            was: was.clone(),
            is_put_away: false,
        };
        let mut doubtful = gone.clone();
        doubtful.anchor = Anchor::Ambiguous {
            was,
            candidates: vec![Span::new(9, 21)],
        };
        doubtful.id = crate::model::ClaimId::from_file("c0");
        let found = dossiers(vec![
            record(&article, "alice", vec![gone.clone(), doubtful]),
            record(&article, "bob", vec![gone]),
        ]);
        let expected = [
            ("Zero was nowhere.", Standing::Open),
            ("Zero was nowhere.", Standing::Gone),
        ];
        assert_eq!(standings(&found[0]), expected);
        assert_eq!(found[0].claims[1].opinions.len(), 2);
        assert!(found[0].claims.iter().all(|joint| joint.place().is_none()));
    }

    #[test]
    fn lines_are_counted_from_one() {
        let original = OriginalText::new(article(), TEXT.to_owned());
        assert_eq!([0, 8, 9, 36].map(|at| original.line_of(at)), [1, 2, 3, 4]);
    }
}
