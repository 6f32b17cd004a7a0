//! An offer held against the rules: what is wrong with it, and what is not known yet.

use super::{
    Asked, NumberAnswer, Offer, Place, Placing, RegisterAnswer, RegisterState, Rule, Severity,
    cost::Costs, rules,
};
use jiff::civil::Date;
use risk::Truth;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// What the whole says. None of them says that an offer is safe.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Advice {
        /// Do not leave before somebody official has looked at it.
        Stop = "stop",
        /// Some things must be cleared first.
        Ask = "ask",
        /// Nothing was found, and too much is not known.
        Unclear = "unclear",
        /// Everything that matters was answered, and no rule speaks.
        Quiet = "quiet",
    }
}

/// What is known when the rules are asked.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub offer: &'a Offer,
    pub placing: Option<Placing>,
    /// The most that may be charged, in rupiah.
    pub most: Option<u64>,
    pub free_job: Option<bool>,
    pub licence: Option<RegisterState>,
    pub number: Option<NumberAnswer>,
}

/// The outcome of a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// What the whole says.
    pub advice: Advice,
    /// The rules that speak, the grave ones first.
    pub findings: Vec<&'static Rule>,
    /// What was not answered and would let another rule speak or fall silent, in the order of the form.
    pub open: Vec<Asked>,
}

/// Holds an offer against the rules in force on a day. `company` is what the register says of the company that was named, if
/// one was and the register can say anything.
pub fn check(offer: &Offer, company: Option<&RegisterAnswer>, day: Date) -> Checked {
    let costs = Costs::shipped();
    let facts = Facts {
        offer,
        placing: offer
            .country
            .and_then(|country| Place::of(country, day))
            .map(|place| place.placing),
        most: costs.and_then(|costs| costs.most(offer.country?, offer.job?, day)),
        free_job: costs.and_then(|costs| Some(costs.is_free(offer.job?, day))),
        licence: company.and_then(|answer| answer.state),
        number: company.and_then(|answer| answer.number),
    };
    let mut findings = Vec::new();
    let mut open = Vec::new();
    for rule in rules().iter().filter(|rule| rule.basis.in_force(day)) {
        match rule.when.truth(&facts) {
            Truth::True => findings.push(rule),
            Truth::False => {}
            Truth::Unknown => {
                let asked = rule.when.asks();
                open.extend(asked.into_iter().filter(|asked| !offer.says(*asked)));
            }
        }
    }
    findings.sort_by_key(|rule| rule.severity);
    open.sort_unstable();
    open.dedup();
    let advice = match findings.first().map(|rule| rule.severity) {
        Some(Severity::Stop) => Advice::Stop,
        Some(Severity::Ask) => Advice::Ask,
        None if open.is_empty() => Advice::Quiet,
        None => Advice::Unclear,
    };
    Checked {
        advice,
        findings,
        open,
    }
}
