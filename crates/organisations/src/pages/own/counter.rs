//! The counter's side of a person's own view: the printed code, and the requests that wait for an answer.

use super::state;
use access::{
    AccessError, Action, Ask, Fault,
    service::own::{self, Asked},
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Words,
    components::{Field, Table, button, form, notice},
    moment, narrow_page, page,
};
use uuid::Uuid;

/// The kind of record of persons.
const PERSON: &str = "person";

pub(in super::super) async fn show_slip(signed: Signed, Id(person): Id) -> Result<Markup, Failure> {
    signed.permit(Action::ReadPeople, "own view")?;
    let visit = &signed.visit;
    let words = visit.words;
    let path = format!("/own-slips/{person}");
    Ok(narrow_page(
        visit,
        &words.text("own-slip"),
        html! {
            h1 { (words.text("own-slip")) }
            p { (words.text("own-slip-text")) }
            (button(visit, &path, "", &words.text("own-slip-give")))
        },
    ))
}

pub(in super::super) async fn give_slip(
    State(app): State<App>,
    signed: Signed,
    Id(person): Id,
    _: Posted,
) -> Result<Markup, Failure> {
    signed.permit(Action::ReadPeople, "own view")?;
    let context = &app.context;
    let source = context.sources.of(PERSON).ok_or(Failure::NotFound)?;
    let kind = source.kind();
    let ask = Ask::own(&signed.principal, Action::ReadPeople, kind, "own view");
    let permit = signed.principal.permit_on(&context.policies, ask)?;
    let slip = own::give_slip(context, &permit, kind, person).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let address = format!("{}/own", app.web.public_url);
    Ok(narrow_page(
        visit,
        &words.text("own-slip"),
        html! {
            h1 { (words.text("own-slip")) }
            (notice("warn", &words.text("own-slip-once")))
            div.card {
                p { (words.text("own-slip-go")) }
                p.secret { (address) }
                p { (words.text("own-code")) }
                p.secret { (slip.code) }
                p { (words.with("basis-until", "until", &moment(words, slip.ends_at))) }
                p { (words.text("own-slip-keep")) }
            }
        },
    ))
}

pub(in super::super) async fn list(
    State(app): State<App>,
    signed: Signed,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ManagePeople, "own requests")?;
    let found = own::list(&app.context, &permit).await?;
    let words = signed.visit.words;
    let now = signed.visit.now;
    let rows = found
        .iter()
        .map(|asked| {
            let late = asked.answered_at.is_none() && asked.due_at < now;
            vec![
                html! { a href={ "/own-requests/" (asked.id) } { (words.text(&format!("own-wish-{}", asked.kind))) } },
                html! { (moment(words, asked.asked_at)) },
                html! {
                    @if asked.answered_at.is_none() { (moment(words, asked.due_at)) }
                    @if late { " " (ui::components::badge("bad", &words.text("own-late"))) }
                },
                state(words, asked),
            ]
        })
        .collect();
    let table = Table {
        caption: "own-requests",
        columns: &["own-wish", "since", "own-due-short", "state"],
        rows,
        empty: "own-requests-none",
    };
    let title = words.text("own-requests");
    let body = html! { h1 { (title) } p { (words.text("own-requests-text")) } (table.show(words)) };
    Ok(page(&signed.visit, &title, body))
}

pub(in super::super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    request_page(&app, &signed, id, "", None).await
}

pub(in super::super) async fn answer(
    State(app): State<App>,
    mut signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = signed.permit(Action::ManagePeople, "own requests")?;
    let words = posted.get("answer");
    let outcome = match posted.get("granted") {
        "yes" => own::answer(&app.context, &permit, id, true, words).await,
        "no" => own::answer(&app.context, &permit, id, false, words).await,
        _ => return Err(Failure::Malformed),
    };
    match outcome {
        Ok(()) => {
            signed.visit.notice = Some("saved".to_owned());
            Ok(request_page(&app, &signed, id, "", None)
                .await?
                .into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = request_page(&app, &signed, id, words, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn request_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    written: &str,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = signed.permit(Action::ManagePeople, "own requests")?;
    let asked = own::get(&app.context, &permit, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let body = html! {
        (Field { name: "answer", label: "own-answer", hint: Some("own-answer-hint"), value: written, kind: "textarea", ..Field::default() }.show(words, fault))
        div.actions {
            button name="granted" value="yes" { (words.text("own-grant")) }
            button.danger name="granted" value="no" { (words.text("own-refuse")) }
        }
    };
    let title = words.text(&format!("own-wish-{}", asked.kind));
    Ok(page(
        visit,
        &title,
        html! {
            h1 { (title) " " (state(words, &asked)) }
            (particulars(words, &asked))
            @if asked.answered_at.is_none() { div.card { (form(visit, &format!("/own-requests/{id}"), body)) } }
        },
    ))
}

fn particulars(words: Words, asked: &Asked) -> Markup {
    html! {
        dl.pairs {
            dt { (words.text("own-words")) } dd { (asked.words) }
            dt { (words.text("own-person")) } dd { code { (asked.person) } }
            dt { (words.text("since")) } dd { (moment(words, asked.asked_at)) }
            dt { (words.text("own-due-short")) } dd { (moment(words, asked.due_at)) }
            @if let (Some(answer), Some(at)) = (&asked.answer, asked.answered_at) {
                dt { (words.text("own-answer")) } dd { (answer) ", " (moment(words, at)) }
            }
        }
    }
}
