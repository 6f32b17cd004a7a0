//! How good screening is: alerts, how often they were right, what was missed, whom they hit. Counts and shares; small numbers are
//! hidden, and a share of few is not told.

mod rank;
mod tally;

pub use rank::{Place, Ranked};
pub use tally::Tally;

use crate::model::Outcome;
use domain::Wording;
use jiff::civil::Date;
use risk::trial::{Count, Interval, ShareOf};
use std::collections::BTreeMap;

/// One assessment, as far as quality looks at it.
#[derive(Debug, Clone)]
pub struct Looked {
    /// The day in western Indonesia.
    pub day: Date,
    /// Port or airport, by code; empty where it is not known.
    pub port: String,
    /// Country of destination, in words; empty where it is not known.
    pub destination: Wording,
    /// Sex by its letter; empty where it is not known.
    pub sex: &'static str,
    /// Age in whole years.
    pub age: Option<i32>,
    /// Province of origin; empty where it is not known.
    pub origin: String,
    /// Whether an interview was recommended.
    pub alert: bool,
    /// The rules behind it, with what each says.
    pub rules: Vec<(String, Wording)>,
    /// What an officer decided last.
    pub outcome: Option<Outcome>,
    /// Whether stopping would have been right, where it became known.
    pub right: Option<bool>,
    /// Seconds from the assessment at the counter to the decision.
    pub seconds: Option<i64>,
}

/// A line of a table: a group, and what was counted of it.
#[derive(Debug, Clone, PartialEq)]
pub struct QualityLine {
    /// Which group, by its code.
    pub group: String,
    /// In words.
    pub name: Wording,
    /// Assessments.
    pub travellers: Count,
    /// Alerts.
    pub alerts: Count,
    /// Alerts of all assessments; none where few were assessed.
    pub rate: Option<Interval>,
    /// Right alerts of those of which it became known.
    pub precision: Option<Interval>,
    /// The group's share of alerts over its share of assessments: 1 is even.
    pub ratio: Option<f64>,
}

/// What was found of a span of days.
#[derive(Debug, Clone, PartialEq)]
pub struct Quality {
    /// Counts of people below this are not shown.
    pub fewest: u64,
    /// Assessments.
    pub travellers: Count,
    /// Alerts.
    pub alerts: Count,
    /// Alerts of all assessments.
    pub rate: Option<Interval>,
    /// Alerts on which the officer held somebody up, of those decided.
    pub agreed: Option<Interval>,
    /// Alerts of which it became known whether they were right.
    pub known: Count,
    /// Right alerts of those.
    pub precision: Option<Interval>,
    /// Let go, and later found to be a victim or sent outside the process.
    pub missed: Count,
    /// Seconds to a decision at the counter: half took less, nine of ten took less.
    pub seconds: Option<(i64, i64)>,
    /// By what was decided.
    pub decisions: Vec<(Option<Outcome>, Count)>,
    /// By day.
    pub days: Vec<QualityLine>,
    /// By port.
    pub ports: Vec<QualityLine>,
    /// By rule.
    pub rules: Vec<QualityLine>,
    /// By sex, age and origin, against all who travel.
    pub shares: Vec<(ShareOf, Vec<QualityLine>)>,
    /// Routes, ports and regions, the one with the highest certain rate first.
    pub ranked: Vec<(Place, Vec<Ranked>)>,
}

/// Counts assessments.
#[derive(Debug, Clone, Default)]
pub struct Counting {
    all: Tally,
    seconds: Vec<i64>,
    decisions: BTreeMap<Option<Outcome>, u64>,
    days: BTreeMap<Date, Tally>,
    rules: BTreeMap<String, (Wording, Tally)>,
    sexes: Groups,
    ages: Groups,
    origins: Groups,
    ports: Groups,
    routes: Groups,
}

type Groups = BTreeMap<String, (Wording, Tally)>;

/// The bands by their first year; 18 is where UU 18/2017 art. 5 begins.
const AGE_BANDS: [(i32, &str); 6] = [
    (56, "56+"),
    (46, "46-55"),
    (36, "36-45"),
    (26, "26-35"),
    (18, "18-25"),
    (0, "0-17"),
];

impl Counting {
    /// Counts one.
    pub fn add(&mut self, one: &Looked) {
        self.all.add(one);
        self.seconds.extend(one.seconds);
        *self.decisions.entry(one.outcome).or_default() += 1;
        self.days.entry(one.day).or_default().add(one);
        for (rule, title) in &one.rules {
            let (_, tally) = self
                .rules
                .entry(rule.clone())
                .or_insert_with(|| (title.clone(), Tally::default()));
            tally.add(one);
        }
        let into = |groups: &mut Groups, code: &str, name: Wording| {
            let (_, tally) = groups
                .entry(code.to_owned())
                .or_insert_with(|| (name, Tally::default()));
            tally.add(one);
        };
        let same = |text: &str| Wording::new(text.to_owned(), text.to_owned());
        into(&mut self.sexes, one.sex, same(one.sex));
        let band = one.age.and_then(|age| {
            let found = AGE_BANDS.iter().find(|(from, _)| age.max(0) >= *from);
            found.map(|(_, band)| *band)
        });
        into(
            &mut self.ages,
            band.unwrap_or_default(),
            same(band.unwrap_or_default()),
        );
        into(&mut self.origins, &one.origin, same(&one.origin));
        into(&mut self.ports, &one.port, same(&one.port));
        if !one.port.is_empty() && !one.destination.id.is_empty() {
            let to = |country: &str| format!("{} → {country}", one.port);
            let route = Wording::new(to(&one.destination.id), to(&one.destination.en));
            into(&mut self.routes, &to(&one.destination.id), route);
        }
    }

    /// What was found; counts below `fewest` are not told.
    pub fn finish(mut self, fewest: u64) -> Quality {
        let all = self.all;
        self.seconds.sort_unstable();
        let at = |share: usize| self.seconds.get(self.seconds.len() * share / 10).copied();
        let lines = |groups: &Groups| lines(groups, all, fewest);
        let days: Groups = self
            .days
            .iter()
            .map(|(day, tally)| {
                let name = Wording::new(day.to_string(), day.to_string());
                (day.to_string(), (name, *tally))
            })
            .collect();
        let ports = lines(&self.ports);
        let decided: Vec<u64> = self.decisions.values().copied().collect();
        let decided = Count::parts(&decided, fewest);
        let share = |some, of| Interval::of(some, of).filter(|_| of >= fewest);
        Quality {
            fewest,
            travellers: Count::alone(all.travellers, fewest),
            alerts: Count::alone(all.alerts, fewest),
            rate: share(all.alerts, all.travellers),
            agreed: share(all.agreed, all.decided),
            known: Count::alone(all.known, fewest),
            precision: share(all.right, all.known),
            missed: Count::alone(all.missed, fewest),
            seconds: at(5)
                .zip(at(9))
                .filter(|_| self.seconds.len() as u64 >= fewest),
            decisions: self.decisions.into_keys().zip(decided).collect(),
            days: lines(&days),
            rules: lines(&self.rules),
            shares: vec![
                (ShareOf::Sex, lines(&self.sexes)),
                (ShareOf::Age, lines(&self.ages)),
                (ShareOf::Origin, lines(&self.origins)),
            ],
            ranked: vec![
                (Place::Route, rank::rank(&self.routes, fewest)),
                (Place::Port, rank::rank(&self.ports, fewest)),
                (Place::Region, rank::rank(&self.origins, fewest)),
            ],
            ports,
        }
    }
}

fn lines(groups: &Groups, all: Tally, fewest: u64) -> Vec<QualityLine> {
    let of = |count: fn(&Tally) -> u64| -> Vec<Count> {
        let numbers: Vec<u64> = groups.values().map(|(_, tally)| count(tally)).collect();
        Count::parts(&numbers, fewest)
    };
    let (travellers, alerts) = (of(|tally| tally.travellers), of(|tally| tally.alerts));
    let counted = groups.iter().zip(travellers.into_iter().zip(alerts));
    counted
        .map(|((group, (name, tally)), (travellers, alerts))| {
            // A rate beside a hidden count would give it away.
            let shown = travellers.number().is_some() && alerts.number().is_some();
            let rate = Interval::of(tally.alerts, tally.travellers);
            let even = all.alerts as f64 * tally.travellers as f64;
            let ratio = tally.alerts as f64 * all.travellers as f64 / even;
            QualityLine {
                group: group.clone(),
                name: name.clone(),
                travellers,
                alerts,
                rate: rate.filter(|_| shown && tally.travellers >= fewest),
                precision: Interval::of(tally.right, tally.known).filter(|_| tally.known >= fewest),
                ratio: Some(ratio)
                    .filter(|ratio| ratio.is_finite() && shown && tally.travellers >= fewest),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    pub(super) fn looked(port: &str, alert: bool, right: Option<bool>) -> Looked {
        Looked {
            day: date(2026, 11, 22),
            port: port.into(),
            destination: Wording::fixed("Malaysia", "Malaysia"),
            sex: "F",
            age: Some(24),
            origin: "Jawa Timur".into(),
            alert,
            rules: match alert {
                true => vec![(
                    "sekali-jalan".into(),
                    Wording::fixed("sekali jalan", "one way"),
                )],
                false => Vec::new(),
            },
            outcome: Some(if alert {
                Outcome::Defer
            } else {
                Outcome::LetGo
            }),
            right,
            seconds: Some(if alert { 90 } else { 10 }),
        }
    }

    #[test]
    fn what_is_counted_and_what_is_hidden() {
        let mut counting = Counting::default();
        for number in 0..100 {
            counting.add(&looked(
                "IDBTC",
                number < 10,
                (number < 8).then_some(number < 6),
            ));
        }
        for _ in 0..3 {
            counting.add(&looked("IDTBK", true, None));
        }
        counting.add(&looked("IDBTC", false, Some(true)));
        let found = counting.finish(5);
        assert_eq!(found.travellers, Count::Exactly(104));
        assert_eq!(found.alerts, Count::Exactly(13));
        let precision = found.precision.unwrap();
        assert_eq!((precision.share, found.known), (0.75, Count::Exactly(8)));
        assert_eq!(found.missed, Count::Few);
        assert_eq!(found.seconds, Some((10, 90)));
        // Three of a small port cannot be read, nor subtracted from the whole.
        let ports: Vec<String> = found
            .ports
            .iter()
            .map(|line| line.alerts.to_string())
            .collect();
        assert_eq!(ports, ["·", "·"]);
        assert!(found.ports.iter().all(|line| line.rate.is_none()));
        assert_eq!(found.rules[0].precision.unwrap().share, 0.75);
        let (_, sexes) = &found.shares[0];
        assert_eq!(sexes[0].ratio, Some(1.0));
    }
}
