//! The office's figures of a year: what was recommended, what was enforced, how long each step took.

use super::{Working, one::law::rupiah, words};
use crate::service::figures;
use axum::extract::{Query, State};
use domain::day_in_jakarta;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{App, Failure, components::Table, page};

/// Which year.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    year: Option<i16>,
}

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let visit = &signed.visit;
    let words = visit.words;
    let this = day_in_jakarta(visit.now.timestamp()).year();
    let year = wanted
        .year
        .filter(|year| (2000..=this).contains(year))
        .unwrap_or(this);
    let counted = figures::of_year(&app.context, &officer, year).await?;
    let number = |count: String| html! { strong { (count) } };
    let table = |caption, rows: Vec<(String, String)>| Table {
        caption,
        columns: &["figures-what", "figures-count"],
        rows: rows
            .into_iter()
            .map(|(what, count)| vec![html! { (what) }, number(count)])
            .collect(),
        empty: "figures-none",
    };
    let categories = counted.by_category.iter().map(|(category, count)| {
        (
            words::word(words, "category", category.code()),
            count.to_string(),
        )
    });
    let mut handed = vec![(
        words.text("figures-recommended"),
        counted.recommended.to_string(),
    )];
    handed.extend(counted.referrals.iter().map(|(state, count)| {
        (
            words::word(words, "referral-state", state.code()),
            count.to_string(),
        )
    }));
    let mut law: Vec<(String, String)> = counted
        .steps
        .iter()
        .map(|(step, count)| (words::word(words, "step", step.code()), count.to_string()))
        .collect();
    law.push((
        words.text("figures-restitution"),
        format!("Rp {}", rupiah(counted.restitution)),
    ));
    let spans = [
        "figures-to-sent",
        "figures-to-answer",
        "figures-to-done",
        "figures-to-report",
    ];
    let times = spans.iter().zip(counted.days).map(|(key, days)| {
        let days = days.map_or_else(
            || "—".to_owned(),
            |days| words.with("figures-days", "days", &days.to_string()),
        );
        (words.text(key), days)
    });
    let title = words.with("figures-title", "year", &year.to_string());
    let body = html! {
        p { a href="/cases" { (words.text("back")) } }
        h1 { (title) }
        p { (words.text("figures-text")) }
        p.actions {
            a.button.second href={ "/cases/figures?year=" (year - 1) } { (year - 1) }
            @if year < this { a.button.second href={ "/cases/figures?year=" (year + 1) } { (year + 1) } }
        }
        (table("figures-now", vec![
            (words.text("figures-open"), counted.open.to_string()),
            (words.text("figures-late"), counted.late.to_string()),
        ]).show(words))
        (table("figures-opened", categories.collect()).show(words))
        (table("figures-handed", handed).show(words))
        (table("figures-law", law).show(words))
        (table("figures-times", times.collect()).show(words))
    };
    Ok(page(visit, &title, body))
}
