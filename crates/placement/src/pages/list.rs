//! Placements by where they stand: for the office that must know who waits, who is on the way, and whose contract ends.

use super::{names, permit, words};
use crate::{Order, Wanted, service};
use access::Action;
use axum::extract::{Query, State};
use domain::{Country, PlacementScheme, PlacementStatus};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Signed,
    components::{Table, countries, select},
    page,
};
use uuid::Uuid;

/// What an address may ask for: nothing that names anybody.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Filter {
    #[serde(default)]
    status: String,
    #[serde(default)]
    country: String,
    #[serde(default)]
    scheme: String,
    #[serde(default)]
    order: String,
    before: Option<Uuid>,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Query(filter): Query<Filter>,
) -> Result<Markup, Failure> {
    let permit = permit(&app, &signed, Action::ReadPlacements, "placements")?;
    let wanted = Wanted {
        // What is no code filters nothing.
        status: PlacementStatus::from_code(&filter.status),
        country: Country::from_alpha3(&filter.country),
        scheme: PlacementScheme::from_code(&filter.scheme),
        order: Order::from_code(&filter.order).unwrap_or_default(),
        before: filter.before,
    };
    let found = service::list(&app.context, &permit, &wanted).await?;
    let persons: Vec<Uuid> = found
        .rows
        .iter()
        .map(|placement| placement.person)
        .collect();
    let names = names(&app, &signed, &persons).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let last = found
        .rows
        .last()
        .filter(|_| found.more)
        .map(|placement| placement.id);
    let rows = found
        .rows
        .iter()
        .map(|placement| {
            let details = &placement.details;
            let name = names.get(&placement.person).map_or("—", String::as_str);
            vec![
                html! { a href={ "/placements/" (placement.id) } { (name) } },
                html! { (details.country.map_or("—", |country| country.name(words.language))) },
                words::maybe(details.position.as_deref()),
                words::maybe(details.company.as_deref()),
                html! { (words::maybe_day(words, details.contract_end)) },
                words::status_badge(words, placement.journey.status),
            ]
        })
        .collect();
    let table = Table {
        caption: "placements",
        columns: &[
            "person",
            "country",
            "position",
            "placement-company",
            "contract-end",
            "state",
        ],
        rows,
        empty: "placements-empty",
    };
    let statuses = words::choices(
        PlacementStatus::ALL,
        PlacementStatus::code,
        |s| words::status(words, s),
        &filter.status,
    );
    let schemes = words::choices(
        PlacementScheme::ALL,
        PlacementScheme::code,
        |s| words::scheme(words, s),
        &filter.scheme,
    );
    let orders = words::choices(
        Order::ALL,
        Order::code,
        |order| words.text(&format!("order-{}", order.code())),
        wanted.order.code(),
    );
    let title = words.text("placements");
    let imports = signed.principal.may(Action::ImportPlacements);
    Ok(page(
        visit,
        &title,
        html! {
            div.head {
                h1 { (title) }
                @if imports { a.button href="/imports" { (words.text("imports")) } }
            }
            p { (words.text("placements-text")) }
            search {
                form method="get" action="/placements" {
                    div.finder {
                        (select(words, "status", "state", true, &statuses))
                        (select(words, "country", "country", true, &countries(words, &filter.country)))
                        (select(words, "scheme", "scheme", true, &schemes))
                        (select(words, "order", "order", false, &orders))
                        div.field { button.second { (words.text("search")) } }
                    }
                }
            }
            (table.show(words))
            @if let Some(last) = last {
                form method="get" action="/placements" {
                    input type="hidden" name="status" value=(filter.status);
                    input type="hidden" name="country" value=(filter.country);
                    input type="hidden" name="scheme" value=(filter.scheme);
                    input type="hidden" name="order" value=(wanted.order.code());
                    button.second name="before" value=(last) { (words.text("page-next")) }
                }
            }
        },
    ))
}
