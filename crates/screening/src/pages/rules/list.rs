//! All versions: which is in force, which waits.

use super::{Reading, stage_badge, title};
use crate::{model::ruleset::RuleVersion, service::rules as service};
use axum::extract::State;
use domain::day_in_jakarta;
use maud::{Markup, html};
use ui::{App, Failure, components::Table, day, moment, page};

pub(super) async fn show(
    State(app): State<App>,
    Reading { signed, author }: Reading,
) -> Result<Markup, Failure> {
    let versions = service::versions(&app.context, &author).await?;
    let today = day_in_jakarta(app.context.db.ambient().now());
    let in_force = RuleVersion::in_force(&versions, today).map(|version| version.id);
    let visit = &signed.visit;
    let words = visit.words;
    let rows = versions
        .iter()
        .map(|version| {
            let by = version.author.as_ref().map(|hand| hand.name.clone());
            vec![
                html! { a href={ "/rules/" (version.id) } { (title(words, version)) } },
                html! { @if version.note.is_empty() { (words.text("rules-shipped")) } @else { (version.note) } },
                stage_badge(words, version, in_force),
                html! { @match version.effective_from { Some(from) => { (day(words, from)) }, None => { "—" } } },
                html! { (by.unwrap_or_else(|| words.text("product"))) ", " (moment(words, version.changed_at)) },
            ]
        })
        .collect();
    let table = Table {
        caption: "rules-versions",
        columns: &[
            "rules-version-column",
            "rules-note",
            "state",
            "rules-from",
            "rules-by",
        ],
        rows,
        empty: "rules-empty",
    };
    let text = words.text("rules");
    let body = html! {
        h1 { (text) }
        p { (words.text("rules-text")) }
        @if let Some(id) = in_force { p { a.button href={ "/rules/" (id) } { (words.text("rules-read-in-force")) } } }
        (table.show(words))
    };
    Ok(page(visit, &text, body))
}
