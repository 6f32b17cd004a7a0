//! One rule of a draft: its words in both languages, what follows, and its condition part by part.

use super::{Below, Reading, clause, faults, told};
use crate::{
    model::ruleset::{RuleStage, RuleVersion},
    service::rules as service,
};
use access::{AccessError, Fault, lines};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Diagnostic, Wording, day_in_jakarta};
use maud::{Markup, html};
use risk::{Choice, Condition, Effect, Fact, Part, Rule};
use std::collections::HashMap;
use ui::{
    App, Failure, Posted, Visit,
    components::{self, Area, Field, form, notice, select},
    page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    reading: Reading,
    Below(id, rule): Below<String>,
) -> Result<Markup, Failure> {
    let version = draft(&app, &reading, id).await?;
    rule_page(&reading, &version, &rule, None, None, &[])
}

/// A version that this person can change.
pub(super) async fn draft(app: &App, reading: &Reading, id: Uuid) -> Result<RuleVersion, Failure> {
    let version = service::get(&app.context, &reading.author, id).await?;
    if version.stage != RuleStage::Draft || !reading.author.may_draft() {
        return Err(AccessError::Conflict("rules-not-draft").into());
    }
    Ok(version)
}

/// The name that stands in the address of a rule that is not there yet.
const NEW: &str = "new";

pub(super) async fn save(
    State(app): State<App>,
    reading: Reading,
    Below(id, name): Below<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let version = draft(&app, &reading, id).await?;
    let today = day_in_jakarta(app.context.db.ambient().now());
    let revision = posted
        .get("revision")
        .parse()
        .map_err(|_| Failure::Malformed)?;
    let written = match written(&posted, &name, today) {
        Ok(written) => written,
        Err(AccessError::Invalid(fault)) => {
            let page = rule_page(&reading, &version, &name, Some(&posted), Some(fault), &[])?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let changed = service::edit(&app.context, &reading.author, id, revision, |_, rules| {
        if name == NEW {
            rules.push(written.clone());
            return Ok(());
        }
        let rule = rules.iter_mut().find(|rule| rule.id == name);
        let rule = rule.ok_or(AccessError::NotFound)?;
        let when = rule.when.clone();
        *rule = Rule {
            when,
            ..written.clone()
        };
        Ok(())
    })
    .await;
    match changed {
        Ok(()) if name == NEW => {
            Ok(Redirect::to(&format!("/rules/{id}/rule/{}", written.id)).into_response())
        }
        Ok(()) => Ok(Redirect::to(&format!("/rules/{id}")).into_response()),
        Err(problem) => {
            let odd = told(problem)?;
            let page = rule_page(&reading, &version, &name, Some(&posted), None, &odd)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

pub(super) async fn remove(
    State(app): State<App>,
    reading: Reading,
    Below(id, name): Below<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    draft(&app, &reading, id).await?;
    let revision = posted
        .get("revision")
        .parse()
        .map_err(|_| Failure::Malformed)?;
    let changed = service::edit(&app.context, &reading.author, id, revision, |_, rules| {
        rules.retain(|rule| rule.id != name);
        Ok(())
    });
    match changed.await {
        Ok(()) => Ok(Redirect::to(&format!("/rules/{id}")).into_response()),
        Err(problem) => {
            told(problem)?;
            Err(Failure::Internal)
        }
    }
}

/// The rule that a form describes; a new one begins with a condition that its author changes next.
fn written(posted: &Posted, name: &str, today: jiff::civil::Date) -> Result<Rule, AccessError> {
    let both = |id: &'static str, en: &'static str| -> Result<Wording, AccessError> {
        Ok(Wording::new(
            lines(id, posted.get(id), 1)?,
            lines(en, posted.get(en), 1)?,
        ))
    };
    let effect =
        Effect::coded(posted.get("effect")).ok_or(AccessError::invalid("effect", "required"))?;
    let points = match (effect.weighs(), posted.get("points").trim()) {
        (false, _) => 0,
        (true, text) => text
            .parse()
            .ok()
            .filter(|points| (1..=100).contains(points))
            .ok_or(AccessError::invalid("points", "rules-points"))?,
    };
    let id = if name == NEW {
        let id = posted.get("id").trim();
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || id == NEW || id.len() > 60 || !id.chars().all(fits) {
            return Err(AccessError::invalid("id", "rules-id"));
        }
        id.to_owned()
    } else {
        name.to_owned()
    };
    Ok(Rule {
        id,
        effect,
        points,
        title: both("title_id", "title_en")?,
        when: Condition::Test(
            Choice::Is
                .test(Fact::TripMode, "sea")
                .map_err(|_| AccessError::NotFound)?,
        ),
        source: lines("source", posted.get("source"), 1)?,
        from: posted.day_needed("from", today)?,
        until: posted.day("until", today)?,
        innocent: both("innocent_id", "innocent_en")?,
        ask: both("ask_id", "ask_en")?,
    })
}

/// What stands in the fields.
fn values(rule: Option<&Rule>, posted: Option<&Posted>) -> HashMap<&'static str, String> {
    const NAMES: [&str; 12] = [
        "id",
        "effect",
        "points",
        "title_id",
        "title_en",
        "source",
        "from",
        "until",
        "innocent_id",
        "innocent_en",
        "ask_id",
        "ask_en",
    ];
    if let Some(posted) = posted {
        return NAMES.map(|name| (name, posted.get(name).to_owned())).into();
    }
    let Some(rule) = rule else {
        return HashMap::new();
    };
    HashMap::from([
        ("effect", rule.effect.code().to_owned()),
        ("points", rule.points.to_string()),
        ("title_id", rule.title.id.to_string()),
        ("title_en", rule.title.en.to_string()),
        ("source", rule.source.clone()),
        ("from", rule.from.to_string()),
        (
            "until",
            rule.until.map(|day| day.to_string()).unwrap_or_default(),
        ),
        ("innocent_id", rule.innocent.id.to_string()),
        ("innocent_en", rule.innocent.en.to_string()),
        ("ask_id", rule.ask.id.to_string()),
        ("ask_en", rule.ask.en.to_string()),
    ])
}

fn rule_page(
    reading: &Reading,
    version: &RuleVersion,
    name: &str,
    posted: Option<&Posted>,
    fault: Option<Fault>,
    odd: &[Diagnostic],
) -> Result<Markup, Failure> {
    let visit = &reading.signed.visit;
    let words = visit.words;
    let set = version.set().0.ok_or(Failure::NotFound)?;
    let rule = set.rule(name);
    if rule.is_none() && name != NEW {
        return Err(Failure::NotFound);
    }
    let values = values(rule, posted);
    let value = |name: &str| values.get(name).map_or("", String::as_str);
    let area = |name, label| Area {
        name,
        label,
        value: value(name),
        rows: 2,
        ..Area::default()
    };
    let effects: Vec<components::Choice> = Effect::ALL
        .into_iter()
        .map(|effect| components::Choice {
            value: effect.code().to_owned(),
            text: effect.words(words.language).to_owned(),
            chosen: value("effect") == effect.code(),
        })
        .collect();
    let id = version.id;
    let title = rule.map_or_else(
        || words.text("rules-add"),
        |rule| rule.title.in_language(words.language).to_owned(),
    );
    let fields = html! {
        input type="hidden" name="revision" value=(version.revision);
        @if rule.is_none() {
            (Field { name: "id", label: "rules-rule-id", hint: Some("rules-id"), value: value("id"), ..Field::default() }.show(words, fault))
        }
        (select(words, "effect", "rules-effect", false, &effects))
        (Field { name: "points", label: "rules-points-label", hint: Some("rules-points"), value: value("points"), kind: "number", class: "short", optional: true, ..Field::default() }.show(words, fault))
        div.columns {
            div { (area("title_id", "rules-title-id").show(words, fault)) }
            div { (area("title_en", "rules-title-en").show(words, fault)) }
            div { (area("innocent_id", "rules-innocent-id").show(words, fault)) }
            div { (area("innocent_en", "rules-innocent-en").show(words, fault)) }
            div { (area("ask_id", "rules-ask-id").show(words, fault)) }
            div { (area("ask_en", "rules-ask-en").show(words, fault)) }
        }
        (area("source", "rules-source").show(words, fault))
        (Field { name: "from", label: "rules-rule-from", value: value("from"), kind: "date", ..Field::default() }.show(words, fault))
        (Field { name: "until", label: "rules-rule-until", value: value("until"), kind: "date", optional: true, ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("save")) } a href={ "/rules/" (id) } { (words.text("cancel")) } }
    };
    let body = html! {
        p { a href={ "/rules/" (id) } { (super::title(words, version)) } }
        h1 { (title) }
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        @if !odd.is_empty() { (faults(words, odd)) }
        @if let Some(rule) = rule {
            div.card {
                h2 { (words.text("rules-if")) }
                (parts(visit, version, rule, &rule.when, &Part::default()))
            }
        } @else { p { (words.text("rules-new-text")) } }
        div.card { (form(visit, &format!("/rules/{id}/rule/{name}"), fields)) }
        @if rule.is_some() {
            (form(visit, &format!("/rules/{id}/remove/{name}"), html! {
                input type="hidden" name="revision" value=(version.revision);
                button.danger { (words.text("rules-remove")) }
            }))
        }
    };
    Ok(page(visit, &title, body))
}

/// A condition, each part with what can be done to it.
fn parts(
    visit: &Visit,
    version: &RuleVersion,
    rule: &Rule,
    condition: &Condition,
    at: &Part,
) -> Markup {
    let words = visit.words;
    let language = words.language;
    let inner = |parts: &[Condition]| {
        html! { ul { @for (number, part) in parts.iter().enumerate() { li { (self::parts(visit, version, rule, part, &at.within(number))) } } } }
    };
    let address = format!("/rules/{}/part/{}", version.id, rule.id);
    let link = |what: &str, key: &str| {
        html! { a href={ (address) "?at=" (at) "&do=" (what) } { (words.text(key)) } " " }
    };
    let act = |what: &str, key: &str| {
        form(
            visit,
            &address,
            html! {
                input type="hidden" name="revision" value=(version.revision);
                input type="hidden" name="at" value=(at);
                button.plain name="do" value=(what) { (words.text(key)) }
            },
        )
    };
    html! {
        @match condition {
            Condition::All(parts) => { strong { (words.text("rules-all")) } div.actions { (act("switch", "rules-to-any")) (act("deny", "rules-deny")) (link("and", "rules-and")) } (inner(parts)) },
            Condition::Any(parts) => { strong { (words.text("rules-any")) } div.actions { (act("switch", "rules-to-all")) (act("deny", "rules-deny")) (link("or", "rules-or")) } (inner(parts)) },
            Condition::Not(part) => { strong { (words.text("rules-none")) } div.actions { (act("deny", "rules-deny")) } (inner(std::slice::from_ref(part))) },
            Condition::Test(_) => {
                (clause(words, &condition.clause(language)))
                div.actions { (link("put", "rules-put")) (link("and", "rules-and")) (link("or", "rules-or")) (act("deny", "rules-deny")) (act("remove", "rules-remove-part")) }
            },
        }
    }
}
