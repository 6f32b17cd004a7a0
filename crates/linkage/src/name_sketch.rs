//! What two names must have in common to be compared only because the birth dates agree.

use crate::{
    frequency::Frequencies,
    record::{Layout, Part, Record, Token, mix},
    schema::Kind,
};

/// The words of a name as bits: how each sounds, how it begins and how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NameSketch {
    pub(crate) sounds: u64,
    pub(crate) begins: u64,
    pub(crate) ends: u64,
}

impl NameSketch {
    /// The sketch of a record; all bits where there is no name.
    pub(crate) fn of(layout: &Layout, frequencies: &Frequencies, record: Record<'_>) -> Self {
        let name = layout.cells().iter().find(|(kind, _)| *kind == Kind::Name);
        let Some((_, at)) = name else {
            return Self::ALL;
        };
        let name = record.name(*at);
        let words = name.own();
        Self::of_words(words.map(|word| (Self::of_word(word), frequencies.is_frequent(word))))
    }

    /// The sketch of one word, however frequent.
    pub(crate) fn of_word(word: Token) -> Self {
        let mut sketch = Self::default();
        sketch.add(word);
        sketch
    }

    /// The sketch of a name from those of its words, each with whether it is frequent.
    pub(crate) fn of_words(words: impl Iterator<Item = (Self, bool)> + Clone) -> Self {
        let all = |words: &mut dyn Iterator<Item = Self>| {
            words.fold(Self::default(), |all, word| Self {
                sounds: all.sounds | word.sounds,
                begins: all.begins | word.begins,
                ends: all.ends | word.ends,
            })
        };
        let telling = words.clone().filter(|(_, frequent)| !frequent);
        let sketch = all(&mut telling.map(|word| word.0));
        if sketch != Self::default() {
            return sketch;
        }
        // Nothing but frequent words: then they must do.
        let sketch = all(&mut words.map(|word| word.0));
        if sketch == Self::default() {
            Self::ALL
        } else {
            sketch
        }
    }

    /// Meets every other.
    pub(crate) const ALL: Self = Self {
        sounds: u64::MAX,
        begins: u64::MAX,
        ends: u64::MAX,
    };

    fn add(&mut self, word: Token) {
        if word.part() == Part::Initial {
            // It may stand for any word that begins with it.
            self.begins = u64::MAX;
            return;
        }
        let bit = |value: u32| 1 << (mix(value.into()) >> 58);
        let (begins, ends) = word.ends();
        self.sounds |= bit(word.key());
        self.begins |= bit(begins);
        self.ends |= bit(ends);
    }

    /// Do two names have a word that sounds, begins or ends alike? (Or seem to: a bit stands for many words.)
    pub(crate) fn meets(self, other: Self) -> bool {
        (self.sounds & other.sounds) | (self.begins & other.begins) | (self.ends & other.ends) != 0
    }
}
