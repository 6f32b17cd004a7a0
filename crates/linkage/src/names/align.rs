//! Two names set word against word, one to one, each pairing with a level in words.

use super::form::{MAX_WORDS, Role, Word};
use super::slip::{makes_another_name, one_edit, sounds_alike};
use domain::Language;
use rapidfuzz::distance::osa;

/// How two words agree, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum WordLevel {
    /// Written alike.
    Equal,
    /// The same name in another spelling (`SOEHARTO` and `SUHARTO`).
    Spelling,
    /// Words written together on one side and apart on the other.
    Joined,
    /// They sound alike (`ZAENAL` and `JAENAL`).
    SoundsAlike,
    /// A slip of the hand apart: one letter, two in long words.
    Slip,
    /// One is the beginning of the other.
    Shortened,
    /// One is the initial of the other.
    Initial,
    /// A letter or an ending apart, but both are usual names (`FAHRI` and `FAHMI`, `JAMAL` and `JAMALUDIN`).
    OtherName,
}

impl WordLevel {
    /// The level in the words of an officer.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Equal, Language::Id) => "sama",
            (Self::Equal, Language::En) => "the same",
            (Self::Spelling, Language::Id) => "nama sama, ejaan lain",
            (Self::Spelling, Language::En) => "same name, spelled differently",
            (Self::Joined, Language::Id) => "kata digabung atau dipisah",
            (Self::Joined, Language::En) => "words joined or split",
            (Self::SoundsAlike, Language::Id) => "bunyinya sama",
            (Self::SoundsAlike, Language::En) => "sounds alike",
            (Self::Slip, Language::Id) => "salah ketik",
            (Self::Slip, Language::En) => "typing slip",
            (Self::Shortened, Language::Id) => "dipotong",
            (Self::Shortened, Language::En) => "cut short",
            (Self::Initial, Language::Id) => "inisial",
            (Self::Initial, Language::En) => "initial",
            (Self::OtherName, Language::Id) => "mirip, tetapi nama lain yang lazim",
            (Self::OtherName, Language::En) => "alike, but another usual name",
        }
    }
}

/// Words of both sides that belong together: a stretch of one or more words on each side, one of the two stretches of
/// exactly one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pairing {
    /// First word on the left and how many.
    pub left: (u8, u8),
    /// First word on the right and how many.
    pub right: (u8, u8),
    /// How they agree.
    pub level: WordLevel,
}

const UNUSED: Pairing = Pairing {
    left: (0, 0),
    right: (0, 0),
    level: WordLevel::Equal,
};

/// Two names set word against word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alignment {
    pairings: [Pairing; MAX_WORDS],
    count: usize,
    left_alone: u16,
    right_alone: u16,
}

impl Alignment {
    /// The pairings, in the order in which they were found: the better levels first.
    pub fn pairings(&self) -> &[Pairing] {
        self.pairings.get(..self.count).unwrap_or(&[])
    }

    /// Places of the words on the left that nothing on the right answers to.
    pub fn left_alone(&self) -> impl Iterator<Item = usize> + use<> {
        places(self.left_alone)
    }

    /// Places of the words on the right that nothing on the left answers to.
    pub fn right_alone(&self) -> impl Iterator<Item = usize> + use<> {
        places(self.right_alone)
    }

    /// Do the paired words stand in the same order on both sides?
    pub fn in_order(&self) -> bool {
        self.pairings().iter().enumerate().all(|(at, a)| {
            self.pairings()
                .iter()
                .skip(at + 1)
                .all(|b| (a.left.0 < b.left.0) == (a.right.0 < b.right.0))
        })
    }

    /// The weakest level of all pairings.
    pub fn weakest(&self) -> Option<WordLevel> {
        self.pairings().iter().map(|pairing| pairing.level).max()
    }

    fn pair(&mut self, left: (usize, usize), right: (usize, usize), level: WordLevel) {
        let narrow = |(at, count): (usize, usize)| (at as u8, count as u8);
        if let Some(place) = self.pairings.get_mut(self.count) {
            *place = Pairing {
                left: narrow(left),
                right: narrow(right),
                level,
            };
            self.count += 1;
        }
        self.left_alone &= !stretch(left);
        self.right_alone &= !stretch(right);
    }

    fn swapped(mut self) -> Self {
        for pairing in &mut self.pairings {
            std::mem::swap(&mut pairing.left, &mut pairing.right);
        }
        std::mem::swap(&mut self.left_alone, &mut self.right_alone);
        self
    }
}

fn places(mut bits: u16) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let at = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (at < 16).then_some(at as usize)
    })
}

fn stretch((at, count): (usize, usize)) -> u16 {
    ((1u16 << count) - 1) << at
}

/// Sets two names word against word, one to one: equal words first, then spellings, joined words, sounds, slips, short
/// forms and initials. Nothing is allocated; only the first [`MAX_WORDS`] words count.
pub fn align(left: &[Word<'_>], right: &[Word<'_>]) -> Alignment {
    let all = |count: usize| stretch((0, count.min(MAX_WORDS)));
    let mut alignment = Alignment {
        pairings: [UNUSED; MAX_WORDS],
        count: 0,
        left_alone: all(left.len()),
        right_alone: all(right.len()),
    };
    pair_by(&mut alignment, left, right, WordLevel::Equal, |a, b| {
        a.spelling == b.spelling && a.text == b.text
    });
    pair_by(&mut alignment, left, right, WordLevel::Spelling, |a, b| {
        a.spelling == b.spelling && a.role != Role::Initial && b.role != Role::Initial
    });
    if alignment.left_alone == 0 || alignment.right_alone == 0 {
        return alignment;
    }
    pair_by(
        &mut alignment,
        left,
        right,
        WordLevel::SoundsAlike,
        |a, b| a.key == b.key && a.role != Role::Initial && b.role != Role::Initial,
    );
    pair_joined(&mut alignment, left, right);
    let mut turned = alignment.swapped();
    pair_joined(&mut turned, right, left);
    alignment = turned.swapped();
    pair_weaker(&mut alignment, left, right);
    alignment
}

fn pair_by(
    alignment: &mut Alignment,
    left: &[Word<'_>],
    right: &[Word<'_>],
    level: WordLevel,
    agree: impl Fn(&Word<'_>, &Word<'_>) -> bool,
) {
    for at in places(alignment.left_alone) {
        let Some(word) = left.get(at) else { return };
        let found = places(alignment.right_alone)
            .find(|&other| right.get(other).is_some_and(|other| agree(word, other)));
        if let Some(other) = found {
            alignment.pair((at, 1), (other, 1), level);
        }
    }
}

/// Words on the left that are several neighbouring words on the right.
fn pair_joined(alignment: &mut Alignment, left: &[Word<'_>], right: &[Word<'_>]) {
    for at in places(alignment.left_alone) {
        let Some(word) = left.get(at) else { return };
        for first in places(alignment.right_alone) {
            let end = (first..)
                .take_while(|&other| {
                    other < right.len() && alignment.right_alone & stretch((other, 1)) != 0
                })
                .last()
                .map_or(first, |last| last + 1);
            let run = right.get(first..end).unwrap_or(&[]);
            if let Some(count) = joins_to(run, word) {
                alignment.pair((at, 1), (first, count), WordLevel::Joined);
                break;
            }
        }
    }
}

/// How many of the first words of `words`, two at least, make `whole` when written together, as they are written or in
/// canonical spelling.
pub fn joins_to(words: &[Word<'_>], whole: &Word<'_>) -> Option<usize> {
    joins(words, whole.text, |word| word.text)
        .or_else(|| joins(words, whole.canonical, |word| word.canonical))
        .or_else(|| joins(words, whole.sound, |word| word.sound))
}

fn joins<'a>(
    words: &[Word<'a>],
    whole: &str,
    letters: impl Fn(&Word<'a>) -> &'a str,
) -> Option<usize> {
    let mut rest = whole;
    let mut last = None;
    for (at, word) in words.iter().enumerate() {
        let word = letters(word);
        rest = match rest.strip_prefix(word) {
            Some(rest) => rest,
            // A letter doubled by the joining is written once: Nur Rahman, Nurahman.
            None if last.is_some() && word.bytes().next() == last => {
                rest.strip_prefix(word.get(1..)?)?
            }
            None => return None,
        };
        last = word.bytes().last();
        if rest.is_empty() {
            return (at > 0).then_some(at + 1);
        }
    }
    None
}

/// Pairs what is left by sound, slip, short form and initial, the best first.
fn pair_weaker(alignment: &mut Alignment, left: &[Word<'_>], right: &[Word<'_>]) {
    while alignment.left_alone != 0 && alignment.right_alone != 0 {
        let mut best: Option<(WordLevel, usize, usize, usize)> = None;
        for at in places(alignment.left_alone) {
            for other in places(alignment.right_alone) {
                let (Some(a), Some(b)) = (left.get(at), right.get(other)) else {
                    continue;
                };
                let Some(level) = compare_word(a, b) else {
                    continue;
                };
                let found = (level, at.abs_diff(other), at, other);
                best = Some(best.map_or(found, |best| best.min(found)));
            }
        }
        let Some((level, _, at, other)) = best else {
            return;
        };
        alignment.pair((at, 1), (other, 1), level);
    }
}

/// How two words agree, if they do.
pub fn compare_word(a: &Word<'_>, b: &Word<'_>) -> Option<WordLevel> {
    if a.spelling == b.spelling {
        return Some(if a.text == b.text {
            WordLevel::Equal
        } else {
            WordLevel::Spelling
        });
    }
    if a.role == Role::Initial || b.role == Role::Initial || a.text.len() == 1 || b.text.len() == 1
    {
        return (is_initial_of(a, b) || is_initial_of(b, a)).then_some(WordLevel::Initial);
    }
    if a.key == b.key {
        return Some(WordLevel::SoundsAlike);
    }
    let by_letters = [
        Some((a.canonical, b.canonical)),
        (a.text != a.canonical || b.text != b.canonical).then_some((a.text, b.text)),
        Some((a.sound, b.sound)),
    ];
    by_letters
        .into_iter()
        .flatten()
        .filter_map(|(a, b)| by_slip(a.as_bytes(), b.as_bytes()))
        .min()
        .or_else(|| is_shortened(a.canonical, b.canonical).then_some(WordLevel::Shortened))
        .map(|level| {
            if a.known && b.known {
                WordLevel::OtherName
            } else {
                level
            }
        })
}

/// Is one word the initial of the other (`M` of `MUHAMMAD`, `A` of `AHMAD`)?
pub fn is_initial_of(initial: &Word<'_>, word: &Word<'_>) -> bool {
    let first = |text: &str| text.bytes().next();
    initial.text.len() == 1
        && (first(initial.text) == first(word.text) || first(initial.text) == first(word.canonical))
}

fn is_shortened(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.len() > 2 && long.starts_with(short)
}

fn by_slip(a: &[u8], b: &[u8]) -> Option<WordLevel> {
    if a == b {
        return Some(WordLevel::SoundsAlike);
    }
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if let Some(edit) = one_edit(a, b) {
        if sounds_alike(edit, short) {
            return Some(WordLevel::SoundsAlike);
        }
        return (long > 4 && !makes_another_name(edit, short)).then_some(WordLevel::Slip);
    }
    // Two slips only in long words that begin alike.
    let begins_alike = a.get(..2) == b.get(..2);
    if short < 8 || long - short > 2 || !begins_alike {
        return None;
    }
    let args = osa::Args::default().score_cutoff(2);
    osa::distance_with_args(a.iter().copied(), b.iter().copied(), &args).map(|_| WordLevel::Slip)
}
