//! A form: several lines to fill in, typed or chosen. What it is about and how it is saved is in
//! the modes.

use ratatui_textarea::{CursorMove, TextArea, WrapMode};

use crate::model::{ClaimId, Contact, Evidence};

use super::drafts::{FormDraft, FormKind, VALUE_SEPARATOR};
use super::key::{Code, Key, NamedKey};
use super::text_input;

/// What a form starts from: its values replace those of this, and what has no line stays.
#[derive(Clone, Debug, PartialEq)]
pub enum FormSubject {
    /// A source.
    Evidence(Evidence),
    /// An entry of a contact log.
    Contact(Contact),
}

impl FormSubject {
    /// Returns what is filled in.
    pub fn kind(&self) -> FormKind {
        match self {
            FormSubject::Evidence(_) => FormKind::Evidence,
            FormSubject::Contact(_) => FormKind::Contact,
        }
    }
}

/// What is filled in on one line of a form.
#[derive(Clone, Debug)]
pub enum FormEntry {
    /// Words on one line.
    Line(Box<TextArea<'static>>),
    /// Words on several lines.
    Lines(Box<TextArea<'static>>),
    /// One of a few names.
    Choice {
        /// The names.
        names: Vec<&'static str>,
        /// The one that is chosen.
        at: usize,
    },
}

impl FormEntry {
    /// Returns a line that holds a text, with the cursor at its end.
    pub(super) fn line(text: Option<&str>) -> Self {
        let line: Vec<&str> = text.unwrap_or_default().split_whitespace().collect();
        FormEntry::Line(Box::new(text_input::text_area(&line.join(" "))))
    }

    /// Returns lines that hold a text, with the cursor at its end.
    pub(super) fn lines(text: Option<&str>) -> Self {
        let mut area = text_input::text_area(text.unwrap_or_default());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        FormEntry::Lines(Box::new(area))
    }

    /// Returns a choice.
    pub(super) fn choice(names: impl Iterator<Item = &'static str>, now: &str) -> Self {
        let names: Vec<&'static str> = names.collect();
        let at = names.iter().position(|name| *name == now).unwrap_or(0);
        FormEntry::Choice { names, at }
    }

    /// Returns a choice between yes and no.
    pub(super) fn yes_or_no(now: bool) -> Self {
        FormEntry::choice(["no", "yes"].into_iter(), if now { "yes" } else { "no" })
    }

    fn value(&self) -> String {
        match self {
            FormEntry::Line(area) | FormEntry::Lines(area) => area.lines().join("\n"),
            FormEntry::Choice { names, at } => names[*at].to_owned(),
        }
    }

    fn set(&mut self, value: &str) {
        *self = match self {
            FormEntry::Line(_) => FormEntry::line(Some(value)),
            FormEntry::Lines(_) => FormEntry::lines(Some(value)),
            FormEntry::Choice { names, .. } => FormEntry::choice(names.iter().copied(), value),
        };
    }
}

/// A form, open on one claim.
#[derive(Clone, Debug)]
pub struct Form {
    /// The claim.
    pub claim: ClaimId,
    /// What it starts from.
    pub subject: FormSubject,
    /// Whether the subject is saved on the claim, to be replaced; else it is new.
    pub is_kept: bool,
    /// The lines, each with its name.
    pub entries: Vec<(&'static str, FormEntry)>,
    /// The line the cursor is on.
    pub cursor: usize,
    untouched: String,
}

impl Form {
    /// Opens a form on its first line.
    pub(super) fn open(
        claim: ClaimId,
        subject: FormSubject,
        is_kept: bool,
        entries: Vec<(&'static str, FormEntry)>,
    ) -> Self {
        let mut form = Self {
            claim,
            subject,
            is_kept,
            entries,
            cursor: 0,
            untouched: String::new(),
        };
        form.untouched = form.values();
        form
    }

    /// Returns what is filled in on the line of a name; empty if nothing is.
    pub fn value(&self, name: &str) -> String {
        let entry = self.entries.iter().find(|(other, _)| *other == name);
        entry.map_or_else(String::new, |(_, entry)| entry.value())
    }

    /// Fills in the line of a name.
    pub(super) fn set(&mut self, name: &str, value: &str) {
        if let Some((_, entry)) = self.entries.iter_mut().find(|(other, _)| *other == name) {
            entry.set(value);
        }
    }

    /// Goes to the line of a name, or stays.
    pub(super) fn go_to(&mut self, name: &str) {
        let at = self.entries.iter().position(|(other, _)| *other == name);
        self.cursor = at.unwrap_or(self.cursor);
    }

    /// Returns all values, as a draft holds them.
    pub fn values(&self) -> String {
        let values: Vec<String> = self
            .entries
            .iter()
            .map(|(_, entry)| entry.value().replace(VALUE_SEPARATOR, ""))
            .collect();
        values.join(&VALUE_SEPARATOR.to_string())
    }

    /// Fills in the values of a draft.
    pub(super) fn fill(&mut self, values: &str) {
        for ((_, entry), value) in self.entries.iter_mut().zip(values.split(VALUE_SEPARATOR)) {
            entry.set(value);
        }
    }

    /// Returns whether something was filled in that is not saved.
    pub fn is_changed(&self) -> bool {
        self.values() != self.untouched
    }

    /// Returns the values as a draft.
    pub fn draft(&self) -> FormDraft {
        FormDraft {
            claim: self.claim.clone(),
            kind: self.subject.kind(),
            before: self.is_kept.then(|| self.untouched.clone()),
            values: self.values(),
        }
    }

    /// Returns whether the cursor is on a line where something is chosen, not typed.
    pub(super) fn is_on_choice(&self) -> bool {
        matches!(self.entries[self.cursor].1, FormEntry::Choice { .. })
    }

    /// Chooses the next name on the line, or the one before, and around.
    pub(super) fn choose(&mut self, ahead: bool) {
        if let FormEntry::Choice { names, at } = &mut self.entries[self.cursor].1 {
            let step = if ahead { 1 } else { names.len() - 1 };
            *at = (*at + step) % names.len();
        }
    }

    /// Goes to the next line or to the one before, and around; with an arrow, row by row through
    /// text on several rows.
    pub(super) fn step(&mut self, ahead: bool, key: Key) {
        let is_arrow = matches!(key.code, Code::Named(NamedKey::Up | NamedKey::Down));
        if let FormEntry::Lines(area) = &mut self.entries[self.cursor].1
            && is_arrow
        {
            let before = area.cursor();
            area.move_cursor(if ahead {
                CursorMove::Down
            } else {
                CursorMove::Up
            });
            if area.cursor() != before {
                return;
            }
        }
        let step = if ahead { 1 } else { self.entries.len() - 1 };
        self.cursor = (self.cursor + step) % self.entries.len();
    }

    /// Goes to the first line.
    pub(super) fn go_to_first(&mut self) {
        self.cursor = 0;
    }

    /// Types a key.
    pub(super) fn key(&mut self, key: Key) {
        match &mut self.entries[self.cursor].1 {
            FormEntry::Line(area) => {
                area.input(text_input::input(key));
                // Some keys put in a line end, or what was cut before.
                if area.lines().len() > 1 {
                    let joined = area.lines().join(" ");
                    **area = text_input::text_area(&joined);
                }
            }
            FormEntry::Lines(area) => {
                area.input(text_input::input(key));
            }
            FormEntry::Choice { .. } => {}
        }
    }

    /// Begins a new row, if the line may have several.
    pub(super) fn newline(&mut self) {
        if let FormEntry::Lines(area) = &mut self.entries[self.cursor].1 {
            area.insert_newline();
        }
    }

    /// Inserts pasted text, as one row if the line has only one.
    pub(super) fn paste(&mut self, text: &str) {
        let text = text_input::pasted(text);
        match &mut self.entries[self.cursor].1 {
            FormEntry::Line(area) => {
                area.insert_str(text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            FormEntry::Lines(area) => {
                area.insert_str(text);
            }
            FormEntry::Choice { .. } => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        let entries = vec![
            ("title", FormEntry::line(Some("A log"))),
            ("quote", FormEntry::lines(Some("one\ntwo"))),
            (
                "stance",
                FormEntry::choice(["for", "against"].into_iter(), "against"),
            ),
        ];
        let subject = FormSubject::Evidence(Evidence::blank());
        Form::open(ClaimId::from_file("c1"), subject, false, entries)
    }

    fn press(form: &mut Form, keys: &str) {
        for key in super::super::keys(keys).unwrap() {
            form.key(key);
        }
    }

    #[test]
    fn a_draft_fills_the_form_again() {
        let mut filled = form();
        press(&mut filled, "s");
        filled.step(true, Key::plain(Code::Named(NamedKey::Tab)));
        filled.newline();
        press(&mut filled, "x");
        filled.step(true, Key::plain(Code::Named(NamedKey::Tab)));
        filled.choose(true);
        assert!(filled.is_changed());
        let mut again = form();
        assert!(!again.is_changed());
        again.fill(&filled.draft().values);
        assert_eq!(again.values(), filled.values());
        assert_eq!(again.value("title"), "A logs");
        assert_eq!(again.value("quote"), "one\ntwo\nx");
        assert_eq!(again.value("stance"), "for");
        assert!(again.is_changed());
    }

    #[test]
    fn any_values_fill_a_form() {
        for values in [
            "",
            "\u{1F}\u{1F}nothing\u{1F}more",
            "a\nb\u{1F}\u{7}",
            "\u{1F}",
        ] {
            let mut filled = form();
            filled.fill(values);
            let again = filled.values();
            filled.fill(&again);
            assert_eq!(filled.values(), again);
            assert_eq!(
                filled.value("title").lines().count(),
                usize::from(values.starts_with('a'))
            );
        }
    }

    #[test]
    fn one_line_stays_one_line() {
        let mut form = form();
        press(&mut form, "ctrl-m x");
        form.paste(" y\r\nz\u{1F}");
        assert_eq!(form.value("title"), "A log xy z");
        form.step(false, Key::plain(Code::Named(NamedKey::BackTab)));
        form.paste("q");
        press(&mut form, "q");
        assert_eq!(form.value("stance"), "against");
    }

    #[test]
    fn arrows_go_through_the_rows_of_a_text_and_tabs_skip_them() {
        let key = |named| Key::plain(Code::Named(named));
        let mut form = form();
        form.step(true, key(NamedKey::Down));
        assert_eq!(form.cursor, 1);
        form.step(false, key(NamedKey::Up));
        assert_eq!(form.cursor, 1);
        form.step(false, key(NamedKey::Up));
        assert_eq!(form.cursor, 0);
        form.step(false, key(NamedKey::BackTab));
        assert_eq!(form.cursor, 2);
        form.step(true, key(NamedKey::Tab));
        form.step(true, key(NamedKey::Tab));
        form.step(true, key(NamedKey::Tab));
        assert_eq!(form.cursor, 2);
    }
}
