//! A person's own view: the code from the counter, who saw what about me, and what I ask for. In plain words, on any phone.

pub(super) mod counter;

use super::receipts::{fields_of, kind_name};
use crate::service as agencies;
use access::{
    AccessError, Fault, Receipt,
    service::own::{self, Asked, Owner, Wish},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Posted, Visit, Words,
    components::{Choice, Field, badge, notice, select},
    moment, narrow_page, open,
};
use uuid::Uuid;

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Failure> {
    match owner(&app, &visit).await? {
        Some(owner) => view_page(&app, &visit, &owner, "", None).await,
        None => Ok(code_page(&app, &visit, None)),
    }
}

pub(super) async fn enter(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    match own::enter(&app.context, posted.get("code")).await {
        Ok(token) => Ok(open::enter(&app, &token, "/own").into_response()),
        Err(AccessError::WrongCode) => {
            let fault = Fault {
                field: "code",
                message: "own-code-wrong",
            };
            let page = code_page(&app, &visit, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let Some(owner) = owner(&app, &visit).await? else {
        return Ok(Redirect::to("/own").into_response());
    };
    let wish = Wish::from_code(posted.get("wish")).ok_or(Failure::Malformed)?;
    let words = posted.get("words");
    match own::ask(&app.context, &owner, wish, words).await {
        Ok(_) => Ok(Redirect::to("/own").into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = view_page(&app, &visit, &owner, words, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn leave(
    State(app): State<App>,
    visit: Visit,
    _: Posted,
) -> Result<Response, Failure> {
    if let Some(token) = &visit.own {
        own::leave(&app.context, token).await?;
    }
    Ok(open::enter(&app, "", "/own").into_response())
}

async fn owner(app: &App, visit: &Visit) -> Result<Option<Owner>, Failure> {
    match &visit.own {
        Some(token) => Ok(own::recognise(&app.context, token).await?),
        None => Ok(None),
    }
}

fn code_page(app: &App, visit: &Visit, fault: Option<Fault>) -> Response {
    let words = visit.words;
    let fields = html! {
        (Field { name: "code", label: "own-code", hint: Some("own-code-hint"), autocomplete: "one-time-code", ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("continue")) } }
    };
    let page = narrow_page(
        visit,
        &words.text("own"),
        html! {
            h1 { (words.text("own")) }
            p { (words.text("own-text")) }
            div.card { (open::form(app, visit, "/own", fields)) }
            p.quiet { (words.text("own-where")) }
        },
    );
    open::answer(app, visit, page).into_response()
}

async fn view_page(
    app: &App,
    visit: &Visit,
    owner: &Owner,
    written: &str,
    fault: Option<Fault>,
) -> Result<Response, Failure> {
    let (seen, asked) = own::view(&app.context, owner).await?;
    let names: HashMap<Uuid, String> = agencies::agencies(&app.context)
        .await?
        .into_iter()
        .map(|agency| (agency.id, agency.name))
        .collect();
    let words = visit.words;
    let wishes: Vec<Choice> = Wish::ALL
        .into_iter()
        .map(|wish| Choice {
            value: wish.code().to_owned(),
            text: words.text(&format!("own-wish-{}", wish.code())),
            chosen: false,
        })
        .collect();
    let fields = html! {
        (select(words, "wish", "own-wish", false, &wishes))
        (Field { name: "words", label: "own-words", hint: Some("own-words-hint"), value: written, kind: "textarea", ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("own-send")) } }
    };
    let page = narrow_page(
        visit,
        &words.text("own"),
        html! {
            h1 { (words.text("own")) }
            p.quiet { (words.with("own-until", "until", &moment(words, owner.ends_at))) }
            h2 { (words.text("own-seen")) }
            @if seen.is_empty() { p { (words.text("own-seen-none")) } }
            @else { ol.timeline { @for receipt in &seen { (look(app, words, receipt, &names)) } } }
            h2 { (words.text("own-asked")) }
            @if asked.is_empty() { p { (words.text("own-asked-none")) } }
            @for one in &asked { (request(words, one)) }
            h2 { (words.text("own-ask")) }
            p { (words.text("own-rights")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            div.card { (open::form(app, visit, "/own/wishes", fields)) }
            (open::form(app, visit, "/own/leave", html! { button.second { (words.text("own-leave")) } }))
        },
    );
    Ok(open::answer(app, visit, page).into_response())
}

/// One look at my records, as one says it.
fn look(app: &App, words: Words, receipt: &Receipt, names: &HashMap<Uuid, String>) -> Markup {
    let unknown = words.text("own-other-agency");
    let agency = names.get(&receipt.asks).unwrap_or(&unknown);
    let purpose = words.known(&format!("purpose-{}", receipt.purpose));
    let purpose = purpose.unwrap_or_else(|| receipt.purpose.clone());
    html! {
        li {
            div.when { (moment(words, receipt.at)) }
            strong { (agency) }
            dl.pairs {
                dt { (words.text("own-saw")) } dd { (kind_name(app, words, &receipt.kind)) ": " (fields_of(app, words, receipt)) }
                dt { (words.text("own-why")) } dd { (purpose) }
                dt { (words.text("receipt-basis")) } dd { (words.text(&format!("receipt-basis-{}", receipt.basis))) }
            }
        }
    }
}

/// Something that was asked for, and how far it is.
fn request(words: Words, asked: &Asked) -> Markup {
    html! {
        section.card {
            h3 { (words.text(&format!("own-wish-{}", asked.kind))) " " (state(words, asked)) }
            p.words { (asked.words) }
            p.quiet { (moment(words, asked.asked_at)) }
            @match (&asked.answer, asked.answered_at) {
                (Some(answer), Some(at)) => p { (words.text("own-answer")) ": " (answer) " (" (moment(words, at)) ")" },
                _ => p { (words.with("own-due", "until", &moment(words, asked.due_at))) },
            }
        }
    }
}

fn state(words: Words, asked: &Asked) -> Markup {
    match asked.granted {
        None => badge("warn", &words.text("own-open")),
        Some(true) => badge("good", &words.text("own-granted")),
        Some(false) => badge("bad", &words.text("own-refused")),
    }
}
