//! A set that may say yes wrongly but never no: small enough for the cache where the exact set is not.

/// A set of hashes with two bits for each, both in one machine word: one look tells; about one in twenty others is taken for a
/// member.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    words: Vec<u64>,
    shift: u32,
}

impl Filter {
    /// A set of well spread hashes.
    pub(crate) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let words = (hashes.len() / 8).next_power_of_two().max(2);
        let mut filter = Self {
            words: vec![0; words],
            shift: 64 - words.trailing_zeros(),
        };
        for hash in hashes {
            if let Some(word) = filter.words.get_mut((hash >> filter.shift) as usize) {
                *word |= bits(hash);
            }
        }
        filter
    }

    /// Whether a hash may be in the set.
    pub(crate) fn may_have(&self, hash: u64) -> bool {
        let at = (hash >> self.shift) as usize;
        let missing = |word: &u64| bits(hash) & !word;
        self.words.get(at).map(missing) == Some(0)
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
