//! A clock that ran ahead is believed again.

use crate::service::clock;
use access::Action;
use axum::{extract::State, response::Redirect};
use ui::{App, Failure, Posted, Signed};

pub(super) async fn repair(
    State(app): State<App>,
    signed: Signed,
    _: Posted,
) -> Result<Redirect, Failure> {
    let permit = signed.permit(Action::ManageAgencies, "clock")?;
    clock::repair(&app.context, &permit).await?;
    Ok(Redirect::to("/agreements"))
}
