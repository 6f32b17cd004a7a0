//! One country, and one kind of work there: is there a legal way, who pays for what.

use super::parts::{basis, jobs, key, say, unknown};
use crate::{
    Job, Place, Placing,
    model::{Costs, rupiah},
    service::today,
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use domain::Country;
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{
    App, Failure, Posted, Visit, Words,
    components::{countries, notice, select},
    narrow_page, open,
};

/// The question for country and kind of work.
pub(super) fn question(
    app: &App,
    visit: &Visit,
    country: Option<Country>,
    job: Option<Job>,
) -> Markup {
    let words = visit.words;
    let chosen = country.map(|country| country.alpha3().to_owned());
    let mut choices = vec![unknown(words, chosen.is_none())];
    choices.extend(
        countries(words, chosen.as_deref().unwrap_or_default())
            .into_iter()
            .filter(|choice| choice.value != Country::INDONESIA.alpha3()),
    );
    let fields = html! {
        (select(words, "country", "offer-country", false, &choices))
        (jobs(words, job))
        div.actions { button { (words.text("information-show")) } }
    };
    open::form(app, visit, "/informasi", fields)
}

/// Leads on to the page of what was chosen, so that it can be kept and passed on.
pub(super) async fn choose(posted: Posted) -> Redirect {
    let country = Country::from_alpha3(posted.get("country"));
    match (country, Job::from_code(posted.get("job"))) {
        (None, _) => Redirect::to("/informasi"),
        (Some(country), None) => Redirect::to(&format!("/informasi/{country}")),
        (Some(country), Some(job)) => Redirect::to(&format!("/informasi/{country}/{}", job.code())),
    }
}

pub(super) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(country): Path<String>,
) -> Result<Response, Failure> {
    let country = Country::from_alpha3(&country).ok_or(Failure::NotFound)?;
    Ok(page(&app, &visit, country, None))
}

pub(super) async fn show_job(
    State(app): State<App>,
    visit: Visit,
    Path((country, job)): Path<(String, String)>,
) -> Result<Response, Failure> {
    let country = Country::from_alpha3(&country).ok_or(Failure::NotFound)?;
    let job = Job::from_code(&job).ok_or(Failure::NotFound)?;
    Ok(page(&app, &visit, country, Some(job)))
}

fn page(app: &App, visit: &Visit, country: Country, job: Option<Job>) -> Response {
    let words = visit.words;
    let day = today(&app.context);
    let name = country.name(words.language);
    let title = words.with("information-country", "country", name);
    let place = Place::of(country, day);
    let job_name = job.map(|job| words.text(&key("offer-job", job.code())));
    let body = html! {
        h1 { (title) @if let Some(job) = &job_name { ": " (job) } }
        @match place {
            Some(place) => {
                (notice(tone(place.placing), say(words, &place.text)))
                (basis(words, &place.basis))
                @for fact in &place.facts {
                    p { (say(words, &fact.text)) }
                    (basis(words, &fact.basis))
                }
            }
            None => { (notice("warn", &words.text("information-unknown-country"))) }
        }
        @if place.is_none_or(|place| place.placing != Placing::None) {
            h2 { (words.text("information-costs")) }
            (costs(words, country, job, day))
            h2 { (words.text("information-documents")) }
            (super::information::documents(words, day))
            p { a href="/informasi" { (words.text("information-all-steps")) } }
            h2 { (words.text("information-time")) }
            p { (words.text("information-time-text")) }
        }
        h2 { (words.text("information-next")) }
        ul.tasks {
            li { a href="/cek-tawaran" { (words.text("check-offer")) } }
            li { a href="/perusahaan" { (words.text("check-company")) } }
            li { a href="/kontak" { (words.text("door-contacts")) } }
        }
        div.card {
            h2 { (words.text("information-other")) }
            (question(app, visit, Some(country), job))
        }
    };
    open::answer(app, visit, narrow_page(visit, &title, body)).into_response()
}

fn tone(placing: Placing) -> &'static str {
    match placing {
        Placing::Official => "",
        Placing::NoHouseholds => "warn",
        Placing::None => "bad",
    }
}

/// Who pays for what; where no kind of work was chosen, both rules.
fn costs(words: Words, country: Country, job: Option<Job>, day: Date) -> Markup {
    let Some(costs) = Costs::shipped() else {
        return html! {};
    };
    let free = job.map(|job| costs.is_free(job, day));
    let limit = job.and_then(|job| costs.limit(country, job, day));
    html! {
        @if free != Some(false) {
            p { (say(words, &costs.free.text)) }
            @if free.is_none() {
                ul { @for job in &costs.free.jobs { li { (words.text(&key("offer-job", job.code()))) } } }
            } @else {
                p { (words.text("information-not-you")) }
                ul { @for component in &costs.components { li { (say(words, &component.name)) } } }
            }
            (basis(words, &costs.free.basis))
        }
        @if free != Some(true) {
            p { (say(words, &costs.other.text)) }
            (basis(words, &costs.other.basis))
        }
        @if let Some(limit) = limit {
            p { (say(words, &limit.text)) }
            (basis(words, &limit.basis))
        }
        h3 { (words.text("information-amounts")) }
        ul.reasons {
            @for amount in costs.amounts(country, day) {
                li { (say(words, &amount.name)) ": " strong { (rupiah(amount.rupiah)) } (basis(words, &amount.basis)) }
            }
        }
    }
}
