//! The JSON shape of the review file, version 1.
//!
//! One struct per object of the file serves reading and writing, so that a field's name stands in
//! one place. Each keeps the fields it does not know ([`Rest`]). Nothing here touches the disk.

mod convert;
mod each;
mod pieces;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::model::{Aside, Flag, Kind, Origin, Reason, Stance, Verdict, Way};

pub(super) use convert::{Fault, SelectorJson, take_extra};
pub(super) use each::{Stopped, each_claim};
pub(super) use pieces::{Name, Rest, Str};

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
        $(#[$doc])*
        #[derive(Serialize, Deserialize)]
        pub(in crate::store) struct $name<'a $(, $generic)?> {
            $($(#[$attr])* pub(in crate::store) $field: $type,)+
            #[serde(flatten, borrow)]
            pub(in crate::store) rest: Rest<'a>,
        }

        impl $(<$generic>)? $name<'_ $(, $generic)?> {
            /// The names of the known fields.
            pub(in crate::store) const FIELDS: &'static [&'static str] = &[$(stringify!($field),)+];
        }
    };
}

object! {
    /// The whole file. Its claims are read and written one by one; `C` is what is made of them when
    /// the rest is read.
    ReviewJson<C> {
        #[serde(borrow)]
        format: Str<'a>,
        version: u64,
        #[serde(borrow)]
        article: ArticleJson<'a>,
        #[serde(borrow)]
        reviewer: Str<'a>,
        created: Timestamp,
        updated: Timestamp,
        /// How far claims have been found, in code points; missing once all have been.
        #[serde(skip_serializing_if = "Option::is_none")]
        found: Option<u32>,
        #[serde(skip_serializing)]
        claims: C,
    }
}

object! {
    /// What the article is known by.
    ArticleJson {
        #[serde(borrow)]
        path: Str<'a>,
        #[serde(borrow, default)]
        title: Str<'a>,
        #[serde(borrow)]
        sha256: Str<'a>,
        length: u32,
    }
}

object! {
    /// A claim. `quote`, `prefix` and `suffix` are derived from the article whenever a review is
    /// written, and left out in a session file, which is no use without its review.
    ClaimJson {
        #[serde(borrow)]
        id: Str<'a>,
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
        kind: Option<Name<Kind>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        speaker: Option<Str<'a>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        priority: Option<f64>,
        origin: Name<Origin>,
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
    AnchorJson {
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
    }
}

/// A passage.
#[derive(Serialize, Deserialize)]
pub(in crate::store) struct SpanJson {
    start: u32,
    end: u32,
}

object! {
    /// Why a passage looks odd.
    HintJson {
        #[serde(borrow)]
        code: Str<'a>,
        #[serde(borrow)]
        message: Str<'a>,
        start: u32,
        end: u32,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dismissed: bool,
    }
}

object! {
    /// A decision, the current one or one of the history.
    DecisionJson {
        #[serde(skip_serializing_if = "Option::is_none")]
        verdict: Option<Name<Verdict>>,
        #[serde(skip_serializing_if = "Option::is_none")]
        aside: Option<Name<Aside>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<Name<Reason>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        note: Option<Str<'a>>,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        correction: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        flags: Vec<Name<Flag>>,
        #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<EvidenceJson<'a>>,
        #[serde(borrow)]
        by: Str<'a>,
        at: Timestamp,
    }
}

object! {
    /// Somebody who was asked about a claim.
    ContactJson {
        #[serde(borrow)]
        who: Str<'a>,
        how: Name<Way>,
        at: Timestamp,
        #[serde(borrow, skip_serializing_if = "Option::is_none")]
        outcome: Option<Str<'a>>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        waiting: bool,
    }
}

object! {
    /// A source.
    EvidenceJson {
        stance: Name<Stance>,
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
        accessed: Option<Timestamp>,
    }
}
