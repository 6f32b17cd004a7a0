//! What was signed on paper: the scans of an agreement, each with its number, its day and its hash.

use super::{agency_names, name_of};
use crate::service::{
    Officer,
    papers::{self as service, LARGEST},
    view,
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Redirect, Response},
};
use data_encoding::HEXLOWER;
use domain::day_in_jakarta;
use maud::{Markup, html};
use storage::files::Files;
use ui::{
    App, Below, Failure, Id, Posted, Signed, Uploaded,
    components::{Field, Table, Upload, notice, upload_form},
    day, moment, page,
};
use uuid::Uuid;

/// The bytes of a form: the scan, and beside it a number, a day, a token and the boundaries of the parts.
pub(super) const LARGEST_FORM: u64 = LARGEST + 64 * 1024;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    papers_page(&app, &signed, id, &Posted::default(), None).await
}

async fn papers_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    written: &Posted,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let view = view::get(&app.context, &officer, id).await?;
    let papers = service::list(&app.context, &officer, id).await?;
    let names = agency_names(app).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = papers
        .iter()
        .map(|paper| {
            let hash = HEXLOWER.encode(&paper.content.sha256);
            vec![
                html! { a href={ "/agreements/" (id) "/papers/" (paper.id) } { (paper.number) } },
                html! { (day(words, paper.signed_on)) },
                html! { (paper.author.name) " (" (name_of(&names, paper.author.agency)) "), " (moment(words, paper.added_at)) },
                html! { span.mono { (hash) } },
            ]
        })
        .collect();
    let table = Table {
        caption: "papers",
        columns: &["number", "paper-signed-on", "paper-added", "paper-hash"],
        rows,
        empty: "papers-empty",
    };
    let upload = Upload {
        name: "file",
        label: "paper-file",
        hint: "paper-file-hint",
        accept: ".pdf,.jpg,.jpeg,.png,.tif,.tiff",
        ..Upload::default()
    };
    let body = html! {
        (Field { name: "number", label: "number", value: written.get("number"), ..Field::default() }.show(words, fault))
        (Field { name: "signed_on", label: "paper-signed-on", kind: "date", value: written.get("signed_on"), ..Field::default() }.show(words, fault))
        (upload.show(words, fault))
        div.actions { button { (words.text("paper-add")) } }
    };
    let adds = signed.principal.may(Action::DraftAgreements);
    let title = words.text("papers");
    Ok(page(
        visit,
        &title,
        html! {
            p { a href={ "/agreements/" (id) } { (super::title(words, &view.document)) } }
            h1 { (title) }
            p { (words.text("papers-text")) }
            (table.show(words))
            @if adds {
                h2 { (words.text("paper-add")) }
                @if fault.is_some() { (notice("bad", &words.text("faults"))) }
                div.card { (upload_form(visit, &format!("/agreements/{id}/papers"), body)) }
            }
        },
    ))
}

pub(super) async fn add(
    State(app): State<App>,
    Extension(files): Extension<Files>,
    signed: Signed,
    Id(id): Id,
    uploaded: Uploaded,
) -> Result<Response, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let fields = &uploaded.fields;
    let today = day_in_jakarta(signed.visit.now.timestamp());
    let added = async {
        let file = uploaded.files("file").next();
        let file = file.ok_or(AccessError::invalid("file", "required"))?;
        let day = fields.day_needed("signed_on", today)?;
        let what = (fields.get("number"), day);
        service::add(&app.context, &files, &officer, id, what, &file.bytes).await
    };
    match added.await {
        Ok(()) => Ok(Redirect::to(&format!("/agreements/{id}/papers")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = papers_page(&app, &signed, id, fields, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The scan itself, to be kept or opened elsewhere: never shown as a page of ours.
pub(super) async fn file(
    State(app): State<App>,
    Extension(files): Extension<Files>,
    signed: Signed,
    Below(id, which): Below<Uuid>,
) -> Result<Response, Failure> {
    let officer = Officer::of(&signed.principal, Action::ReadAgreements)?;
    let (paper, bytes) = service::get(&app.context, &files, &officer, id, which).await?;
    let end = paper.media_type.rsplit('/').next().unwrap_or_default();
    let name = format!("attachment; filename=\"pandu-{which}.{end}\"");
    let headers = [
        (header::CONTENT_TYPE, paper.media_type),
        (header::CONTENT_DISPOSITION, name),
    ];
    Ok((headers, bytes).into_response())
}
