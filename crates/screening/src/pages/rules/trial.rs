//! What a trial on past travellers found, for whoever decides whether the rules come in force.

use super::{Reading, faults, told};
use crate::service::rules as service;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Diagnostic;
use maud::{Markup, html};
use risk::trial::{Interval, Report, Shares};
use ui::{
    App, Failure, Id, Posted, Words,
    components::{Table, button, notice},
    page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
) -> Result<Markup, Failure> {
    trial_page(&app, &reading, id, &[]).await
}

pub(super) async fn run(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    match service::try_out(&app.context, &reading.author, id).await {
        Ok(_) => Ok(Redirect::to(&format!("/rules/{id}/trial")).into_response()),
        Err(problem) => {
            let odd = told(problem)?;
            let page = trial_page(&app, &reading, id, &odd).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn trial_page(
    app: &App,
    Reading { signed, author }: &Reading,
    id: Uuid,
    odd: &[Diagnostic],
) -> Result<Markup, Failure> {
    let version = service::get(&app.context, author, id).await?;
    let report = service::last_trial(&app.context, author, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("rules-trial");
    let body = html! {
        p { a href={ "/rules/" (id) } { (super::title(words, &version)) } }
        h1 { (title) }
        p { (words.text("rules-trial-text")) }
        @if !odd.is_empty() { (faults(words, odd)) }
        @if author.may_draft() { div.actions { (button(visit, &format!("/rules/{id}/trial"), "", &words.text("rules-try"))) } }
        @match &report {
            Some(report) => {
                @if !version.is_tried() { (notice("warn", &words.text("rules-trial-old"))) }
                @if report.travellers == 0 { (notice("warn", &words.text("rules-trial-nobody"))) }
                @else { (found(words, report)) }
            },
            None => { p { (words.text("rules-untried")) } },
        }
    };
    Ok(page(visit, &title, body))
}

fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "·".to_owned(), |value| format!("{value:.1}"))
}

fn share(value: Option<Interval>) -> String {
    value.map_or_else(
        || "·".to_owned(),
        |i| {
            let percent = |share: f64| (share * 100.0).round();
            format!(
                "{} % ({}–{} %)",
                percent(i.share),
                percent(i.low),
                percent(i.high)
            )
        },
    )
}

fn found(words: Words, report: &Report) -> Markup {
    let side = |key: &str, side: &risk::trial::Side| {
        vec![
            html! { (words.text(key)) },
            html! { (side.alerts) },
            html! { (number(side.per_thousand)) },
            html! { (share(side.precision)) },
            html! { (share(side.found)) },
        ]
    };
    let sides = Table {
        caption: "trial-sides",
        columns: &[
            "rules",
            "trial-alerts",
            "trial-per-thousand",
            "trial-precision",
            "trial-found",
        ],
        rows: vec![
            side("trial-tried", &report.tried),
            side("trial-in-force", &report.in_force),
        ],
        empty: "none",
    };
    let ports = Table {
        caption: "trial-ports",
        columns: &[
            "trial-port",
            "trial-travellers",
            "trial-a-day",
            "trial-most-a-day",
            "trial-a-day-now",
        ],
        rows: report
            .ports
            .iter()
            .map(|port| {
                vec![
                    html! { (port.port) },
                    html! { (port.travellers) },
                    html! { (number(port.a_day)) },
                    html! { (port.most_a_day) },
                    html! { (number(port.a_day_in_force)) },
                ]
            })
            .collect(),
        empty: "none",
    };
    let rules = Table {
        caption: "trial-rules",
        columns: &["trial-rule", "trial-alerts", "trial-precision"],
        rows: report
            .rules
            .iter()
            .map(|rule| {
                vec![
                    html! { (rule.title.in_language(words.language)) },
                    html! { (rule.alerts) },
                    html! { (share(rule.precision)) },
                ]
            })
            .collect(),
        empty: "none",
    };
    html! {
        p { (words.with("trial-of", "count", &report.travellers.to_string())) " "
            (words.with("trial-few", "count", &report.fewest.to_string())) }
        (sides.show(words))
        h2 { (words.text("trial-changes")) }
        dl.pairs {
            dt { (words.text("trial-newly")) } dd { (report.changes.newly) }
            dt { (words.text("trial-no-longer")) } dd { (report.changes.no_longer) }
            @for one in &report.changes.moves {
                dt { (one.from.words(words.language)) " → " (one.to.words(words.language)) } dd { (one.travellers) }
            }
        }
        (ports.show(words))
        @for shares in &report.shares { (groups(words, shares).show(words)) }
        (rules.show(words))
        @if !report.odd.is_empty() {
            h2 { (words.text("trial-odd")) }
            ul { @for odd in &report.odd { li { (odd.rule) ": " (odd.fact.in_language(words.language)) " (" (odd.travellers) ")" } } }
        }
    }
}

fn groups(words: Words, shares: &Shares) -> Table<'static> {
    let caption = match shares.of {
        risk::trial::ShareOf::Sex => "trial-by-sex",
        risk::trial::ShareOf::Age => "trial-by-age",
        risk::trial::ShareOf::Origin => "trial-by-origin",
    };
    Table {
        caption,
        columns: &["trial-group", "trial-travellers", "trial-alerts", "trial-alerts-now", "trial-ratio"],
        rows: shares
            .groups
            .iter()
            .map(|group| {
                vec![
                    html! { (shares.of.group_words(&group.group, words.language)) },
                    html! { (group.travellers) },
                    html! { (group.alerts) },
                    html! { (group.alerts_in_force) },
                    html! { (group.ratio.map_or_else(|| "·".to_owned(), |ratio| format!("{ratio:.2}×"))) },
                ]
            })
            .collect(),
        empty: "none",
    }
}
