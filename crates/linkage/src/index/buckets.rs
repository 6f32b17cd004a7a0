//! Rows under hashed keys: entries of eight bytes in the order of their buckets, those of one key side by side and by row.

use std::ops::Range;

/// Which rows have a key, with nine bits of note beside each.
#[derive(Debug, Default)]
pub(super) struct Buckets {
    // Bucket `b` is `entries[starts[b]..starts[b + 1]]`.
    pub(super) starts: Vec<u32>,
    // Bits of the key that the bucket does not tell 23 | row 32 | note 9.
    pub(super) entries: Vec<u64>,
}

/// Bits of an entry below those of the key.
const BELOW: u32 = 41;
const NOTE: u32 = 9;

/// The row of an entry.
pub(super) fn row(entry: u64) -> u32 {
    (entry >> NOTE) as u32
}

/// The note of an entry, below 512.
pub(super) fn note(entry: u64) -> u32 {
    (entry & ((1 << NOTE) - 1)) as u32
}

impl Buckets {
    /// Files what `emit` gives for each row: it is called twice for each and must give the same.
    pub(super) fn build(rows: u32, emit: impl Fn(u32, &mut dyn FnMut(u64, u32))) -> Self {
        let mut count = 0usize;
        for row in 0..rows {
            emit(row, &mut |_, _| count += 1);
        }
        // Four entries a bucket: the starts then cost a byte an entry.
        let bits = (count / 4).max(2).next_power_of_two().trailing_zeros();
        let mut starts = vec![0u32; (1 << bits) + 1];
        let bucket = |key: u64| (key >> (64 - bits)) as usize;
        for row in 0..rows {
            emit(row, &mut |key, _| {
                if let Some(count) = starts.get_mut(bucket(key) + 1) {
                    *count += 1;
                }
            });
        }
        let mut total = 0;
        for start in &mut starts {
            total += *start;
            *start = total;
        }
        let mut next = starts.clone();
        let mut entries = vec![0u64; count];
        for row in 0..rows {
            emit(row, &mut |key, note| {
                if let Some(next) = next.get_mut(bucket(key)) {
                    if let Some(entry) = entries.get_mut(*next as usize) {
                        *entry = key << BELOW | u64::from(row) << NOTE | u64::from(note);
                    }
                    *next += 1;
                }
            });
        }
        for pair in starts.windows(2) {
            if let [start, end] = *pair
                && let Some(bucket) = entries.get_mut(start as usize..end as usize)
            {
                bucket.sort_unstable();
            }
        }
        Self { starts, entries }
    }

    /// Drops the keys that more than `limit` rows share; `limit` sees the notes, which are the same for all rows of a key.
    /// Gives what was dropped to `report`: note and number of rows.
    pub(super) fn drop_above(
        &mut self,
        limit: impl Fn(u32) -> u32,
        mut report: impl FnMut(u32, u32),
    ) {
        let mut kept = 0;
        let mut from = 0;
        for at in 1..self.starts.len() {
            let to = self.starts.get(at).copied().unwrap_or(0) as usize;
            while from < to {
                let Some(&first) = self.entries.get(from) else {
                    break;
                };
                let rest = self.entries.get(from..to).unwrap_or_default();
                let run = rest.partition_point(|entry| entry >> BELOW == first >> BELOW);
                if run as u32 > limit(note(first)) {
                    report(note(first), run as u32);
                } else {
                    self.entries.copy_within(from..from + run, kept);
                    kept += run;
                }
                from += run;
            }
            if let Some(start) = self.starts.get_mut(at) {
                *start = kept as u32;
            }
        }
        self.entries.truncate(kept);
        self.entries.shrink_to_fit();
    }

    /// The entries of a key, by row (with a chance of 2^-23 for each other key of the bucket to be taken for it).
    pub(super) fn run(&self, key: u64) -> &[u64] {
        self.narrowed(self.bucket(key), key)
    }

    /// Gives the entries of several keys to `take`, each with what came with its key; those of keys that no row has are empty.
    ///
    /// Goes through all keys three times, so that the memory of one is on its way while the others are looked at.
    pub(super) fn runs<T: Copy>(
        &self,
        keys: &[(T, u64)],
        buckets: &mut Vec<Range<u32>>,
        mut take: impl FnMut(T, &[u64]),
    ) {
        buckets.clear();
        buckets.extend(keys.iter().map(|(_, key)| self.bucket(*key)));
        let first = |bucket: &Range<u32>| self.entries.get(bucket.start as usize).copied();
        let touched = buckets.iter().filter_map(first);
        std::hint::black_box(touched.fold(0, |all, entry| all ^ entry));
        for ((with, key), bucket) in keys.iter().zip(buckets) {
            take(*with, self.narrowed(bucket.clone(), *key));
        }
    }

    /// Where the entries of a bucket stand.
    fn bucket(&self, key: u64) -> Range<u32> {
        let buckets = self.starts.len().saturating_sub(1).max(1);
        let bits = buckets.trailing_zeros();
        let bucket = key.checked_shr(64 - bits).unwrap_or(0) as usize;
        let at = |bucket: usize| self.starts.get(bucket).copied().unwrap_or(0);
        at(bucket)..at(bucket + 1)
    }

    /// Those of a bucket's entries that are of a key.
    fn narrowed(&self, bucket: Range<u32>, key: u64) -> &[u64] {
        let entries = self.entries.get(bucket.start as usize..bucket.end as usize);
        let entries = entries.unwrap_or_default();
        let tag = key << BELOW >> BELOW;
        let start = entries.partition_point(|entry| entry >> BELOW < tag);
        let entries = entries.get(start..).unwrap_or_default();
        let end = entries.partition_point(|entry| entry >> BELOW == tag);
        entries.get(..end).unwrap_or_default()
    }

    /// Memory in bytes.
    pub(super) fn bytes(&self) -> usize {
        4 * self.starts.len() + 8 * self.entries.len()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::mix;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_filed(keys in prop::collection::vec((0u64..30, 0u32..512), 0..200)) {
            let mut buckets = Buckets::build(keys.len() as u32, |row, emit| {
                let (key, note) = keys[row as usize];
                emit(mix(key), note);
            });
            for limit in [u32::MAX, 5] {
                buckets.drop_above(|_| limit, |_, _| {});
                let mut by_runs = Vec::new();
                let asked: Vec<(u64, u64)> = (0..40).map(|key| (key, mix(key))).collect();
                buckets.runs(&asked, &mut Vec::new(), |key, run| by_runs.push((key, run.to_vec())));
                for key in 0..40 {
                    prop_assert_eq!(&by_runs[key as usize], &(key, buckets.run(mix(key)).to_vec()));
                    let mut expected: Vec<(u32, u32)> = (0..)
                        .zip(&keys)
                        .filter(|(_, (k, _))| *k == key)
                        .map(|(row, (_, note))| (row, *note))
                        .collect();
                    if expected.len() as u32 > limit {
                        expected.clear();
                    }
                    let found: Vec<(u32, u32)> =
                        buckets.run(mix(key)).iter().map(|entry| (row(*entry), note(*entry))).collect();
                    prop_assert_eq!(found, expected);
                }
            }
        }
    }
}
