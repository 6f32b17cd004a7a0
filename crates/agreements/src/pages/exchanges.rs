//! Every request under an agreement, answered or refused, and what is left of its quotas.

use super::{agency_names, facts, name_of};
use crate::{
    model::{Document, Exchange, Outcome},
    service::{Officer, exchange, view},
};
use access::Action;
use axum::extract::State;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Signed, Words,
    components::{Table, badge, empty},
    moment, page,
};

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let overview = exchange::overview(&app.context, &officer, id).await?;
    let names = agency_names(&app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = overview
        .latest
        .iter()
        .map(|one| {
            let answered = one.outcome == Outcome::Answered;
            let counts = format!("{} / {}", one.found, one.subjects);
            vec![
                html! { (moment(words, one.at)) },
                html! { (one.agency.map_or("—", |agency| name_of(&names, agency))) },
                html! { (purpose(words, &view.document, one)) br; span.quiet { (data(&app, words, one)) } },
                html! { (counts) },
                badge(
                    if answered { "good" } else { "bad" },
                    &words.text(&format!("outcome-{}", one.outcome.code())),
                ),
            ]
        })
        .collect();
    let table = Table {
        caption: "exchanges",
        columns: &[
            "exchange-when",
            "exchange-who",
            "exchange-what",
            "exchange-found",
            "exchange-outcome",
        ],
        rows,
        empty: "exchanges-empty",
    };
    let body = html! {
        (facts::head(words, &view))
        h2 { (words.text("schedule-quota-label")) }
        @if view.document.schedules.is_empty() { (empty(&words.text("schedules-none"))) }
        @for schedule in &view.document.schedules {
            @let (today, in_all) = overview.used.get(&schedule.key).copied().unwrap_or_default();
            div.card {
                p { strong { (schedule.purpose.words.in_language(words.language)) } " · " (name_of(&names, schedule.provider)) " → " (name_of(&names, schedule.consumer)) }
                p { label { (words.text("quota-today")) " " progress max=(schedule.quota.per_day) value=(today) { (today) } } " " (today) " / " (schedule.quota.per_day) }
                p { label { (words.text("quota-term")) " " progress max=(schedule.quota.in_all) value=(in_all) { (in_all) } } " " (in_all) " / " (schedule.quota.in_all) }
            }
        }
        h2 { (words.text("exchanges")) }
        p {
            (words.with("exchanges-answered", "count", &overview.answered.to_string())) ", "
            (words.with("exchanges-refused", "count", &overview.refused.to_string())) "."
        }
        (table.show(words))
        p.quiet { (words.text("exchanges-text")) }
    };
    Ok(page(visit, &words.text("exchanges"), body))
}

/// What for, in the words of a schedule; what no schedule has, as it was asked.
fn purpose(words: Words, document: &Document, asked: &Exchange) -> String {
    let mut schedules = document.schedules.iter();
    let found = schedules.find(|schedule| schedule.purpose.code == asked.purpose);
    found.map_or_else(
        || asked.purpose.clone(),
        |schedule| {
            let purpose = schedule.purpose.words.in_language(words.language);
            purpose.to_owned()
        },
    )
}

/// Which fields of which kind of record, by their names where they have one.
fn data(app: &App, words: Words, asked: &Exchange) -> String {
    let kind = app.context.sources.of(&asked.kind).map(|s| s.kind());
    let name = |code: &String| {
        let field = kind.and_then(|kind| kind.field(code));
        field.map_or(code.clone(), |field| {
            field.name.in_language(words.language).to_owned()
        })
    };
    let fields: Vec<String> = asked.fields.iter().map(name).collect();
    let kind = kind.map_or(asked.kind.as_str(), |kind| {
        kind.name.in_language(words.language)
    });
    format!("{kind}: {}", fields.join(", "))
}
