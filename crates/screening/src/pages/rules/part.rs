//! One part of a condition, chosen from lists: first what is looked at, then how it is compared and with what. Two steps, so that
//! it works without script.

use super::{Below, Reading, faults, rule::draft, told};
use crate::{
    model::ruleset::RuleVersion,
    service::rules::{self as service, RulesProblem},
};
use access::AccessError;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::{Country, Diagnostic};
use maud::{Markup, html};
use risk::{Choice, Condition, Edit, Fact, Kind, Part, Test};
use serde::Deserialize;
use ui::{
    App, Failure, Posted, Words,
    components::{self, form, select},
    narrow_page,
};
use uuid::Uuid;

/// Which part, and what is to be done to it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    at: String,
    r#do: String,
    fact: String,
}

pub(super) async fn show(
    State(app): State<App>,
    reading: Reading,
    Below(id, rule): Below<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Markup, Failure> {
    let version = draft(&app, &reading, id).await?;
    part_page(&reading, &version, &rule, &wanted, ("", ""), &[])
}

pub(super) async fn save(
    State(app): State<App>,
    reading: Reading,
    Below(id, rule): Below<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let version = draft(&app, &reading, id).await?;
    let revision = posted
        .get("revision")
        .parse()
        .map_err(|_| Failure::Malformed)?;
    let at: Part = posted.get("at").parse().map_err(|_| Failure::Malformed)?;
    let wanted = Wanted {
        at: posted.get("at").to_owned(),
        r#do: posted.get("do").to_owned(),
        fact: posted.get("fact").to_owned(),
    };
    let (comparison, value) = (posted.get("comparison"), value_of(&posted));
    let chosen = || -> Result<Test, Vec<Diagnostic>> {
        let (Some(fact), Some(choice)) = (Fact::named(&wanted.fact), Choice::keyed(comparison))
        else {
            return Err(Vec::new());
        };
        choice.test(fact, &value)
    };
    let edit = match wanted.r#do.as_str() {
        "put" => chosen().map(Edit::Put),
        "and" => chosen().map(Edit::And),
        "or" => chosen().map(Edit::Or),
        "deny" => Ok(Edit::Deny),
        "switch" => Ok(Edit::Switch),
        "remove" => Ok(Edit::Remove),
        _ => return Err(Failure::Malformed),
    };
    let changed = match edit {
        Ok(edit) => change(&app, &reading, (id, revision), &rule, &at, edit).await,
        Err(odd) => Err(RulesProblem::Faults(odd)),
    };
    match changed {
        Ok(()) => Ok(Redirect::to(&format!("/rules/{id}/rule/{rule}")).into_response()),
        Err(problem) => {
            let odd = told(problem)?;
            let page = part_page(
                &reading,
                &version,
                &rule,
                &wanted,
                (comparison, &value),
                &odd,
            )?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn change(
    app: &App,
    reading: &Reading,
    (id, revision): (Uuid, i64),
    name: &str,
    at: &Part,
    edit: Edit,
) -> Result<(), RulesProblem> {
    service::edit(&app.context, &reading.author, id, revision, |_, rules| {
        let rule = rules.iter_mut().find(|rule| rule.id == name);
        let rule = rule.ok_or(AccessError::NotFound)?;
        rule.when = rule
            .when
            .edited(at, edit.clone())
            .map_err(|_| AccessError::Conflict("rules-no-such-part"))?;
        Ok(())
    })
    .await
}

/// What was chosen or written: several of a list, one of a list, or text.
fn value_of(posted: &Posted) -> String {
    let chosen: Vec<&str> = posted
        .all("value")
        .filter(|text| !text.is_empty())
        .collect();
    chosen.join(", ")
}

fn part_page(
    reading: &Reading,
    version: &RuleVersion,
    name: &str,
    wanted: &Wanted,
    (comparison, value): (&str, &str),
    odd: &[Diagnostic],
) -> Result<Markup, Failure> {
    let visit = &reading.signed.visit;
    let words = visit.words;
    let set = version.set().0.ok_or(Failure::NotFound)?;
    let rule = set.rule(name).ok_or(Failure::NotFound)?;
    let at: Part = wanted.at.parse().map_err(|_| Failure::NotFound)?;
    let part = rule.when.part(&at).ok_or(Failure::NotFound)?;
    // What stands there now is where a change begins.
    let now = match part {
        Condition::Test(test) if wanted.r#do == "put" => Some(test),
        _ => None,
    };
    let fact = Fact::named(&wanted.fact).or(now.map(|test| test.fact));
    let same = now.filter(|test| Some(test.fact) == fact && comparison.is_empty());
    let comparison = same.map_or(comparison, |test| Choice::of(test).key());
    let value = same.map_or_else(|| value.to_owned(), |test| test.comparison.value_text());
    let facts: Vec<components::Choice> = Fact::ALL
        .iter()
        .map(|one| components::Choice {
            value: one.name().to_owned(),
            text: one.label(words.language).to_owned(),
            chosen: Some(*one) == fact,
        })
        .collect();
    let title = words.text("rules-part");
    let address = format!("/rules/{}/part/{name}", version.id);
    let body = html! {
        p { a href={ "/rules/" (version.id) "/rule/" (name) } { (rule.title.in_language(words.language)) } }
        h1 { (title) }
        @if !odd.is_empty() { (faults(words, odd)) }
        div.card {
            form method="get" action=(address) {
                input type="hidden" name="at" value=(wanted.at);
                input type="hidden" name="do" value=(wanted.r#do);
                (select(words, "fact", "rules-fact", false, &facts))
                button.second { (words.text("choose")) }
            }
        }
        @if let Some(fact) = fact {
            div.card { (form(visit, &address, html! {
                input type="hidden" name="revision" value=(version.revision);
                input type="hidden" name="at" value=(wanted.at);
                input type="hidden" name="fact" value=(fact.name());
                p { strong { (fact.label(words.language)) } }
                (comparison_field(words, fact, comparison))
                (value_field(words, fact, &value))
                div.actions { button name="do" value=(wanted.r#do) { (words.text("save")) } }
            })) }
        }
    };
    Ok(narrow_page(visit, &title, body))
}

fn comparison_field(words: Words, fact: Fact, chosen: &str) -> Markup {
    let choices: Vec<components::Choice> = Choice::ALL
        .into_iter()
        .filter(|choice| choice.fits(fact.kind()))
        .map(|choice| components::Choice {
            value: choice.key().to_owned(),
            text: choice.words(words.language).to_owned(),
            chosen: choice.key() == chosen,
        })
        .collect();
    select(words, "comparison", "rules-comparison", false, &choices)
}

/// A list where there is one, else a field; another fact of the same kind can be chosen too.
fn value_field(words: Words, fact: Fact, value: &str) -> Markup {
    let language = words.language;
    let have: Vec<&str> = value.split(',').map(str::trim).collect();
    let listed: Vec<(String, String)> = match fact.kind() {
        Kind::Word(all) => all
            .iter()
            .map(|word| {
                let text = match language {
                    domain::Language::Id => word.id,
                    domain::Language::En => word.en,
                };
                (word.code.to_owned(), text.to_owned())
            })
            .collect(),
        Kind::Flag => vec![
            ("true".to_owned(), words.text("yes")),
            ("false".to_owned(), words.text("no")),
        ],
        Kind::Country => Country::all(language)
            .into_iter()
            .map(|country| {
                (
                    country.alpha3().to_owned(),
                    country.name(language).to_owned(),
                )
            })
            .collect(),
        Kind::Date | Kind::Number | Kind::Text => Vec::new(),
    };
    let others: Vec<Fact> = Fact::ALL
        .iter()
        .copied()
        .filter(|other| {
            *other != fact
                && other.kind() == fact.kind()
                && matches!(fact.kind(), Kind::Country | Kind::Date | Kind::Number)
        })
        .collect();
    let hint = match fact.kind() {
        Kind::Number => "rules-value-number",
        Kind::Date => "rules-value-date",
        Kind::Text => "rules-value-text",
        _ => "rules-value-list",
    };
    let typed = if listed.is_empty() && Fact::named(value).is_none() {
        value
    } else {
        ""
    };
    html! {
        div.field {
            label for="value" { (words.text("rules-value")) }
            p.hint id="value-hint" { (words.text(hint)) }
            @if listed.is_empty() {
                input id="value" name="value" type="text" value=(typed) autocomplete="off" aria-describedby="value-hint";
            } @else {
                select id="value" name="value" multiple[fact.kind() != Kind::Flag] size=[(fact.kind() != Kind::Flag).then_some("8")] aria-describedby="value-hint" {
                    @for (code, text) in &listed {
                        option value=(code) selected[have.contains(&code.as_str())] { (text) }
                    }
                }
            }
        }
        @if !others.is_empty() {
            div.field {
                label for="value-fact" { (words.text("rules-value-fact")) " " span.more { "(" (words.text("optional")) ")" } }
                select id="value-fact" name="value" {
                    option value="" { (words.text("none")) }
                    @for other in others {
                        option value=(other.name()) selected[value == other.name()] { (other.label(language)) }
                    }
                }
            }
        }
    }
}
