//! What other agencies handed to this one: open it, answer it, tell what came of it.

use super::{Working, one::law, one::state, words};
use crate::{
    Handover, ReferralKind, ReferralState,
    service::{self, referral::Opened},
};
use access::{AccessError, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Posted, Visit,
    components::{Area, Table, form, notice, shown},
    day, moment, page,
};
use uuid::Uuid;

async fn names(app: &App) -> Result<HashMap<Uuid, String>, AccessError> {
    let all = organisations::service::agencies(&app.context).await?;
    Ok(all
        .into_iter()
        .map(|agency| (agency.id, agency.name))
        .collect())
}

pub(super) async fn list(
    State(app): State<App>,
    Working { signed, officer }: Working,
) -> Result<Markup, Failure> {
    let found = service::referral::received(&app.context, &officer).await?;
    let names = names(&app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = found
        .iter()
        .map(|referral| {
            let from = names.get(&referral.from).map_or("—", String::as_str);
            vec![
                html! { a href={ "/referrals/" (referral.id) } { (from) } },
                html! { (words::word(words, "referral", referral.kind.code())) },
                html! { (moment(words, referral.sent_at)) },
                html! { (day(words, referral.due_on)) },
                state(visit, referral),
            ]
        })
        .collect();
    let table = Table {
        caption: "referrals",
        columns: &[
            "referral-from",
            "referral-kind",
            "referral-sent",
            "referral-due",
            "state",
        ],
        rows,
        empty: "referrals-empty",
    };
    let title = words.text("referrals");
    let body = html! { h1 { (title) } p { (words.text("referrals-text")) } (table.show(words)) };
    Ok(page(visit, &title, body))
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(handover): Extension<Handover>,
    working: Working,
    Id(id): Id,
) -> Result<Markup, Failure> {
    one_page(&app, &handover, &working, id, &Posted::default(), None).await
}

pub(super) async fn answer(
    State(app): State<App>,
    Extension(handover): Extension<Handover>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let to = ReferralState::from_code(posted.get("to")).ok_or(Failure::Malformed)?;
    let answer = posted.get("answer").to_owned();
    let answered = service::referral::answer(&app.context, &working.officer, id, to, &answer).await;
    done(&app, &handover, &working, id, &posted, answered).await
}

pub(super) async fn step(
    State(app): State<App>,
    Extension(handover): Extension<Handover>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let step = law::step_of(&posted)?;
    let told = service::referral::report_step(&app.context, &working.officer, id, &step).await;
    done(&app, &handover, &working, id, &posted, told).await
}

async fn done(
    app: &App,
    handover: &Handover,
    working: &Working,
    id: Uuid,
    posted: &Posted,
    result: Result<(), AccessError>,
) -> Result<Response, Failure> {
    match result {
        Ok(()) => Ok(Redirect::to(&format!("/referrals/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = one_page(app, handover, working, id, posted, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn one_page(
    app: &App,
    handover: &Handover,
    working: &Working,
    id: Uuid,
    posted: &Posted,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let Working { signed, officer } = working;
    let (context, principal) = (&app.context, &signed.principal);
    let opened = service::referral::open(context, handover, officer, principal, id).await?;
    let names = names(app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let referral = &opened.referral;
    let from = names.get(&referral.from).map_or("—", String::as_str);
    let owns = referral.kind == ReferralKind::Transfer && referral.state == ReferralState::Accepted;
    let title = words.text(&format!("case-referral-{}", referral.kind.code()));
    let body = html! {
        p { a href="/referrals" { (words.text("back")) } }
        div.head { h1 { (title) } p { (state(visit, referral)) } }
        div.card {
            p { (referral.purpose) }
            dl.pairs {
                dt { (words.text("referral-from")) } dd { (from) ", " (referral.sent_by) }
                dt { (words.text("referral-basis")) }
                dd { (words::word(words, "basis", referral.basis.code())) @if !referral.basis_words.is_empty() { ": " (referral.basis_words) } }
                dt { (words.text("referral-due")) } dd { (day(words, referral.due_on)) }
                @if !referral.answer.is_empty() { dt { (words.text("referral-answer")) } dd { (referral.answer) } }
            }
            @if owns { p { a.button href={ "/cases/" (referral.case) } { (words.text("referral-yours")) } } }
        }
        @if opened.closed { (notice("warn", &words.text("referral-closed"))) }
        (rows(visit, &opened))
        @if officer.may_manage() { (forms(visit, &opened, posted, fault)) }
    };
    Ok(page(visit, &title, body))
}

/// What is shown, person by person.
pub(super) fn rows(visit: &Visit, opened: &Opened) -> Markup {
    let words = visit.words;
    html! {
        div.columns { @for row in &opened.rows {
            div.card { dl.pairs {
                @for (field, value) in row { dt { (field.name.in_language(words.language)) } dd { (shown(words, value)) } }
            } }
        } }
    }
}

fn forms(visit: &Visit, opened: &Opened, posted: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let referral = &opened.referral;
    let path = format!("/referrals/{}", referral.id);
    let answer = Area {
        name: "answer",
        label: "referral-answer",
        hint: Some("referral-answer-hint"),
        value: posted.get("answer"),
        rows: 3,
        optional: true,
    };
    let ways: Vec<ReferralState> = ReferralState::ALL
        .iter()
        .copied()
        .filter(|to| referral.state.leads_to(*to))
        .collect();
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        @if !ways.is_empty() {
            div.card { (form(visit, &path, html! {
                (answer.show(words, fault))
                div.actions { @for to in ways {
                    button.danger[to == ReferralState::Declined] name="to" value=(to.code()) { (words::word(words, "referral-to", to.code())) }
                } }
            })) }
        }
        @if matches!(referral.state, ReferralState::Accepted | ReferralState::Done) {
            div.card {
                h2 { (words.text("outcome-add")) }
                (form(visit, &format!("{path}/steps"), law::fields(words, &opened.suspects, |name| posted.get(name), fault)))
            }
        }
    }
}
