//! Sending in a list by hand: what is in it and what is odd is shown first, then it is taken in.

use super::homeless;
use crate::{
    Input, Intake, Leaving, Notice, Way,
    service::receive::{self, Listed, Reading},
};
use access::{AccessError, Action, Fault, Permit};
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use data_encoding::HEXLOWER;
use maud::{Markup, html};
use serde::Deserialize;
use storage::files::Content;
use ui::{
    App, Failure, Id, Posted, Signed, Uploaded, Visit, Words,
    components::{Table, Upload, badge, form, notice, upload_form},
    day, moment, page,
};

fn permit(signed: &Signed) -> Result<Permit, Failure> {
    signed.permit(Action::SendManifests, "passenger lists")
}

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    list_page(&app, &signed, None).await
}

async fn list_page(app: &App, signed: &Signed, fault: Option<Fault>) -> Result<Markup, Failure> {
    let permit = permit(signed)?;
    if permit.agency().is_none() {
        return Ok(homeless(signed, "manifests"));
    }
    let (inputs, waiting) = receive::latest(&app.context, &permit).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("manifests");
    let rows = inputs
        .iter()
        .map(|input| {
            vec![
                html! { a href={ "/manifests/" (input.id) } { (moment(words, input.received_at)) } },
                html! { (words.text(&format!("way-{}", input.way.code()))) },
                html! { (input.format.to_uppercase()) @if let Some(sender) = &input.sender { " · " (sender) } },
                html! { (input.travellers) },
                grave(words, &input.notices),
            ]
        })
        .collect();
    let table = Table {
        caption: "manifests-latest",
        columns: &[
            "since",
            "manifest-way",
            "manifest-what",
            "queue-on-list",
            "manifest-odd",
        ],
        rows,
        empty: "manifests-empty",
    };
    let file = Upload {
        name: "file",
        label: "manifest-file",
        hint: "manifest-file-hint",
        accept: ".edi,.txt,.csv,.xlsx,.xls",
        ..Upload::default()
    };
    let body = html! {
        (file.show(words, fault))
        button { (words.text("manifest-look")) }
    };
    Ok(page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("manifests-text")) }
            @if waiting > 0 {
                div.notice.warn role="status" { p { (words.with("queue-waiting", "count", &waiting.to_string())) } }
            }
            div.card { (upload_form(visit, "/manifests", body)) }
            h2 { (words.text("manifests-latest")) }
            (table.show(words))
        },
    ))
}

/// How many notices of an input are worth a look.
fn grave(words: Words, notices: &[Notice]) -> Markup {
    let count = |level: &str| {
        notices
            .iter()
            .filter(|notice| notice.level == level)
            .count()
    };
    match (count("error"), count("warning")) {
        (0, 0) => badge("good", &words.text("manifest-clean")),
        (0, warnings) => badge(
            "warn",
            &words.with("manifest-warnings", "count", &warnings.to_string()),
        ),
        (errors, _) => badge(
            "bad",
            &words.with("manifest-errors", "count", &errors.to_string()),
        ),
    }
}

/// Shows what is in a file, before it is taken in.
pub(super) async fn look(
    State(app): State<App>,
    Extension(intake): Extension<Intake>,
    signed: Signed,
    uploaded: Uploaded,
) -> Result<Response, Failure> {
    permit(&signed)?;
    let Some(file) = uploaded.files("file").next() else {
        let fault = Fault {
            field: "file",
            message: "required",
        };
        let page = list_page(&app, &signed, Some(fault)).await?;
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
    };
    let reading = match receive::look(&app.context, &intake, file.bytes.clone()).await {
        Ok(reading) => reading,
        Err(AccessError::Invalid(fault)) => {
            let page = list_page(&app, &signed, Some(fault)).await?;
            return Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response());
        }
        Err(error) => return Err(error.into()),
    };
    let content = receive::put_by(&intake, &file.bytes).await?;
    Ok(look_page(&signed.visit, &file.name, &reading, &content).into_response())
}

fn look_page(visit: &Visit, name: &str, reading: &Reading, content: &Content) -> Markup {
    let words = visit.words;
    let title = words.text("manifest-look");
    let take = html! {
        input type="hidden" name="sha256" value=(HEXLOWER.encode(&content.sha256));
        input type="hidden" name="size" value=(content.size);
        div.actions {
            button { (words.text("manifest-take")) }
            a.button.second href="/manifests" { (words.text("cancel")) }
        }
    };
    let format = reading.manifest.format.map_or("", manifest::Format::word);
    let voyages: Vec<(Leaving, String, Option<String>)> = reading
        .voyages
        .iter()
        .map(|(leaving, count)| (leaving.clone(), count.to_string(), None))
        .collect();
    page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { strong { (name) } " · " (format.to_uppercase()) " · "
                (words.with("queue-travellers", "count", &reading.travellers.to_string())) }
            @if reading.travellers == 0 { (notice("warn", &words.text("manifest-nobody"))) }
            (voyage_table(words, &voyages))
            (form(visit, "/manifests/take", take))
            (notices(words, &reading.notices, reading.notices_in_all))
        },
    )
}

/// Takes in what was looked at.
pub(super) async fn take(
    State(app): State<App>,
    Extension(intake): Extension<Intake>,
    signed: Signed,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let permit = permit(&signed)?;
    let agency = signed.principal.agency().ok_or(Failure::Refused)?;
    let sha256 = HEXLOWER
        .decode(posted.get("sha256").as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Failure::Malformed)?;
    let size = posted.get("size").parse().map_err(|_| Failure::Malformed)?;
    let bytes = receive::put_by_as(&intake, &Content { sha256, size }).await?;
    let received = receive::take(&app.context, &intake, &permit, agency, Way::Page, bytes).await?;
    let again = if received.again {
        "?again=yes"
    } else {
        "?new=yes"
    };
    Ok(Redirect::to(&format!("/manifests/{}{again}", received.id)))
}

/// How one came to the page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Came {
    #[serde(default)]
    again: String,
    #[serde(default)]
    new: String,
}

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    Query(came): Query<Came>,
) -> Result<Markup, Failure> {
    let permit = permit(&signed)?;
    let (input, voyages) = receive::get(&app.context, &permit, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let title = words.text("manifest");
    let may_see = signed.principal.may(Action::Screen);
    let voyages: Vec<(Leaving, String, Option<String>)> = voyages
        .into_iter()
        .map(
            |Listed {
                 id,
                 leaving,
                 travellers,
                 waits,
             }| {
                let count = if waits {
                    words.text("standing-waiting")
                } else {
                    travellers.to_string()
                };
                (leaving, count, may_see.then(|| format!("/voyages/{id}")))
            },
        )
        .collect();
    Ok(page(
        visit,
        &title,
        html! {
            p { a href="/manifests" { (words.text("manifests")) } }
            h1 { (title) }
            @if came.new == "yes" { (notice("good", &words.text("manifest-taken"))) }
            @if came.again == "yes" { (notice("", &words.text("manifest-again"))) }
            (facts(words, &input))
            (voyage_table(words, &voyages))
            @if may_see { p.actions { a.button href="/queue" { (words.text("queue")) } } }
            (notices(words, &input.notices, input.notices.len()))
        },
    ))
}

fn facts(words: Words, input: &Input) -> Markup {
    html! {
        dl.pairs {
            dt { (words.text("since")) } dd { (moment(words, input.received_at)) }
            dt { (words.text("manifest-way")) } dd { (words.text(&format!("way-{}", input.way.code()))) }
            dt { (words.text("manifest-what")) } dd { (input.format.to_uppercase()) }
            @if let Some(sender) = &input.sender { dt { (words.text("manifest-sender")) } dd { (sender) } }
            dt { (words.text("queue-on-list")) } dd { (input.travellers) }
        }
    }
}

/// Voyages, how many travellers each has, and where it leads.
fn voyage_table(words: Words, voyages: &[(Leaving, String, Option<String>)]) -> Markup {
    let rows = voyages
        .iter()
        .map(|(leaving, count, link)| {
            let name = match leaving.designator.as_str() {
                "" => words.text("queue-nameless"),
                designator => designator.to_owned(),
            };
            let port = |port: &Option<domain::Port>| {
                port.as_ref().map_or("?".to_owned(), ToString::to_string)
            };
            vec![
                html! { @match link { Some(link) => a href=(link) { (name) }, None => (name) } },
                html! { (port(&leaving.from)) " → " (port(&leaving.to)) },
                html! {
                    @match leaving.day {
                        Some(date) => (day(words, date)),
                        None => (words.text("queue-no-time")),
                    }
                    @if let Some(time) = leaving.time() { ", " (time) }
                },
                html! { (count) },
            ]
        })
        .collect();
    Table {
        caption: "queue-voyages",
        columns: &[
            "queue-voyage",
            "queue-route",
            "queue-leaves",
            "queue-on-list",
        ],
        rows,
        empty: "manifest-no-voyage",
    }
    .show(words)
}

fn notices(words: Words, notices: &[Notice], in_all: usize) -> Markup {
    let rows = notices
        .iter()
        .map(|notice| {
            let tone = match notice.level.as_str() {
                "error" => "bad",
                "warning" => "warn",
                _ => "",
            };
            vec![
                badge(tone, &words.text(&format!("level-{}", notice.level))),
                html! { span lang="en" { (notice.message) } },
                html! { span.mono { (notice.place) } },
            ]
        })
        .collect();
    let table = Table {
        caption: "manifest-odd",
        columns: &["manifest-level", "manifest-message", "manifest-place"],
        rows,
        empty: "manifest-nothing-odd",
    };
    let left = in_all.saturating_sub(notices.len());
    html! {
        h2 { (words.text("manifest-odd")) }
        (table.show(words))
        @if left > 0 { p { (words.with("manifest-more", "count", &left.to_string())) } }
    }
}
