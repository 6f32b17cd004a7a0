//! Check an offer: what was promised, what is wrong with it, what to ask, whom to call. Nothing of it is kept.

mod form;
mod result;
mod story;

use crate::{Offer, service};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use ui::{App, Failure, Posted, Visit, open};

pub(super) async fn ask(State(app): State<App>, visit: Visit) -> Response {
    let page = form::page(&app, &visit, &Posted::default(), &Offer::default(), None);
    open::answer(&app, &visit, page).into_response()
}

pub(super) async fn answer(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let (offer, fault) = form::read(&posted);
    if posted.has("change") {
        let page = form::page(&app, &visit, &posted, &offer, fault);
        return Ok(open::answer(&app, &visit, page).into_response());
    }
    let empty = offer.is_empty().then_some(Fault {
        field: "recruiter",
        message: "offer-empty",
    });
    if let Some(fault) = fault.or(empty) {
        return Ok(again(&app, &visit, &posted, &offer, fault));
    }
    match service::offer(&app.context, &offer).await {
        Ok((checked, company)) => {
            let page = result::page(&app, &visit, &offer, &checked, company.as_ref());
            Ok(open::answer(&app, &visit, page).into_response())
        }
        Err(AccessError::Invalid(fault)) => Ok(again(&app, &visit, &posted, &offer, fault)),
        Err(error) => Err(error.into()),
    }
}

/// The form once more, with what was answered and what is wrong with it.
fn again(app: &App, visit: &Visit, posted: &Posted, offer: &Offer, fault: Fault) -> Response {
    let page = form::page(app, visit, posted, offer, Some(fault));
    let page = open::answer(app, visit, page);
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}
