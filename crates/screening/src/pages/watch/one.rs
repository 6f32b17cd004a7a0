//! One entry: who, why, on whose word, until when; and what the second person can do.

use super::{Keeping, mark, standing_badge};
use crate::{
    Desk,
    model::watch::{Act, List, Standing, Term},
    service::watch::{self as service, Listed},
};
use access::{AccessError, Fault, service::history};
use axum::{
    Extension,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Posted,
    components::{Area, form, notice, timeline},
    day, moment, page,
};
use uuid::Uuid;

pub(super) async fn show<L: List>(
    State(app): State<App>,
    keeping: Keeping<L>,
    Id(id): Id,
) -> Result<Markup, Failure> {
    entry_page(&app, &keeping, id, None).await
}

pub(super) async fn decide<L: List>(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    keeping: Keeping<L>,
    Path((id, act)): Path<(Uuid, String)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let act = Act::from_code(&act).ok_or(Failure::NotFound)?;
    let field = answer_field(act);
    let answer = posted.get(field);
    match service::decide(&app.context, &desk, &keeping.keeper, id, act, answer).await {
        Ok(()) => Ok(Redirect::to(&format!("{}/{id}", L::PATH)).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let fault = Fault { field, ..fault };
            let page = entry_page(&app, &keeping, id, Some((fault, answer))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Each act has a field of its own: one page holds several.
fn answer_field(act: Act) -> &'static str {
    match act {
        Act::Approve => "answer-approve",
        Act::Refuse => "answer-refuse",
        Act::Confirm => "answer-confirm",
        Act::End => "answer-end",
    }
}

async fn entry_page<L: List>(
    app: &App,
    keeping: &Keeping<L>,
    id: Uuid,
    faulty: Option<(Fault, &str)>,
) -> Result<Markup, Failure> {
    let Keeping { signed, keeper } = keeping;
    let Listed { entry, standing } = service::get(&app.context, keeper, id).await?;
    let permit = keeper.seeing()?;
    let action = if keeper.may_propose() {
        L::KEEP
    } else {
        L::APPROVE
    };
    let kind = L::record().code;
    let happened = history::of_record(&app.context, permit, action, kind, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(app.context.db.ambient().now());
    let term = Term::of(L::KIND, today);
    let mut names = HashMap::from([(entry.author.id, entry.author.name.clone())]);
    names.extend(
        entry
            .approver
            .iter()
            .map(|hand| (hand.id, hand.name.clone())),
    );
    let own = entry.author.id == keeper.id();
    let acts: Vec<Act> = Act::ALL
        .into_iter()
        .filter(|act| keeper.may_decide() && entry.life.after(*act, today, term).is_ok())
        .filter(|act| !own || matches!(act, Act::Refuse | Act::End))
        .collect();
    let none = || "—".to_owned();
    let date = |date: Option<jiff::civil::Date>| date.map_or_else(none, |date| day(words, date));
    let sex = entry.who.sex.map(|sex| match sex {
        domain::Sex::Female => words.text("sex-f"),
        domain::Sex::Male => words.text("sex-m"),
        domain::Sex::Unspecified => none(),
    });
    let title = entry.who.name.clone();
    let body = html! {
        p { a href=(L::PATH) { (words.text("back")) } }
        h1 { (title) " " (standing_badge(words, standing)) }
        (mark::<L>(words))
        @if standing == Standing::DueForReview {
            (notice("warn", &words.with("list-will-lapse", "day", &date(entry.life.review_on))))
        }
        @if standing == Standing::Lapsed { (notice("", &words.text("list-lapsed-text"))) }
        @if own && standing == Standing::Proposed && keeper.may_decide() { (notice("warn", &words.text("list-own"))) }
        div.columns {
            div.card {
                h2 { (words.text("list-who")) }
                dl.pairs {
                    dt { (words.text("birth-date")) } dd { (entry.who.birth_date.map_or_else(none, |date| date.to_string())) }
                    dt { (words.text("sex")) } dd { (sex.unwrap_or_else(none)) }
                    dt { (words.text("passport-no")) } dd.mono { (entry.who.passport_no.clone().unwrap_or_else(none)) }
                    dt { (words.text("nik")) } dd.mono { (entry.who.nik.clone().unwrap_or_else(none)) }
                }
            }
            div.card {
                h2 { (words.text("list-whose-word")) }
                dl.pairs {
                    dt { (words.text("list-author")) } dd { (entry.author.name) ", " (moment(words, entry.proposed_at)) }
                    @if let (Some(by), Some(at)) = (&entry.approver, entry.decided_at) {
                        dt { (words.text("list-decided-by")) } dd { (by.name) ", " (moment(words, at)) }
                    }
                    @if let Some(answer) = &entry.answer { dt { (words.text("list-answer")) } dd { (answer) } }
                    dt { (words.text("list-valid-from")) } dd { (date(entry.life.valid_from)) }
                    dt { (words.text("list-review-on")) } dd { (date(entry.life.review_on)) }
                    dt { (words.text("list-until")) } dd { (date(entry.life.until)) }
                }
            }
        }
        div.card {
            dl.pairs {
                dt { (words.text("list-reason")) } dd { (entry.cause.reason) }
                dt { (words.text("list-source")) } dd { (entry.cause.source) }
                dt { (words.text("list-law")) } dd { (entry.cause.legal_basis) }
            }
        }
        @for act in acts {
            @let field = answer_field(act);
            @let fault = faulty.filter(|(fault, _)| fault.field == field);
            @let area = Area { name: field, label: "list-answer", hint: None, value: fault.map_or("", |(_, text)| text), rows: 2, optional: false };
            details open[fault.is_some() || act == Act::Approve || (act == Act::Confirm && standing == Standing::DueForReview)] {
                summary { (words.text(&format!("list-{}", act.code()))) }
                p.hint { (words.text(&format!("list-{}-text", act.code()))) }
                (form(visit, &format!("{}/{id}/{}", L::PATH, act.code()), html! {
                    (area.show(words, fault.map(|(fault, _)| fault)))
                    button class=[matches!(act, Act::Refuse | Act::End).then_some("danger")] { (words.text(&format!("list-{}", act.code()))) }
                }))
            }
        }
        h2 { (words.text("history")) }
        (timeline(words, &happened, &names))
    };
    Ok(page(visit, &title, body))
}
