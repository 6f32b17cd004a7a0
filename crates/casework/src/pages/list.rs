//! What waits, by the day on which somebody must look at it: which case is forgotten?

use super::{Working, words};
use crate::{
    Case, Status,
    service::{self, Wanted},
};
use axum::extract::{Query, State};
use domain::day_in_jakarta;
use jiff::civil::Date;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Words,
    components::{Table, badge},
    day, page,
};
use uuid::Uuid;

/// Which cases an address asks for: nothing that names anybody.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Filter {
    view: String,
    status: String,
    day: Option<Date>,
    id: Option<Uuid>,
}

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Query(filter): Query<Filter>,
) -> Result<Markup, Failure> {
    let wanted = match filter.view.as_str() {
        "ended" => Wanted::Ended { before: filter.id },
        view => Wanted::Open {
            status: Status::from_code(&filter.status),
            mine: view == "mine",
            behind: filter.day.zip(filter.id),
        },
    };
    let found = service::list(&app.context, &officer, wanted).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let title = words.text("cases");
    let views = [
        ("", "cases-open"),
        ("mine", "cases-mine"),
        ("ended", "cases-ended"),
    ];
    let last = found.cases.last().filter(|_| found.more);
    let body = html! {
        div.head {
            h1 { (title) }
            div.actions {
                @if officer.may_read() { a.button.second href="/shelters" { (words.text("shelters")) } }
                @if officer.may_open() { a.button href="/cases/new" { (words.text("case-new")) } }
                a.button.second href="/cases/figures" { (words.text("figures")) }
            }
        }
        p { (words.text("cases-text")) }
        nav.tabs aria-label=(words.text("cases-views")) { ul {
            @for (view, key) in views {
                li { a href={ "/cases?view=" (view) } aria-current=[(filter.view == view).then_some("page")] { (words.text(key)) } }
            }
        } }
        (table(words, today, &found.cases).show(words))
        @if let Some(last) = last {
            p { a.button.second href=(further(&filter, last)) { (words.text("page-next")) } }
        }
    };
    Ok(page(visit, &title, body))
}

fn further(filter: &Filter, last: &Case) -> String {
    let day = last.next.as_ref().map(|next| format!("&day={}", next.on));
    // What came with the address goes back only where it is a code.
    let status = Status::from_code(&filter.status).map_or("", Status::code);
    let view = match filter.view.as_str() {
        "mine" => "mine",
        "ended" => "ended",
        _ => "",
    };
    let day = day.unwrap_or_default();
    format!("/cases?view={view}&status={status}{day}&id={}", last.id)
}

fn table<'a>(words: Words, today: Date, cases: &[Case]) -> Table<'a> {
    let rows = cases
        .iter()
        .map(|case| {
            vec![
                html! {
                    a href={ "/cases/" (case.id) } { (case.number) }
                    @if case.sealed { " " (badge("warn", &words.text("case-sealed"))) }
                },
                words::danger(words, case.danger),
                html! {
                    (words::word(words, "kind", case.kind.code())) br;
                    span.quiet { (words::word(words, "category", case.category.code())) }
                },
                words::country(words, case.country),
                words::status(words, case.status),
                due(words, today, case),
                html! { (case.handler.as_ref().map_or("—", |hand| hand.name.as_str())) },
            ]
        })
        .collect();
    Table {
        caption: "cases",
        columns: &[
            "case-number",
            "case-danger",
            "case-kind",
            "country",
            "state",
            "case-next",
            "case-handler",
        ],
        rows,
        empty: "cases-empty",
    }
}

/// The next day; one that has passed is said to be late.
pub(super) fn due(words: Words, today: Date, case: &Case) -> Markup {
    html! {
        @match &case.next {
            Some(next) => {
                (day(words, next.on))
                @if next.on < today { " " (badge("bad", &words.text("case-late"))) }
            }
            None => { "—" }
        }
    }
}
