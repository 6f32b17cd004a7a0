//! Counts, and the shares that are made of them.

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// How many were found, how many of these are true, and how many should have been found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Score {
    /// Pairs that were proposed.
    pub found: u64,
    /// Of these, the true ones.
    pub hits: u64,
    /// Pairs of the truth.
    pub wanted: u64,
}

impl Score {
    /// True among the found, from 0 to 1; 0 if nothing was found.
    pub fn precision(self) -> f64 {
        share(self.hits, self.found)
    }

    /// Found among the true, from 0 to 1; 0 if nothing is true.
    pub fn recall(self) -> f64 {
        share(self.hits, self.wanted)
    }

    /// The harmonic mean of precision and recall, from 0 to 1.
    pub fn f1(self) -> f64 {
        share(2 * self.hits, self.found + self.wanted)
    }
}

fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 / whole as f64
    }
}

/// The counts and the shares, so that a reader of the JSON need not know the formulas.
impl Serialize for Score {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fields = serializer.serialize_struct("Score", 6)?;
        fields.serialize_field("precision", &self.precision())?;
        fields.serialize_field("recall", &self.recall())?;
        fields.serialize_field("f1", &self.f1())?;
        fields.serialize_field("found", &self.found)?;
        fields.serialize_field("hits", &self.hits)?;
        fields.serialize_field("wanted", &self.wanted)?;
        fields.end()
    }
}
