//! What the check says, in words: never an accusation, never "safe".

use super::{
    super::{
        company,
        parts::{basis, call, key, nearest, say},
    },
    form::hidden,
    story::story,
};
use crate::{Advice, Checked, Offer, RegisterAnswer, Rule, Severity};
use maud::{Markup, html};
use ui::{App, Visit, Words, components::badge, narrow_page, open};

pub(super) fn page(
    app: &App,
    visit: &Visit,
    offer: &Offer,
    checked: &Checked,
    found: Option<&RegisterAnswer>,
) -> Markup {
    let words = visit.words;
    let change = html! { (hidden(offer)) button.second name="change" value="yes" { (words.text("offer-change")) } };
    let place = offer.country.map(|country| country.name(words.language));
    let complain = html! {
        input type="hidden" name="words" value=(story(words, offer, checked));
        input type="hidden" name="about" value="family";
        input type="hidden" name="phase" value="before";
        @if let Some(place) = place { input type="hidden" name="country" value=(place); }
        button name="fill_in" value="yes" { (words.text("offer-complain")) }
    };
    narrow_page(
        visit,
        &words.text("offer-result"),
        html! {
            h1 { (words.text("offer-result")) }
            section class={ "verdict " (tone(checked.advice)) } aria-label=(words.text("offer-result")) {
                p.advice { (words.text(&key("offer-advice", checked.advice.code()))) }
                p { (words.text(&key("offer-advice-text", checked.advice.code()))) }
                @if matches!(checked.advice, Advice::Stop | Advice::Ask) { (call(words)) }
            }
            @if !checked.findings.is_empty() {
                h2 { (words.text("offer-findings")) }
                @for rule in &checked.findings { (finding(words, rule)) }
            }
            @if let Some(found) = found {
                h2 { (words.text("offer-company-answer")) }
                (company::result(words, found))
            }
            @if !checked.open.is_empty() {
                h2 { (words.text("offer-open")) }
                p { (words.text("offer-open-text")) }
                ul { @for asked in &checked.open { li { (words.text(&key("offer", asked.code()))) } } }
            }
            div.actions {
                (open::form(app, visit, "/cek-tawaran", change))
                (open::form(app, visit, "/lapor", complain))
            }
            p.quiet { (words.text("offer-complain-text")) }
            h2 { (words.text("offer-call")) }
            (nearest(words))
            p.quiet { (words.text("check-offer-private")) }
        },
    )
}

fn tone(advice: Advice) -> &'static str {
    match advice {
        Advice::Stop => "bad",
        Advice::Ask | Advice::Unclear => "warn",
        Advice::Quiet => "",
    }
}

fn finding(words: Words, rule: &Rule) -> Markup {
    let tone = match rule.severity {
        Severity::Stop => "bad",
        Severity::Ask => "warn",
    };
    html! {
        section.card {
            h3 { (say(words, &rule.title)) }
            p { (badge(tone, &words.text(&key("offer-severity", rule.severity.code())))) }
            p { (say(words, &rule.why)) }
            p { strong { (words.text("offer-do")) ": " } (say(words, &rule.ask)) }
            details.small { summary { (words.text("door-source")) } (basis(words, &rule.basis)) }
        }
    }
}
