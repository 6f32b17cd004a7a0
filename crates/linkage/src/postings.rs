//! Which stored records have a key: one array of entries in the order of their buckets, with a filter before it.

use crate::{filter::Filter, keys::Family};
use std::collections::BTreeMap;

/// Keys of stored records, ready for look-ups.
#[derive(Debug, Default)]
pub(crate) struct Postings {
    // Most probes end here.
    filter: Filter,
    // Bucket `b` is `entries[starts[b]..starts[b + 1]]`.
    starts: Vec<u32>,
    entries: Vec<Entry>,
    shift: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    // Bits of the hash that the bucket does not tell.
    tag: u32,
    record: u32,
}

/// The bucket of a key that is looked up.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Range {
    of: u32,
    tag: u32,
    start: u32,
    end: u32,
}

/// A family of which some keys were shared by too many records to be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capped {
    /// The family.
    pub family: Family,
    /// Keys that are not used.
    pub keys: u64,
    /// Entries of records under these keys.
    pub entries: u64,
}

impl Postings {
    /// Sorts keys into buckets and drops those above the limit of their family.
    pub(crate) fn build(mut keys: Vec<(u64, u32, Family)>) -> (Self, Vec<Capped>) {
        keys.sort_unstable();
        keys.dedup();
        let mut capped: BTreeMap<Family, Capped> = BTreeMap::new();
        let mut kept = Vec::with_capacity(keys.len());
        for group in keys.chunk_by(|a, b| a.0 == b.0) {
            let Some((_, _, family)) = group.first().copied() else {
                continue;
            };
            let count = group.len() as u64;
            if count > u64::from(family.limit()) {
                let entry = capped.entry(family).or_insert(Capped {
                    family,
                    keys: 0,
                    entries: 0,
                });
                entry.keys += 1;
                entry.entries += count;
            } else {
                kept.extend(group.iter().map(|(key, record, _)| (*key, *record)));
            }
        }
        drop(keys);
        let bits = (kept.len().max(16).next_power_of_two()).trailing_zeros();
        let mut postings = Self {
            filter: Filter::of_so_many(
                kept.chunk_by(|a, b| a.0 == b.0).count(),
                kept.iter().map(|(key, _)| *key),
            ),
            starts: vec![0; (1 << bits) + 1],
            entries: Vec::with_capacity(kept.len()),
            shift: 64 - bits,
        };
        for (key, record) in &kept {
            if let Some(count) = postings
                .starts
                .get_mut((key >> postings.shift) as usize + 1)
            {
                *count += 1;
            }
            postings.entries.push(Entry {
                tag: *key as u32,
                record: *record,
            });
        }
        let mut total = 0;
        for start in &mut postings.starts {
            total += *start;
            *start = total;
        }
        (postings, capped.into_values().collect())
    }

    /// Adds the records under keys (with a chance of 2^-32 for each to be another key's) to `found`, each with the number
    /// that stands beside its key, some perhaps twice.
    ///
    /// Goes through all keys three times, so that the memory of one is on its way while the others are looked at.
    pub(crate) fn find(
        &self,
        keys: &mut Vec<(u64, u32)>,
        ranges: &mut Vec<Range>,
        found: &mut Vec<(u32, u32)>,
    ) {
        keys.retain(|(key, _)| self.filter.may_have(*key));
        ranges.clear();
        ranges.extend(keys.iter().map(|(key, of)| {
            let bucket = (key >> self.shift) as usize;
            let at = |bucket: usize| self.starts.get(bucket).copied().unwrap_or(0);
            Range {
                of: *of,
                tag: *key as u32,
                start: at(bucket),
                end: at(bucket + 1),
            }
        }));
        for range in ranges.iter() {
            let entries = self
                .entries
                .get(range.start as usize..range.end as usize)
                .unwrap_or_default();
            let same = entries.iter().filter(|entry| entry.tag == range.tag);
            found.extend(same.map(|entry| (range.of, entry.record)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn finds_what_was_stored_and_nothing_else(pairs in prop::collection::vec((0u64..40, 0u32..50), 0..200)) {
            let keys: Vec<_> = pairs.iter().map(|(k, r)| (crate::record::mix(*k), *r, Family::Date)).collect();
            let (postings, capped) = Postings::build(keys);
            prop_assert!(capped.is_empty());
            for key in 0..60u64 {
                let mut expected: Vec<u32> = pairs.iter().filter(|p| p.0 == key).map(|p| p.1).collect();
                expected.sort_unstable();
                expected.dedup();
                let mut found = Vec::new();
                postings.find(&mut vec![(crate::record::mix(key), 7)], &mut Vec::new(), &mut found);
                let expected: Vec<_> = expected.into_iter().map(|record| (7, record)).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }

    #[test]
    fn a_key_that_many_share_is_left_out_and_reported() {
        let rare = (0..4).map(|record| (1, record, Family::RareWord));
        let common = (0..5).map(|record| (2, record, Family::RareWord));
        let (postings, capped) = Postings::build(rare.chain(common).collect());
        let mut found = Vec::new();
        postings.find(&mut vec![(1, 0), (2, 0)], &mut Vec::new(), &mut found);
        assert_eq!(found, [(0, 0), (0, 1), (0, 2), (0, 3)]);
        assert_eq!((capped[0].keys, capped[0].entries), (1, 5));
    }
}
