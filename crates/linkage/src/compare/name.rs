//! Two names, word by word: which words of one stand for which of the other, and what is left over.
#![expect(
    clippy::indexing_slicing,
    reason = "a measured kernel: every index is a position in one of two slices of at most `MOST_TOKENS` words"
)]

use super::level::NameLevel;
use crate::record::{MOST_TOKENS, Name, Part, Token};

/// How a word of one name stands for one of the other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// The same letters or the same sound.
    Sound,
    /// A typing slip.
    Slip,
    /// Its first letter stands for it.
    Initial,
    /// Cut short.
    Cut,
    /// Two words on the left are written together on the right.
    JoinedOnRight,
    /// Two words on the right are written together on the left.
    JoinedOnLeft,
    /// The word on the right is the parent's name, known on the left.
    ParentOnLeft,
    /// The word on the left is the parent's name, known on the right.
    ParentOnRight,
}

/// A word both names have: its position in each (of the parent's name, where it is explained by that), and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shared {
    /// Position on the left; the first of two where they are written together on the right.
    pub left: u8,
    /// Position on the right; the first of two where they are written together on the left.
    pub right: u8,
    /// How one stands for the other.
    pub how: How,
}

/// What two names have in common.
#[derive(Debug, Clone, Copy)]
pub struct NameComparison {
    /// In one word.
    pub level: NameLevel,
    shared: [Shared; 2 * MOST_TOKENS],
    count: u8,
}

impl NameComparison {
    /// The words both have.
    pub fn shared(&self) -> &[Shared] {
        &self.shared[..usize::from(self.count)]
    }
}

/// Compares two names. Exchanging them gives the same level.
pub fn compare_names(left: Name<'_>, right: Name<'_>) -> NameComparison {
    let mut alignment = Alignment::new(left, right);
    if left.is_empty() || right.is_empty() {
        return alignment.end(NameLevel::Missing);
    }
    alignment.same_sound();
    if alignment.left_open != 0 && alignment.right_open != 0 {
        alignment.joined();
        alignment.slips();
        alignment.shortened(left.may_be_cut() || right.may_be_cut());
    }
    if alignment.right_open != 0 {
        alignment.parent_on_left(left);
    }
    if alignment.left_open != 0 {
        alignment.parent_on_right(right);
    }
    let level = alignment.level(left.has_parent(), right.has_parent());
    alignment.end(level)
}

/// The alignment while it grows.
struct Alignment<'a> {
    left: &'a [[u64; 2]],
    right: &'a [[u64; 2]],
    // Words not yet aligned, one bit each.
    left_open: u32,
    right_open: u32,
    shared: [Shared; 2 * MOST_TOKENS],
    count: u8,
    // Right position for each left word, to tell the order.
    spelled_alike: bool,
    slips: u32,
    initials: u32,
    cuts: u32,
    joins: u32,
    parents: u32,
}

/// A word of fewer letters is another word if a letter differs.
const LEAST_FOR_SLIP: u32 = 3;
/// A word is taken for the beginning of a longer one from so many letters on.
const LEAST_FOR_CUT: u32 = 3;

impl<'a> Alignment<'a> {
    fn new(left: Name<'a>, right: Name<'a>) -> Self {
        let (left, right) = (left.own_words(), right.own_words());
        Self {
            left,
            right,
            left_open: (1 << left.len()) - 1,
            right_open: (1 << right.len()) - 1,
            shared: [Shared {
                left: 0,
                right: 0,
                how: How::Sound,
            }; 2 * MOST_TOKENS],
            count: 0,
            spelled_alike: true,
            slips: 0,
            initials: 0,
            cuts: 0,
            joins: 0,
            parents: 0,
        }
    }

    fn end(self, level: NameLevel) -> NameComparison {
        NameComparison {
            level,
            shared: self.shared,
            count: self.count,
        }
    }

    fn l(&self, at: usize) -> Token {
        Token::from_words(self.left[at])
    }

    fn r(&self, at: usize) -> Token {
        Token::from_words(self.right[at])
    }

    fn align(&mut self, left: usize, right: usize, how: How) {
        self.left_open &= !(1 << left);
        self.right_open &= !(1 << right);
        self.note(left, right, how);
    }

    fn note(&mut self, left: usize, right: usize, how: How) {
        self.shared[usize::from(self.count)] = Shared {
            left: left as u8,
            right: right as u8,
            how,
        };
        self.count += 1;
    }

    fn same_sound(&mut self) {
        for i in 0..self.left.len() {
            let word = self.l(i);
            let mut by_sound = None;
            for j in bits(self.right_open) {
                let other = self.r(j);
                if word.same_letters(other) {
                    self.align(i, j, How::Sound);
                    by_sound = None;
                    break;
                }
                if by_sound.is_none() && word.same_sound(other) {
                    by_sound = Some(j);
                }
            }
            if let Some(j) = by_sound {
                self.spelled_alike = false;
                self.align(i, j, How::Sound);
            }
        }
    }

    fn joined(&mut self) {
        let pairs = |open: u32| open & open >> 1;
        for i in bits(pairs(self.left_open)) {
            if pairs(self.left_open) >> i & 1 == 0 {
                continue;
            }
            let joined = self.l(i).joined(self.l(i + 1));
            let alike = |j: &usize| written_alike(joined, self.r(*j));
            if let Some(j) = bits(self.right_open).find(alike) {
                self.left_open &= !(1 << (i + 1));
                self.joins += 1;
                self.align(i, j, How::JoinedOnRight);
            }
        }
        for j in bits(pairs(self.right_open)) {
            if pairs(self.right_open) >> j & 1 == 0 {
                continue;
            }
            let joined = self.r(j).joined(self.r(j + 1));
            let alike = |i: &usize| written_alike(joined, self.l(*i));
            if let Some(i) = bits(self.left_open).find(alike) {
                self.right_open &= !(1 << (j + 1));
                self.joins += 1;
                self.align(i, j, How::JoinedOnLeft);
            }
        }
    }

    fn slips(&mut self) {
        for i in bits(self.left_open) {
            let word = self.l(i);
            if word.len() < LEAST_FOR_SLIP {
                continue;
            }
            let alike = |j: &usize| {
                let other = self.r(*j);
                other.len() >= LEAST_FOR_SLIP && word.one_slip_from(other)
            };
            if let Some(j) = bits(self.right_open).find(alike) {
                self.slips += 1;
                self.align(i, j, How::Slip);
            }
        }
    }

    fn shortened(&mut self, may_be_cut: bool) {
        for i in bits(self.left_open) {
            let word = self.l(i);
            let found = bits(self.right_open).find_map(|j| {
                let other = self.r(j);
                let last = i + 1 == self.left.len() || j + 1 == self.right.len();
                shortened(word, other, may_be_cut && last).map(|how| (j, how))
            });
            if let Some((j, how)) = found {
                match how {
                    How::Initial => self.initials += 1,
                    _ => self.cuts += 1,
                }
                self.align(i, j, how);
            }
        }
    }

    fn parent_on_left(&mut self, left: Name<'_>) {
        for (i, parent) in left.parent().enumerate() {
            let stands_for = |j: &usize| explains(parent, self.r(*j));
            if let Some(j) = bits(self.right_open).find(stands_for) {
                self.right_open &= !(1 << j);
                self.parents += 1;
                self.note(i, j, How::ParentOnLeft);
            }
        }
    }

    fn parent_on_right(&mut self, right: Name<'_>) {
        for (j, parent) in right.parent().enumerate() {
            let stands_for = |i: &usize| explains(parent, self.l(*i));
            if let Some(i) = bits(self.left_open).find(stands_for) {
                self.left_open &= !(1 << i);
                self.parents += 1;
                self.note(i, j, How::ParentOnRight);
            }
        }
    }

    fn level(&self, left_parent: bool, right_parent: bool) -> NameLevel {
        let own = u32::from(self.count) - self.parents;
        if own == 0 {
            return NameLevel::Different;
        }
        let (left_over, right_over) = (self.left_open.count_ones(), self.right_open.count_ones());
        let unclean = self.slips + self.initials + self.cuts + self.joins > 0;
        match (left_over, right_over) {
            (0, 0) if self.parents > 0 && unclean => NameLevel::ParentAddedSlip,
            (0, 0) if self.parents > 0 => NameLevel::ParentAdded,
            (0, 0) => self.all_aligned(),
            (over, 0) | (0, over) => {
                // The side with more words has an added one; the parent known on the other side did not explain it.
                let refuted = if left_over == 0 {
                    left_parent
                } else {
                    right_parent
                };
                let endorsed = self.endorsed_left_over();
                if refuted && (endorsed || self.parents == 0) && !unclean {
                    NameLevel::NotTheParent
                } else if over > 1 {
                    NameLevel::SeveralLeftOut
                } else if unclean {
                    NameLevel::LeftOutSlip
                } else if (self.left_open | self.right_open) & 1 != 0 {
                    NameLevel::FirstLeftOut
                } else {
                    NameLevel::LastLeftOut
                }
            }
            _ if own > 1 => NameLevel::MostlyShared,
            _ => NameLevel::PartlyShared,
        }
    }

    fn all_aligned(&self) -> NameLevel {
        if self.joins > 0 {
            NameLevel::Joined
        } else if self.slips > 1 {
            NameLevel::Slips
        } else if self.slips > 0 {
            NameLevel::Slip
        } else if self.initials > 0 {
            NameLevel::Initial
        } else if self.cuts > 0 {
            NameLevel::Cut
        } else if !self.in_order() {
            NameLevel::Reordered
        } else if !self.spelled_alike {
            NameLevel::Spelling
        } else {
            NameLevel::Equal
        }
    }

    fn in_order(&self) -> bool {
        // `same_sound` goes through the left words in order and nothing else was needed.
        let shared = &self.shared[..usize::from(self.count)];
        shared.is_sorted_by_key(|shared| shared.right)
    }

    fn endorsed_left_over(&self) -> bool {
        bits(self.left_open).any(|i| self.l(i).part() == Part::Endorsed)
            || bits(self.right_open).any(|j| self.r(j).part() == Part::Endorsed)
    }
}

/// The positions of the bits that are set.
fn bits(mut set: u32) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        (set != 0).then(|| {
            let at = set.trailing_zeros() as usize;
            set &= set - 1;
            at
        })
    })
}

fn written_alike(joined: Token, other: Token) -> bool {
    joined.same_letters(other) || joined.len() > 5 && joined.one_slip_from(other)
}

/// One word stands for the beginning of the other.
fn shortened(a: Token, b: Token, may_be_cut: bool) -> Option<How> {
    let initial = |short: Token, long: Token| short.len() == 1 && short.first() == long.first();
    if initial(a, b) || initial(b, a) {
        return Some(if may_be_cut { How::Cut } else { How::Initial });
    }
    let least = if may_be_cut { 1 } else { LEAST_FOR_CUT };
    (a.begins(b, least) || b.begins(a, least)).then_some(How::Cut)
}

/// The parent's word, or a usual way to write it.
fn explains(parent: Token, word: Token) -> bool {
    parent.same_letters(word)
        || parent.same_sound(word)
        || parent.len() > LEAST_FOR_SLIP
            && word.len() > LEAST_FOR_SLIP
            && parent.one_slip_from(word)
        || shortened(parent, word, false).is_some()
}
