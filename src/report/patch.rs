//! The proposed corrections as a unified diff, which `patch` or `git apply -p0` applies to the
//! article's file.

use similar::{Algorithm, TextDiff};

use super::corrections::{edited, edits, remarks};
use super::dossier::Dossier;
use super::{Report, ReportError, ReportOptions, file_name};

/// How many unchanged lines stand around a change, as everywhere.
const CONTEXT: usize = 3;

pub(super) fn write(dossiers: &[Dossier], _: &ReportOptions) -> Result<Report, ReportError> {
    let mut report = Report::default();
    for dossier in dossiers {
        let original = dossier.original()?;
        if !original.is_file() {
            return Err(ReportError::Markup(file_name(dossier)));
        }
        let raw = original.raw();
        if raw.replace("\r\n", "").contains('\r') {
            return Err(ReportError::LineEnds(file_name(dossier)));
        }
        let line_end = if raw.contains("\r\n") { "\r\n" } else { "\n" };
        let edits = edits(dossier);
        let new = edited(original, &edits.edits, |out, _, edit| {
            out.push_str(&edit.new.replace('\n', line_end));
        });
        report
            .text
            .push_str(&unified(&file_name(dossier), raw, &new));
        report.remarks.extend(remarks(dossier, &edits));
    }
    Ok(report)
}

fn unified(name: &str, old: &str, new: &str) -> String {
    // Only a line feed ends a line here; what else there is belongs to it and must stay.
    let [old, new] = [old, new].map(|text| text.split_inclusive('\n').collect::<Vec<_>>());
    let diff = TextDiff::configure()
        .algorithm(Algorithm::Patience)
        .newline_terminated(true)
        .diff_slices(&old, &new);
    // A name with a space in it ends at the tab.
    let tab = if name.contains(' ') { "\t" } else { "" };
    let name = format!("{name}{tab}");
    diff.unified_diff()
        .context_radius(CONTEXT)
        .header(&name, &name)
        .to_string()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{self, corrected};
    use super::*;

    fn patch(text: &str, corrections: &[(&str, &str)]) -> Report {
        write(&[corrected(text, corrections)], &sample::options()).unwrap()
    }

    #[test]
    fn only_changed_lines_are_in_it() {
        let text = "A\nB\nC\nD\nE one.\nF\nG\nH\nI\n";
        let report = patch(text, &[("E one.", "E two.")]);
        insta::assert_snapshot!(report.text, @"
        --- draft.txt
        +++ draft.txt
        @@ -2,7 +2,7 @@
         B
         C
         D
        -E one.
        +E two.
         F
         G
         H
        ");
        assert_eq!(report.remarks, Vec::<String>::new());
    }

    #[test]
    fn line_ends_and_a_missing_last_one_are_kept() {
        let report = patch("\u{FEFF}One.\r\nTwo.", &[("Two.", "Two\nthree.")]);
        assert_eq!(
            report.text,
            "--- draft.txt\n+++ draft.txt\n@@ -1,2 +1,3 @@\n \u{FEFF}One.\r\n-Two.\n\
             \\ No newline at end of file\n+Two\r\n+three.\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn nothing_to_put_right_is_said() {
        let report = patch("One.\n", &[]);
        assert_eq!(report.text, "");
        assert_eq!(
            report.remarks,
            ["draft.txt: there is no correction to be made"]
        );
    }

    #[test]
    fn line_ends_of_old_are_refused() {
        let dossier = corrected("One.\rTwo.\r", &[("Two.", "2.")]);
        let error = write(&[dossier], &sample::options()).unwrap_err();
        assert!(error.to_string().contains("draft.txt"), "{error}");
    }
}
