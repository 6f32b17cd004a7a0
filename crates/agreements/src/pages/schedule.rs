//! Data schedules in plain words: what the other side will see and will not see, with an example; and their form.

use super::{agency_names, facts, name_of, part::strike};
use crate::{
    model::{Assessment, Document, Proposed, Purpose, Quota, Schedule, SharedField, Standing},
    service::{Officer, view},
};
use access::{AccessError, Action, Fault};
use axum::extract::State;
use domain::{
    Wording,
    record::{RecordKind, Transform},
};
use jiff::civil::Date;
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Posted, Signed, Words,
    components::{self, Area, Choice, Field, empty, select},
    day, page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let names = agency_names(&app).await?;
    let kinds: Vec<_> = app.context.sources.kinds().collect();
    let visit = &signed.visit;
    let words = visit.words;
    let body = html! {
        (facts::head(words, &view))
        h2 { (words.text("schedules")) }
        @if view.document.schedules.is_empty() { (empty(&words.text("schedules-none"))) }
        @for schedule in &view.document.schedules {
            (in_words(words, &view.document, schedule, &names, &kinds))
            @if view.standing == Standing::InForce && may_ask(&signed, schedule) {
                p { a.button.second href={ "/agreements/" (id) "/ask/" (schedule.key) } { (words.text("ask")) } }
            }
        }
    };
    Ok(page(visit, &words.text("schedules"), body))
}

/// Whether this officer may ask under a schedule.
fn may_ask(signed: &Signed, schedule: &Schedule) -> bool {
    let principal = &signed.principal;
    principal.may(Action::UseExchange) && principal.agency() == Some(schedule.consumer)
}

/// One schedule in plain words.
fn in_words(
    words: Words,
    document: &Document,
    schedule: &Schedule,
    names: &HashMap<Uuid, String>,
    kinds: &[&'static RecordKind],
) -> Markup {
    let language = words.language;
    let kind = kinds.iter().find(|kind| kind.code == schedule.kind);
    let clause = document.clause(&schedule.clause);
    let name = |field: &str| {
        let found = kind.and_then(|kind| kind.field(field));
        found.map_or_else(
            || field.to_owned(),
            |field| field.name.in_language(language).to_owned(),
        )
    };
    let hidden: Vec<String> = kind.map_or_else(Vec::new, |kind| {
        let unshared = kind
            .fields
            .iter()
            .filter(|field| schedule.shared(field.code).is_none());
        unshared
            .map(|field| field.name.in_language(language).to_owned())
            .collect()
    });
    let kind_name = kind.map_or_else(
        || schedule.kind.clone(),
        |kind| kind.name.in_language(language).to_owned(),
    );
    html! {
        div.card {
            p {
                strong { (name_of(names, schedule.consumer)) } " " (words.text("schedule-may-see")) " " strong { (kind_name) } " "
                (words.text("schedule-of")) " " strong { (name_of(names, schedule.provider)) } ", "
                (words.text("schedule-for")) ": " (schedule.purpose.words.in_language(language)) "."
            }
            table.stack {
                caption { (words.text("schedule-seen")) }
                thead { tr {
                    th scope="col" { (words.text("schedule-field")) }
                    th scope="col" { (words.text("schedule-how")) }
                    th scope="col" { (words.text("schedule-example")) }
                } }
                tbody { @for shared in &schedule.fields { tr {
                    td data-label=(words.text("schedule-field")) { div { (name(&shared.field)) } }
                    td data-label=(words.text("schedule-how")) { div { (shared.transform.wording().in_language(language)) } }
                    td data-label=(words.text("schedule-example")) { div { (example(words, kind.copied(), shared)) } }
                } } }
            }
            @if !hidden.is_empty() { p { strong { (words.text("schedule-hidden")) } " " (hidden.join(", ")) "." } }
            dl.pairs {
                @if let Some((number, clause)) = clause {
                    dt { (words.text("schedule-basis")) }
                    dd { (words.with("clause-number", "number", &number.to_string())) " " (clause.heading.in_language(language)) }
                }
                dt { (words.text("schedule-quota-label")) }
                dd { (words.with("quota-day", "count", &schedule.quota.per_day.to_string())) ", " (words.with("quota-all", "count", &schedule.quota.in_all.to_string())) }
                dt { (words.text("schedule-retention-label")) }
                dd { (words.with("days", "count", &schedule.retention_days.to_string())) }
                dt { (words.text("schedule-purpose-label")) }
                dd { code { (schedule.purpose.code) } }
                dt { (words.text("assessment")) }
                dd {
                    @match &schedule.assessment {
                        Some(made) => { (made.number) ", " (day(words, made.made_on)) ", " (made.officer) br; (made.risks) br; (made.measures) }
                        None => { (words.text("schedule-assessment")) }
                    }
                }
            }
        }
    }
}

/// What the other side would see of the invented person of the example.
fn example(words: Words, kind: Option<&'static RecordKind>, shared: &SharedField) -> String {
    let value = kind
        .and_then(|kind| kind.field(&shared.field))
        .and_then(|field| field.example_value());
    let shown = shared
        .transform
        .apply(value.as_ref(), |_| "k7Qx…".to_owned());
    components::shown(words, &shown)
}

/// What a form proposes for a schedule.
pub(super) fn read(
    document: &Document,
    key: &str,
    posted: &Posted,
    kinds: &[&'static RecordKind],
) -> Result<Proposed, AccessError> {
    let text = |name: &str| posted.get(name).replace("\r\n", "\n").trim().to_owned();
    let agency = |name: &'static str| {
        posted
            .get(name)
            .parse()
            .map_err(|_| AccessError::invalid(name, "required"))
    };
    let number = |name: &'static str| {
        posted
            .get(name)
            .trim()
            .parse::<u32>()
            .map_err(|_| AccessError::invalid(name, "number-form"))
    };
    if posted.get("strike") == "yes" {
        return Ok(Proposed::Schedule {
            key: key.to_owned(),
            schedule: None,
        });
    }
    let kind = kinds
        .iter()
        .find(|kind| kind.code == posted.get("kind"))
        .ok_or(AccessError::invalid("kind", "unknown"))?;
    let fields = kind.fields.iter().filter_map(|field| {
        let chosen = posted.get(&format!("show-{}-{}", kind.code, field.code));
        Transform::from_code(chosen).map(|transform| SharedField {
            field: field.code.to_owned(),
            transform,
        })
    });
    let purpose = Purpose {
        code: text("purpose_code"),
        words: Wording::new(text("purpose_id"), text("purpose_en")),
    };
    let key = match key {
        "new" => free_key(document, kind.code),
        other => other.to_owned(),
    };
    let assessment = match posted.get("assessment_made_on").trim() {
        "" => None,
        written => Some(Assessment {
            number: text("assessment_number"),
            made_on: written
                .parse::<Date>()
                .map_err(|_| AccessError::invalid("assessment_made_on", "day-iso"))?,
            officer: text("assessment_officer"),
            risks: text("assessment_risks"),
            measures: text("assessment_measures"),
        }),
    };
    let schedule = Schedule {
        key: key.clone(),
        clause: text("clause"),
        provider: agency("provider")?,
        consumer: agency("consumer")?,
        kind: kind.code.to_owned(),
        purpose,
        fields: fields.collect(),
        quota: Quota {
            per_day: number("per_day")?,
            in_all: number("in_all")?,
        },
        retention_days: u16::try_from(number("retention_days")?)
            .map_err(|_| AccessError::invalid("retention_days", "number-form"))?,
        assessment,
    };
    match schedule.fault(kinds) {
        Some(message) => Err(AccessError::invalid(field_of(message), message)),
        None => Ok(Proposed::Schedule {
            key,
            schedule: Some(Box::new(schedule)),
        }),
    }
}

/// At which field of the form a fault of a schedule is shown.
fn field_of(message: &str) -> &'static str {
    match message {
        "schedule-same-party" => "consumer",
        "schedule-purpose-code" => "purpose_code",
        "schedule-purpose-words" => "purpose_id",
        "schedule-quota" => "per_day",
        "schedule-retention" => "retention_days",
        _ => "kind",
    }
}

fn free_key(document: &Document, kind: &str) -> String {
    let base = kind.replace('_', "-");
    let mut number = 1_u32;
    loop {
        let key = format!("{base}-{number}");
        if document.schedule(&key).is_none() {
            return key;
        }
        number += 1;
    }
}

/// The form of a schedule. Of every kind of record all fields stand in it: what is not of the chosen kind is left alone.
pub(super) fn fields(
    words: Words,
    document: &Document,
    key: &str,
    names: &HashMap<Uuid, String>,
    kinds: &[&'static RecordKind],
    posted: Option<&Posted>,
    fault: Option<Fault>,
) -> Markup {
    let language = words.language;
    let now = document.schedule(key);
    let value = |name: &str, now: String| posted.map_or(now, |posted| posted.get(name).to_owned());
    let of = |pick: fn(&Schedule) -> String| now.map_or_else(String::new, pick);
    let made = |pick: fn(&Assessment) -> String| {
        now.and_then(|schedule| schedule.assessment.as_ref())
            .map_or_else(String::new, pick)
    };
    let party = |name: &str, now: String, other: usize| -> Vec<Choice> {
        let chosen = value(name, now);
        let choice = |(place, party): (usize, &crate::model::Party)| Choice {
            value: party.agency.to_string(),
            text: name_of(names, party.agency).to_owned(),
            chosen: if chosen.is_empty() {
                place == other
            } else {
                party.agency.to_string() == chosen
            },
        };
        document.parties.iter().enumerate().map(choice).collect()
    };
    let chosen_kind = value("kind", of(|schedule| schedule.kind.clone()));
    let kind_choices: Vec<Choice> = kinds
        .iter()
        .map(|kind| Choice {
            value: kind.code.to_owned(),
            text: kind.name.in_language(language).to_owned(),
            chosen: kind.code == chosen_kind,
        })
        .collect();
    let chosen_clause = value("clause", of(|schedule| schedule.clause.clone()));
    let clauses: Vec<Choice> = document
        .clauses
        .iter()
        .map(|clause| Choice {
            value: clause.key.clone(),
            text: clause.heading.in_language(language).to_owned(),
            chosen: clause.key == chosen_clause
                || (chosen_clause.is_empty() && clause.key == "pertukaran-data"),
        })
        .collect();
    let field = |name: &'static str, label: &'static str, now: String, kind: &'static str| {
        let written = value(name, now);
        Field {
            name,
            label,
            value: &written,
            kind,
            ..Field::default()
        }
        .show(words, fault)
    };
    let optional = |name: &'static str, label: &'static str, now: String, kind: &'static str| {
        let written = value(name, now);
        Field {
            name,
            label,
            value: &written,
            kind,
            optional: true,
            ..Field::default()
        }
        .show(words, fault)
    };
    html! {
        @if let Some(fault) = fault.filter(|fault| matches!(fault.field, "kind" | "consumer" | "provider")) {
            p.fault { (words.text(fault.message)) }
        }
        (select(words, "provider", "schedule-provider", false, &party("provider", of(|schedule| schedule.provider.to_string()), 0)))
        (select(words, "consumer", "schedule-consumer", false, &party("consumer", of(|schedule| schedule.consumer.to_string()), 1)))
        (select(words, "clause", "schedule-basis", false, &clauses))
        (field("purpose_code", "schedule-purpose-label", of(|schedule| schedule.purpose.code.clone()), ""))
        (field("purpose_id", "purpose-id", of(|schedule| schedule.purpose.words.id.to_string()), ""))
        (optional("purpose_en", "purpose-en", of(|schedule| schedule.purpose.words.en.to_string()), ""))
        (select(words, "kind", "schedule-kind", false, &kind_choices))
        @for kind in kinds {
            details open[kind.code == chosen_kind] {
                summary { (words.with("schedule-fields-of", "kind", kind.name.in_language(language))) }
                @for shown in kind.fields {
                    @let name = format!("show-{}-{}", kind.code, shown.code);
                    @let current = value(&name, now.filter(|now| now.kind == kind.code).and_then(|now| now.shared(shown.code)).map_or_else(String::new, |transform| transform.code().to_owned()));
                    div.field {
                        label for=(name) { (shown.name.in_language(language)) }
                        select id=(name) name=(name) {
                            option value="" { (words.text("schedule-not-shown")) }
                            @for transform in shown.transforms {
                                option value=(transform.code()) selected[transform.code() == current] { (transform.wording().in_language(language)) }
                            }
                        }
                    }
                }
            }
        }
        (field("per_day", "quota-per-day", of(|schedule| schedule.quota.per_day.to_string()), "number"))
        (field("in_all", "quota-in-all", of(|schedule| schedule.quota.in_all.to_string()), "number"))
        (field("retention_days", "schedule-retention-label", of(|schedule| schedule.retention_days.to_string()), "number"))
        fieldset.field {
            legend { (words.text("assessment")) }
            p.hint { (words.text("assessment-hint")) }
            (optional("assessment_number", "assessment-number", made(|made| made.number.clone()), ""))
            (optional("assessment_made_on", "assessment-made-on", made(|made| made.made_on.to_string()), "date"))
            (optional("assessment_officer", "assessment-officer", made(|made| made.officer.clone()), ""))
            (Area { name: "assessment_risks", label: "assessment-risks", value: &value("assessment_risks", made(|made| made.risks.clone())), rows: 3, optional: true, ..Area::default() }.show(words, fault))
            (Area { name: "assessment_measures", label: "assessment-measures", value: &value("assessment_measures", made(|made| made.measures.clone())), rows: 3, optional: true, ..Area::default() }.show(words, fault))
        }
        @if now.is_some() { (strike(words, "schedule-strike")) }
    }
}
