//! The objects of the file: a struct each, whose fields are the file's.

use jiff::Timestamp;
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema};
use serde::{Deserialize, Serialize};

use crate::model::{Aside, ClaimKind, ContactMethod, Flag, Origin, Reason, Stance, Verdict};

use super::pieces::{ByName, NumberJson, Str, TimeSchema, UnknownJson};

/// What `format` says in every review file.
pub(in crate::store) const FORMAT: &str = "factdesk.review";
/// The newest version this program reads, and the one it writes.
pub(in crate::store) const VERSION: u64 = 1;

/// Declares an object of the file: its known fields in the order in which they are written, and
/// behind them the unknown ones.
macro_rules! object {
    ($(#[$doc:meta])* $name:ident $(<$generic:ident>)? {
        $($(#[$attr:meta])* $field:ident: $type:ty,)+
    }) => {
        #[derive(Serialize, Deserialize, JsonSchema)]
        $(#[$doc])*
        pub(in crate::store) struct $name<'a $(, $generic)?> {
            $($(#[$attr])* pub(in crate::store) $field: $type,)+
            #[serde(flatten, borrow)]
            #[schemars(skip)]
            pub(in crate::store) rest: UnknownJson<'a>,
        }

        impl $(<$generic>)? $name<'_ $(, $generic)?> {
            /// The names of the known fields.
            pub(in crate::store) const FIELDS: &'static [&'static str] = &[$(stringify!($field),)+];
        }
    };
}

/// Returns the JSON Schema of the file. What is not named in it is allowed: other programs and
/// newer versions put fields of their own in, and they are kept.
pub(in crate::store) fn schema() -> Schema {
    let generator = SchemaSettings::draft2020_12().into_generator();
    generator.into_root_schema_for::<ReviewJson<'_, Vec<ClaimJson<'_>>>>()
}

/// Takes a mark away that only says how the claims are written: one by one.
fn read_and_written(schema: &mut Schema) {
    schema.remove("writeOnly");
}

object! {
    // Its claims are read and written one by one; `C` is what is made of them when the rest is read.
    /// A factdesk review: an article, its claims, and what one reviewer decided on each.
    #[schemars(rename = "Review")]
    ReviewJson<C> {
        /// Tells the file from others.
        #[serde(borrow)]
        #[schemars(extend("const" = FORMAT))]
        format: Str<'a>,
        /// The version of this shape.
        #[schemars(extend("const" = VERSION))]
        version: u64,
        #[serde(borrow)]
        article: ArticleJson<'a>,
        #[serde(borrow)]
        reviewer: Str<'a>,
        #[schemars(with = "TimeSchema")]
        created: Timestamp,
        #[schemars(with = "TimeSchema")]
        updated: Timestamp,
        /// How far claims have been found, in code points; missing once all have been.
        #[serde(skip_serializing_if = "Option::is_none")]
        found: Option<u32>,
        #[serde(skip_serializing)]
        #[schemars(transform = read_and_written)]
        claims: C,
    }
}

object! {
    /// What the article is known by.
    #[schemars(rename = "Article")]
    ArticleJson {
        /// The name of its file.
        #[serde(borrow)]
        path: Str<'a>,
        #[serde(borrow, default)]
        title: Str<'a>,
        /// The fingerprint of the text as it is shown, in UTF-8.
        #[serde(borrow)]
        sha256: Str<'a>,
        /// The length of that text, in code points.
        length: u32,
    }
}

object! {
    // `quote`, `prefix` and `suffix` are derived from the article whenever a review is written, and
    // left out in a session file, which is no use without its review.
    /// A claim. Its place is counted in code points of the article's text.
    #[schemars(rename = "Claim")]
    ClaimJson {
        #[serde(borrow)]
        id: Str<'a>,
        /// What people call it: `14`, or `14a` for one that came to stand after it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<String>", extend("pattern" = "^[0-9]+[a-z]*$"))]
        number: Option<NumberJson>,
        start: u32,
        end: u32,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        quote: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        prefix: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        suffix: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        anchor: Option<AnchorJson<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        kind: Option<ByName<ClaimKind>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        speaker: Option<Str<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<f64>,
        origin: ByName<Origin>,
        #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
        hints: Vec<HintJson<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        decision: Option<DecisionJson<'a>>,
        #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
        history: Vec<DecisionJson<'a>>,
        #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
        contacts: Vec<ContactJson<'a>>,
    }
}

object! {
    /// How a claim stands in an article that has changed; absent where nothing is in doubt. The
    /// selector is that of the words it was decided on.
    #[schemars(rename = "Anchor")]
    AnchorJson {
        /// `changed`, `ambiguous` or `gone`.
        #[serde(borrow)]
        state: Str<'a>,
        #[serde(borrow)]
        quote: Str<'a>,
        #[serde(borrow, default)]
        prefix: Str<'a>,
        #[serde(borrow, default)]
        suffix: Str<'a>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        candidates: Vec<SpanJson>,
        /// Whether a claim that is gone was put away, so that it is no longer listed.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        put_away: bool,
    }
}

/// A passage.
#[derive(Serialize, Deserialize, JsonSchema)]
#[schemars(rename = "Span")]
pub(in crate::store) struct SpanJson {
    pub(in crate::store) start: u32,
    pub(in crate::store) end: u32,
}

object! {
    /// Why a passage looks odd.
    #[schemars(rename = "Hint")]
    HintJson {
        #[serde(borrow)]
        code: Str<'a>,
        #[serde(borrow)]
        message: Str<'a>,
        start: u32,
        end: u32,
        /// The words that may be meant instead.
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        suggestion: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dismissed: bool,
    }
}

object! {
    /// A decision, the current one or one of the history.
    #[schemars(rename = "Decision")]
    DecisionJson {
        #[serde(skip_serializing_if = "Option::is_none")]
        verdict: Option<ByName<Verdict>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        aside: Option<ByName<Aside>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<ByName<Reason>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        note: Option<Str<'a>>,
        /// The words proposed for the claim's own; empty to propose that it be cut.
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        correction: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        flags: Vec<ByName<Flag>>,
        #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceJson<'a>>,
        #[serde(borrow)]
        by: Str<'a>,
        #[schemars(with = "TimeSchema")]
        at: Timestamp,
    }
}

object! {
    /// A person who was asked about a claim.
    #[schemars(rename = "Contact")]
    ContactJson {
        #[serde(borrow)]
        who: Str<'a>,
        how: ByName<ContactMethod>,
        #[schemars(with = "TimeSchema")]
        at: Timestamp,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        outcome: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waiting: bool,
    }
}

object! {
    /// A source.
    #[schemars(rename = "Evidence")]
    EvidenceJson {
        stance: ByName<Stance>,
        /// Whether the stance follows the claim's verdict, because the reviewer has not set it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        follows_verdict: bool,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        primary: bool,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        title: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        url: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        file: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        locator: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        quote: Option<Str<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schemars(with = "Option<TimeSchema>")]
        accessed: Option<Timestamp>,
    }
}
