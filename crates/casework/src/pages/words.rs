//! Words and badges of cases.

use crate::{Danger, Role, Status};
use domain::Country;
use maud::{Markup, html};
use ui::{
    Words,
    components::{Choice, badge},
};

/// The word of a code: `case-kind-complaint`.
pub(super) fn word(words: Words, of: &str, code: &str) -> String {
    words.text(&format!("case-{of}-{}", code.replace('_', "-")))
}

/// Choices by their codes, one of them chosen.
pub(super) fn choices<T: Copy>(
    words: Words,
    of: &str,
    all: &[T],
    code: fn(T) -> &'static str,
    chosen: &str,
) -> Vec<Choice> {
    all.iter()
        .map(|one| {
            let code = code(*one);
            Choice {
                value: code.to_owned(),
                text: word(words, of, code),
                chosen: code == chosen,
            }
        })
        .collect()
}

/// Where a case stands.
pub(super) fn status(words: Words, status: Status) -> Markup {
    let tone = match status {
        Status::Received => "warn",
        Status::Solved => "good",
        _ => "",
    };
    badge(tone, &word(words, "status", status.code()))
}

/// Whether somebody is in danger; the word says it, not the colour alone.
pub(super) fn danger(words: Words, danger: Danger) -> Markup {
    let tone = match danger {
        Danger::Now => "bad",
        Danger::Possible | Danger::Unknown => "warn",
        Danger::None => "",
    };
    badge(tone, &word(words, "danger", danger.code()))
}

/// The role of somebody, with a sign of its own: who harmed and who was harmed are told apart without colour.
pub(super) fn role(words: Words, role: Role) -> Markup {
    let tone = match role {
        Role::Victim => "good",
        Role::Suspect => "bad",
        Role::Reporter | Role::Family | Role::Witness => "",
    };
    badge(tone, &word(words, "role", role.code()))
}

/// The name of a country.
pub(super) fn country(words: Words, country: Option<Country>) -> Markup {
    html! { (country.map_or("—", |country| country.name(words.language))) }
}
