//! Why a file cannot be read, and which command makes it readable.

use thiserror::Error;

use crate::text::DecodeError;

/// Why a file cannot be read.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FormatError {
    /// The bytes cannot be decoded.
    #[error(transparent)]
    NotText(#[from] DecodeError),
    /// A page that names an encoding other than UTF-8.
    #[error(
        "it is not UTF-8: it says that it is {label} (convert it: iconv -f {label} -t UTF-8 OLD > NEW)"
    )]
    Encoded {
        /// The name of the encoding: letters, digits and `-._:`.
        label: String,
    },
    /// A file that another program has to convert.
    #[error("it is {what} (make it text: {command})")]
    Foreign {
        /// What it is.
        what: &'static str,
        /// The command that converts it to text.
        command: &'static str,
    },
}

/// A kind of file that is not read: what it is, its extensions, its first bytes, and the command that
/// converts it.
type Foreign = (
    &'static str,
    &'static [&'static str],
    &'static [u8],
    &'static str,
);

const FOREIGN: &[Foreign] = &[
    (
        "a word processor's file",
        &["docx", "odt", "epub"],
        b"PK\x03\x04",
        "pandoc -t plain --wrap=none OLD -o NEW.txt",
    ),
    (
        "a word processor's file",
        &["rtf"],
        b"{\\rtf",
        "pandoc -t plain --wrap=none OLD -o NEW.txt",
    ),
    (
        "a PDF",
        &["pdf"],
        b"%PDF-",
        "pdftotext OLD NEW.txt; what pandoc -t plain --wrap=none makes of the manuscript is better",
    ),
    (
        "an old word processor's file",
        &["doc"],
        b"\xD0\xCF\x11\xE0",
        "save it as .docx, then pandoc -t plain --wrap=none OLD -o NEW.txt",
    ),
];

/// Refuses files that cannot be read, by extension and by their first bytes.
pub(super) fn refuse(extension: &str, bytes: &[u8]) -> Result<(), FormatError> {
    let foreign = FOREIGN.iter().find(|(_, extensions, first_bytes, _)| {
        extensions.contains(&extension) || bytes.starts_with(first_bytes)
    });
    match foreign {
        Some(&(what, _, _, command)) => Err(FormatError::Foreign { what, command }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::read;

    #[test]
    fn files_for_other_programs_are_refused_with_a_command() {
        for (name, bytes, said) in [
            (
                "a.docx",
                &b"PK\x03\x04\0"[..],
                "pandoc -t plain --wrap=none",
            ),
            ("a.ODT", b"", "pandoc -t plain --wrap=none"),
            ("a.txt", b"PK\x03\x04\0", "a word processor's file"),
            ("a.rtf", b"{\\rtf1", "pandoc"),
            ("a.pdf", b"%PDF-1.7", "pdftotext"),
            ("a.pdf", b"%PDF-1.7", "pandoc -t plain --wrap=none"),
            ("a.doc", b"\xD0\xCF\x11\xE0", "pandoc"),
        ] {
            let error = read(name, bytes.to_vec()).unwrap_err().to_string();
            assert!(error.contains(said), "{name}: {error}");
        }
    }
}
