//! Places by the share of grave trips, in an order that a few unlucky ones cannot lead.

use super::{Groups, Tally};
use domain::Wording;
use risk::trial::{Count, Interval};

/// What is ranked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// From a port to a country.
    Route,
    /// A port or airport.
    Port,
    /// A province of origin.
    Region,
}

/// A place with its rate.
#[derive(Debug, Clone, PartialEq)]
pub struct Ranked {
    /// Which.
    pub name: Wording,
    /// Assessments.
    pub travellers: Count,
    /// Grave ones of them, with the interval.
    pub rate: Interval,
    /// The rate drawn towards that of all places, the more the fewer were assessed.
    pub drawn: f64,
}

/// The places that can be told, the one with the highest lower bound first.
pub(super) fn rank(groups: &Groups, fewest: u64) -> Vec<Ranked> {
    let told: Vec<(&Wording, &Tally)> = groups
        .iter()
        .filter(|(group, (_, tally))| {
            let few = Count::alone(tally.grave, fewest) == Count::Few;
            !group.is_empty() && tally.travellers >= fewest && !few
        })
        .map(|(_, (name, tally))| (name, tally))
        .collect();
    let counts: Vec<(f64, f64)> = told
        .iter()
        .map(|(_, tally)| (tally.grave as f64, tally.travellers as f64))
        .collect();
    let prior = Prior::of(&counts);
    let mut ranked: Vec<Ranked> = told
        .iter()
        .zip(&counts)
        .filter_map(|((name, tally), count)| {
            Some(Ranked {
                name: (*name).clone(),
                travellers: Count::alone(tally.travellers, fewest),
                rate: Interval::of(tally.grave, tally.travellers)?,
                drawn: prior.drawn(*count),
            })
        })
        .collect();
    ranked.sort_by(|one, two| {
        two.rate
            .low
            .total_cmp(&one.rate.low)
            .then_with(|| two.drawn.total_cmp(&one.drawn))
            .then_with(|| one.name.id.cmp(&two.name.id))
    });
    ranked
}

/// What is believed of a place before it is looked at: the mean of all, and how many assessments that belief is worth.
///
/// Empirical Bayes with a beta prior whose moments are those of the places (J. C. Kleinman, *Proportions with extraneous variance:
/// single and independent samples*, JASA 68, 1973).
#[derive(Debug, Clone, Copy)]
struct Prior {
    mean: f64,
    /// None where the places differ no more than chance makes them differ.
    worth: Option<f64>,
}

impl Prior {
    fn of(counts: &[(f64, f64)]) -> Self {
        let all: f64 = counts.iter().map(|(_, of)| of).sum();
        if all == 0.0 {
            return Self {
                mean: 0.0,
                worth: None,
            };
        }
        let mean = counts.iter().map(|(some, _)| some).sum::<f64>() / all;
        let spread: f64 = counts
            .iter()
            .map(|(some, of)| of * (some / of - mean).powi(2))
            .sum();
        let by_chance = (counts.len() as f64 - 1.0) * mean * (1.0 - mean);
        let effective = all - counts.iter().map(|(_, of)| of * of).sum::<f64>() / all;
        let between = (spread - by_chance) / effective;
        let worth = mean * (1.0 - mean) / between - 1.0;
        Self {
            mean,
            worth: (effective > 0.0 && between > 0.0 && worth > 0.0).then_some(worth),
        }
    }

    fn drawn(&self, (some, of): (f64, f64)) -> f64 {
        match self.worth {
            Some(worth) => (some + self.mean * worth) / (of + worth),
            None => self.mean,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fewer_the_more_it_is_drawn_to_the_mean() {
        let counts = [(30.0, 1000.0), (90.0, 1000.0), (3.0, 20.0)];
        let prior = Prior::of(&counts);
        let [much, more, few] = counts.map(|count| prior.drawn(count));
        assert!((much - 0.03).abs() < 0.002, "{much}");
        assert!((more - 0.09).abs() < 0.002, "{more}");
        assert!(few < 0.14 && few > prior.mean, "{few}");
        // Places that differ by chance only are told alike.
        let alike = Prior::of(&[(5.0, 100.0), (5.0, 100.0), (5.0, 100.0)]);
        assert_eq!(alike.drawn((5.0, 100.0)), 0.05);
        assert_eq!(Prior::of(&[]).drawn((0.0, 0.0)), 0.0);
    }

    #[test]
    fn the_certain_comes_before_the_lucky() {
        let tally = |grave, travellers| Tally {
            travellers,
            grave,
            ..Tally::default()
        };
        let group =
            |name: &'static str, tally| (name.to_owned(), (Wording::fixed(name, name), tally));
        let groups = Groups::from([
            group("few", tally(5, 20)),
            group("many", tally(200, 1000)),
            group("none", tally(0, 500)),
            group("hidden", tally(3, 500)),
            group("", tally(50, 50)),
        ]);
        let order = rank(&groups, 5);
        let names: Vec<&str> = order.iter().map(|one| one.name.id.as_ref()).collect();
        assert_eq!(names, ["many", "few", "none"]);
    }
}
