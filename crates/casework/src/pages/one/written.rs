//! What officers wrote: the chronology, statements, notes with who may read them.

use super::{Working, Written, after};
use crate::{Entry, EntryForm, EntryKind, Held, Level, pages::words, service};
use axum::{extract::State, response::Response};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{Area, Choice, Field, badge, empty, form, select},
    moment,
};

const FORM: &str = "entry";

pub(super) async fn write(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let text = |name: &str| posted.get(name).to_owned();
    let entry = EntryForm {
        kind: text("entry"),
        level: text("level"),
        happened: text("happened"),
        person: posted.id("person")?,
        words: text("words"),
    };
    let written = service::write(&app.context, &working.officer, id, &entry).await;
    after(&app, &working, id, FORM, posted, written).await
}

pub(super) fn cards(visit: &Visit, held: &Held, manages: bool, written: &Written) -> Markup {
    let words = visit.words;
    html! {
        h2 { (words.text("case-written")) }
        @if held.entries.is_empty() { (empty(&words.text("case-written-empty"))) }
        @for entry in &held.entries { (line(words, held, entry)) }
        @if manages {
            details open[written.form == FORM] {
                summary { (words.text("case-write")) }
                (form(visit, &format!("/cases/{}/entries", held.case.id), fields(words, held, written)))
            }
        }
    }
}

fn line(words: Words, held: &Held, entry: &Entry) -> Markup {
    let person = held
        .people
        .iter()
        .find(|person| Some(person.id) == entry.person);
    let tone = if entry.level == Level::Restricted {
        "bad"
    } else {
        ""
    };
    html! {
        div.card {
            p.quiet {
                (words::word(words, "entry", entry.kind.code()))
                @if let Some(date) = entry.happened { " · " (date) }
                @if let Some(person) = person { " · " (person.who.name) }
                " · " (entry.by.name) ", " (moment(words, entry.at)) " "
                (badge(tone, &words::word(words, "level", entry.level.code())))
            }
            p { (entry.words) }
        }
    }
}

fn fields(words: Words, held: &Held, written: &Written) -> Markup {
    let fault = written.fault(FORM);
    let get = |name| written.get(FORM, name);
    let kinds = words::choices(
        words,
        "entry",
        EntryKind::ALL,
        EntryKind::code,
        get("entry"),
    );
    let level = match get("level") {
        "" => Level::Internal.code(),
        code => code,
    };
    let levels = words::choices(words, "level", Level::ALL, Level::code, level);
    let people: Vec<Choice> = held
        .people
        .iter()
        .filter(|person| person.struck.is_none())
        .map(|person| Choice {
            value: person.id.to_string(),
            text: format!(
                "{} ({})",
                person.who.name,
                words::word(words, "role", person.role.code())
            ),
            chosen: get("person") == person.id.to_string(),
        })
        .collect();
    let happened = Field {
        name: "happened",
        label: "case-happened",
        hint: Some("case-happened-hint"),
        value: get("happened"),
        optional: true,
        ..Field::default()
    };
    let text = Area {
        name: "words",
        label: "case-words",
        value: get("words"),
        rows: 4,
        ..Area::default()
    };
    html! {
        div.columns {
            (select(words, "entry", "case-entry", false, &kinds))
            (select(words, "level", "case-level", false, &levels))
            (happened.show(words, fault))
            (select(words, "person", "case-entry-person", true, &people))
        }
        (text.show(words, fault))
        div.actions { button { (words.text("save")) } }
    }
}
