//! The pages of placements and their imports.

mod imports;
mod list;
mod new;
mod one;
mod upload;
mod words;

use crate::{
    PLACEMENT,
    service::uploads::{LARGEST, LARGEST_MAPPING},
};
use access::{AccessError, Action, Ask, Permit};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post},
};
use people::PERSON;
use std::collections::HashMap;
use ui::{App, Failure, Signed};
use uuid::Uuid;

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &["/placements", "/placements/import", "/imports"];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    // Beside the file there are a mapping, a token and the boundaries of the parts.
    let largest = usize::try_from(LARGEST).unwrap_or(usize::MAX) + 2 * LARGEST_MAPPING;
    Router::new()
        .route("/placements", get(list::show))
        .route(
            "/placements/import",
            get(upload::show)
                .post(upload::look)
                .layer(DefaultBodyLimit::max(largest)),
        )
        .route("/placements/import/take", post(upload::take))
        .route("/placements/of/{id}", get(new::show).post(new::create))
        .route("/placements/{id}", get(one::show).post(one::change))
        .route("/placements/{id}/documents", post(one::put_document))
        .route("/placements/{id}/steps", post(one::take_step))
        .route("/imports", get(imports::list))
        .route("/imports/{id}", get(imports::show))
        .route("/imports/{id}/report", get(imports::report))
}

/// A permit for placements of the visitor's own agency.
fn permit(
    app: &App,
    signed: &Signed,
    action: Action,
    purpose: &'static str,
) -> Result<Permit, Failure> {
    let ask = Ask::own(&signed.principal, action, &PLACEMENT, purpose);
    Ok(signed.principal.permit_on(&app.context.policies, ask)?)
}

/// The names of persons, as far as the visitor may see persons.
async fn names(
    app: &App,
    signed: &Signed,
    persons: &[Uuid],
) -> Result<HashMap<Uuid, String>, AccessError> {
    let ask = Ask::own(
        &signed.principal,
        Action::ReadPeople,
        &PERSON,
        "names of placements",
    );
    match signed.principal.permit_on(&app.context.policies, ask) {
        Ok(permit) => people::service::names(&app.context, &permit, persons).await,
        Err(_) => Ok(HashMap::new()),
    }
}
