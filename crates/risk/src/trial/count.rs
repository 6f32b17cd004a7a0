//! Counts of people that may be shown: small ones are not, or somebody could be recognised by being the only one.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A count, or that it is too small to be shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Count {
    /// Nobody, or enough to hide among.
    Exactly(u64),
    /// Somebody, but few; or a number from which that of the few could be subtracted.
    Few,
}

impl Count {
    /// A count that stands alone: shown if it is nought or at least `fewest`.
    pub fn alone(number: u64, fewest: u64) -> Self {
        if (1..fewest).contains(&number) {
            Self::Few
        } else {
            Self::Exactly(number)
        }
    }

    /// The counts of the parts of a whole whose sum is shown. Where only one is too small, the smallest of the others is
    /// hidden as well, or it could be subtracted.
    pub fn parts(numbers: &[u64], fewest: u64) -> Vec<Self> {
        let mut counts: Vec<_> = numbers
            .iter()
            .map(|number| Self::alone(*number, fewest))
            .collect();
        if counts.iter().filter(|count| **count == Self::Few).count() == 1 {
            let next = counts
                .iter_mut()
                .filter(|count| matches!(count, Self::Exactly(1..)))
                .min_by_key(|count| count.number());
            if let Some(next) = next {
                *next = Self::Few;
            }
        }
        counts
    }

    /// The number, where it is shown.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Exactly(number) => Some(number),
            Self::Few => None,
        }
    }
}

impl fmt::Display for Count {
    /// The number, or `·` for few.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exactly(number) => f.pad(&number.to_string()),
            Self::Few => f.pad("·"),
        }
    }
}

impl Serialize for Count {
    /// The number, or `null` for few.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.number().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = Option::deserialize(deserializer)?;
        Ok(number.map_or(Self::Few, Self::Exactly))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_small_number_can_be_read_or_subtracted() {
        let shown = |numbers: &[u64]| {
            let counts = Count::parts(numbers, 5);
            counts
                .iter()
                .map(ToString::to_string)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(shown(&[0, 5, 90]), "0 5 90");
        assert_eq!(shown(&[3, 7, 90]), "· · 90");
        assert_eq!(shown(&[3, 4, 90]), "· · 90");
        assert_eq!(shown(&[3, 0, 0]), "· 0 0");
        assert_eq!(shown(&[]), "");
    }
}
