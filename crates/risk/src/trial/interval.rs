//! A share with the interval in which the true one lies: half of ten is not half of ten thousand.

use serde::{Deserialize, Serialize};

/// A share from 0 to 1 with its 95 % interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Interval {
    /// The least that the data allow.
    pub low: f64,
    /// The share that was seen.
    pub share: f64,
    /// The most that the data allow.
    pub high: f64,
}

/// The quantile of the normal distribution that leaves 2.5 % on either side.
const Z: f64 = 1.959_963_984_540_054;

impl Interval {
    /// So many of so many; `None` of none.
    ///
    /// Wilson's score interval (E. B. Wilson, *Probable inference, the law of succession, and statistical inference*, JASA 22,
    /// 1927), which holds for few cases and for shares near 0 and 1, where the usual one does not.
    pub fn of(some: u64, all: u64) -> Option<Self> {
        if all == 0 {
            return None;
        }
        let (n, share) = (all as f64, some.min(all) as f64 / all as f64);
        let spread = 1.0 + Z * Z / n;
        let middle = (share + Z * Z / (2.0 * n)) / spread;
        let half = Z / spread * (share * (1.0 - share) / n + Z * Z / (4.0 * n * n)).sqrt();
        Some(Self {
            low: (middle - half).clamp(0.0, share),
            share,
            high: (middle + half).clamp(share, 1.0),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checked by hand against R's `prop.test(.., correct = FALSE)`.
    #[test]
    fn wilsons_interval() {
        let rounded = |some, all| {
            let Interval { low, high, .. } = Interval::of(some, all).unwrap();
            format!("{low:.4} {high:.4}")
        };
        assert_eq!(rounded(5, 10), "0.2366 0.7634");
        assert_eq!(rounded(0, 10), "0.0000 0.2775");
        assert_eq!(rounded(10, 10), "0.7225 1.0000");
        assert_eq!(rounded(81, 263), "0.2553 0.3662");
        assert_eq!(Interval::of(0, 0), None);
    }
}
