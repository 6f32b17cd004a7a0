//! A set that may say yes wrongly but never no: small enough for the cache where the exact set is not.

/// A set of hashes with one bit for each; about one in eight others is taken for a member.
#[derive(Debug, Clone, Default)]
pub(crate) struct Filter {
    bits: Vec<u64>,
    shift: u32,
}

impl Filter {
    /// A set of well spread hashes.
    pub(crate) fn of(hashes: impl ExactSizeIterator<Item = u64>) -> Self {
        let size = (hashes.len() * 8).next_power_of_two().max(64);
        let mut filter = Self {
            bits: vec![0; size / 64],
            shift: 64 - size.trailing_zeros(),
        };
        for hash in hashes {
            let bit = hash >> filter.shift;
            if let Some(word) = filter.bits.get_mut((bit >> 6) as usize) {
                *word |= 1 << (bit & 63);
            }
        }
        filter
    }

    /// Whether a hash may be in the set.
    pub(crate) fn may_have(&self, hash: u64) -> bool {
        let bit = hash >> self.shift;
        let word = self.bits.get((bit >> 6) as usize).copied().unwrap_or(0);
        (word >> (bit & 63)) & 1 != 0
    }
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
            assert!(wrong < 200, "{count}: {wrong}");
        }
    }
}
