//! What is added to a person, each on a page of its own: a number, a contact, a member of the family.

use super::{form as fields, needed};
use crate::{
    ContactKind, Directory, IdentifierForm, IdentifierKind, Relation,
    service::{self, refresh},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use storage::snapshot;
use ui::{
    App, Failure, Id, Posted, Signed, Visit,
    components::{Choice, Field, form, notice, select},
    narrow_page,
};
use uuid::Uuid;

/// Whether the visitor may change this person, and also see it. The form shows nothing of the person: no receipt is left.
async fn reachable(app: &App, signed: &Signed, id: Uuid) -> Result<(), Failure> {
    needed(app, signed, Action::ManagePeople, "change a person")?;
    needed(app, signed, Action::ReadPeople, "change a person")?;
    let agency = signed.principal.agency().ok_or(Failure::NotFound)?;
    let known = snapshot!(app.context.db, |tx| service::known(tx, agency, id).await)?;
    known.then_some(()).ok_or(Failure::NotFound)
}

/// After an addition: back to the person, or the form again with its fault.
async fn answer(
    app: &App,
    directory: &Directory,
    id: Uuid,
    done: Result<(), AccessError>,
    again: impl FnOnce(Fault) -> Markup,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            refresh(&app.context, directory, &[id]).await;
            Ok(Redirect::to(&format!("/people/{id}")).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again(fault)).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// A page with one short form.
fn task(visit: &Visit, id: Uuid, path: &str, title: &str, fault: bool, body: &Markup) -> Markup {
    let words = visit.words;
    let title = words.text(title);
    let body = html! {
        @if fault { (notice("bad", &words.text("faults"))) }
        (body)
        div.actions {
            button { (words.text("save")) }
            a href={ "/people/" (id) } { (words.text("cancel")) }
        }
    };
    let card = form(visit, &format!("/people/{id}/{path}"), body);
    narrow_page(visit, &title, html! { h1 { (title) } div.card { (card) } })
}

pub(super) async fn show_identifier(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    reachable(&app, &signed, id).await?;
    let empty = IdentifierForm {
        kind: IdentifierKind::Passport,
        number: String::new(),
        issuer: String::new(),
        issued: String::new(),
        expires: String::new(),
    };
    Ok(identifier_page(&signed.visit, id, &empty, None))
}

pub(super) async fn add_identifier(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ManagePeople, "change a person")?;
    let written = IdentifierForm {
        kind: IdentifierKind::from_code(posted.get("kind")).ok_or(Failure::Malformed)?,
        number: posted.get("number").to_owned(),
        issuer: posted.get("issuer").to_owned(),
        issued: posted.get("issued").to_owned(),
        expires: posted.get("expires").to_owned(),
    };
    let done = service::add_identifier(&app.context, &permit, id, &written).await;
    let again = |fault| identifier_page(&signed.visit, id, &written, Some(fault));
    answer(&app, &directory, id, done, again).await
}

fn identifier_page(
    visit: &Visit,
    id: Uuid,
    written: &IdentifierForm,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let field = |name, label, hint, value| Field {
        name,
        label,
        hint,
        value,
        optional: true,
        ..Field::default()
    };
    let body = html! {
        (select(words, "kind", "kind", false, &fields::identifier_kinds(words, written.kind)))
        (Field { optional: false, ..field("number", "number", None, &written.number) }.show(words, fault))
        (field("issuer", "issuer", Some("country-hint"), &written.issuer).show(words, fault))
        (field("issued", "issued", Some("date-hint"), &written.issued).show(words, fault))
        (field("expires", "expires", Some("date-hint"), &written.expires).show(words, fault))
    };
    task(
        visit,
        id,
        "identifiers",
        "identifier-new",
        fault.is_some(),
        &body,
    )
}

pub(super) async fn show_contact(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    reachable(&app, &signed, id).await?;
    Ok(contact_page(&signed.visit, id, "", None))
}

pub(super) async fn add_contact(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ManagePeople, "change a person")?;
    let kind = ContactKind::from_code(posted.get("kind")).ok_or(Failure::Malformed)?;
    let value = posted.get("value");
    let done = service::add_contact(&app.context, &permit, id, kind, value).await;
    let again = |fault| contact_page(&signed.visit, id, value, Some(fault));
    answer(&app, &directory, id, done, again).await
}

fn contact_page(visit: &Visit, id: Uuid, value: &str, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (select(words, "kind", "kind", false, &fields::contact_kinds(words)))
        (Field { name: "value", label: "contact-value", value, ..Field::default() }.show(words, fault))
    };
    task(visit, id, "contacts", "contact-new", fault.is_some(), &body)
}

pub(super) async fn show_relative(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    reachable(&app, &signed, id).await?;
    Ok(relative_page(&signed.visit, id, "", None))
}

pub(super) async fn add_relative(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ManagePeople, "change a person")?;
    let relation = Relation::from_code(posted.get("relation")).ok_or(Failure::Malformed)?;
    let name = posted.get("name");
    let done = service::add_relative(&app.context, &permit, id, relation, name).await;
    let again = |fault| relative_page(&signed.visit, id, name, Some(fault));
    answer(&app, &directory, id, done, again).await
}

fn relative_page(visit: &Visit, id: Uuid, name: &str, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let relations: Vec<Choice> = Relation::ALL
        .into_iter()
        .map(|relation| Choice {
            value: relation.code().to_owned(),
            text: words.text(&format!("relation-{}", relation.code())),
            chosen: relation == Relation::Mother,
        })
        .collect();
    let body = html! {
        (select(words, "relation", "relation", false, &relations))
        (Field { name: "name", label: "person-name", value: name, ..Field::default() }.show(words, fault))
    };
    task(visit, id, "family", "relative-new", fault.is_some(), &body)
}

pub(super) async fn retire(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let permit = needed(&app, &signed, Action::ManagePeople, "change a person")?;
    let row = posted.id("row")?.ok_or(Failure::Malformed)?;
    // The row may belong to a record that was merged into the one on the page.
    let back = posted.id("back")?.unwrap_or(id);
    service::retire(&app.context, &permit, id, row).await?;
    refresh(&app.context, &directory, &[id]).await;
    Ok(Redirect::to(&format!("/people/{back}")))
}
