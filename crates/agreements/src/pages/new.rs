//! A new draft from a template.

use crate::{
    model::{Template, Term},
    service::{Officer, draft, view},
};
use access::{AccessError, Action, Fault};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use maud::{Markup, html};
use organisations::Agency;
use ui::{
    App, Failure, Posted, Signed, Words,
    components::{Choice, Field, form, notice, select},
    narrow_page,
};
use uuid::Uuid;

pub(super) async fn show(State(app): State<App>, signed: Signed) -> Result<Markup, Failure> {
    form_page(&app, &signed, &Posted::default(), None).await
}

pub(super) async fn create(
    State(app): State<App>,
    signed: Signed,
    posted: Posted,
) -> Result<Response, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let made = match written(&posted) {
        Ok(new) => draft::create(&app.context, &officer, new).await,
        Err(error) => Err(error),
    };
    match made {
        Ok(id) => Ok(Redirect::to(&format!("/agreements/{id}")).into_response()),
        Err(AccessError::Invalid(fault)) => {
            let page = form_page(&app, &signed, &posted, Some(fault)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

fn written(posted: &Posted) -> Result<draft::NewAgreement, AccessError> {
    let id = |name: &'static str| {
        Uuid::parse_str(posted.get(name)).map_err(|_| AccessError::invalid(name, "required"))
    };
    let parent = match posted.get("parent") {
        "" => None,
        _ => Some(id("parent")?),
    };
    Ok(draft::NewAgreement {
        template: Template::find(posted.get("template"))
            .ok_or(AccessError::invalid("template", "unknown"))?,
        parent,
        first: id("first")?,
        second: id("second")?,
        region: posted.get("region").to_owned(),
        term: term(posted)?,
    })
}

/// The term as a form writes it.
pub(super) fn term(posted: &Posted) -> Result<Term, AccessError> {
    let day = |name: &'static str| {
        let text = posted.get(name);
        text.trim()
            .parse()
            .map_err(|_| AccessError::invalid(name, "day-iso"))
    };
    Ok(Term {
        begins: day("begins")?,
        ends: day("ends")?,
        zone: posted.get("zone").to_owned(),
    })
}

/// The fields of a term.
pub(super) fn term_fields(
    words: Words,
    begins: &str,
    ends: &str,
    zone: &str,
    fault: Option<Fault>,
) -> Markup {
    let mut zones: Vec<&str> = Term::ZONES.to_vec();
    if !zone.is_empty() && !zones.contains(&zone) {
        zones.push(zone);
    }
    let zones: Vec<Choice> = zones
        .into_iter()
        .map(|name| Choice {
            value: name.to_owned(),
            text: words
                .known(&format!(
                    "zone-{}",
                    name.to_lowercase().replace(['/', '_'], "-")
                ))
                .unwrap_or_else(|| name.to_owned()),
            chosen: name == zone,
        })
        .collect();
    html! {
        (Field { name: "begins", label: "term-begins", value: begins, kind: "date", ..Field::default() }.show(words, fault))
        (Field { name: "ends", label: "term-ends", hint: Some("term-ends-hint"), value: ends, kind: "date", ..Field::default() }.show(words, fault))
        (select(words, "zone", "term-zone-label", false, &zones))
    }
}

async fn form_page(
    app: &App,
    signed: &Signed,
    posted: &Posted,
    fault: Option<Fault>,
) -> Result<Markup, Failure> {
    let officer = Officer::of(&signed.principal, Action::DraftAgreements)?;
    let agencies = organisations::service::agencies(&app.context).await?;
    let umbrellas = view::umbrellas(&app.context, &officer).await?;
    let visit = &signed.visit;
    let words = visit.words;
    let own = officer.agency();
    let templates: Vec<Choice> = Template::all()
        .iter()
        .map(|template| Choice {
            value: template.code.clone(),
            text: template.name.in_language(words.language).to_owned(),
            chosen: template.code == posted.get("template"),
        })
        .collect();
    let parents: Vec<Choice> = umbrellas
        .iter()
        .map(|line| Choice {
            value: line.record.id.to_string(),
            text: super::title(words, &line.document),
            chosen: line.record.id.to_string() == posted.get("parent"),
        })
        .collect();
    let chosen = |name: &str, usual: Option<Uuid>| Uuid::parse_str(posted.get(name)).ok().or(usual);
    let choices = |chosen: Option<Uuid>| -> Vec<Choice> {
        let choice = |agency: &Agency| Choice {
            value: agency.id.to_string(),
            text: agency.short_name.clone(),
            chosen: Some(agency.id) == chosen,
        };
        agencies.iter().map(choice).collect()
    };
    // Nobody is the other side until somebody has chosen it.
    let second = chosen("second", None);
    let mut others = vec![Choice {
        value: String::new(),
        text: words.text("choose"),
        chosen: second.is_none(),
    }];
    others.extend(choices(second));
    let body = html! {
        @if let Some(fault) = fault {
            (notice("bad", &words.text("faults")))
            @if matches!(fault.field, "first" | "second" | "template" | "parent") { p.fault { (words.text(fault.message)) } }
        }
        (select(words, "template", "agreement-template", false, &templates))
        (select(words, "first", "agreement-first", false, &choices(chosen("first", own))))
        (select(words, "second", "agreement-second", false, &others))
        (select(words, "parent", "agreement-parent", true, &parents))
        (Field { name: "region", label: "agreement-region", hint: Some("agreement-region-hint"), value: posted.get("region"), ..Field::default() }.show(words, fault))
        (term_fields(words, posted.get("begins"), posted.get("ends"), posted.get("zone"), fault))
        div.actions { button { (words.text("agreement-begin")) } a href="/agreements" { (words.text("cancel")) } }
    };
    let title = words.text("agreement-new");
    Ok(narrow_page(
        visit,
        &title,
        html! {
            h1 { (title) }
            @if own.is_none() { (notice("warn", &words.text("agreement-no-agency"))) }
            p { (words.text("agreement-new-text")) }
            div.card { (form(visit, "/agreements/new", body)) }
        },
    ))
}
