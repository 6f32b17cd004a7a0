//! Reviews: asked for with the code of a slip on a page that anybody may open, and decided by an officer who did not make the
//! decision.

use super::{homeless, needed, own, slip::told, words};
use crate::{
    Desk,
    model::review::{Review, Verdict},
    service::review::{self, Opened, UnderReview},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Area, Field, Table, badge, form, notice},
    day, moment, narrow_page, open, page,
};
use uuid::Uuid;

pub(super) async fn show_code(State(app): State<App>, visit: Visit) -> Response {
    code_page(&app, &visit, None)
}

fn code_page(app: &App, visit: &Visit, fault: Option<Fault>) -> Response {
    let words = visit.words;
    let title = words.text("review-public");
    let field = Field {
        name: "code",
        label: "review-code",
        hint: Some("review-code-hint"),
        autocomplete: "one-time-code",
        ..Field::default()
    };
    let body =
        html! { (field.show(words, fault)) div.actions { button { (words.text("continue")) } } };
    let page = narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("review-public-text")) }
            div.card { (open::form(app, visit, "/review", body)) }
            p.quiet { (words.text("review-public-counter")) }
        },
    );
    open::answer(app, visit, page).into_response()
}

/// Shows what is under a code. The same answer for every code that is not good.
pub(super) async fn open_code(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    answered(&app, &visit, &posted, None).await
}

pub(super) async fn ask(
    State(app): State<App>,
    visit: Visit,
    posted: Posted,
) -> Result<Response, Failure> {
    let get = |name| posted.get(name);
    match review::ask(&app.context, get("code"), get("words"), get("contact")).await {
        Ok(()) => answered(&app, &visit, &posted, None).await,
        Err(AccessError::Invalid(fault)) => answered(&app, &visit, &posted, Some(fault)).await,
        Err(AccessError::WrongCode) => Ok(wrong_code(&app, &visit)),
        Err(error) => Err(error.into()),
    }
}

fn wrong_code(app: &App, visit: &Visit) -> Response {
    let fault = Fault {
        field: "code",
        message: "review-code-wrong",
    };
    let page = code_page(app, visit, Some(fault));
    (StatusCode::UNPROCESSABLE_ENTITY, page).into_response()
}

async fn answered(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    fault: Option<Fault>,
) -> Result<Response, Failure> {
    let opened = match review::open(&app.context, posted.get("code")).await {
        Ok(opened) => opened,
        Err(AccessError::WrongCode) => return Ok(wrong_code(app, visit)),
        Err(error) => return Err(error.into()),
    };
    let page = holder_page(app, visit, &opened, posted, fault);
    let answer = open::answer(app, visit, page).into_response();
    Ok(match fault {
        Some(_) => (StatusCode::UNPROCESSABLE_ENTITY, answer).into_response(),
        None => answer,
    })
}

fn holder_page(
    app: &App,
    visit: &Visit,
    Opened { slip, review }: &Opened,
    posted: &Posted,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let title = words.text("review-public");
    let area = Area {
        name: "words",
        label: "review-words",
        hint: Some("review-words-hint"),
        value: posted.get("words"),
        rows: 5,
        optional: false,
    };
    let contact = Field {
        name: "contact",
        label: "review-contact",
        hint: Some("review-contact-hint"),
        value: posted.get("contact"),
        optional: true,
        ..Field::default()
    };
    let body = html! {
        input type="hidden" name="code" value=(posted.get("code"));
        (area.show(words, fault))
        (contact.show(words, fault))
        div.actions { button { (words.text("review-send")) } }
    };
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            div.card {
                p.quiet { (words.with("slip-number", "number", &slip.number)) " · " (moment(words, slip.issued_at)) }
                p { strong { (words.text(told(slip.outcome))) } }
                @if let Some(ground) = crate::model::review::ground(&slip.ground) { p { (ground.words.in_language(words.language)) } }
                p.words { (slip.words) }
            }
            @match review {
                Some(review) => {
                    h2 { (words.text("review-yours")) }
                    p { (moment(words, review.asked_at)) }
                    p.words { (review.words) }
                    (outcome(words, review, today))
                },
                None if slip.ask_by < today => { (notice("warn", &words.text("review-too-late"))) },
                None => {
                    h2 { (words.text("review-ask")) }
                    p { (words.with("slip-rights-text", "day", &day(words, slip.ask_by))) }
                    @if fault.is_some() { (notice("bad", &words.text("faults"))) }
                    div.card { (open::form(app, visit, "/review/ask", body)) }
                },
            }
        },
    )
}

/// What came of a review, or by when an answer must come.
fn outcome(words: Words, review: &Review, today: Date) -> Markup {
    html! {
        @match &review.answer {
            Some(answer) => {
                p { strong { (words.text(&format!("verdict-{}", answer.verdict.code()))) } " · " (moment(words, answer.at)) }
                p.words { (answer.reason) }
            },
            None if review.is_late(today) => { (notice("bad", &words.with("review-late-text", "day", &day(words, review.due_on)))) },
            None => { p { (words.with("review-due-text", "day", &day(words, review.due_on))) } },
        }
    }
}

/// Asked for at the counter, beside the traveller.
pub(super) async fn ask_at_counter(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let (words, contact) = (posted.get("words"), posted.get("contact"));
    review::ask_at_counter(&app.context, &permit, id, words, contact).await?;
    Ok(Redirect::to(&super::traveller_page(id)))
}

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let Some(permit) = own(&app, &signed, Action::ReviewScreening)? else {
        return Ok(homeless(&signed, "reviews"));
    };
    let found = review::list(&app.context, &permit).await?;
    let words = signed.visit.words;
    let today = day_in_jakarta(signed.visit.now.timestamp());
    let late = found.iter().filter(|one| one.review.is_late(today)).count();
    let rows = found
        .iter()
        .map(|one| {
            let review = &one.review;
            vec![
                html! { a href={ "/reviews/" (review.id) } { (words::named(words, &one.name)) } },
                html! { (moment(words, review.asked_at)) },
                html! { (words.text(&format!("asked-by-{}", review.asked_by.code()))) },
                html! { (day(words, review.due_on)) },
                state(words, review, today),
            ]
        })
        .collect();
    let table = Table {
        caption: "reviews",
        columns: &["person-name", "since", "review-way", "review-due", "state"],
        rows,
        empty: "reviews-none",
    };
    let title = words.text("reviews");
    let body = html! {
        h1 { (title) }
        p { (words.text("reviews-text")) }
        @if late > 0 { (notice("bad", &words.with("reviews-late", "count", &late.to_string()))) }
        (table.show(words))
    };
    Ok(page(&signed.visit, &title, body))
}

/// How far a review is.
pub(super) fn state(words: Words, review: &Review, today: Date) -> Markup {
    match &review.answer {
        Some(answer) => {
            let tone = match answer.verdict {
                Verdict::Upheld => "",
                Verdict::Overturned => "good",
            };
            badge(
                tone,
                &words.text(&format!("verdict-{}", answer.verdict.code())),
            )
        }
        None if review.is_late(today) => badge("bad", &words.text("review-late")),
        None => badge("warn", &words.text("review-open")),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    review_page(&app, &signed, id, None).await
}

pub(super) async fn answer(
    State(app): State<App>,
    Extension(desk): Extension<Desk>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::ReviewScreening)?;
    let verdict = Verdict::from_code(posted.get("verdict")).ok_or(Failure::Malformed)?;
    let reason = posted.get("reason");
    let by = (&permit, signed.principal.name());
    match review::answer(&app.context, &desk, by, id, verdict, reason).await {
        Ok(()) => Ok(Redirect::to(&format!("/reviews/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = review_page(&app, &signed, id, Some((reason, fault))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn review_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    faulty: Option<(&str, Fault)>,
) -> Result<Markup, Failure> {
    let permit = needed(app, signed, Action::ReviewScreening)?;
    let UnderReview {
        review,
        held,
        slips,
    } = review::get(&app.context, &permit, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    let assessment = &held.kept.assessment;
    let own = review
        .decider
        .is_some_and(|by| permit.actor().columns().1 == Some(by));
    let area = Area {
        name: "reason",
        label: "review-reason",
        hint: Some("review-reason-hint"),
        value: faulty.map_or("", |(reason, _)| reason),
        rows: 4,
        optional: false,
    };
    let body = html! {
        (area.show(words, faulty.map(|(_, fault)| fault)))
        div.actions {
            @for verdict in Verdict::ALL {
                button.second name="verdict" value=(verdict.code()) { (words.text(&format!("verdict-do-{}", verdict.code()))) }
            }
        }
    };
    let title = words.text("review");
    Ok(page(
        visit,
        &title,
        html! {
            p { a href="/reviews" { (words.text("reviews")) } }
            h1 { (title) ": " (words::named(words, &assessment.traveller.name)) " " (state(words, &review, today)) }
            @if review.answer.is_none() { p { (words.with("review-due-text", "day", &day(words, review.due_on))) } }
            div.columns {
                section.card {
                    h2 { (words.text("review-yours-of")) }
                    p.words { (review.words) }
                    @if let Some(contact) = &review.contact { p.quiet { (words.text("review-contact")) ": " (contact) } }
                }
                section.card {
                    h2 { (words.text("desk-decision")) }
                    @for decision in &held.decisions {
                        p {
                            (words::outcome_badge(words, Some(decision.outcome)))
                            " " span.quiet { (moment(words, decision.at)) }
                            @if let Some(reason) = &decision.reason { br; (reason) }
                        }
                    }
                    @for slip in &slips {
                        p.quiet { (words.with("slip-number", "number", &slip.number)) }
                        p.words { (slip.words) }
                    }
                }
            }
            section.card {
                h2 { (words.text("desk-why")) }
                p { (assessment.action.words(words.language)) " · " (assessment.status.words(words.language)) }
                ul { @for reason in &assessment.reasons { li { (reason.title.in_language(words.language)) } } }
            }
            @match &review.answer {
                Some(answer) => {
                    h2 { (words.text(&format!("verdict-{}", answer.verdict.code()))) }
                    p.words { (answer.reason) }
                    p.quiet { (answer.reviewer) ", " (moment(words, answer.at)) }
                },
                None if own => { (notice("warn", &words.text("review-own"))) },
                None => { div.card { (form(visit, &format!("/reviews/{id}"), body)) } },
            }
        },
    ))
}
