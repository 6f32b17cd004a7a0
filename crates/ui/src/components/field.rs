//! Fields of a form: label, hint, fault and the input itself, tied together for screen readers.

use crate::Words;
use access::Fault;
use domain::Country;
use maud::{Markup, html};

/// A field in which one writes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Field<'a> {
    /// Its name in the form; also its identifier on the page.
    pub name: &'a str,
    /// The message of its label.
    pub label: &'a str,
    /// The message of its hint.
    pub hint: Option<&'a str>,
    /// What stands in it.
    pub value: &'a str,
    /// `password`, `number`, `textarea`; text if empty.
    pub kind: &'a str,
    /// What browsers may fill in.
    pub autocomplete: &'a str,
    /// `code`, `short` or `mono`.
    pub class: &'a str,
    /// Whether it may stay empty.
    pub optional: bool,
}

impl Field<'_> {
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
        let kind = if self.kind.is_empty() {
            "text"
        } else {
            self.kind
        };
        let numeric = self.class == "code" || self.kind == "number";
        html! {
            div.field.wrong[fault.is_some()] {
                label for=(self.name) {
                    (words.text(self.label))
                    @if self.optional { " " span.more { "(" (words.text("optional")) ")" } }
                }
                @if let Some(hint) = self.hint { p.hint id=(hint_id) { (words.text(hint)) } }
                @if let Some(fault) = fault { p.fault id=(fault_id) { (words.text(fault.message)) } }
                @if self.kind == "textarea" {
                    textarea id=(self.name) name=(self.name) rows="3" spellcheck="false" autocomplete="off"
                        class=[(!self.class.is_empty()).then_some(self.class)]
                        required[!self.optional]
                        aria-invalid=[fault.map(|_| "true")]
                        aria-describedby=[(!described.is_empty()).then(|| described.join(" "))] { (self.value) }
                } @else {
                input id=(self.name) name=(self.name) type=(kind) value=(self.value)
                    class=[(!self.class.is_empty()).then_some(self.class)]
                    autocomplete=(if self.autocomplete.is_empty() { "off" } else { self.autocomplete })
                    inputmode=[numeric.then_some("numeric")]
                    required[!self.optional]
                    aria-invalid=[fault.map(|_| "true")]
                    aria-describedby=[(!described.is_empty()).then(|| described.join(" "))];
                }
            }
        }
    }
}

/// Something that can be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A list from which one is chosen; with `optional` also none.
pub fn select(words: Words, name: &str, label: &str, optional: bool, choices: &[Choice]) -> Markup {
    html! {
        div.field {
            label for=(name) {
                (words.text(label))
                @if optional { " " span.more { "(" (words.text("optional")) ")" } }
            }
            select id=(name) name=(name) {
                @if optional { option value="" { (words.text("none")) } }
                @for choice in choices {
                    option value=(choice.value) selected[choice.chosen] { (choice.text) }
                }
            }
        }
    }
}

/// A box to tick; what it sends is `yes`.
pub fn tick(words: Words, name: &str, label: &str, ticked: bool) -> Markup {
    html! {
        div.field { div.check {
            input type="checkbox" id=(name) name=(name) value="yes" checked[ticked];
            label for=(name) { (words.text(label)) }
        } }
    }
}

/// The countries, one of them chosen by its code.
pub fn countries(words: Words, chosen: &str) -> Vec<Choice> {
    Country::all(words.language)
        .into_iter()
        .map(|country| Choice {
            value: country.alpha3().to_owned(),
            text: country.name(words.language).to_owned(),
            chosen: country.alpha3() == chosen,
        })
        .collect()
}

/// Boxes of which any can be ticked.
pub fn checks(
    words: Words,
    name: &str,
    label: &str,
    choices: &[Choice],
    fault: Option<Fault>,
) -> Markup {
    let fault = fault.filter(|fault| fault.field == name);
    html! {
        fieldset.field.wrong[fault.is_some()] {
            legend { (words.text(label)) }
            @if let Some(fault) = fault { p.fault { (words.text(fault.message)) } }
            @for (number, choice) in choices.iter().enumerate() {
                @let id = format!("{name}-{number}");
                div.check {
                    input type="checkbox" id=(id) name=(name) value=(choice.value) checked[choice.chosen];
                    label for=(id) { (choice.text) }
                }
            }
        }
    }
}
