//! Who is it? For an officer who has a name, a number or a document in front of them.

use super::{day, homeless, own};
use crate::{
    Directory,
    service::{self, Evidence, Found, Hit, Question, Strength},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Signed, Visit, Words,
    components::{Field, Table, badge, empty, form, notice},
    moment, page,
};

pub(super) async fn show(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
) -> Result<Markup, Failure> {
    let Some(permit) = own(&app, &signed, Action::ReadPeople, "search for a person")? else {
        return Ok(homeless(&signed, "people"));
    };
    let latest = service::latest(&app.context, &permit).await?;
    let words = signed.visit.words;
    let rows = latest
        .iter()
        .map(|person| {
            vec![
                html! { a href={ "/people/" (person.id) } { (person.particulars.name) } },
                html! { (day(person.particulars.birth_date)) },
                html! { (person.particulars.birth_place.as_deref().unwrap_or("—")) },
                html! { (moment(words, person.changed_at)) },
            ]
        })
        .collect();
    let table = Table {
        caption: "people-latest",
        columns: &["person-name", "birth-date", "birth-place", "changed-at"],
        rows,
        empty: "people-empty",
    };
    Ok(page(
        &signed.visit,
        &words.text("people"),
        html! {
            (head(&signed))
            @if !directory.is_ready() { (notice("warn", &words.text("search-not-ready"))) }
            (question_form(&signed.visit, &Question::default(), None))
            (table.show(words))
        },
    ))
}

pub(super) async fn find(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let Some(permit) = own(&app, &signed, Action::ReadPeople, "search for a person")? else {
        return Ok(homeless(&signed, "people").into_response());
    };
    let question = Question {
        name: posted.get("name").to_owned(),
        birth_date: posted.get("birth_date").to_owned(),
        birth_place: posted.get("birth_place").to_owned(),
        sex: String::new(),
        parent_name: posted.get("parent_name").to_owned(),
        number: posted.get("number").to_owned(),
        mrz: posted.get("mrz").to_owned(),
    };
    let visit = &signed.visit;
    let words = visit.words;
    let searched = service::search(&app.context, &directory, &permit, &question).await;
    let (status, fault, found) = match searched {
        Ok(found) => (StatusCode::OK, None, Some(found)),
        Err(AccessError::Invalid(fault)) => (StatusCode::UNPROCESSABLE_ENTITY, Some(fault), None),
        Err(error) => return Err(error.into()),
    };
    let body = html! {
        (head(&signed))
        @if let Some(found) = &found { (results(words, found)) }
        (question_form(visit, &question, fault))
    };
    Ok((status, page(visit, &words.text("people"), body)).into_response())
}

fn head(signed: &Signed) -> Markup {
    let words = signed.visit.words;
    html! {
        div.head {
            h1 { (words.text("people")) }
            div.actions {
                @if signed.principal.may(Action::MergePeople) {
                    a.button.second href="/people/duplicates" { (words.text("duplicates")) }
                }
                @if signed.principal.may(Action::ManagePeople) {
                    a.button href="/people/new" { (words.text("person-new")) }
                }
            }
        }
    }
}

fn question_form(visit: &Visit, asked: &Question, fault: Option<Fault>) -> Markup {
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
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        div.columns {
            (field("name", "person-name", Some("search-name-hint"), &asked.name).show(words, fault))
            (field("number", "search-number", Some("search-number-hint"), &asked.number).show(words, fault))
            (field("birth_date", "birth-date", Some("search-birth-hint"), &asked.birth_date).show(words, fault))
            (field("birth_place", "birth-place", None, &asked.birth_place).show(words, fault))
            (field("parent_name", "parent-name", None, &asked.parent_name).show(words, fault))
            (Field { kind: "textarea", class: "mono", ..field("mrz", "search-mrz", Some("search-mrz-hint"), &asked.mrz) }.show(words, fault))
        }
        div.actions { button { (words.text("search")) } }
    };
    html! { search.card { (form(visit, "/people/search", body)) } }
}

fn results(words: Words, found: &Found) -> Markup {
    html! {
        h2 { (words.with("search-found", "count", &found.hits.len().to_string())) }
        @if !found.names_searched { (notice("warn", &words.text("search-not-ready"))) }
        @if found.too_many { (notice("warn", &words.text("search-too-many"))) }
        @if found.hits.is_empty() { (empty(&words.text("search-nobody"))) }
        ol.hits {
            @for hit in &found.hits { li.card { (one(words, hit)) } }
        }
    }
}

fn one(words: Words, hit: &Hit) -> Markup {
    let tone = match hit.strength {
        Strength::Strong => "good",
        Strength::Possible => "warn",
        Strength::Weak => "",
    };
    let strength = words.text(&format!("strength-{}", hit.strength.code()));
    html! {
        div.head {
            h3 { a href={ "/people/" (hit.person) } { (hit.name) } }
            (badge(tone, &strength))
        }
        p.quiet {
            (day(hit.birth_date))
            @if let Some(place) = &hit.birth_place { " · " (place) }
            @if hit.person != hit.record { " · " (words.text("hit-merged")) }
        }
        (evidence(words, &hit.evidence))
    }
}

/// What speaks for and against, line by line.
pub(super) fn evidence(words: Words, lines: &[Evidence]) -> Markup {
    html! {
        ul.evidence {
            @for line in lines {
                @let against = line.bits.is_some_and(|bits| bits < 0.0);
                li.against[against] {
                    strong { (field_name(words, &line.field)) } ": " (line.words.in_language(words.language))
                    @if let Some(bits) = line.bits {
                        " " span.bits title=(words.text("evidence-bits")) { (format!("{bits:+.1}")) }
                    }
                }
            }
        }
    }
}

/// The name of a particular.
pub(super) fn field_name(words: Words, field: &str) -> String {
    words.text(&format!("field-{}", field.replace('_', "-")))
}
