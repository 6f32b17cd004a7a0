//! A set that may say yes wrongly but never no: small enough for the cache where the exact set is not.

/// A set of hashes with two bits for each, both in one machine word: one look tells; about one in thirty others is taken for a
/// member.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    words: Vec<u64>,
}

/// So many members share a machine word: ten bits for each.
const IN_A_WORD: usize = 6;

impl Filter {
    /// A set of well spread hashes.
    pub(crate) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        Self::of_so_many(hashes.len(), hashes)
    }

    /// A set of so many well spread hashes, some of which may come more than once.
    pub(crate) fn of_so_many(count: usize, hashes: impl Iterator<Item = u64>) -> Self {
        let mut filter = Self {
            words: vec![0; count / IN_A_WORD + 1],
        };
        for hash in hashes {
            let at = filter.place(hash);
            if let Some(word) = filter.words.get_mut(at) {
                *word |= bits(hash);
            }
        }
        filter
    }

    /// Whether a hash may be in the set.
    pub(crate) fn may_have(&self, hash: u64) -> bool {
        let missing = |word: &u64| bits(hash) & !word;
        self.words.get(self.place(hash)).map(missing) == Some(0)
    }

    /// The word of a hash: its highest bits, as a fraction of all words.
    fn place(&self, hash: u64) -> usize {
        ((u128::from(hash) * self.words.len() as u128) >> 64) as usize
    }
}

/// The bits of a hash within its word, which the highest bits of the hash tell.
fn bits(hash: u64) -> u64 {
    1 << (hash & 63) | 1 << (hash >> 6 & 63)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::mix;

    #[test]
    fn never_no_for_a_member() {
        for count in [0u64, 1, 5, 1000] {
            let filter = Filter::of((0..count as usize).map(|n| mix(n as u64)));
            assert!((0..count).all(|n| filter.may_have(mix(n))));
            let wrong = (count..count + 1000)
                .filter(|n| filter.may_have(mix(*n)))
                .count();
            assert!(wrong < 100, "{count}: {wrong}");
        }
    }
}
