//! Placement companies and their recruitment permits.

use super::{
    lists::{Filter, ListPage, TABS, wanted},
    names::names,
};
use crate::{
    Company, CompanyForm, LicenceState, Recruitment, RecruitmentForm, Standing, Wanted,
    service::{companies as service, employers},
};
use access::{AccessError, Action, Fault, service::history};
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Country, day_in_jakarta};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Choice, Field, Table, badge, countries, form, notice, select, tabs, timeline},
    day, narrow_page, page,
};
use uuid::Uuid;

pub(super) async fn list(
    State(app): State<App>,
    signed: Signed,
    Query(filter): Query<Filter>,
) -> Result<Markup, Failure> {
    list_page(&app, &signed, filter.wanted()?).await
}

pub(super) async fn search(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Markup, Failure> {
    list_page(&app, &signed, wanted(&posted)?).await
}

async fn list_page(app: &App, signed: &Signed, wanted: Wanted) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadAgencies, "companies")?;
    let found = service::list(&app.context, &permit, &wanted).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let rows = found
        .rows
        .iter()
        .map(|company| {
            vec![
                html! { a href={ "/companies/" (company.id) } { (company.form.name) } },
                html! { (company.form.licence_number) },
                html! { (day(words, company.form.licence_until)) },
                standing(words, company.form.standing(today)),
            ]
        })
        .collect();
    let table = Table {
        caption: "companies",
        columns: &["company-name", "licence-number", "until", "licence"],
        rows,
        empty: "companies-empty",
    };
    let states = LicenceState::ALL
        .iter()
        .map(|state| {
            (
                state.code(),
                words.text(&format!("licence-{}", state.code())),
            )
        })
        .collect();
    let list = ListPage {
        path: "/companies",
        title: "companies",
        text: "companies-text",
        new: "company-new",
        state: ("licence", states),
        by_country: false,
    };
    Ok(list.show(signed, &wanted, table, found.more))
}

pub(super) async fn show_new(signed: Signed) -> Result<Markup, Failure> {
    signed.permit(Action::ManageCompanies, "companies")?;
    Ok(new_page(&signed.visit, &Posted::default(), None))
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "companies")?;
    let made = match company_form(&signed.visit, &posted) {
        Ok(form) => service::create(&app.context, &permit, form).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/companies/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed.visit, &posted, Some(fault));
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
    company_page(&app, &signed, id, None, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "companies")?;
    let done = match company_form(&signed.visit, &posted) {
        Ok(form) => service::change(&app.context, &permit, id, form).await,
        Err(error) => Err(error),
    };
    let fault = fault_of(&mut signed, done)?;
    let shown = fault.map(|fault| (&posted, fault));
    let page = company_page(&app, &signed, id, shown, None).await?;
    Ok((status(fault), page).into_response())
}

pub(super) async fn create_recruitment(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "companies")?;
    let done = match recruitment_form(&signed.visit, &posted) {
        Ok(form) => service::create_recruitment(&app.context, &permit, id, form)
            .await
            .map(drop),
        Err(error) => Err(error),
    };
    let fault = fault_of(&mut signed, done)?;
    let shown = fault.map(|fault| (&posted, fault));
    let page = company_page(&app, &signed, id, None, shown).await?;
    Ok((status(fault), page).into_response())
}

/// What a change came to: a fault to show at its field, or the word that it was saved.
pub(super) fn fault_of(
    signed: &mut Signed,
    done: Result<(), AccessError>,
) -> Result<Option<Fault>, Failure> {
    match done {
        Ok(()) => {
            signed.visit.notice = Some("saved".to_owned());
            Ok(None)
        }
        Err(AccessError::Invalid(fault)) => Ok(Some(fault)),
        Err(error) => Err(error.into()),
    }
}

pub(super) fn status(fault: Option<Fault>) -> StatusCode {
    match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    }
}

fn company_form(visit: &Visit, posted: &Posted) -> Result<CompanyForm, AccessError> {
    let today = day_in_jakarta(visit.now.timestamp());
    Ok(CompanyForm {
        name: posted.get("name").to_owned(),
        nib: posted.text("nib"),
        licence_number: posted.get("licence_number").to_owned(),
        licence_issued: posted.day_needed("licence_issued", today)?,
        licence_until: posted.day_needed("licence_until", today)?,
        licence_state: LicenceState::from_code(posted.get("licence_state"))
            .ok_or(AccessError::invalid("licence_state", "unknown"))?,
    })
}

fn recruitment_form(visit: &Visit, posted: &Posted) -> Result<RecruitmentForm, AccessError> {
    let today = day_in_jakarta(visit.now.timestamp());
    let number = |text: &str| {
        text.trim()
            .parse()
            .map_err(|_| AccessError::invalid("quota", "quota-form"))
    };
    Ok(RecruitmentForm {
        number: posted.get("number").to_owned(),
        country: Country::from_alpha3(posted.get("country"))
            .ok_or(AccessError::invalid("country", "unknown"))?,
        employer: posted
            .id("employer")
            .map_err(|_| AccessError::invalid("employer", "unknown"))?,
        position: posted.get("position").to_owned(),
        quota: number(posted.get("quota"))?,
        issued: posted.day_needed("issued", today)?,
        until: posted.day_needed("until", today)?,
    })
}

fn fields(words: Words, written: &Posted, fault: Option<Fault>) -> Markup {
    let chosen = written.get("licence_state");
    let states: Vec<Choice> = LicenceState::ALL
        .iter()
        .map(|state| Choice {
            value: state.code().to_owned(),
            text: words.text(&format!("licence-{}", state.code())),
            chosen: chosen == state.code(),
        })
        .collect();
    let field = |name, label, hint, kind, optional| Field {
        name,
        label,
        hint,
        value: written.get(name),
        kind,
        optional,
        ..Field::default()
    };
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (field("name", "company-name", None, "", false).show(words, fault))
        (field("nib", "nib", Some("nib-hint"), "", true).show(words, fault))
        (field("licence_number", "licence-number", None, "", false).show(words, fault))
        (field("licence_issued", "licence-issued", None, "date", false).show(words, fault))
        (field("licence_until", "licence-until", None, "date", false).show(words, fault))
        (select(words, "licence_state", "licence-state", false, &states))
    }
}

fn new_page(visit: &Visit, written: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (fields(words, written, fault))
        div.actions { button { (words.text("save")) } a href="/companies" { (words.text("cancel")) } }
    };
    let title = words.text("company-new");
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/companies", body)) } },
    )
}

async fn company_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    of_company: Option<(&Posted, Fault)>,
    of_permit: Option<(&Posted, Fault)>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadAgencies, "companies")?;
    let (company, permits) = service::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ReadAgencies, "company", id).await?;
    let mut names = names(app, signed).await?;
    for employer in permits.iter().filter_map(|permit| permit.form.employer) {
        let found = employers::get(&app.context, &permit, employer).await?;
        names.insert(employer, found.form.name);
    }
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let manages = signed.principal.may(Action::ManageCompanies);
    let table = permit_table(words, &company, &permits, &names, today);
    Ok(page(
        visit,
        &company.form.name,
        html! {
            (tabs(visit, TABS))
            h1 { (company.form.name) " " (standing(words, company.form.standing(today))) }
            @if manages {
                @let stored = Posted::of(&company);
                @let (written, fault) = of_company.map_or((&stored, None), |(posted, fault)| (posted, Some(fault)));
                @let body = html! { (fields(words, written, fault)) div.actions { button { (words.text("save")) } } };
                details open[fault.is_some()] { summary { (words.text("change")) } div.card { (form(visit, &format!("/companies/{id}"), body)) } }
            }
            (facts(words, &company.form))
            (table.show(words))
            @if manages { (permit_form(visit, id, of_permit)) }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

fn facts(words: Words, company: &CompanyForm) -> Markup {
    html! {
        dl.pairs {
            dt { (words.text("nib")) } dd { (company.nib.as_deref().unwrap_or("—")) }
            dt { (words.text("licence-number")) } dd { (company.licence_number) }
            dt { (words.text("licence-issued")) } dd { (day(words, company.licence_issued)) }
            dt { (words.text("licence-until")) } dd { (day(words, company.licence_until)) }
            dt { (words.text("licence-state")) } dd { (words.text(&format!("licence-{}", company.licence_state.code()))) }
        }
    }
}

fn permit_table<'a>(
    words: Words,
    company: &Company,
    permits: &[Recruitment],
    names: &std::collections::HashMap<Uuid, String>,
    today: Date,
) -> Table<'a> {
    let rows = permits
        .iter()
        .map(|permit| {
            let of = &permit.form;
            let employer = of.employer.and_then(|id| names.get(&id).map(|name| (id, name)));
            vec![
                html! { (of.number) },
                html! { (of.country.name(words.language)) },
                html! { @if let Some((id, name)) = employer { a href={ "/employers/" (id) } { (name) } } @else { "—" } },
                html! { (of.position) },
                html! { (of.quota) },
                html! { (day(words, of.until)) },
                standing(words, of.standing(&company.form, today)),
            ]
        })
        .collect();
    Table {
        caption: "recruitments",
        columns: &[
            "recruitment-number",
            "country",
            "employer",
            "position",
            "quota",
            "until",
            "state",
        ],
        rows,
        empty: "recruitments-empty",
    }
}

fn permit_form(visit: &Visit, company: Uuid, faulty: Option<(&Posted, Fault)>) -> Markup {
    let words = visit.words;
    let empty = Posted::default();
    let (written, fault) = faulty.map_or((&empty, None), |(posted, fault)| (posted, Some(fault)));
    let field = |name, label, kind| Field {
        name,
        label,
        value: written.get(name),
        kind,
        ..Field::default()
    };
    let employer = Field {
        hint: Some("recruitment-employer-hint"),
        optional: true,
        ..field("employer", "employer", "")
    };
    let body = html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (field("number", "recruitment-number", "").show(words, fault))
        (select(words, "country", "country", false, &countries(words, written.get("country"))))
        (employer.show(words, fault))
        (field("position", "position", "").show(words, fault))
        (field("quota", "quota", "number").show(words, fault))
        (field("issued", "since", "date").show(words, fault))
        (field("until", "until", "date").show(words, fault))
        div.actions { button { (words.text("recruitment-new")) } }
    };
    let action = format!("/companies/{company}/recruitments");
    html! {
        details open[fault.is_some()] {
            summary { (words.text("recruitment-new")) }
            div.card { (form(visit, &action, body)) }
        }
    }
}

/// Where a licence or permit stands, as a badge.
pub(super) fn standing(words: Words, standing: Standing) -> Markup {
    let tone = match standing {
        Standing::Valid => "good",
        Standing::NotYet => "",
        Standing::Expired | Standing::Suspended => "warn",
        Standing::Revoked => "bad",
    };
    badge(
        tone,
        &words.text(&format!("standing-{}", standing.code().replace('_', "-"))),
    )
}
