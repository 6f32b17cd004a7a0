//! What was told, what was said since, and how whoever told can be reached.

use super::{Working, Written, after};
use crate::{Held, Way, pages::words, service};
use axum::{
    extract::{Path, State},
    response::Response,
};
use maud::{Markup, html};
use ui::{
    App, Failure, Id, Posted, Visit,
    components::{Field, form, select},
    moment,
};
use uuid::Uuid;

const CONTACT: &str = "contact";

pub(super) async fn answer(
    State(app): State<App>,
    working: Working,
    Path((id, intake)): Path<(Uuid, Uuid)>,
    posted: Posted,
) -> Result<Response, Failure> {
    let words = posted.get("answer").to_owned();
    let answered = service::answer(&app.context, &working.officer, id, intake, &words).await;
    after(&app, &working, id, "answer", posted, answered).await
}

pub(super) async fn set_contact(
    State(app): State<App>,
    working: Working,
    Id(id): Id,
    posted: Posted,
) -> Result<Response, Failure> {
    let officer = &working.officer;
    officer.managing()?;
    let way = Way::from_code(posted.get("way")).ok_or(Failure::Malformed)?;
    let (times, pretext) = (
        posted.get("times").to_owned(),
        posted.get("pretext").to_owned(),
    );
    let set = service::set_contact(&app.context, officer, id, way, &times, &pretext).await;
    after(&app, &working, id, CONTACT, posted, set).await
}

pub(super) fn cards(visit: &Visit, held: &Held, manages: bool, written: &Written) -> Markup {
    let words = visit.words;
    let case = held.case.id;
    html! {
        @if !held.intakes.is_empty() { h2 { (words.text("case-told")) } }
        @for (intake, said) in &held.intakes {
            @let field = format!("answer-{}", intake.id);
            div.card {
                p.quiet {
                    (words::word(words, "channel", intake.channel.code())) " · " (words::word(words, "about", intake.about.code()))
                    " · " (moment(words, intake.received_at))
                }
                p { (intake.words) }
                @if !intake.place.is_empty() { p { (words.text("report-place")) ": " (intake.place) } }
                @for message in said {
                    p {
                        strong { @if message.ours { (message.by.as_deref().unwrap_or("—")) } @else { (words.text("case-teller")) } }
                        " (" (moment(words, message.at)) "): " (message.words)
                    }
                }
                @if manages {
                    details open[written.form == "answer"] {
                        summary { (words.text("case-answer")) }
                        (form(visit, &format!("/cases/{case}/answers/{}", intake.id), html! {
                            div.field {
                                label for=(field) { (words.text("case-answer-text")) }
                                textarea id=(field) name="answer" rows="3" required { "\n" (written.get("answer", "answer")) }
                            }
                            button { (words.text("case-answer")) }
                        }))
                    }
                }
            }
        }
        @if manages { (contact(visit, held, written)) }
    }
}

fn contact(visit: &Visit, held: &Held, written: &Written) -> Markup {
    let words = visit.words;
    let back = written.form == CONTACT;
    let rule = held.contact.as_ref();
    let value = |name: &'static str, stored: Option<&str>| {
        if back {
            written.get(CONTACT, name).to_owned()
        } else {
            stored.unwrap_or_default().to_owned()
        }
    };
    let way = value("way", rule.map(|rule| rule.way.code()));
    let times = value("times", rule.map(|rule| rule.times.as_str()));
    let pretext = value("pretext", rule.map(|rule| rule.pretext.as_str()));
    let ways = words::choices(words, "way", Way::ALL, Way::code, &way);
    let field = |name, label, value| Field {
        name,
        label,
        value,
        optional: true,
        ..Field::default()
    };
    let fault = written.fault(CONTACT);
    html! {
        details open[back] {
            summary { (words.text("case-set-contact")) }
            (form(visit, &format!("/cases/{}/contact", held.case.id), html! {
                (select(words, "way", "report-way", false, &ways))
                (field("times", "report-times", &times).show(words, fault))
                (field("pretext", "report-pretext", &pretext).show(words, fault))
                div.actions { button { (words.text("save")) } }
            }))
        }
    }
}
