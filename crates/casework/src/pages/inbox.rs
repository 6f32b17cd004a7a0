//! What came in and nobody has looked at: danger first, then whoever waits longest.

use super::{Working, words};
use crate::service;
use axum::extract::State;
use maud::{Markup, html};
use ui::{
    App, Failure,
    components::{Table, notice},
    moment, page,
};

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
) -> Result<Markup, Failure> {
    let found = service::unread(&app.context, &officer).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = found
        .cases
        .iter()
        .map(|case| {
            vec![
                words::danger(words, case.danger),
                html! { a href={ "/cases/" (case.id) } { (case.number) } },
                html! { (moment(words, case.opened_at)) },
                html! { (words::word(words, "channel", case.channel.code())) },
                html! { (words::word(words, "phase", case.phase.code())) },
                words::country(words, case.country),
            ]
        })
        .collect();
    let table = Table {
        caption: "inbox",
        columns: &[
            "case-danger",
            "case-number",
            "since",
            "case-channel",
            "case-phase",
            "country",
        ],
        rows,
        empty: "inbox-empty",
    };
    let title = words.text("inbox");
    let body = html! {
        div.head {
            h1 { (title) }
            @if officer.may_open() { a.button href="/cases/new" { (words.text("case-new")) } }
        }
        p { (words.text("inbox-text")) }
        @if found.more { (notice("warn", &words.text("inbox-more"))) }
        (table.show(words))
    };
    Ok(page(visit, &title, body))
}
