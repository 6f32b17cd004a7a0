//! A version beside the one that it was drafted from.

use super::{Reading, title};
use crate::service::rules as service;
use axum::extract::State;
use maud::{Markup, html};
use risk::{Change, Differing};
use ui::{App, Failure, Id, Words, components::badge, page};

pub(super) async fn show(
    State(app): State<App>,
    Reading { signed, author }: Reading,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let version = service::get(&app.context, &author, id).await?;
    let before = match version.based_on {
        Some(before) => Some(service::get(&app.context, &author, before).await?),
        None => None,
    };
    let visit = &signed.visit;
    let words = visit.words;
    let language = words.language;
    let text = words.text("rules-differences");
    let (after, old) = (version.set().0, before.as_ref().and_then(|old| old.set().0));
    let body = html! {
        p { a href={ "/rules/" (id) } { (title(words, &version)) } }
        h1 { (text) }
        @match (&before, &old, &after) {
            (Some(before), Some(old), Some(after)) => {
                p { (words.with("rules-against", "number", &before.number.to_string())) }
                @let changes = after.differences(old);
                @if changes.is_empty() { p { (words.text("rules-same")) } }
                @for change in &changes {
                    div.card {
                        @match change {
                            Change::Head(fields) => { h2 { (words.text("rules-head")) } (sides(words, fields)) },
                            Change::Changed(rule, fields) => { h2 { (rule.title.in_language(language)) " " (badge("warn", &words.text("rules-changed"))) } (sides(words, fields)) },
                            Change::Added(rule) => {
                                h2 { (rule.title.in_language(language)) " " (badge("good", &words.text("rules-added"))) }
                                p { ins { (rule.sentence(language).line(language)) } }
                            },
                            Change::Removed(rule) => {
                                h2 { (rule.title.in_language(language)) " " (badge("bad", &words.text("rules-removed"))) }
                                p { del { (rule.sentence(language).line(language)) } }
                            },
                        }
                    }
                }
            },
            _ => { p { (words.text("rules-first")) } },
        }
    };
    Ok(page(visit, &text, body))
}

fn sides(words: Words, fields: &[Differing]) -> Markup {
    let language = words.language;
    html! {
        @for field in fields {
            h3 { (field.field.words(language)) }
            div.sides {
                div { p.quiet { (words.text("side-before")) } p.words { del { (field.before.in_language(language)) } } }
                div { p.quiet { (words.text("side-after")) } p.words { ins { (field.after.in_language(language)) } } }
            }
        }
    }
}
