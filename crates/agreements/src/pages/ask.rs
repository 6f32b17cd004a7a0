//! What does the other side know about this person? Under one schedule, with the basis above whatever is shown.

use super::{agency_names, facts, name_of};
use crate::{
    model::Schedule,
    service::{
        Blocks, Officer,
        exchange::{self, Answer, Denied, Request},
        view::{self, View},
    },
};
use access::{AccessError, Action, Fault, Permit, Subject};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::record::RecordKind;
use maud::{Markup, html};
use ui::{
    App, Below, Failure, Posted, Signed,
    components::{self, Choice, Field, checks, empty, form, notice},
    day, moment, page,
};
use uuid::Uuid;

/// A schedule with what a page about it needs.
struct Place {
    view: View,
    schedule: Schedule,
    kind: &'static RecordKind,
    provider: String,
}

async fn place(app: &App, signed: &Signed, id: Uuid, key: &str) -> Result<Place, Failure> {
    signed.principal.permit(Action::UseExchange, "exchange")?;
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let schedule = view.document.schedule(key).cloned();
    let schedule = schedule.filter(|schedule| Some(schedule.consumer) == officer.agency());
    let schedule = schedule.ok_or(Failure::NotFound)?;
    let source = app.context.sources.of(&schedule.kind);
    let kind = source.ok_or(Failure::NotFound)?.kind();
    let names = agency_names(app).await?;
    Ok(Place {
        provider: name_of(&names, schedule.provider).to_owned(),
        view,
        schedule,
        kind,
    })
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Below(id, key): Below<String>,
) -> Result<Markup, Failure> {
    let place = place(&app, &signed, id, &key).await?;
    Ok(whole(&signed, &place, html! {}, None))
}

pub(super) async fn ask(
    State(app): State<App>,
    Extension(blocks): Extension<Blocks>,
    signed: Signed,
    Below(id, key): Below<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let place = place(&app, &signed, id, &key).await?;
    let asked = match Subject::of_number(posted.get("number")) {
        None => Err(AccessError::invalid("number", "ask-number-form")),
        Some(subject) => {
            let request = Request {
                agreement: id,
                purpose: place.schedule.purpose.code.clone(),
                kind: place.schedule.kind.clone(),
                subjects: vec![subject],
                fields: posted.all("fields").map(str::to_owned).collect(),
            };
            exchange::ask(&app.context, &signed.principal, &blocks, &request).await
        }
    };
    let words = signed.visit.words;
    let (status, said, fault) = match asked {
        Ok(Ok((answer, permit))) => (
            StatusCode::OK,
            answered(&signed, &place, &answer, &permit),
            None,
        ),
        Ok(Err(denied)) => {
            let text = words.text(&format!("outcome-{}", denied.outcome().code()));
            let again = match denied {
                Denied::Quota(Some(at)) => words.with("ask-again", "at", &moment(words, at)),
                _ => String::new(),
            };
            let said = notice("bad", format!("{text}. {again}").trim());
            (StatusCode::FORBIDDEN, said, None)
        }
        Err(AccessError::Invalid(fault)) => {
            (StatusCode::UNPROCESSABLE_ENTITY, html! {}, Some(fault))
        }
        Err(error) => return Err(error.into()),
    };
    Ok((status, whole(&signed, &place, said, fault)).into_response())
}

/// The records, below the words on which they stand.
fn answered(signed: &Signed, place: &Place, answer: &Answer, permit: &Permit) -> Markup {
    let words = signed.visit.words;
    let name = |code: &str| {
        let field = place.kind.field(code);
        field.map_or("", |field| field.name.in_language(words.language))
    };
    let records: Vec<_> = answer.records.iter().flatten().collect();
    let receipt = &answer.receipt.receipt;
    let erase_by = receipt.erase_by.parse();
    let erase_by = erase_by.map_or_else(|_| receipt.erase_by.clone(), |by| day(words, by));
    html! {
        @if let Some(scope) = permit.scope() { (components::basis(words, scope)) }
        @if records.is_empty() { (empty(&words.with("ask-nobody", "agency", &place.provider))) }
        @for record in records {
            div.card { dl.pairs {
                @for (code, shown) in record {
                    dt { (name(code)) }
                    dd { (components::shown(words, shown)) }
                }
            } }
        }
        p.quiet {
            (words.with("ask-erase", "day", &erase_by)) " "
            (words.with("ask-receipt", "id", &receipt.id.to_string()))
        }
    }
}

fn whole(signed: &Signed, place: &Place, said: Markup, fault: Option<Fault>) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let schedule = &place.schedule;
    let to = format!("/agreements/{}/ask/{}", place.view.record.id, schedule.key);
    let fields: Vec<Choice> = (schedule.fields.iter())
        .filter_map(|shared| {
            let field = place.kind.field(&shared.field)?;
            let how = shared.transform.wording();
            let how = how.in_language(words.language);
            Some(Choice {
                value: shared.field.clone(),
                text: format!("{} ({how})", field.name.in_language(words.language)),
                chosen: true,
            })
        })
        .collect();
    let number = Field {
        name: "number",
        label: "ask-number",
        hint: Some("ask-number-hint"),
        class: "mono",
        ..Field::default()
    };
    let body = html! {
        (facts::head(words, &place.view))
        h2 { (words.text("ask")) }
        (said)
        div.card {
            p {
                strong { (schedule.purpose.words.in_language(words.language)) } " · "
                (place.kind.name.in_language(words.language)) " · " (place.provider)
            }
            (form(visit, &to, html! {
                (number.show(words, fault))
                (checks(words, "fields", "ask-fields", &fields, fault))
                p.quiet { (words.text("ask-text")) }
                div.actions { button { (words.text("ask-send")) } }
            }))
        }
    };
    page(visit, &words.text("ask"), body)
}
