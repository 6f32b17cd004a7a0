//! Is this company licensed? In the words of the register, with the date of its data, and never "safe".

use crate::{Listed, NumberAnswer, RegisterAnswer, RegisterState, service};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Visit, Words,
    components::{Field, badge, notice},
    day, narrow_page, open,
};

pub(super) async fn ask(State(app): State<App>, visit: Visit) -> Response {
    let page = page(&app, &visit, &Posted::default(), None, None);
    open::answer(&app, &visit, page).into_response()
}

pub(super) async fn answer(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let (name, number) = (posted.get("company"), posted.get("licence_number"));
    match service::company(&app.context, Some(name), Some(number)).await {
        Ok(found) => {
            let page = page(&app, &visit, &posted, Some(&found), None);
            Ok(open::answer(&app, &visit, page).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = page(&app, &visit, &posted, None, Some(fault));
            let page = open::answer(&app, &visit, page);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn page(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    found: Option<&RegisterAnswer>,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let fields = html! {
        (Field { name: "company", label: "offer-company", value: posted.get("company"), optional: true, ..Field::default() }.show(words, fault))
        (Field { name: "licence_number", label: "offer-licence-number", hint: Some("offer-licence-number-hint"), value: posted.get("licence_number"), optional: true, ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("company-check")) } }
    };
    narrow_page(
        visit,
        &words.text("check-company"),
        html! {
            h1 { (words.text("check-company")) }
            @match found {
                Some(found) => { (result(words, found)) h2 { (words.text("company-again")) } }
                None => { p { (words.text("check-company-text")) } }
            }
            div.card { (open::form(app, visit, "/perusahaan", fields)) }
            p { a href="/cek-tawaran" { (words.text("check-offer")) } }
        },
    )
}

/// What the register says.
pub(super) fn result(words: Words, found: &RegisterAnswer) -> Markup {
    let Some(state) = found.state else {
        return notice("warn", &words.text("company-nothing-known"));
    };
    html! {
        section class={ "verdict " (tone(state)) } aria-label=(words.text("company-answer")) {
            p.advice { (state_words(words, state)) }
            @match &found.company {
                Some(company) => {
                    p { strong { (company.name) } }
                    p { (words.text("offer-licence-number")) ": " (company.licence_number) }
                    p { (until(words, company)) }
                }
                None => { p { (words.text("company-not-found")) } }
            }
        }
        p { (words.text(match state {
            RegisterState::Active => "company-active-text",
            RegisterState::Suspended | RegisterState::Revoked => "company-stopped-text",
            RegisterState::NotRegistered => "company-not-registered-text",
        })) }
        @match found.number {
            Some(NumberAnswer::Other) => { (notice("bad", &words.text("company-number-other"))) }
            Some(NumberAnswer::Unknown) => { (notice("bad", &words.text("company-number-unknown"))) }
            Some(NumberAnswer::Right) | None => {}
        }
        @if !found.similar.is_empty() {
            h2 { (words.text("company-similar")) }
            p { (words.text("company-similar-text")) }
            ul.reasons {
                @for company in &found.similar {
                    li {
                        strong { (company.name) } " "
                        (badge(badge_tone(company.state), &state_words(words, company.state)))
                        p.quiet { (words.text("offer-licence-number")) ": " (company.licence_number) ". " (until(words, company)) }
                    }
                }
            }
        }
        @if let Some(as_of) = found.as_of {
            p.quiet { (words.with("company-as-of", "day", &day(words, as_of))) }
        }
    }
}

fn until(words: Words, company: &Listed) -> String {
    // What is stopped today is not spoken of as running until a day.
    let key = match company.state {
        RegisterState::Active => "company-until",
        _ => "company-licence-end",
    };
    words.with(key, "day", &day(words, company.until))
}

fn state_words(words: Words, state: RegisterState) -> String {
    words.text(&super::parts::key("register", state.code()))
}

/// Green would say "safe": an active licence is shown without colour.
fn tone(state: RegisterState) -> &'static str {
    match state {
        RegisterState::Active => "",
        _ => "warn",
    }
}

fn badge_tone(state: RegisterState) -> &'static str {
    match state {
        RegisterState::Active => "",
        RegisterState::Suspended | RegisterState::NotRegistered => "warn",
        RegisterState::Revoked => "bad",
    }
}
