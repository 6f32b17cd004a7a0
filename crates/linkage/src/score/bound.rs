//! The most that a pair can weigh, told before its names are compared: most candidates end here.

use super::{Weights, value_rarity};
use crate::{
    compare::{NameLevel, compare_cell, levels},
    frequency::Frequencies,
    model::is_told_by_value,
    name_sketch::{NameSketch, Sought},
    record::{Layout, Name, Record, Token},
    schema::Kind,
};

/// What the first name of one record can add to a weight at most, whoever it is compared with.
#[derive(Debug, Clone, Default)]
pub(crate) struct NameBound {
    // Own words, then those of the parent: what another name must have for one to count, and for how much.
    words: Vec<(Sought, f32)>,
    by_words: f32,
    // What the whole name says where another has the same words; looked up when one has.
    whole: Option<f32>,
    length: usize,
    hash: u32,
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

    /// Adds a word of the person's name: `sketch` is what another name must have, `rarity` what it says in bits.
    pub(crate) fn own(&mut self, word: Token, sketch: NameSketch, rarity: f32) {
        self.by_words += rarity;
        self.parent(word, sketch, rarity);
    }

    /// Adds a word of the parent's name.
    pub(crate) fn parent(&mut self, word: Token, sketch: NameSketch, rarity: f32) {
        self.words
            .push((sketch.sought(), rarity.max(cut(word.len()))));
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
    /// The highest weights of a level, of the same words and of others.
    same_words: f32,
    other_words: f32,
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
        let highest = |from: NameLevel, to: usize| {
            let index = name.map_or(0, |name| name.0);
            let weights = (from as usize..to).map(|level| weights.of(index, level as u8));
            weights.fold(f32::MIN, f32::max)
        };
        Self {
            layout,
            frequencies,
            weights,
            name,
            same_words: highest(NameLevel::OtherName, levels(Kind::Name).len()),
            other_words: highest(NameLevel::OtherName, NameLevel::Reordered as usize),
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
        let met = name.words.iter().filter(|(word, _)| word.meets(sketch));
        let by_words: f32 = met.map(|(_, bits)| bits).sum();
        let mut by_name = by_words + self.other_words;
        if other.hash() == name.hash {
            let NameBound {
                hash,
                length,
                by_words: all,
                ..
            } = *name;
            let look_up = || self.frequencies.name(index, hash, length, all);
            let whole = *name.whole.get_or_insert_with(look_up);
            by_name = by_name.max(by_words.max(whole) + self.same_words);
        }
        most + by_name >= floor
    }
}
