//! Employers abroad.

use super::{
    companies::{fault_of, status},
    lists::{Filter, ListPage, TABS, wanted},
    names::names,
};
use crate::{EmployerForm, EmployerKind, Verification, Wanted, service::employers as service};
use access::{AccessError, Action, Fault, service::history};
use axum::{
    extract::{Query, State},
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
    let permit = signed.permit(Action::ReadAgencies, "employers")?;
    let found = service::list(&app.context, &permit, &wanted).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let rows = found
        .rows
        .iter()
        .map(|employer| {
            let of = &employer.form;
            vec![
                html! { a href={ "/employers/" (employer.id) } { (of.name) } },
                html! { (of.country.name(words.language)) },
                html! { (kind_text(words, of.employer_kind)) },
                verification(words, of, today),
            ]
        })
        .collect();
    let table = Table {
        caption: "employers",
        columns: &["employer-name", "country", "employer-kind", "verification"],
        rows,
        empty: "employers-empty",
    };
    let states = Verification::ALL
        .iter()
        .map(|state| (state.code(), verification_text(words, *state)))
        .collect();
    let list = ListPage {
        path: "/employers",
        title: "employers",
        text: "employers-text",
        new: "employer-new",
        state: ("verification", states),
        by_country: true,
    };
    Ok(list.show(signed, &wanted, table, found.more))
}

pub(super) async fn show_new(signed: Signed) -> Result<Markup, Failure> {
    signed.permit(Action::ManageCompanies, "employers")?;
    Ok(new_page(&signed.visit, &Posted::default(), None))
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "employers")?;
    let made = match employer_form(&signed.visit, &posted) {
        Ok(form) => service::create(&app.context, &permit, form).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/employers/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = new_page(&signed.visit, &posted, Some(fault));
            Ok((status(Some(fault)), page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    employer_page(&app, &signed, id, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManageCompanies, "employers")?;
    let done = match employer_form(&signed.visit, &posted) {
        Ok(form) => service::change(&app.context, &permit, id, form).await,
        Err(error) => Err(error),
    };
    let fault = fault_of(&mut signed, done)?;
    let shown = fault.map(|fault| (&posted, fault));
    let page = employer_page(&app, &signed, id, shown).await?;
    Ok((status(fault), page).into_response())
}

fn employer_form(visit: &Visit, posted: &Posted) -> Result<EmployerForm, AccessError> {
    let today = day_in_jakarta(visit.now.timestamp());
    let unknown = |field| AccessError::invalid(field, "unknown");
    Ok(EmployerForm {
        name: posted.get("name").to_owned(),
        country: Country::from_alpha3(posted.get("country")).ok_or(unknown("country"))?,
        employer_kind: EmployerKind::from_code(posted.get("employer_kind"))
            .ok_or(unknown("employer_kind"))?,
        address: posted.text("address"),
        verification: Verification::from_code(posted.get("verification"))
            .ok_or(unknown("verification"))?,
        verified_until: posted.day("verified_until", today)?,
    })
}

fn fields(words: Words, written: &Posted, fault: Option<Fault>) -> Markup {
    let kinds: Vec<Choice> = EmployerKind::ALL
        .iter()
        .map(|item| Choice {
            value: item.code().to_owned(),
            text: kind_text(words, *item),
            chosen: written.get("employer_kind") == item.code(),
        })
        .collect();
    let found: Vec<Choice> = Verification::ALL
        .iter()
        .map(|item| Choice {
            value: item.code().to_owned(),
            text: verification_text(words, *item),
            chosen: written.get("verification") == item.code(),
        })
        .collect();
    let field = |name, label, kind, optional| Field {
        name,
        label,
        value: written.get(name),
        kind,
        optional,
        ..Field::default()
    };
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (field("name", "employer-name", "", false).show(words, fault))
        (select(words, "country", "country", false, &countries(words, written.get("country"))))
        (select(words, "employer_kind", "employer-kind", false, &kinds))
        (field("address", "address", "", true).show(words, fault))
        (select(words, "verification", "verification", false, &found))
        (field("verified_until", "verified-until", "date", true).show(words, fault))
    }
}

fn new_page(visit: &Visit, written: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (fields(words, written, fault))
        div.actions { button { (words.text("save")) } a href="/employers" { (words.text("cancel")) } }
    };
    let title = words.text("employer-new");
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } div.card { (form(visit, "/employers", body)) } },
    )
}

async fn employer_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    faulty: Option<(&Posted, Fault)>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadAgencies, "employers")?;
    let employer = service::get(&app.context, &permit, id).await?;
    let happened =
        history::of_record(&app.context, &permit, Action::ReadAgencies, "employer", id).await?;
    let names = names(app, signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let stored = Posted::of(&employer);
    let (written, fault) = faulty.map_or((&stored, None), |(posted, fault)| (posted, Some(fault)));
    let of = &employer.form;
    Ok(page(
        visit,
        &of.name,
        html! {
            (tabs(visit, TABS))
            h1 { (of.name) " " (verification(words, of, today)) }
            @if signed.principal.may(Action::ManageCompanies) {
                @let body = html! { (fields(words, written, fault)) div.actions { button { (words.text("save")) } } };
                details open[fault.is_some()] {
                    summary { (words.text("change")) }
                    div.card { (form(visit, &format!("/employers/{id}"), body)) }
                }
            }
            dl.pairs {
                dt { (words.text("country")) } dd { (of.country.name(words.language)) }
                dt { (words.text("employer-kind")) } dd { (kind_text(words, of.employer_kind)) }
                dt { (words.text("address")) } dd { (of.address.as_deref().unwrap_or("—")) }
                dt { (words.text("verification")) } dd { (verification_text(words, of.verification)) }
                dt { (words.text("verified-until")) } dd { (of.verified_until.map_or_else(|| "—".to_owned(), |date| day(words, date))) }
                dt { (words.text("identifier")) } dd { (id) }
            }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

fn kind_text(words: Words, kind: EmployerKind) -> String {
    words.text(&format!("employer-{}", kind.code()))
}

fn verification_text(words: Words, found: Verification) -> String {
    words.text(&format!("verification-{}", found.code()))
}

fn verification(words: Words, of: &EmployerForm, today: Date) -> Markup {
    let found = of.verification_on(today);
    let tone = match found {
        Verification::Verified => "good",
        Verification::Unverified => "warn",
        Verification::Problem => "bad",
    };
    badge(tone, &verification_text(words, found))
}
