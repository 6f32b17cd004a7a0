//! Groups met away from a gate: a form for a phone that waits in the browser until there is a link again, and what was said of
//! each person.

use super::{homeless, needed, own, words};
use crate::{
    Desk,
    model::interception::{InterceptionForm, MOST_PEOPLE, Told},
    service::interception::{self, Met},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use jiff::tz;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Words,
    components::{Area, Field, Table, badge, form, notice},
    moment, page,
};

/// Rows of a new form, and as many more each time somebody asks for them.
const ROWS: usize = 4;

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let Some(permit) = own(&app, &signed, Action::Screen)? else {
        return Ok(homeless(&signed, "interceptions"));
    };
    let found = interception::latest(&app.context, &permit).await?;
    let words = signed.visit.words;
    let rows = found
        .iter()
        .map(|one| {
            vec![
                html! { a href={ "/interceptions/" (one.id) } { (moment(words, one.met_at)) } },
                html! { (one.place) },
                html! { (one.vessel) },
                html! { (one.people.len()) },
                html! { (one.officer_name) },
            ]
        })
        .collect();
    let table = Table {
        caption: "interceptions",
        columns: &[
            "desk-when",
            "interception-place",
            "interception-vessel",
            "interception-people",
            "interception-by",
        ],
        rows,
        empty: "interceptions-none",
    };
    let title = words.text("interceptions");
    Ok(page(
        &signed.visit,
        &title,
        html! {
            div.head { h1 { (title) } a.button href="/interceptions/new" { (words.text("interception-new")) } }
            p { (words.text("interceptions-text")) }
            (table.show(words))
        },
    ))
}

pub(super) async fn show_form(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    if own(&app, &signed, Action::Screen)?.is_none() {
        return Ok(homeless(&signed, "interception-new"));
    }
    let now = tz::offset(7).to_datetime(signed.visit.now.timestamp());
    let form = InterceptionForm {
        key: app.context.db.ambient().id().to_string(),
        met_at: format!("{}T{:02}:{:02}", now.date(), now.hour(), now.minute()),
        nationality: "IDN".to_owned(),
        ..InterceptionForm::default()
    };
    Ok(form_page(&signed, &form, ROWS, None))
}

/// Takes in a group; or shows more rows, if that is asked for.
pub(super) async fn report(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let written = written(&posted);
    let rows = written.people.len().max(ROWS);
    if posted.get("do") == "more" {
        let rows = (rows + ROWS).min(MOST_PEOPLE);
        return Ok(form_page(&signed, &written, rows, None).into_response());
    }
    let (context, principal) = (&app.context, &signed.principal);
    match interception::report(context, &desk, principal, &permit, written.clone()).await {
        Ok(id) => Ok(Redirect::to(&format!("/interceptions/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = form_page(&signed, &written, rows, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn written(posted: &Posted) -> InterceptionForm {
    let get = |name: &str| posted.get(name).trim().to_owned();
    let people = (0..MOST_PEOPLE)
        .take_while(|row| posted.has(&format!("name-{row}")))
        .map(|row| {
            let get = |field: &str| get(&format!("{field}-{row}"));
            Told {
                name: get("name"),
                age: get("age"),
                sex: get("sex"),
                origin: get("origin"),
                document: get("document"),
                destination: get("destination"),
                brought_by: get("brought_by"),
            }
        });
    InterceptionForm {
        key: get("key"),
        met_at: get("met_at"),
        place: get("place"),
        vessel: get("vessel"),
        nationality: get("nationality"),
        note: get("note"),
        people: people.collect(),
    }
}

fn form_page(
    signed: &Signed,
    written: &InterceptionForm,
    rows: usize,
    fault: Option<Fault>,
) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("interception-new");
    let field = |name, label, hint, value, kind, optional| Field {
        name,
        label,
        hint,
        value,
        kind,
        optional,
        ..Field::default()
    };
    let note = Area {
        name: "note",
        label: "interview-note",
        hint: Some("interception-note-hint"),
        value: &written.note,
        rows: 3,
        optional: true,
    };
    let nobody = Told::default();
    let body = html! {
        input type="hidden" name="key" value=(written.key);
        div.columns {
            (field("met_at", "interception-when-label", Some("interception-wib"), &written.met_at, "datetime-local", false).show(words, fault))
            (field("place", "interception-place", Some("interception-place-hint"), &written.place, "", false).show(words, fault))
            (field("vessel", "interception-vessel", Some("interception-vessel-hint"), &written.vessel, "", true).show(words, fault))
            (field("nationality", "interception-nationality", None, &written.nationality, "", true).show(words, fault))
        }
        h2 { (words.text("interception-people")) }
        p.hint { (words.text("interception-people-hint")) }
        @if let Some(fault) = fault.filter(|fault| !matches!(fault.field, "met_at" | "place" | "vessel" | "nationality" | "note")) {
            p.fault role="alert" { (words.text(fault.message)) }
        }
        @for row in 0..rows { (person(words, row, written.people.get(row).unwrap_or(&nobody))) }
        @if rows < MOST_PEOPLE { button.second name="do" value="more" formnovalidate { (words.text("interception-more")) } }
        (note.show(words, fault))
        div.actions { button { (words.text("interception-send")) } a href="/interceptions" { (words.text("cancel")) } }
    };
    let account = signed.principal.actor().columns().1;
    page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("interception-text")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            div.notice.warn role="status" hidden data-waiting data-waiting-text=(words.text("interception-waiting"))
                data-refused-text=(words.text("interception-refused")) {}
            div data-offline=(account.map(|id| id.to_string()).unwrap_or_default()) { (form(visit, "/interceptions", body)) }
            p.quiet hidden data-scripted { (words.text("interception-offline")) }
        },
    )
}

fn person(words: Words, row: usize, told: &Told) -> Markup {
    let field = |name: &str, label: &str, value: &str| {
        let id = format!("{name}-{row}");
        html! {
            div.field {
                label for=(id) { (words.text(label)) }
                input id=(id) name=(id) type="text" value=(value) autocomplete="off";
            }
        }
    };
    let sex = format!("sex-{row}");
    html! {
        fieldset.field.card {
            legend { (words.with("interception-person", "number", &(row + 1).to_string())) }
            div.columns {
                (field("name", "interception-name", &told.name))
                (field("age", "interception-age-label", &told.age))
                div.field {
                    label for=(sex) { (words.text("sex")) }
                    select id=(sex) name=(sex) {
                        option value="" { (words.text("not-known")) }
                        option value="P" selected[told.sex == "P"] { (words.text("sex-f")) }
                        option value="L" selected[told.sex == "L"] { (words.text("sex-m")) }
                    }
                }
                (field("origin", "interception-origin", &told.origin))
                (field("destination", "desk-to", &told.destination))
                (field("document", "interception-document", &told.document))
                (field("brought_by", "interception-brought", &told.brought_by))
            }
        }
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let Met {
        interception,
        lines,
    } = interception::get(&app.context, &permit, id).await?;
    let words = signed.visit.words;
    let rows = interception
        .people
        .iter()
        .enumerate()
        .map(|(at, told)| {
            let line = lines.get(at);
            vec![
                html! {
                    @match line {
                        Some(line) => a.who href=(super::traveller_page(line.id)) { (words::named(words, &told.name)) },
                        None => { (words::named(words, &told.name)) },
                    }
                },
                html! { (told.age) },
                html! { (told.origin) @if !told.destination.is_empty() { " → " (told.destination) } },
                html! { (told.brought_by) },
                html! {
                    @match line {
                        Some(line) => { (badge(words::tone(line.action), line.action.words(words.language))) " " (words::outcome_badge(words, line.outcome)) },
                        None => { (badge("warn", &words.text("standing-waiting"))) },
                    }
                },
            ]
        })
        .collect();
    let table = Table {
        caption: "interception-people",
        columns: &[
            "person-name",
            "interception-age-label",
            "interception-way",
            "interception-brought",
            "desk-advice",
        ],
        rows,
        empty: "none",
    };
    let title = words.text("interception");
    Ok(page(
        &signed.visit,
        &title,
        html! {
            p { a href="/interceptions" { (words.text("interceptions")) } }
            h1 { (title) ": " (interception.place) }
            p {
                (moment(words, interception.met_at))
                @if !interception.vessel.is_empty() { " · " (interception.vessel) }
                " · " span.quiet { (interception.officer_name) ", " (moment(words, interception.reported_at)) }
            }
            @if lines.is_empty() { (notice("warn", &words.text("interception-not-yet"))) }
            (table.show(words))
            @if !interception.note.is_empty() { h2 { (words.text("interview-note")) } p.words { (interception.note) } }
            p.actions { a.button.second href="/interceptions/new" { (words.text("interception-new")) } }
        },
    ))
}
