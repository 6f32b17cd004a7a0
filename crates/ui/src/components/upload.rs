//! A field for files, and the form around it.

use crate::{Visit, Words, layout};
use access::Fault;
use maud::{Markup, html};

/// A field in which files are chosen.
#[derive(Debug, Clone, Copy, Default)]
pub struct Upload<'a> {
    /// Its name in the form.
    pub name: &'a str,
    /// The message of its label.
    pub label: &'a str,
    /// The message of its hint: which files, how large.
    pub hint: &'a str,
    /// What the browser offers first, such as `.csv,.xlsx`; other files can still be chosen.
    pub accept: &'a str,
    /// Whether several can be chosen.
    pub several: bool,
    /// Whether none need be chosen.
    pub optional: bool,
}

impl Upload<'_> {
    /// The field, with the fault if it is this field's.
    pub fn show(self, words: Words, fault: Option<Fault>) -> Markup {
        let fault = fault.filter(|fault| fault.field == self.name);
        let hint_id = format!("{}-hint", self.name);
        let fault_id = format!("{}-fault", self.name);
        let described = match fault {
            Some(_) => format!("{hint_id} {fault_id}"),
            None => hint_id.clone(),
        };
        html! {
            div.field.wrong[fault.is_some()] {
                label for=(self.name) {
                    (words.text(self.label))
                    @if self.optional { " " span.more { "(" (words.text("optional")) ")" } }
                }
                p.hint id=(hint_id) { (words.text(self.hint)) }
                @if let Some(fault) = fault { p.fault id=(fault_id) { (words.text(fault.message)) } }
                input id=(self.name) name=(self.name) type="file" accept=(self.accept) required[!self.optional] multiple[self.several]
                    aria-invalid=[fault.map(|_| "true")] aria-describedby=(described);
            }
        }
    }
}

/// A form with files, of somebody who is signed in. The token goes first, so that it is known before the files come.
pub fn upload_form(visit: &Visit, action: &str, body: Markup) -> Markup {
    let token = visit
        .principal
        .as_ref()
        .and_then(|p| p.csrf())
        .unwrap_or_default();
    html! {
        form method="post" action=(action) enctype="multipart/form-data" { (layout::token(token)) (body) }
    }
}
