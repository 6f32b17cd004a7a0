//! Whom to call, those for danger first.

use super::parts::contact;
use crate::contacts;
use maud::{Markup, html};
use ui::{Visit, narrow_page};

pub(super) async fn show(visit: Visit) -> Markup {
    let words = visit.words;
    let (urgent, other): (Vec<_>, Vec<_>) = contacts().iter().partition(|contact| contact.urgent);
    narrow_page(
        &visit,
        &words.text("door-contacts"),
        html! {
            h1 { (words.text("door-contacts")) }
            p { (words.text("door-contacts-text")) }
            h2 { (words.text("door-contacts-urgent")) }
            @for one in urgent { (contact(words, one)) }
            h2 { (words.text("door-contacts-other")) }
            @for one in other { (contact(words, one)) }
            h2 { (words.text("door-contacts-near")) }
            p { (words.text("door-contacts-near-text")) }
        },
    )
}
