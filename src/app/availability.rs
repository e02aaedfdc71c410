//! Why a command can do nothing just now: the first thing its row requires that is missing.

use crate::model::{Anchor, Claim, Origin};

use super::command::Requires;
use super::workspace::Workspace;
use super::{Command, SourcesProgress};

/// Returns why a command can do nothing just now, or `None` if it can.
pub(super) fn why_off(command: Command, work: &Workspace) -> Option<String> {
    let requires = command.row().requires;
    let place = match requires.contains(&Requires::Target) {
        true => work.target(),
        false => work.list.selected(),
    };
    let claim = place.and_then(|place| Some((place, work.review().claims().get(place)?)));
    let missing = |&required: &Requires| {
        why_missing(required, work).or_else(|| match claim {
            Some((place, claim)) => why_missing_on(required, work, place, claim),
            None => matches!(required, Requires::Claim | Requires::Target).then(|| {
                let filter = work.key(Command::Filter);
                format!("No claim is selected: the list is empty ({filter} lists others)")
            }),
        })
    };
    requires.iter().find_map(missing)
}

/// Returns why something that is required of the session is missing.
fn why_missing(required: Requires, work: &Workspace) -> Option<String> {
    let key = |command| work.key(command);
    let review = work.review();
    let (is_missing, why) = match required {
        Requires::Writable => (
            work.settings.is_read_only(),
            "This review is open read-only".to_owned(),
        ),
        Requires::UndoStep => (
            work.edits.steps().done().is_empty(),
            "Nothing to undo".to_owned(),
        ),
        Requires::RedoStep => (
            work.edits.steps().undone().is_empty(),
            "Nothing to redo".to_owned(),
        ),
        Requires::Draft => (work.drafts.all().is_empty(), "No drafts".to_owned()),
        Requires::ChangedArticle => (
            !work.is_article_changed,
            "The article has not changed".to_owned(),
        ),
        Requires::OpenHint => (
            review.progress().hints == 0,
            "No open claim has a hint".to_owned(),
        ),
        Requires::Gap => (
            review.coverage().words_in_no_claim() == 0,
            "Every word is in a claim".to_owned(),
        ),
        Requires::Search => (
            work.search.current().is_none(),
            format!("No search: {} searches", key(Command::Search)),
        ),
        Requires::SearchOrSpot => (
            work.search.current().is_none() && work.article.spot().is_none(),
            "No search to clear".to_owned(),
        ),
        Requires::Sources => (
            *work.sources.progress() == SourcesProgress::None,
            "No sources: start with --sources PATH, or put them into a folder named sources \
             beside the article"
                .to_owned(),
        ),
        Requires::ReadSources => (
            matches!(work.sources.progress(), SourcesProgress::Reading { .. }),
            "The sources are still being read".to_owned(),
        ),
        Requires::ShownSources => (
            !work.sources.is_open(),
            format!(
                "Sources are not shown: {} shows them",
                key(Command::Sources)
            ),
        ),
        Requires::ReportFormats => (
            work.settings.reports().is_empty(),
            "No report formats".to_owned(),
        ),
        Requires::Priorities => (
            !work.list.has_priorities(),
            "No claim has a priority to order by".to_owned(),
        ),
        _ => return None,
    };
    is_missing.then_some(why)
}

/// Returns why something that is required of a claim is missing.
fn why_missing_on(
    required: Requires,
    work: &Workspace,
    place: usize,
    claim: &Claim,
) -> Option<String> {
    let key = |command| work.key(command);
    let (is_missing, why) = match required {
        Requires::InArticle => return claim.is_gone().then(|| gone(work, place, claim)),
        Requires::Removable => (claim.is_put_away(), "put away already".to_owned()),
        Requires::Unambiguous => (
            matches!(claim.anchor, Anchor::Ambiguous { .. }),
            format!("{} asks which words are meant", key(Command::Confirm)),
        ),
        Requires::AdverseVerdict => (
            work.review().reasons_for(place).is_err(),
            format!(
                "only a disputed or garbled claim has reasons: {} or {} first",
                key(Command::Dispute),
                key(Command::Garble)
            ),
        ),
        Requires::Ruling => (claim.ruling().is_none(), "no verdict to clear".to_owned()),
        Requires::CopyableVerdict => (claim.settled().is_none(), "no verdict to copy".to_owned()),
        Requires::OpenRepeat => (
            work.repeats.open_places(claim, work.review()).is_empty(),
            "no open claim says the same".to_owned(),
        ),
        Requires::ChangedWords => (
            claim.anchor == Anchor::Sure,
            "its words have not changed: nothing to confirm".to_owned(),
        ),
        Requires::Hint => (claim.hints.is_empty(), "no hint".to_owned()),
        Requires::Suggestion => (
            claim.suggesting_hints().next().is_none(),
            "no hint suggests a word".to_owned(),
        ),
        Requires::Passage => {
            let is_current = work.list.selected() == Some(place);
            let shown = work.sources.shown_passage(&claim.id).is_some();
            let has_passage = match is_current {
                true => shown,
                false => work.target_passage().is_some(),
            };
            (!has_passage, "no passage".to_owned())
        }
        _ => return None,
    };
    let why = match required == Requires::Removable && !is_missing {
        true => not_removable(work, claim)?,
        false => is_missing.then_some(why)?,
    };
    Some(format!("Claim {}: {why}", work.number(place)))
}

/// Says that a claim is gone from the article, and how to put it away.
fn gone(work: &Workspace, place: usize, claim: &Claim) -> String {
    let put_away = match claim.is_put_away() {
        true => String::new(),
        false => format!(": {} puts it away", work.key(Command::RemoveClaim)),
    };
    let number = work.number(place);
    format!("Claim {number} is gone from the article{put_away}")
}

/// Returns why a claim that is not put away cannot be removed.
fn not_removable(work: &Workspace, claim: &Claim) -> Option<String> {
    let can_be_removed = claim.is_gone() || claim.origin == Origin::Added;
    (!can_be_removed).then(|| {
        format!(
            "only an added claim can be removed: {} sets this one aside",
            work.key(Command::SetAside)
        )
    })
}
