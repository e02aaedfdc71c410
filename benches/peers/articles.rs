//! Generated articles: the same in every run, with a given number of claims.

/// Parts of the sentences, chosen pseudo-randomly.
const WHO: [&str; 8] = [
    "The harbour board",
    "The ministry of transport",
    "A spokeswoman for the city",
    "The audit office",
    "The regional hospital",
    "The water company",
    "The school council",
    "The bridge authority",
];
const DID: [&str; 8] = [
    "closed the northern quay for",
    "counted more visitors than in",
    "paid for the repair of",
    "moved the offices out of",
    "sold the old depot to",
    "opened a new ward in",
    "lost the contract for",
    "cut the budget of",
];
const WHAT: [&str; 8] = [
    "the western district",
    "the ferry terminal",
    "two smaller towns",
    "the second tunnel",
    "the old grain store",
    "the lower valley",
    "the central station",
    "the island airfield",
];

/// The word that is searched for; it is in about one sentence of eight.
pub const WORD: &str = "tunnel";

/// Words of every sentence: once they are on the screen, the article can be read.
pub const WORDS: &str = "which concerned";

/// Returns an article with `claims` claims, of about 100 bytes each, four to a paragraph.
pub fn article(claims: usize) -> String {
    let mut text = "What the river towns decided this year\n\n".to_owned();
    let mut rng = Rng(7);
    for number in 0..claims {
        let (who, did, what) = (rng.pick(&WHO), rng.pick(&DID), rng.pick(&WHAT));
        let (weeks, share) = (rng.below(50) + 2, rng.below(90) + 5);
        text.push_str(&format!(
            "{who} {did} {what} in week {weeks}, which concerned {share} percent of entry {number}."
        ));
        text.push_str(if number % 4 == 3 { "\n\n" } else { " " });
    }
    text
}

/// Returns the claims of [`article`] as CSV, for programs that show tables.
pub fn table(claims: usize) -> String {
    let sentences = article(claims);
    let mut table = String::from("number,claim\n");
    let claims = sentences
        .lines()
        .skip(1)
        .flat_map(|line| line.split_inclusive(". "));
    for (number, claim) in claims.filter(|claim| !claim.trim().is_empty()).enumerate() {
        table.push_str(&format!("{number},\"{}\"\n", claim.trim()));
    }
    table
}

/// Pseudo-random numbers, the same in every run (Steele and others, SplitMix64).
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % limit
    }

    fn pick(&mut self, list: &[&'static str]) -> &'static str {
        list[self.below(list.len() as u64) as usize]
    }
}
