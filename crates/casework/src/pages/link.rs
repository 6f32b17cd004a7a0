//! A party without an account: a link that opens once, what was handed on, one answer.

use super::words;
use crate::{ReferralState, service::referral};
use access::{AccessError, Fault, Row};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Visit,
    components::{Area, notice, shown},
    narrow_page, open,
};

/// A page with a button: whoever only looks at the link, a mail program for example, does not use it up.
pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
) -> Response {
    let words = visit.words;
    let title = words.text("referral-link-open");
    let button = html! { div.actions { button { (words.text("open")) } } };
    let body = html! {
        h1 { (title) }
        p { (words.text("referral-link-open-text")) }
        div.card { (open::form(&app, &visit, &format!("/rujukan/{link}"), button)) }
    };
    let page = narrow_page(&visit, &title, body);
    open::answer(&app, &visit, page).into_response()
}

pub(super) async fn open_once(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    _: Posted,
) -> Result<Response, Failure> {
    match referral::open_link(&app.context, &link).await {
        Ok((referral, rows, next)) => Ok(opened(
            &app,
            &visit,
            Some((&referral.purpose, &rows)),
            &next,
            "",
            None,
        )),
        Err(AccessError::NotFound) => Ok(gone(&visit)),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(link): Path<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let to = ReferralState::from_code(posted.get("to")).ok_or(Failure::Malformed)?;
    let answer = posted.get("answer");
    match referral::answer_link(&app.context, &link, to, answer).await {
        Ok(()) => {
            let words = visit.words;
            let title = words.text("referral-thanks");
            let body = html! { h1 { (title) } p { (words.text("referral-thanks-text")) } };
            Ok(narrow_page(&visit, &title, body).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let mut page = opened(&app, &visit, None, &link, answer, Some(fault));
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
        Err(AccessError::NotFound) => Ok(gone(&visit)),
        Err(error) => Err(error.into()),
    }
}

/// Unknown, used, too late: one answer.
fn gone(visit: &Visit) -> Response {
    let words = visit.words;
    let title = words.text("referral-link-open");
    let body = html! { h1 { (title) } (notice("bad", &words.text("referral-link-gone"))) };
    (StatusCode::NOT_FOUND, narrow_page(visit, &title, body)).into_response()
}

fn opened(
    app: &App,
    visit: &Visit,
    what: Option<(&str, &[Row])>,
    next: &str,
    written: &str,
    fault: Option<Fault>,
) -> Response {
    let words = visit.words;
    let title = words.text("referral-link-open");
    let area = Area {
        name: "answer",
        label: "referral-answer",
        hint: Some("referral-answer-hint"),
        value: written,
        rows: 3,
        optional: true,
    };
    let form: Markup = html! {
        (area.show(words, fault))
        div.actions { @for to in [ReferralState::Accepted, ReferralState::Declined] {
            button.danger[to == ReferralState::Declined] name="to" value=(to.code()) { (words::word(words, "referral-to", to.code())) }
        } }
    };
    let body = html! {
        h1 { (title) }
        @if let Some((purpose, rows)) = what {
            (notice("warn", &words.text("referral-link-print")))
            p { (purpose) }
            @for row in rows {
                div.card { dl.pairs {
                    @for (field, value) in row { dt { (field.name.in_language(words.language)) } dd { (shown(words, value)) } }
                } }
            }
        }
        (open::form(app, visit, &format!("/rujukan/{next}/jawab"), form))
    };
    open::answer(app, visit, narrow_page(visit, &title, body)).into_response()
}
