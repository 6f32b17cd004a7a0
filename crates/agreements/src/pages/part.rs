//! One part of a draft: its words, what each side proposes, side by side, and what was said about it.

mod forms;

pub(super) use forms::strike;

use super::{agency_names, compare::sides, facts, name_of, part_name};
use crate::{
    model::{Proposal, ProposalState, Stage},
    service::{
        Officer, draft,
        view::{self, View},
    },
};
use access::{AccessError, Action, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use std::collections::HashMap;
use ui::{
    App, Below, Failure, Posted, Signed, Words,
    components::{Area, badge, form, notice},
    moment, page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Below(id, part): Below<String>,
) -> Result<Markup, Failure> {
    part_page(&app, &signed, id, &part, None, None).await
}

pub(super) async fn propose(
    State(app): State<App>,
    signed: Signed,
    Below(id, part): Below<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let reader = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let view = view::get(&app.context, &reader, id).await?;
    let base = posted.get("base").parse().map_err(|_| Failure::Malformed)?;
    let kinds: Vec<_> = app.context.sources.kinds().collect();
    let proposed = match forms::read(&view.document, &part, &posted, &kinds) {
        Ok(proposed) => {
            let part = proposed.part();
            let made = draft::propose(
                &app.context,
                &officer,
                id,
                base,
                proposed,
                posted.get("note"),
            )
            .await;
            made.map(|_| part)
        }
        Err(error) => Err(error),
    };
    match proposed {
        Ok(part) => Ok(Redirect::to(&format!("/agreements/{id}/parts/{part}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = part_page(&app, &signed, id, &part, Some(&posted), Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn agree(
    State(app): State<App>,
    signed: Signed,
    Below(id, proposal): Below<Uuid>,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let seen = posted.get("seen").parse().map_err(|_| Failure::Malformed)?;
    draft::agree(&app.context, &officer, id, proposal, seen).await?;
    Ok(Redirect::to(&format!("/agreements/{id}/draft")))
}

pub(super) async fn close(
    State(app): State<App>,
    signed: Signed,
    Below(id, proposal): Below<Uuid>,
    _: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    draft::close(&app.context, &officer, id, proposal).await?;
    Ok(Redirect::to(&format!("/agreements/{id}/draft")))
}

pub(super) async fn comment(
    State(app): State<App>,
    signed: Signed,
    Below(id, part): Below<String>,
    posted: Posted,
) -> Result<Response, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    match draft::comment(&app.context, &officer, id, &part, posted.get("comment")).await {
        Ok(()) => Ok(Redirect::to(&format!("/agreements/{id}/parts/{part}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = part_page(&app, &signed, id, &part, Some(&posted), Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

async fn part_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    part: &str,
    posted: Option<&Posted>,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let proposed_before = view.proposals.iter().any(|proposal| proposal.part == part);
    if !forms::exists(&view.document, part) && !proposed_before {
        return Err(Failure::NotFound);
    }
    let names = agency_names(app).await?;
    let kinds: Vec<_> = app.context.sources.kinds().collect();
    let visit = &signed.visit;
    let words = visit.words;
    let drafting =
        view.record.life.stage == Stage::Draft && signed.principal.may(Action::DraftAgreements);
    let name = match part {
        "clause:new" => words.text("clause-add"),
        "schedule:new" => words.text("schedule-add"),
        _ => part_name(words, &view.document, &names, part),
    };
    let current = view.document.written(part, words.language);
    let body = html! {
        (facts::head(words, &view))
        p { a href={ "/agreements/" (id) "/draft" } { (words.text("draft-parts")) } }
        h2 { (name) }
        @if !current.is_empty() { div.card { p.words { (readable(&current, &names)) } } }
        @for proposal in view.proposals.iter().filter(|proposal| proposal.part == part) {
            (proposal_card(signed, &view, proposal, &names, drafting))
        }
        @if drafting {
            h2 { (words.text("propose")) }
            @if fault.is_some() { (notice("bad", &words.text("faults"))) }
            div.card {
                (form(visit, &format!("/agreements/{id}/parts/{part}"), html! {
                    input type="hidden" name="base" value=(posted.map_or_else(|| view.record.version.to_string(), |posted| posted.get("base").to_owned()));
                    (forms::fields(words, &view.document, part, &names, &kinds, posted, fault))
                    (Area { name: "note", label: "propose-note", rows: 2, optional: true, value: posted.map_or("", |posted| posted.get("note")), ..Area::default() }.show(words, fault))
                    div.actions { button { (words.text("propose")) } }
                }))
            }
            @if !part.ends_with(":new") { (remarks(signed, &view, part, &names, fault)) }
        }
    };
    Ok(page(visit, &name, body))
}

/// Identifiers of agencies become their names.
fn readable(text: &str, names: &HashMap<Uuid, String>) -> String {
    names.iter().fold(text.to_owned(), |text, (id, name)| {
        text.replace(&id.to_string(), name)
    })
}

fn proposal_card(
    signed: &Signed,
    view: &View,
    proposal: &Proposal,
    names: &HashMap<Uuid, String>,
    drafting: bool,
) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let id = view.record.id;
    let open = proposal.state == ProposalState::Open;
    let with = view.document.with(&proposal.proposed);
    let text = |document: &crate::model::Document| {
        readable(&document.written(&proposal.part, words.language), names)
    };
    let own = signed.principal.agency() == Some(proposal.author.agency);
    let changed = changed_at(view, &proposal.part);
    let stale = open && proposal.base < changed;
    let fresh = |agency: Uuid| {
        proposal
            .consents
            .iter()
            .any(|consent| consent.author.agency == agency && consent.seen >= changed)
    };
    let agreed = signed.principal.agency().is_some_and(fresh);
    let tone = match proposal.state {
        ProposalState::Open => "warn",
        ProposalState::Adopted => "good",
        _ => "",
    };
    html! {
        div.card {
            p {
                strong { (words.with("proposal-by", "who", &format!("{} ({})", proposal.author.name, name_of(names, proposal.author.agency)))) }
                ", " (moment(words, proposal.made_at)) " "
                (badge(tone, &words.text(&format!("proposal-{}", proposal.state.code()))))
            }
            @if !proposal.note.is_empty() { p { (proposal.note) } }
            @if stale { (notice("warn", &words.with("proposal-stale", "base", &proposal.base.to_string()))) }
            @if open { (sides(words, &text(&view.document), &text(&with))) }
            @else { details { summary { (words.text("proposal-words")) } (own_words(words, proposal)) } }
            @if open {
                ul {
                    @for agency in view.record.must_agree() {
                        @let consent = proposal.consents.iter().find(|consent| consent.author.agency == *agency);
                        li {
                            (name_of(names, *agency)) ": "
                            @match consent {
                                Some(consent) if consent.seen >= changed => { (words.with("consent-given", "who", &consent.author.name)) ", " (moment(words, consent.given_at)) }
                                Some(_) => { (words.text("consent-outdated")) }
                                None => { (words.text("consent-missing")) }
                            }
                        }
                    }
                }
                @if drafting {
                    div.actions {
                        @if !agreed {
                            (form(visit, &format!("/agreements/{id}/proposals/{}/agree", proposal.id), html! {
                                input type="hidden" name="seen" value=(view.record.version);
                                button { (words.text("proposal-agree")) }
                            }))
                        }
                        (form(visit, &format!("/agreements/{id}/proposals/{}/close", proposal.id), html! {
                            button.second { (words.text(if own { "proposal-take-back" } else { "proposal-decline" })) }
                        }))
                    }
                }
            }
        }
    }
}

/// The words of a proposal as they were written, whatever the part is by now.
fn own_words(words: Words, proposal: &Proposal) -> Markup {
    use crate::model::Proposed;
    let text = match &proposal.proposed {
        Proposed::Clause {
            words: Some(clause),
            ..
        } => format!(
            "{}\n{}",
            clause.heading.in_language(words.language),
            clause.text.in_language(words.language)
        ),
        Proposed::Clause { words: None, .. } | Proposed::Schedule { schedule: None, .. } => {
            words.text("strike-out")
        }
        Proposed::Title { title } => title.in_language(words.language).to_owned(),
        other => serde_json::to_string_pretty(other).unwrap_or_default(),
    };
    html! { p.words { (text) } }
}

/// The version at which a part got its present words, from what the page knows.
fn changed_at(view: &View, part: &str) -> u32 {
    let versions = view.versions.iter();
    let touched = versions.filter(|version| {
        version
            .part
            .as_deref()
            .is_none_or(|changed| changed == part)
    });
    touched.map(|version| version.number).max().unwrap_or(1)
}

fn remarks(
    signed: &Signed,
    view: &View,
    part: &str,
    names: &HashMap<Uuid, String>,
    fault: Option<Fault>,
) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    html! {
        h2 { (words.text("comments")) }
        @for comment in view.comments.iter().filter(|comment| comment.part == part) {
            div.card {
                p.quiet { (comment.author.name) " (" (name_of(names, comment.author.agency)) "), " (moment(words, comment.made_at)) }
                p.words { (comment.body) }
            }
        }
        (form(visit, &format!("/agreements/{}/comments/{part}", view.record.id), html! {
            (Area { name: "comment", label: "comment", rows: 3, ..Area::default() }.show(words, fault))
            div.actions { button.second { (words.text("comment-send")) } }
        }))
    }
}
