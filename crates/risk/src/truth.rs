//! Three-valued logic: what is not known is neither true nor false.

/// The truth of a condition (Kleene's strong logic).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Truth {
    /// It holds whatever the unknown turns out to be.
    True,
    /// It does not hold whatever the unknown turns out to be.
    False,
    /// It depends on something that is not known.
    Unknown,
}

impl Truth {
    /// Both: false as soon as one is false.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }

    /// Either: true as soon as one is true.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        self.negated().and(other.negated()).negated()
    }

    /// The opposite; the opposite of unknown is unknown.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }

    /// Whether it holds for certain.
    pub fn holds(self) -> bool {
        self == Self::True
    }
}

impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, False, True, Unknown};

    #[test]
    fn the_tables_of_kleene() {
        for (left, right, and, or) in [
            (True, True, True, True),
            (True, False, False, True),
            (True, Unknown, Unknown, True),
            (False, False, False, False),
            (False, Unknown, False, Unknown),
            (Unknown, Unknown, Unknown, Unknown),
        ] {
            assert_eq!(left.and(right), and, "{left:?} and {right:?}");
            assert_eq!(right.and(left), and, "{right:?} and {left:?}");
            assert_eq!(left.or(right), or, "{left:?} or {right:?}");
            assert_eq!(right.or(left), or, "{right:?} or {left:?}");
        }
        assert_eq!(Truth::from(true).negated(), False);
    }
}
