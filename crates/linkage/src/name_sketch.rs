//! What two names must have in common to be compared only because the birth dates agree.

use crate::{
    frequency::Frequencies,
    record::{Layout, Part, Record, Token, mix},
    schema::Kind,
};

/// So many words of a name are told apart; a name of more meets every other.
const WORDS: usize = 4;

/// The words of a name, sixteen bits each: how they sound, how they begin and how they end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct NameSketch {
    pub(crate) sounds: u64,
    pub(crate) begins: u64,
    pub(crate) ends: u64,
}

/// A sketch arranged to be held against many others.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sought {
    // For each word its sound, begin and end, each four times side by side.
    words: [[u64; 3]; WORDS],
    count: usize,
    anything: bool,
}

impl NameSketch {
    /// The sketch of a record; without a name it meets every other.
    pub(crate) fn of(layout: &Layout, frequencies: &Frequencies, record: Record<'_>) -> Self {
        let name = layout.cells().iter().find(|(kind, _)| *kind == Kind::Name);
        let Some((_, at)) = name else {
            return Self::ALL;
        };
        let words = record.name(*at).own();
        Self::of_words(words.map(|word| (Self::of_word(word), frequencies.is_frequent(word))))
    }

    /// The sketch of one word, however frequent.
    pub(crate) fn of_word(word: Token) -> Self {
        if word.part() == Part::Initial {
            // It may stand for any word that begins with it.
            return Self::ALL;
        }
        // Neither nothing nor all ones.
        let short = |value: u32| 1 + (mix(value.into()) >> 32) % 0xFFFE;
        let (begins, ends) = word.ends();
        Self {
            sounds: short(word.key()),
            begins: short(begins),
            ends: short(ends),
        }
    }

    /// The sketch of a name from those of its words, each with whether it is frequent.
    pub(crate) fn of_words(words: impl Iterator<Item = (Self, bool)> + Clone) -> Self {
        let telling = words.clone().filter(|(_, frequent)| !frequent);
        let sketch = Self::side_by_side(telling.map(|word| word.0));
        if sketch != Self::default() {
            return sketch;
        }
        // Nothing but frequent words: then they must do.
        match Self::side_by_side(words.map(|word| word.0)) {
            sketch if sketch == Self::default() => Self::ALL,
            sketch => sketch,
        }
    }

    /// Meets every other.
    pub(crate) const ALL: Self = Self {
        sounds: u64::MAX,
        begins: u64::MAX,
        ends: u64::MAX,
    };

    /// The words it tells apart, as [`Sought::met`] has them.
    pub(crate) fn words(self) -> u64 {
        !zeros(self.sounds) & HIGHEST
    }

    fn side_by_side(words: impl Iterator<Item = Self>) -> Self {
        let mut sketch = Self::default();
        for (at, word) in words.enumerate() {
            if at == WORDS || word == Self::ALL {
                return Self::ALL;
            }
            sketch.sounds |= word.sounds << (16 * at);
            sketch.begins |= word.begins << (16 * at);
            sketch.ends |= word.ends << (16 * at);
        }
        sketch
    }

    /// The sketch arranged to be held against many others.
    pub(crate) fn sought(self) -> Sought {
        let mut sought = Sought {
            words: [[0; 3]; WORDS],
            count: 0,
            anything: self == Self::ALL,
        };
        for (at, word) in sought.words.iter_mut().enumerate() {
            let four_times = |of: u64| (of >> (16 * at) & 0xFFFF) * 0x0001_0001_0001_0001;
            if four_times(self.sounds) == 0 {
                break;
            }
            *word = [self.sounds, self.begins, self.ends].map(four_times);
            sought.count += 1;
        }
        sought
    }
}

impl Sought {
    /// Do two names have a word that sounds, begins or ends alike? (Or seem to, one time in some ten thousand.)
    #[inline]
    pub(crate) fn meets(&self, other: NameSketch) -> bool {
        // The highest bit of a sixteenth is set where all of it is zero (Warren, *Hacker's Delight*, 6-1); behind a zero
        // others may be set too, which does not matter here.
        let zero = |word: u64| word.wrapping_sub(0x0001_0001_0001_0001) & !word;
        let met = self.words.iter().take(self.count).fold(0, |met, word| {
            let [sounds, begins, ends] = *word;
            met | zero(sounds ^ other.sounds)
                | zero(begins ^ other.begins)
                | zero(ends ^ other.ends)
        });
        self.anything || met & HIGHEST != 0 || other.sounds == u64::MAX
    }

    /// The words of another name that sound, begin or end like one of this: the highest bit of the sixteenth of each.
    #[inline]
    pub(crate) fn met(&self, other: NameSketch) -> u64 {
        if self.anything {
            return HIGHEST;
        }
        self.words.iter().take(self.count).fold(0, |met, word| {
            let [sounds, begins, ends] = *word;
            met | zeros(sounds ^ other.sounds)
                | zeros(begins ^ other.begins)
                | zeros(ends ^ other.ends)
        })
    }
}

const HIGHEST: u64 = 0x8000_8000_8000_8000;

/// The highest bit of each sixteenth that is zero, and of no other (Warren, *Hacker's Delight*, 6-1).
fn zeros(word: u64) -> u64 {
    !((word & !HIGHEST).wrapping_add(!HIGHEST) | word | !HIGHEST)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(words: &[&str]) -> NameSketch {
        let token = |word: &&str| {
            let part = if word.len() == 1 {
                Part::Initial
            } else {
                Part::Own
            };
            Token::new(word, crate::record::hash(word.as_bytes()), part)
        };
        NameSketch::of_words(
            words
                .iter()
                .map(|word| (NameSketch::of_word(token(word)), false)),
        )
    }

    #[test]
    fn names_meet_in_any_word() {
        for (a, b, expected) in [
            (&["AMINAH", "WIDODO"][..], &["WIDODO"][..], true),
            (&["AMINAH"], &["SUHARTO", "AMINUDIN"], true),
            (&["SRI", "MULYANI"], &["HANDAYANI", "BUDI"], true),
            (&["AMINAH"], &["SUHARTO", "BUDI"], false),
            (&["AMINAH", "BUDI"], &["SUHARTO", "R"], true),
            (&["A"], &["SUHARTO"], true),
            (&["EKA", "DWI", "TRI", "CATUR", "PANCA"], &["SUHARTO"], true),
            (&["EKA", "DWI", "TRI", "CATUR"], &["SUHARTO"], false),
        ] {
            assert_eq!(sketch(a).sought().meets(sketch(b)), expected, "{a:?} {b:?}");
            assert_eq!(sketch(b).sought().meets(sketch(a)), expected, "{b:?} {a:?}");
        }
    }

    #[test]
    fn tells_which_words_are_met() {
        let other = sketch(&["SRI", "MULYANI", "WIDODO"]);
        assert_eq!(other.words(), 0x0000_8000_8000_8000);
        for (words, expected) in [
            (&["WIDODO"][..], 0x0000_8000_0000_0000),
            (&["SRIYANI", "BUDI"], 0x0000_0000_8000_8000),
            (&["BUDI"], 0),
            (&["R"], HIGHEST),
        ] {
            assert_eq!(sketch(words).sought().met(other), expected, "{words:?}");
        }
    }
}
