//! Rules about offers, as data: when they hold, what is wrong, what to ask.

use super::{
    Asked, Basis, Job, Kept, NumberAnswer, Placing, Recruiter, RegisterState, Route, Visa,
    check::Facts, shipped,
};
use domain::{Country, Wording};
use risk::Truth;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, sync::LazyLock};
use utoipa::ToSchema;

domain::coded! {
    /// What a finding means for who would leave.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Severity {
        /// Do not leave before somebody official has looked at it.
        Stop = "stop",
        /// Clear this first.
        Ask = "ask",
    }
}

/// A rule about offers.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its stable name.
    pub id: String,
    /// What a finding means.
    pub severity: Severity,
    /// When it speaks.
    pub when: Condition,
    /// What is wrong, in a few words.
    pub title: Wording,
    /// Why that matters.
    pub why: Wording,
    /// What to ask or do.
    pub ask: Wording,
    /// Source and date.
    pub basis: Basis,
}

/// A condition on an offer, decided in three-valued logic: a list holds if it names what was answered.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// Who offers it.
    Recruiter(Vec<Recruiter>),
    /// The country of work.
    Country(Vec<Country>),
    /// Whether somebody can be placed there; a country of which nothing is known is not known.
    Placing(Vec<Placing>),
    /// Whether anything is known about the country.
    KnownCountry(bool),
    /// The kind of work.
    Job(Vec<Job>),
    /// Younger than so many years.
    AgeBelow(u32),
    /// Less than so many rupiah a month.
    PayBelow(u64),
    /// More than so many rupiah are asked before leaving.
    FeeAbove(u64),
    /// More is asked than may be, where the limit is known.
    FeeAboveLimit(bool),
    /// The work is one for which nothing may be charged.
    FreeJob(bool),
    /// The visa.
    Visa(Vec<Visa>),
    /// The way.
    Route(Vec<Route>),
    /// One of these is kept or asked for.
    Keeps(Vec<Kept>),
    /// There is a contract before leaving.
    Contract(bool),
    /// They were registered.
    Registered(bool),
    /// They were told to lie or hide it.
    Secret(bool),
    /// An advance or debt is taken from the pay.
    Debt(bool),
    /// They must decide within days.
    Hurry(bool),
    /// Whether the register can say anything about the company.
    KnownCompany(bool),
    /// What the register says of the company.
    Licence(Vec<RegisterState>),
    /// What the register says of the licence number that was told.
    Number(Vec<NumberAnswer>),
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rule: Vec<Rule>,
}

static RULES: LazyLock<Vec<Rule>> =
    LazyLock::new(|| shipped::<File>(include_str!("../../data/offer_rules.toml")).rule);

/// All rules, in the order in which their findings are told.
pub fn rules() -> &'static [Rule] {
    &RULES
}

fn among<T: PartialEq>(known: Option<T>, list: &[T]) -> Truth {
    known.map_or(Truth::Unknown, |value| list.contains(&value).into())
}

fn flag(known: Option<bool>, expected: bool) -> Truth {
    known.map_or(Truth::Unknown, |value| (value == expected).into())
}

fn number<T>(known: Option<T>, holds: impl FnOnce(T) -> bool) -> Truth {
    known.map_or(Truth::Unknown, |value| holds(value).into())
}

impl Condition {
    /// Whether it holds of what is known.
    pub(super) fn truth(&self, facts: &Facts<'_>) -> Truth {
        let offer = facts.offer;
        match self {
            Self::All(all) => all
                .iter()
                .fold(Truth::True, |truth, one| truth.and(one.truth(facts))),
            Self::Any(any) => any
                .iter()
                .fold(Truth::False, |truth, one| truth.or(one.truth(facts))),
            Self::Not(one) => one.truth(facts).negated(),
            Self::Recruiter(list) => among(offer.recruiter, list),
            Self::Country(list) => among(offer.country, list),
            Self::Placing(list) => among(facts.placing, list),
            Self::KnownCountry(expected) => {
                flag(offer.country.map(|_| facts.placing.is_some()), *expected)
            }
            Self::Job(list) => among(offer.job, list),
            Self::AgeBelow(years) => number(offer.age, |age| age < *years),
            Self::PayBelow(rupiah) => number(offer.pay, |pay| pay < *rupiah),
            Self::FeeAbove(rupiah) => number(offer.fee, |fee| fee > *rupiah),
            Self::FeeAboveLimit(expected) => flag(
                offer.fee.zip(facts.most).map(|(fee, most)| fee > most),
                *expected,
            ),
            Self::FreeJob(expected) => flag(facts.free_job, *expected),
            Self::Visa(list) => among(offer.visa, list),
            Self::Route(list) => among(offer.route, list),
            Self::Keeps(list) if offer.keeps.is_empty() && !list.is_empty() => Truth::Unknown,
            Self::Keeps(list) => offer.keeps.iter().any(|kept| list.contains(kept)).into(),
            Self::Contract(expected) => flag(offer.contract, *expected),
            Self::Registered(expected) => flag(offer.registered, *expected),
            Self::Secret(expected) => flag(offer.secret, *expected),
            Self::Debt(expected) => flag(offer.debt, *expected),
            Self::Hurry(expected) => flag(offer.hurry, *expected),
            Self::KnownCompany(expected) => {
                let told = offer.says(Asked::Company);
                flag(told.then_some(facts.licence.is_some()), *expected)
            }
            Self::Licence(list) => among(facts.licence, list),
            Self::Number(list) => among(facts.number, list),
        }
    }

    /// Which answers it looks at.
    pub fn asks(&self) -> BTreeSet<Asked> {
        let one = |asked| BTreeSet::from([asked]);
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::asks).collect(),
            Self::Not(part) => part.asks(),
            Self::Recruiter(_) => one(Asked::Recruiter),
            Self::Country(_) | Self::Placing(_) | Self::KnownCountry(_) => one(Asked::Country),
            Self::Job(_) | Self::FreeJob(_) => one(Asked::Job),
            Self::AgeBelow(_) => one(Asked::Age),
            Self::PayBelow(_) => one(Asked::Pay),
            Self::FeeAbove(_) => one(Asked::Fee),
            Self::FeeAboveLimit(_) => BTreeSet::from([Asked::Country, Asked::Job, Asked::Fee]),
            Self::Visa(_) => one(Asked::Visa),
            Self::Route(_) => one(Asked::Route),
            Self::Keeps(_) => one(Asked::Keeps),
            Self::Contract(_) => one(Asked::Contract),
            Self::Registered(_) => one(Asked::Registered),
            Self::Secret(_) => one(Asked::Secret),
            Self::Debt(_) => one(Asked::Debt),
            Self::Hurry(_) => one(Asked::Hurry),
            Self::Licence(_) | Self::Number(_) | Self::KnownCompany(_) => one(Asked::Company),
        }
    }
}
