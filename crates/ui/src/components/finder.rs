//! Finding one's way in long lists: lists beside each other, a search above, pages below.

use super::form;
use crate::Visit;
use maud::{Markup, html};

/// Lists that stand beside each other, as address and message; the one that is open is marked.
pub fn tabs(visit: &Visit, lists: &[(&str, &str)]) -> Markup {
    html! {
        nav.tabs aria-label=(visit.words.text("tabs")) {
            ul {
                @for (path, key) in lists {
                    @let open = visit.path.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
                    li { a href=(path) aria-current=[open.then_some("page")] { (visit.words.text(key)) } }
                }
            }
        }
    }
}

/// A search above a list: fields, and the button that looks. Sent as a form, so that no name stands in an address.
pub fn finder(visit: &Visit, action: &str, fields: Markup) -> Markup {
    let body = html! { div.finder { (fields) div.field { button.second { (visit.words.text("search")) } } } };
    html! { search { (form(visit, action, body)) } }
}

/// The way to the pages before and behind this one; `wanted` repeats what the list was asked for.
pub fn pager(
    visit: &Visit,
    action: &str,
    wanted: &[(&str, &str)],
    page: u32,
    more: bool,
) -> Markup {
    if page == 0 && !more {
        return html! {};
    }
    let words = visit.words;
    let body = html! {
        @for (name, value) in wanted { input type="hidden" name=(name) value=(value); }
        div.actions {
            @if page > 0 { button.second name="page" value=(page - 1) { (words.text("page-before")) } }
            span { (words.with("page-number", "page", &(page + 1).to_string())) }
            @if more { button.second name="page" value=(page + 1) { (words.text("page-next")) } }
        }
    };
    form(visit, action, body)
}
