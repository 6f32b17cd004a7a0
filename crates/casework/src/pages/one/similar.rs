//! Cases that may tell of the same, with what speaks for it.

use super::{Working, words};
use crate::service::{self, Similar};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Visit,
    components::{button, form},
};
use uuid::Uuid;

pub(super) async fn join(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    working.officer.managing()?;
    let into = posted.id("into")?.ok_or(Failure::Malformed)?;
    service::join(&app.context, &working.officer, id, into).await?;
    Ok(Redirect::to(&format!("/cases/{into}")).into_response())
}

pub(super) async fn part(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    _: Posted,
) -> Result<Response, Failure> {
    service::part(&app.context, &working.officer, id).await?;
    Ok(Redirect::to(&format!("/cases/{id}")).into_response())
}

/// What is shown of a case that was joined into another.
pub(super) fn parted(visit: &Visit, manages: bool, id: Uuid, into: Uuid) -> Markup {
    let words = visit.words;
    html! {
        div.notice.warn role="note" {
            p { (words.text("case-joined-into")) " " a href={ "/cases/" (into) } { (words.text("open")) } }
            @if manages { (button(visit, &format!("/cases/{id}/part"), "second", &words.text("case-part"))) }
        }
    }
}

pub(super) fn suggested(visit: &Visit, manages: bool, id: Uuid, similar: &[Similar]) -> Markup {
    let words = visit.words;
    if similar.is_empty() {
        return html! {};
    }
    html! {
        div.card {
            h2 { (words.text("case-similar")) }
            p.hint { (words.text("case-similar-text")) }
            ul {
                @for one in similar {
                    li {
                        a href={ "/cases/" (one.case.id) } { (one.case.number) } " "
                        (words::status(words, one.case.status)) " "
                        (words.text("case-both")) " "
                        (one.evidence.iter().map(|field| words::word(words, "same", field)).collect::<Vec<_>>().join(", "))
                        @if manages {
                            (form(visit, &format!("/cases/{id}/join"), html! {
                                input type="hidden" name="into" value=(one.case.id);
                                button.second { (words.with("case-join", "number", &one.case.number)) }
                            }))
                        }
                    }
                }
            }
        }
    }
}
