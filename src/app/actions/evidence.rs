//! The evidence on a claim: what is filed, sources of other claims, and the form to type one in.

use jiff::Timestamp;

use crate::model::{Claim, ClaimId, Evidence, Stance};
use crate::text::{is_web_address, one_line};

use crate::app::chooser::{Chooser, ChooserItem, ChooserPurpose};
use crate::app::modes::Reply;
use crate::app::workspace::Workspace;
use crate::app::{Command, Effect, Form, FormEntry, FormKind, FormSubject};

/// The lines of the form.
const URL: &str = "address";
const TITLE: &str = "title";
const FILE: &str = "file";
const PLACE: &str = "place";
const QUOTE: &str = "quote";
const STANCE: &str = "stance";
const PRIMARY: &str = "primary";

/// The most lines of the list: a digit chooses each.
const MAX_LINES: usize = 9;

/// The most claims named beside a source used before.
const MAX_CLAIMS_NAMED: usize = 4;

/// A shorter title has to be confirmed before it is filed.
const MIN_TITLE_CHARS: usize = 4;

impl Chooser {
    /// Offers a new source, what is filed on the claim, and the sources filed on other claims.
    pub(in crate::app) fn evidence(work: &Workspace) -> Option<Self> {
        let place = work.target()?;
        let claim = work.review().claims().get(place)?;
        let filed = claim.evidence();
        let mut used = work.review().sources_of_others(place);
        used.truncate(MAX_LINES.saturating_sub(1 + filed.len()));
        let entries = filed.iter().map(|evidence| {
            let primary = if evidence.primary { ", primary" } else { "" };
            let name = one_line(evidence.name().unwrap_or("a source"));
            ChooserItem::new(format!("{}{primary}: {name}", evidence.stance), "")
        });
        let offered = used.iter().map(|used| {
            let name = one_line(used.source.name().unwrap_or("a source"));
            ChooserItem::new(name, used_on(work, &used.claims))
        });
        let new = ChooserItem::new("new", "type a source in");
        let items = std::iter::once(new).chain(entries).chain(offered).collect();
        let used = used.into_iter().map(|used| used.source).collect();
        Some(Self::new(
            ChooserPurpose::Evidence(claim.id.clone(), filed.to_vec(), used),
            format!("Evidence on claim {}", work.number(place)),
            false,
            items,
        ))
    }
}

/// Returns where a source is used: `used on claims 3, 9`.
fn used_on(work: &Workspace, claims: &[usize]) -> String {
    let s = if claims.len() == 1 { "" } else { "s" };
    let named = claims.iter().take(MAX_CLAIMS_NAMED);
    let numbers: Vec<String> = named.map(|&place| work.number(place)).collect();
    let more = match claims.len().saturating_sub(MAX_CLAIMS_NAMED) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    format!("used on claim{s} {}{more}", numbers.join(", "))
}

impl Form {
    /// Returns the form on a source that is filed on a claim, or on a new one.
    pub(in crate::app) fn on_evidence(claim: &Claim, filed: Option<&Evidence>) -> Self {
        let evidence = filed.cloned().unwrap_or_else(|| Evidence {
            stance: Stance::following(claim.ruling()).unwrap_or(Stance::Supports),
            follows_verdict: true,
            ..Evidence::blank()
        });
        let stances = Stance::ALL.iter().map(|stance| stance.name());
        let entries = vec![
            (URL, FormEntry::line(evidence.url.as_deref())),
            (TITLE, FormEntry::line(evidence.title.as_deref())),
            (FILE, FormEntry::line(evidence.file.as_deref())),
            (PLACE, FormEntry::line(evidence.locator.as_deref())),
            (QUOTE, FormEntry::lines(evidence.quote.as_deref())),
            (STANCE, FormEntry::choice(stances, evidence.stance.name())),
            (PRIMARY, FormEntry::yes_or_no(evidence.primary)),
        ];
        Self::open(
            claim.id.clone(),
            FormSubject::Evidence(evidence),
            filed.is_some(),
            entries,
        )
    }

    /// Returns the source as filled in. What has no line stays; one that is filed now was accessed
    /// now. Words typed as the address of a new source without a title are its title.
    pub(in crate::app) fn evidence(&self, before: &Evidence, now: Timestamp) -> Evidence {
        let text = |name| Some(self.value(name));
        let is_title =
            !self.is_kept && self.value(TITLE).trim().is_empty() && !is_address(&self.value(URL));
        let [url, title] = match is_title {
            true => [None, text(URL)],
            false => [text(URL), text(TITLE)],
        };
        let stance = Stance::named(&self.value(STANCE)).unwrap_or(before.stance);
        Evidence {
            stance,
            follows_verdict: before.follows_verdict && stance == before.stance,
            primary: self.value(PRIMARY) == "yes",
            title,
            url,
            file: text(FILE),
            locator: text(PLACE),
            quote: text(QUOTE),
            accessed: match self.is_kept {
                true => before.accessed,
                false => before.accessed.or(Some(now)),
            },
            extra: before.extra.clone(),
        }
    }

    /// Returns the title of a new source if it is all that is filled in, and so short that the keys
    /// may have been meant for something else.
    pub(in crate::app) fn short_title(&self, evidence: &Evidence) -> Option<String> {
        let others = [FILE, PLACE, QUOTE].map(|name| self.value(name));
        let title = evidence.title.as_deref().unwrap_or_default().trim();
        let is_all = evidence
            .url
            .as_deref()
            .is_none_or(|url| url.trim().is_empty())
            && others.iter().all(|value| value.trim().is_empty());
        let is_short = (1..MIN_TITLE_CHARS).contains(&title.chars().count());
        (!self.is_kept && is_all && is_short).then(|| one_line(title))
    }

    /// Puts a pasted web address where it belongs, whatever line the cursor is on. Returns `false`
    /// if the text is not an address, or the form has no empty line for one.
    pub(in crate::app) fn takes_address(&mut self, pasted: &str) -> bool {
        let takes = matches!(self.subject, FormSubject::Evidence(_))
            && is_web_address(pasted.trim())
            && self.value(URL).trim().is_empty();
        if takes {
            self.set(URL, pasted.trim());
        }
        takes
    }
}

/// Returns whether a text reads as an address: with or without `https://`, or such as `doi:10.1/2`.
fn is_address(text: &str) -> bool {
    let text = text.trim();
    !text.contains(char::is_whitespace) && text.contains(['.', ':', '/'])
}

impl Workspace {
    /// Takes a line of the list of a claim's evidence: opens the form on something new or on an
    /// entry, or files a source that is filed on other claims.
    pub(in crate::app) fn choose_evidence(
        &mut self,
        id: &ClaimId,
        (filed, used): (&[Evidence], &[Evidence]),
        line: usize,
        now: Timestamp,
    ) -> Reply {
        let Some(place) = self.review().index_of_id(id.as_str()) else {
            return Reply::default();
        };
        let Some(entry) = line.checked_sub(1) else {
            return self.open_new_form(place, FormKind::Evidence, now);
        };
        if let Some(evidence) = filed.get(entry) {
            let claim = &self.review().claims()[place];
            let form = Form::on_evidence(claim, Some(evidence));
            return self.open_form(form);
        }
        let Some(source) = used.get(entry - filed.len()) else {
            return Reply::default();
        };
        let evidence = Evidence {
            stance: Stance::Context,
            accessed: Some(now),
            ..source.clone()
        };
        let name = evidence.name().unwrap_or("a source").to_owned();
        self.file(place, evidence, &name, now).into()
    }

    /// Files a source by one key, and says so. Its stance follows the claim's verdict once there is one.
    pub(in crate::app) fn file(
        &mut self,
        place: usize,
        evidence: Evidence,
        name: &str,
        now: Timestamp,
    ) -> Vec<Effect> {
        let ruling = self.review().claims()[place].ruling();
        let evidence = Evidence {
            stance: Stance::following(ruling).unwrap_or(evidence.stance),
            follows_verdict: true,
            ..evidence
        };
        let filed = format!("filed {}: {}", one_line(name), evidence.stance);
        let change = self
            .review()
            .file_evidence(place, None, evidence, &self.signature(now));
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let key = self.key(Command::FileEvidence);
            let undo = self.undo_hint();
            self.say_on(place, format!("{filed} · {key} changes it{undo}"));
        }
        effects
    }

    /// Gives an entry filed on a claim the next stance.
    pub(in crate::app) fn cycle_stance(
        &mut self,
        place: usize,
        entry: &Evidence,
        now: Timestamp,
    ) -> Vec<Effect> {
        let next = Stance::ALL.iter().cycle();
        let mut next = next.skip_while(|&&stance| stance != entry.stance).skip(1);
        let evidence = Evidence {
            stance: next.next().copied().unwrap_or(entry.stance),
            follows_verdict: false,
            ..entry.clone()
        };
        let said = format!(
            "{} {}",
            one_line(evidence.name().unwrap_or("a source")),
            match evidence.stance {
                Stance::Supports => "supports it",
                Stance::Contradicts => "contradicts it",
                Stance::Context => "is context",
            }
        );
        let sign = self.signature(now);
        let change = self
            .review()
            .file_evidence(place, Some(entry), evidence, &sign);
        let effects = self.make(change, now);
        if !effects.is_empty() {
            self.say_on(place, said);
        }
        effects
    }

    /// Removes the entry of a list that the cursor is on: evidence or a contact.
    pub(in crate::app) fn remove_entry(&mut self, chooser: &Chooser, now: Timestamp) -> Reply {
        if !chooser.is_on_entry() {
            self.refuse("Nothing to remove on this line");
            return Reply::default();
        }
        let at = chooser.cursor - 1;
        let sign = self.signature(now);
        let place_of = |id: &ClaimId| self.review().index_of_id(id.as_str());
        let removed = match &chooser.purpose {
            ChooserPurpose::Evidence(id, filed, _) => place_of(id).map(|place| {
                let change = self.review().remove_evidence(place, &filed[at], &sign);
                (place, change, "evidence")
            }),
            ChooserPurpose::Contacts(id, log, _) => place_of(id).map(|place| {
                let change = self.review().remove_contact(place, &log[at]);
                (place, change, "contact")
            }),
            _ => None,
        };
        let Some((place, change, what)) = removed else {
            return Reply::default();
        };
        let effects = self.make(change, now);
        if !effects.is_empty() {
            let undo = self.undo_hint();
            self.say_on(place, format!("{what} removed{undo}"));
        }
        Reply::from(effects).closing()
    }
}
