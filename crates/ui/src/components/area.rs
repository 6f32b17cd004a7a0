//! A field in which one writes several lines.

use crate::Words;
use access::Fault;
use maud::{Markup, html};

/// A field of several lines.
#[derive(Debug, Clone, Copy, Default)]
pub struct Area<'a> {
    /// Its name in the form; also its identifier on the page.
    pub name: &'a str,
    /// The message of its label.
    pub label: &'a str,
    /// The message of its hint.
    pub hint: Option<&'a str>,
    /// What stands in it.
    pub value: &'a str,
    /// How many lines are shown; six if nothing is said.
    pub rows: u8,
    /// Whether it may stay empty.
    pub optional: bool,
}

impl Area<'_> {
    /// The field, with the fault if it is this field's.
    pub fn show(self, words: Words, fault: Option<Fault>) -> Markup {
        let fault = fault.filter(|fault| fault.field == self.name);
        let hint_id = format!("{}-hint", self.name);
        let fault_id = format!("{}-fault", self.name);
        let described = [
            self.hint.map(|_| hint_id.as_str()),
            fault.map(|_| fault_id.as_str()),
        ];
        let described: Vec<&str> = described.into_iter().flatten().collect();
        let rows = if self.rows == 0 { 6 } else { self.rows };
        html! {
            div.field.wrong[fault.is_some()] {
                label for=(self.name) {
                    (words.text(self.label))
                    @if self.optional { " " span.more { "(" (words.text("optional")) ")" } }
                }
                @if let Some(hint) = self.hint { p.hint id=(hint_id) { (words.text(hint)) } }
                @if let Some(fault) = fault { p.fault id=(fault_id) { (words.text(fault.message)) } }
                textarea id=(self.name) name=(self.name) rows=(rows) required[!self.optional]
                    aria-invalid=[fault.map(|_| "true")]
                    aria-describedby=[(!described.is_empty()).then(|| described.join(" "))]
                // A browser drops the first line end of a text area.
                { "\n" (self.value) }
            }
        }
    }
}
