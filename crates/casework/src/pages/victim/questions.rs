//! The questions of the indicators, by dimension, with what the answers add up to and what to ask next.

use super::{Working, head, path};
use crate::{
    pages::words,
    service::victim::{self as service, Victim},
    victim::{Act, Aim, Answers, Conclusion, Elements, IdentificationForm, Means, age_group},
};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use risk::{
    Truth,
    indicators::{Group, Indicator, Indicators, Reading, Subject},
};
use ui::{
    App, Below, Failure, Posted, Visit, Words,
    components::{Area, Choice, badge, checks, form, notice, select, tick},
    page,
};
use uuid::Uuid;

/// Questions to be asked next that a page names.
const NEXT: usize = 5;

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
) -> Result<Markup, Failure> {
    let seen = service::get(&app.context, &officer, case, person).await?;
    let today = day_in_jakarta(signed.visit.now.timestamp());
    let latest = seen.identifications.first();
    let start = IdentificationForm {
        child: match latest {
            Some(one) => one.subject == Subject::Child,
            None => age_group(seen.person.who.birth_date, today) == Some(Subject::Child),
        },
        answers: latest.map(|one| one.answers.clone()).unwrap_or_default(),
        elements: latest.map(|one| one.elements.clone()).unwrap_or_default(),
        conclusion: latest.map_or("", |one| one.conclusion.code()).to_owned(),
        reason: latest
            .and_then(|one| one.reason.clone())
            .unwrap_or_default(),
    };
    Ok(whole(&signed.visit, &seen, &start, None))
}

pub(super) async fn keep(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Below(case, person): Below<Uuid>,
    posted: Posted,
) -> Result<Response, Failure> {
    let written = read(&posted);
    let visit = &signed.visit;
    // Adding up while the talk goes on writes nothing down.
    if posted.get("do") == "add" {
        let seen = service::get(&app.context, &officer, case, person).await?;
        return Ok(whole(visit, &seen, &written, None).into_response());
    }
    match service::identify(&app.context, &officer, case, person, &written).await {
        Ok(_) => Ok(Redirect::to(&path(case, person)).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let seen = service::get(&app.context, &officer, case, person).await?;
            let page = whole(visit, &seen, &written, Some(fault));
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn read(posted: &Posted) -> IdentificationForm {
    let answer = |one: &Indicator| match posted.get(&one.id) {
        "yes" => Some((one.id.clone(), true)),
        "no" => Some((one.id.clone(), false)),
        _ => None,
    };
    let answers: Answers = Indicators::shipped()
        .iter()
        .filter_map(|(_, one)| answer(one))
        .collect();
    IdentificationForm {
        child: posted.get("child") == "yes",
        answers,
        elements: Elements {
            acts: posted.all("acts").filter_map(Act::from_code).collect(),
            means: posted.all("means").filter_map(Means::from_code).collect(),
            aims: posted.all("aims").filter_map(Aim::from_code).collect(),
        },
        conclusion: posted.get("conclusion").to_owned(),
        reason: posted.get("reason").to_owned(),
    }
}

fn whole(
    visit: &Visit,
    seen: &Victim,
    written: &IdentificationForm,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let list = Indicators::shipped();
    let reading = written.reading();
    let truth = |one: &Indicator| {
        let known = written.answers.get(&one.id);
        known.map_or(Truth::Unknown, |yes| (*yes).into())
    };
    let next = list.ask_next(written.subject(), truth);
    let title = words.with("victim-questions-of", "name", &seen.person.who.name);
    let body = html! {
        (tick(words, "child", "victim-was-child", written.child))
        @if let Some(fault) = fault.filter(|fault| fault.field == "child") { p.fault { (words.text(fault.message)) } }
        @for group in &list.groups { (dimension(words, group, written, &reading)) }
        (sum(words, &reading, &next))
        (elements(words, written))
        (concluding(words, written, &reading, fault))
        div.actions {
            button.second name="do" value="add" { (words.text("victim-add-up")) }
            button name="do" value="keep" { (words.text("victim-keep")) }
            a href=(path(seen.case.id, seen.person.id)) { (words.text("cancel")) }
        }
    };
    page(
        visit,
        &title,
        html! {
            (head(visit, seen, &title))
            p { (words.text("victim-questions-text")) }
            p.quiet { (list.source) "." }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            (form(visit, &format!("{}/questions", path(seen.case.id, seen.person.id)), body))
        },
    )
}

/// The questions of one dimension; closed until something in it was answered, the first one open.
fn dimension(
    words: Words,
    group: &Group,
    written: &IdentificationForm,
    reading: &Reading,
) -> Markup {
    let answered = |one: &&Indicator| written.answers.contains_key(&one.id);
    let count = group.indicators.iter().filter(answered).count();
    let stands = reading
        .sums
        .iter()
        .any(|sum| sum.dimension == group.code && sum.stands.holds());
    let first = Indicators::shipped()
        .groups
        .first()
        .is_some_and(|first| first.code == group.code);
    html! {
        details.card open[count > 0 || (first && written.answers.is_empty())] {
            summary {
                (group.name.in_language(words.language)) " "
                span.quiet { (count) "/" (group.indicators.len()) } " "
                @if stands { (badge("warn", &words.text("victim-stands"))) }
            }
            @for one in &group.indicators { (question(words, one, written.answers.get(&one.id).copied())) }
        }
    }
}

fn question(words: Words, one: &Indicator, answer: Option<bool>) -> Markup {
    let choices = [
        ("yes", "yes", answer == Some(true)),
        ("no", "no", answer == Some(false)),
        ("", "victim-not-told", answer.is_none()),
    ];
    html! {
        fieldset.field {
            legend { (one.question.in_language(words.language)) }
            div.replies {
                @for (value, label, chosen) in choices {
                    @let id = format!("{}-{}", one.id, if value.is_empty() { "none" } else { value });
                    div.check {
                        input type="radio" id=(id) name=(one.id) value=(value) checked[chosen];
                        label for=(id) { (words.text(label)) }
                    }
                }
            }
        }
    }
}

fn sum(words: Words, reading: &Reading, next: &[&Indicator]) -> Markup {
    html! {
        section.card aria-labelledby="sum" {
            h2 id="sum" { (words.text("victim-sum")) }
            p { strong { (reading.pattern.name().in_language(words.language)) "." } " " (words.text("victim-no-verdict")) }
            @if reading.could_become != reading.pattern {
                p { (words.with("victim-could-become", "pattern", reading.could_become.name().in_language(words.language))) }
            }
            @if !next.is_empty() {
                p { (words.text("victim-ask-next")) }
                ul { @for one in next.iter().take(NEXT) { li { a href={ "#" (one.id) "-yes" } { (one.question.in_language(words.language)) } } } }
            }
        }
    }
}

fn elements(words: Words, written: &IdentificationForm) -> Markup {
    fn boxes<T: Copy + Ord>(
        words: Words,
        of: &str,
        all: &[T],
        code: fn(T) -> &'static str,
        seen: &std::collections::BTreeSet<T>,
    ) -> Vec<Choice> {
        all.iter()
            .map(|one| Choice {
                value: code(*one).to_owned(),
                text: words::word(words, of, code(*one)),
                chosen: seen.contains(one),
            })
            .collect()
    }
    let seen = &written.elements;
    let open = *seen != Elements::default();
    html! {
        details.card open[open] {
            summary { (words.text("elements")) " " @if seen.complete(written.child) { (badge("warn", &words.text("elements-complete"))) } }
            p { (words.text("elements-text")) }
            div.columns {
                (checks(words, "acts", "elements-acts", &boxes(words, "act", Act::ALL, Act::code, &seen.acts), None))
                (checks(words, "means", "elements-means", &boxes(words, "means", Means::ALL, Means::code, &seen.means), None))
                (checks(words, "aims", "elements-aims", &boxes(words, "aim", Aim::ALL, Aim::code, &seen.aims), None))
            }
        }
    }
}

fn concluding(
    words: Words,
    written: &IdentificationForm,
    reading: &Reading,
    fault: Option<Fault>,
) -> Markup {
    let suggested = Conclusion::suggested(reading);
    let choices = words::choices(
        words,
        "conclusion",
        Conclusion::ALL,
        Conclusion::code,
        &written.conclusion,
    );
    let reason = Area {
        name: "reason",
        label: "conclusion-reason",
        hint: Some("conclusion-reason-hint"),
        value: &written.reason,
        rows: 3,
        optional: true,
    };
    html! {
        section.card aria-labelledby="concluding" {
            h2 id="concluding" { (words.text("conclusion")) }
            p { (words.text("conclusion-suggested")) " " strong { (words::word(words, "conclusion", suggested.code())) } }
            (select(words, "conclusion", "conclusion-choice", true, &choices))
            (reason.show(words, fault))
        }
    }
}
