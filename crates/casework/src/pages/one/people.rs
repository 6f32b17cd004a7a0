//! Who stands in the case, role by role, and writing somebody in or striking somebody out.

use super::{Working, Written, after};
use crate::{CasePerson, Held, Role, WhoForm, pages::words, service};
use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{Choice, Field, empty, form, select},
    moment,
};
use uuid::Uuid;

const FORM: &str = "people";

pub(super) async fn add(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let role = Role::from_code(posted.get("role")).ok_or(Failure::Malformed)?;
    let text = |name: &str| posted.get(name).to_owned();
    let who = WhoForm {
        name: text("name"),
        birth_date: text("birth_date"),
        sex: text("sex"),
        nik: text("nik"),
        passport_no: text("passport_no"),
        phone: text("phone"),
    };
    let added = service::add_person(&app.context, &working.officer, id, role, &who).await;
    after(&app, &working, id, FORM, posted, added.map(drop)).await
}

pub(super) async fn strike(
    State(app): State<App>,
    working: Working,
    Path((id, person)): Path<(Uuid, Uuid)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let why = posted.get("why").to_owned();
    let struck = service::strike_person(&app.context, &working.officer, id, person, &why).await;
    after(&app, &working, id, "strike", posted, struck).await
}

pub(super) fn cards(visit: &Visit, held: &Held, manages: bool, written: &Written) -> Markup {
    let words = visit.words;
    let case = held.case.id;
    html! {
        div.head { h2 { (words.text("case-people")) } a.button.second href={ "/cases/" (case) "/victims" } { (words.text("victims")) } }
        @if held.people.is_empty() { (empty(&words.text("case-people-empty"))) }
        div.columns { @for person in &held.people { (card(visit, case, person, manages)) } }
        @if manages {
            details open[written.form == FORM] {
                summary { (words.text("case-add-person")) }
                (form(visit, &format!("/cases/{case}/people"), fields(words, written)))
            }
        }
    }
}

fn card(visit: &Visit, case: Uuid, person: &CasePerson, manages: bool) -> Markup {
    let words = visit.words;
    let who = &person.who;
    let why = format!("why-{}", person.id);
    html! {
        div.card {
            h3 {
                @if person.struck.is_some() { del { (who.name) } } @else { (who.name) }
                " " (words::role(words, person.role))
            }
            @if let Some((at, why)) = &person.struck {
                p.quiet { (words.with("case-struck", "at", &moment(words, *at))) " " (why) }
            }
            dl.pairs {
                @if let Some(date) = who.birth_date { dt { (words.text("birth-date")) } dd { (date) } }
                @if let Some(nik) = &who.nik { dt { (words.text("nik")) } dd.mono { (nik) } }
                @if let Some(number) = &who.passport_no { dt { (words.text("passport-no")) } dd.mono { (number) } }
                @if let Some(phone) = &who.phone { dt { (words.text("phone")) } dd.mono { "+" (phone) } }
            }
            @if let Some(record) = who.person { p { a href={ "/people/" (record) } { (words.text("case-person-record")) } } }
            @if person.role == Role::Victim && person.struck.is_none() {
                p { a href={ "/cases/" (case) "/victims/" (person.id) } { (words.text("victim-what-is-done")) } }
            }
            @if manages && person.struck.is_none() {
                details {
                    summary { (words.text("case-strike")) }
                    (form(visit, &format!("/cases/{case}/people/{}/strike", person.id), html! {
                        div.field {
                            label for=(why) { (words.text("case-strike-why")) }
                            input id=(why) name="why" required autocomplete="off";
                        }
                        button.danger { (words.text("case-strike")) }
                    }))
                }
            }
        }
    }
}

fn fields(words: Words, written: &Written) -> Markup {
    let fault = written.fault(FORM);
    let field = |name, label, optional| Field {
        name,
        label,
        value: written.get(FORM, name),
        optional,
        ..Field::default()
    };
    let roles = words::choices(
        words,
        "role",
        Role::ALL,
        Role::code,
        written.get(FORM, "role"),
    );
    let sexes: Vec<Choice> = [("F", "sex-f"), ("M", "sex-m")]
        .into_iter()
        .map(|(code, key)| Choice {
            value: code.to_owned(),
            text: words.text(key),
            chosen: written.get(FORM, "sex") == code,
        })
        .collect();
    html! {
        p.hint { (words.text("case-role-hint")) }
        div.columns {
            (select(words, "role", "case-role", false, &roles))
            (field("name", "person-name", false).show(words, fault))
            (field("birth_date", "birth-date", true).show(words, fault))
            (select(words, "sex", "sex", true, &sexes))
            (field("nik", "nik", true).show(words, fault))
            (field("passport_no", "passport-no", true).show(words, fault))
            (field("phone", "phone", true).show(words, fault))
        }
        div.actions { button { (words.text("save")) } }
    }
}
