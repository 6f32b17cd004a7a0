//! The weight of a pair: binary logarithm of how much likelier it is from one person than from two.

mod bound;

pub(crate) use bound::{Bound, NameBound};

use crate::{
    compare::{
        CodeLevel, DateLevel, How, NameComparison, NameLevel, Pattern, PhraseLevel, Shared,
        compare, compare_while, share_a_number, share_a_text,
    },
    frequency::Frequencies,
    model::{Model, is_told_by_value},
    record::{Dates, Day, Layout, Name, Record, Token},
    schema::{Kind, MOST},
};

/// Levels of any kind are fewer.
const LEVELS: usize = 32;

/// A model arranged for look-ups.
#[derive(Debug, Clone)]
pub struct Weights {
    by_level: [[f32; LEVELS]; MOST],
}

/// The weight of a pair, and what it consists of.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Scored {
    /// The levels.
    pub pattern: Pattern,
    /// What the rarity of shared values adds, in bits.
    pub rarity: f32,
}

impl Weights {
    /// The weights of a model whose comparisons are in the order of the layout.
    pub fn new(model: &Model) -> Self {
        let mut by_level = [[0.0; LEVELS]; MOST];
        for (weights, belief) in by_level.iter_mut().zip(&model.comparisons) {
            for ((at, weight), level) in weights.iter_mut().enumerate().skip(1).zip(&belief.levels)
            {
                let u = if is_told_by_value(belief.kind, at as u8) {
                    1.0
                } else {
                    level.u.unwrap_or(1.0)
                };
                *weight = (level.m / u).log2() as f32;
            }
        }
        Self { by_level }
    }

    /// The weight of one level, without the rarity of the value.
    pub fn of(&self, comparison: usize, level: u8) -> f32 {
        let weights = self.by_level.get(comparison);
        weights
            .and_then(|w| w.get(usize::from(level)))
            .copied()
            .unwrap_or(0.0)
    }

    /// The weights of all levels of a pattern.
    pub fn of_pattern(&self, pattern: Pattern, comparisons: usize) -> f32 {
        (0..comparisons)
            .map(|at| self.of(at, pattern.level(at)))
            .sum()
    }

    /// The weight of a pair in bits.
    pub fn weight(&self, scored: Scored, comparisons: usize) -> f32 {
        self.of_pattern(scored.pattern, comparisons) + scored.rarity
    }
}

/// Whether a pair may be one person at all: neither name nor date agree in anything, and no number alone says otherwise,
/// is how a household looks that shares its address, its telephone and a parent.
fn may_be_one(layout: &Layout, pattern: Pattern) -> bool {
    let (mut own, mut same_number, mut other_number) = (None, false, false);
    for (index, &(kind, _)) in layout.cells().iter().enumerate() {
        let level = pattern.level(index);
        match kind {
            Kind::Name if own.is_none() => own = Some(level > NameLevel::OtherName as u8),
            Kind::Date if level > DateLevel::SameYear as u8 => return true,
            Kind::Code => {
                same_number |= level >= CodeLevel::Confusable as u8;
                other_number |= level == CodeLevel::Different as u8;
            }
            _ => {}
        }
    }
    own.unwrap_or(true) || same_number && !other_number
}

/// Whether a pair has nothing in common but a name, and what goes with a name, while the dates speak against it: every date that
/// both sides know is of another day, and no number or text agrees.
fn rests_on_the_name(layout: &Layout, pattern: Pattern) -> bool {
    let mut dates_differ = false;
    for (index, &(kind, _)) in layout.cells().iter().enumerate() {
        let level = pattern.level(index);
        match kind {
            Kind::Date if level > DateLevel::SameYear as u8 => return false,
            Kind::Date => dates_differ |= level > DateLevel::Missing as u8,
            Kind::Code if level >= CodeLevel::Slip as u8 => return false,
            Kind::Text if level >= PhraseLevel::Similar as u8 => return false,
            _ => {}
        }
    }
    dates_differ
}

/// Names go with families, places and years of birth, so that what its words, its place and its year say of a name is not
/// independent: two persons have the same rare name far more often than the product lets expect. Where all rests on it, the dates
/// that differ say so many bits more (docs/adr/0013).
const ANOTHER_DAY: f32 = 8.0;

/// Compares two records and says how rare is what they share.
pub fn score(
    layout: &Layout,
    frequencies: &Frequencies,
    left: Record<'_>,
    right: Record<'_>,
) -> Scored {
    score_while(layout, frequencies, left, right, |_, _| true).unwrap_or_default()
}

/// The same for a candidate: nothing if neither a word of the first name nor a number or a text is shared. Most pairs that have no
/// more than a date in common end here.
pub(crate) fn score_candidate(
    layout: &Layout,
    frequencies: &Frequencies,
    left: Record<'_>,
    right: Record<'_>,
) -> Option<Scored> {
    let first = layout.cells().iter().position(|cell| cell.0 == Kind::Name);
    let scored = score_while(layout, frequencies, left, right, |index, level| {
        level != NameLevel::Different
            || Some(index) != first
            || share_a_number(layout, left, right)
            || share_a_text(layout, left, right)
    });
    scored.filter(|scored| may_be_one(layout, scored.pattern))
}

fn score_while(
    layout: &Layout,
    frequencies: &Frequencies,
    left: Record<'_>,
    right: Record<'_>,
    matters: impl Fn(usize, NameLevel) -> bool,
) -> Option<Scored> {
    let mut rarity = 0.0;
    let pattern = compare_while(layout, left, right, |index, names| {
        if names.level > NameLevel::Different {
            let at = layout.cells().get(index).map_or(0, |cell| cell.1);
            rarity += name_rarity(frequencies, index, names, left.name(at), right.name(at));
        }
        matters(index, names.level)
    })?;
    for (index, &(kind, at)) in layout.cells().iter().enumerate() {
        let level = pattern.level(index);
        if kind != Kind::Name && is_told_by_value(kind, level) {
            rarity += value_rarity(frequencies, index, kind, level, left, right, at);
        }
    }
    if rests_on_the_name(layout, pattern) {
        rarity -= ANOTHER_DAY;
    }
    Some(Scored { pattern, rarity })
}

/// The rarity of what one comparison of a pair shares, in bits; for explanations.
pub fn rarity_of(
    layout: &Layout,
    frequencies: &Frequencies,
    comparison: usize,
    left: Record<'_>,
    right: Record<'_>,
) -> f32 {
    let mut rarity = 0.0;
    let pattern = compare(layout, left, right, |index, names| {
        if index == comparison && names.level > NameLevel::Different {
            let at = layout.cells().get(index).map_or(0, |cell| cell.1);
            rarity = name_rarity(frequencies, index, names, left.name(at), right.name(at));
        }
    });
    match layout.cells().get(comparison) {
        Some(&(kind, at)) if kind != Kind::Name => {
            let level = pattern.level(comparison);
            let first_date = layout.cells().iter().position(|cell| cell.0 == Kind::Date);
            if first_date == Some(comparison) && rests_on_the_name(layout, pattern) {
                rarity -= ANOTHER_DAY;
            }
            if is_told_by_value(kind, level) {
                rarity += value_rarity(frequencies, comparison, kind, level, left, right, at);
            }
            rarity
        }
        _ => rarity,
    }
}

fn value_rarity(
    frequencies: &Frequencies,
    index: usize,
    kind: Kind,
    level: u8,
    left: Record<'_>,
    right: Record<'_>,
    at: usize,
) -> f32 {
    match kind {
        Kind::Date => date_rarity(frequencies, index, level, left.dates(at), right.dates(at)),
        _ => {
            let either = |record| frequencies.value(index, kind, record, at);
            either(left).min(either(right))
        }
    }
}

fn date_rarity(
    frequencies: &Frequencies,
    index: usize,
    level: u8,
    left: Dates,
    right: Dates,
) -> f32 {
    let year = |day: Day| frequencies.year(index, day);
    let day = |day: Day| frequencies.month_and_day(index, day);
    let (a, b) = (left.first, right.first);
    let both = |of: &dyn Fn(Day) -> f32| of(a).min(of(b));
    match level {
        l if l == DateLevel::SameYear as u8 => year(a),
        l if l == DateLevel::SameMonthAndDay as u8 => both(&day),
        l if l == DateLevel::YearOnly as u8 => {
            // That a register has only the year is as telling as a date of its own; that the traveller's has is not.
            if a.is_year_only() {
                year(a) + day(a)
            } else {
                year(a)
            }
        }
        // Two readings are two chances.
        l if l == DateLevel::OneReading as u8 => both(&year) + both(&day) - 1.0,
        _ => both(&year) + both(&day),
    }
}

/// What an initial says: few letters begin most names.
const INITIAL: f32 = 3.5;
/// What each letter of a word that is cut short says, at most.
const LETTER: f32 = 2.2;

fn name_rarity(
    frequencies: &Frequencies,
    index: usize,
    names: &NameComparison,
    left: Name<'_>,
    right: Name<'_>,
) -> f32 {
    let words = names.shared().iter();
    let by_words: f32 = words
        .map(|shared| word_rarity(frequencies, *shared, left, right))
        .sum();
    match names.level {
        NameLevel::Equal | NameLevel::Spelling | NameLevel::Reordered => {
            frequencies.name(index, right.hash(), right.len(), by_words)
        }
        // Any word of one might have agreed with any of the other.
        NameLevel::PartlyShared | NameLevel::MostlyShared => {
            by_words - ((left.len() * right.len()).max(1) as f32).log2()
        }
        _ => by_words,
    }
}

fn word_rarity(frequencies: &Frequencies, shared: Shared, left: Name<'_>, right: Name<'_>) -> f32 {
    let l = |at| left.own_word(at);
    let r = |at| right.own_word(at);
    let rarity = |token| frequencies.word(token);
    let longer = |a: Token, b: Token| if a.len() >= b.len() { a } else { b };
    match shared.how {
        How::Sound => rarity(r(shared.right)),
        How::Alike => {
            let (a, b) = (rarity(l(shared.left)), rarity(r(shared.right)));
            -((-a).exp2() + (-b).exp2()).log2()
        }
        How::Slip | How::OtherName => {
            let (a, b) = (l(shared.left), r(shared.right));
            let chance =
                (-rarity(a)).exp2() + (-rarity(b)).exp2() + (-slip(a.len().min(b.len()))).exp2();
            -chance.log2()
        }
        How::Initial => INITIAL.min(rarity(longer(l(shared.left), r(shared.right)))),
        How::Cut => {
            let (a, b) = (l(shared.left), r(shared.right));
            let letters = a.len().min(b.len()) as f32;
            (INITIAL + LETTER * (letters - 1.0)).min(rarity(longer(a, b)))
        }
        How::JoinedOnRight => {
            let parts = rarity(l(shared.left)) + rarity(l(shared.left + 1));
            parts.min(rarity(r(shared.right)))
        }
        How::JoinedOnLeft => {
            let parts = rarity(r(shared.right)) + rarity(r(shared.right + 1));
            parts.min(rarity(l(shared.left)))
        }
        How::ParentOnLeft => frequencies.parent_word(left.parent_word(shared.left)),
        How::ParentOnRight => frequencies.parent_word(right.parent_word(shared.right)),
    }
}

/// How rarely a word of so many letters has a given other word within one slip, in bits.
fn slip(length: u32) -> f32 {
    match length {
        0..=3 => 5.0,
        4 => 6.5,
        5 => 8.0,
        6 => 9.0,
        7 => 10.0,
        _ => 11.0,
    }
}
