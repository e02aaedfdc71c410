//! What English words do, as far as comparing sentences needs it.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::BitOr;
use std::sync::LazyLock;

/// What a word can do; several at once.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct WordClass(u32);

impl WordClass {
    /// Holds sentences together and says little itself.
    pub(super) const FUNCTION: WordClass = WordClass(1);
    /// Turns what follows into its contrary.
    pub(super) const NEGATOR: WordClass = WordClass(1 << 1);
    /// `has`, `will`, `did`: stands before a verb.
    pub(super) const AUXILIARY: WordClass = WordClass(1 << 2);
    /// A form of `be`.
    pub(super) const BE: WordClass = WordClass(1 << 3);
    /// `of`, `from`, `against`.
    pub(super) const PREPOSITION: WordClass = WordClass(1 << 4);
    /// `the`, `a`, `his`, `this`.
    pub(super) const DETERMINER: WordClass = WordClass(1 << 5);
    /// What people are called before their names.
    pub(super) const TITLE: WordClass = WordClass(1 << 6);
    /// An adverb that says nothing that could be checked.
    pub(super) const LIGHT: WordClass = WordClass(1 << 7);
    /// Stands for somebody whom another sentence names.
    pub(super) const PRONOUN: WordClass = WordClass(1 << 8);
    /// Stands for whoever speaks or is spoken to.
    pub(super) const SPEAKER: WordClass = WordClass(1 << 14);
    /// Begins another clause.
    pub(super) const CLAUSE: WordClass = WordClass(1 << 9);
    /// Begins sentences, and is no name.
    pub(super) const OPENING: WordClass = WordClass(1 << 10);
    /// Whose two sides can change places: `met`, `with`.
    pub(super) const MUTUAL: WordClass = WordClass(1 << 11);
    /// Goes with a verb: `taken over`.
    pub(super) const PARTICLE: WordClass = WordClass(1 << 12);
    /// Grammatical, but another in its place says another thing: `from`, `all`, `may`.
    pub(super) const SENSE: WordClass = WordClass(1 << 13);

    /// Part of a number in words.
    pub(super) const NUMBER: WordClass = WordClass(1 << 15);
    /// A grammatical word of another language in Latin letters, and no English word.
    pub(super) const FOREIGN: WordClass = WordClass(1 << 16);

    /// Tells whether the word does one of these things.
    pub(super) fn is(self, any: WordClass) -> bool {
        self.0 & any.0 != 0
    }
}

impl BitOr for WordClass {
    type Output = WordClass;

    fn bitor(self, other: WordClass) -> WordClass {
        WordClass(self.0 | other.0)
    }
}

/// Words are in lower case and without a possessive.
const LISTS: &[(WordClass, &str)] = &[
    (
        WordClass::FUNCTION,
        "a an the this that these those and or but nor so yet if than then as at by for from in into of off on onto out
         over to up upon with within about above across after against along among around because before behind below
         beneath beside between beyond down during except inside like near outside per since through throughout till
         toward towards under until via while although though unless whether which who whom whose what when where why
         how he she it they we you i me him her them us his hers its their theirs our ours your yours my mine himself
         herself itself themselves ourselves myself yourself is are was were be been being am has have had having do
         does did doing will would shall should can could may might must ought there here also too very just only
         still again already even ever such both each every either neither some any no not none never nobody nothing nor without hardly barely all more most much many
         few less least other another own same it's that's there's he's she's don't didn't doesn't isn't aren't wasn't
         weren't won't wouldn't can't cannot couldn't shouldn't hasn't haven't hadn't one's",
    ),
    (
        WordClass::NEGATOR,
        "not no never none nobody nothing neither nor without cannot don't didn't doesn't isn't aren't wasn't weren't
         won't wouldn't can't couldn't shouldn't hasn't haven't hadn't mustn't denied denies deny denying refused
         refuses refuse refusing rejected rejects reject rejecting failed fails fail failing hardly barely",
    ),
    (
        WordClass::AUXILIARY,
        "has have had having will would shall should can could may might must do does did cannot don't didn't doesn't
         won't wouldn't can't couldn't shouldn't hasn't haven't hadn't mustn't",
    ),
    (
        WordClass::BE,
        "is are was were be been being am isn't aren't wasn't weren't",
    ),
    (
        WordClass::PREPOSITION,
        "of at by for from in into off on onto over to upon with within about above across after against along among
         around before behind below beneath beside between beyond during except inside like near outside per since
         through throughout till toward towards under until via without despite amid",
    ),
    (
        WordClass::DETERMINER,
        "a an the this that these those his her its their our your my some any no each every another both all several
         many few",
    ),
    (
        WordClass::TITLE,
        "president minister prime foreign defence defense finance interior secretary secretarygeneral general
         vicepresident vice deputy mr mrs ms miss dr sir dame lord lady king queen prince princess pope chancellor
         premier chief spokesman spokeswoman spokesperson senator governor mayor ambassador judge justice professor
         prof gen col lt capt captain sgt sergeant maj major colonel rep sen gov commander commanderinchief admiral
         archbishop bishop cardinal chairman chairwoman congressman congresswoman representative speaker attorney",
    ),
    (
        WordClass::LIGHT,
        "also again already still however meanwhile moreover furthermore therefore thus then too just even now indeed
         altogether both there very quite really",
    ),
    (
        WordClass::PRONOUN,
        "he she it they we you i me him her them us his hers its their theirs our ours your yours my mine this that
         these those himself herself itself themselves such i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've
         we'd we'll they're they've they'd they'll let's",
    ),
    (
        WordClass::FUNCTION,
        "i'm i've i'd i'll you're you've you'd you'll he'd he'll she'd she'll it'd it'll we're we've we'd we'll they're
         they've they'd they'll let's who's what's",
    ),
    (
        WordClass::SPEAKER,
        "i me my mine myself we us our ours ourselves you your yours yourself i'm i've i'd i'll you're you've you'd
         you'll we're we've we'd we'll let's",
    ),
    (
        WordClass::CLAUSE,
        "that which who whom whose what when where why how because although though unless whether while if but since
         until before after as than so for",
    ),
    (
        WordClass::OPENING,
        "officials police authorities troops soldiers rebels separatists prices people experts critics residents
         witnesses workers students voters scientists researchers doctors analysts investors lawmakers prosecutors
         sources reports figures shares sales profits costs heavy fresh new old many most several more less earlier
         later last next today yesterday tomorrow tonight once twice half part parts nearly almost around some such
         other others another according asked speaking citing despite following given having being under over after
         before during between among within without since until while although though because if when where who what
         which why how there here now then thus however meanwhile moreover still also even only just never not no
         nobody nothing none neither either both each every all any few much little in on at by for from to of off
         with about against as and or but so yet the a an this that these those it he she they we you i his her its
         their our your my talks protests elections negotiations inflation unemployment exports imports water money
         oil gas food power electricity work health education crime growth trade rain snow women men children parents
         anyone everyone everybody somebody someone something everything instead perhaps maybe finally recently
         currently initially previously originally reportedly dozens hundreds thousands millions tens russians
         earnings members ministers leaders allies countries states teachers nurses farmers patients passengers
         drivers firefighters rescuers investigators inspectors engineers builders owners managers",
    ),
    (
        WordClass::MUTUAL,
        "with met meets meet meeting married marries marry marrying divorced resembles resemble resembled borders
         bordered equals equalled equaled faced faces fought fights played plays adjoins adjoined neighbours neighbors
         matches matched and or between among like spoke speaks spoken speaking talked talks talking agreed agrees
         agree differ differs differed debated debates near beside kissed hugged embraced greeted knows knew",
    ),
    (
        WordClass::PARTICLE,
        "over up down out off away back in on together apart through around",
    ),
    (
        WordClass::SENSE,
        "all some any most many few every each both no none other another these those who whom whose which what when
         where why how if unless whether because although will would shall should
         can could may might must about around only ever from to into against before after since until till without above below over under for despite between through
         during onto across behind toward towards outside inside off more less fewer than least most or by",
    ),
    (
        WordClass::NUMBER,
        "a an zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
         seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety first second third fourth
         fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth
         eighteenth nineteenth",
    ),
    (
        WordClass::FOREIGN,
        "der die hat das und nicht ist ein eine einen dem den des mit von zu auf für le la les un une du des et est dans pour que qui sur pas el los las del una y por con su il lo gli della che di per non sono een het van en niet op dat zijn och att det som är på og ikke til av w z na się nie że do jest",
    ),
];

static CLASSES: LazyLock<HashMap<&str, WordClass>> = LazyLock::new(|| {
    let mut classes: HashMap<&str, WordClass> = HashMap::new();
    for (class, words) in LISTS {
        for word in words.split_whitespace() {
            let known = classes.entry(word).or_default();
            *known = *known | *class;
        }
    }
    classes
});

/// Returns what a word does.
pub(super) fn class(word: &str) -> WordClass {
    CLASSES.get(word).copied().unwrap_or_default()
}

/// Forms of verbs that no rule leads back, each list headed by the form that stands for all.
const IRREGULAR: &str = "take took taken taking|give gave given giving|beat beaten beats beating|tell told|sell sold|buy
    bought|send sent|hold held|lead led|leave left leaving|lose lost losing|win won winning|hit hits hitting|shoot shot
    shooting|strike struck striking stricken|fight fought|catch caught|teach taught|build built|bring brought|seek
    sought|find found|make made making|pay paid|put puts putting|cut cuts cutting|say said|see saw seen|know knew known|
    throw threw thrown|draw drew drawn|drive drove driven driving|choose chose chosen choosing|break broke broken|freeze
    froze frozen freezing|steal stole stolen|write wrote written writing|speak spoke spoken|swear swore sworn|bite bit
    bitten|hide hid hidden hiding|forgive forgave forgiven|overthrow overthrew overthrown|withdraw withdrew withdrawn|
    overcome overcame|run ran running|bind bound|breed bred|feed fed|flee fled|keep kept|mean meant|meet met|set sets
    setting|let lets letting|hurt hurts|shut shuts|split splits|quit quits|grow grew grown|rise rose risen rising|fall
    fell fallen|begin began begun beginning|come came coming|go went gone going|get got gotten getting|become became
    becoming|think thought|feel felt|stand stood|understand understood|spend spent|lend lent|bend bent|sink sank sunk|
    drink drank drunk|sing sang sung|ring rang rung|wear wore worn|tear tore torn|bear bore borne|eat ate eaten|forget
    forgot forgotten|ride rode ridden riding|wake woke woken|undergo underwent undergone|undertake undertook undertaken|
    mistake mistook mistaken|agree agreed agrees agreeing agreement|free freed freeing|guarantee guaranteed|invade
    invasion invasions|defend defence defense|destroy destruction|kill killing|succeed success|decide decision|lie lying
    lay|die died dying dies|be is are was were been being am isn't aren't wasn't weren't|have has had having hasn't
    haven't hadn't|do does did doing don't didn't doesn't|need needs needed|tie tied tying|use used using|sue sued suing|
    overrun overran|outlaw outlawed|deny denial denials denied denies denying|refuse refusal|arrive arrival|sentence
    sentences sentenced|species|news|series|police|politics|economics|united|hundred|indeed|embed embedded|speed sped";

static STEMS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| {
    let mut stems = HashMap::new();
    for forms in IRREGULAR.split('|') {
        let mut forms = forms.split_whitespace();
        if let Some(first) = forms.next() {
            stems.insert(first, first);
            stems.extend(forms.map(|form| (form, first)));
        }
    }
    stems
});

/// Tells whether a form of an irregular verb can follow `was` in a passive.
pub(super) fn is_irregular_form(word: &str) -> bool {
    STEMS.get(word).is_some_and(|stem| *stem != word)
        || ["beat", "put", "hit", "cut", "set"].contains(&word)
}

/// Returns what is common to the forms of an English word: `annexed`, `annexes` and `annexation`
/// give `annex`. It need not be a word; forms it cannot lead back stay apart.
pub(super) fn stem(word: &str) -> Cow<'_, str> {
    if let Some(stem) = STEMS.get(word) {
        return Cow::Borrowed(stem);
    }
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return Cow::Borrowed(word);
    }
    let cut = |ending: &str, least: usize| {
        word.strip_suffix(ending)
            .filter(|rest| rest.len() >= least && rest.contains(['a', 'e', 'i', 'o', 'u', 'y']))
    };
    let long = ["ations", "ation", "ians", "ian", "ia"];
    if let Some(rest) = long.iter().find_map(|ending| cut(ending, 4)) {
        return Cow::Borrowed(rest);
    }
    // `Crimea`, `Crimean`; not `crime`.
    for (ending, kept) in [("eans", 1), ("ean", 1), ("ea", 1)] {
        if let Some(rest) = cut(ending, 4) {
            return Cow::Borrowed(&word[..rest.len() + kept]);
        }
    }
    for ending in ["ied", "ies"] {
        if let Some(rest) = cut(ending, 2) {
            return Cow::Borrowed(&word[..rest.len() + 1]);
        }
    }
    for ending in ["ed", "ings", "ing"] {
        if let Some(rest) = cut(ending, 3) {
            return Cow::Borrowed(undoubled(rest));
        }
    }
    let singular = match cut("s", 3) {
        Some(rest) if !rest.ends_with(['s', 'u', 'i']) => rest,
        _ => word,
    };
    if singular.len() > 3 {
        if let Some(rest) = singular.strip_suffix('e') {
            return Cow::Borrowed(rest);
        }
        if let Some(rest) = singular.strip_suffix('y')
            && !rest.ends_with(['a', 'e', 'i', 'o', 'u'])
        {
            return Cow::Owned(format!("{rest}i"));
        }
    }
    Cow::Borrowed(singular)
}

/// `planned` is of `plan`; `killed` and `passed` are of words that have both letters.
fn undoubled(rest: &str) -> &str {
    match rest.as_bytes() {
        [_, _, .., a, b] if a == b && !b"lsz".contains(b) => &rest[..rest.len() - 1],
        _ => rest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_one_word_have_one_stem() {
        for forms in [
            "annex annexes annexed annexing annexation",
            "army armies",
            "deny denied denies denial",
            "seize seized seizes seizing",
            "plan plans planned planning",
            "kill kills killed killing",
            "take took taken",
            "vote votes voted voting",
            "Ukraine Ukrainian Ukrainians",
            "Russia Russian Russians",
            "Crimea Crimean",
            "day days",
        ] {
            let forms = forms.to_lowercase();
            let mut stems: Vec<_> = forms.split(' ').map(stem).collect();
            stems.dedup();
            assert_eq!(stems.len(), 1, "{stems:?}");
        }
    }

    #[test]
    fn other_words_have_others() {
        for pair in ["crime crimea", "army arms", "spring sprung", "news new"] {
            let stems: Vec<_> = pair.split(' ').map(stem).collect();
            assert_ne!(stems[0], stems[1]);
        }
    }
}
