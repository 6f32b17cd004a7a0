//! Imports: how far each has come, and which rows were left out and why.

use super::{permit, words};
use crate::{Import, ImportState, Outcome, service::imports as service};
use access::Action;
use axum::extract::{Query, State};
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
            h1 { (title) }
            p { (words.text("imports-text")) }
            (table.show(words))
        },
    ))
}

fn state(words: Words, import: &Import) -> Markup {
    match import.state {
        ImportState::Running => badge("warn", &words.text("import-running")),
        ImportState::Done => badge("good", &words.text("import-done")),
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
    let odd: Vec<_> = lines
        .iter()
        .filter(|line| line.outcome == Outcome::Refused || !line.faults.is_empty())
        .take(SHOWN)
        .collect();
    let rows = odd
        .iter()
        .map(|line| {
            let faults: Vec<String> = line
                .faults
                .iter()
                .map(|(field, message)| fault(words, field, message))
                .collect();
            vec![
                html! { (line.line) },
                html! { (line.key) },
                words::outcome(words, line.outcome),
                html! { (faults.join("; ")) },
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
            h1 { (title) " " (state(words, &import)) }
            dl.pairs {
                dt { (words.text("import-taken")) } dd { (import.taken) }
                dt { (words.text("outcome-accepted")) } dd { (counts.accepted) }
                dt { (words.text("outcome-changed")) } dd { (counts.changed) }
                dt { (words.text("outcome-unchanged")) } dd { (counts.unchanged) }
                dt { (words.text("outcome-refused")) } dd { (counts.refused) }
            }
            (table.show(words))
            @if let Some(next) = next {
                p { a.button.second href={ "/imports/" (id) "?from=" (next) } { (words.text("page-next")) } }
            }
        },
    ))
}

/// A field and what is wrong with it, in words.
fn fault(words: Words, field: &str, message: &str) -> String {
    let field = words
        .known(&format!("field-{}", field.replace('_', "-")))
        .unwrap_or_else(|| field.to_owned());
    let message = words.known(message).unwrap_or_else(|| message.to_owned());
    format!("{field}: {message}")
}
