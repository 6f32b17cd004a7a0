//! One placement: where it stands, what it lacks, its documents and its history.

use super::{names, permit, words};
use crate::{
    Details, Document, DocumentKind, DocumentState, Held, Placement, Step, lacks, service,
};
use access::{AccessError, Action, Fault, service::history};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use domain::{Country, PlacementScheme, PlacementStatus, day_in_jakarta};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Signed, Visit, Words,
    components::{Field, Table, badge, countries, form, notice, select, timeline},
    page,
};
use uuid::Uuid;

pub(super) async fn show(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
) -> Result<Markup, Failure> {
    placement_page(&app, &signed, id, None).await
}

pub(super) async fn change(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&app, &signed, Action::ManagePlacements, "placements")?;
    let done = match details_of(&signed.visit, &posted) {
        Ok(details) => service::change(&app.context, &permit, id, details).await,
        Err(error) => Err(error),
    };
    answer(&app, signed, id, &posted, done).await
}

pub(super) async fn put_document(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&app, &signed, Action::ManagePlacements, "placements")?;
    let done = match document_of(&signed.visit, &posted) {
        Ok(document) => service::put_document(&app.context, &permit, id, document).await,
        Err(error) => Err(error),
    };
    answer(&app, signed, id, &posted, done).await
}

pub(super) async fn take_step(
    State(app): State<App>,
    signed: Signed,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let permit = permit(&app, &signed, Action::ManagePlacements, "placements")?;
    let step = Step::from_code(posted.get("step")).ok_or(Failure::Malformed)?;
    let done = match posted.day_needed("day", today(&signed.visit)) {
        Ok(day) => service::take_step(&app.context, &permit, id, step, day).await,
        Err(error) => Err(error),
    };
    answer(&app, signed, id, &posted, done).await
}

/// The page after a change, with the fault above the form that it came from, or the word that it was saved.
async fn answer(
    app: &App,
    mut signed: Signed,
    id: Uuid,
    posted: &Posted,
    done: Result<(), AccessError>,
) -> Result<Response, Failure> {
    let fault = match done {
        Ok(()) => {
            signed.visit.notice = Some("saved".to_owned());
            None
        }
        Err(AccessError::Invalid(fault)) => Some((posted, fault)),
        Err(error) => return Err(error.into()),
    };
    let status = match fault {
        Some(_) => StatusCode::UNPROCESSABLE_ENTITY,
        None => StatusCode::OK,
    };
    Ok((status, placement_page(app, &signed, id, fault).await?).into_response())
}

fn today(visit: &Visit) -> Date {
    day_in_jakarta(visit.now.timestamp())
}

pub(super) fn details_of(visit: &Visit, posted: &Posted) -> Result<Details, AccessError> {
    let today = today(visit);
    let held = |field| Held::from_code(posted.get(field));
    Ok(Details {
        scheme: PlacementScheme::from_code(posted.get("scheme")),
        country: Country::from_alpha3(posted.get("country")),
        employer: posted.text("employer"),
        position: posted.text("position"),
        company: posted.text("company"),
        contract_start: posted.day("contract_start", today)?,
        contract_end: posted.day("contract_end", today)?,
        insurance: held("insurance"),
        insurance_number: posted.text("insurance_number"),
        insurance_until: posted.day("insurance_until", today)?,
        orientation: held("orientation"),
        orientation_on: posted.day("orientation_on", today)?,
        registered_on: posted.day("registered_on", today)?,
        office: posted.text("office"),
    })
}

fn document_of(visit: &Visit, posted: &Posted) -> Result<Document, AccessError> {
    let today = today(visit);
    Ok(Document {
        kind: DocumentKind::from_code(posted.get("kind"))
            .ok_or(AccessError::invalid("kind", "unknown"))?,
        number: posted.text("number"),
        issuer: posted.text("issuer"),
        issued: posted.day("issued", today)?,
        until: posted.day("until", today)?,
        state: DocumentState::from_code(posted.get("document_state"))
            .ok_or(AccessError::invalid("document_state", "unknown"))?,
    })
}

pub(super) fn fields(words: Words, written: &Posted, fault: Option<Fault>) -> Markup {
    let field = |name, label, kind| Field {
        name,
        label,
        value: written.get(name),
        kind,
        optional: true,
        ..Field::default()
    };
    let schemes = words::choices(
        PlacementScheme::ALL,
        PlacementScheme::code,
        |s| words::scheme(words, s),
        written.get("scheme"),
    );
    let held = |name| {
        words::choices(
            Held::ALL,
            Held::code,
            |held| words.text(held.code()),
            written.get(name),
        )
    };
    html! {
        @if fault.is_some() { (notice("bad", &words.text("faults"))) }
        (select(words, "scheme", "scheme", true, &schemes))
        (select(words, "country", "country", true, &countries(words, written.get("country"))))
        (field("employer", "employer", "").show(words, fault))
        (field("position", "position", "").show(words, fault))
        (field("company", "placement-company", "").show(words, fault))
        (field("contract_start", "contract-start", "date").show(words, fault))
        (field("contract_end", "contract-end", "date").show(words, fault))
        (select(words, "insurance", "insurance", true, &held("insurance")))
        (field("insurance_number", "insurance-number", "").show(words, fault))
        (field("insurance_until", "insurance-until", "date").show(words, fault))
        (select(words, "orientation", "orientation", true, &held("orientation")))
        (field("orientation_on", "orientation-on", "date").show(words, fault))
        (field("registered_on", "registered-on", "date").show(words, fault))
        (field("office", "office", "").show(words, fault))
    }
}

async fn placement_page(
    app: &App,
    signed: &Signed,
    id: Uuid,
    faulty: Option<(&Posted, Fault)>,
) -> Result<Markup, Failure> {
    let permit = permit(app, signed, Action::ReadPlacements, "placements")?;
    let placement = service::get(&app.context, &permit, id).await?;
    let happened = history::of_record(
        &app.context,
        &permit,
        Action::ReadPlacements,
        "placement",
        id,
    )
    .await?;
    let mut names = names(app, signed, &[placement.person]).await?;
    for agency in organisations::service::agencies(&app.context).await? {
        names.insert(agency.id, agency.short_name);
    }
    let visit = &signed.visit;
    let words = visit.words;
    let today = today(visit);
    let manages = signed.principal.may(Action::ManagePlacements);
    let name = names
        .get(&placement.person)
        .cloned()
        .unwrap_or_else(|| words.text("person"));
    let title = words.with("placement-of", "name", &name);
    Ok(page(
        visit,
        &title,
        html! {
            h1 { (title) " " (words::status_badge(words, placement.journey.status)) }
            p { a href={ "/people/" (placement.person) } { (words.text("person-open")) } }
            @if let Some((_, fault)) = faulty { (notice("bad", &words.text(fault.message))) }
            (lacking(words, &placement, today))
            @if manages { (steps(visit, &placement, today)) }
            (facts(words, &placement))
            @if manages { (change_form(visit, &placement, faulty)) }
            (documents(words, &placement, today).show(words))
            @if manages { (document_form(visit, &placement)) }
            h2 { (words.text("history")) }
            (timeline(words, &happened, &names))
        },
    ))
}

/// What a candidate still lacks; once in force, what ran out.
fn lacking(words: Words, placement: &Placement, today: Date) -> Markup {
    let open = match placement.journey.status {
        PlacementStatus::Candidate => lacks(placement, today),
        PlacementStatus::Active => {
            let mut lacks = lacks(placement, today);
            lacks.retain(|(_, _, lack)| *lack == crate::Lack::Expired);
            lacks
        }
        _ => Vec::new(),
    };
    html! {
        @if !open.is_empty() {
            div.notice.warn role="status" {
                p { strong { (words.text("placement-lacks")) } }
                ul { @for (what, kind, why) in open { li { (words::lack(words, what, kind, why)) } } }
            }
        }
    }
}

fn steps(visit: &Visit, placement: &Placement, today: Date) -> Markup {
    let words = visit.words;
    let lacking = !lacks(placement, today).is_empty();
    let steps = placement
        .journey
        .steps()
        .iter()
        .filter(|step| !(lacking && **step == Step::Verify));
    let body = html! {
        (Field { name: "day", label: "step-day", hint: Some("step-day-hint"), value: &today.to_string(), kind: "date", ..Field::default() }.show(words, None))
        div.actions {
            @for step in steps {
                @let class = if matches!(step, Step::Cancel | Step::Reopen) { "danger" } else { "second" };
                button class=(class) name="step" value=(step.code()) { (words::step(words, *step)) }
            }
        }
    };
    html! { div.card { (form(visit, &format!("/placements/{}/steps", placement.id), body)) } }
}

fn facts(words: Words, placement: &Placement) -> Markup {
    let details = &placement.details;
    let journey = &placement.journey;
    let held =
        |held: Option<Held>| held.map_or_else(|| "—".to_owned(), |held| words.text(held.code()));
    let until = |day: Option<Date>| {
        day.map(|day| {
            format!(
                " ({} {})",
                words.text("until").to_lowercase(),
                ui::day(words, day)
            )
        })
    };
    html! {
        dl.pairs {
            dt { (words.text("scheme")) }
            dd { (details.scheme.map_or_else(|| "—".to_owned(), |scheme| words::scheme(words, scheme))) }
            dt { (words.text("country")) }
            dd { (details.country.map_or("—", |country| country.name(words.language))) }
            dt { (words.text("employer")) } dd { (words::maybe(details.employer.as_deref())) }
            dt { (words.text("position")) } dd { (words::maybe(details.position.as_deref())) }
            dt { (words.text("placement-company")) }
            dd {
                @if let Some(id) = placement.company_id {
                    a href={ "/companies/" (id) } { (words::maybe(details.company.as_deref())) }
                } @else {
                    (words::maybe(details.company.as_deref()))
                    @if details.company.is_some() { " " (badge("bad", &words.text("company-unknown"))) }
                }
            }
            dt { (words.text("contract")) }
            dd { (words::maybe_day(words, details.contract_start)) " – " (words::maybe_day(words, details.contract_end)) }
            dt { (words.text("insurance")) }
            dd { (held(details.insurance)) (until(details.insurance_until).unwrap_or_default()) " " (details.insurance_number.as_deref().unwrap_or_default()) }
            dt { (words.text("orientation")) }
            dd { (held(details.orientation)) " " (details.orientation_on.map(|day| ui::day(words, day)).unwrap_or_default()) }
            dt { (words.text("departed-on")) } dd { (words::maybe_day(words, journey.departed_on)) }
            dt { (words.text("arrived-on")) } dd { (words::maybe_day(words, journey.arrived_on)) }
            dt { (words.text("returned-on")) } dd { (words::maybe_day(words, journey.returned_on)) }
            dt { (words.text("registered-on")) }
            dd { (words::maybe_day(words, details.registered_on)) " " (details.office.as_deref().unwrap_or_default()) }
        }
    }
}

fn change_form(visit: &Visit, placement: &Placement, faulty: Option<(&Posted, Fault)>) -> Markup {
    let words = visit.words;
    // The page has three forms: what was written here is shown again only if it was written here.
    let faulty = faulty.filter(|(posted, _)| posted.has("contract_start"));
    let stored = Posted::of(&placement.details);
    let (written, fault) = faulty.map_or((&stored, None), |(posted, fault)| (posted, Some(fault)));
    let body =
        html! { (fields(words, written, fault)) div.actions { button { (words.text("save")) } } };
    html! {
        details open[fault.is_some()] {
            summary { (words.text("change")) }
            div.card { (form(visit, &format!("/placements/{}", placement.id), body)) }
        }
    }
}

fn documents<'a>(words: Words, placement: &Placement, today: Date) -> Table<'a> {
    let rows = placement
        .documents
        .iter()
        .map(|document| {
            let state = if document.expired(today) {
                badge("bad", &words.text("standing-expired"))
            } else {
                let tone = match document.state {
                    DocumentState::Verified => "good",
                    DocumentState::Submitted => "warn",
                    DocumentState::Missing | DocumentState::Rejected => "bad",
                };
                badge(tone, &words::document_state(words, document.state))
            };
            vec![
                html! { (words::document(words, document.kind)) },
                words::maybe(document.number.as_deref()),
                words::maybe(document.issuer.as_deref()),
                html! { (words::maybe_day(words, document.until)) },
                state,
            ]
        })
        .collect();
    Table {
        caption: "documents",
        columns: &["document", "number", "issuer", "until", "state"],
        rows,
        empty: "documents-empty",
    }
}

fn document_form(visit: &Visit, placement: &Placement) -> Markup {
    let words = visit.words;
    let kinds = words::choices(
        DocumentKind::ALL,
        DocumentKind::code,
        |k| words::document(words, k),
        "",
    );
    let states = words::choices(
        DocumentState::ALL,
        DocumentState::code,
        |s| words::document_state(words, s),
        "submitted",
    );
    let field = |name, label, kind| Field {
        name,
        label,
        kind,
        optional: true,
        ..Field::default()
    };
    let body = html! {
        (select(words, "kind", "document", false, &kinds))
        (field("number", "number", "").show(words, None))
        (field("issuer", "issuer", "").show(words, None))
        (field("issued", "since", "date").show(words, None))
        (field("until", "until", "date").show(words, None))
        (select(words, "document_state", "state", false, &states))
        div.actions { button { (words.text("save")) } }
    };
    html! {
        details {
            summary { (words.text("document-put")) }
            div.card { (form(visit, &format!("/placements/{}/documents", placement.id), body)) }
        }
    }
}
