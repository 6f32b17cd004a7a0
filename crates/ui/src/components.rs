//! The parts that pages are made of.

mod area;
mod basis;
mod compare;
mod field;
mod finder;
mod shown;
mod steps;
mod table;
mod timeline;
mod upload;

pub use area::Area;
pub use basis::basis;
pub use compare::Comparison;
pub use field::{Choice, Field, checks, countries, select, tick};
pub use finder::{finder, pager, tabs};
use maud::{Markup, html};
pub use shown::shown;
pub use steps::{Step, steps};
pub use table::Table;
pub use timeline::timeline;
pub(crate) use timeline::{event as timeline_event, who as timeline_who};

pub use upload::{Upload, upload_form};

use crate::{Visit, layout};

/// A word about a state. `tone` is `good`, `warn`, `bad` or empty; the word says it too, not only the colour.
pub fn badge(tone: &str, text: &str) -> Markup {
    html! { span class={ "badge " (tone) } { (text) } }
}

/// What is shown instead of an empty list.
pub fn empty(text: &str) -> Markup {
    html! { div.empty { p { (text) } } }
}

/// A message above a form or page. `tone` is `good`, `warn`, `bad` or empty.
pub fn notice(tone: &str, text: &str) -> Markup {
    let role = if tone == "bad" { "alert" } else { "status" };
    html! { div class={ "notice " (tone) } role=(role) { p { (text) } } }
}

/// A form of somebody who is signed in.
pub fn form(visit: &Visit, action: &str, body: Markup) -> Markup {
    let token = visit
        .principal
        .as_ref()
        .and_then(|p| p.csrf())
        .unwrap_or_default();
    html! { form method="post" action=(action) { (layout::token(token)) (body) } }
}

/// A form that is one button.
pub fn button(visit: &Visit, action: &str, class: &str, text: &str) -> Markup {
    form(visit, action, html! { button class=(class) { (text) } })
}
