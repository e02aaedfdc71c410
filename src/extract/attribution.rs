//! The verbs by which English says who says so, and the tails that hang on a quotation.

/// Verbs of saying, in the forms that carry a quotation or a `that`-clause.
const VERBS: &[&str] = &[
    "accused",
    "accuses",
    "acknowledged",
    "acknowledges",
    "added",
    "adds",
    "admitted",
    "admits",
    "alleged",
    "alleges",
    "announced",
    "announces",
    "answered",
    "argued",
    "argues",
    "asked",
    "asks",
    "asserted",
    "asserts",
    "boasted",
    "claimed",
    "claims",
    "commented",
    "complained",
    "complains",
    "conceded",
    "concedes",
    "concluded",
    "concludes",
    "confirmed",
    "confirms",
    "continued",
    "cried",
    "declared",
    "declares",
    "denied",
    "denies",
    "demanded",
    "emphasised",
    "emphasized",
    "estimated",
    "estimates",
    "explained",
    "explains",
    "insisted",
    "insists",
    "joked",
    "noted",
    "notes",
    "observed",
    "predicted",
    "predicts",
    "promised",
    "quipped",
    "recalled",
    "remarked",
    "replied",
    "replies",
    "reported",
    "reports",
    "responded",
    "reiterated",
    "said",
    "says",
    "shouted",
    "stated",
    "states",
    "stressed",
    "stresses",
    "suggested",
    "suggests",
    "testified",
    "told",
    "tells",
    "tweeted",
    "urged",
    "vowed",
    "vows",
    "warned",
    "warns",
    "wrote",
    "writes",
];

/// Words that may follow the verb of a tail without being what was said.
const TAIL_WORDS: &[&str] = &[
    "after",
    "afterwards",
    "again",
    "ahead",
    "and",
    "as",
    "at",
    "before",
    "by",
    "during",
    "earlier",
    "following",
    "from",
    "in",
    "last",
    "later",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "of",
    "on",
    "online",
    "outside",
    "quietly",
    "recently",
    "through",
    "to",
    "today",
    "via",
    "when",
    "while",
    "with",
    "yesterday",
];

/// Tells whether a word, in lower case, is a verb of saying.
pub(super) fn is_verb_of_saying(word: &str) -> bool {
    VERBS.contains(&word)
}

/// Tells whether a sentence is nothing but the tail of the quotation before it: `Mr. Trump said.`,
/// `the minister told reporters on Monday.`, but not `The president said this on Monday.`
pub(super) fn is_tail(sentence: &str) -> bool {
    const LONGEST: usize = 14;
    const LONGEST_SUBJECT: usize = 7;
    let words: Vec<&str> = sentence.split_whitespace().take(LONGEST + 1).collect();
    if words.len() > LONGEST || sentence.contains(['"', '“', '”', '«', '»']) {
        return false;
    }
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let Some(at) = words.iter().position(|word| is_verb_of_saying(&bare(word))) else {
        return false;
    };
    if at == 0 || at > LONGEST_SUBJECT {
        return false;
    }
    if bare(words[at]) == "told" {
        return !words[at..].iter().any(|word| bare(word) == "that");
    }
    match words.get(at + 1) {
        None => true,
        Some(next) => {
            TAIL_WORDS.contains(&bare(next).as_str())
                && !words[at..].iter().any(|word| bare(word) == "that")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tail_says_who_and_when_but_not_what() {
        for tail in [
            "Mr. Trump said.",
            "He said on Twitter.",
            "A spokesman for Johnson said.",
            "Kremlin spokesman Dmitry Peskov told reporters.",
        ] {
            assert!(is_tail(tail), "{tail}");
        }
        for sentence in [
            "The president said this on Monday.",
            "He said that it was over.",
            "He left.",
            "Officials told reporters that the talks had failed.",
            "He said on Monday that the talks had failed.",
        ] {
            assert!(!is_tail(sentence), "{sentence}");
        }
    }
}
