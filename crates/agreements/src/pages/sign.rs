//! Signing: the words once more, who has signed, and the form that asks for password and code.

use super::{additions, agency_names, facts, name_of};
use crate::{
    model::{Stage, fingerprint},
    service::{Officer, sign as service, view},
};
use access::{AccessError, Action, Fault, service::confirmation};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed,
    components::{Area, Field, form, notice},
    page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    sign_page(&app, &signed, id, None).await
}

pub(super) async fn sign(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let officer = Officer::of(&signed.principal, Action::SignAgreements)?;
    let seen = posted.get("seen").parse().map_err(|_| Failure::Malformed)?;
    let confirmed = confirmation::confirm(
        &app.context,
        &signed.principal,
        posted.get("password"),
        posted.get("code"),
    )
    .await;
    let done = match confirmed {
        Ok(confirmed) => service::sign(&app.context, &officer, &confirmed, id, seen).await,
        Err(error) => Err(error),
    };
    match done {
        Ok(()) => Ok(Redirect::to(&format!("/agreements/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = sign_page(&app, &signed, id, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn sign_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let names = agency_names(app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let own = officer.agency();
    let signature = |agency: Uuid| {
        view.signatures
            .iter()
            .find(|given| given.statement.agency == agency)
    };
    let missing = own.is_some_and(|own| signature(own).is_none());
    let signing = view.record.life.stage == Stage::Signing;
    let may = signing && missing && signed.principal.may(Action::SignAgreements);
    let hash = fingerprint(&view.document).map_err(|_| Failure::Internal)?;
    let additions = additions::section(app, words, &officer, &view, &names).await?;
    let body = html! {
        (facts::head(words, &view))
        dl.pairs {
            dt { (words.text("version")) } dd { (view.record.version) }
            dt { (words.text("sign-hash")) } dd { code { (hash) } }
        }
        (additions)
        h2 { (words.text("signatures")) }
        ul {
            @for party in &view.document.parties {
                li {
                    (party.signatory) ", " (party.position) " (" (name_of(&names, party.agency)) "): "
                    @match signature(party.agency) {
                        Some(given) => { (words.with("signed-at", "at", &given.statement.signed_at)) }
                        None => { (words.text("signature-missing")) }
                    }
                }
            }
        }
        @if may {
            h2 { (words.text("sign")) }
            p { (words.text("sign-text")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            div.card {
                (form(visit, &format!("/agreements/{id}/sign"), html! {
                    input type="hidden" name="seen" value=(view.record.version);
                    (Field { name: "password", label: "password", kind: "password", autocomplete: "current-password", ..Field::default() }.show(words, fault))
                    @if signed.principal.has_second_factor() {
                        (Field { name: "code", label: "code", hint: Some("code-hint"), class: "code", autocomplete: "one-time-code", ..Field::default() }.show(words, fault))
                    }
                    div.actions { button { (words.text("sign")) } }
                }))
            }
        }
        @if signing && signed.principal.may(Action::DraftAgreements) {
            details {
                summary { (words.text("sign-return")) }
                div.card {
                    p { (words.text("sign-return-text")) }
                    (form(visit, &format!("/agreements/{id}/return"), html! {
                        (Area { name: "reason-return", label: "reason", rows: 2, ..Area::default() }.show(words, None))
                        div.actions { button.danger { (words.text("sign-return")) } }
                    }))
                }
            }
        }
    };
    Ok(page(visit, &words.text("sign-page"), body))
}
