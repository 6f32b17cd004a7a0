//! Imports: how far each has come, and which rows were left out and why.

use super::{permit, words};
use crate::{Import, ImportState, Outcome, report as table, service::imports as service};
use access::Action;
use axum::{
    body::Body,
    extract::{Query, State},
    http::header,
    response::IntoResponse,
};
use futures_util::stream;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Id, Signed, Words,
    components::{Table, badge},
    moment, page,
};

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let permit = permit(&app, &signed, Action::ImportPlacements, "placement import")?;
    let imports = service::latest(&app.context, &permit).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = imports
        .iter()
        .map(|import| {
            let counts = import.counts;
            vec![
                html! { a href={ "/imports/" (import.id) } { (moment(words, import.began_at)) } },
                html! { (import.taken) },
                html! { (counts.accepted) },
                html! { (counts.changed) },
                html! { (counts.refused) },
                state(words, import),
            ]
        })
        .collect();
    let table = Table {
        caption: "imports",
        columns: &[
            "since",
            "import-taken",
            "outcome-accepted",
            "outcome-changed",
            "outcome-refused",
            "state",
        ],
        rows,
        empty: "imports-empty",
    };
    let title = words.text("imports");
    Ok(page(
        visit,
        &title,
        html! {
            div.head {
                h1 { (title) }
                a.button href="/placements/import" { (words.text("upload-placements")) }
            }
            p { (words.text("imports-text")) }
            (table.show(words))
        },
    ))
}

fn state(words: Words, import: &Import) -> Markup {
    match import.state {
        ImportState::Running => badge("warn", &words.text("import-running")),
        ImportState::Done => badge("good", &words.text("import-done")),
        ImportState::Failed => badge("bad", &words.text("import-failed")),
    }
}

/// From which row on.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Beginning {
    #[serde(default)]
    from: u32,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(Beginning { from }): Query<Beginning>,
) -> Result<Markup, Failure> {
    const SHOWN: usize = 200;
    let permit = permit(&app, &signed, Action::ImportPlacements, "placement import")?;
    let import = service::get(&app.context, &permit, id).await?;
    let (lines, next) = service::report(&app.context, &permit, id, i64::from(from)).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let mut odd: Vec<_> = lines
        .iter()
        .filter(|line| line.outcome == Outcome::Refused || !line.faults.is_empty())
        .collect();
    let more = odd.len().saturating_sub(SHOWN);
    odd.truncate(SHOWN);
    let rows = odd
        .iter()
        .map(|line| {
            vec![
                html! { (line.line) },
                html! { (line.key) },
                words::outcome(words, line.outcome),
                fault_in_words(words, &line.faults),
            ]
        })
        .collect();
    let table = Table {
        caption: "import-odd",
        columns: &[
            "import-line",
            "import-key",
            "import-outcome",
            "import-faults",
        ],
        rows,
        empty: "import-nothing-odd",
    };
    let counts = import.counts;
    let title = words.with("import-of", "at", &moment(words, import.began_at));
    Ok(page(
        visit,
        &title,
        html! {
            p { a href="/imports" { (words.text("imports")) } }
            h1 { (title) " " (state(words, &import)) }
            (progress(words, &import))
            dl.pairs {
                dt { (words.text("import-taken")) } dd { (import.taken) }
                dt { (words.text("outcome-accepted")) } dd { (counts.accepted) }
                dt { (words.text("outcome-changed")) } dd { (counts.changed) }
                dt { (words.text("outcome-unchanged")) } dd { (counts.unchanged) }
                dt { (words.text("outcome-refused")) } dd { (counts.refused) }
            }
            @if import.taken > 0 {
                p.actions { a.button.second href={ "/imports/" (id) "/report" } download { (words.text("import-download")) } }
            }
            (table.show(words))
            @if more > 0 { p { (words.with("import-more", "count", &more.to_string())) } }
            @if let Some(next) = next {
                p { a.button.second href={ "/imports/" (id) "?from=" (next) } { (words.text("page-next")) } }
            }
        },
    ))
}

/// How far an import is that has not ended; the page is loaded again to see more.
fn progress(words: Words, import: &Import) -> Markup {
    let open = import.state == ImportState::Running;
    html! {
        @if open {
            div.notice role="status" {
                @match import.total {
                    Some(total) => {
                        label for="progress" { (words.with("import-progress", "rows", &format!("{} / {total}", import.taken))) }
                        progress #progress max=(total.max(1)) value=(import.taken) {}
                    }
                    None => p { (words.text("import-stopped")) },
                }
                p { a href={ "/imports/" (import.id) } { (words.text("import-reload")) } }
            }
        }
        @if import.state == ImportState::Failed {
            div.notice.bad role="alert" { p { (words.text("import-failed-text")) } }
        }
    }
}

/// The whole report as a CSV file, some thousand rows at a time: memory does not grow with it.
pub(super) async fn report(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<impl IntoResponse, Failure> {
    let permit = permit(&app, &signed, Action::ImportPlacements, "placement import")?;
    service::get(&app.context, &permit, id).await?;
    let words = signed.visit.words;
    let lines = stream::try_unfold(Some(0), move |from| {
        let (app, permit) = (app.clone(), permit.clone());
        async move {
            let Some(from) = from else {
                return Ok::<_, access::AccessError>(None);
            };
            let (lines, next) = service::report(&app.context, &permit, id, from).await?;
            let mut text = String::new();
            if from == 0 {
                text.push_str(table::HEADER);
            }
            text.extend(lines.iter().map(|line| table::csv(words, line)));
            Ok(Some((text, next)))
        }
    });
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename=\"impor-{id}.csv\""),
        ),
    ];
    Ok((headers, Body::from_stream(lines)))
}

/// Faults in words: each field and what is wrong with it.
pub(super) fn fault_in_words(words: Words, faults: &[(String, String)]) -> Markup {
    let faults: Vec<String> = faults
        .iter()
        .map(|(field, message)| fault(words, field, message))
        .collect();
    html! { (faults.join("; ")) }
}

/// A field and what is wrong with it, in words.
fn fault(words: Words, field: &str, message: &str) -> String {
    let field = words
        .known(&format!("field-{}", field.replace('_', "-")))
        .unwrap_or_else(|| field.to_owned());
    let message = words.known(message).unwrap_or_else(|| message.to_owned());
    format!("{field}: {message}")
}
