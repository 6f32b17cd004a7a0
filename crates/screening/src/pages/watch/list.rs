//! What stands on a list, and what waits for somebody.

use super::{Keeping, mark, name, standing_badge};
use crate::{
    model::watch::{List, Stage, Standing},
    service::watch::{self as service, Listed},
};
use access::{AccessError, Fault};
use axum::{
    extract::{Query, State},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Posted, Words,
    components::{Field, Table, button, finder, notice},
    day, page,
};
use uuid::Uuid;

/// Which entries are wanted. Neither says anything about a person.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    state: String,
    before: Option<Uuid>,
}

pub(super) async fn show<L: List>(
    State(app): State<App>,
    Keeping { signed, keeper }: Keeping<L>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let standing = Standing::from_code(&wanted.state);
    let looked = service::list(&app.context, &keeper, standing, wanted.before).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let count = |standing| match standing {
        Standing::DueForReview => looked.due as i64,
        other => looked
            .counts
            .iter()
            .find(|(stage, _)| stage_of(other) == Some(*stage))
            .map_or(0, |(_, count)| *count),
    };
    let title = words.text(name::<L>());
    let body = html! {
        div.head {
            h1 { (title) }
            @if keeper.may_propose() {
                div.actions {
                    a.button href={ (L::PATH) "/new" } { (words.text("list-new")) }
                    a.button.second href={ (L::PATH) "/import" } { (words.text("list-import")) }
                }
            }
        }
        (mark::<L>(words))
        p { (words.text(&format!("{}-text", name::<L>()))) }
        @if looked.due > 0 {
            (notice("warn", &words.with("list-due", "count", &looked.due.to_string())))
        }
        nav.tabs aria-label=(words.text("list-by-state")) { ul {
            li { a href=(L::PATH) aria-current=[standing.is_none().then_some("page")] { (words.text("list-all")) } }
            @for one in Standing::ALL {
                li { a href={ (L::PATH) "?state=" (one.code()) } aria-current=[(standing == Some(one)).then_some("page")] {
                    (words.text(&format!("list-is-{}", one.code()))) " (" (count(one)) ")"
                } }
            }
        } }
        (search::<L>(visit, "", "", None))
        (table(words, &looked.entries).show(words))
        @if let Some(next) = looked.next {
            p { a.button.second href={ (L::PATH) "?state=" (wanted.state) "&before=" (next) } { (words.text("page-next")) } }
        }
        @if !looked.entries.is_empty() {
            (button(visit, &format!("{}/export", L::PATH), "second", &words.text("list-export")))
        }
    };
    Ok(page(visit, &title, body))
}

fn stage_of(standing: Standing) -> Option<Stage> {
    match standing {
        Standing::Proposed => Some(Stage::Proposed),
        Standing::InForce => Some(Stage::InForce),
        Standing::Refused => Some(Stage::Refused),
        Standing::Ended => Some(Stage::Ended),
        Standing::Lapsed => Some(Stage::Lapsed),
        Standing::DueForReview => None,
    }
}

fn search<L: List>(visit: &ui::Visit, name: &str, number: &str, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let field = |name, label, value| Field {
        name,
        label,
        value,
        optional: true,
        ..Field::default()
    };
    finder(
        visit,
        &format!("{}/find", L::PATH),
        html! {
            (field("name", "person-name", name).show(words, fault))
            (field("number", "list-number", number).show(words, fault))
        },
    )
}

fn table<L: List>(words: Words, entries: &[Listed<L>]) -> Table<'static> {
    let rows = entries
        .iter()
        .map(|Listed { entry, standing }| {
            let born = entry.who.birth_date.map(|date| date.to_string());
            vec![
                html! { a href={ (L::PATH) "/" (entry.id) } { (entry.who.name) } },
                html! { (born.unwrap_or_else(|| "—".to_owned())) },
                standing_badge(words, *standing),
                html! { @match entry.life.review_on { Some(review) => { (day(words, review)) }, None => { "—" } } },
            ]
        })
        .collect();
    Table {
        caption: "list-entries",
        columns: &["person-name", "birth-date", "state", "list-review-on"],
        rows,
        empty: "list-empty",
    }
}

pub(super) async fn find<L: List>(
    State(app): State<App>,
    Keeping { signed, keeper }: Keeping<L>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (asked, number) = (posted.get("name"), posted.get("number"));
    let visit = &signed.visit;
    let words = visit.words;
    let (status, fault, found) = match service::find(&app.context, &keeper, asked, number).await {
        Ok(found) => (StatusCode::OK, None, found),
        Err(AccessError::Invalid(fault)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, Some(fault), Vec::new())
        }
        Err(error) => return Err(error.into()),
    };
    let title = words.text(name::<L>());
    let body = html! {
        h1 { (title) }
        (mark::<L>(words))
        (search::<L>(visit, asked, number, fault))
        @if fault.is_none() { (table(words, &found).show(words)) }
        p { a href=(L::PATH) { (words.text("back")) } }
    };
    Ok((status, page(visit, &title, body)).into_response())
}

pub(super) async fn export<L: List>(
    State(app): State<App>,
    Keeping { keeper, .. }: Keeping<L>,
    _: Posted,
) -> Result<impl IntoResponse, Failure> {
    let file = service::export(&app.context, &keeper).await?;
    let name = format!("attachment; filename=\"{}.csv\"", name::<L>());
    Ok((
        [
            (header::CONTENT_TYPE, "text/csv; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, name),
        ],
        file,
    ))
}
