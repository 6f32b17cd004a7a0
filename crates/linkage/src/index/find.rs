//! One traveller looked up.

use super::{Index, buckets, segment};
use crate::{
    compare::Pattern,
    decide::{Decision, compete},
    keys::{Everything, Family, Key, Role, keys},
    name_sketch::{NameSketch, Sought},
    record::{Day, Record},
    score::score_candidate,
};
use std::ops::Range;

/// Two words of a name that more rows share are not looked up together with the day of the year.
pub const MOST_BY_DAY: usize = 4096;

/// Where more rows have the same two words and the same year, only those are looked at whose month or day agrees as well, or of
/// which only the year is known.
pub const MOST_BY_YEAR: usize = 32;

/// Pairs that fall short of even odds by so many bits are no candidates; as in batch.
const SLACK: f32 = 8.0;

/// Somebody the traveller may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Candidate {
    pub(super) place: Place,
    /// The levels.
    pub pattern: Pattern,
    /// Bits for (above zero) or against one person.
    pub weight: f32,
    /// The probability of one person, the other candidates and nobody being considered.
    pub probability: f64,
    /// The answer.
    pub decision: Decision,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    Segment(u32),
    Delta(u32),
}

/// The buffers of one thread that asks, and what was noticed while the last question was answered.
#[derive(Debug, Default)]
pub struct Search {
    rows: Vec<u32>,
    weights: Vec<f32>,
    groups: Vec<usize>,
    found: Vec<Candidate>,
    compared: usize,
    capped: u32,
    pairs: Vec<((), u64)>,
    others: Vec<(Family, u64)>,
    buckets: Vec<Range<u32>>,
}

impl Search {
    /// Rows compared for the last question.
    pub fn compared(&self) -> usize {
        self.compared
    }

    /// Families of keys of which one was passed over because too many rows share it.
    pub fn capped(&self) -> impl Iterator<Item = Family> {
        let capped = self.capped;
        Family::ALL
            .into_iter()
            .filter(move |family| capped >> (*family as u32) & 1 != 0)
    }
}

impl Index {
    /// Who may this be? The candidates with the greatest weight first, at most `most` of them; equal weights in the order of
    /// the rows. `probe` is a record of the right side of the schema.
    pub fn find<'s>(
        &self,
        probe: Record<'_>,
        most: usize,
        search: &'s mut Search,
    ) -> &'s [Candidate] {
        search.rows.clear();
        search.found.clear();
        search.capped = 0;
        search.compared = 0;
        let sketch = NameSketch::of(&self.layout, &self.frequencies, probe).sought();
        self.by_date(probe, sketch, search);
        self.by_words(probe, search);
        self.by_other_keys(probe, sketch, search);
        search.rows.sort_unstable();
        search.rows.dedup();
        let floor = (self.len().max(1) as f32).log2() - SLACK;
        self.fetch(&search.rows);
        for at in 0..search.rows.len() {
            let Some(&row) = search.rows.get(at) else {
                break;
            };
            if !self.is_removed(row) {
                let record = self.segment.rows.record(row);
                self.weigh(record, Place::Segment(row), probe, floor, search);
            }
        }
        if !self.delta.is_empty() {
            search.rows.clear();
            self.delta
                .find(&self.layout, &self.frequencies, probe, |row| {
                    search.rows.push(row)
                });
            search.rows.sort_unstable();
            search.rows.dedup();
            for at in 0..search.rows.len() {
                let Some(&row) = search.rows.get(at) else {
                    break;
                };
                let record = self.delta.record(row);
                self.weigh(record, Place::Delta(row), probe, floor, search);
            }
        }
        self.rank(search);
        search
            .found
            .get(..most.min(search.found.len()))
            .unwrap_or_default()
    }

    /// All of a day lie side by side.
    fn by_date(&self, probe: Record<'_>, sketch: Sought, search: &mut Search) {
        let (first, second) = segment::readings(&self.layout, probe);
        let days = [first, second].into_iter().filter(|day| day.is_whole());
        for day in days {
            let rows = self.segment.between(day.packed(), day.packed() + 1);
            if rows.len() as u32 > Family::Date.limit() {
                search.capped |= 1 << Family::Date as u32;
                continue;
            }
            let sketches = self
                .segment
                .sketches
                .get(rows.start as usize..rows.end as usize);
            let met = rows.zip(sketches.unwrap_or_default());
            let met = met.filter(|(_, other)| sketch.meets(**other));
            search.rows.extend(met.map(|(row, _)| row));
        }
    }

    /// Two words of the name, with the year, with the day of the year, or, where the date is not known, alone.
    fn by_words(&self, probe: Record<'_>, search: &mut Search) {
        let Some(words) = segment::words(&self.layout, probe) else {
            return;
        };
        let (first, second) = segment::readings(&self.layout, probe);
        let whole = first.is_whole() || second.is_whole();
        let Search {
            rows: found,
            capped,
            pairs,
            buckets,
            ..
        } = search;
        pairs.clear();
        words.pairs(|pair| pairs.push(((), pair)));
        self.segment.pairs.runs(pairs, buckets, |(), run| {
            if run.is_empty() {
                return;
            }
            let mut take = |family: Family, entries: &mut dyn Iterator<Item = &u64>| {
                let before = found.len();
                let limit = family.limit() as usize;
                let rows = entries.map(|entry| buckets::row(*entry));
                found.extend(rows.take(limit + 1));
                if found.len() - before > limit {
                    found.truncate(before);
                    *capped |= 1 << family as u32;
                }
            };
            for day in [first, second].into_iter().filter(|day| !day.is_unknown()) {
                if day.year() != 0 {
                    let rows = self.segment.between(day.year() << 9, (day.year() + 1) << 9);
                    let at = |row| first_from(run, row, self.segment.rows.len());
                    let year = run.get(at(rows.start)..at(rows.end)).unwrap_or_default();
                    let all = year.len() <= MOST_BY_YEAR;
                    let near = |entry: &&u64| all || is_near(day, buckets::note(**entry));
                    take(Family::NameAndYear, &mut year.iter().filter(near));
                }
                if day.is_whole() {
                    by_day(day, run, &mut take);
                }
            }
            if !whole {
                take(Family::Name, &mut run.iter());
            }
        });
    }

    fn by_other_keys(&self, probe: Record<'_>, sketch: Sought, search: &mut Search) {
        let Search {
            rows: found,
            others,
            buckets,
            ..
        } = search;
        others.clear();
        keys(&self.layout, probe, Role::Probe, &Everything, |key| {
            let told = match key {
                Key::Day(_) | Key::Hash(Family::NameAndYear | Family::NameAndDay, _) => {
                    !self.segment.doubled
                }
                Key::Hash(..) => false,
            };
            if !told {
                others.push(segment::hashed(key));
            }
        });
        self.segment.others.runs(others, buckets, |family, run| {
            let own = run
                .iter()
                .filter(|entry| buckets::note(**entry) == family as u32);
            let rows = own.map(|entry| buckets::row(*entry));
            let sketch_of = |row: u32| self.segment.sketches.get(row as usize).copied();
            found.extend(rows.filter(|row| {
                family != Family::Date || sketch.meets(sketch_of(*row).unwrap_or_default())
            }));
        });
    }

    /// Touches every cache line of every record, one after the other without waiting, so that they lie in the cache when they
    /// are compared.
    fn fetch(&self, rows: &[u32]) {
        let lines = rows.iter().flat_map(|row| self.segment.rows.lines(*row));
        std::hint::black_box(lines.fold(0, |all, word| all ^ word));
    }

    fn weigh(
        &self,
        record: Record<'_>,
        place: Place,
        probe: Record<'_>,
        floor: f32,
        search: &mut Search,
    ) {
        search.compared += 1;
        let scored = score_candidate(&self.layout, &self.frequencies, record, probe);
        let Some(scored) = scored else {
            return;
        };
        let weight = self.weights.weight(scored, self.layout.cells().len());
        if weight >= floor {
            search.found.push(Candidate {
                place,
                pattern: scored.pattern,
                weight,
                probability: 0.0,
                decision: Decision::Possible,
            });
        }
    }

    fn rank(&self, search: &mut Search) {
        let Search {
            found,
            weights,
            groups,
            ..
        } = search;
        found.sort_unstable_by(|a, b| b.weight.total_cmp(&a.weight).then(a.place.cmp(&b.place)));
        weights.clear();
        weights.extend(found.iter().map(|candidate| candidate.weight));
        groups.clear();
        groups.extend(0..found.len());
        let chances = compete(weights, groups, self.model.share, self.len());
        for (candidate, probability) in found.iter_mut().zip(chances) {
            candidate.probability = probability;
            candidate.decision = Decision::of(probability);
        }
    }
}

/// The place of the first entry of a run from a row on. Rows of one run lie about evenly among all `rows`: the search begins
/// where it is likely to end, for the middle of a long run is far away in memory.
fn first_from(run: &[u64], row: u32, rows: u32) -> usize {
    const NEAR: usize = 32;
    let before = |entry: &u64| buckets::row(*entry) < row;
    let guess = run.len() * row as usize / rows.max(1) as usize;
    let (mut from, mut to, mut step) = (guess, guess, NEAR);
    while from > 0 && !run.get(from - 1).is_some_and(before) {
        from = from.saturating_sub(step);
        step *= 2;
    }
    step = NEAR;
    while run.get(to).is_some_and(before) {
        to = (to + step).min(run.len());
        step *= 2;
    }
    let between = run.get(from..to).unwrap_or_default();
    from + between.partition_point(before)
}

/// Does a day of the same year, given as month and day, have the month or the day in common, exchanged or not, or is one of the
/// two only a year (1 January, as registers write it, or 0)?
pub(super) fn is_near(day: Day, month_and_day: u32) -> bool {
    const FIRST_OF_JANUARY: u32 = 1 << 5 | 1;
    let (month, of_month) = (month_and_day >> 5, month_and_day & 31);
    matches!(month_and_day, 0 | FIRST_OF_JANUARY)
        || day.is_year_only()
        || month == day.month()
        || of_month == day.day()
        || month == day.day() && of_month == day.month()
}

fn by_day(day: Day, run: &[u64], take: &mut impl FnMut(Family, &mut dyn Iterator<Item = &u64>)) {
    if run.len() <= MOST_BY_DAY {
        let same = |entry: &&u64| buckets::note(**entry) == day.month_and_day();
        take(Family::NameAndDay, &mut run.iter().filter(same));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_first_entry_from_a_row_on(rows in prop::collection::btree_set(0u32..5000, 0..400), row in 0u32..=5000) {
            let run: Vec<u64> = rows.iter().map(|row| u64::from(*row) << 9 | 7).collect();
            let expected = rows.iter().filter(|other| **other < row).count();
            prop_assert_eq!(first_from(&run, row, 5000), expected);
        }
    }
}
