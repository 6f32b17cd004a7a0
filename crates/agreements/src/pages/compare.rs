//! Two texts side by side, and one version beside the version before.

use super::{agency_names, facts, part_name};
use crate::{
    model::{Side, difference},
    service::{Officer, view},
};
use access::Action;
use axum::extract::State;
use maud::{Markup, html};
use ui::{App, Below, Failure, Signed, Words, page};

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Below(id, number): Below<String>,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let number: u32 = number.parse().map_err(|_| Failure::NotFound)?;
    let view = view::get(&app.context, &officer, id).await?;
    let after = view::version(&app.context, &officer, id, number).await?;
    // The first version of an amendment is held against what it amends.
    let before = match (
        number.checked_sub(1).filter(|before| *before > 0),
        view.record.supersedes,
    ) {
        (Some(before), _) => Some(view::version(&app.context, &officer, id, before).await?),
        (None, Some(old)) => {
            let old = view::get(&app.context, &officer, old).await?;
            Some(old.document)
        }
        (None, None) => None,
    };
    let names = agency_names(&app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.with("version-number", "number", &number.to_string());
    let body = html! {
        (facts::head(words, &view))
        h2 { (title) }
        @match before {
            Some(before) => {
                @let changed = after.parts_changed(&before);
                @if changed.is_empty() { p { (words.text("version-same")) } }
                @for part in changed {
                    h3 { (part_name(words, &after, &names, &part)) }
                    (sides(words, &before.written(&part, words.language), &after.written(&part, words.language)))
                }
            }
            None => { p { (words.text("version-first")) } }
        }
    };
    Ok(page(visit, &title, body))
}

/// What was and what is, with the words marked that only one of them has.
pub(super) fn sides(words: Words, before: &str, after: &str) -> Markup {
    let pieces = difference(before, after);
    html! {
        div.sides {
            div {
                p.quiet { (words.text("side-before")) }
                p.words { @for piece in &pieces { @match piece.side {
                    Side::Both => { (piece.text) },
                    Side::Before => { del { (piece.text) } },
                    Side::After => {},
                } } }
            }
            div {
                p.quiet { (words.text("side-after")) }
                p.words { @for piece in &pieces { @match piece.side {
                    Side::Both => { (piece.text) },
                    Side::After => { ins { (piece.text) } },
                    Side::Before => {},
                } } }
            }
        }
    }
}
