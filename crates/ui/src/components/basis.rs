//! On which basis somebody sees a record: it stands above the record itself, the louder the less usual it is.

use crate::{Words, time::moment};
use access::{Basis, Scope};
use maud::{Markup, html};

/// The basis of a permit, in words.
pub fn basis(words: Words, scope: &Scope) -> Markup {
    match &scope.basis {
        Basis::OwnAgency => html! { p.quiet { (words.text("basis-own")) } },
        Basis::Agreement { name, until, .. } => html! {
            div.notice.warn role="status" {
                p { (words.with("basis-agreement", "name", name)) " " (words.with("basis-until", "until", &moment(words, *until))) }
            }
        },
        Basis::BrokenGlass { until, .. } => html! {
            div.notice.bad role="alert" {
                p { strong { (words.text("basis-broken-glass")) } }
                p { (words.with("basis-glass", "until", &moment(words, *until))) }
            }
        },
    }
}
