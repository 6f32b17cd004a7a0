//! A trial of rules on past travellers, before they act on anybody: how many would be stopped, how often rightly, who they
//! are compared with who travels, and what changes against the rules in force.

mod count;
mod interval;
mod report;

pub use count::Count;
pub use interval::Interval;
pub use report::{ByPort, ByRule, Changes, Move, OddData, Report, Share, ShareOf, Shares, Side};

use crate::{Action, Decision, Fact, Facts, RuleSet, TripStatus, Value};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// How many of those who are newly, or no longer, stopped are kept as samples, each.
pub const MOST_SAMPLES: usize = 20;

/// One past traveller.
#[derive(Debug, Clone, Copy)]
pub struct Past<'f, 'a> {
    /// The number by which the caller knows them; samples name it.
    pub number: u64,
    /// What was known at the time.
    pub facts: &'f Facts<'a>,
    /// The day on which they travelled.
    pub day: Date,
    /// Where.
    pub port: &'f str,
    /// Where they come from, in whatever words the caller compares: a province, a district.
    pub origin: Option<&'f str>,
    /// Whether it turned out that the trip went outside the legal process, where that is known.
    pub outcome: Option<bool>,
}

/// Counts what two sets of rules say of the same travellers.
#[derive(Debug)]
pub struct Trial<'r> {
    tried: &'r RuleSet,
    in_force: &'r RuleSet,
    on: Date,
    all: Tally,
    days: BTreeSet<Date>,
    ports: HashMap<String, BTreeMap<Date, Tally>>,
    sexes: HashMap<&'static str, Tally>,
    ages: HashMap<&'static str, Tally>,
    origins: HashMap<String, Tally>,
    rules: HashMap<&'r str, Outcomes>,
    odd: BTreeMap<(&'r str, Fact), u64>,
    moves: BTreeMap<(TripStatus, TripStatus), u64>,
    newly: Sampled,
    no_longer: Sampled,
}

/// Travellers, and how many of them each set stops.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    travellers: u64,
    tried: Outcomes,
    in_force: Outcomes,
    /// Those of whom it is known that they should have been stopped.
    to_find: u64,
}

/// Travellers who are stopped, and what became known of them.
#[derive(Debug, Clone, Copy, Default)]
struct Outcomes {
    alerts: u64,
    known: u64,
    right: u64,
}

#[derive(Debug, Default)]
struct Sampled {
    number: u64,
    samples: Vec<u64>,
}

impl Outcomes {
    fn add(&mut self, outcome: Option<bool>) {
        self.alerts += 1;
        self.known += u64::from(outcome.is_some());
        self.right += u64::from(outcome == Some(true));
    }
}

impl Tally {
    fn add(&mut self, tried: bool, in_force: bool, outcome: Option<bool>) {
        self.travellers += 1;
        self.to_find += u64::from(outcome == Some(true));
        if tried {
            self.tried.add(outcome);
        }
        if in_force {
            self.in_force.add(outcome);
        }
    }
}

impl Sampled {
    fn add(&mut self, number: u64) {
        self.number += 1;
        if self.samples.len() < MOST_SAMPLES {
            self.samples.push(number);
        }
    }
}

/// Whether somebody would be stopped for an interview of either kind. Advice at the counter stops nobody.
fn stops(decision: &Decision<'_>) -> bool {
    matches!(
        decision.action,
        Action::Interview | Action::ProtectiveInterview
    )
}

impl<'r> Trial<'r> {
    /// Tries a set against the one in force, both as they would act on a day: rules that begin later or ended before are left out.
    pub fn new(tried: &'r RuleSet, in_force: &'r RuleSet, on: Date) -> Self {
        Self {
            tried,
            in_force,
            on,
            all: Tally::default(),
            days: BTreeSet::new(),
            ports: HashMap::new(),
            sexes: HashMap::new(),
            ages: HashMap::new(),
            origins: HashMap::new(),
            rules: HashMap::new(),
            odd: BTreeMap::new(),
            moves: BTreeMap::new(),
            newly: Sampled::default(),
            no_longer: Sampled::default(),
        }
    }

    /// Decides one more traveller by both sets.
    pub fn add(&mut self, past: &Past<'_, '_>) {
        let tried = self.tried.decide(past.facts, self.on);
        let in_force = self.in_force.decide(past.facts, self.on);
        let (now, before) = (stops(&tried), stops(&in_force));
        let outcome = past.outcome;

        self.all.add(now, before, outcome);
        self.days.insert(past.day);
        if !self.ports.contains_key(past.port) {
            self.ports.insert(past.port.to_owned(), BTreeMap::new());
        }
        if let Some(days) = self.ports.get_mut(past.port) {
            days.entry(past.day).or_default().add(now, before, outcome);
        }
        let sex = sex(past.facts);
        self.sexes.entry(sex).or_default().add(now, before, outcome);
        let band = age_band(past.facts);
        self.ages.entry(band).or_default().add(now, before, outcome);
        let origin = past.origin.unwrap_or(NOT_KNOWN);
        match self.origins.get_mut(origin) {
            Some(tally) => tally.add(now, before, outcome),
            None => self
                .origins
                .entry(origin.to_owned())
                .or_default()
                .add(now, before, outcome),
        }
        for rule in tried
            .held
            .iter()
            .filter(|rule| tried.counts(rule.effect) || rule.effect == crate::Effect::Protect)
        {
            let tally = self.rules.entry(&rule.id).or_default();
            if now {
                tally.add(outcome);
            }
        }
        for failed in &tried.failed {
            *self.odd.entry((&failed.rule.id, failed.fact)).or_default() += 1;
        }
        if tried.status != in_force.status {
            *self
                .moves
                .entry((in_force.status, tried.status))
                .or_default() += 1;
        }
        match (before, now) {
            (false, true) => self.newly.add(past.number),
            (true, false) => self.no_longer.add(past.number),
            _ => {}
        }
    }

    /// The numbers of the first travellers who are newly stopped, and of those who no longer are: at most [`MOST_SAMPLES`] each.
    ///
    /// Whoever shows them needs the right to see those records; a report holds none.
    pub fn samples(&self) -> (&[u64], &[u64]) {
        (&self.newly.samples, &self.no_longer.samples)
    }
}

/// What stands where nothing is known.
pub(crate) const NOT_KNOWN: &str = "";

fn sex(facts: &Facts<'_>) -> &'static str {
    match facts.get(Fact::TravellerSex) {
        Some(Value::Word(word)) => word.code,
        _ => NOT_KNOWN,
    }
}

/// The bands by their first year; 18 is where UU 18/2017 art. 5 begins.
const AGE_BANDS: [(i32, &str); 7] = [
    (61, "61+"),
    (46, "46–60"),
    (36, "36–45"),
    (26, "26–35"),
    (18, "18–25"),
    (12, "12–17"),
    (0, "0–11"),
];

/// The band of an age, if all ages that it may be lie in one.
fn age_band(facts: &Facts<'_>) -> &'static str {
    let band = |age: i32| AGE_BANDS.iter().find(|(from, _)| age.max(0) >= *from);
    match facts.get(Fact::TravellerAge) {
        Some(Value::Number(from, to)) if band(from) == band(to) => {
            band(from).map_or(NOT_KNOWN, |(_, name)| name)
        }
        _ => NOT_KNOWN,
    }
}
