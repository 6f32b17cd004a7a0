//! The most that a pair can weigh, told before its names are compared: most candidates end here.

use super::{Weights, value_rarity};
use crate::{
    compare::{NameLevel, compare_cell},
    frequency::Frequencies,
    model::is_told_by_value,
    name_sketch::{NameSketch, Sought},
    record::{Layout, Name, Record, Token},
    schema::Kind,
};

/// What the first name of one record can add to a weight at most, whoever it is compared with.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameBound {
    // Own words, then those of the parent.
    words: Vec<WordBound>,
    by_words: f32,
    // What the whole name says where another has the same words; looked up when one has.
    whole: Option<f32>,
    length: usize,
    hash: u32,
}

/// What one word can add.
#[derive(Debug, Clone)]
struct WordBound {
    sketch: Sought,
    // No sketch shows it, so any name may have it.
    frequent: bool,
    bits: f32,
}

impl NameBound {
    /// Begins with a name.
    pub(crate) fn begin(&mut self, name: Name<'_>) {
        self.words.clear();
        self.by_words = 0.0;
        self.whole = None;
        self.length = name.len();
        self.hash = name.hash();
    }

    /// Adds a word of the person's name: its sketch, whether it is frequent, and what it says in bits.
    pub(crate) fn own(&mut self, word: Token, sketch: NameSketch, frequent: bool, rarity: f32) {
        self.by_words += rarity;
        self.parent(word, sketch, frequent, rarity);
    }

    /// Adds a word of the parent's name.
    pub(crate) fn parent(&mut self, word: Token, sketch: NameSketch, frequent: bool, rarity: f32) {
        self.words.push(WordBound {
            sketch: sketch.sought(),
            frequent,
            bits: rarity.max(cut(word.len())),
        });
    }

    /// What the words say that another name may have, and whether each of the two has a word that the other has not.
    fn met(&self, other: NameSketch) -> (f32, bool) {
        let (mut bits, mut answered) = (0.0, 0);
        let mut left_over = false;
        for (at, word) in self.words.iter().enumerate() {
            let met = word.sketch.met(other);
            answered |= met;
            if met != 0 || word.frequent || other == NameSketch::ALL {
                bits += word.bits;
            } else {
                left_over |= at < self.length;
            }
        }
        let unanswered = other != NameSketch::ALL && other.words() & !answered != 0;
        (bits, left_over && unanswered)
    }
}

/// Tells which pairs can reach a weight.
#[derive(Debug, Clone)]
pub(crate) struct Bound<'a> {
    layout: &'a Layout,
    frequencies: &'a Frequencies,
    weights: &'a Weights,
    /// The first comparison of names and its cell.
    name: Option<(usize, usize)>,
    /// The highest weights of a level: of the same words, of others, and where each name has words that the other has not, of
    /// such that count and of none.
    same_words: f32,
    other_words: f32,
    partly: f32,
    different: f32,
    /// Further comparisons of names are not looked into.
    open: bool,
}

/// What each letter of a short word may say about a longer one that begins so; see [`super::word_rarity`].
fn cut(letters: u32) -> f32 {
    super::INITIAL + super::LETTER * (letters.max(1) - 1) as f32
}

impl<'a> Bound<'a> {
    /// For the names and weights of one search.
    pub(crate) fn new(
        layout: &'a Layout,
        frequencies: &'a Frequencies,
        weights: &'a Weights,
    ) -> Self {
        let cells = layout.cells().iter().enumerate();
        let mut names = cells.filter(|(_, cell)| cell.0 == Kind::Name);
        let name = names.next().map(|(index, cell)| (index, cell.1));
        let highest = |from: NameLevel, to: NameLevel| {
            let index = name.map_or(0, |name| name.0);
            let weights = (from as u8..=to as u8).map(|level| weights.of(index, level));
            weights.fold(f32::MIN, f32::max)
        };
        Self {
            layout,
            frequencies,
            weights,
            name,
            same_words: highest(NameLevel::Reordered, NameLevel::Equal),
            other_words: highest(NameLevel::OtherName, NameLevel::ParentAdded),
            partly: highest(NameLevel::PartlyShared, NameLevel::MostlyShared),
            different: highest(NameLevel::Different, NameLevel::Different),
            open: names.next().is_some(),
        }
    }

    /// The name of a record that is bounded.
    pub(crate) fn name<'r>(&self, record: Record<'r>) -> Option<Name<'r>> {
        self.name.map(|(_, at)| record.name(at))
    }

    /// Whether a pair can weigh as much as `floor`. One of the two has the bound `name`, `other` has the sketch `sketch`.
    ///
    /// What a frequent word adds that stands for another by a slip is passed over: less than any floor leaves open.
    pub(crate) fn may_reach(
        &self,
        floor: f32,
        name: &mut NameBound,
        (other, sketch): (Record<'_>, NameSketch),
        (left, right): (Record<'_>, Record<'_>),
    ) -> bool {
        let mut most = 0.0;
        for (index, &(kind, at)) in self.layout.cells().iter().enumerate() {
            if kind == Kind::Name {
                continue;
            }
            let level = compare_cell(kind, at, left, right);
            most += self.weights.of(index, level);
            if is_told_by_value(kind, level) {
                most += value_rarity(self.frequencies, index, kind, level, left, right, at);
            }
        }
        let Some((index, at)) = self.name else {
            return most >= floor;
        };
        let other = other.name(at);
        if self.open || other.has_parent() || other.is_empty() || name.length == 0 {
            return true;
        }
        if other.hash() == name.hash {
            let NameBound {
                hash,
                length,
                by_words,
                ..
            } = *name;
            let look_up = || self.frequencies.name(index, hash, length, by_words);
            let whole = *name.whole.get_or_insert_with(look_up);
            return most + whole + self.same_words >= floor;
        }
        let (by_words, both_differ) = name.met(sketch);
        let by_name = if both_differ {
            // As `name_rarity` has it.
            let chances = (name.length * other.len()) as f32;
            self.different.max(by_words + self.partly - chances.log2())
        } else {
            by_words + self.other_words
        };
        most + by_name >= floor
    }
}
