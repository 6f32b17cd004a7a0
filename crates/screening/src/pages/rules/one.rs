//! One version as sentences, and what can be done with it.

use super::{Reading, clause, faults, stage_badge, title};
use crate::{
    model::ruleset::{RuleStage, RuleVersion},
    service::rules::{self as service, Author},
};
use access::Fault;
use axum::{extract::State, http::header, response::IntoResponse};
use domain::{Diagnostic, day_in_jakarta};
use maud::{Markup, html};
use risk::{Effect, Rule, RuleSet};
use ui::{
    App, Failure, Id, Signed, Visit,
    components::{Area, Field, button, form, notice},
    day, moment, page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
) -> Result<Markup, Failure> {
    version_page(&app, &reading.signed, &reading.author, id, None, &[]).await
}

/// The interchange form.
pub(super) async fn file(
    State(app): State<App>,
    reading: Reading,
    Id(id): Id,
) -> Result<impl IntoResponse, Failure> {
    let version = service::get(&app.context, &reading.author, id).await?;
    let name = format!("attachment; filename=\"{}\"", version.file_name());
    Ok((
        [
            (
                header::CONTENT_TYPE,
                "application/toml; charset=utf-8".to_owned(),
            ),
            (header::CONTENT_DISPOSITION, name),
        ],
        version.text,
    ))
}

pub(super) async fn version_page(
    app: &App,
    signed: &Signed,
    author: &Author,
    id: Uuid,
    fault: Option<Fault>,
    problems: &[Diagnostic],
) -> Result<Markup, Failure> {
    let versions = service::versions(&app.context, author).await?;
    let version = versions
        .iter()
        .find(|version| version.id == id)
        .ok_or(Failure::NotFound)?;
    let today = day_in_jakarta(app.context.db.ambient().now());
    let in_force = RuleVersion::in_force(&versions, today).map(|version| version.id);
    let (set, odd) = version.set();
    let visit = &signed.visit;
    let words = visit.words;
    let edits = version.stage == RuleStage::Draft && author.may_draft();
    let title = title(words, version);
    let body = html! {
        p { a href="/rules" { (words.text("rules")) } }
        h1 { (title) " " (stage_badge(words, version, in_force)) }
        @if let Some(fault) = fault { (notice("bad", &words.text(fault.message))) }
        @if !problems.is_empty() { (faults(words, problems)) }
        @if !odd.is_empty() { (faults(words, &odd)) }
        (facts(visit, version))
        div.actions {
            a.button.second href={ "/rules/" (id) "/differences" } { (words.text("rules-differences")) }
            a.button.second href={ "/rules/" (id) "/trial" } { (words.text("rules-trial")) }
            a.button.second href={ "/rules/" (id) "/file" } { (words.text("rules-file")) }
            @if edits { a.button.second href={ "/rules/" (id) "/rule/new" } { (words.text("rules-add")) } }
        }
        (steps(visit, author, version, in_force == Some(id), fault))
        @if let Some(set) = &set { (sentences(visit, id, set, edits)) }
        @if edits { (import(visit, version)) }
    };
    Ok(page(visit, &title, body))
}

fn facts(visit: &Visit, version: &RuleVersion) -> Markup {
    let words = visit.words;
    html! {
        dl.pairs {
            dt { (words.text("rules-note")) }
            dd { @if version.note.is_empty() { (words.text("rules-shipped")) } @else { (version.note) } }
            @if let Some(author) = &version.author {
                dt { (words.text("rules-by")) } dd { (author.name) ", " (moment(words, version.changed_at)) }
            }
            @if let (Some(by), Some(at)) = (&version.approver, version.decided_at) {
                dt { (words.text("list-decided-by")) } dd { (by.name) ", " (moment(words, at)) }
            }
            @if let Some(answer) = &version.answer { dt { (words.text("list-answer")) } dd { (answer) } }
            @if let Some(from) = version.effective_from { dt { (words.text("rules-from")) } dd { (day(words, from)) } }
            dt { (words.text("rules-tried")) }
            dd { @match version.tried_at.filter(|_| version.is_tried()) {
                Some(at) => { (moment(words, at)) },
                None => { (words.text("rules-untried")) },
            } }
        }
    }
}

/// What this person can do with this version now.
fn steps(
    visit: &Visit,
    author: &Author,
    version: &RuleVersion,
    is_in_force: bool,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let id = version.id;
    let own = version
        .author
        .as_ref()
        .is_some_and(|hand| hand.id == author.id());
    let area = |name, label| Area {
        name,
        label,
        rows: 2,
        ..Area::default()
    };
    html! {
        @if author.may_draft() && version.stage != RuleStage::Draft {
            details { summary { (words.text("rules-draft")) }
                (form(visit, &format!("/rules/{id}/draft"), html! {
                    (Area { hint: Some("rules-note-hint"), ..area("note", "rules-note") }.show(words, fault))
                    button { (words.text("rules-draft")) }
                }))
            }
        }
        @if author.may_draft() && version.stage == RuleStage::Draft {
            @if version.is_tried() {
                div.actions { (button(visit, &format!("/rules/{id}/submit"), "", &words.text("rules-submit"))) }
            } @else {
                (notice("", &words.text("rules-try-first")))
            }
        }
        @if author.may_approve() && version.stage == RuleStage::Submitted {
            @if own { (notice("warn", &words.text("rules-own"))) } @else {
                details open { summary { (words.text("rules-approve")) }
                    (form(visit, &format!("/rules/{id}/approve"), html! {
                        (Field { name: "effective_from", label: "rules-from", kind: "date", ..Field::default() }.show(words, fault))
                        (area("answer", "list-answer").show(words, fault))
                        button { (words.text("rules-approve")) }
                    }))
                }
            }
            details { summary { (words.text("rules-refuse")) }
                (form(visit, &format!("/rules/{id}/refuse"), html! {
                    (area("answer-refuse", "list-answer").show(words, fault))
                    button.danger { (words.text("rules-refuse")) }
                }))
            }
        }
        @if author.may_approve() && version.stage == RuleStage::Approved {
            details { summary { (words.text("rules-retire")) }
                @if is_in_force { p.hint { (words.text("rules-retire-text")) } }
                (form(visit, &format!("/rules/{id}/retire"), html! {
                    (area("answer-retire", "list-answer").show(words, fault))
                    button.danger { (words.text("rules-retire")) }
                }))
            }
        }
    }
}

fn sentences(visit: &Visit, id: Uuid, set: &RuleSet, edits: bool) -> Markup {
    let words = visit.words;
    let language = words.language;
    let of = |effect: Effect| -> Vec<&Rule> {
        let rules = set.rules.iter();
        rules.filter(|rule| rule.effect == effect).collect()
    };
    html! {
        div.card {
            h2 { (words.text("rules-scope")) }
            p { (clause(words, &set.head.scope.clause(language))) }
            p { (words.with("rules-signs-from", "points", &set.head.signs_from.to_string())) " "
                (words.with("rules-interview-from", "points", &set.head.interview_from.to_string())) }
        }
        @for effect in Effect::ALL {
            @let rules = of(effect);
            @if !rules.is_empty() {
                h2 { (words.text(&format!("rules-effect-{}", effect.code()))) }
                @for rule in rules {
                    @let sentence = rule.sentence(language);
                    div.card {
                        h3 { @if edits { a href={ "/rules/" (id) "/rule/" (rule.id) } { (rule.title.in_language(language)) } }
                             @else { (rule.title.in_language(language)) } }
                        p { strong { (words.text("rules-if")) } " " (clause(words, &sentence.when)) }
                        p { strong { (words.text("rules-then")) } " " (sentence.then) ", "
                            strong { (words.text("rules-because")) } " (" (sentence.because) ")." }
                        p.quiet { (words.text("rules-innocent")) ": " (rule.innocent.in_language(language)) }
                    }
                }
            }
        }
    }
}

fn import(visit: &Visit, version: &RuleVersion) -> Markup {
    let words = visit.words;
    let area = Area {
        name: "rules",
        label: "rules-toml",
        hint: Some("rules-toml-hint"),
        rows: 4,
        ..Area::default()
    };
    html! {
        details { summary { (words.text("rules-replace")) }
            (form(visit, &format!("/rules/{}/file", version.id), html! {
                input type="hidden" name="revision" value=(version.revision);
                (area.show(words, None))
                button.second { (words.text("rules-replace")) }
            }))
        }
    }
}
