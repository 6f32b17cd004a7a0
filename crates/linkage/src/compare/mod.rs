//! The kernel: two records in, a level for each comparison out.

mod level;
mod name;
#[cfg(test)]
mod tests;
mod word;

pub use level::{CodeLevel, DateLevel, LevelWords, NameLevel, PhraseLevel, SexLevel, levels};
pub use name::{How, NameComparison, Shared, compare_names};

use crate::{
    record::{Code, Dates, Layout, Phrase, Record},
    schema::Kind,
};

/// The level of every comparison of a pair: five bits for each, in the order of the schema from the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pattern(pub u64);

/// Bits for one comparison.
const WIDTH: usize = 5;
const _: () = assert!(crate::schema::MOST <= 64 / WIDTH);

impl Pattern {
    /// The level of one comparison.
    pub fn level(self, comparison: usize) -> u8 {
        (self.0 >> (WIDTH * comparison) & 31) as u8
    }

    /// The same pattern with the level of one comparison, which was *missing*.
    #[must_use]
    pub fn with(self, comparison: usize, level: u8) -> Self {
        Self(self.0 | u64::from(level) << (WIDTH * comparison))
    }
}

/// Compares two records cell by cell. `on_name` gets each comparison of names as it is made.
pub fn compare(
    layout: &Layout,
    left: Record<'_>,
    right: Record<'_>,
    mut on_name: impl FnMut(usize, &NameComparison),
) -> Pattern {
    let on_name = |index, names: &NameComparison| {
        on_name(index, names);
        true
    };
    compare_while(layout, left, right, on_name).unwrap_or_default()
}

/// The same, but ends with nothing as soon as `on_name` says that the pair does not matter: names tell that best.
pub(crate) fn compare_while(
    layout: &Layout,
    left: Record<'_>,
    right: Record<'_>,
    mut on_name: impl FnMut(usize, &NameComparison) -> bool,
) -> Option<Pattern> {
    let mut pattern = Pattern::default();
    for (index, &(kind, at)) in layout.cells().iter().enumerate() {
        let level = match kind {
            Kind::Name => {
                let names = compare_names(left.name(at), right.name(at));
                if !on_name(index, &names) {
                    return None;
                }
                names.level as u8
            }
            _ => compare_cell(kind, at, left, right),
        };
        pattern = pattern.with(index, level);
    }
    Some(pattern)
}

/// The level of one comparison of anything but names, whose first cell is `at`.
pub(crate) fn compare_cell(kind: Kind, at: usize, left: Record<'_>, right: Record<'_>) -> u8 {
    match kind {
        Kind::Date => compare_dates(left.dates(at), right.dates(at)) as u8,
        Kind::Code => compare_codes(left.code(at), right.code(at)) as u8,
        Kind::Place | Kind::Text => compare_phrases(left.phrase(at), right.phrase(at)) as u8,
        Kind::Sex => compare_sexes(left.cell(at), right.cell(at)) as u8,
        Kind::Name => compare_names(left.name(at), right.name(at)).level as u8,
    }
}

/// Whether a number of two records is the same, but perhaps for characters that look alike.
pub fn share_a_number(layout: &Layout, left: Record<'_>, right: Record<'_>) -> bool {
    let mut codes = layout.cells().iter().filter(|cell| cell.0 == Kind::Code);
    codes.any(|cell| compare_codes(left.code(cell.1), right.code(cell.1)) >= CodeLevel::Confusable)
}

/// Whether a text of two records is the same.
pub(crate) fn share_a_text(layout: &Layout, left: Record<'_>, right: Record<'_>) -> bool {
    let mut texts = layout.cells().iter().filter(|cell| cell.0 == Kind::Text);
    texts.any(|cell| {
        compare_phrases(left.phrase(cell.1), right.phrase(cell.1)) == PhraseLevel::Equal
    })
}

/// Compares two dates, each with one or two readings. Exchanging them gives the same level.
pub fn compare_dates(left: Dates, right: Dates) -> DateLevel {
    if left.first.is_unknown() || right.first.is_unknown() {
        return DateLevel::Missing;
    }
    let certain = left.second.is_unknown() && right.second.is_unknown();
    if certain {
        return compare_days(left.first, right.first);
    }
    let mut best = DateLevel::Different;
    for a in left.readings() {
        for b in right.readings() {
            best = best.max(compare_days(a, b));
        }
    }
    match best {
        // Both sides leave it open in the same way: that is how the same text is read twice.
        DateLevel::Equal if left == right => DateLevel::Equal,
        DateLevel::Equal | DateLevel::Swapped => DateLevel::OneReading,
        other => other,
    }
}

fn compare_days(a: crate::record::Day, b: crate::record::Day) -> DateLevel {
    if a == b && a.is_whole() {
        return DateLevel::Equal;
    }
    if !a.is_whole() || !b.is_whole() {
        return compare_known_parts(a, b);
    }
    if a.year() == b.year() {
        if a.swapped() == Some(b) {
            return DateLevel::Swapped;
        }
        if a.is_year_only() || b.is_year_only() {
            return DateLevel::YearOnly;
        }
        if a.digits_apart(b) == 1 {
            return DateLevel::OneDigit;
        }
        return DateLevel::SameYear;
    }
    if a.month_and_day() == b.month_and_day() {
        if a.digits_apart(b) == 1 || a.year().abs_diff(b.year()) == 1 {
            return DateLevel::OneDigit;
        }
        return DateLevel::SameMonthAndDay;
    }
    DateLevel::Different
}

/// Dates of which parts are not known: equal as far as both are known.
fn compare_known_parts(a: crate::record::Day, b: crate::record::Day) -> DateLevel {
    let agree = |a: u32, b: u32| a == 0 || b == 0 || a == b;
    if !agree(a.year(), b.year()) {
        return DateLevel::Different;
    }
    if a.year() == 0 || b.year() == 0 {
        let same = a.month_and_day() == b.month_and_day();
        return if same {
            DateLevel::SameMonthAndDay
        } else {
            DateLevel::Different
        };
    }
    let alike = agree(a.month(), b.month()) && agree(a.day(), b.day());
    if alike || a.is_year_only() || b.is_year_only() {
        DateLevel::YearOnly
    } else {
        DateLevel::SameYear
    }
}

/// Compares two codes. Exchanging them gives the same level.
pub fn compare_codes(left: Code, right: Code) -> CodeLevel {
    if left.is_unknown() || right.is_unknown() {
        CodeLevel::Missing
    } else if left == right {
        CodeLevel::Equal
    } else if left.surely_differs(right) {
        CodeLevel::Different
    } else if left.one_slip_from(right) {
        if left.confusable_with(right) {
            CodeLevel::Confusable
        } else {
            CodeLevel::Slip
        }
    } else if left.confusable_with(right) {
        CodeLevel::Confusable
    } else {
        CodeLevel::Different
    }
}

/// Letter pairs in common from which on two phrases are similar, and partly the same, in percent.
const SIMILAR: u32 = 75;
const PARTLY: u32 = 50;

/// Compares two places or texts. Exchanging them gives the same level.
pub fn compare_phrases(left: Phrase, right: Phrase) -> PhraseLevel {
    if left.is_unknown() || right.is_unknown() {
        return PhraseLevel::Missing;
    }
    if left == right {
        return PhraseLevel::Equal;
    }
    match left.likeness(right) {
        SIMILAR.. => PhraseLevel::Similar,
        PARTLY.. => PhraseLevel::Partly,
        _ => PhraseLevel::Different,
    }
}

fn compare_sexes(left: u64, right: u64) -> SexLevel {
    if left == 0 || right == 0 {
        SexLevel::Missing
    } else if left == right {
        SexLevel::Equal
    } else {
        SexLevel::Different
    }
}
