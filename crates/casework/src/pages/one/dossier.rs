//! The dossier as a letter: number, addressee, what the record says part by part, and the place to sign. It prints without the frame of
//! the page.

use super::{Working, Written, after};
use crate::{
    Held, Line, Section,
    pages::words,
    service::dossier::{self, Letter},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{Field, form, notice},
    day, moment, narrow_page,
};
use uuid::Uuid;

const FORM: &str = "dossier";

pub(super) async fn make(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let text = |name: &str| posted.get(name).to_owned();
    let letter = Letter {
        letter: text("letter"),
        addressee: text("addressee"),
        signer: text("signer"),
        post: text("post"),
    };
    match dossier::make(&app.context, &working.officer, id, &letter).await {
        Ok(made) => Ok(Redirect::to(&format!("/cases/{id}/dossiers/{made}")).into_response()),
        Err(error) => after(&app, &working, id, FORM, posted, Err(error)).await,
    }
}

pub(super) async fn show(
    State(app): State<App>,
    Working { signed, officer }: Working,
    Path((id, dossier)): Path<(Uuid, Uuid)>,
) -> Result<Markup, Failure> {
    let (made, since) = dossier::get(&app.context, &officer, id, dossier).await?;
    let agencies = organisations::service::agencies(&app.context).await?;
    let agency = agencies.iter().find(|agency| agency.id == officer.agency());
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text(if since.is_some() {
        "dossier-supplement"
    } else {
        "dossier"
    });
    let date = day(words, day_in_jakarta(made.made_at.timestamp()));
    let body = html! {
        p.actions { a href={ "/cases/" (id) } { (words.text("back")) } }
        p { strong { (agency.map_or("", |agency| agency.name.as_str())) } }
        h1 { (title) }
        dl.pairs {
            dt { (words.text("dossier-letter")) } dd { (made.letter) }
            dt { (words.text("dossier-date")) } dd { (date) }
            dt { (words.text("dossier-addressee")) } dd { (made.addressee) }
        }
        @match &since {
            None => { (parts(words, &made.content)) }
            Some((letter, difference)) => {
                p { (words.with("dossier-since", "letter", letter)) }
                @if !difference.added.is_empty() { h2 { (words.text("dossier-added")) } (parts(words, &difference.added)) }
                @if !difference.gone.is_empty() {
                    h2 { (words.text("dossier-gone")) }
                    ul { @for line in &difference.gone { li { del { (line.text) } } } }
                }
            }
        }
        p { (words.text("dossier-closing")) }
        p { (made.post) }
        p { br; br; br; }
        p { strong { (made.signer) } }
        p.quiet { (words.text("dossier-made")) " " (made.made_by) ", " (moment(words, made.made_at)) }
    };
    Ok(narrow_page(visit, &title, body))
}

fn parts(words: Words, lines: &[Line]) -> Markup {
    html! {
        @for section in Section::ALL {
            @let here: Vec<&Line> = lines.iter().filter(|line| line.section == *section).collect();
            @if !here.is_empty() {
                h3 { (words::word(words, "section", section.code())) }
                ol { @for line in here { li { (line.text) } } }
            }
        }
    }
}

pub(super) fn cards(visit: &Visit, held: &Held, manages: bool, written: &Written) -> Markup {
    let words = visit.words;
    let case = held.case.id;
    let fault = written.fault(FORM);
    let field = |name, label| Field {
        name,
        label,
        value: written.get(FORM, name),
        ..Field::default()
    };
    html! {
        @if !held.dossiers.is_empty() {
            h2 { (words.text("dossiers")) }
            ul {
                @for (id, letter, at) in &held.dossiers {
                    li { a href={ "/cases/" (case) "/dossiers/" (id) } { (letter) } " (" (moment(words, *at)) ")" }
                }
            }
        }
        @if manages {
            details open[written.form == FORM] {
                summary { (words.text("dossier-make")) }
                (notice("", &words.text("dossier-make-text")))
                (form(visit, &format!("/cases/{case}/dossiers"), html! {
                    div.columns {
                        (field("letter", "dossier-letter").show(words, fault))
                        (field("addressee", "dossier-addressee").show(words, fault))
                        (field("signer", "dossier-signer").show(words, fault))
                        (field("post", "dossier-post").show(words, fault))
                    }
                    div.actions { button { (words.text("dossier-make")) } }
                }))
            }
        }
    }
}
