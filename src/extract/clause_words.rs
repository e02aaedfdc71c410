//! Small words by which a clause tells who says what in it.

use crate::language::small_word_sets;

small_word_sets! {
    /// Between the subject and its verb: `has said`, `also said`, `last week said`.
    pub(super) BESIDE_VERB = "has have had also then later again never once now already both would will did does not still even
        reportedly last this week month year monday tuesday wednesday thursday friday saturday sunday today yesterday
        earlier morning evening afternoon night on recently repeatedly himself herself itself previously initially
        finally first widely";

    /// Before the verb, these make it no verb of saying: `the reported deaths`, `amid claims`.
    pub(super) NO_SUBJECT = "was were is are be been being the a an of to such no any some these those its his her their our my
        your for with by from in as what more most less newly widely so amid despite about over after on into against
        between under through without and or other all recent new earlier";

    /// What makes a passive of a verb.
    pub(super) BEING = "was were is are been being be";

    /// Nouns as often as verbs: verbs only right after a name or one of `BEFORE_A_NOUN_LIKE_VERB`.
    pub(super) NOUNS = "reports claims states notes estimates stresses";

    /// See `NOUNS`.
    pub(super) BEFORE_A_NOUN_LIKE_VERB = "he she it who also";

    /// Verbs that may stand before their subject after a mere comma: `…, said the minister.`
    pub(super) TURNED = "said says added adds wrote writes";

    /// To write is to say only with words that are written.
    pub(super) WRITTEN = "wrote writes";

    /// Small words that can follow a person's name at the start of a sentence.
    pub(super) AFTER_A_PERSON = "was is has had will would spoke met went took made gave left came became began won lost told said
        says led ran held kept saw knew felt grew wrote read sent put set and who also could did does";

    /// A clause begins after these.
    pub(super) CLAUSE = "that but while as when because which who whom whose where if although though since after before until
        unless than or so whether";

    /// A subject after the verb ends before these.
    pub(super) BEHIND = "on in to at after during when as who that while told by with before and but following last this yesterday
        today monday tuesday wednesday thursday friday saturday sunday citing adding without";

    /// Small words after a name that continue with it: `Kwame Mensah of Northgate Capital`.
    pub(super) LINKS = "of de van von der bin al the for from at in";

    /// Verbs that show that a subject is not the last thing of a clause.
    pub(super) AUXILIARIES = "would will had has have was were is are could can may might must should did does do that never not
        wants needs";

    /// `On Monday Zelenskyy said`.
    pub(super) LEADS_TO_TIME = "on in at by";

    /// Small words between two words of one name.
    pub(super) WITHIN_A_NAME = "of de van von bin al and the";

    /// Two small words may meet within a name: `United States and the United Kingdom`.
    pub(super) BEFORE_ANOTHER = "and of";

    /// Behind these, a name is only that of what the speaker belongs to: `a spokesman for Johnson`.
    pub(super) PREPOSITIONS = "for of from at in with";

    /// What may stand before a name with a capital, at the start of a sentence.
    pub(super) ARTICLES = "the a an but and of";

    /// Words with a capital at the start of a sentence that are not names.
    pub(super) NOBODY = "the a an but and of he she it they i we you this that there these those what who in on at if when as after
        before more some many both his her their its our my for while since";

    /// Pronouns that could be anybody.
    pub(super) ANYBODY = "they i we you who";

    /// Pronouns of a person.
    pub(super) HE = "he she";

    /// What may stand before a name and its title: `His biographer, Ingrid Sandberg`.
    pub(super) BEFORE_A_TITLE = "the his her";
}
