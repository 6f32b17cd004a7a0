//! Records that may be one person: the queue, both side by side, and the decision of a person with the right.

use super::{day, homeless, needed, own, search::evidence};
use crate::{
    Directory, Record,
    service::{self, Compared, PAGE, refresh},
};
use access::{AccessError, Action, Fault};
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Comparison, Field, Table, button, form, notice, pager},
    moment, page,
};
use uuid::Uuid;

const PURPOSE: &str = "records of one person";

pub(super) async fn list(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    list_page(&app, &signed, 0).await
}

/// Another page of the queue.
pub(super) async fn turn(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Markup, Failure> {
    signed.permit(Action::MergePeople, PURPOSE)?;
    let at = posted.get("page").parse().map_err(|_| Failure::Malformed)?;
    list_page(&app, &signed, at).await
}

async fn list_page(app: &App, signed: &Signed, at: u32) -> Result<Markup, Failure> {
    let Some(permit) = own(app, signed, Action::MergePeople, PURPOSE)? else {
        return Ok(homeless(signed, "duplicates"));
    };
    let (pairs, count) = service::open_duplicates(&app.context, &permit, at).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let rows = pairs
        .iter()
        .map(|pair| {
            vec![
                html! { a href={ "/people/duplicates/" (pair.id) } { (pair.one_name) " ↔ " (pair.other_name) } },
                html! { (format!("{:+.0}", pair.weight)) },
                html! { (moment(words, pair.found_at)) },
            ]
        })
        .collect();
    let table = Table {
        caption: "duplicates",
        columns: &["duplicate-pair", "evidence-bits", "found-at"],
        rows,
        empty: "duplicates-empty",
    };
    let more = (i64::from(at) + 1) * PAGE < count;
    let body = html! {
        h1 { (words.text("duplicates")) }
        p { (words.text("duplicates-text")) }
        (table.show(words))
        (pager(visit, "/people/duplicates", &[], at, more))
    };
    Ok(page(visit, &words.text("duplicates"), body))
}

pub(super) async fn show(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    pair_page(&app, &directory, &signed, id, None).await
}

pub(super) async fn merge(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = needed(&app, &signed, Action::MergePeople, PURPOSE)?;
    let compared = service::compare(&app.context, &directory, &permit, id).await?;
    let survivor = posted.id("survivor")?.ok_or(Failure::Malformed)?;
    let (one, other) = (compared.pair.one, compared.pair.other);
    let absorbed = match survivor {
        id if id == one => other,
        id if id == other => one,
        _ => return Err(Failure::Malformed),
    };
    let reason = posted.get("reason");
    match service::merge(&app.context, &permit, survivor, absorbed, reason).await {
        Ok(()) => {
            refresh(&app.context, &directory, &[survivor, absorbed]).await;
            Ok(Redirect::to(&format!("/people/{survivor}")).into_response())
        }
        Err(AccessError::Invalid(fault)) => {
            let page = pair_page(&app, &directory, &signed, id, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn dismiss(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Redirect, Failure> {
    let permit = needed(&app, &signed, Action::MergePeople, PURPOSE)?;
    service::dismiss(&app.context, &permit, id).await?;
    Ok(Redirect::to("/people/duplicates"))
}

pub(super) async fn unmerge(
    State(app): State<App>,
    Extension(directory): Extension<Directory>,
    signed: Signed,
    Id(id): Id,
    _: Posted,
) -> Result<Redirect, Failure> {
    let permit = needed(&app, &signed, Action::MergePeople, PURPOSE)?;
    let survivor = service::unmerge(&app.context, &permit, id).await?;
    refresh(&app.context, &directory, &[survivor, id]).await;
    Ok(Redirect::to(&format!("/people/{id}")))
}

async fn pair_page(
    app: &App,
    directory: &Directory,
    signed: &Signed,
    id: Uuid,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let permit = needed(app, signed, Action::MergePeople, PURPOSE)?;
    let compared = service::compare(&app.context, directory, &permit, id).await?;
    let visit = &signed.visit;
    let words = visit.words;
    Ok(page(
        visit,
        &words.text("duplicate-pair"),
        html! {
            h1 { (words.text("duplicate-title")) }
            (side_by_side(words, &compared.records))
            h2 { (words.text("evidence")) }
            @let lines = compared.evidence();
            @if lines.is_empty() { (notice("warn", &words.text("search-not-ready"))) }
            (evidence(words, &lines))
            (decision(visit, id, &compared, fault))
        },
    ))
}

fn side_by_side(words: Words, [one, other]: &[Record; 2]) -> Markup {
    let column = |record: &Record| {
        let p = &record.person.particulars;
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let numbers = record.identifiers.iter().filter(|i| i.holds());
        let numbers: Vec<&str> = numbers.map(|i| i.number.as_str()).collect();
        let contacts = record.contacts.iter().filter(|c| c.holds());
        let contacts: Vec<&str> = contacts.map(|c| c.value.as_str()).collect();
        let family: Vec<&str> = record.relatives.iter().map(|r| r.name.as_str()).collect();
        let sex = p
            .sex
            .map(|sex| format!("sex-{}", sex.letter().to_ascii_lowercase()));
        [
            p.name.clone(),
            p.birth_date.map(|date| day(Some(date))).unwrap_or_default(),
            text(&p.birth_place),
            sex.map(|key| words.text(&key)).unwrap_or_default(),
            numbers.join(", "),
            contacts.join(", "),
            family.join(", "),
            text(&p.address),
            record.person.source_key.clone().unwrap_or_default(),
            moment(words, record.person.created_at),
        ]
    };
    const ROWS: [&str; 10] = [
        "person-name",
        "birth-date",
        "birth-place",
        "sex",
        "identifiers",
        "contacts",
        "family",
        "address",
        "source-key",
        "created-at",
    ];
    let rows = column(one).into_iter().zip(column(other));
    let rows: Vec<(&str, String, String)> = ROWS
        .into_iter()
        .zip(rows)
        .map(|(label, (one, other))| (label, one, other))
        .collect();
    let link = |record: &Record, key: &str| {
        html! { a href={ "/people/" (record.person.id) } { (words.text(key)) } }
    };
    Comparison {
        caption: "duplicate-title",
        one: link(one, "record-one"),
        other: link(other, "record-other"),
        rows: &rows,
    }
    .show(words)
}

fn decision(visit: &Visit, id: Uuid, compared: &Compared, fault: Option<Fault>) -> Markup {
    let words = visit.words;
    let path = |verb: &str| format!("/people/duplicates/{id}/{verb}");
    let keep = [
        (compared.pair.one, "keep-one"),
        (compared.pair.other, "keep-other"),
    ];
    let body = html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        fieldset.field {
            legend { (words.text("survivor")) }
            p.hint { (words.text("survivor-hint")) }
            @for (at, (record, key)) in keep.iter().enumerate() {
                @let input = format!("survivor-{at}");
                div.check {
                    input type="radio" id=(input) name="survivor" value=(record) checked[at == 0];
                    label for=(input) { (words.text(key)) }
                }
            }
        }
        (Field { name: "reason", label: "reason", hint: Some("merge-reason-hint"), ..Field::default() }.show(words, fault))
        div.actions { button { (words.text("merge")) } }
    };
    html! {
        div.card { (form(visit, &path("merge"), body)) }
        div.card {
            p { (words.text("distinct-text")) }
            (button(visit, &path("distinct"), "second", &words.text("distinct")))
        }
    }
}
