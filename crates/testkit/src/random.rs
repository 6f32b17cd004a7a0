//! Random numbers that depend on nothing but a seed, what they are for, and for whom: no order of calls, no thread, no machine.

/// What a stream of random numbers is for. Two purposes never share numbers, so that a change to one leaves the other as it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each variant is named after what it decides")]
pub enum Purpose {
    Household = 1,
    Person,
    Placement,
    Passport,
    Registration,
    PassportName,
    Voyage,
    Booking,
    Traveller,
    Recording,
    Watchlist,
    Message,
}

/// A small counter-based generator: SplitMix64 (Steele, Lea and Flood, OOPSLA 2014) over a key made from seed, purpose and index.
#[derive(Debug, Clone)]
pub struct Random {
    state: u64,
}

const GOLDEN: u64 = 0x9E37_79B9_7F4A_7C15;

fn mix(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

impl Random {
    /// The numbers that decide `purpose` for the thing with this index.
    pub fn new(seed: u64, purpose: Purpose, index: u64) -> Self {
        let key = mix(seed.wrapping_add(GOLDEN)) ^ mix((purpose as u64).wrapping_mul(GOLDEN));
        Self {
            state: mix(key ^ mix(index.wrapping_add(GOLDEN))),
        }
    }

    /// 64 random bits.
    pub fn bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(GOLDEN);
        mix(self.state)
    }

    /// A number from 0 to `bound - 1`; 0 for a bound of 0. The bias is under 2^-32 for any bound below 2^32.
    pub fn below(&mut self, bound: u64) -> u64 {
        let wide = u128::from(self.bits()) * u128::from(bound);
        u64::try_from(wide >> 64).unwrap_or(0)
    }

    /// A number of a closed range.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high - low + 1).unwrap_or(1);
        low + i64::try_from(self.below(span)).unwrap_or(0)
    }

    /// True `per_mille` times in a thousand.
    pub fn chance(&mut self, per_mille: u64) -> bool {
        self.below(1000) < per_mille
    }

    /// One of the things, each as often as the other; `None` if there are none.
    pub fn pick<'a, T>(&mut self, things: &'a [T]) -> Option<&'a T> {
        let at = usize::try_from(self.below(things.len() as u64)).ok()?;
        things.get(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The numbers are part of the format: a set made from a seed today must be made again next year.
    #[test]
    fn the_numbers_of_a_seed_never_change() {
        let mut random = Random::new(1, Purpose::Person, 0);
        assert_eq!(random.bits(), 9_592_597_688_660_306_136);
    }

    #[test]
    fn purposes_and_indices_are_apart() {
        let first = |purpose, index| Random::new(7, purpose, index).bits();
        assert_ne!(first(Purpose::Person, 0), first(Purpose::Person, 1));
        assert_ne!(first(Purpose::Person, 0), first(Purpose::Voyage, 0));
    }

    #[test]
    fn every_value_of_a_range_is_reached_about_as_often() {
        let mut random = Random::new(3, Purpose::Person, 5);
        let mut seen = [0u32; 6];
        for _ in 0..6000 {
            seen[random.below(6) as usize] += 1;
        }
        assert!(seen.iter().all(|n| (850..1150).contains(n)), "{seen:?}");
        assert_eq!(random.below(0), 0);
        assert!((0..200).all(|_| (-3..=3).contains(&random.between(-3, 3))));
    }
}
