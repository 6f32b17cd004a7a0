//! Commitments under an agreement, and what one's own agency has to do under all of them.

use super::{name_of, standing_badge, title};
use crate::{
    model::{Commitment, Progress},
    service::{Officer, commitments, view},
};
use access::{AccessError, Action};
use axum::{extract::State, response::Redirect};
use maud::{Markup, html};
use std::collections::HashMap;
use storage::Stamp;
use ui::{
    App, Below, Failure, Id, Posted, Signed, Words,
    components::{Area, Choice, Field, Table, badge, form, select},
    day, moment, page,
};
use uuid::Uuid;

pub(super) async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let duties = commitments::duties(&app.context, &officer).await?;
    let lines = view::list(&app.context, &officer).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = duties
        .iter()
        .map(|duty| {
            vec![
                html! { a href={ "/agreements/" (duty.commitment.agreement) } { (duty.commitment.title) } },
                html! { (duty.title.in_language(words.language)) },
                html! { (day(words, duty.commitment.due_on)) },
                progress_badge(words, &duty.commitment, duty.overdue),
            ]
        })
        .collect();
    let table = Table {
        caption: "duties",
        columns: &["commitment", "agreement", "commitment-due", "state"],
        rows,
        empty: "duties-empty",
    };
    // Ninety days are enough to draft and sign what follows.
    let soon = visit.now.plus_seconds(90 * 24 * 3600).timestamp();
    let ending: Vec<_> = lines
        .iter()
        .filter(|line| !line.standing.closed())
        .filter_map(|line| {
            line.record
                .life
                .closes()
                .filter(|at| *at <= soon)
                .map(|at| (line, at))
        })
        .collect();
    let text = words.text("duties");
    Ok(page(
        visit,
        &text,
        html! {
            h1 { (text) }
            p { (words.text("duties-text")) }
            (table.show(words))
            @if !ending.is_empty() {
                h2 { (words.text("ending-soon")) }
                ul { @for (line, at) in ending {
                    li {
                        a href={ "/agreements/" (line.record.id) } { (title(words, &line.document)) } " "
                        (standing_badge(words, line.standing)) " "
                        (words.with("ends-at", "at", &moment(words, Stamp::from(at))))
                    }
                } }
            }
        },
    ))
}

fn progress_badge(words: Words, commitment: &Commitment, overdue: bool) -> Markup {
    let tone = match commitment.progress {
        Progress::Done => "good",
        _ if overdue => "bad",
        Progress::Proposed => "warn",
        Progress::Accepted => "",
    };
    let key = if overdue {
        "commitment-overdue".to_owned()
    } else {
        format!("commitment-{}", commitment.progress.code())
    };
    badge(tone, &words.text(&key))
}

/// The commitments of one agreement, with what the officer can do about them.
pub(super) fn section(
    signed: &Signed,
    view: &view::View,
    commitments: &[Commitment],
    names: &HashMap<Uuid, String>,
) -> Markup {
    let visit = &signed.visit;
    let words = visit.words;
    let id = view.record.id;
    let own = signed.principal.agency();
    let drafts = signed.principal.may(Action::DraftAgreements);
    let today = view.document.term.day(view.now.timestamp());
    let clauses: Vec<Choice> = (view.document.clauses.iter())
        .map(|clause| Choice {
            value: clause.key.clone(),
            text: clause.heading.in_language(words.language).to_owned(),
            chosen: false,
        })
        .collect();
    let owners: Vec<Choice> = (view.document.parties.iter())
        .map(|party| Choice {
            value: party.agency.to_string(),
            text: name_of(names, party.agency).to_owned(),
            chosen: own == Some(party.agency),
        })
        .collect();
    html! {
        h2 { (words.text("commitments")) }
        @for one in commitments {
            @let overdue = today.is_ok_and(|today| one.overdue(today));
            div.card {
                p { strong { (one.title) } " " (progress_badge(words, one, overdue)) }
                p.quiet {
                    (name_of(names, one.owner)) " · " (words.with("commitment-until", "day", &day(words, one.due_on)))
                    @if let Some((number, _)) = view.document.clause(&one.clause) { " · " (words.with("clause-number", "number", &number.to_string())) }
                }
                @if !one.evidence.is_empty() { p.words { (words.text("commitment-evidence")) ": " (one.evidence) } }
                @if drafts && own == Some(one.owner) && one.progress == Progress::Proposed {
                    (form(visit, &format!("/agreements/{id}/commitments/{}/accept", one.id), html! { button { (words.text("commitment-accept")) } }))
                }
                @if drafts && own == Some(one.owner) && one.progress == Progress::Accepted {
                    @let name = format!("evidence-{}", one.id);
                    (form(visit, &format!("/agreements/{id}/commitments/{}/done", one.id), html! {
                        (Area { name: &name, label: "commitment-evidence", hint: Some("commitment-evidence-hint"), rows: 2, ..Area::default() }.show(words, None))
                        div.actions { button { (words.text("commitment-fulfil")) } }
                    }))
                }
            }
        }
        @if drafts && !view.standing.closed() {
            details {
                summary { (words.text("commitment-add")) }
                div.card {
                    (form(visit, &format!("/agreements/{id}/commitments"), html! {
                        (Field { name: "title", label: "commitment", ..Field::default() }.show(words, None))
                        (select(words, "clause", "commitment-clause", false, &clauses))
                        (select(words, "owner", "commitment-owner", false, &owners))
                        (Field { name: "due_on", label: "commitment-due", kind: "date", ..Field::default() }.show(words, None))
                        div.actions { button { (words.text("save")) } }
                    }))
                }
            }
        }
    }
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let new = commitments::NewCommitment {
        clause: posted.get("clause").to_owned(),
        title: posted.get("title").to_owned(),
        owner: posted
            .id("owner")?
            .ok_or(AccessError::invalid("owner", "required"))?,
        due_on: (posted.get("due_on").trim().parse())
            .map_err(|_| AccessError::invalid("due_on", "day-iso"))?,
    };
    commitments::create(&app.context, &officer, id, new).await?;
    Ok(Redirect::to(&format!("/agreements/{id}")))
}

pub(super) async fn accept(
    State(app): State<App>,
    signed: Signed,
    Below(id, which): Below<Uuid>,
    _: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    commitments::accept(&app.context, &officer, id, which).await?;
    Ok(Redirect::to(&format!("/agreements/{id}")))
}

pub(super) async fn done(
    State(app): State<App>,
    signed: Signed,
    Below(id, which): Below<Uuid>,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let evidence = posted.get(&format!("evidence-{which}"));
    commitments::done(&app.context, &officer, id, which, evidence).await?;
    Ok(Redirect::to(&format!("/agreements/{id}")))
}
