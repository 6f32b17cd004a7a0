//! The journal, page by page.

use crate::{
    App, Failure, Signed,
    components::{Table, timeline_event, timeline_who},
    page,
    time::moment,
};
use access::{Action, service::history};
use axum::extract::{Query, State};
use journal::Cursor;
use maud::{Markup, html};
use serde::Deserialize;
use std::collections::HashMap;

const ROWS: u32 = 50;

/// From which place on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct From {
    #[serde(default)]
    from: u64,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Query(From { from }): Query<From>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadJournal, "journal")?;
    let (facts, next) = history::feed(&app.context, &permit, Cursor(from), ROWS).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let full = facts.len() == ROWS as usize;
    let rows = facts
        .into_iter()
        .map(|fact| {
            vec![
                html! { (fact.place) },
                html! { (moment(words, fact.at)) },
                html! { (timeline_event(words, &fact.action)) },
                html! { (timeline_who(words, fact.actor, &HashMap::new())) },
                html! { (fact.record_kind) " " span.quiet { (fact.record_id) } },
            ]
        })
        .collect();
    let table = Table {
        caption: "journal",
        columns: &[
            "journal-place",
            "since",
            "journal-what",
            "journal-who",
            "journal-record",
        ],
        rows,
        empty: "journal-empty",
    };
    Ok(page(
        visit,
        &words.text("journal"),
        html! {
            h1 { (words.text("journal")) }
            p { (words.text("journal-text")) }
            (table.show(words))
            @if full {
                p { a.button.second href={ "/journal?from=" (next.0) } { (words.text("journal-next")) } }
            }
        },
    ))
}
