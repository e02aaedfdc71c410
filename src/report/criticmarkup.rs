//! The article with the proposed corrections as CriticMarkup (criticmarkup.com), for editors that
//! can take or leave each of them.

use std::collections::{HashMap, HashSet};

use crate::text::{Text, one_line};

use super::corrections::{TextEdit, TextEdits, edited, edits, remarks};
use super::dossier::{Dossier, DossierClaim};
use super::{Report, ReportError, ReportOptions, file_name, wording};

/// What begins, parts or ends a mark. There is no way to write these characters and not mean it.
const MARKS: [&str; 11] = [
    "{++", "++}", "{--", "--}", "{~~", "~>", "~~}", "{>>", "<<}", "{==", "==}",
];

pub(super) fn write(dossiers: &[Dossier], _: &ReportOptions) -> Result<Report, ReportError> {
    let [dossier] = dossiers else {
        return Err(ReportError::OneArticle(dossiers.len()));
    };
    let original = dossier.original()?;
    let mut edits = edits(dossier);
    leave_out_marks(&mut edits, dossier, original.article().text());
    let last: HashMap<usize, u32> = edits
        .edits
        .iter()
        .flat_map(|edit| edit.claims.iter().map(|&place| (place, edit.span.start)))
        .collect();
    let text = edited(original, &edits.edits, |out, old, edit| {
        out.push_str(&marked(old, &edit.new));
        for &place in &edit.claims {
            // After its last change, say once whose correction it is and why.
            if last.get(&place) == Some(&edit.span.start) {
                out.push_str(&comment(dossier, &dossier.claims[place]));
            }
        }
    });
    let mut remarks = remarks(dossier, &edits);
    if has_marks(original.raw()) {
        remarks.push(format!(
            "{}: the article itself holds what looks like CriticMarkup; an editor will take that \
             for corrections too",
            file_name(dossier)
        ));
    }
    Ok(Report { text, remarks })
}

fn has_marks(text: &str) -> bool {
    MARKS.iter().any(|mark| text.contains(mark))
}

/// Leaves out corrections that cannot be told in these marks: each as a whole, since half of one
/// is worse than none.
fn leave_out_marks(edits: &mut TextEdits, dossier: &Dossier, text: &Text) {
    let unfit = |edit: &&TextEdit| has_marks(text.slice(edit.span)) || has_marks(&edit.new);
    let unfit = edits.edits.iter().filter(unfit);
    let unfit: HashSet<usize> = unfit.flat_map(|edit| edit.claims.iter().copied()).collect();
    for edit in &mut edits.edits {
        edit.claims.retain(|place| !unfit.contains(place));
    }
    edits.edits.retain(|edit| !edit.claims.is_empty());
    edits.corrections -= unfit.len();
    let mut unfit: Vec<usize> = unfit.into_iter().collect();
    unfit.sort_unstable();
    edits.left_out.extend(unfit.into_iter().map(|place| {
        let number = dossier.claims[place].number;
        format!("claim {number}: its words look like CriticMarkup themselves (use --format patch)")
    }));
}

fn marked(old: &str, new: &str) -> String {
    match (old, new) {
        ("", new) => format!("{{++{new}++}}"),
        (old, "") => format!("{{--{old}--}}"),
        (old, new) => format!("{{~~{old}~>{new}~~}}"),
    }
}

fn comment(dossier: &Dossier, joint: &DossierClaim) -> String {
    let proposing = joint.opinions.iter().find(|opinion| {
        opinion
            .decision()
            .is_some_and(|decision| decision.decided_correction().is_some())
    });
    let opinion = proposing.unwrap_or(&joint.opinions[0]);
    let ruling = wording::ruling(opinion);
    // A name must not end the comment.
    let by = one_line(dossier.reviewer(opinion)).replace(['{', '}', '<', '>'], "");
    format!("{{>>claim {}, {ruling}: {by}<<}}", joint.number)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, corrected};
    use super::*;

    fn critic(text: &str, corrections: &[(&str, &str)]) -> Report {
        write(&[corrected(text, corrections)], &sample::options()).unwrap()
    }

    #[test]
    fn words_changed_put_in_and_taken_out_are_marked() {
        let report = critic(
            "It was taken over by it.\r\nIt stood along along it.\nIt had the.\n",
            &[
                ("It was taken over by it.", "It was annexed by it."),
                ("It stood along along it.", "It stood along it."),
                ("It had the.", "It had the means."),
            ],
        );
        assert_eq!(
            report.text,
            "It was {~~taken over~>annexed~~}{>>claim 1, garbled: alice<<} by it.\r\n\
             It stood along {--along --}{>>claim 2, garbled: alice<<}it.\n\
             It had the{++ means++}{>>claim 3, garbled: alice<<}.\n"
        );
    }

    #[test]
    fn what_cannot_be_told_in_marks_is_left_out_whole() {
        let report = critic(
            "One {++ two here.\nThree.\n",
            &[
                ("One {++ two here.", "Ein {-- two there."),
                ("Three.", "3."),
            ],
        );
        assert_eq!(
            report.text,
            "One {++ two here.\n{~~Three~>3~~}{>>claim 2, garbled: alice<<}.\n"
        );
        assert!(
            report.remarks[0].contains("claim 1"),
            "{:?}",
            report.remarks
        );
        assert!(report.remarks[1].contains("itself"), "{:?}", report.remarks);
    }
}
