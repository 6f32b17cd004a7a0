//! The form of the counter, the telephone, the attaché and the village officer: danger first, then what happened, then who.

use super::{Working, words};
use crate::{
    Category, Channel, Danger, Kind, OpeningForm, PersonForm, Phase, Role, WhoForm,
    service::{self, Officer},
};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Visit, Words,
    components::{Area, Choice, Field, countries, form, notice, select},
    narrow_page,
};

/// Channels that an officer writes down.
const CHANNELS: &[Channel] = &[
    Channel::Counter,
    Channel::Phone,
    Channel::Letter,
    Channel::Mission,
    Channel::Village,
];
/// Two people are asked for: who tells, and who it happened to. More are added on the page of the case.
const PEOPLE: [(&str, &str, Role); 2] = [
    ("victim", "case-new-victim", Role::Victim),
    ("reporter", "case-new-reporter", Role::Reporter),
];

pub(super) async fn show(Working { signed, officer }: Working) -> Result<Markup, Failure> {
    officer.opening()?;
    Ok(form_page(&signed.visit, &officer, &Posted::default(), None))
}

pub(super) async fn open(
    State(app): State<App>,
    Working { signed, officer }: Working,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = officer.opening()?;
    let today = day_in_jakarta(signed.visit.now.timestamp());
    let opened = match read(&posted, today) {
        Ok(opening) => service::open(&app.context, permit, opening).await,
        Err(error) => Err(error),
    };
    match opened {
        Ok(id) if officer.may_read() => Ok(Redirect::to(&format!("/cases/{id}")).into_response()),
        Ok(_) => Ok(done(&signed.visit).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = form_page(&signed.visit, &officer, &posted, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn read(posted: &Posted, today: jiff::civil::Date) -> Result<crate::Opening, AccessError> {
    let text = |name: &str| posted.get(name).to_owned();
    let mut people = Vec::new();
    for (prefix, _, role) in PEOPLE {
        let text = |name: &str| posted.get(&format!("{prefix}_{name}")).to_owned();
        let who = WhoForm {
            name: text("name"),
            birth_date: text("birth_date"),
            sex: text("sex"),
            nik: text("nik"),
            passport_no: text("passport_no"),
            phone: text("phone"),
        };
        if who != WhoForm::default() {
            // A fault is told at the field of the one who has it.
            who.read(today).map_err(|error| at(prefix, error))?;
            people.push(PersonForm { role, who });
        }
    }
    let form = OpeningForm {
        kind: text("kind"),
        phase: text("phase"),
        country: text("country"),
        category: text("category"),
        danger: text("danger"),
        summary: text("summary"),
        people,
    };
    let channel = Channel::from_code(posted.get("channel")).unwrap_or(Channel::Counter);
    form.read(channel, today)
}

fn at(prefix: &str, error: AccessError) -> AccessError {
    let field = |fault: Fault| match (prefix, fault.field) {
        ("victim", "name") => "victim_name",
        ("victim", "birth_date") => "victim_birth_date",
        ("victim", "nik") => "victim_nik",
        ("victim", "passport_no") => "victim_passport_no",
        ("victim", _) => "victim_phone",
        (_, "name") => "reporter_name",
        _ => "reporter_phone",
    };
    match error {
        AccessError::Invalid(fault) => AccessError::invalid(field(fault), fault.message),
        other => other,
    }
}

/// Whoever may open cases and not see them, as an officer at a border, is told that it went on.
fn done(visit: &Visit) -> Markup {
    let words = visit.words;
    let title = words.text("case-new");
    let body = html! {
        h1 { (title) }
        (notice("good", &words.text("case-opened-text")))
        p { a.button href="/cases/new" { (words.text("case-new")) } }
    };
    narrow_page(visit, &title, body)
}

fn form_page(visit: &Visit, officer: &Officer, posted: &Posted, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    // Whoever may only open cases has no list to go back to.
    let back = if officer.may_read() { "/cases" } else { "/" };
    let title = words.text("case-new");
    let asked = |name| posted.get(name);
    let channels = words::choices(words, "channel", CHANNELS, Channel::code, asked("channel"));
    let kinds = words::choices(words, "kind", Kind::ALL, Kind::code, asked("kind"));
    let phases = words::choices(words, "phase", Phase::ALL, Phase::code, asked("phase"));
    let categories = words::choices(
        words,
        "category",
        Category::ALL,
        Category::code,
        asked("category"),
    );
    let danger = match asked("danger") {
        "" => Danger::Unknown.code(),
        code => code,
    };
    let dangers = words::choices(words, "danger", Danger::ALL, Danger::code, danger);
    let summary = Area {
        name: "summary",
        label: "case-summary",
        hint: Some("case-summary-hint"),
        value: asked("summary"),
        rows: 6,
        optional: false,
    };
    let body = html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (select(words, "danger", "case-danger-question", false, &dangers))
        (summary.show(words, fault))
        div.columns {
            (select(words, "channel", "case-channel", false, &channels))
            (select(words, "phase", "case-phase", false, &phases))
            (select(words, "kind", "case-kind", false, &kinds))
            (select(words, "category", "case-category", false, &categories))
            (select(words, "country", "country", true, &countries(words, asked("country"))))
        }
        @for (prefix, label, role) in PEOPLE {
            fieldset.card {
                legend { (words.text(label)) }
                (who_fields(words, posted, prefix, role, fault))
            }
        }
        div.actions { button { (words.text("case-open")) } a href=(back) { (words.text("cancel")) } }
    };
    narrow_page(
        visit,
        &title,
        html! { h1 { (title) } p { (words.text("case-new-text")) } (form(visit, "/cases/new", body)) },
    )
}

fn who_fields(
    words: Words,
    posted: &Posted,
    prefix: &str,
    role: Role,
    fault: Option<Fault>,
) -> Markup {
    let field = |name: &str, label| {
        let name = format!("{prefix}_{name}");
        let field = Field {
            name: &name,
            label,
            value: posted.get(&name),
            optional: true,
            ..Field::default()
        };
        field.show(words, fault)
    };
    let sex = format!("{prefix}_sex");
    let sexes: Vec<Choice> = [("F", "sex-f"), ("M", "sex-m")]
        .into_iter()
        .map(|(code, key)| Choice {
            value: code.to_owned(),
            text: words.text(key),
            chosen: posted.get(&sex) == code,
        })
        .collect();
    html! {
        div.columns {
            (field("name", "person-name"))
            (field("phone", "phone"))
            @if role == Role::Victim {
                (field("birth_date", "birth-date"))
                (select(words, &sex, "sex", true, &sexes))
                (field("nik", "nik"))
                (field("passport_no", "passport-no"))
            }
        }
    }
}
