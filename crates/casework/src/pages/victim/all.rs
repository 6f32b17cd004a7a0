//! All victims of a case on one page, and taking in many at once.

use super::{Working, conclusion, path};
use crate::{
    service::{
        Officer,
        victim::{self as service, MassOutcome, MassReport, Overview},
    },
    victim::MassTable,
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Uploaded, Visit, Words,
    components::{Area, Table, badge, notice, upload_form},
    page,
};

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let seen = service::overview(&app.context, &officer, id).await?;
    Ok(whole(&signed.visit, &officer, &seen, "", html! {}))
}

pub(super) async fn take_in(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Id(id): Id,
    uploaded: Uploaded,
) -> Result<Response, Failure> {
    let visit = &signed.visit;
    let words = visit.words;
    let text = uploaded.fields.get("lines").to_owned();
    let file = uploaded.files("file").next();
    let bytes = file.map_or(text.as_bytes(), |file| &file.bytes);
    let today = day_in_jakarta(visit.now.timestamp());
    let report = match MassTable::read(bytes, today) {
        Ok(table) => service::take_in(&app.context, &officer, id, &table).await,
        Err(_) => Err(access::AccessError::invalid("file", "mass-unreadable")),
    };
    let (status, kept, notice) = match report {
        Ok(report) => (StatusCode::OK, "", shown(words, &report)),
        Err(access::AccessError::Invalid(fault)) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            text.as_str(),
            notice("bad", &words.text(fault.message)),
        ),
        Err(error) => return Err(error.into()),
    };
    let seen = service::overview(&app.context, &officer, id).await?;
    Ok((status, whole(visit, &officer, &seen, kept, notice)).into_response())
}

fn whole(visit: &Visit, officer: &Officer, seen: &Overview, kept: &str, first: Markup) -> Markup {
    let words = visit.words;
    let title = words.with("victims-of", "case", &seen.case.number);
    let rows = seen
        .victims
        .iter()
        .map(|one| {
            let who = &one.person.who;
            vec![
                html! { a href=(path(seen.case.id, one.person.id)) { (who.name) } },
                html! { (who.birth_date.map_or_else(|| "—".to_owned(), |date| date.to_string())) },
                conclusion(words, one.conclusion),
                html! { (words.with("victim-open-services", "count", &one.open.to_string())) },
                html! { (one.shelter.as_deref().unwrap_or("—")) },
            ]
        })
        .collect();
    let table = Table {
        caption: "victims",
        columns: &[
            "person-name",
            "birth-date",
            "victim-questions",
            "victim-services",
            "victim-stay",
        ],
        rows,
        empty: "victims-empty",
    };
    let asked = seen
        .victims
        .iter()
        .filter(|one| one.conclusion.is_some())
        .count();
    let housed = seen
        .victims
        .iter()
        .filter(|one| one.shelter.is_some())
        .count();
    page(
        visit,
        &title,
        html! {
            p { a href={ "/cases/" (seen.case.id) } { (words.text("case-back")) } }
            h1 { (title) }
            (first)
            @if !seen.victims.is_empty() {
                p { (words.with("victims-count", "count", &seen.victims.len().to_string())) " "
                    (words.with("victims-asked", "count", &asked.to_string())) " "
                    (words.with("victims-housed", "count", &housed.to_string())) }
            }
            (table.show(words))
            @if officer.may_manage() { (form(visit, seen, kept)) }
        },
    )
}

fn form(visit: &Visit, seen: &Overview, kept: &str) -> Markup {
    let words = visit.words;
    let lines = Area {
        name: "lines",
        label: "mass-lines",
        hint: Some("mass-lines-hint"),
        value: kept,
        rows: 5,
        optional: true,
    };
    let body = html! {
        (lines.show(words, None))
        div.field {
            label for="file" { (words.text("mass-file")) " " span.more { "(" (words.text("optional")) ")" } }
            p.hint id="file-hint" { (words.text("mass-file-hint")) }
            input id="file" name="file" type="file" accept=".csv,.txt,.xlsx,.ods" aria-describedby="file-hint";
        }
        div.actions { button { (words.text("mass-take")) } }
    };
    html! {
        h2 { (words.text("mass")) }
        p { (words.text("mass-text")) }
        div.card { (upload_form(visit, &format!("/cases/{}/victims", seen.case.id), body)) }
    }
}

fn shown(words: Words, report: &MassReport) -> Markup {
    let rows = report
        .lines
        .iter()
        .filter_map(|line| match line.outcome {
            MassOutcome::Refused(fault) => {
                let field = words.text(&format!("field-{}", fault.field.replace('_', "-")));
                Some(vec![
                    html! { (line.line) },
                    badge("bad", &words.text("mass-refused")),
                    html! { (field) ": " (words.text(fault.message)) },
                ])
            }
            MassOutcome::Taken | MassOutcome::Known => None,
        })
        .collect::<Vec<_>>();
    let count = |is: fn(MassOutcome) -> bool| report.count(is).to_string();
    html! {
        div.notice.good role="status" {
            p { (words.with("mass-taken", "count", &count(|outcome| outcome == MassOutcome::Taken))) " "
                (words.with("mass-known", "count", &count(|outcome| outcome == MassOutcome::Known))) }
            @if !report.left_out.is_empty() { p { (words.with("mass-left-out", "names", &report.left_out.join(", "))) } }
        }
        @if !rows.is_empty() {
            (Table { caption: "mass-refused-rows", columns: &["import-line", "import-outcome", "import-faults"], rows, empty: "mass-refused-rows" }.show(words))
        }
    }
}
