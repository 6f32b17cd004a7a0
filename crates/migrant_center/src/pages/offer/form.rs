//! The questions about an offer. All may be left open; the first choice of each list is that it is not known.

use super::super::parts::{codes, jobs, key, unknown};
use crate::{Job, Kept, Offer, Recruiter, Route, Visa, model::read_rupiah};
use access::Fault;
use domain::Country;
use maud::{Markup, html};
use ui::{
    App, Posted, Visit, Words,
    components::{Choice, Field, checks, countries, notice, select},
    narrow_page, open,
};

/// Nobody who would leave is older; beyond it somebody mistyped.
const OLDEST: u32 = 99;

/// The form with what was answered so far; numbers as they were typed.
pub(super) fn page(
    app: &App,
    visit: &Visit,
    posted: &Posted,
    offer: &Offer,
    fault: Option<Fault>,
) -> Markup {
    let words = visit.words;
    let typed = |name: &'static str, label: &'static str, hint: Option<&'static str>| {
        Field {
            name,
            label,
            hint,
            value: posted.get(name),
            optional: true,
            ..Field::default()
        }
        .show(words, fault)
    };
    let yes_no = |name: &str, answer: Option<bool>| {
        let prefix = format!("offer-{name}");
        let one = |value: &str, flag| Choice {
            value: value.to_owned(),
            text: words.text(value),
            chosen: answer == Some(flag),
        };
        let choices = [
            unknown(words, answer.is_none()),
            one("yes", true),
            one("no", false),
        ];
        select(words, name, &prefix, false, &choices)
    };
    let kept: Vec<Choice> = Kept::ALL
        .iter()
        .map(|kept| Choice {
            value: kept.code().to_owned(),
            text: words.text(&key("offer-keeps", kept.code())),
            chosen: offer.keeps.contains(kept),
        })
        .collect();
    let fields = html! {
        section.card {
            h2 { (words.text("offer-part-who")) }
            (codes(words, "recruiter", Recruiter::ALL, Recruiter::code, offer.recruiter))
            (typed("company", "offer-company", None))
            (typed("licence_number", "offer-licence-number", Some("offer-licence-number-hint")))
        }
        section.card {
            h2 { (words.text("offer-part-work")) }
            (select(words, "country", "offer-country", false, &places(words, offer.country)))
            (jobs(words, offer.job))
            (typed("age", "offer-age", None))
            (typed("pay", "offer-pay", Some("offer-pay-hint")))
        }
        section.card {
            h2 { (words.text("offer-part-money")) }
            (typed("fee", "offer-fee", Some("offer-fee-hint")))
            (yes_no("debt", offer.debt))
            (checks(words, "keeps", "offer-keeps", &kept, fault))
        }
        section.card {
            h2 { (words.text("offer-part-way")) }
            (codes(words, "visa", Visa::ALL, Visa::code, offer.visa))
            (codes(words, "route", Route::ALL, Route::code, offer.route))
            (yes_no("contract", offer.contract))
            (yes_no("registered", offer.registered))
            (yes_no("secret", offer.secret))
            (yes_no("hurry", offer.hurry))
        }
        div.actions { button { (words.text("offer-check")) } }
    };
    narrow_page(
        visit,
        &words.text("check-offer"),
        html! {
            h1 { (words.text("check-offer")) }
            p { (words.text("check-offer-text")) }
            p.quiet { (words.text("check-offer-private")) }
            @if let Some(fault) = fault {
                (notice("bad", &words.text(if fault.message == "offer-empty" { "offer-empty" } else { "faults" })))
            }
            (open::form(app, visit, "/cek-tawaran", fields))
        },
    )
}

/// The countries, without our own.
fn places(words: Words, chosen: Option<Country>) -> Vec<Choice> {
    let code = chosen.map(|country| country.alpha3().to_owned());
    let all = countries(words, code.as_deref().unwrap_or_default());
    let abroad = all
        .into_iter()
        .filter(|choice| choice.value != Country::INDONESIA.alpha3());
    std::iter::once(unknown(words, chosen.is_none()))
        .chain(abroad)
        .collect()
}

/// What was answered, and the first fault. A code that is none of the choices is no answer.
pub(super) fn read(posted: &Posted) -> (Offer, Option<Fault>) {
    let mut fault = None;
    let mut number = |name: &'static str, message, read: &dyn Fn(&str) -> Option<u64>| {
        let text = posted.text(name)?;
        let value = read(&text);
        if value.is_none() && fault.is_none() {
            fault = Some(Fault {
                field: name,
                message,
            });
        }
        value
    };
    let age = |text: &str| {
        let years = text.trim_end_matches(|c: char| !c.is_ascii_digit());
        let years: u32 = years.parse().ok()?;
        (years <= OLDEST).then_some(u64::from(years))
    };
    let flag = |name| match posted.get(name) {
        "yes" => Some(true),
        "no" => Some(false),
        _ => None,
    };
    let offer = Offer {
        age: number("age", "offer-age-form", &age).and_then(|years| u32::try_from(years).ok()),
        pay: number("pay", "offer-money-form", &read_rupiah),
        fee: number("fee", "offer-money-form", &read_rupiah),
        recruiter: Recruiter::from_code(posted.get("recruiter")),
        company: posted.text("company"),
        licence_number: posted.text("licence_number"),
        country: Country::from_alpha3(posted.get("country")),
        job: Job::from_code(posted.get("job")),
        visa: Visa::from_code(posted.get("visa")),
        route: Route::from_code(posted.get("route")),
        keeps: posted.all("keeps").filter_map(Kept::from_code).collect(),
        contract: flag("contract"),
        registered: flag("registered"),
        secret: flag("secret"),
        debt: flag("debt"),
        hurry: flag("hurry"),
    };
    (offer, fault)
}

/// The answers as hidden fields, to be carried on by a form and never by an address.
pub(super) fn hidden(offer: &Offer) -> Markup {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let amount = |amount: Option<u64>| amount.map(|n| n.to_string()).unwrap_or_default();
    let flag = |flag: Option<bool>| match flag {
        Some(true) => "yes".to_owned(),
        Some(false) => "no".to_owned(),
        None => String::new(),
    };
    let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
    let fields = [
        ("recruiter", code(offer.recruiter.map(Recruiter::code))),
        ("company", text(&offer.company)),
        ("licence_number", text(&offer.licence_number)),
        (
            "country",
            offer
                .country
                .map(|country| country.alpha3().to_owned())
                .unwrap_or_default(),
        ),
        ("job", code(offer.job.map(Job::code))),
        ("age", amount(offer.age.map(u64::from))),
        ("pay", amount(offer.pay)),
        ("fee", amount(offer.fee)),
        ("visa", code(offer.visa.map(Visa::code))),
        ("route", code(offer.route.map(Route::code))),
        ("contract", flag(offer.contract)),
        ("registered", flag(offer.registered)),
        ("secret", flag(offer.secret)),
        ("debt", flag(offer.debt)),
        ("hurry", flag(offer.hurry)),
    ];
    html! {
        @for (name, value) in fields {
            @if !value.is_empty() { input type="hidden" name=(name) value=(value); }
        }
        @for kept in &offer.keeps { input type="hidden" name="keeps" value=(kept.code()); }
    }
}
