//! Who pays for what.

use super::{Basis, Job, country::Told, shipped};
use domain::{Country, Wording};
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::LazyLock;

/// What is known about costs.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Costs {
    /// The work for which nothing may be charged to the worker.
    pub free: Free,
    /// What belongs to the cost of placement of that work.
    #[serde(rename = "component")]
    pub components: Vec<Component>,
    /// All other work.
    pub other: Told,
    /// Amounts that a rule names.
    #[serde(rename = "amount")]
    pub amounts: Vec<Amount>,
    /// The most that may be charged, where it is known.
    #[serde(rename = "limit")]
    pub limits: Vec<Limit>,
}

/// The work for which nothing may be charged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Free {
    /// Kinds of work.
    pub jobs: Vec<Job>,
    /// The rule in words.
    pub text: Wording,
    /// Source and date.
    pub basis: Basis,
}

/// A part of the cost of placement.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    /// What it is.
    pub name: Wording,
}

/// An amount that a rule names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Amount {
    /// For which country; every one if none is named.
    #[serde(default)]
    pub country: Option<Country>,
    /// What it is for.
    pub name: Wording,
    /// In rupiah.
    pub rupiah: u64,
    /// Source and date.
    pub basis: Basis,
}

/// The most that may be charged.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limit {
    /// Country of work.
    pub country: Country,
    /// Kinds of work.
    pub jobs: Vec<Job>,
    /// In rupiah, all in all.
    pub rupiah: u64,
    /// What is known about it.
    pub text: Wording,
    /// Source and date.
    pub basis: Basis,
}

static COSTS: LazyLock<Option<Costs>> =
    LazyLock::new(|| shipped::<Option<Costs>>(include_str!("../../data/costs.toml")));

impl Costs {
    /// What is known.
    pub fn shipped() -> Option<&'static Self> {
        COSTS.as_ref()
    }

    /// Whether nothing may be charged for this work on a day.
    pub fn is_free(&self, job: Job, day: Date) -> bool {
        self.free.basis.in_force(day) && self.free.jobs.contains(&job)
    }

    /// The limit that somebody official has named for this work.
    pub fn limit(&self, country: Country, job: Job, day: Date) -> Option<&Limit> {
        self.limits.iter().find(|limit| {
            limit.country == country && limit.jobs.contains(&job) && limit.basis.in_force(day)
        })
    }

    /// The most that may be charged for this work, in rupiah, if it is known: what was named, or nothing for work that is free.
    pub fn most(&self, country: Country, job: Job, day: Date) -> Option<u64> {
        match self.limit(country, job, day) {
            Some(limit) => Some(limit.rupiah),
            None => self.is_free(job, day).then_some(0),
        }
    }

    /// The amounts for a country, those for every country first.
    pub fn amounts(&self, country: Country, day: Date) -> impl Iterator<Item = &Amount> {
        self.amounts.iter().filter(move |amount| {
            amount.country.is_none_or(|only| only == country) && amount.basis.in_force(day)
        })
    }
}
