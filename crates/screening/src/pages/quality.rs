//! How good screening is: figures of a span of days, whom the alerts hit, where the risk is; of a single day it is the report that
//! is printed. Tables beside every picture.

mod chart;

use super::words;
use crate::{
    model::quality::{Place, Quality, QualityLine, Ranked},
    service::quality as service,
};
use access::{AccessError, Action, Fault};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Language, Port, day_in_jakarta};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use risk::trial::{Interval, ShareOf};
use serde::Deserialize;
use ui::{
    App, Failure, Signed, Words,
    components::{Field, Table, notice},
    day, page,
};

/// Lines of a ranking that are shown.
const RANKED: usize = 15;

/// Which days. Says nothing about a person, so that it can stand in an address.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Span {
    /// The first, as `2026-11-01`; a month ago, if it is empty.
    #[serde(default)]
    from: String,
    /// The last; today, if it is empty.
    #[serde(default)]
    to: String,
}

pub(super) async fn show(
    State(app): State<App>,
    Query(span): Query<Span>,
    signed: Signed,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ReadQuality, "quality of screening")?;
    let today = day_in_jakarta(signed.visit.now.timestamp());
    let days = read(&span, today);
    let found = match days {
        Ok(days) => service::quality(&app.context, &permit, days).await,
        Err(fault) => Err(AccessError::Invalid(fault)),
    };
    let days = days.unwrap_or((today, today));
    match found {
        Ok(found) => Ok(quality_page(&signed, days, Some(&found), None).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = quality_page(&signed, days, None, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn read(span: &Span, today: Date) -> Result<(Date, Date), Fault> {
    let read = |field, text: &str, usual| match text.trim() {
        "" => Ok(usual),
        text => text.parse().map_err(|_| Fault {
            field,
            message: "day-form",
        }),
    };
    let to = read("to", &span.to, today)?;
    let usual = to.checked_sub(30.days()).unwrap_or(to);
    Ok((read("from", &span.from, usual)?, to))
}

fn quality_page(
    signed: &Signed,
    (from, to): (Date, Date),
    found: Option<&Quality>,
    fault: Option<Fault>,
) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let title = words.text(if from == to { "quality-day" } else { "quality" });
    let date = |name, label, value| Field {
        name,
        label,
        value,
        kind: "date",
        ..Field::default()
    };
    let (first, last) = (from.to_string(), to.to_string());
    page(
        visit,
        &title,
        html! {
            div.head {
                h1 { (title) }
                p { (day(words, from)) @if from != to { " – " (day(words, to)) } }
            }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            search.unprinted { form method="get" action="/quality" { div.finder {
                (date("from", "quality-from", first.as_str()).show(words, fault))
                (date("to", "quality-to", last.as_str()).show(words, fault))
                div.field { button.second { (words.text("quality-show")) } }
            } } }
            p.unprinted {
                a href={ "/quality?from=" (today) "&to=" (today) } { (words.text("quality-today")) }
                " " button.second type="button" data-print hidden data-scripted { (words.text("print")) }
            }
            @if let Some(found) = found { (figures(words, found, from == to)) }
        },
    )
}

fn figures(words: Words, found: &Quality, of_a_day: bool) -> Markup {
    let minutes = |seconds: i64| format!("{}:{:02}", seconds / 60, seconds % 60);
    html! {
        p.quiet { (words.with("quality-few", "count", &found.fewest.to_string())) }
        dl.pairs.card {
            dt { (words.text("quality-travellers")) } dd { (count(found.travellers, found.fewest)) }
            dt { (words.text("quality-alerts")) } dd { (count(found.alerts, found.fewest)) }
            dt { (words.text("quality-rate")) } dd { (per_thousand(found.rate)) }
            dt { (words.text("quality-agreed")) } dd { (share(found.agreed)) }
            dt { (words.text("trial-precision")) } dd { (share(found.precision)) " " (words.with("quality-known", "count", &count(found.known, found.fewest))) }
            dt { (words.text("quality-missed")) } dd { (count(found.missed, found.fewest)) }
            dt { (words.text("quality-seconds")) } dd {
                @match found.seconds {
                    Some((half, most)) => { (minutes(half)) " · " (minutes(most)) },
                    None => { "·" },
                }
            }
        }
        h2 { (words.text("quality-decisions")) }
        dl.pairs {
            @for (outcome, number) in &found.decisions {
                dt { (outcome.map_or_else(|| words.text("undecided"), |outcome| words::outcome(words, outcome))) }
                dd { (count(*number, found.fewest)) }
            }
        }
        (table(words, "quality-ports", "trial-port", &found.ports, found.fewest, port))
        @if !of_a_day {
            h2 { (words.text("quality-trend")) }
            (chart::days(words, &found.days))
            details { summary { (words.text("quality-trend-table")) }
                (table(words, "quality-trend", "quality-a-day", &found.days, found.fewest, |words, line| line.name.in_language(words.language).to_owned()))
            }
            (table(words, "trial-rules", "trial-rule", &found.rules, found.fewest, |words, line| line.name.in_language(words.language).to_owned()))
            @for (of, lines) in &found.shares { (groups(words, *of, lines, found.fewest)) }
            @for (place, ranked) in &found.ranked { (ranking(words, *place, ranked, found.fewest)) }
        }
    }
}

/// A count as it may be shown: `<5` for few.
fn count(count: risk::trial::Count, fewest: u64) -> String {
    count
        .number()
        .map_or_else(|| format!("<{fewest}"), |number| number.to_string())
}

fn share(value: Option<Interval>) -> String {
    let percent = |share: f64| (share * 100.0).round();
    value.map_or_else(
        || "·".to_owned(),
        |i| {
            let (share, low, high) = (percent(i.share), percent(i.low), percent(i.high));
            format!("{share} % ({low}–{high} %)")
        },
    )
}

fn per_thousand(value: Option<Interval>) -> String {
    let of = |share: f64| format!("{:.1}", share * 1000.0);
    value.map_or_else(
        || "·".to_owned(),
        |i| format!("{} ({}–{})", of(i.share), of(i.low), of(i.high)),
    )
}

/// A port with its city, or that it is not known.
fn port(words: Words, line: &QualityLine) -> String {
    match Port::read(&line.group) {
        None => words.text("not-known"),
        Some(port) => port.city().map_or_else(
            || port.code().to_owned(),
            |city| format!("{city} ({})", port.code()),
        ),
    }
}

fn table(
    words: Words,
    caption: &str,
    column: &str,
    lines: &[QualityLine],
    fewest: u64,
    name: impl Fn(Words, &QualityLine) -> String,
) -> Markup {
    let rows = lines
        .iter()
        .map(|line| {
            vec![
                html! { (name(words, line)) },
                html! { (count(line.travellers, fewest)) },
                html! { (count(line.alerts, fewest)) },
                html! { (per_thousand(line.rate)) },
                html! { (share(line.precision)) },
            ]
        })
        .collect();
    let table = Table {
        caption,
        columns: &[
            column,
            "quality-travellers",
            "quality-alerts",
            "quality-rate",
            "trial-precision",
        ],
        rows,
        empty: "quality-none",
    };
    html! { h2 { (words.text(caption)) } (table.show(words)) }
}

/// Whom the alerts hit, against all who travel.
fn groups(words: Words, of: ShareOf, lines: &[QualityLine], fewest: u64) -> Markup {
    let caption = match of {
        ShareOf::Sex => "trial-by-sex",
        ShareOf::Age => "trial-by-age",
        ShareOf::Origin => "trial-by-origin",
    };
    let name = |line: &QualityLine| match line.group.as_str() {
        "" => words.text("not-known"),
        group => of.group_words(group, words.language),
    };
    let rows = lines
        .iter()
        .map(|line| {
            vec![
                html! { (name(line)) },
                html! { (count(line.travellers, fewest)) },
                html! { (count(line.alerts, fewest)) },
                html! { (line.ratio.map_or_else(|| "·".to_owned(), |ratio| format!("{ratio:.2}×"))) },
            ]
        })
        .collect();
    let table = Table {
        caption,
        columns: &[
            "trial-group",
            "quality-travellers",
            "quality-alerts",
            "trial-ratio",
        ],
        rows,
        empty: "quality-none",
    };
    table.show(words)
}

/// Places in order, each with what is certain of it.
fn ranking(words: Words, place: Place, ranked: &[Ranked], fewest: u64) -> Markup {
    let key = match place {
        Place::Route => "quality-routes",
        Place::Port => "quality-ports-ranked",
        Place::Region => "quality-regions",
    };
    let name = |one: &Ranked| match place {
        Place::Port => Port::read(&one.name.id)
            .and_then(|port| port.city().map(str::to_owned))
            .unwrap_or_else(|| one.name.id.to_string()),
        Place::Route | Place::Region => one.name.in_language(words.language).to_owned(),
    };
    let comma = |number: String| match words.language {
        Language::Id => number.replace('.', ","),
        Language::En => number,
    };
    let rows = ranked
        .iter()
        .take(RANKED)
        .map(|one| {
            vec![
                html! { (name(one)) },
                html! { (count(one.travellers, fewest)) },
                html! { (comma(per_thousand(Some(one.rate)))) },
                html! { (comma(format!("{:.1}", one.drawn * 1000.0))) },
            ]
        })
        .collect();
    let table = Table {
        caption: key,
        columns: &[
            "quality-place",
            "quality-travellers",
            "quality-grave",
            "quality-drawn",
        ],
        rows,
        empty: "quality-nothing-ranked",
    };
    html! {
        h2 { (words.text(key)) }
        p.quiet { (words.text("quality-rank-text")) }
        @if !ranked.is_empty() { (chart::ranked(words, ranked, &name)) }
        (table.show(words))
    }
}
