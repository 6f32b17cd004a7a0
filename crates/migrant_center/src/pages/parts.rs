//! What several pages of the door share: on what something rests, a list to choose from, whom to call.

use crate::{Basis, Contact, Job, contacts};
use domain::Wording;
use maud::{Markup, html};
use ui::{
    Words,
    components::{Choice, select},
    day,
};

/// Source and date in small letters.
pub(super) fn basis(words: Words, basis: &Basis) -> Markup {
    html! {
        p.quiet {
            (words.text("door-source")) ": " (basis.source) ". "
            (words.with("door-checked", "day", &day(words, basis.checked)))
        }
    }
}

/// Words in the reader's language.
pub(super) fn say(words: Words, text: &Wording) -> &str {
    text.in_language(words.language)
}

/// A code as it stands in the key of a message.
pub(super) fn key(prefix: &str, code: &str) -> String {
    format!("{prefix}-{}", code.replace('_', "-"))
}

/// A list of codes to choose from; the first choice is that it is not known.
pub(super) fn codes<T: Copy + PartialEq>(
    words: Words,
    name: &str,
    all: &[T],
    code: fn(T) -> &'static str,
    chosen: Option<T>,
) -> Markup {
    let prefix = format!("offer-{}", name.replace('_', "-"));
    let mut choices = vec![unknown(words, chosen.is_none())];
    choices.extend(all.iter().map(|one| Choice {
        value: code(*one).to_owned(),
        text: words.text(&key(&prefix, code(*one))),
        chosen: chosen == Some(*one),
    }));
    select(words, name, &prefix, false, &choices)
}

/// The choice that says nothing.
pub(super) fn unknown(words: Words, chosen: bool) -> Choice {
    Choice {
        value: String::new(),
        text: words.text("offer-unknown"),
        chosen,
    }
}

/// The kinds of work.
pub(super) fn jobs(words: Words, chosen: Option<Job>) -> Markup {
    codes(words, "job", Job::ALL, Job::code, chosen)
}

/// Somebody to call: one touch on a phone.
pub(super) fn contact(words: Words, contact: &Contact) -> Markup {
    html! {
        div.card {
            h3 { (say(words, &contact.name)) }
            p { (say(words, &contact.purpose)) }
            (dial(words, contact))
            @if let Some(number) = &contact.whatsapp { p { "WhatsApp: " strong { (spaced(number)) } } }
            @if let Some(site) = &contact.web { p { (words.text("door-site")) ": " (site) } }
            (basis(words, &contact.basis))
        }
    }
}

/// Whoever can answer questions, at one touch: the findings may be long, and the telephone must not stand below them.
pub(super) fn call(words: Words) -> Markup {
    html! {
        @if let Some(contact) = contacts().iter().find(|contact| !contact.urgent) {
            p { (say(words, &contact.name)) ":" }
            (dial(words, contact))
        }
    }
}

fn dial(words: Words, contact: &Contact) -> Markup {
    let number = spaced(&contact.phone);
    html! { p { a.button href={ "tel:" (contact.phone) } { (words.with("door-call", "number", &number)) } } }
}

/// Those for danger, and the ministry: who is called from the result of a check.
pub(super) fn nearest(words: Words) -> Markup {
    html! {
        @for one in contacts().iter().take(3) { (contact(words, one)) }
        p { a href="/kontak" { (words.text("door-all-contacts")) } }
    }
}

/// A number in groups of four from the end, as it is read out.
fn spaced(number: &str) -> String {
    let mut text = String::new();
    for (place, c) in number.chars().enumerate() {
        let left = number.chars().count() - place;
        if place > 0 && left.is_multiple_of(4) && left >= 4 && number.len() > 4 {
            text.push(' ');
        }
        text.push(c);
    }
    text
}
