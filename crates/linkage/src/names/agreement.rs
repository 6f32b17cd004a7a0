//! What two names have in common, as one level and one number.

use super::align::{Alignment, WordLevel, align};
use super::form::{MAX_WORDS, NameForm, Role, Word};
use domain::Language;

/// How two names agree, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NameLevel {
    /// The same words in the same order, written alike.
    Same,
    /// The same names, spelled or abbreviated differently.
    Spelling,
    /// The same names in another order.
    Reordered,
    /// The same words, written together or apart.
    Joined,
    /// The same name, and on one side a father's or other name after `bin`, `binti` or `alias`.
    FatherAdded,
    /// The same names by their sound.
    SoundsAlike,
    /// A slip of the hand apart.
    Slip,
    /// Some words are initials or cut short.
    Abbreviated,
    /// One side has further words of those that say little (`MUHAMMAD`, `SITI`).
    CommonWordMissing,
    /// Two words or more agree; one side has further ones.
    Extended,
    /// One telling word agrees; one side has further ones: a single name with the father's name added, or a relative.
    SingleExtended,
    /// A letter apart, but each side is a usual name of its own (`FAHRI` and `FAHMI`).
    OtherName,
    /// More than half agrees, but on both sides something is left that does not.
    Overlapping,
    /// Less than half agrees.
    Different,
    /// One side has no name at all.
    Unknown,
}

impl NameLevel {
    /// All levels, the better first.
    pub const ALL: [Self; 15] = [
        Self::Same,
        Self::Spelling,
        Self::Reordered,
        Self::Joined,
        Self::FatherAdded,
        Self::SoundsAlike,
        Self::Slip,
        Self::Abbreviated,
        Self::CommonWordMissing,
        Self::Extended,
        Self::SingleExtended,
        Self::OtherName,
        Self::Overlapping,
        Self::Different,
        Self::Unknown,
    ];

    /// The level in the words of an officer.
    pub fn words(self, language: Language) -> &'static str {
        let (id, en) = match self {
            Self::Same => ("nama sama persis", "same name"),
            Self::Spelling => ("nama sama, ejaan berbeda", "same name, spelled differently"),
            Self::Reordered => (
                "nama sama, urutan kata berbeda",
                "same name, words in another order",
            ),
            Self::Joined => (
                "nama sama, kata digabung atau dipisah",
                "same name, words joined or split",
            ),
            Self::FatherAdded => (
                "nama sama, ditambah nama ayah atau alias",
                "same name, father's name or alias added",
            ),
            Self::SoundsAlike => ("bunyi nama sama", "names sound alike"),
            Self::Slip => ("berbeda satu salah ketik", "a typing slip apart"),
            Self::Abbreviated => (
                "nama sama, sebagian disingkat",
                "same name, partly abbreviated",
            ),
            Self::CommonWordMissing => (
                "nama sama tanpa kata yang umum",
                "same name but for a frequent word",
            ),
            Self::Extended => (
                "satu nama lebih panjang, selebihnya sama",
                "one name is longer, the rest agrees",
            ),
            Self::SingleExtended => (
                "satu kata sama, nama lain lebih panjang",
                "one word agrees, the other name is longer",
            ),
            Self::OtherName => (
                "berbeda satu huruf, keduanya nama yang lazim",
                "a letter apart, but both are usual names",
            ),
            Self::Overlapping => (
                "sebagian besar sama, sebagian berbeda",
                "mostly the same, partly different",
            ),
            Self::Different => ("nama berbeda", "different names"),
            Self::Unknown => ("nama tidak diketahui", "name not known"),
        };
        match language {
            Language::Id => id,
            Language::En => en,
        }
    }
}

/// What two names have in common.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NameAgreement {
    /// In one level.
    pub level: NameLevel,
    /// In one number from 0 (nothing) to 1 (written alike), for ranking within a level.
    pub similarity: f32,
    /// Word by word.
    pub alignment: Alignment,
}

/// Compares two names.
pub fn compare(left: &NameForm, right: &NameForm) -> NameAgreement {
    let mut buffers = [[BLANK; MAX_WORDS]; 2];
    let [l, r] = &mut buffers;
    let left = fill(left, l);
    let right = fill(right, r);
    compare_words(left, right)
}

const BLANK: Word<'static> = Word {
    text: "",
    canonical: "",
    sound: "",
    spelling: 0,
    key: 0,
    role: Role::Own,
    short: false,
    common: false,
    known: false,
};

fn fill<'a, 'b>(form: &'a NameForm, buffer: &'b mut [Word<'a>; MAX_WORDS]) -> &'b [Word<'a>] {
    let mut count = 0;
    for (place, word) in buffer.iter_mut().zip(form.words()) {
        *place = word;
        count += 1;
    }
    buffer.get(..count).unwrap_or(&[])
}

/// Compares two names given as their words; see [`NameForm::words`].
pub fn compare_words(left: &[Word<'_>], right: &[Word<'_>]) -> NameAgreement {
    let alignment = align(left, right);
    if left.is_empty() || right.is_empty() {
        return NameAgreement {
            level: NameLevel::Unknown,
            similarity: 0.0,
            alignment,
        };
    }
    let left_alone = Alone::of(left, alignment.left_alone());
    let right_alone = Alone::of(right, alignment.right_alone());
    let shared = Shared::of(left, right, &alignment);
    let similarity = similarity(&shared, &left_alone, &right_alone);
    NameAgreement {
        level: level(&alignment, &shared, &left_alone, &right_alone),
        similarity,
        alignment,
    }
}

fn level(alignment: &Alignment, shared: &Shared, left: &Alone, right: &Alone) -> NameLevel {
    let Some(weakest) = alignment.weakest() else {
        return NameLevel::Different;
    };
    let contradicts = left.telling > 0.0 && right.telling > 0.0
        || left.common > 0 && right.common > 0
        || left.endorsed > 0 && right.endorsed > 0;
    if contradicts {
        return if shared.weight > left.weight.max(right.weight) {
            NameLevel::Overlapping
        } else {
            NameLevel::Different
        };
    }
    if weakest == WordLevel::OtherName {
        return NameLevel::OtherName;
    }
    if left.telling + right.telling > 0.0 {
        return if shared.telling_words > 1 {
            NameLevel::Extended
        } else if shared.telling_words == 1 {
            NameLevel::SingleExtended
        } else {
            NameLevel::Different
        };
    }
    if shared.weight < 0.5 && left.weight + right.weight > 0.0 {
        return NameLevel::SingleExtended;
    }
    if left.common + right.common > 0 {
        return NameLevel::CommonWordMissing.max(of_words(weakest, true));
    }
    if left.endorsed + right.endorsed > 0 {
        return NameLevel::FatherAdded.max(of_words(weakest, true));
    }
    of_words(weakest, alignment.in_order())
}

fn of_words(weakest: WordLevel, in_order: bool) -> NameLevel {
    let by_words = match weakest {
        WordLevel::Equal => NameLevel::Same,
        WordLevel::Spelling => NameLevel::Spelling,
        WordLevel::Joined => NameLevel::Joined,
        WordLevel::SoundsAlike => NameLevel::SoundsAlike,
        WordLevel::Slip => NameLevel::Slip,
        WordLevel::Shortened | WordLevel::Initial => NameLevel::Abbreviated,
        WordLevel::OtherName => NameLevel::OtherName,
    };
    if in_order {
        by_words
    } else {
        by_words.max(NameLevel::Reordered)
    }
}

/// How much a word tells of its bearer, without knowing how frequent it is.
fn weight(word: &Word<'_>) -> f32 {
    match (word.role, word.common) {
        (Role::Initial, _) => 0.2,
        (_, true) => 0.35,
        _ => (word.canonical.len().min(6) as f32 / 6.0).max(0.4),
    }
}

/// The words of one side that nothing answers to.
struct Alone {
    telling: f32,
    common: usize,
    endorsed: usize,
    weight: f32,
}

impl Alone {
    fn of(words: &[Word<'_>], alone: impl Iterator<Item = usize>) -> Self {
        let mut found = Self {
            telling: 0.0,
            common: 0,
            endorsed: 0,
            weight: 0.0,
        };
        for word in alone.filter_map(|at| words.get(at)) {
            if word.role == Role::Endorsed {
                found.endorsed += 1;
                continue;
            }
            found.weight += weight(word);
            if word.common || word.role == Role::Initial {
                found.common += 1;
            } else {
                found.telling += weight(word);
            }
        }
        found
    }
}

/// What the two sides share.
struct Shared {
    weight: f32,
    score: f32,
    telling_words: usize,
}

impl Shared {
    fn of(left: &[Word<'_>], right: &[Word<'_>], alignment: &Alignment) -> Self {
        let mut found = Self {
            weight: 0.0,
            score: 0.0,
            telling_words: 0,
        };
        for pairing in alignment.pairings() {
            let stretch = |words: &[Word<'_>], (at, count): (u8, u8)| {
                let (at, count) = (usize::from(at), usize::from(count));
                words.get(at..at + count).unwrap_or(&[]).iter().fold(
                    (0.0f32, 0),
                    |(sum, telling), word| {
                        let tells = !word.common && word.role != Role::Initial;
                        (sum + weight(word), telling + usize::from(tells))
                    },
                )
            };
            let (l, l_telling) = stretch(left, pairing.left);
            let (r, r_telling) = stretch(right, pairing.right);
            let shared = match pairing.level {
                WordLevel::Initial => l.min(r),
                _ => l.max(r),
            };
            let score = match pairing.level {
                WordLevel::Equal => 1.0,
                WordLevel::Spelling => 0.98,
                WordLevel::Joined => 0.96,
                WordLevel::SoundsAlike => 0.9,
                WordLevel::Slip => 0.8,
                WordLevel::Shortened => 0.7,
                WordLevel::Initial => 0.6,
                WordLevel::OtherName => 0.4,
            };
            found.weight += shared;
            found.score += shared * score;
            found.telling_words += l_telling.max(r_telling);
        }
        found
    }
}

fn similarity(shared: &Shared, left: &Alone, right: &Alone) -> f32 {
    // What is missing on one side only speaks less against the pair than what contradicts on both.
    let contradicting = left.weight.min(right.weight);
    let missing = left.weight.max(right.weight) - contradicting;
    let whole = shared.weight + 2.0 * contradicting + 0.4 * missing;
    if whole > 0.0 {
        shared.score / whole
    } else {
        0.0
    }
}
