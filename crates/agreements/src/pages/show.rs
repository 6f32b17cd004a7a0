//! One agreement: what it is now, who is in it, what it says, what can be done with it, what happened.

use super::{agency_names, duties, facts, name_of, part_name};
use crate::{
    model::{Stage, Standing},
    service::{Officer, commitments, view},
};
use access::{Action, service::history};
use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Failure, Id, Signed, Words,
    components::{Area, Field, button, form, timeline},
    moment, page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    agreement_page(&app, &signed, id).await
}

/// The agreement with all that can be done with it.
pub(super) async fn agreement_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let commitments = commitments::list(&app.context, &officer, id).await?;
    let happened = history::of_record(
        &app.context,
        officer.permit(),
        Action::ReadAgreements,
        "agreement",
        id,
    )
    .await?;
    let mut names = agency_names(app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let authors = view.versions.iter().map(|version| &version.author);
    let authors = authors.chain(view.proposals.iter().map(|proposal| &proposal.author));
    let people: Vec<(Uuid, String)> = authors
        .map(|author| (author.officer, author.name.clone()))
        .collect();
    let body = html! {
        (facts::head(words, &view))
        div.card { (facts::facts(words, &view, &names)) }
        (actions(signed, &view))
        @if view.record.life.stage == Stage::Signed && !view.standing.closed() || !commitments.is_empty() {
            (duties::section(signed, &view, &commitments, &names))
        }
        h2 { (words.text("clauses")) }
        (clauses(words, &view))
        h2 { (words.text("versions")) }
        (versions(words, &view, &names))
        h2 { (words.text("history")) }
        ({ names.extend(people); timeline(words, &happened, &names) })
    };
    Ok(page(visit, &super::title(words, &view.document), body))
}

fn clauses(words: Words, view: &view::View) -> Markup {
    html! {
        ol.clauses {
            @for (number, clause) in (1..).zip(&view.document.clauses) {
                li {
                    h3 { (words.with("clause-number", "number", &number.to_string())) " " (clause.heading.in_language(words.language)) }
                    p.words { (clause.text.in_language(words.language)) }
                }
            }
        }
    }
}

fn versions(words: Words, view: &view::View, names: &HashMap<Uuid, String>) -> Markup {
    let id = view.record.id;
    html! {
        ul {
            @for version in &view.versions {
                li {
                    a href={ "/agreements/" (id) "/versions/" (version.number) } { (words.with("version-number", "number", &version.number.to_string())) }
                    " · " (version.part.as_deref().map_or_else(|| words.text("version-first"), |part| part_name(words, &view.document, names, part)))
                    " · " (version.author.name) " (" (name_of(names, version.author.agency)) "), " (moment(words, version.made_at))
                }
            }
        }
    }
}

/// What this officer can do now.
fn actions(signed: &Signed, view: &view::View) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let id = view.record.id;
    let drafts = signed.principal.may(Action::DraftAgreements);
    let signs = signed.principal.may(Action::SignAgreements);
    let agency = signed.principal.agency();
    let runs = matches!(
        view.standing,
        Standing::Awaiting | Standing::InForce | Standing::Suspended | Standing::ParentNotInForce
    );
    let suspended = agency.is_some_and(|agency| view.record.life.suspended_by.contains(&agency));
    let to = |step: &str| format!("/agreements/{id}/{step}");
    html! {
        @match view.record.life.stage {
            Stage::Draft => div.actions {
                a.button href=(to("draft")) { (words.text("draft-work")) }
                @if drafts && !view.record.shared { (button(visit, &to("share"), "second", &words.text("draft-share"))) }
            },
            Stage::Signing => div.actions {
                a.button href=(to("sign")) { (words.text("sign-page")) }
                a.button.second href=(to("papers")) { (words.text("papers")) }
            },
            Stage::Signed => div.actions {
                a.button.second href=(to("file")) { (words.text("agreement-file")) }
                a.button.second href=(to("papers")) { (words.text("papers")) }
                a.button.second href=(to("exchanges")) { (words.text("exchanges")) }
                @if drafts && runs { (button(visit, &to("amend"), "second", &words.text("agreement-amend"))) }
            },
            Stage::Withdrawn => {}
        }
        @if drafts && matches!(view.record.life.stage, Stage::Draft | Stage::Signing) {
            (asked(signed, "withdraw", &to("withdraw"), "agreement-withdraw", html! {}))
        }
        @if signs && runs {
            @if suspended { (asked(signed, "resume", &to("resume"), "agreement-resume", html! {})) }
            @else { (asked(signed, "suspend", &to("suspend"), "agreement-suspend", html! {})) }
            (asked(signed, "notice", &to("notice"), "agreement-notice", html! {
                (Field { name: "last_day", label: "notice-last-day", hint: Some("notice-last-day-hint"), kind: "date", ..Field::default() }.show(words, None))
            }))
        }
    }
}

/// An act that wants a reason, folded away until it is wanted.
fn asked(signed: &Signed, name: &str, to: &str, label: &str, more: Markup) -> Markup {
    let words = signed.visit.words;
    let reason = format!("reason-{name}");
    html! {
        details {
            summary { (words.text(label)) }
            div.card {
                p { (words.text(&format!("{label}-text"))) }
                (form(&signed.visit, to, html! {
                    (more)
                    (Area { name: &reason, label: "reason", rows: 2, ..Area::default() }.show(words, None))
                    div.actions { button.danger { (words.text(label)) } }
                }))
            }
        }
    }
}

/// The signed words as a file that can be verified elsewhere.
pub(super) async fn file(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Response, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let agreement = view::signed(&app.context, &officer, id).await?;
    let bytes = serde_json::to_vec_pretty(&agreement).map_err(|_| Failure::Internal)?;
    let name = format!("attachment; filename=\"pandu-agreement-{id}.json\"");
    let name = HeaderValue::try_from(name).map_err(|_| Failure::Internal)?;
    let media = HeaderValue::from_static("application/json");
    Ok((
        [
            (header::CONTENT_TYPE, media),
            (header::CONTENT_DISPOSITION, name),
        ],
        bytes,
    )
        .into_response())
}
