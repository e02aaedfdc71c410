//! Verdicts, why a verdict was given, and what is set aside.
//!
//! Each list is one table: the name in the file, the word on the screen and the meaning stand
//! side by side, and everything that offers or reads them goes through the table.

/// Makes an enum of named values with `ALL`, `name` (as in the file) and `named`.
macro_rules! names {
    ($(#[$doc:meta])* $type:ident { $($(#[$item:meta])* $variant:ident = $name:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type { $($(#[$item])* $variant,)+ }

        impl $type {
            /// Every value, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// Returns the name, as written to files and shown.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns the value of a name.
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.name() == name)
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.name())
            }
        }
    };
}
pub(super) use names;

names! {
    /// What a checker finds of a claim.
    Verdict {
        /// A source backs the claim.
        Verified = "verified",
        /// A source contradicts it, or no two sources agree.
        Disputed = "disputed",
        /// The words no longer say what the source said.
        Garbled = "garbled",
    }
}

names! {
    /// Why a claim needs no verdict.
    Aside {
        /// Opinion, forecast, heading.
        NotAClaim = "not-a-claim",
        /// Said, and checked, elsewhere in the article.
        Repeat = "repeat",
        /// Looked for; nothing proves or disproves it.
        Unverifiable = "unverifiable",
    }
}

names! {
    /// What is wrong with a disputed or garbled claim.
    Reason {
        /// A name is mangled.
        Name = "name",
        /// Who did it and to whom have changed places.
        RolesSwapped = "roles-swapped",
        /// A word that reads well and says something else.
        WrongWord = "wrong-word",
        /// Something has dropped out.
        WordsMissing = "words-missing",
        /// A number lost its unit or changed.
        Number = "number",
        /// Quotation marks or stops in the wrong place.
        Punctuation = "punctuation",
        /// A source says the opposite.
        Contradicted = "contradicted",
        /// More than the source says.
        Overstated = "overstated",
        /// Less than the source says.
        Understated = "understated",
        /// Said by a different person.
        Misattributed = "misattributed",
        /// Not the words that were said.
        Misquoted = "misquoted",
        /// True words that mislead here.
        OutOfContext = "out-of-context",
        /// True once.
        Outdated = "outdated",
    }
}

impl Reason {
    /// Returns the reasons that go with a verdict, in the order in which they are offered.
    pub fn for_verdict(verdict: Verdict) -> &'static [Reason] {
        use Reason::*;
        match verdict {
            Verdict::Verified => &[],
            Verdict::Garbled => &[
                Name,
                RolesSwapped,
                WrongWord,
                WordsMissing,
                Number,
                Punctuation,
            ],
            Verdict::Disputed => &[
                Contradicted,
                Overstated,
                Understated,
                Misattributed,
                Misquoted,
                OutOfContext,
                Outdated,
                Number,
            ],
        }
    }

    /// Returns what the reason means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Reason::Name => "a name is mangled",
            Reason::RolesSwapped => "who did what to whom is reversed",
            Reason::WrongWord => "plausible word, wrong meaning",
            Reason::WordsMissing => "something has dropped out",
            Reason::Number => "a number changed or lost its unit",
            Reason::Punctuation => "marks or stops in the wrong place",
            Reason::Contradicted => "a source says otherwise",
            Reason::Overstated => "more than the source says",
            Reason::Understated => "less than the source says",
            Reason::Misattributed => "said by another person",
            Reason::Misquoted => "not the words that were said",
            Reason::OutOfContext => "true words that mislead here",
            Reason::Outdated => "true once",
        }
    }
}

impl Aside {
    /// Returns what it means, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Aside::NotAClaim => "opinion, forecast, heading",
            Aside::Repeat => "checked elsewhere in this article",
            Aside::Unverifiable => "looked for; nothing proves or disproves it",
        }
    }
}

/// How a claim was settled: by a verdict, or by setting it aside. Never both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ruling {
    /// It was checked.
    Verdict(Verdict),
    /// It needs no check, or none is possible.
    Aside(Aside),
}

impl Ruling {
    /// Returns the verdict, if it is one.
    pub fn verdict(self) -> Option<Verdict> {
        match self {
            Ruling::Verdict(verdict) => Some(verdict),
            Ruling::Aside(_) => None,
        }
    }

    /// Returns the reason for setting aside, if it is that.
    pub fn aside(self) -> Option<Aside> {
        match self {
            Ruling::Verdict(_) => None,
            Ruling::Aside(aside) => Some(aside),
        }
    }

    /// Returns the name of the verdict or of the reason for setting aside.
    pub fn name(self) -> &'static str {
        match self {
            Ruling::Verdict(verdict) => verdict.name(),
            Ruling::Aside(aside) => aside.name(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_back() {
        for &reason in Reason::ALL {
            assert_eq!(Reason::named(reason.name()), Some(reason));
        }
        assert_eq!(Verdict::named("garbled"), Some(Verdict::Garbled));
        assert_eq!(Verdict::named("Garbled"), None);
    }

    #[test]
    fn every_reason_is_offered_for_some_verdict() {
        for reason in Reason::ALL {
            assert!(
                Verdict::ALL
                    .iter()
                    .any(|&v| Reason::for_verdict(v).contains(reason)),
                "{reason} is never offered"
            );
        }
    }
}
