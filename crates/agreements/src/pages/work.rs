//! The draft as work: which parts there are, where proposals wait, what is still missing, and the step to signing.

use super::{additions, agency_names, facts, part_name};
use crate::{
    model::{Kind, ProposalState, Stage},
    service::{Officer, view},
};
use access::Action;
use axum::extract::State;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Signed,
    components::{badge, form, notice},
    page,
};

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let names = agency_names(&app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let document = &view.document;
    let mut parts = vec!["title".to_owned(), "term".to_owned()];
    parts.extend(
        document
            .parties
            .iter()
            .map(|party| format!("party:{}", party.agency)),
    );
    parts.extend(
        document
            .clauses
            .iter()
            .map(|clause| format!("clause:{}", clause.key)),
    );
    parts.extend(
        document
            .schedules
            .iter()
            .map(|schedule| format!("schedule:{}", schedule.key)),
    );
    // A proposal for a clause that does not exist yet, or no longer, has its place too.
    for proposal in &view.proposals {
        if proposal.state == ProposalState::Open && !parts.contains(&proposal.part) {
            parts.push(proposal.part.clone());
        }
    }
    let open = |part: &str| {
        let waits = |state: ProposalState| state == ProposalState::Open;
        let proposals = view.proposals.iter();
        proposals
            .filter(|proposal| proposal.part == part && waits(proposal.state))
            .count()
    };
    let remarks = |part: &str| {
        view.comments
            .iter()
            .filter(|comment| comment.part == part)
            .count()
    };
    let drafting =
        view.record.life.stage == Stage::Draft && signed.principal.may(Action::DraftAgreements);
    let waiting: usize = parts.iter().map(|part| open(part)).sum();
    let ready = view.flaws.is_empty() && waiting == 0 && view.record.shared;
    let additions = additions::section(&app, words, &officer, &view, &names).await?;
    let body = html! {
        (facts::head(words, &view))
        (additions)
        h2 { (words.text("draft-parts")) }
        ul {
            @for part in &parts {
                li {
                    a href={ "/agreements/" (id) "/parts/" (part) } { (part_name(words, document, &names, part)) }
                    @if open(part) > 0 { " " (badge("warn", &words.with("proposals-open", "count", &open(part).to_string()))) }
                    @if remarks(part) > 0 { " " (badge("", &words.with("comments-count", "count", &remarks(part).to_string()))) }
                    @for flaw in view.flaws.iter().filter(|flaw| flaw.part == *part) {
                        br; span.fault { (words.text(flaw.message)) }
                    }
                }
            }
        }
        @if drafting {
            div.actions {
                a.button.second href={ "/agreements/" (id) "/parts/clause:new" } { (words.text("clause-add")) }
                @if document.kind == Kind::Pks {
                    a.button.second href={ "/agreements/" (id) "/parts/schedule:new" } { (words.text("schedule-add")) }
                }
            }
            h2 { (words.text("draft-fix")) }
            @if ready {
                p { (words.text("draft-fix-text")) }
                (form(visit, &format!("/agreements/{id}/fix"), html! {
                    input type="hidden" name="seen" value=(view.record.version);
                    button { (words.text("draft-fix")) }
                }))
            } @else {
                (notice("warn", &words.text("draft-not-ready")))
                ul {
                    @if !view.record.shared { li { (words.text("draft-not-shared")) } }
                    @if waiting > 0 { li { (words.with("proposals-open", "count", &waiting.to_string())) } }
                    @for flaw in &view.flaws { li { (part_name(words, document, &names, &flaw.part)) ": " (words.text(flaw.message)) } }
                }
            }
        }
    };
    Ok(page(visit, &super::title(words, document), body))
}
