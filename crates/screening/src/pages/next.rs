//! What follows a decision, beside the traveller: what was done already, and what can be done next.

use super::{referral, review};
use crate::{
    Outcome,
    service::{Followed, Held},
};
use domain::day_in_jakarta;
use maud::{Markup, html};
use ui::{
    Visit,
    components::{Area, button, form},
    moment,
};

/// The part of the page; without a decision only an interview can begin.
pub(super) fn next(visit: &Visit, held: &Held, followed: &Followed, decides: bool) -> Markup {
    let words = visit.words;
    let id = held.id;
    let last = held.decisions.last().map(|decision| decision.outcome);
    let held_up = matches!(
        last,
        Some(Outcome::Interview | Outcome::Defer | Outcome::Refer)
    );
    html! {
        div.card #next {
            h2 { (words.text("next-step")) }
            (done(visit, followed))
            (button(visit, &format!("/desk/{id}/interviews"), if last == Some(Outcome::Interview) { "" } else { "second" }, &words.text("interview-begin")))
            @if decides && held_up {
                p { a href={ "/desk/" (id) "/slip" } { (words.text("slip-give")) } }
                p { a href={ "/desk/" (id) "/referral" } { (words.text("handing-new")) } }
            }
            @if held_up && followed.reviews.iter().all(|review| Some(review.decision) != held.decisions.last().map(|last| last.id)) {
                details {
                    summary { (words.text("review-ask-counter")) }
                    (form(visit, &format!("/desk/{id}/reviews"), html! {
                        (Area { name: "words", label: "review-words", hint: Some("review-words-counter"), rows: 3, ..Area::default() }.show(words, None))
                        div.actions { button.second { (words.text("review-send")) } }
                    }))
                }
            }
        }
    }
}

fn done(visit: &Visit, followed: &Followed) -> Markup {
    let words = visit.words;
    let today = day_in_jakarta(visit.now.timestamp());
    html! {
        ul.plain-list {
            @for interview in &followed.interviews {
                li {
                    a href={ "/interviews/" (interview.id) } { (words.text("interview")) }
                    " " span.quiet { (moment(words, interview.begun_at)) ", " (interview.officer_name) }
                    @if interview.ended_at.is_none() { " " (ui::components::badge("warn", &words.text("interview-running"))) }
                }
            }
            @for slip in &followed.slips {
                li { (words.with("slip-number", "number", &slip.number)) " " span.quiet { (moment(words, slip.issued_at)) } }
            }
            @for one in &followed.reviews {
                li { (words.text("review")) " " (review::state(words, one, today)) " " span.quiet { (words.with("review-due-short", "day", &ui::day(words, one.due_on))) } }
            }
            @for one in &followed.referrals {
                li { a href={ "/desk-referrals/" (one.id) } { (referral::to(words, one)) } " " (referral::state(words, one)) }
            }
            @for (finding, at) in &followed.findings {
                li { (words.text("handing-finding")) ": " strong { (referral::finding(words, *finding)) } " " span.quiet { (moment(words, *at)) } }
            }
        }
    }
}
