//! Consent: giving it, passing on under it, taking it back, telling who holds a copy.

use super::{Working, head, path};
use crate::{
    pages::words,
    service::victim::{self as service, Victim},
    victim::{Consent, ConsentForm, Manner, Purpose},
};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Below, Failure, Posted, Visit,
    components::{Area, Field, badge, empty, form, notice, select},
    day, moment, page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
) -> Result<Markup, Failure> {
    let seen = service::get(&app.context, &officer, case, person).await?;
    Ok(whole(
        &signed.visit,
        &seen,
        &Posted::default(),
        None,
        None,
        officer.may_manage(),
    ))
}

pub(super) async fn change(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
    posted: Posted,
) -> Result<Response, Failure> {
    let (context, text) = (&app.context, |name: &str| posted.get(name).to_owned());
    let of = (case, person, posted.id("consent")?.unwrap_or_default());
    let done = match posted.get("do") {
        "pass" => service::disclose(context, &officer, of, posted.get("passed_on")).await,
        "withdraw" => service::withdraw(context, &officer, of, posted.get("why")).await,
        "told" => service::told(context, &officer, of, posted.get("how")).await,
        _ => {
            let form = ConsentForm {
                recipient_name: text("recipient_name"),
                purpose: text("purpose"),
                what: text("what"),
                manner: text("manner"),
                given_by: text("given_by"),
                witness: text("witness"),
                until: text("until"),
            };
            service::give(context, &officer, case, person, &form)
                .await
                .map(|_| ())
        }
    };
    let (fault, conflict) = match done {
        Ok(()) => {
            let to = format!("{}/consents", path(case, person));
            return Ok(Redirect::to(&to).into_response());
        }
        Err(AccessError::Invalid(fault)) => (Some(fault), None),
        Err(AccessError::Conflict(message)) => (None, Some(message)),
        Err(error) => return Err(error.into()),
    };
    let seen = service::get(context, &officer, case, person).await?;
    let page = whole(&signed.visit, &seen, &posted, fault, conflict, true);
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
}

fn whole(
    visit: &Visit,
    seen: &Victim,
    posted: &Posted,
    fault: Option<Fault>,
    conflict: Option<&'static str>,
    manages: bool,
) -> Markup {
    let words = visit.words;
    let title = words.with("victim-consents-of", "name", &seen.person.who.name);
    page(
        visit,
        &title,
        html! {
            (head(visit, seen, &title))
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            @if let Some(conflict) = conflict { (notice("bad", &words.text(conflict))) }
            @if seen.consents.is_empty() { (empty(&words.text("consent-none"))) }
            @for consent in &seen.consents { (one(visit, seen, consent, manages)) }
            @if manages {
                h2 { (words.text("consent-new")) }
                p { (words.text("consent-new-text")) }
                div.card { (giving(visit, seen, posted, fault)) }
            }
        },
    )
}

fn one(visit: &Visit, seen: &Victim, consent: &Consent, manages: bool) -> Markup {
    let words = visit.words;
    let stands = consent.stands(visit.now.timestamp());
    let action = format!("{}/consents", path(seen.case.id, seen.person.id));
    let asking = |what: &str,
                  label: &str,
                  name: &'static str,
                  field: &'static str,
                  optional: bool,
                  class: &str| {
        let input = Field {
            name,
            label: field,
            optional,
            ..Field::default()
        };
        html! {
            details {
                summary { (words.text(label)) }
                (form(visit, &action, html! {
                    input type="hidden" name="consent" value=(consent.id);
                    input type="hidden" name="do" value=(what);
                    (input.show(words, None))
                    div.actions { button class=(class) { (words.text(label)) } }
                }))
            }
        }
    };
    html! {
        div.card {
            div.head {
                h2 { (consent.recipient_name) }
                p { (badge(if stands { "good" } else { "bad" }, &words.text(match (stands, &consent.withdrawn) {
                    (true, _) => "consent-stands",
                    (false, Some(_)) => "consent-withdrawn-badge",
                    (false, None) => "consent-over",
                }))) }
            }
            p.written { (consent.what) }
            dl.pairs {
                dt { (words.text("consent-purpose")) } dd { (words::word(words, "purpose", consent.purpose.code())) }
                dt { (words.text("consent-manner")) } dd { (words::word(words, "manner", consent.manner.code())) }
                @if !consent.given_by.is_empty() { dt { (words.text("consent-given-by")) } dd { (consent.given_by) } }
                @if !consent.witness.is_empty() { dt { (words.text("consent-witness")) } dd { (consent.witness) } }
                dt { (words.text("consent-given-on")) } dd { (moment(words, consent.given_at)) ", " (consent.by.name) }
                @if let Some(until) = consent.until { dt { (words.text("until")) } dd { (day(words, until)) } }
                @for passed in &consent.disclosed {
                    dt { (words.text("consent-passed")) } dd { (passed.what) " (" (moment(words, passed.at)) ", " (passed.by.name) ")" }
                }
                @if let Some(withdrawal) = &consent.withdrawn {
                    dt { (words.text("consent-withdrawn-badge")) } dd { (moment(words, withdrawal.at)) " " (withdrawal.why) }
                    @if let Some((at, how)) = &withdrawal.told { dt { (words.text("consent-told")) } dd { (moment(words, *at)) ": " (how) } }
                }
            }
            @if consent.must_tell() { (notice("bad", &words.with("consent-must-tell", "recipient", &consent.recipient_name))) }
            @if manages {
                @if stands { (asking("pass", "consent-pass", "passed_on", "consent-passed", false, "second")) }
                @if consent.withdrawn.is_none() { (asking("withdraw", "consent-withdraw", "why", "consent-why", true, "danger")) }
                @if consent.must_tell() { (asking("told", "consent-tell", "how", "consent-how", false, "")) }
            }
        }
    }
}

fn giving(visit: &Visit, seen: &Victim, posted: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let field = |name, label, hint| Field {
        name,
        label,
        hint,
        value: posted.get(name),
        optional: true,
        ..Field::default()
    };
    let what = Area {
        name: "what",
        label: "consent-what",
        hint: Some("consent-what-hint"),
        value: posted.get("what"),
        rows: 3,
        optional: false,
    };
    let body = html! {
        (Field { optional: false, ..field("recipient_name", "consent-recipient", Some("consent-recipient-hint")) }.show(words, fault))
        (select(words, "purpose", "consent-purpose", false, &words::choices(words, "purpose", Purpose::ALL, Purpose::code, posted.get("purpose"))))
        (what.show(words, fault))
        (select(words, "manner", "consent-manner", false, &words::choices(words, "manner", Manner::ALL, Manner::code, posted.get("manner"))))
        (field("witness", "consent-witness", Some("consent-witness-hint")).show(words, fault))
        (field("given_by", "consent-given-by", Some("consent-given-by-hint")).show(words, fault))
        (Field { kind: "date", ..field("until", "consent-until", Some("consent-until-hint")) }.show(words, fault))
        div.actions { button { (words.text("consent-give")) } }
    };
    form(
        visit,
        &format!("{}/consents", path(seen.case.id, seen.person.id)),
        body,
    )
}
