//! Blocking: two records are compared if they share a key. The same keys serve batch and online.
//!
//! A stored record has its keys, a probe has some more, so that what was exchanged or left open on one side is found too.

use crate::{
    record::{Day, Layout, Name, Part, Record, Token, mix},
    schema::Kind,
};

/// What a key is made of. Each family has its own limit on how many stored records may share a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// The same date. Day and month exchanged are found by name and year.
    Date,
    /// The same code but for characters that look alike.
    Code,
    /// The same text.
    Text,
    /// Two words of the name and the year.
    NameAndYear,
    /// Two words of the name and the day of the year.
    NameAndDay,
    /// Two words of the name, where a date is not known.
    Name,
    /// A word of the name and the same place.
    WordAndPlace,
    /// A word of the name that few share.
    RareWord,
}

impl Family {
    /// All families.
    pub const ALL: [Self; 8] = [
        Self::Date,
        Self::Code,
        Self::Text,
        Self::NameAndYear,
        Self::NameAndDay,
        Self::Name,
        Self::WordAndPlace,
        Self::RareWord,
    ];

    /// A key that more stored records share is not used: it says too little. Reported, never silent.
    pub fn limit(self) -> u32 {
        match self {
            Self::Date => 4096,
            Self::Code => 64,
            Self::Text => 32,
            Self::NameAndYear | Self::NameAndDay => 256,
            Self::Name => 256,
            Self::WordAndPlace => 4,
            Self::RareWord => 4,
        }
    }

    /// In words, for reports.
    pub fn words(self) -> &'static str {
        match self {
            Self::Date => "the same date",
            Self::Code => "the same number",
            Self::Text => "the same text",
            Self::NameAndYear => "two words of the name and the year",
            Self::NameAndDay => "two words of the name and the day",
            Self::Name => "two words of the name",
            Self::WordAndPlace => "a word of the name and the place",
            Self::RareWord => "a rare word of the name",
        }
    }
}

/// Which role a record plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It lies in the index.
    Stored,
    /// It is looked up.
    Probe,
}

/// What two records may share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Key {
    /// A day, of the first comparison of dates.
    Day(Day),
    /// The hash of anything else.
    Hash(Family, u64),
}

/// What the stored records have: words and pairs of words that none of them has give no keys to a probe.
pub trait Known {
    /// Whether any stored name has a word of this sound; may say yes wrongly.
    fn has_word(&self, key: u32) -> bool;
    /// Whether any stored name has these two words; may say yes wrongly.
    fn has_pair(&self, hash: u64) -> bool;
    /// Whether so few stored names have a word that it is a key of its own; may say yes wrongly.
    fn is_rare(&self, _: u32) -> bool {
        true
    }
    /// Whether any stored record is without a whole date; may say yes wrongly.
    fn has_undated(&self) -> bool {
        true
    }
}

/// Of a stored record every key is wanted.
#[derive(Debug, Clone, Copy)]
pub struct Everything;

impl Known for Everything {
    fn has_word(&self, _: u32) -> bool {
        true
    }

    fn has_pair(&self, _: u64) -> bool {
        true
    }
}

/// Words of a name that take part in keys; names of more words share two of these anyway.
const WORDS: usize = 4;
/// Words of the parent's name that take part in keys.
const PARENT_WORDS: usize = 2;

/// Gives every key of a record to `emit`, but those of words that no stored record has.
pub fn keys(
    layout: &Layout,
    record: Record<'_>,
    role: Role,
    known: &impl Known,
    mut emit: impl FnMut(Key),
) {
    let mut date = None;
    let mut name = None;
    for (index, &(kind, at)) in layout.cells().iter().enumerate() {
        match kind {
            Kind::Date => {
                let dates = record.dates(at);
                for day in dates.readings().filter(|day| day.is_whole()) {
                    emit(match date {
                        None => Key::Day(day),
                        Some(_) => Key::Hash(Family::Date, day_key(index, day)),
                    });
                }
                date.get_or_insert(dates);
            }
            Kind::Code => {
                let code = record.code(at);
                if !code.is_unknown() {
                    let hash = key(index, code.without_confusions().hash());
                    emit(Key::Hash(Family::Code, hash));
                }
            }
            Kind::Text => {
                let text = record.phrase(at);
                if !text.is_unknown() {
                    emit(Key::Hash(Family::Text, key(index, text.hash())));
                }
            }
            Kind::Name => {
                name.get_or_insert(record.name(at));
            }
            Kind::Place | Kind::Sex => {}
        }
    }
    let Some(name) = name else {
        return;
    };
    let words = Words::of(name, known);
    let dated = date.is_some();
    let readings = date.unwrap_or_default();
    let whole = readings.readings().any(Day::is_whole);
    words.pairs(|pair| {
        if !known.has_pair(pair) {
            return;
        }
        for day in readings.readings() {
            if day.year() != 0 {
                let place = 100 + day.year() as usize;
                emit(Key::Hash(Family::NameAndYear, key(place, pair)));
            }
            if day.month_and_day() != 0 && day.is_whole() {
                let place = 20_000 + day.month_and_day() as usize;
                emit(Key::Hash(Family::NameAndDay, key(place, pair)));
            }
        }
        // Without a date the two words must do: a probe without one finds every stored record, a stored record
        // without one is found by every probe.
        let (alone, undated) = match role {
            Role::Stored => (true, !whole && dated),
            Role::Probe => (!whole, dated && known.has_undated()),
        };
        if alone {
            emit(Key::Hash(Family::Name, key(1, pair)));
        }
        if undated {
            emit(Key::Hash(Family::Name, key(2, pair)));
        }
    });
    let places = layout.cells().iter().enumerate();
    let places = places.filter(|(_, cell)| cell.0 == Kind::Place);
    for word in words.each() {
        if known.is_rare(word) {
            emit(Key::Hash(Family::RareWord, key(3, word.into())));
        }
        for (index, &(_, at)) in places.clone() {
            let place = record.phrase(at);
            if !place.is_unknown() {
                let both = mix(place.hash()) ^ u64::from(word);
                emit(Key::Hash(Family::WordAndPlace, key(index, both)));
            }
        }
    }
}

/// Every pair of words of a record's name, as [`Known::has_pair`] is asked for.
pub fn pairs(layout: &Layout, record: Record<'_>, emit: impl FnMut(u64)) {
    if let Some(cell) = layout.cells().iter().find(|cell| cell.0 == Kind::Name) {
        Words::of(record.name(cell.1), &Everything).pairs(emit);
    }
}

/// Every word of a record's name, as [`Known::is_rare`] is asked for.
pub fn alone(layout: &Layout, record: Record<'_>, emit: impl FnMut(u32)) {
    if let Some(cell) = layout.cells().iter().find(|cell| cell.0 == Kind::Name) {
        let words = Words::of(record.name(cell.1), &Everything);
        words.each().for_each(emit);
    }
}

/// The hash of a day where days are not looked up as such.
pub fn day_key(comparison: usize, day: Day) -> u64 {
    key(comparison, day.packed().into())
}

fn key(place: usize, value: u64) -> u64 {
    mix(value ^ (place as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15))
}

/// The words of a name and its parent that take part in keys.
pub(crate) struct Words {
    own: [u32; WORDS],
    own_count: usize,
    parent: [u32; PARENT_WORDS],
    parent_count: usize,
    single: bool,
}

impl Words {
    pub(crate) fn of(name: Name<'_>, known: &impl Known) -> Self {
        let mut words = Self {
            own: [0; WORDS],
            own_count: 0,
            parent: [0; PARENT_WORDS],
            parent_count: 0,
            single: name.len() == 1,
        };
        let telling = |token: &Token| token.part() != Part::Initial && known.has_word(token.key());
        for (slot, token) in words.own.iter_mut().zip(name.own().filter(telling)) {
            *slot = token.key();
            words.own_count += 1;
        }
        for (slot, token) in words.parent.iter_mut().zip(name.parent().filter(telling)) {
            *slot = token.key();
            words.parent_count += 1;
        }
        words
    }

    pub(crate) fn each(&self) -> impl Iterator<Item = u32> {
        self.own.iter().take(self.own_count).copied()
    }

    /// Every two words, in no order; a single name is a pair with itself.
    pub(crate) fn pairs(&self, mut emit: impl FnMut(u64)) {
        let pair = |a: u32, b: u32| mix((u64::from(a.min(b)) << 32) | u64::from(a.max(b)));
        for (at, a) in self.each().enumerate() {
            for b in self.each().skip(at + 1) {
                emit(pair(a, b));
            }
            for b in self.parent.iter().take(self.parent_count) {
                emit(pair(a, *b));
            }
            if self.single {
                emit(pair(a, a));
            }
        }
    }
}
