//! A new placement of a person.

use super::{one, permit};
use crate::service;
use access::{AccessError, Action, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{App, Failure, Id, Posted, Signed, components::form, narrow_page};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(person): Id,
) -> Result<Markup, Failure> {
    permit(&app, &signed, Action::ManagePlacements, "placements")?;
    Ok(new_page(&signed, person, &Posted::default(), None))
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Id(person): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&app, &signed, Action::ManagePlacements, "placements")?;
    let made = match one::details_of(&signed.visit, &posted) {
        Ok(details) => service::create(&app.context, &permit, person, details).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/placements/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed, person, &posted, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn new_page(signed: &Signed, person: Uuid, written: &Posted, fault: Option<Fault>) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("placement-new");
    let body = html! {
        (one::fields(words, written, fault))
        div.actions { button { (words.text("save")) } a href={ "/people/" (person) } { (words.text("cancel")) } }
    };
    let action = format!("/placements/of/{person}");
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, &action, body)) } },
    )
}
