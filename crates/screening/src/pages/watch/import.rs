//! A whole table of proposals: pasted from a spreadsheet, tried first, with what becomes of each row.

use super::{Keeping, mark};
use crate::{
    model::watch::{List, read},
    service::watch::{self as service, ImportOutcome, ImportReport},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Words,
    components::{Area, Table, badge, form, notice},
    page,
};

/// Rows of the report that a page shows; the answer of the API holds all.
const SHOWN: usize = 100;

pub(super) async fn show<L: List>(keeping: Keeping<L>) -> Result<Markup, Failure> {
    Ok(import_page(&keeping, "", None, None))
}

pub(super) async fn take<L: List>(
    State(app): State<App>,
    keeping: Keeping<L>,
    posted: Posted,
) -> Result<Response, Failure> {
    let text = posted.get("table");
    let rehearsal = posted.get("do") != "propose";
    let table = match read(text.as_bytes()) {
        Ok(table) => table,
        Err(_) => {
            let page = import_page(&keeping, text, None, Some("list-no-header"));
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
    };
    let report = service::import(&app.context, &keeping.keeper, &table, rehearsal).await?;
    let kept = if rehearsal { text } else { "" };
    Ok(import_page(&keeping, kept, Some((&report, rehearsal)), None).into_response())
}

fn import_page<L: List>(
    keeping: &Keeping<L>,
    text: &str,
    report: Option<(&ImportReport, bool)>,
    problem: Option<&str>,
) -> Markup {
    let visit = &keeping.signed.visit;
    let words = visit.words;
    let title = words.text("list-import");
    let area = Area {
        name: "table",
        label: "list-table",
        hint: Some("list-table-hint"),
        value: text,
        rows: 10,
        optional: false,
    };
    let fields = html! {
        (area.show(words, None))
        div.actions {
            button.second name="do" value="rehearse" { (words.text("list-rehearse")) }
            button name="do" value="propose" { (words.text("list-propose-all")) }
            a href=(L::PATH) { (words.text("cancel")) }
        }
    };
    page(
        visit,
        &title,
        html! {
            h1 { (title) }
            (mark::<L>(words))
            @if let Some(problem) = problem { (notice("bad", &words.text(problem))) }
            @if let Some((report, rehearsal)) = report { (shown(words, report, rehearsal)) }
            @if keeping.keeper.may_propose() {
                (form(visit, &format!("{}/import", L::PATH), fields))
            } @else {
                (notice("warn", &words.text("list-only-decides")))
            }
        },
    )
}

fn shown(words: Words, report: &ImportReport, rehearsal: bool) -> Markup {
    let odd: Vec<_> = report
        .lines
        .iter()
        .filter(|line| line.outcome == ImportOutcome::Refused)
        .take(SHOWN)
        .collect();
    let rows = odd
        .iter()
        .map(|line| {
            let faults: Vec<String> = line
                .faults
                .iter()
                .map(|(field, message)| {
                    let field = words.text(&format!("field-{}", field.replace('_', "-")));
                    format!("{field}: {}", words.text(message))
                })
                .collect();
            vec![
                html! { (line.line) },
                badge("bad", &words.text("list-outcome-refused")),
                html! { (faults.join("; ")) },
            ]
        })
        .collect();
    let table = Table {
        caption: "list-refused-rows",
        columns: &["import-line", "import-outcome", "import-faults"],
        rows,
        empty: "list-nothing-refused",
    };
    let count = |outcome| report.count(outcome).to_string();
    html! {
        (notice(if rehearsal { "" } else { "good" }, &words.text(if rehearsal { "list-rehearsed" } else { "list-taken" })))
        dl.pairs {
            dt { (words.text("list-outcome-proposed")) } dd { (count(ImportOutcome::Proposed)) }
            dt { (words.text("list-outcome-known")) } dd { (count(ImportOutcome::Known)) }
            dt { (words.text("list-outcome-refused")) } dd { (count(ImportOutcome::Refused)) }
            @if !report.left_out.is_empty() {
                dt { (words.text("list-left-out")) } dd { (report.left_out.join(", ")) }
            }
        }
        (table.show(words))
    }
}
