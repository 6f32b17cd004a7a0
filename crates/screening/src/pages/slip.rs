//! The slip for a traveller: written at the desk, shown once with its code, printed.

use super::{agencies, needed};
use crate::{
    Outcome,
    model::review::grounds,
    service::{
        self,
        slip::{self, Handed},
    },
};
use access::{AccessError, Action, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed,
    components::{Area, Choice, form, notice, select},
    day, moment, narrow_page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    form_page(&app, &signed, id, None).await
}

async fn form_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    faulty: Option<(&Posted, Fault)>,
) -> Result<Markup, Failure> {
    needed(app, signed, Action::DecideScreening)?;
    let permit = needed(app, signed, Action::Screen)?;
    let followed = service::followed(&app.context, &permit, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("slip");
    let chosen = faulty.map_or("", |(posted, _)| posted.get("ground"));
    let choices: Vec<Choice> = grounds()
        .iter()
        .map(|ground| Choice {
            value: ground.id.clone(),
            text: ground.words.in_language(words.language).to_owned(),
            chosen: ground.id == chosen,
        })
        .collect();
    let area = Area {
        name: "words",
        label: "slip-words",
        hint: Some("slip-words-hint"),
        value: faulty.map_or("", |(posted, _)| posted.get("words")),
        rows: 4,
        optional: false,
    };
    let body = html! {
        (select(words, "ground", "slip-ground", false, &choices))
        (area.show(words, faulty.map(|(_, fault)| fault)))
        div.actions { button { (words.text("slip-make")) } a href=(super::traveller_page(id)) { (words.text("cancel")) } }
    };
    Ok(narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("slip-text")) }
            @for slip in &followed.slips {
                p.quiet { (words.with("slip-number", "number", &slip.number)) " · " (moment(words, slip.issued_at)) }
            }
            (notice("warn", &words.text("slip-who-reads")))
            div.card { (form(visit, &format!("/desk/{id}/slip"), body)) }
        },
    ))
}

pub(super) async fn make(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::DecideScreening)?;
    let (ground, text) = (posted.get("ground"), posted.get("words"));
    match slip::hand_out(&app.context, &permit, id, ground, text).await {
        Ok(handed) => Ok(paper(&app, &signed, &handed).await?.into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = form_page(&app, &signed, id, Some((&posted, fault))).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// What was decided, to the traveller. An interview and a referral are told alike: others may read the paper.
pub(super) fn told(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::LetGo | Outcome::LetGoAdvised => "slip-let-go",
        Outcome::Interview | Outcome::Refer => "slip-talk",
        Outcome::Defer => "slip-deferred",
    }
}

/// The paper. It names nobody: whoever finds it learns nothing about a person.
async fn paper(app: &App, signed: &Signed, handed: &Handed) -> Result<Markup, Failure> {
    let visit = &signed.visit;
    let words = visit.words;
    let slip = &handed.slip;
    let names = agencies(app).await?;
    let ground = crate::model::review::ground(&slip.ground);
    Ok(narrow_page(
        visit,
        &words.text("slip"),
        html! {
            h1 { (words.text("slip-title")) }
            div.unprinted { (notice("warn", &words.text("slip-once"))) }
            div.card {
                p.quiet { (words.with("slip-number", "number", &slip.number)) " · " (moment(words, slip.issued_at)) " · "
                    (names.get(&slip.agency).map_or("", String::as_str)) }
                p { strong { (words.text(told(slip.outcome))) } }
                @if let Some(ground) = ground {
                    p { (ground.words.in_language(words.language)) " " span.quiet { "(" (ground.source) ")" } }
                }
                p.words { (slip.words) }
                h2 { (words.text("slip-rights")) }
                p { (words.with("slip-rights-text", "day", &day(words, slip.ask_by))) }
                p { (words.text("slip-go")) }
                p.secret { (app.web.public_url) "/review" }
                p { (words.text("slip-code")) }
                p.secret { (handed.code) }
                p.quiet { (words.text("slip-counter")) }
            }
            div.actions {
                button type="button" data-print hidden data-scripted { (words.text("print")) }
                a.button.second href=(super::traveller_page(slip.assessment)) { (words.text("back")) }
            }
        },
    ))
}
