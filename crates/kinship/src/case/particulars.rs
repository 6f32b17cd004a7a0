//! Particulars other than DNA: age, height, teeth, property.

use super::{
    problems::Problems,
    raw::{Range, RawParticulars},
};
use crate::evidence::{Particulars, Telling, Tooth};

/// `field` is where they stand, `person` how messages call the person.
pub(super) fn read(
    raw: &RawParticulars,
    field: &str,
    person: &str,
    problems: &mut Problems,
) -> Particulars {
    let mut range = |given: Option<Range>, name: &str| {
        let (from, to) = match given? {
            Range::Exact(value) => (value, value),
            Range::Between(from, to) => (from, to),
        };
        if from <= to && from >= 0.0 && to.is_finite() {
            return Some((from, to));
        }
        let message = format!("{person}: `{name}` must be a number or a range such as [20, 30]");
        problems.error("particulars", format!("{field}.{name}"), message);
        None
    };
    let mut read = Particulars {
        age: range(raw.age, "age"),
        height: range(raw.height, "height"),
        ..Particulars::default()
    };
    for (number, state) in &raw.teeth.0 {
        let tooth = number
            .parse::<u8>()
            .ok()
            .filter(|n| (1..=4).contains(&(n / 10)) && (1..=8).contains(&(n % 10)));
        match tooth.zip(Tooth::read(state)) {
            Some((tooth, state)) => {
                read.teeth.insert(tooth, state);
            }
            None => problems.error(
                "particulars",
                format!("{field}.teeth.{number}"),
                format!(
                    "{person}: teeth are numbered 11 to 48 and `sound`, `filled`, `crowned`, `missing` or `lost after death`"
                ),
            ),
        }
    }
    for (i, (thing, telling)) in raw.property.0.iter().enumerate() {
        match Telling::read(telling) {
            Some(telling) => {
                read.property.insert(thing.trim().to_lowercase(), telling);
            }
            // The thing itself may name somebody and is not repeated.
            None => problems.error(
                "particulars",
                format!("{field}.property[{i}]"),
                format!("{person}: property is `common`, `rare` or `unique`"),
            ),
        }
    }
    read
}
