//! Who saw which records since when: for whoever must tell, within three days, whom a breach concerns.

use super::names::names;
use access::{
    AccessError, Action, Fault, Receipt,
    service::receipts::{self, About},
};
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use domain::record::{RecordKind, Transform};
use jiff::{civil::DateTime, tz};
use maud::{Markup, html};
use std::collections::HashMap;
use storage::Stamp;
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Field, Table, form, notice},
    moment, page,
};
use uuid::Uuid;

/// What the form says at first: the last three days.
const DAYS: i64 = 3;

/// What was written into the form.
#[derive(Debug, Default)]
struct Form {
    since: String,
    persons: String,
    actor: String,
}

pub(super) async fn ask(signed: Signed) -> Result<Markup, Failure> {
    signed.permit(Action::ReadReceipts, "receipts")?;
    let words = signed.visit.words;
    let form = Form {
        since: local(signed.visit.now.plus_seconds(-DAYS * 24 * 3600)),
        ..Form::default()
    };
    let body = html! { h1 { (words.text("receipts")) } (fields(&signed.visit, &form, None)) };
    Ok(page(&signed.visit, &words.text("receipts"), body))
}

pub(super) async fn search(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ReadReceipts, "receipts")?;
    let written = Form {
        since: posted.get("since").to_owned(),
        persons: posted.get("persons").to_owned(),
        actor: posted.get("actor").to_owned(),
    };
    let found = match read(&written) {
        Ok((about, since)) => receipts::seen(&app.context, &permit, &about, since).await,
        Err(fault) => Err(AccessError::Invalid(fault)),
    };
    let names = names(&app, &signed).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let (found, fault) = match found {
        Ok(found) => (found, None),
        Err(AccessError::Invalid(fault)) => (Vec::new(), Some(fault)),
        Err(error) => return Err(error.into()),
    };
    if fault.is_none() && posted.get("as") == "csv" {
        return Ok(csv(&found));
    }
    let status = if fault.is_some() {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    let many = i64::try_from(found.len()).is_ok_and(|count| count >= receipts::MOST);
    let table = Table {
        caption: "receipts-found",
        columns: &[
            "receipt-at",
            "receipt-who",
            "receipt-what",
            "receipt-basis",
            "receipt-fields",
            "receipt-subjects",
        ],
        rows: found
            .iter()
            .map(|receipt| row(&app, words, receipt, &names))
            .collect(),
        empty: "receipts-none",
    };
    let body = html! {
        h1 { (words.text("receipts")) }
        (fields(visit, &written, fault))
        @if fault.is_none() {
            @if many { (notice("warn", &words.text("receipts-many"))) }
            (table.show(words))
        }
    };
    Ok((status, page(visit, &words.text("receipts"), body)).into_response())
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ReadReceipts, "receipts")?;
    let found = receipts::get(&app.context, &permit, id).await?;
    let names = names(&app, &signed).await?;
    let words = signed.visit.words;
    let receipt = &found.receipt;
    let body = html! {
        h1 { (words.text("receipt")) }
        dl.pairs {
            dt { (words.text("receipt-at")) } dd { (moment(words, receipt.at)) }
            dt { (words.text("receipt-who")) } dd { (who(words, receipt, &names)) }
            dt { (words.text("receipt-what")) } dd { (what(&app, words, receipt)) }
            dt { (words.text("receipt-answers")) } dd { (name(&names, receipt.answers)) }
            dt { (words.text("receipt-basis")) } dd { (basis(words, receipt)) }
            dt { (words.text("receipt-fields")) } dd { (fields_of(&app, words, receipt)) }
            dt { (words.text("receipt-subjects")) } dd { (receipt.subjects) }
        }
        @if found.complete { (notice("good", &words.text("receipt-complete"))) }
        @else { (notice("bad", &words.text("receipt-changed"))) }
        h2 { (words.text("receipt-persons")) }
        ul { @for person in &found.persons { li { code { (person) } } } }
    };
    Ok(page(&signed.visit, &words.text("receipt"), body))
}

fn fields(visit: &Visit, written: &Form, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let body = html! {
        (Field { name: "since", label: "receipts-since", hint: Some("receipts-since-hint"), value: &written.since, kind: "datetime-local", ..Field::default() }.show(words, fault))
        (Field { name: "persons", label: "receipts-persons", hint: Some("receipts-persons-hint"), value: &written.persons, kind: "textarea", optional: true, ..Field::default() }.show(words, fault))
        (Field { name: "actor", label: "receipts-actor", hint: Some("receipts-actor-hint"), value: &written.actor, optional: true, ..Field::default() }.show(words, fault))
        div.actions {
            button name="as" value="page" { (words.text("receipts-search")) }
            button.second name="as" value="csv" { (words.text("receipts-export")) }
        }
    };
    html! {
        p { (words.text("receipts-text")) }
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        div.card { (form(visit, "/receipts", body)) }
    }
}

/// What is asked, and since when; in western Indonesian time, as the page shows it.
fn read(written: &Form) -> Result<(About, Stamp), Fault> {
    let fault = |field, message| Fault { field, message };
    let since: DateTime = written
        .since
        .trim()
        .parse()
        .map_err(|_| fault("since", "receipts-since-form"))?;
    let since = tz::offset(7)
        .to_timestamp(since)
        .map_err(|_| fault("since", "receipts-since-form"))?
        .into();
    let ids = |field: &'static str, text: &str| -> Result<Vec<Uuid>, Fault> {
        text.split(|c: char| c.is_whitespace() || c == ',')
            .filter(|word| !word.is_empty())
            .map(|word| Uuid::parse_str(word).map_err(|_| fault(field, "receipts-id-form")))
            .collect()
    };
    let persons = ids("persons", &written.persons)?;
    let actors = ids("actor", &written.actor)?;
    let about = match (persons.is_empty(), actors.first()) {
        (true, None) => About::All,
        (true, Some(actor)) if actors.len() == 1 => About::Actor(*actor),
        (false, None) => About::Persons(persons),
        _ => return Err(fault("actor", "receipts-one")),
    };
    Ok((about, since))
}

/// A moment as such a field of a form holds it.
fn local(at: Stamp) -> String {
    let time = tz::offset(7).to_datetime(at.timestamp());
    time.strftime("%Y-%m-%dT%H:%M").to_string()
}

fn row(app: &App, words: Words, receipt: &Receipt, names: &HashMap<Uuid, String>) -> Vec<Markup> {
    vec![
        html! { a href={ "/receipts/" (receipt.id) } { (moment(words, receipt.at)) } },
        html! { (who(words, receipt, names)) },
        html! { (what(app, words, receipt)) },
        html! { (basis(words, receipt)) },
        html! { (fields_of(app, words, receipt)) },
        html! { (receipt.subjects) },
    ]
}

fn name(names: &HashMap<Uuid, String>, id: Uuid) -> String {
    names.get(&id).cloned().unwrap_or_else(|| id.to_string())
}

fn who(words: Words, receipt: &Receipt, names: &HashMap<Uuid, String>) -> String {
    let account = receipt.actor_id.and_then(|id| names.get(&id).cloned());
    let account = account.unwrap_or_else(|| match receipt.actor_kind.as_str() {
        "client" => words.text("machine"),
        _ => words.text("receipt-somebody"),
    });
    format!("{account}, {}", name(names, receipt.asks))
}

fn what(app: &App, words: Words, receipt: &Receipt) -> String {
    let action = format!("action-{}", receipt.action.replace('.', "-"));
    let action = words.known(&action).unwrap_or_default();
    format!(
        "{action}: {} ({})",
        kind_name(app, words, &receipt.kind),
        receipt.purpose
    )
}

pub(super) fn kind_name(app: &App, words: Words, code: &str) -> String {
    kind(app, code).map_or_else(
        || code.to_owned(),
        |kind| kind.name.in_language(words.language).to_owned(),
    )
}

fn kind(app: &App, code: &str) -> Option<&'static RecordKind> {
    app.context.sources.of(code).map(|source| source.kind())
}

fn basis(words: Words, receipt: &Receipt) -> String {
    words.text(&format!("receipt-basis-{}", receipt.basis))
}

/// Fields in words: in full by name alone, others with how they were shown.
pub(super) fn fields_of(app: &App, words: Words, receipt: &Receipt) -> String {
    let kind = kind(app, &receipt.kind);
    let field = |pair: &str| {
        let (code, transform) = pair.split_once('.').unwrap_or((pair, ""));
        let name = kind.and_then(|kind| kind.field(code)).map_or_else(
            || code.to_owned(),
            |field| field.name.in_language(words.language).to_owned(),
        );
        match Transform::from_code(transform) {
            None | Some(Transform::Full) => name,
            Some(other) => format!("{name} ({})", other.wording().in_language(words.language)),
        }
    };
    let fields: Vec<String> = receipt.fields.split(' ').map(field).collect();
    fields.join(", ")
}

/// One line a receipt; identifiers and codes only, so no cell can be taken for a formula or holds a name.
fn csv(found: &[Receipt]) -> Response {
    let mut text = String::from(
        "receipt,at,actor_kind,actor,asks,answers,action,kind,purpose,basis,basis_id,fields,subjects\r\n",
    );
    let id = |id: Option<Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
    for receipt in found {
        let purpose = receipt.purpose.replace('"', "\"\"");
        text.push_str(&format!(
            "{},{},{},{},{},{},{},{},\"{purpose}\",{},{},{},{}\r\n",
            receipt.id,
            receipt.at,
            receipt.actor_kind,
            id(receipt.actor_id),
            receipt.asks,
            receipt.answers,
            receipt.action,
            receipt.kind,
            receipt.basis,
            id(receipt.basis_id),
            receipt.fields,
            receipt.subjects
        ));
    }
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"receipts.csv\"",
        ),
    ];
    (headers, text).into_response()
}
