//! What the buttons of an agreement do; each leads back to its page.

use crate::service::{Officer, draft, life, sign};
use access::{AccessError, Action};
use axum::{extract::State, response::Redirect};
use ui::{App, Failure, Id, Posted, Signed};
use uuid::Uuid;

fn back(id: Uuid) -> Redirect {
    Redirect::to(&format!("/agreements/{id}"))
}

pub(super) async fn share(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    draft::share(&app.context, &officer, id).await?;
    Ok(back(id))
}

pub(super) async fn fix(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let seen = posted.get("seen").parse().map_err(|_| Failure::Malformed)?;
    draft::fix(&app.context, &officer, id, seen).await?;
    Ok(back(id))
}

pub(super) async fn return_to_draft(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    sign::return_to_draft(&app.context, &officer, id, posted.get("reason-return")).await?;
    Ok(back(id))
}

pub(super) async fn withdraw(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    life::withdraw(&app.context, &officer, id, posted.get("reason-withdraw")).await?;
    Ok(back(id))
}

pub(super) async fn suspend(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::SignAgreements)?;
    life::suspend(&app.context, &officer, id, posted.get("reason-suspend")).await?;
    Ok(back(id))
}

pub(super) async fn resume(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::SignAgreements)?;
    life::resume(&app.context, &officer, id, posted.get("reason-resume")).await?;
    Ok(back(id))
}

pub(super) async fn give_notice(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::SignAgreements)?;
    let day = posted.get("last_day").trim().parse();
    let day = day.map_err(|_| AccessError::invalid("last_day", "day-iso"))?;
    life::give_notice(&app.context, &officer, id, day, posted.get("reason-notice")).await?;
    Ok(back(id))
}

pub(super) async fn amend(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let new = draft::amend(&app.context, &officer, id).await?;
    Ok(back(new))
}
