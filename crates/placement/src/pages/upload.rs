//! Sending in a file of placements: what it says is shown first, so that a file whose columns were not understood changes nothing.

use super::{imports::fault_in_words, permit, words};
use crate::{
    Outcome, Uploads,
    service::uploads::{self as service, Look, Sample},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use data_encoding::HEXLOWER;
use domain::{Diagnostic, Level};
use maud::{Markup, html};
use storage::files::Content;
use ui::{
    App, Failure, Posted, Signed, Uploaded, Visit, Words,
    components::{Table, Upload, form, notice, upload_form},
    narrow_page, page,
};

const PURPOSE: &str = "placement import";

/// What is wrong with what was sent in.
#[derive(Default)]
struct Wrong {
    fault: Option<Fault>,
    /// What the mapping's own words are, in English, for whoever wrote it.
    mapping: Option<String>,
}

pub(super) async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    permit(&app, &signed, Action::ImportPlacements, PURPOSE)?;
    Ok(upload_page(&signed.visit, &Wrong::default()))
}

fn upload_page(visit: &Visit, wrong: &Wrong) -> Markup {
    let words = visit.words;
    let title = words.text("upload-placements");
    let file = Upload {
        name: "file",
        label: "upload-file",
        hint: "upload-file-hint",
        accept: ".csv,.jsonl,.json,.xlsx,.ods,.xls",
        ..Upload::default()
    };
    let mapping = Upload {
        name: "mapping",
        label: "upload-mapping",
        hint: "upload-mapping-hint",
        accept: ".toml",
        optional: true,
        ..Upload::default()
    };
    let body = html! {
        (file.show(words, wrong.fault))
        (mapping.show(words, wrong.fault))
        @if let Some(problem) = &wrong.mapping { p.mono lang="en" { (problem) } }
        div.actions {
            button { (words.text("upload-look")) }
            a href="/imports" { (words.text("cancel")) }
        }
    };
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { (words.text("upload-text")) }
            @if wrong.fault.is_some() { (notice("bad", &words.text("faults"))) }
            div.card { (upload_form(visit, "/placements/import", body)) }
        },
    )
}

fn refused(visit: &Visit, wrong: &Wrong) -> Response {
    (StatusCode::UNPROCESSABLE_ENTITY, upload_page(visit, wrong)).into_response()
}

/// Shows what a file says, before it is taken in.
pub(super) async fn look(
    State(app): State<App>,
    Extension(uploads): Extension<Uploads>,
    signed: Signed,
    uploaded: Uploaded,
) -> Result<Response, Failure> {
    let permit = permit(&app, &signed, Action::ImportPlacements, PURPOSE)?;
    let visit = &signed.visit;
    let at = |field, message| Wrong {
        fault: Some(Fault { field, message }),
        mapping: None,
    };
    let Some(file) = uploaded.files("file").next() else {
        return Ok(refused(visit, &at("file", "required")));
    };
    let mapping = uploaded.files("mapping").next();
    let mapping = match service::mapping(mapping.map_or(&[], |mapping| &mapping.bytes)) {
        Ok(mapping) => mapping,
        Err(problem) => {
            let wrong = Wrong {
                mapping: Some(problem),
                ..at("mapping", "upload-mapping-wrong")
            };
            return Ok(refused(visit, &wrong));
        }
    };
    let (mapping, text) = mapping;
    let look = match service::look(&app.context, &permit, file.bytes.clone(), mapping).await {
        Ok(look) => look,
        Err(AccessError::Invalid(fault)) => {
            return Ok(refused(visit, &at(fault.field, fault.message)));
        }
        Err(error) => return Err(error.into()),
    };
    let content = service::put_by(&uploads, &permit, &file.bytes).await?;
    Ok(look_page(visit, &file.name, &look, &content, &text).into_response())
}

fn look_page(visit: &Visit, name: &str, look: &Look, content: &Content, mapping: &str) -> Markup {
    let words = visit.words;
    let title = words.text("upload-look");
    let count = |number: u64| number.to_string();
    let take = html! {
        input type="hidden" name="sha256" value=(HEXLOWER.encode(&content.sha256));
        input type="hidden" name="size" value=(content.size);
        input type="hidden" name="rows" value=(look.rows);
        input type="hidden" name="mapping" value=(mapping);
        div.actions {
            button { (words.with("upload-take", "count", &count(look.rows.saturating_sub(look.refused)))) }
            a.button.second href="/placements/import" { (words.text("cancel")) }
        }
    };
    page(
        visit,
        &title,
        html! {
            h1 { (title) }
            p { strong { (name) } " · " (words.with("upload-rows", "count", &count(look.rows))) }
            @if look.rows == look.refused { (notice("bad", &words.text("upload-nothing"))) }
            dl.pairs {
                dt { (words.text("upload-refused")) } dd { (look.refused) }
                dt { (words.text("upload-incomplete")) } dd { (look.incomplete) }
            }
            @if let Some(sample) = &look.sample { (understood(words, sample)) }
            (left_out(words, &look.notices))
            @if look.rows > look.refused { (form(visit, "/placements/import/take", take)) }
            (odd(words, look))
        },
    )
}

/// The first row as it was understood.
fn understood(words: Words, sample: &Sample) -> Markup {
    let (person, details) = (&sample.person, &sample.details);
    let text = |text: &str| match text {
        "" => "—".to_owned(),
        text => text.to_owned(),
    };
    let maybe = |text: &Option<String>| text.clone().unwrap_or_else(|| "—".to_owned());
    let status = sample.journey.map(|journey| journey.status);
    let pairs = [
        ("import-key", sample.key.clone()),
        ("field-name", text(&person.name)),
        ("field-birth-date", text(&person.birth_date)),
        ("field-nik", text(&person.nik)),
        ("field-passport-no", text(&person.passport_no)),
        (
            "field-status",
            status.map_or("—".to_owned(), |status| words::status(words, status)),
        ),
        (
            "field-scheme",
            details
                .scheme
                .map_or("—".to_owned(), |scheme| words::scheme(words, scheme)),
        ),
        (
            "country",
            details
                .country
                .map_or("—", |country| country.name(words.language))
                .to_owned(),
        ),
        ("field-company", maybe(&details.company)),
        ("position", maybe(&details.position)),
        (
            "field-contract-start",
            words::maybe_day(words, details.contract_start),
        ),
        (
            "field-contract-end",
            words::maybe_day(words, details.contract_end),
        ),
    ];
    html! {
        h2 { (words.with("upload-sample", "line", &sample.line.to_string())) }
        p { (words.text("upload-sample-text")) }
        div.card { dl.pairs { @for (label, value) in &pairs { dt { (words.text(label)) } dd { (value) } } } }
    }
}

/// Columns that hold nothing we know, and what else was odd about the file as a whole.
fn left_out(words: Words, notices: &[Diagnostic]) -> Markup {
    let (columns, others): (Vec<&Diagnostic>, Vec<&Diagnostic>) = notices
        .iter()
        .partition(|notice| notice.code == "column-unknown");
    let names = columns
        .iter()
        .filter_map(|notice| notice.place.field.as_deref());
    let others: Vec<_> = others
        .into_iter()
        .filter(|notice| notice.level > Level::Info)
        .take(20)
        .collect();
    html! {
        @if !columns.is_empty() {
            div.notice.warn role="status" {
                p { (words.text("upload-left-out")) }
                ul { @for name in names { li { (name) } } }
            }
        }
        @if !others.is_empty() {
            div.notice.warn role="status" {
                p { (words.text("upload-odd")) }
                ul lang="en" { @for notice in others { li { (notice.to_string()) } } }
            }
        }
    }
}

/// The rows that will be left out, or taken in without some of their fields.
fn odd(words: Words, look: &Look) -> Markup {
    let rows = look
        .odd
        .iter()
        .map(|line| {
            let outcome = match line.outcome {
                Outcome::Refused => words::outcome(words, Outcome::Refused),
                _ => html! { (words.text("upload-without")) },
            };
            vec![
                html! { (line.line) },
                html! { (line.key) },
                outcome,
                fault_in_words(words, &line.faults),
            ]
        })
        .collect();
    let table = Table {
        caption: "import-odd",
        columns: &[
            "import-line",
            "import-key",
            "import-outcome",
            "import-faults",
        ],
        rows,
        empty: "upload-nothing-odd",
    };
    let more = (look.refused + look.incomplete).saturating_sub(look.odd.len() as u64);
    html! {
        (table.show(words))
        @if more > 0 { p { (words.with("manifest-more", "count", &more.to_string())) } }
    }
}

/// Begins the import of what was looked at.
pub(super) async fn take(
    State(app): State<App>,
    Extension(uploads): Extension<Uploads>,
    signed: Signed,
    posted: Posted,
) -> Result<Redirect, Failure> {
    let permit = permit(&app, &signed, Action::ImportPlacements, PURPOSE)?;
    let agency = signed.principal.agency().ok_or(Failure::Refused)?;
    let sha256 = HEXLOWER
        .decode(posted.get("sha256").as_bytes())
        .ok()
        .and_then(|bytes| bytes.try_into().ok())
        .ok_or(Failure::Malformed)?;
    let number =
        |name| -> Result<u64, Failure> { posted.get(name).parse().map_err(|_| Failure::Malformed) };
    let content = Content {
        sha256,
        size: number("size")?,
    };
    // A browser ends the lines of a hidden field in its own way; the file had one of its own.
    let text = posted.get("mapping").replace("\r\n", "\n");
    service::mapping(text.as_bytes()).map_err(|_| Failure::Malformed)?;
    let rows = number("rows")?;
    let import = service::begin(
        &app.context,
        &uploads,
        &permit,
        agency,
        &content,
        &text,
        rows,
    )
    .await?;
    Ok(Redirect::to(&format!("/imports/{}", import.id)))
}
