//! Telling without an account: on a telephone, in few questions, danger first; and following it with a receipt code.

use super::words;
use crate::{
    About, Danger, Phase, Reception, ReportForm, Way,
    service::{self, follow},
};
use access::{AccessError, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Visit, Words,
    components::{Area, Field, notice, select},
    moment, narrow_page, open,
};

pub(super) async fn show(
    State(app): State<App>,
    Extension(reception): Extension<Reception>,
    visit: Visit,
) -> Result<Response, Failure> {
    if reception.agency(&app.context).await?.is_none() {
        return Ok(closed(&visit).into_response());
    }
    // The same however often this page is sent.
    let once = app.context.db.ambient().id();
    Ok(form_page(
        &app,
        &visit,
        &Posted::default(),
        &once.to_string(),
        None,
    ))
}

pub(super) async fn send(
    State(app): State<App>,
    Extension(reception): Extension<Reception>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    // What was told elsewhere, such as an offer that was checked, stands in the form first: nothing is taken in yet.
    if posted.has("fill_in") && reception.agency(&app.context).await?.is_some() {
        let once = app.context.db.ambient().id().to_string();
        return Ok(form_page(&app, &visit, &posted, &once, None));
    }
    let text = |name: &str| posted.get(name).to_owned();
    let form = ReportForm {
        once: text("once"),
        danger: text("danger"),
        words: text("words"),
        about: text("about"),
        phase: text("phase"),
        country: text("country"),
        place: text("place"),
        victim_name: text("victim_name"),
        name: text("name"),
        phone: text("phone"),
        way: text("way"),
        times: text("times"),
        pretext: text("pretext"),
    };
    match service::report_in_public(&app.context, &reception, &form).await {
        Ok(receipt) => Ok(receipt_page(&visit, &receipt.code).into_response()),
        Err(AccessError::NotFound) => Ok(closed(&visit).into_response()),
        Err(AccessError::Invalid(fault)) if fault.field == "once" => Err(Failure::Malformed),
        Err(AccessError::Invalid(fault)) => {
            let mut page = form_page(&app, &visit, &posted, &form.once, Some(fault));
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

/// Nobody takes in reports here: said with whom to call, not with an error.
fn closed(visit: &Visit) -> Markup {
    let words = visit.words;
    let title = words.text("report");
    let body = html! {
        h1 { (title) }
        (notice("warn", &words.text("report-closed")))
        p { (words.text("report-call")) }
    };
    narrow_page(visit, &title, body)
}

fn receipt_page(visit: &Visit, code: &str) -> Markup {
    let words = visit.words;
    let title = words.text("report-thanks");
    let body = html! {
        h1 { (title) }
        p { (words.text("report-thanks-text")) }
        div.card {
            p { (words.text("report-code")) }
            p.secret { (code) }
            p { (words.text("report-code-keep")) }
        }
        (notice("warn", &words.text("report-code-safe")))
        p { a.button href="/lapor/ikuti" { (words.text("report-follow")) } }
    };
    narrow_page(visit, &title, body)
}

fn form_page(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    once: &str,
    fault: Option<Fault>,
) -> Response {
    let words = visit.words;
    let title = words.text("report");
    let page = narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("report-text")) }
            (notice("warn", &words.text("report-call")))
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            (open::form(app, visit, "/lapor", fields(words, posted, once, fault)))
            p { (words.text("report-have-code")) " " a href="/lapor/ikuti" { (words.text("report-follow")) } }
        },
    );
    open::answer(app, visit, page).into_response()
}

fn fields(words: Words, posted: &Posted, once: &str, fault: Option<Fault>) -> Markup {
    let field = |name, label, hint| Field {
        name,
        label,
        hint,
        value: posted.get(name),
        optional: true,
        ..Field::default()
    };
    let chosen = |name, usual: &'static str| match posted.get(name) {
        "" => usual.to_owned(),
        code => code.to_owned(),
    };
    let danger = chosen("danger", Danger::Unknown.code());
    let abouts = words::choices(
        words,
        "about",
        About::ALL,
        About::code,
        &chosen("about", "me"),
    );
    let phases = words::choices(
        words,
        "phase",
        Phase::ALL,
        Phase::code,
        &chosen("phase", "before"),
    );
    let ways = words::choices(
        words,
        "way",
        Way::ALL,
        Way::code,
        &chosen("way", "code_only"),
    );
    let told = Area {
        name: "words",
        label: "report-words",
        hint: Some("report-words-hint"),
        value: posted.get("words"),
        rows: 6,
        optional: false,
    };
    html! {
        input type="hidden" name="once" value=(once);
        fieldset.field {
            legend { (words.text("case-danger-question")) }
            @for one in Danger::ALL {
                @let id = format!("danger-{}", one.code());
                div.check {
                    input type="radio" id=(id) name="danger" value=(one.code()) checked[danger == one.code()];
                    label for=(id) { (words.text(&format!("report-danger-{}", one.code()))) }
                }
            }
        }
        (told.show(words, fault))
        (select(words, "about", "report-about", false, &abouts))
        (select(words, "phase", "report-phase", false, &phases))
        (field("country", "country", Some("report-country-hint")).show(words, fault))
        (field("place", "report-place", Some("report-place-hint")).show(words, fault))
        (field("victim_name", "report-victim", Some("report-victim-hint")).show(words, fault))
        h2 { (words.text("report-you")) }
        p { (words.text("report-you-text")) }
        (field("name", "report-name", None).show(words, fault))
        (field("phone", "phone", None).show(words, fault))
        (select(words, "way", "report-way", false, &ways))
        (field("times", "report-times", Some("report-times-hint")).show(words, fault))
        (field("pretext", "report-pretext", Some("report-pretext-hint")).show(words, fault))
        p.hint { (words.text("report-law")) }
        div.actions { button { (words.text("report-send")) } }
    }
}

pub(super) async fn show_follow(State(app): State<App>, visit: Visit) -> Response {
    code_page(&app, &visit, None)
}

pub(super) async fn look(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let (context, code) = (&app.context, posted.get("code"));
    let mut fault = None;
    if posted.has("words") {
        match follow::add(context, code, posted.get("words")).await {
            Ok(()) | Err(AccessError::WrongCode) => {}
            Err(AccessError::Invalid(found)) => fault = Some(found),
            Err(error) => return Err(error.into()),
        }
    }
    match follow::look(context, code).await {
        Ok(followed) => Ok(followed_page(&app, &visit, code, &followed, fault).await?),
        Err(AccessError::WrongCode) => {
            let fault = Fault {
                field: "code",
                message: "report-code-wrong",
            };
            let mut page = code_page(&app, &visit, Some(fault));
            *page.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(page)
        }
        Err(error) => Err(error.into()),
    }
}

fn code_page(app: &App, visit: &Visit, fault: Option<Fault>) -> Response {
    let words = visit.words;
    let title = words.text("report-follow");
    let code = Field {
        name: "code",
        label: "report-code",
        hint: Some("report-code-hint"),
        autocomplete: "off",
        ..Field::default()
    };
    let fields = html! {
        (code.show(words, fault))
        div.actions { button { (words.text("continue")) } }
    };
    let page = narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            div.card { (open::form(app, visit, "/lapor/ikuti", fields)) }
            p { (words.text("report-code-lost")) " " a href="/lapor" { (words.text("report")) } }
        },
    );
    open::answer(app, visit, page).into_response()
}

async fn followed_page(
    app: &App,
    visit: &Visit,
    code: &str,
    followed: &follow::Followed,
    fault: Option<Fault>,
) -> Result<Response, Failure> {
    let words = visit.words;
    let title = words.text("report-follow");
    let agencies = organisations::service::agencies(&app.context).await?;
    let agency = agencies.iter().find(|agency| agency.id == followed.agency);
    let more = Area {
        name: "words",
        label: "report-more",
        rows: 4,
        ..Area::default()
    };
    let fields = html! {
        input type="hidden" name="code" value=(code);
        (more.show(words, fault))
        div.actions { button { (words.text("report-send")) } }
    };
    let status = format!("report-status-{}", followed.status.code());
    let page = narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            div.card {
                p { strong { (words.text(&status)) } }
                p { (words.with("report-at", "agency", agency.map_or("—", |agency| agency.name.as_str()))) }
                p.quiet { (moment(words, followed.received_at)) }
                p { (followed.words) }
            }
            @for message in &followed.messages {
                div.card {
                    p.quiet {
                        @if message.ours { (words.text("report-officer")) } @else { (words.text("report-yours")) }
                        ", " (moment(words, message.at))
                    }
                    p { (message.words) }
                }
            }
            h2 { (words.text("report-add")) }
            (open::form(app, visit, "/lapor/ikuti", fields))
            p.hint { (words.text("report-close-page")) }
        },
    );
    Ok(open::answer(app, visit, page).into_response())
}
