//! What a trial found, as it may be shown to anybody who decides about rules: counts and shares, nobody's record.

use super::{Count, Interval, NOT_KNOWN, Outcomes, Tally, Trial};
use crate::{Fact, TripStatus};
use domain::{Language, Wording};
use serde::{Deserialize, Serialize};

/// What a trial found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// Name, version and content of the rules that were tried.
    pub tried_rules: String,
    /// Those of the rules in force.
    pub rules_in_force: String,
    /// Counts of people below this are not shown.
    pub fewest: u64,
    /// Travellers in all.
    pub travellers: u64,
    /// Days on which they travelled.
    pub days: u64,
    /// What the tried rules come to.
    pub tried: Side,
    /// What the rules in force come to.
    pub in_force: Side,
    /// What becomes different.
    pub changes: Changes,
    /// Alerts by port, the most first.
    pub ports: Vec<ByPort>,
    /// Who would be stopped, against who travels.
    pub shares: Vec<Shares>,
    /// What each of the tried rules contributes, in the order of the set.
    pub rules: Vec<ByRule>,
    /// Rules that failed on odd data: they failed alone.
    pub odd: Vec<OddData>,
}

/// What a set of rules comes to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Side {
    /// Travellers who would be stopped for an interview.
    pub alerts: Count,
    /// The same of 1,000.
    pub per_thousand: Option<f64>,
    /// Those of them of whom the outcome is known.
    pub known: Count,
    /// Of those, the share who were rightly stopped.
    pub precision: Option<Interval>,
    /// Of all who should have been stopped, as far as that is known, the share who would be.
    pub found: Option<Interval>,
}

/// What becomes different by the tried rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Changes {
    /// Stopped by the tried rules only.
    pub newly: Count,
    /// Stopped by the rules in force only.
    pub no_longer: Count,
    /// Trips whose status becomes another, whether or not somebody is stopped.
    pub moves: Vec<Move>,
}

/// Trips that go from one status to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Move {
    /// By the rules in force.
    pub from: TripStatus,
    /// By the tried rules.
    pub to: TripStatus,
    /// How many.
    pub travellers: Count,
}

/// Alerts at a port.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ByPort {
    /// The port, as the caller names it.
    pub port: String,
    /// Travellers in all.
    pub travellers: Count,
    /// Days on which somebody travelled.
    pub days: u64,
    /// Alerts of the tried rules on an average day.
    pub a_day: Option<f64>,
    /// Alerts of the tried rules on the fullest day.
    pub most_a_day: Count,
    /// Alerts of the rules in force on an average day.
    pub a_day_in_force: Option<f64>,
}

/// Who would be stopped against who travels, by one attribute.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// The attribute.
    pub of: ShareOf,
    /// Its groups, the largest first.
    pub groups: Vec<Share>,
}

/// An attribute by which shares are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShareOf {
    /// Sex.
    Sex,
    /// Age in bands.
    Age,
    /// Where they come from.
    Origin,
}

/// One group of travellers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Share {
    /// The group by its code or name; empty where it is not known.
    pub group: String,
    /// How many of them travel.
    pub travellers: Count,
    /// How many of them the tried rules stop.
    pub alerts: Count,
    /// How many of them the rules in force stop.
    pub alerts_in_force: Count,
    /// Their share of alerts over their share of travellers: 1 is even, 2 twice as often as others.
    pub ratio: Option<f64>,
}

/// What one rule contributes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ByRule {
    /// The rule.
    pub rule: String,
    /// What it says.
    pub title: Wording,
    /// Travellers stopped of whom it holds.
    pub alerts: Count,
    /// The share who were rightly stopped, of those of whom the outcome is known.
    pub precision: Option<Interval>,
}

/// A rule that failed on odd data.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OddData {
    /// The rule.
    pub rule: String,
    /// The fact that could not be, in words.
    pub fact: Wording,
    /// For how many travellers.
    pub travellers: u64,
}

impl ShareOf {
    /// What it is called.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Sex, Language::Id) => "jenis kelamin",
            (Self::Sex, Language::En) => "sex",
            (Self::Age, Language::Id) => "usia",
            (Self::Age, Language::En) => "age",
            (Self::Origin, Language::Id) => "daerah asal",
            (Self::Origin, Language::En) => "origin",
        }
    }

    /// What a group of it is called.
    pub fn group_words(self, group: &str, language: Language) -> String {
        let word = match self {
            Self::Sex => Fact::TravellerSex.kind().word(group),
            Self::Age | Self::Origin => None,
        };
        match (word, language) {
            (Some(word), Language::Id) => word.id.to_owned(),
            (Some(word), Language::En) => word.en.to_owned(),
            (None, Language::Id) if group == NOT_KNOWN => "tidak diketahui".to_owned(),
            (None, Language::En) if group == NOT_KNOWN => "not known".to_owned(),
            (None, _) => group.to_owned(),
        }
    }
}

impl Trial<'_> {
    /// What was found so far. Counts of people from 1 to below `fewest` are not shown, nor what they follow from.
    pub fn report(&self, fewest: u64) -> Report {
        let groups = |tallies: Vec<(&str, &Tally)>, of| Shares {
            of,
            groups: shares(tallies, &self.all, fewest),
        };
        Report {
            tried_rules: self.tried.name(),
            rules_in_force: self.in_force.name(),
            fewest,
            travellers: self.all.travellers,
            days: self.days.len() as u64,
            tried: side(&self.all.tried, &self.all, fewest),
            in_force: side(&self.all.in_force, &self.all, fewest),
            changes: self.changes(fewest),
            ports: self.ports(fewest),
            shares: vec![
                groups(
                    self.sexes
                        .iter()
                        .map(|(name, tally)| (*name, tally))
                        .collect(),
                    ShareOf::Sex,
                ),
                groups(
                    self.ages
                        .iter()
                        .map(|(name, tally)| (*name, tally))
                        .collect(),
                    ShareOf::Age,
                ),
                groups(
                    self.origins
                        .iter()
                        .map(|(name, tally)| (name.as_str(), tally))
                        .collect(),
                    ShareOf::Origin,
                ),
            ],
            rules: self.rules(fewest),
            odd: self
                .odd
                .iter()
                .map(|((rule, fact), travellers)| OddData {
                    rule: (*rule).to_owned(),
                    fact: Wording::new(fact.label(Language::Id), fact.label(Language::En)),
                    travellers: *travellers,
                })
                .collect(),
        }
    }

    fn changes(&self, fewest: u64) -> Changes {
        Changes {
            newly: Count::alone(self.newly.number, fewest),
            no_longer: Count::alone(self.no_longer.number, fewest),
            moves: self
                .moves
                .iter()
                .map(|((from, to), travellers)| Move {
                    from: *from,
                    to: *to,
                    travellers: Count::alone(*travellers, fewest),
                })
                .collect(),
        }
    }

    fn ports(&self, fewest: u64) -> Vec<ByPort> {
        let mut ports: Vec<_> = self.ports.iter().collect();
        let alerts = |port: &&(&String, &std::collections::BTreeMap<_, Tally>)| {
            port.1.values().map(|day| day.tried.alerts).sum::<u64>()
        };
        ports.sort_by_key(|port| (std::cmp::Reverse(alerts(&port)), port.0.clone()));
        ports
            .into_iter()
            .map(|(port, by_day)| {
                let days = by_day.len() as u64;
                let sum = |of: fn(&Tally) -> u64| by_day.values().map(of).sum::<u64>();
                let a_day = |of| {
                    let alerts = Count::alone(sum(of), fewest).number()?;
                    Some(alerts as f64 / days as f64)
                };
                let most = by_day.values().map(|day| day.tried.alerts).max();
                ByPort {
                    port: port.clone(),
                    travellers: Count::alone(sum(|day| day.travellers), fewest),
                    days,
                    a_day: a_day(|day| day.tried.alerts),
                    most_a_day: Count::alone(most.unwrap_or(0), fewest),
                    a_day_in_force: a_day(|day| day.in_force.alerts),
                }
            })
            .collect()
    }

    fn rules(&self, fewest: u64) -> Vec<ByRule> {
        self.tried
            .rules
            .iter()
            .filter(|rule| rule.in_force(self.on))
            .map(|rule| {
                let outcomes = self
                    .rules
                    .get(rule.id.as_str())
                    .copied()
                    .unwrap_or_default();
                ByRule {
                    rule: rule.id.clone(),
                    title: rule.title.clone(),
                    alerts: Count::alone(outcomes.alerts, fewest),
                    precision: precision(&outcomes, fewest),
                }
            })
            .collect()
    }
}

fn precision(outcomes: &Outcomes, fewest: u64) -> Option<Interval> {
    Count::alone(outcomes.known, fewest)
        .number()
        .and_then(|known| Interval::of(outcomes.right, known))
}

fn side(outcomes: &Outcomes, all: &Tally, fewest: u64) -> Side {
    let alerts = Count::alone(outcomes.alerts, fewest);
    Side {
        alerts,
        per_thousand: alerts
            .number()
            .filter(|_| all.travellers > 0)
            .map(|alerts| alerts as f64 * 1_000.0 / all.travellers as f64),
        known: Count::alone(outcomes.known, fewest),
        precision: precision(outcomes, fewest),
        found: Count::alone(all.to_find, fewest)
            .number()
            .and_then(|to_find| Interval::of(outcomes.right, to_find)),
    }
}

fn shares(mut tallies: Vec<(&str, &Tally)>, all: &Tally, fewest: u64) -> Vec<Share> {
    tallies.sort_by_key(|(name, tally)| (std::cmp::Reverse(tally.travellers), *name));
    let column = |of: fn(&Tally) -> u64| {
        let numbers: Vec<_> = tallies.iter().map(|(_, tally)| of(tally)).collect();
        Count::parts(&numbers, fewest)
    };
    let travellers = column(|tally| tally.travellers);
    let alerts = column(|tally| tally.tried.alerts);
    let in_force = column(|tally| tally.in_force.alerts);
    tallies
        .iter()
        .zip(travellers)
        .zip(alerts)
        .zip(in_force)
        .map(
            |((((group, _), travellers), alerts), alerts_in_force)| Share {
                group: (*group).to_owned(),
                travellers,
                alerts,
                alerts_in_force,
                ratio: travellers
                    .number()
                    .zip(alerts.number())
                    .and_then(|(some, stopped)| {
                        let even = some as f64 / all.travellers as f64 * all.tried.alerts as f64;
                        (even > 0.0).then(|| stopped as f64 / even)
                    }),
            },
        )
        .collect()
}
