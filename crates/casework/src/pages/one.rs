//! One case: what it is, who stands in it, what is next, what happened.

use super::{Working, list::due, words};
use crate::{
    CASE, CasePerson, Held,
    service::{self, Officer},
};
use access::{Action, service::history};
use axum::extract::State;
use domain::day_in_jakarta;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Visit, Words,
    components::{badge, notice, timeline},
    moment, page,
};

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let held = service::get(&app.context, &officer, id).await?;
    let happened = history::of_record(
        &app.context,
        officer.reading()?,
        Action::ReadCases,
        CASE.code,
        id,
    )
    .await?;
    let visit = &signed.visit;
    let words = visit.words;
    let mut names = HashMap::from([(officer.hand().id, officer.hand().name.clone())]);
    names.extend(
        held.case
            .handler
            .iter()
            .map(|hand| (hand.id, hand.name.clone())),
    );
    let title = held.case.number.clone();
    let body = html! {
        p { a href="/cases" { (words.text("back")) } }
        div.head {
            h1 { (title) }
            p { (words::status(words, held.case.status)) " " (words::danger(words, held.case.danger)) }
        }
        @if held.case.sealed { (notice("warn", &words.text("case-sealed-text"))) }
        (particulars(visit, &held, &officer))
        (people(words, &held.people))
        h2 { (words.text("history")) }
        (timeline(words, &happened, &names))
    };
    Ok(page(visit, &title, body))
}

fn particulars(visit: &Visit, held: &Held, officer: &Officer) -> Markup {
    let words = visit.words;
    let case = &held.case;
    let today = day_in_jakarta(visit.now.timestamp());
    let mine = case
        .handler
        .as_ref()
        .is_some_and(|hand| hand.id == officer.hand().id);
    html! {
        div.columns {
            div.card {
                h2 { (words.text("case-what")) }
                p.written { (case.summary) }
                dl.pairs {
                    dt { (words.text("case-kind")) } dd { (words::word(words, "kind", case.kind.code())) }
                    dt { (words.text("case-category")) } dd { (words::word(words, "category", case.category.code())) }
                    dt { (words.text("case-phase")) } dd { (words::word(words, "phase", case.phase.code())) }
                    dt { (words.text("country")) } dd { (words::country(words, case.country)) }
                }
            }
            div.card {
                h2 { (words.text("case-next")) }
                dl.pairs {
                    dt { (words.text("case-next-on")) } dd { (due(words, today, case)) }
                    @if let Some(next) = case.next.as_ref().filter(|next| !next.step.is_empty()) {
                        dt { (words.text("case-next-step")) } dd { (next.step) }
                    }
                    dt { (words.text("case-handler")) } dd {
                        (case.handler.as_ref().map_or("—", |hand| hand.name.as_str()))
                        @if mine { " " (badge("", &words.text("case-mine"))) }
                    }
                    dt { (words.text("case-channel")) } dd { (words::word(words, "channel", case.channel.code())) }
                    dt { (words.text("case-opened")) } dd { (moment(words, case.opened_at)) }
                    @if let Some(closed) = case.closed_at {
                        dt { (words.text("case-closed")) } dd { (moment(words, closed)) }
                    }
                }
            }
        }
    }
}

fn people(words: Words, people: &[CasePerson]) -> Markup {
    html! {
        h2 { (words.text("case-people")) }
        @if people.is_empty() { (ui::components::empty(&words.text("case-people-empty"))) }
        @for person in people {
            div.card {
                h3 { @if person.struck.is_some() { del { (person.who.name) } } @else { (person.who.name) } " " (words::role(words, person.role)) }
                @if let Some((at, why)) = &person.struck {
                    p.quiet { (words.with("case-struck", "at", &moment(words, *at))) " " (why) }
                }
                dl.pairs {
                    @if let Some(date) = person.who.birth_date { dt { (words.text("birth-date")) } dd { (date) } }
                    @if let Some(nik) = &person.who.nik { dt { (words.text("nik")) } dd.mono { (nik) } }
                    @if let Some(number) = &person.who.passport_no { dt { (words.text("passport-no")) } dd.mono { (number) } }
                    @if let Some(phone) = &person.who.phone { dt { (words.text("phone")) } dd.mono { "+" (phone) } }
                }
                @if let Some(person) = person.who.person { p { a href={ "/people/" (person) } { (words.text("case-person-record")) } } }
            }
        }
    }
}
