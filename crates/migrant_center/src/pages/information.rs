//! The legal way to work abroad: steps, documents, who pays, whom to see, how long.

use super::{
    country::question,
    parts::{basis, say},
};
use crate::{guide, model::Costs, service::today};
use axum::{extract::State, response::IntoResponse};
use domain::PlacementScheme;
use maud::{Markup, html};
use ui::{App, Visit, Words, narrow_page, open};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> impl IntoResponse {
    let words = visit.words;
    let day = today(&app.context);
    let page = narrow_page(
        &visit,
        &words.text("information"),
        html! {
            h1 { (words.text("information")) }
            p { (words.text("information-text")) }
            div.card {
                h2 { (words.text("information-choose")) }
                (question(&app, &visit, None, None))
            }
            h2 { (words.text("information-steps")) }
            ol.reasons {
                @for step in guide().steps(day) {
                    li {
                        h3 { (say(words, &step.title)) }
                        p { (say(words, &step.text)) " " strong { (words.text("information-where")) ": " (say(words, &step.who)) "." } }
                        details.small { summary { (words.text("door-source")) } (basis(words, &step.basis)) }
                    }
                }
            }
            h2 { (words.text("information-documents")) }
            (documents(words, day))
            h2 { (words.text("information-costs")) }
            (principle(words))
            h2 { (words.text("information-time")) }
            p { (words.text("information-time-text")) }
            h2 { (words.text("information-next")) }
            ul.tasks {
                li { a href="/cek-tawaran" { (words.text("check-offer")) } }
                li { a href="/perusahaan" { (words.text("check-company")) } }
                li { a href="/kontak" { (words.text("door-contacts")) } }
            }
        },
    );
    open::answer(&app, &visit, page)
}

/// The documents without which nobody is placed.
pub(super) fn documents(words: Words, day: jiff::civil::Date) -> Markup {
    html! {
        ul.reasons {
            @for required in placement::required(PlacementScheme::PToP, day) {
                li {
                    strong { (words.text(&super::parts::key("document", required.kind.code()))) }
                    @if let Some(note) = guide().document(required.kind) { ": " (say(words, &note.text)) }
                    details.small { summary { (words.text("door-source")) } p.quiet { (required.article) } }
                }
            }
        }
    }
}

/// That the employer pays, in the words of the rules.
fn principle(words: Words) -> Markup {
    html! {
        @if let Some(costs) = Costs::shipped() {
            p { (say(words, &costs.free.text)) }
            ul { @for job in &costs.free.jobs { li { (words.text(&super::parts::key("offer-job", job.code()))) } } }
            (basis(words, &costs.free.basis))
            p { (say(words, &costs.other.text)) }
            (basis(words, &costs.other.basis))
        }
    }
}
