//! Referrals: written at an assessment, listed with what waits first, followed step by step.

use super::{homeless, needed, own, words};
use crate::{
    model::referral::{
        Finding, Recipient, Referral, ReferralForm, ReferralGround, ReferralState, SharedField,
    },
    service::referral::{self, Referred},
};
use access::{AccessError, Action, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Words,
    components::{Area, Choice, Field, Table, badge, checks, form, notice, select},
    moment, narrow_page, page,
};
use uuid::Uuid;

fn choices(words: Words, prefix: &str, codes: &[&str], chosen: &[&str]) -> Vec<Choice> {
    let choice = |code: &&str| Choice {
        value: (*code).to_owned(),
        text: words.text(&format!("{prefix}-{}", code.replace('_', "-"))),
        chosen: chosen.contains(code),
    };
    codes.iter().map(choice).collect()
}

pub(super) async fn show_form(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let permit = needed(&app, &signed, Action::DecideScreening)?;
    crate::service::port_of(&app.context, &permit, id).await?;
    Ok(form_page(&signed, id, &Posted::default(), None))
}

fn form_page(signed: &Signed, id: Uuid, posted: &Posted, fault: Option<Fault>) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("handing-new");
    let recipients: Vec<&str> = Recipient::ALL.iter().map(|one| one.code()).collect();
    let grounds: Vec<&str> = ReferralGround::ALL.iter().map(|one| one.code()).collect();
    let fields: Vec<&str> = SharedField::ALL.iter().map(|one| one.code()).collect();
    let chosen: Vec<&str> = posted.all("fields").collect();
    let area = |name, label, hint| Area {
        name,
        label,
        hint: Some(hint),
        value: posted.get(name),
        rows: 3,
        optional: false,
    };
    let place = Field {
        name: "place",
        label: "handing-place",
        hint: Some("handing-place-hint"),
        value: posted.get("place"),
        ..Field::default()
    };
    let body = html! {
        (select(words, "recipient", "handing-recipient", false, &choices(words, "handing-to", &recipients, &[posted.get("recipient")])))
        (place.show(words, fault))
        (area("reason", "handing-reason", "handing-reason-hint").show(words, fault))
        (checks(words, "fields", "handing-fields", &choices(words, "handing-field", &fields, &chosen), fault))
        (select(words, "ground", "handing-ground", false, &choices(words, "handing-ground", &grounds, &[posted.get("ground")])))
        (area("basis", "handing-basis", "handing-basis-hint").show(words, fault))
        div.actions { button { (words.text("handing-send")) } a href=(super::traveller_page(id)) { (words.text("cancel")) } }
    };
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("handing-text")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            div.card { (form(visit, &format!("/desk/{id}/referral"), body)) }
        },
    )
}

pub(super) async fn send(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::DecideScreening)?;
    let form = ReferralForm {
        recipient: Recipient::from_code(posted.get("recipient")),
        place: posted.get("place").to_owned(),
        reason: posted.get("reason").to_owned(),
        fields: posted
            .all("fields")
            .filter_map(SharedField::from_code)
            .collect(),
        ground: ReferralGround::from_code(posted.get("ground")),
        basis: posted.get("basis").to_owned(),
    };
    match referral::send(&app.context, &signed.principal, &permit, id, form).await {
        Ok(sent) => Ok(Redirect::to(&format!("/desk-referrals/{}", sent.id)).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = form_page(&signed, id, &posted, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let Some(permit) = own(&app, &signed, Action::Screen)? else {
        return Ok(homeless(&signed, "handings"));
    };
    let found = referral::list(&app.context, &permit).await?;
    let words = signed.visit.words;
    let rows = found
        .iter()
        .map(|Referred { referral, name }| {
            vec![
                html! { a href={ "/desk-referrals/" (referral.id) } { (words::named(words, name)) } },
                html! { (to(words, referral)) },
                html! { (moment(words, referral.sent_at)) },
                state(words, referral),
            ]
        })
        .collect();
    let table = Table {
        caption: "handings",
        columns: &["person-name", "handing-recipient", "since", "state"],
        rows,
        empty: "handings-none",
    };
    let title = words.text("handings");
    Ok(page(
        &signed.visit,
        &title,
        html! { h1 { (title) } p { (words.text("handings-text")) } (table.show(words)) },
    ))
}

/// To whom.
pub(super) fn to(words: Words, referral: &Referral) -> String {
    let kind = referral.text.recipient.code().replace('_', "-");
    format!(
        "{}: {}",
        words.text(&format!("handing-to-{kind}")),
        referral.text.place
    )
}

/// How far it is, and what was found.
pub(super) fn state(words: Words, referral: &Referral) -> Markup {
    let tone = match referral.state {
        ReferralState::Sent | ReferralState::Seen => "warn",
        ReferralState::Accepted => "",
        ReferralState::Declined => "bad",
        ReferralState::Done => "good",
    };
    html! {
        (badge(tone, &words.text(&format!("handing-{}", referral.state.code()))))
        @if let Some(finding) = referral.finding { " " (self::finding(words, finding)) }
    }
}

/// What became known, in words.
pub(super) fn finding(words: Words, finding: Finding) -> String {
    words.text(&format!(
        "handing-finding-{}",
        finding.code().replace('_', "-")
    ))
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    referral_page(&app, &signed, id, None).await
}

pub(super) async fn step(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::DecideScreening)?;
    let state = ReferralState::from_code(posted.get("state")).ok_or(Failure::Malformed)?;
    let (finding, said) = (
        Finding::from_code(posted.get("finding")),
        posted.get("note"),
    );
    match referral::step(&app.context, &permit, id, state, finding, said).await {
        Ok(_) => Ok(Redirect::to(&format!("/desk-referrals/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = referral_page(&app, &signed, id, Some((&posted, fault))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn referral_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    faulty: Option<(&Posted, Fault)>,
) -> Result<Markup, Failure> {
    let permit = needed(app, signed, Action::Screen)?;
    let Referred { referral, name } = referral::get(&app.context, &permit, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let text = &referral.text;
    let fields: Vec<String> = text
        .fields
        .iter()
        .map(|field| words.text(&format!("handing-field-{}", field.code())))
        .collect();
    let note = Area {
        name: "note",
        label: "handing-note",
        hint: Some("handing-note-hint"),
        value: faulty.map_or("", |(posted, _)| posted.get("note")),
        rows: 3,
        optional: true,
    };
    let findings: Vec<&str> = Finding::OF_REFERRALS.iter().map(|one| one.code()).collect();
    let title = words.text("handing");
    let fault = faulty.map(|(_, fault)| fault);
    let steps = referral.state.next();
    let body = html! {
        @if fault.is_some_and(|fault| fault.field == "finding") { (notice("bad", &words.text("handing-finding-needed"))) }
        (note.show(words, fault))
        @if steps.contains(&ReferralState::Done) {
            (select(words, "finding", "handing-finding", true, &choices(words, "handing-finding", &findings, &[])))
        }
        div.actions {
            @for step in steps { button.second name="state" value=(step.code()) { (words.text(&format!("handing-do-{}", step.code()))) } }
        }
    };
    Ok(page(
        visit,
        &title,
        html! {
            p { a href="/desk-referrals" { (words.text("handings")) } " · " a href=(super::traveller_page(referral.assessment)) { (words::named(words, &name)) } }
            h1 { (title) ": " (words::named(words, &name)) " " (state(words, &referral)) }
            div.card {
                dl.pairs {
                    dt { (words.text("handing-recipient")) } dd { (to(words, &referral)) }
                    dt { (words.text("handing-reason")) } dd.words { (text.reason) }
                    dt { (words.text("handing-fields")) } dd { (fields.join(", ")) }
                    dt { (words.text("handing-ground")) } dd { (words.text(&format!("handing-ground-{}", text.ground.code()))) ": " (text.basis) }
                    dt { (words.text("since")) } dd { (moment(words, referral.sent_at)) }
                    @if let Some(case) = referral.case { dt { (words.text("handing-case")) } dd {
                        @if signed.principal.may(Action::ReadCases) { a href={ "/cases/" (case) } { (words.text("handing-case-open")) } }
                        @else { (words.text("handing-case-opened")) }
                    } }
                    @if referral.changed_at != referral.sent_at { dt { (words.text("handing-last-step")) } dd { (moment(words, referral.changed_at)) } }
                    @if !referral.note.is_empty() { dt { (words.text("handing-note")) } dd.words { (referral.note) } }
                }
            }
            @if !steps.is_empty() && signed.principal.may(Action::DecideScreening) {
                h2 { (words.text("handing-next")) }
                div.card { (form(visit, &format!("/desk-referrals/{id}"), body)) }
            }
        },
    ))
}
