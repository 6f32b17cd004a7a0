//! The offer as a complaint tells it: what was answered and what was found, in sentences that the person can change before
//! anything is sent.

use super::super::parts::{key, say};
use crate::{Asked, Checked, Job, Offer, Recruiter, Route, Visa, model::rupiah};
use domain::Wording;
use ui::Words;

/// The most that the form for complaints takes, in characters.
const MOST: usize = 2_000;

/// What was answered, line by line, and the titles of what was found.
pub(super) fn story(words: Words, offer: &Offer, checked: &Checked) -> String {
    let mut lines = vec![words.text("offer-story")];
    for asked in Asked::ALL {
        if let Some(answer) = answer(words, offer, *asked) {
            let question = words.text(&key("offer", asked.code()));
            lines.push(format!("{}: {answer}", question.trim_end_matches('?')));
        }
    }
    if !checked.findings.is_empty() {
        lines.push(format!("{}:", words.text("offer-findings")));
        let titles = checked.findings.iter().map(|rule| &rule.title);
        lines.extend(titles.map(|title: &Wording| format!("- {}", say(words, title))));
    }
    lines.join("\n").chars().take(MOST).collect()
}

/// An answer in words; nothing if the question was left open.
fn answer(words: Words, offer: &Offer, asked: Asked) -> Option<String> {
    let coded = |code: Option<&'static str>| {
        let prefix = key("offer", asked.code());
        code.map(|code| words.text(&key(&prefix, code)))
    };
    let flag = |flag: Option<bool>| flag.map(|yes| words.text(if yes { "yes" } else { "no" }));
    match asked {
        Asked::Recruiter => coded(offer.recruiter.map(Recruiter::code)),
        Asked::Company => {
            let told = [offer.company.as_deref(), offer.licence_number.as_deref()];
            let told: Vec<&str> = told.into_iter().flatten().collect();
            (!told.is_empty()).then(|| told.join(", "))
        }
        Asked::Country => Some(offer.country?.name(words.language).to_owned()),
        Asked::Job => coded(offer.job.map(Job::code)),
        Asked::Age => Some(offer.age?.to_string()),
        Asked::Pay => offer.pay.map(rupiah),
        Asked::Fee => offer.fee.map(rupiah),
        Asked::Visa => coded(offer.visa.map(Visa::code)),
        Asked::Route => coded(offer.route.map(Route::code)),
        Asked::Keeps => {
            let kept: Vec<String> = offer
                .keeps
                .iter()
                .map(|kept| words.text(&key("offer-keeps", kept.code())))
                .collect();
            (!kept.is_empty()).then(|| kept.join("; "))
        }
        Asked::Contract => flag(offer.contract),
        Asked::Registered => flag(offer.registered),
        Asked::Secret => flag(offer.secret),
        Asked::Debt => flag(offer.debt),
        Asked::Hurry => flag(offer.hurry),
    }
}
