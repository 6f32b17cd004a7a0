//! The first look, and every change after it: danger now? what first? by when?

use super::{Working, Written, case_form, case_page};
use crate::{Case, CaseForm, Category, Change, Danger, Kind, Phase, Status, pages::words, service};
use access::AccessError;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use domain::Country;
use maud::{Markup, html};
use serde::Deserialize;
use ui::{
    App, Failure, Id, Posted, Visit, Words,
    components::{Area, Comparison, Field, form, notice, select, tick},
};

const FORM: &str = "work";

pub(super) async fn change(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let changed = service::change(&app.context, &working.officer, id, &case_form(&posted)).await;
    let mut written = Written {
        form: FORM,
        posted,
        ..Written::default()
    };
    let status = match changed {
        Ok(Change::Saved) => return Ok(Redirect::to(&format!("/cases/{id}")).into_response()),
        Ok(Change::Overtaken(_)) => {
            written.overtaken = true;
            StatusCode::CONFLICT
        }
        Err(AccessError::Invalid(fault)) => {
            written.fault = Some(fault);
            StatusCode::UNPROCESSABLE_ENTITY
        }
        Err(error) => return Err(error.into()),
    };
    let page = case_page(&app, &working, id, &written).await?;
    Ok((status, page).into_response())
}

/// Whether a seal is put on or taken off.
#[derive(Debug, Deserialize)]
pub(super) struct Seal {
    #[serde(default)]
    sealed: String,
}

pub(super) async fn seal(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    Query(seal): Query<Seal>,
    _: Posted,
) -> Result<Response, Failure> {
    service::seal(&app.context, &working.officer, id, seal.sealed == "yes").await?;
    Ok(Redirect::to(&format!("/cases/{id}")).into_response())
}

/// The form of a case; open where it waits for the first look, or where something came back.
pub(super) fn form_of(visit: &Visit, case: &Case, written: &Written) -> Markup {
    let words = visit.words;
    let first = case.status == Status::Received;
    let back = written.form == FORM;
    let mut shown = if back {
        case_form(&written.posted)
    } else {
        CaseForm::of(case)
    };
    // What is sent again counts against the case as it now stands beside it.
    shown.version = case.version.to_string();
    if first && !back {
        shown.status = Status::Review.code().to_owned();
        shown.take = true;
    }
    let title = words.text(if first {
        "case-first-look"
    } else {
        "case-change"
    });
    html! {
        details.card open[first || back] {
            summary { (title) }
            @if first { p { (words.text("case-first-look-text")) } }
            @if written.overtaken && back { (overtaken(words, case, &shown)) }
            @if written.fault(FORM).is_some() { (notice("bad", &words.text("faults"))) }
            (form(visit, &format!("/cases/{}", case.id), fields(words, case, &shown, written)))
        }
    }
}

fn fields(words: Words, case: &Case, shown: &CaseForm, written: &Written) -> Markup {
    let fault = written.fault(FORM);
    let dangers = words::choices(words, "danger", Danger::ALL, Danger::code, &shown.danger);
    let kinds = words::choices(words, "kind", Kind::ALL, Kind::code, &shown.kind);
    let phases = words::choices(words, "phase", Phase::ALL, Phase::code, &shown.phase);
    let categories = words::choices(
        words,
        "category",
        Category::ALL,
        Category::code,
        &shown.category,
    );
    let mut ways = case.status.next().to_vec();
    if case.status != Status::Received && !ways.contains(&case.status) {
        ways.insert(0, case.status);
    }
    let statuses = words::choices(words, "status", &ways, Status::code, &shown.status);
    let country = Country::from_alpha3(&shown.country).map(|country| country.name(words.language));
    let summary = Area {
        name: "summary",
        label: "case-summary",
        value: &shown.summary,
        rows: 4,
        ..Area::default()
    };
    let line = |name, label, value, kind| Field {
        name,
        label,
        value,
        kind,
        optional: true,
        ..Field::default()
    };
    html! {
        input type="hidden" name="version" value=(shown.version);
        (select(words, "danger", "case-danger-question", false, &dangers))
        div.columns {
            (line("next_step", "case-next-step", &shown.next_step, "").show(words, fault))
            (line("next_on", "case-next-on", &shown.next_on, "date").show(words, fault))
            (select(words, "status", "state", false, &statuses))
            (select(words, "kind", "case-kind", false, &kinds))
            (select(words, "category", "case-category", false, &categories))
            (select(words, "phase", "case-phase", false, &phases))
            (line("country", "country", country.unwrap_or(&shown.country), "").show(words, fault))
        }
        (summary.show(words, fault))
        (tick(words, "take", "case-take", shown.take))
        div.actions { button { (words.text("save")) } }
    }
}

/// What the other officer saved meanwhile, beside what was written here.
fn overtaken(words: Words, case: &Case, yours: &CaseForm) -> Markup {
    let now = CaseForm::of(case);
    let coded = |of: &str, code: &str| {
        let key = format!("case-{of}-{}", code.replace('_', "-"));
        words.known(&key).unwrap_or_default()
    };
    let rows = [
        (
            "case-danger",
            coded("danger", &now.danger),
            coded("danger", &yours.danger),
        ),
        (
            "case-next-step",
            now.next_step.clone(),
            yours.next_step.clone(),
        ),
        ("case-next-on", now.next_on.clone(), yours.next_on.clone()),
        (
            "state",
            coded("status", &now.status),
            coded("status", &yours.status),
        ),
        (
            "case-kind",
            coded("kind", &now.kind),
            coded("kind", &yours.kind),
        ),
        (
            "case-category",
            coded("category", &now.category),
            coded("category", &yours.category),
        ),
        (
            "case-phase",
            coded("phase", &now.phase),
            coded("phase", &yours.phase),
        ),
        ("case-summary", now.summary.clone(), yours.summary.clone()),
    ];
    let table = Comparison {
        caption: "case-overtaken",
        one: html! { (words.text("case-as-now")) },
        other: html! { (words.text("case-as-yours")) },
        rows: &rows,
    };
    html! { (notice("bad", &words.text("case-overtaken-text"))) (table.show(words)) }
}
