//! What the buttons of a version do; each leads back to its page.

use super::{Reading, one::version_page, told};
use crate::service::rules as service;
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use ui::{App, Failure, Id, Posted};
use uuid::Uuid;

fn back(id: Uuid) -> Response {
    Redirect::to(&format!("/rules/{id}")).into_response()
}

/// The page of the version with the fault, whose field is named as the form names it.
async fn or_fault(
    app: &App,
    reading: &Reading,
    id: Uuid,
    field: &'static str,
    done: Result<(), AccessError>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(back(id)),
        Err(AccessError::Invalid(fault)) => {
            let own = if fault.field == "answer" {
                field
            } else {
                fault.field
            };
            let fault = Fault {
                field: own,
                ..fault
            };
            let Reading { signed, author } = reading;
            let page = version_page(app, signed, author, id, Some(fault), &[]).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn draft(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let made = service::draft(&app.context, &reading.author, id, posted.get("note")).await;
    match made {
        Ok(new) => Ok(back(new)),
        Err(error) => or_fault(&app, &reading, id, "note", Err(error)).await,
    }
}

pub(super) async fn replace(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let revision = posted
        .get("revision")
        .parse()
        .map_err(|_| Failure::Malformed)?;
    let text = posted.get("rules");
    match service::replace(&app.context, &reading.author, id, revision, text).await {
        Ok(()) => Ok(back(id)),
        Err(problem) => {
            let faults = told(problem)?;
            let Reading { signed, author } = &reading;
            let page = version_page(&app, signed, author, id, None, &faults).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn submit(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    service::submit(&app.context, &reading.author, id).await?;
    Ok(back(id))
}

pub(super) async fn approve(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let today = day_in_jakarta(app.context.db.ambient().now());
    let done = match posted.day_needed("effective_from", today) {
        Ok(from) => {
            let answer = posted.get("answer");
            service::approve(&app.context, &reading.author, id, from, answer).await
        }
        Err(error) => Err(error),
    };
    or_fault(&app, &reading, id, "answer", done).await
}

pub(super) async fn refuse(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let answer = posted.get("answer-refuse");
    let done = service::refuse(&app.context, &reading.author, id, answer).await;
    or_fault(&app, &reading, id, "answer-refuse", done).await
}

pub(super) async fn retire(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let answer = posted.get("answer-retire");
    let done = service::retire(&app.context, &reading.author, id, answer).await;
    or_fault(&app, &reading, id, "answer-retire", done).await
}
