//! Agencies and their units.

use super::{head, names::names};
use crate::{Agency, AgencyForm, AgencyKind, UnitForm, UnitKind, service::agencies as service};
use access::{AccessError, Action, Fault, service::history};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Choice, Field, Table, form, notice, select, timeline},
    narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    signed.permit(Action::ReadAgencies, "agencies")?;
    let agencies = service::agencies(&app.context).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = agencies
        .iter()
        .map(|agency| {
            vec![
                html! { a href={ "/agencies/" (agency.id) } { (agency.short_name) } },
                html! { (agency.name) },
                html! { (kind_text(words, agency.kind)) },
            ]
        })
        .collect();
    let table = Table {
        caption: "agencies",
        columns: &["agency-short", "agency-name", "agency-kind"],
        rows,
        empty: "agencies-empty",
    };
    let add = signed
        .principal
        .may(Action::ManageAgencies)
        .then_some(("/agencies/new", "agency-new"));
    let title = words.text("agencies");
    Ok(page(
        visit,
        &title,
        html! { (head(words, &title, add)) (table.show(words)) },
    ))
}

pub(super) async fn show_new(signed: Signed) -> Result<Markup, Failure> {
    signed.permit(Action::ManageAgencies, "agencies")?;
    Ok(new_page(&signed.visit, None, None))
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageAgencies, "agencies")?;
    let form = agency_form(&posted)?;
    match service::create(&app.context, &permit, form.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("/agencies/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed.visit, Some(&form), Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    agency_page(&app, &signed, id, None, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageAgencies, "agencies")?;
    let form = agency_form(&posted)?;
    let fault = match service::change(&app.context, &permit, id, form).await {
        Ok(()) => None,
        Err(AccessError::Invalid(fault)) => Some(fault),
        Err(error) => return Err(error.into()),
    };
    answer(&app, &mut signed, id, fault, None).await
}

pub(super) async fn create_unit(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageAgencies, "agencies")?;
    let form = UnitForm {
        name: posted.get("name").to_owned(),
        kind: UnitKind::from_code(posted.get("kind")).ok_or(Failure::Malformed)?,
    };
    let fault = match service::create_unit(&app.context, &permit, id, form).await {
        Ok(_) => None,
        Err(AccessError::Invalid(fault)) => Some(fault),
        Err(error) => return Err(error.into()),
    };
    answer(&app, &mut signed, id, None, fault).await
}

/// The agency's page after a change, with the fault at its field or the word that it was saved.
async fn answer(
    app: &App,
    signed: &mut Signed,
    id: Uuid,
    of_agency: Option<Fault>,
    of_unit: Option<Fault>,
) -> Result<Response, Failure> {
    let status = if of_agency.or(of_unit).is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        signed.visit.notice = Some("saved".to_owned());
        StatusCode::OK
    };
    let page = agency_page(app, signed, id, of_agency, of_unit).await?;
    Ok((status, page).into_response())
}

fn agency_form(posted: &Posted) -> Result<AgencyForm, Failure> {
    Ok(AgencyForm {
        name: posted.get("name").to_owned(),
        short_name: posted.get("short_name").to_owned(),
        kind: AgencyKind::from_code(posted.get("kind")).ok_or(Failure::Malformed)?,
    })
}

fn fields(words: Words, form: Option<&AgencyForm>, fault: Option<Fault>) -> Markup {
    let value = |pick: fn(&AgencyForm) -> &str| form.map_or("", pick);
    let choices: Vec<Choice> = AgencyKind::ALL
        .into_iter()
        .map(|kind| Choice {
            value: kind.code().to_owned(),
            text: kind_text(words, kind),
            chosen: form.is_some_and(|form| form.kind == kind),
        })
        .collect();
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (Field { name: "name", label: "agency-name", value: value(|form| &form.name), ..Field::default() }.show(words, fault))
        (Field { name: "short_name", label: "agency-short", hint: Some("agency-short-hint"), value: value(|form| &form.short_name), ..Field::default() }.show(words, fault))
        (select(words, "kind", "agency-kind", false, &choices))
    }
}

fn new_page(visit: &Visit, written: Option<&AgencyForm>, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (fields(words, written, fault))
        div.actions { button { (words.text("save")) } a href="/agencies" { (words.text("cancel")) } }
    };
    let title = words.text("agency-new");
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/agencies", body)) } },
    )
}

async fn agency_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    of_agency: Option<Fault>,
    of_unit: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadAgencies, "agencies")?;
    let (agency, units) = service::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ReadAgencies, "agency", id).await?;
    let names = names(app, signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = units
        .iter()
        .map(|unit| {
            vec![
                html! { (unit.name) },
                html! { (words.text(&format!("kind-{}", unit.kind.code()))) },
            ]
        })
        .collect();
    let table = Table {
        caption: "agency-units",
        columns: &["unit-name", "unit-kind"],
        rows,
        empty: "agency-units-empty",
    };
    let manages = signed.principal.may(Action::ManageAgencies);
    Ok(page(
        visit,
        &agency.short_name,
        html! {
            h1 { (agency.name) }
            @if manages { (change_form(visit, &agency, of_agency)) }
            (table.show(words))
            @if manages { (unit_form(visit, id, of_unit)) }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

fn change_form(visit: &Visit, agency: &Agency, fault: Option<Fault>) -> Markup {
    let written = AgencyForm {
        name: agency.name.clone(),
        short_name: agency.short_name.clone(),
        kind: agency.kind,
    };
    let body = html! {
        (fields(visit.words, Some(&written), fault))
        div.actions { button { (visit.words.text("save")) } }
    };
    html! { div.card { (form(visit, &format!("/agencies/{}", agency.id), body)) } }
}

fn unit_form(visit: &Visit, agency: Uuid, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let choices: Vec<Choice> = UnitKind::ALL
        .into_iter()
        .map(|kind| Choice {
            value: kind.code().to_owned(),
            text: words.text(&format!("kind-{}", kind.code())),
            chosen: false,
        })
        .collect();
    // The agency's form above has fields of the same names: these need identifiers of their own.
    let fault = fault.map(|fault| fault.message);
    let body = html! {
        div.field.wrong[fault.is_some()] {
            label for="unit-name" { (words.text("unit-name")) }
            @if let Some(message) = fault { p.fault id="unit-fault" { (words.text(message)) } }
            input id="unit-name" name="name" type="text" autocomplete="off" required
                aria-invalid=[fault.map(|_| "true")] aria-describedby=[fault.map(|_| "unit-fault")];
        }
        div.field {
            label for="unit-kind" { (words.text("unit-kind")) }
            select id="unit-kind" name="kind" {
                @for choice in &choices { option value=(choice.value) { (choice.text) } }
            }
        }
        div.actions { button.second { (words.text("unit-new")) } }
    };
    html! { div.card { (form(visit, &format!("/agencies/{agency}/units"), body)) } }
}

fn kind_text(words: Words, kind: AgencyKind) -> String {
    words.text(&format!("kind-{}", kind.code()))
}
