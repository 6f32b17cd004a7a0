//! Proposing an entry.

use super::{Keeping, mark, name};
use crate::{
    model::watch::{DraftForm, List, ListKind, Term},
    service::watch as service,
};
use access::{AccessError, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use ui::{
    App, Failure, Posted,
    components::{Area, Choice, Field, form, notice, select},
    narrow_page,
};

pub(super) async fn show<L: List>(
    State(app): State<App>,
    keeping: Keeping<L>,
) -> Result<Markup, Failure> {
    Ok(form_page(&app, &keeping, &Posted::default(), None, None))
}

pub(super) async fn propose<L: List>(
    State(app): State<App>,
    keeping: Keeping<L>,
    posted: Posted,
) -> Result<Response, Failure> {
    let text = |name: &str| posted.get(name).to_owned();
    let written = DraftForm {
        name: text("name"),
        birth_date: text("birth_date"),
        sex: text("sex"),
        passport_no: text("passport_no"),
        nik: text("nik"),
        reason: text("reason"),
        source: text("source"),
        legal_basis: text("legal_basis"),
        until: text("until"),
        key: String::new(),
    };
    let unprocessable = StatusCode::UNPROCESSABLE_ENTITY;
    match service::propose(&app.context, &keeping.keeper, &written).await {
        Ok(id) => Ok(Redirect::to(&format!("{}/{id}", L::PATH)).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = form_page(&app, &keeping, &posted, Some(fault), None);
            Ok((unprocessable, page).into_response())
        }
        Err(AccessError::Conflict(message)) => {
            let page = form_page(&app, &keeping, &posted, None, Some(message));
            Ok((unprocessable, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn form_page<L: List>(
    app: &App,
    keeping: &Keeping<L>,
    posted: &Posted,
    fault: Option<Fault>,
    conflict: Option<&'static str>,
) -> Markup {
    let visit = &keeping.signed.visit;
    let words = visit.words;
    let today = day_in_jakarta(app.context.db.ambient().now());
    let term = Term::of(L::KIND, today);
    let field = |name, label, hint, kind| Field {
        name,
        label,
        hint,
        kind,
        value: posted.get(name),
        optional: true,
        ..Field::default()
    };
    let area = |name, label, hint| Area {
        name,
        label,
        hint: Some(hint),
        value: posted.get(name),
        rows: 2,
        optional: false,
    };
    let sexes: Vec<Choice> = [("F", "sex-f"), ("M", "sex-m")]
        .into_iter()
        .map(|(value, key)| Choice {
            value: value.to_owned(),
            text: words.text(key),
            chosen: posted.get("sex") == value,
        })
        .collect();
    let (reason_hint, law_hint) = match L::KIND {
        ListKind::Protect => ("list-reason-hint-protect", "list-law-hint-protect"),
        ListKind::Accuse => ("list-reason-hint-accuse", "list-law-hint-accuse"),
    };
    let body = html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        @if let Some(conflict) = conflict { (notice("bad", &words.text(conflict))) }
        (Field { optional: false, ..field("name", "person-name", None, "") }.show(words, fault))
        (field("birth_date", "birth-date", Some("list-birth-date-hint"), "").show(words, fault))
        (select(words, "sex", "sex", true, &sexes))
        (field("passport_no", "passport-no", None, "").show(words, fault))
        (field("nik", "nik", None, "").show(words, fault))
        (area("reason", "list-reason", reason_hint).show(words, fault))
        (area("source", "list-source", "list-source-hint").show(words, fault))
        (area("legal_basis", "list-law", law_hint).show(words, fault))
        (field("until", "list-until", Some("list-until-hint"), "date").show(words, fault))
        p.hint { (words.with("list-term", "days", &term.review_days.to_string())) " " (term.source) "." }
        div.actions { button { (words.text("list-propose")) } a href=(L::PATH) { (words.text("cancel")) } }
    };
    let title = words.text("list-new");
    narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            (mark::<L>(words))
            @if keeping.keeper.may_propose() {
                p { (words.text(&format!("{}-text", name::<L>()))) }
                div.card { (form(visit, &format!("{}/new", L::PATH), body)) }
            } @else {
                (notice("warn", &words.text("list-only-decides")))
            }
        },
    )
}
