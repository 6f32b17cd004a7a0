//! Breaking the glass: the reason before, the record with a loud notice, and the review by somebody else after.

use super::{head, names::names};
use crate::service as agencies;
use access::{
    AccessError, Action, Ask, Fault, Subject,
    service::{
        glass::{self, Broken, Opened},
        receipts,
    },
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::record::RecordKind;
use maud::{Markup, html};
use std::{borrow::Cow, collections::HashMap};
use storage::snapshot;
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Choice, Field, Table, badge, basis, form, notice, select},
    moment, narrow_page, page,
};
use uuid::Uuid;

const PURPOSE: &str = "emergency";

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Path((kind, record)): Path<(String, String)>,
) -> Result<Markup, Failure> {
    let (kind, record) = which(&app, &signed, &kind, &record)?;
    match glass::opened(&app.context, &signed.principal, kind, record).await? {
        Some(opened) => record_page(&app, &signed, kind, &opened, record).await,
        None => form_page(&app, &signed, (kind, record), ("", None), None).await,
    }
}

pub(super) async fn open(
    State(app): State<App>,
    signed: Signed,
    Path((kind, record)): Path<(String, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (kind, record) = which(&app, &signed, &kind, &record)?;
    let reason = posted.get("reason");
    let answers = posted.id("answers")?;
    let Some(agency) = answers else {
        return Err(Failure::Malformed);
    };
    let of = (agency, kind, record);
    let action = reads(kind).ok_or(Failure::NotFound)?;
    match glass::break_glass(&app.context, &signed.principal, action, of, reason).await {
        Ok(_) => {
            let path = format!("/emergency/records/{}/{record}", kind.code);
            Ok(Redirect::to(&path).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let written = (reason, answers);
            let page = form_page(&app, &signed, (kind, record), written, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The action that reads records of a kind.
fn reads(kind: &RecordKind) -> Option<Action> {
    match kind.code {
        "person" => Some(Action::ReadPeople),
        "placement" => Some(Action::ReadPlacements),
        _ => None,
    }
}

/// The record of an address, for somebody who may read such records at all. A kind that nobody keeps is no page.
fn which(
    app: &App,
    signed: &Signed,
    kind: &str,
    record: &str,
) -> Result<(&'static RecordKind, Uuid), Failure> {
    let any = [Action::ReadPeople, Action::ReadPlacements];
    if signed.principal.agency().is_none() || !any.iter().any(|a| signed.principal.may(*a)) {
        return Err(Failure::Refused);
    }
    let source = app.context.sources.of(kind).ok_or(Failure::NotFound)?;
    let action = reads(source.kind()).ok_or(Failure::NotFound)?;
    signed.permit(action, PURPOSE)?;
    let record = Uuid::parse_str(record).map_err(|_| Failure::NotFound)?;
    Ok((source.kind(), record))
}

async fn form_page(
    app: &App,
    signed: &Signed,
    (kind, record): (&'static RecordKind, Uuid),
    (reason, answers): (&str, Option<Uuid>),
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let visit = &signed.visit;
    let words = visit.words;
    let chosen = answers.or(signed.principal.agency());
    let choices: Vec<Choice> = agencies::agencies(&app.context)
        .await?
        .into_iter()
        .map(|agency| Choice {
            value: agency.id.to_string(),
            chosen: Some(agency.id) == chosen,
            text: agency.short_name,
        })
        .collect();
    let body = html! {
        (select(words, "answers", "glass-answers", false, &choices))
        (Field { name: "reason", label: "glass-reason", hint: Some("glass-reason-hint"), value: reason, kind: "textarea", ..Field::default() }.show(words, fault))
        div.actions { button.danger { (words.text("glass-break")) } a href="/" { (words.text("cancel")) } }
    };
    let path = format!("/emergency/records/{}/{record}", kind.code);
    Ok(narrow_page(
        visit,
        &words.text("glass-break-title"),
        html! {
            h1 { (words.text("glass-break-title")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            (notice("warn", &words.text("glass-break-text")))
            div.card { (form(visit, &path, body)) }
        },
    ))
}

async fn record_page(
    app: &App,
    signed: &Signed,
    kind: &'static RecordKind,
    opened: &Opened,
    record: Uuid,
) -> Result<Markup, Failure> {
    let ask = Ask {
        action: reads(kind).ok_or(Failure::NotFound)?,
        kind,
        agency: Some(opened.answers()),
        sealed: true,
        purpose: Cow::Borrowed(PURPOSE),
    };
    let context = &app.context;
    let permit = signed
        .principal
        .permit_behind_glass(&context.policies, ask, opened)?;
    let source = context.sources.of(kind.code).ok_or(Failure::NotFound)?;
    let fields: Vec<&'static str> = kind.fields.iter().map(|field| field.code).collect();
    let found = snapshot!(context.db, |tx| source
        .read(tx, &permit, &Subject::Record(record), &fields)
        .await)?;
    let persons: Vec<Uuid> = found.iter().map(|found| found.person).collect();
    receipts::leave(context, &permit, &persons).await?;
    let words = signed.visit.words;
    let title = kind.name.in_language(words.language);
    let body = html! {
        h1 { (title) }
        @if let Some(scope) = permit.scope() { (basis(words, scope)) }
        @for row in found.iter().filter_map(|found| permit.show(context, found)) {
            dl.pairs {
                @for (field, shown) in row {
                    dt { (field.name.in_language(words.language)) }
                    dd { (ui::components::shown(words, &shown)) }
                }
            }
        }
        @if found.is_empty() { (ui::components::empty(&words.text("glass-nothing"))) }
    };
    Ok(page(&signed.visit, title, body))
}

pub(super) async fn waiting(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    list(&app, &signed, false).await
}

pub(super) async fn reviewed(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    list(&app, &signed, true).await
}

async fn list(app: &App, signed: &Signed, reviewed: bool) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReviewAccess, "review")?;
    let found = glass::list(&app.context, &permit, reviewed).await?;
    let names = names(app, signed).await?;
    let words = signed.visit.words;
    let rows = found
        .iter()
        .map(|broken| {
            vec![
                html! { a href={ "/emergency/reviews/" (broken.id) } { (moment(words, broken.broken_at)) } },
                html! { (name(&names, broken.user_id)) },
                html! { (broken.reason) },
                state(words, broken),
            ]
        })
        .collect();
    let table = Table {
        caption: if reviewed {
            "glass-reviewed-list"
        } else {
            "glass-waiting"
        },
        columns: &["since", "journal-who", "glass-reason", "state"],
        rows,
        empty: "glass-empty",
    };
    let title = words.text("glass");
    let other = if reviewed {
        ("/emergency", "glass-waiting")
    } else {
        ("/emergency/reviewed", "glass-reviewed-list")
    };
    let body = html! {
        (head(words, &title, None))
        p { (words.text("glass-text")) }
        (table.show(words))
        p { a href=(other.0) { (words.text(other.1)) } }
    };
    Ok(page(&signed.visit, &title, body))
}

fn name(names: &HashMap<Uuid, String>, id: Uuid) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

fn state(words: Words, broken: &Broken) -> Markup {
    match broken.justified {
        None => badge("warn", &words.text("glass-waits")),
        Some(true) => badge("good", &words.text("glass-justified")),
        Some(false) => badge("bad", &words.text("glass-unjustified")),
    }
}

pub(super) async fn show_review(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    review_page(&app, &signed, id, "", None).await
}

pub(super) async fn review(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ReviewAccess, "review")?;
    let remark = posted.get("remark");
    let outcome = match posted.get("justified") {
        "yes" => glass::review(&app.context, &permit, id, true, remark).await,
        "no" => glass::review(&app.context, &permit, id, false, remark).await,
        _ => Err(AccessError::invalid("justified", "required")),
    };
    match outcome {
        Ok(()) => {
            signed.visit.notice = Some("saved".to_owned());
            let page = review_page(&app, &signed, id, "", None).await?;
            Ok(page.into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = review_page(&app, &signed, id, remark, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn review_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    remark: &str,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReviewAccess, "review")?;
    let broken = glass::get(&app.context, &permit, id).await?;
    let names = names(app, signed).await?;
    let visit: &Visit = &signed.visit;
    let words = visit.words;
    let kind = app.context.sources.of(&broken.kind).map_or_else(
        || broken.kind.clone(),
        |source| source.kind().name.in_language(words.language).to_owned(),
    );
    let own = signed.principal.actor() == journal::Actor::User(broken.user_id);
    let body = html! {
        (Field { name: "remark", label: "glass-remark", hint: Some("glass-remark-hint"), value: remark, kind: "textarea", ..Field::default() }.show(words, fault))
        @if let Some(fault) = fault.filter(|fault| fault.field == "justified") { p.fault { (words.text(fault.message)) } }
        div.actions {
            button name="justified" value="yes" { (words.text("glass-justify")) }
            button.danger name="justified" value="no" { (words.text("glass-object")) }
        }
    };
    Ok(page(
        visit,
        &words.text("glass-review"),
        html! {
            h1 { (words.text("glass-review")) }
            dl.pairs {
                dt { (words.text("journal-who")) } dd { (name(&names, broken.user_id)) }
                dt { (words.text("since")) } dd { (moment(words, broken.broken_at)) }
                dt { (words.text("until")) } dd { (moment(words, broken.until)) }
                dt { (words.text("journal-record")) } dd { (kind) ", " (name(&names, broken.answers)) " " code { (broken.record) } }
                dt { (words.text("glass-reason")) } dd { (broken.reason) }
                dt { (words.text("state")) } dd { (state(words, &broken)) }
                @if let Some(remark) = &broken.remark { dt { (words.text("glass-remark")) } dd { (remark) } }
                @if let (Some(by), Some(at)) = (broken.reviewed_by, broken.reviewed_at) {
                    dt { (words.text("glass-reviewer")) } dd { (name(&names, by)) ", " (moment(words, at)) }
                }
            }
            @if broken.reviewed_at.is_none() {
                @if own { (notice("warn", &words.text("glass-own"))) }
                @else { div.card { (form(visit, &format!("/emergency/reviews/{id}"), body)) } }
            }
        },
    ))
}
