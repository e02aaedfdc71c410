//! Why a file cannot be read, and by what it can be made one that can.

use thiserror::Error;

use crate::text::DecodeError;

/// Why there is no text.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum FormatError {
    /// The bytes are no text that can be decoded.
    #[error(transparent)]
    NotText(#[from] DecodeError),
    /// A page in an encoding other than UTF-8, which it names.
    #[error(
        "it is not UTF-8: it says that it is {label} (convert it: iconv -f {label} -t UTF-8 OLD > NEW)"
    )]
    Encoded {
        /// The encoding's name: letters, digits, and `-._:`.
        label: String,
    },
    /// A file that another program has to turn into text.
    #[error("it is {what} (make it text: {command})")]
    Foreign {
        /// What it is.
        what: &'static str,
        /// The command that makes it text.
        command: &'static str,
    },
}

/// A kind of file that is not read: what it is, the endings of its names, how it begins, and what
/// makes it text.
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

/// Refuses what is read by no means: by the name, and by how it begins whatever it is called.
pub(super) fn refuse(name: &str, bytes: &[u8]) -> Result<(), FormatError> {
    let ending = super::ending(name);
    let foreign = FOREIGN.iter().find(|(_, endings, beginning, _)| {
        endings.contains(&ending.as_str()) || bytes.starts_with(beginning)
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
    fn what_another_program_has_to_read_is_refused_with_its_command() {
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
