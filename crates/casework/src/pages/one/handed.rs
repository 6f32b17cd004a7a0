//! Handing the case on: to whom, what for, on which ground, which fields, by when; and how far it has come.

use super::{Working, Written, case_page};
use crate::{
    CASE, Held, Referral, ReferralBasis, ReferralForm, ReferralKind, ReferralState,
    pages::words,
    service::{self, referral::Sent},
};
use access::AccessError;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use organisations::Agency;
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{Area, Choice, Field, badge, checks, form, notice, select},
    day, moment, narrow_page,
};
use uuid::Uuid;

const FORM: &str = "handed";
/// What a first referral needs at most; the rest is ticked where it is needed.
const USUAL: &[&str] = &[
    "number", "kind", "phase", "country", "category", "danger", "role", "name",
];

pub(super) async fn send(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let text = |name: &str| posted.get(name).to_owned();
    let form = ReferralForm {
        kind: text("referral_kind"),
        to: posted.id("to")?,
        to_name: text("to_name"),
        purpose: text("purpose"),
        basis: text("basis"),
        basis_words: text("basis_words"),
        fields: posted.all("fields").map(str::to_owned).collect(),
        due_on: text("due_on"),
    };
    match service::referral::send(&app.context, &working.officer, id, &form).await {
        Ok(Sent { link: None, .. }) => Ok(Redirect::to(&format!("/cases/{id}")).into_response()),
        Ok(Sent {
            link: Some(link), ..
        }) => {
            let address = format!("{}/rujukan/{link}", app.web.public_url);
            Ok(link_page(&working.signed.visit, id, &address).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let written = Written {
                form: FORM,
                posted,
                fault: Some(fault),
                overtaken: false,
            };
            let page = case_page(&app, &working, id, &written).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The link, once.
fn link_page(visit: &Visit, id: Uuid, address: &str) -> Markup {
    let words = visit.words;
    let title = words.text("referral-link");
    let body = html! {
        h1 { (title) }
        p { (words.text("referral-link-text")) }
        div.card { p.secret { (address) } }
        (notice("warn", &words.text("referral-link-once")))
        p { a.button href={ "/cases/" (id) } { (words.text("back")) } }
    };
    narrow_page(visit, &title, body)
}

pub(super) fn cards(
    visit: &Visit,
    held: &Held,
    agencies: &[Agency],
    manages: bool,
    written: &Written,
) -> Markup {
    let words = visit.words;
    html! {
        @if !held.referrals.is_empty() { h2 { (words.text("referrals-sent")) } }
        @for referral in &held.referrals { (card(visit, referral, agencies)) }
        @if manages && held.case.joined_into.is_none() {
            details open[written.form == FORM] {
                summary { (words.text("referral-send")) }
                (form(visit, &format!("/cases/{}/referrals", held.case.id), fields(visit, agencies, held, written)))
            }
        }
    }
}

/// Whom a referral went to, in words.
fn party<'a>(referral: &'a Referral, agencies: &'a [Agency]) -> &'a str {
    let agency = agencies
        .iter()
        .find(|agency| Some(agency.id) == referral.to);
    agency.map_or(referral.to_name.as_str(), |agency| {
        agency.short_name.as_str()
    })
}

/// How far a referral has come; late where the other side owes an answer past its day.
pub(in crate::pages) fn state(visit: &Visit, referral: &Referral) -> Markup {
    let words = visit.words;
    let tone = match referral.state {
        ReferralState::Sent => "warn",
        ReferralState::Declined => "bad",
        ReferralState::Accepted | ReferralState::Done => "good",
        ReferralState::Seen => "",
    };
    let late = referral.state.waits() && referral.due_on < day_in_jakarta(visit.now.timestamp());
    html! {
        (badge(tone, &words::word(words, "referral-state", referral.state.code())))
        @if late { " " (badge("bad", &words.text("case-late"))) }
    }
}

fn card(visit: &Visit, referral: &Referral, agencies: &[Agency]) -> Markup {
    let words = visit.words;
    html! {
        div.card {
            h3 { (words::word(words, "referral", referral.kind.code())) ": " (party(referral, agencies)) " " (state(visit, referral)) }
            p { (referral.purpose) }
            dl.pairs {
                dt { (words.text("referral-basis")) }
                dd { (words::word(words, "basis", referral.basis.code())) @if !referral.basis_words.is_empty() { ": " (referral.basis_words) } }
                dt { (words.text("referral-due")) } dd { (day(words, referral.due_on)) }
                dt { (words.text("referral-sent")) } dd { (moment(words, referral.sent_at)) ", " (referral.sent_by) }
                @if let Some(at) = referral.seen_at { dt { (words.text("referral-seen")) } dd { (moment(words, at)) } }
                @if let Some(at) = referral.answered_at { dt { (words.text("referral-answered")) } dd { (moment(words, at)) } }
                @if let Some(at) = referral.done_at { dt { (words.text("referral-done")) } dd { (moment(words, at)) } }
                @if !referral.answer.is_empty() { dt { (words.text("referral-answer")) } dd { (referral.answer) } }
            }
        }
    }
}

fn fields(visit: &Visit, agencies: &[Agency], held: &Held, written: &Written) -> Markup {
    let words: Words = visit.words;
    let fault = written.fault(FORM);
    let back = written.form == FORM;
    let get = |name| written.get(FORM, name);
    let kinds = words::choices(
        words,
        "referral",
        ReferralKind::ALL,
        ReferralKind::code,
        get("referral_kind"),
    );
    let bases = words::choices(
        words,
        "basis",
        ReferralBasis::ALL,
        ReferralBasis::code,
        get("basis"),
    );
    let others = agencies
        .iter()
        .filter(|agency| agency.id != held.case.agency);
    let parties: Vec<Choice> = others
        .map(|agency| Choice {
            value: agency.id.to_string(),
            text: agency.name.clone(),
            chosen: get("to") == agency.id.to_string(),
        })
        .collect();
    let shared: Vec<Choice> = CASE
        .fields
        .iter()
        .map(|field| Choice {
            value: field.code.to_owned(),
            text: field.name.in_language(words.language).to_owned(),
            chosen: if back {
                written.posted.all("fields").any(|code| code == field.code)
            } else {
                USUAL.contains(&field.code)
            },
        })
        .collect();
    let line = |name, label, hint, kind| Field {
        name,
        label,
        hint,
        kind,
        value: get(name),
        optional: kind != "date",
        ..Field::default()
    };
    let purpose = Area {
        name: "purpose",
        label: "referral-purpose",
        hint: Some("referral-purpose-hint"),
        value: get("purpose"),
        rows: 3,
        optional: false,
    };
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        div.columns {
            (select(words, "referral_kind", "referral-kind", false, &kinds))
            (select(words, "to", "referral-to", true, &parties))
            (line("to_name", "referral-to-name", Some("referral-to-name-hint"), "").show(words, fault))
            (line("due_on", "referral-due", None, "date").show(words, fault))
            (select(words, "basis", "referral-basis", false, &bases))
            (line("basis_words", "referral-basis-words", Some("referral-basis-words-hint"), "").show(words, fault))
        }
        (purpose.show(words, fault))
        (checks(words, "fields", "referral-fields", &shared, fault))
        div.actions { button { (words.text("referral-send")) } }
    }
}
