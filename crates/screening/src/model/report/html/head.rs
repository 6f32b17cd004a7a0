//! Title and style of the page.

use crate::model::Screening;
use maud::{Markup, PreEscaped, html};

pub(super) fn head(screening: &Screening) -> Markup {
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="robots" content="noindex";
            meta name="color-scheme" content="light";
            title { "Pandu · " (screening.day) }
            style { (PreEscaped(include_str!("style.css"))) }
        }
    }
}
