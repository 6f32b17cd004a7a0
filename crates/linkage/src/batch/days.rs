//! Where the rows of each day begin, rows being in the order of their days.

use crate::{keys::Family, postings::Capped, record::Day};
use std::ops::Range;

/// The rows of each day.
#[derive(Debug, Default)]
pub(crate) struct Days {
    // The packed day to which the first entry belongs; a packed year has 512 days.
    first: u32,
    starts: Vec<u32>,
}

impl Days {
    /// Counts days that come in order. Days that too many rows share are left out and reported.
    pub(crate) fn new(days: impl Iterator<Item = Day> + Clone) -> (Self, Option<Capped>) {
        let mut known = days.clone().filter(|day| !day.is_unknown());
        let Some(first) = known.next().map(Day::packed) else {
            return (Self::default(), None);
        };
        let last = known.last().map_or(first, Day::packed);
        let mut starts = vec![0; (last - first) as usize + 2];
        let mut row = 0;
        for day in days {
            row += 1;
            let at = day.packed().checked_sub(first);
            if let Some(end) = at.and_then(|at| starts.get_mut(at as usize + 1)) {
                *end = row;
            } else if let Some(start) = starts.first_mut() {
                *start = row;
            }
        }
        let mut before = 0;
        for start in &mut starts {
            before = before.max(*start);
            *start = before;
        }
        let limit = Family::Date.limit();
        let too_many = starts.array_windows().filter_map(|[start, end]| {
            let count = end - start;
            (count > limit).then_some(u64::from(count))
        });
        let (keys, entries) = too_many.fold((0, 0), |(keys, all), count| (keys + 1, all + count));
        let capped = (keys > 0).then_some(Capped {
            family: Family::Date,
            keys,
            entries,
        });
        (Self { first, starts }, capped)
    }

    /// The rows of a day.
    pub(crate) fn rows(&self, day: Day) -> Range<u32> {
        let Some(at) = day.packed().checked_sub(self.first) else {
            return 0..0;
        };
        let start = |at: u32| self.starts.get(at as usize).copied();
        match (start(at), start(at + 1)) {
            (Some(start), Some(end)) if end - start <= Family::Date.limit() => start..end,
            _ => 0..0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::PartialDate;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_the_rows_of_each_day(
            parts in prop::collection::vec((1990u16..1993, 0u8..=12, 1u8..=28), 0..60),
            unknown in 0usize..3,
        ) {
            let day = |(y, m, d): &(u16, u8, u8)| {
                Day::new(PartialDate::new(Some(*y), Some(*m).filter(|m| *m != 0), Some(*d)).unwrap())
            };
            let mut days: Vec<Day> = parts.iter().map(day).collect();
            days.extend(std::iter::repeat_n(Day::default(), unknown));
            days.sort_unstable();
            let (found, capped) = Days::new(days.iter().copied());
            prop_assert!(capped.is_none());
            for day in days.iter().filter(|day| !day.is_unknown()) {
                let expected: Vec<u32> = (0..days.len() as u32).filter(|at| days[*at as usize] == *day).collect();
                prop_assert_eq!(found.rows(*day).collect::<Vec<_>>(), expected);
            }
        }
    }
}
