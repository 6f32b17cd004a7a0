//! What two names must have in common to be compared only because the birth dates agree.

use crate::{
    record::{Layout, Part, Record, mix},
    schema::Kind,
};

/// The words of a name as bits: one for the sound of each, and two for how each begins and ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sketch {
    pub(super) sounds: u64,
    pub(super) ends: u64,
}

impl Sketch {
    /// The sketch of a record; all bits where there is no name.
    pub(super) fn of(layout: &Layout, record: Record<'_>) -> Self {
        let mut sketch = Self::default();
        let names = layout
            .cells()
            .iter()
            .filter(|(kind, _)| *kind == Kind::Name);
        let Some((_, at)) = names.take(1).next() else {
            return Self::ALL;
        };
        for word in record.name(*at).own() {
            if word.part() == Part::Initial {
                // It may stand for any word that begins with it.
                sketch.ends |= 0xFFFF_FFFF;
                continue;
            }
            let bit = |value: u32, bits: u32| mix(value.into()) >> (64 - bits);
            let (begins, ends) = word.ends();
            sketch.sounds |= 1 << bit(word.key(), 6);
            sketch.ends |= 1 << bit(begins, 5) | 1 << (32 + bit(ends, 5));
        }
        if sketch == Self::default() {
            Self::ALL
        } else {
            sketch
        }
    }

    const ALL: Self = Self {
        sounds: u64::MAX,
        ends: u64::MAX,
    };

    /// Do two names have a word that sounds, begins or ends alike? (Or seem to: bits stand for many words.)
    pub(super) fn meets(self, other: Self) -> bool {
        (self.sounds & other.sounds) | (self.ends & other.ends) != 0
    }
}
