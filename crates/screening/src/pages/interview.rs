//! An interview on one page, also on a phone: the questions in the person's language, an answer and words to each, what the answers
//! touch, and what is recommended. Each form that arrives is kept; a script sends it after every change.

use super::{needed, words};
use crate::{
    model::interview::{Given, Interview, Question, Reply, Tongue, Touched, questionnaire},
    service::interview::{self, Taken},
};
use access::{AccessError, Action, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use risk::indicators::{Indicators, Pattern};
use std::collections::BTreeMap;
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Area, form, notice},
    moment, page,
};
use uuid::Uuid;

fn path(id: Uuid) -> String {
    format!("/interviews/{id}")
}

/// Begins an interview at an assessment.
pub(super) async fn begin(
    State(app): State<App>,
    signed: Signed,
    Id(assessment): Id,
    _: Posted,
) -> Result<Redirect, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let officer = signed.principal.name();
    let id = interview::begin(&app.context, &permit, officer, assessment).await?;
    Ok(Redirect::to(&path(id)))
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let taken = interview::get(&app.context, &permit, id).await?;
    Ok(interview_page(&signed, &taken, None))
}

/// Keeps what was written. `do` says what then: `end` ends, `quiet` answers a script with the new revision only.
pub(super) async fn write(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::Screen)?;
    let revision = posted.get("revision").parse().unwrap_or_default();
    let written = written(&posted);
    let (end, quiet) = (posted.get("do") == "end", posted.get("do") == "quiet");
    let context = &app.context;
    match interview::write(context, &permit, id, revision, written.clone(), end).await {
        Ok(kept) if quiet => Ok(kept.revision.to_string().into_response()),
        Ok(_) => Ok(Redirect::to(&path(id)).into_response()),
        Err(AccessError::Invalid(fault)) if !quiet => {
            let mut taken = interview::get(context, &permit, id).await?;
            taken.touched = Touched::by(&written);
            taken.interviewed.interview = written;
            let page = interview_page(&signed, &taken, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn written(posted: &Posted) -> Interview {
    let answers = questionnaire().questions.iter().map(|question| {
        let given = Given {
            reply: Reply::from_code(posted.get(&format!("reply-{}", question.id))),
            words: posted.get(&format!("words-{}", question.id)).to_owned(),
        };
        (question.id.clone(), given)
    });
    let tongue = match posted.get("switch") {
        "" => posted.get("tongue"),
        switched => switched,
    };
    Interview {
        tongue: Tongue::from_code(tongue).unwrap_or_default(),
        answers: answers.collect::<BTreeMap<_, _>>(),
        note: posted.get("note").to_owned(),
    }
}

fn interview_page(signed: &Signed, taken: &Taken, fault: Option<Fault>) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let held = &taken.interviewed;
    let title = words.text(if taken.protective {
        "interview-protective"
    } else {
        "interview"
    });
    let body = html! {
        p { a href=(super::traveller_page(held.assessment)) { (words::named(words, &taken.name)) } }
        h1 { (title) }
        p.quiet { (held.officer_name) " · " (moment(words, held.begun_at)) " · " (words.with("interview-version", "version", &held.questions)) }
        @if held.ended_at.is_none() {
            div.notice { p { (words.text("interview-how")) } }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            (questions(visit, taken, fault))
        } @else {
            (result(words, taken))
            (answers(words, &held.interview))
        }
    };
    page(visit, &title, body)
}

fn questions(visit: &Visit, taken: &Taken, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let held = &taken.interviewed;
    let tongue = held.interview.tongue;
    let note = Area {
        name: "note",
        label: "interview-note",
        hint: Some("interview-note-hint"),
        value: &held.interview.note,
        rows: 4,
        optional: true,
    };
    let body = html! {
        input type="hidden" name="revision" value=(held.revision);
        input type="hidden" name="tongue" value=(tongue.code());
        // The first button of a form is pressed by the enter key: it keeps, and ends nothing.
        button.second name="do" value="keep" { (words.text("interview-keep")) }
        div.tongues role="group" aria-label=(words.text("interview-tongue")) {
            @for other in Tongue::ALL {
                button.second name="switch" value=(other.code()) aria-pressed=(if *other == tongue { "true" } else { "false" }) {
                    (words.text(&format!("tongue-{}", other.code())))
                }
            }
        }
        @for (number, question) in questionnaire().questions.iter().enumerate() {
            (one(words, number + 1, question, &held.interview))
        }
        (note.show(words, fault))
        p.quiet role="status" data-kept data-kept-yes=(words.text("interview-kept")) data-kept-no=(words.text("interview-not-kept")) {}
        (result(words, taken))
        div.actions {
            button.second name="do" value="keep" { (words.text("interview-keep")) }
            button name="do" value="end" { (words.text("interview-end")) }
        }
        p.hint { (words.text("interview-end-hint")) }
    };
    html! {
        div.interview data-keep { (form(visit, &path(held.id), body)) }
    }
}

fn one(words: Words, number: usize, question: &Question, interview: &Interview) -> Markup {
    let tongue = interview.tongue;
    let read = question.read(words.language);
    let asked = question.asked(tongue);
    let other = asked.filter(|asked| *asked != read);
    let given = interview.answers.get(&question.id);
    let reply = given.and_then(|given| given.reply);
    let touched = reply == Some(question.touches);
    let id = &question.id;
    html! {
        fieldset.field.card {
            legend {
                (number) ". "
                span lang=(if asked.is_some() { tongue.code() } else { words.language.tag() }) { (asked.unwrap_or(read)) }
            }
            @if other.is_some() { p.hint { (read) } }
            div.replies {
                @for choice in Reply::ALL {
                    @let field = format!("reply-{id}-{}", choice.code());
                    div.check {
                        input type="radio" id=(field) name={ "reply-" (id) } value=(choice.code()) checked[reply == Some(*choice)];
                        label for=(field) { (words.text(&format!("reply-{}", choice.code().replace('_', "-")))) }
                    }
                }
            }
            @if touched { p { strong { (words.text("interview-follow")) ": " } (question.follow.in_language(words.language)) } }
            label.quiet for={ "words-" (id) } { (words.text("interview-words")) }
            textarea id={ "words-" (id) } name={ "words-" (id) } rows="1" autocomplete="off" {
                "\n" (given.map_or("", |given| given.words.as_str()))
            }
        }
    }
}

/// What is recommended and why: what the answers touch, never who somebody is.
fn result(words: Words, taken: &Taken) -> Markup {
    let Touched {
        questions,
        reading,
        open,
        ..
    } = &taken.touched;
    let counsel = taken.touched.counsel();
    let tone = match counsel.code() {
        "help" | "refer" => "warn",
        "nothing" => "good",
        _ => "",
    };
    html! {
        section class={ "verdict " (tone) } aria-label=(words.text("interview-result")) {
            p.advice { (words.text(&format!("counsel-{}", counsel.code()))) }
            p { (words.text(&format!("counsel-{}-text", counsel.code()))) }
        }
        @if !questions.is_empty() {
            h2 { (words.text("interview-touched")) }
            ul.evidence {
                @for question in questions {
                    li {
                        (question.read(words.language)) " — "
                        @let names: Vec<&str> = question.indicators.iter().filter_map(|id| Indicators::shipped().get(id))
                            .map(|indicator| indicator.name.in_language(words.language)).collect();
                        strong { (names.join("; ")) }
                        @if let Some(element) = question.element {
                            @if !names.is_empty() { "; " }
                            (element.name().in_language(words.language))
                        }
                        @if question.help { strong { (words.text("interview-asked-help")) } }
                    }
                }
            }
            @if reading.pattern != Pattern::NotShown {
                p { (words.text("interview-pattern")) ": " (reading.pattern.name().in_language(words.language)) }
            }
            p.quiet { (words.text("desk-source")) ": " (questionnaire().source) }
        }
        @if *open > 0 { p.quiet { (words.with("interview-open", "count", &open.to_string())) } }
        p.quiet { (words.text("interview-no-verdict")) }
    }
}

/// What was answered, once nothing is changed any more.
fn answers(words: Words, interview: &Interview) -> Markup {
    html! {
        h2 { (words.text("interview-answers")) }
        dl.pairs {
            @for question in &questionnaire().questions {
                @if let Some(given) = interview.answers.get(&question.id) {
                    dt { (question.read(words.language)) }
                    dd {
                        @if let Some(reply) = given.reply { strong { (words.text(&format!("reply-{}", reply.code().replace('_', "-")))) } " " }
                        (given.words)
                    }
                }
            }
        }
        @if !interview.note.is_empty() {
            h2 { (words.text("interview-note")) }
            p.words { (interview.note) }
        }
    }
}
