//! What the law made of the case: police report, suspects, charge, sentence, restitution.

use super::{Working, Written, after};
use crate::{CasePerson, LegalStep, Role, Step, StepForm, pages::words, service::outcome};
use axum::{extract::State, response::Response};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{Choice, Field, form, select},
    day,
};
use uuid::Uuid;

const FORM: &str = "law";

pub(super) async fn add(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let step = step_of(&posted)?;
    let added = outcome::add_step(&app.context, &working.officer, id, &step).await;
    after(&app, &working, id, FORM, posted, added).await
}

/// A step as its form sends it.
pub(in crate::pages) fn step_of(posted: &Posted) -> Result<StepForm, Failure> {
    let text = |name: &str| posted.get(name).to_owned();
    Ok(StepForm {
        step: text("step"),
        on: text("on"),
        person: posted.id("suspect")?,
        number: text("number"),
        words: text("legal_words"),
        amount: text("amount"),
    })
}

pub(super) fn cards(
    visit: &Visit,
    case: Uuid,
    steps: &[LegalStep],
    people: &[CasePerson],
    manages: bool,
    written: &Written,
) -> Markup {
    let words = visit.words;
    let suspects: Vec<(Uuid, String)> = people
        .iter()
        .filter(|person| person.role == Role::Suspect && person.struck.is_none())
        .map(|person| (person.id, person.who.name.clone()))
        .collect();
    html! {
        @if !steps.is_empty() {
            h2 { (words.text("outcome")) }
            div.card { ul {
                @for step in steps {
                    @let name = suspects.iter().find(|(id, _)| Some(*id) == step.person);
                    li {
                        (day(words, step.on)) ": " strong { (words::word(words, "step", step.step.code())) }
                        @if let Some((_, name)) = name { " · " (name) }
                        @if !step.number.is_empty() { " · " (step.number) }
                        @if !step.words.is_empty() { " · " (step.words) }
                        @if let Some(amount) = step.amount { " · Rp " (rupiah(amount)) }
                        span.quiet { " (" (step.by) ")" }
                    }
                }
            } }
        }
        @if manages {
            details open[written.form == FORM] {
                summary { (words.text("outcome-add")) }
                (form(visit, &format!("/cases/{case}/steps"), fields(words, &suspects, |name| written.get(FORM, name), written.fault(FORM))))
            }
        }
    }
}

/// `1.250.000`.
pub(in crate::pages) fn rupiah(amount: i64) -> String {
    let digits = amount.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text
}

/// The fields of a step.
pub(in crate::pages) fn fields<'a>(
    words: Words,
    suspects: &[(Uuid, String)],
    get: impl Fn(&'static str) -> &'a str,
    fault: Option<access::Fault>,
) -> Markup {
    let steps = words::choices(words, "step", Step::ALL, Step::code, get("step"));
    let people: Vec<Choice> = suspects
        .iter()
        .map(|(id, name)| Choice {
            value: id.to_string(),
            text: name.clone(),
            chosen: get("suspect") == id.to_string(),
        })
        .collect();
    let line = |name: &'static str, label, kind| Field {
        name,
        label,
        kind,
        value: get(name),
        optional: kind != "date",
        ..Field::default()
    };
    html! {
        div.columns {
            (select(words, "step", "outcome-step", false, &steps))
            (line("on", "outcome-on", "date").show(words, fault))
            (select(words, "suspect", "outcome-suspect", true, &people))
            (line("number", "outcome-number", "").show(words, fault))
            (line("legal_words", "outcome-words", "").show(words, fault))
            (line("amount", "outcome-amount", "").show(words, fault))
        }
        @if let Some(fault) = fault.filter(|fault| fault.field == "suspect") { p.fault { (words.text(fault.message)) } }
        div.actions { button { (words.text("save")) } }
    }
}
