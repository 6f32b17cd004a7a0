//! Two names, word by word: which words of one stand for which of the other, and what is left over.
#![expect(
    clippy::indexing_slicing,
    reason = "a measured kernel: every index is a position in one of two slices of at most `MOST_TOKENS` words"
)]

use super::{level::NameLevel, word::alike};
use crate::record::{MOST_TOKENS, Name, Part, Token};

/// How a word of one name stands for one of the other, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The same letters or the same sound.
    Sound,
    /// Two words on the left are written together on the right.
    JoinedOnRight,
    /// Two words on the right are written together on the left.
    JoinedOnLeft,
    /// Letters that are written for each other (`SAIFUDIN` and `SAEFUDIN`).
    Alike,
    /// A typing slip, two in long words.
    Slip,
    /// Cut short.
    Cut,
    /// Its first letter stands for it.
    Initial,
    /// A letter or an ending apart, but each is a usual name of its own (`FAHRI` and `FAHMI`), or too short to tell.
    OtherName,
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
    // Words that nothing on the other side answers to, one bit each.
    left_over: [u32; 2],
}

impl NameComparison {
    /// The words both have.
    pub fn shared(&self) -> &[Shared] {
        &self.shared[..usize::from(self.count)]
    }

    /// How much of two names agrees, from 0 (nothing) to 1 (written alike), without knowing how frequent their words are:
    /// to rank pairs of names of which nothing else is known. `left` and `right` are the names that were compared.
    pub fn similarity(&self, left: Name<'_>, right: Name<'_>) -> f32 {
        let l = |at: u8| tells(left.own_word(at));
        let r = |at: u8| tells(right.own_word(at));
        let (mut shared, mut score) = (0.0, 0.0);
        for pair in self.shared() {
            let (weight, good) = match pair.how {
                How::Sound => {
                    let same = left
                        .own_word(pair.left)
                        .same_writing(right.own_word(pair.right));
                    (
                        l(pair.left).max(r(pair.right)),
                        if same { 1.0 } else { 0.98 },
                    )
                }
                How::JoinedOnRight => (l(pair.left) + l(pair.left + 1), 0.96),
                How::JoinedOnLeft => (r(pair.right) + r(pair.right + 1), 0.96),
                How::Alike => (l(pair.left).max(r(pair.right)), 0.9),
                How::Slip => (l(pair.left).max(r(pair.right)), 0.8),
                How::Cut => (l(pair.left).max(r(pair.right)), 0.7),
                How::Initial => (l(pair.left).min(r(pair.right)), 0.6),
                How::OtherName => (l(pair.left).max(r(pair.right)), 0.4),
                How::ParentOnLeft => (r(pair.right), 0.9),
                How::ParentOnRight => (l(pair.left), 0.9),
            };
            shared += weight;
            score += weight * good;
        }
        let alone = |name: Name<'_>, open: u32| -> f32 {
            let words = bits(open).map(|at| name.own_word(at as u8));
            let own = words.filter(|word| word.part() != Part::Endorsed);
            own.map(tells).sum()
        };
        let [a, b] = [
            alone(left, self.left_over[0]),
            alone(right, self.left_over[1]),
        ];
        // What is missing on one side only speaks less against the pair than what contradicts on both.
        let whole = shared + 2.0 * a.min(b) + 0.4 * (a.max(b) - a.min(b));
        if whole > 0.0 { score / whole } else { 0.0 }
    }
}

/// How much a word tells of its bearer, without knowing how frequent it is.
fn tells(word: Token) -> f32 {
    if word.part() == Part::Initial {
        0.2
    } else if word.is_common() {
        0.35
    } else {
        (word.len().min(6) as f32 / 6.0).max(0.4)
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
        alignment.weaker(left.may_be_cut() || right.may_be_cut());
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
    written_alike: bool,
    slips: u32,
    initials: u32,
    cuts: u32,
    joins: u32,
    others: u32,
    parents: u32,
}

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
            written_alike: true,
            slips: 0,
            initials: 0,
            cuts: 0,
            joins: 0,
            others: 0,
            parents: 0,
        }
    }

    fn end(self, level: NameLevel) -> NameComparison {
        NameComparison {
            level,
            shared: self.shared,
            count: self.count,
            left_over: [self.left_open, self.right_open],
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
                    self.written_alike &= word.same_writing(other);
                    self.align(i, j, How::Sound);
                    by_sound = None;
                    break;
                }
                if by_sound.is_none() && word.same_sound(other) {
                    by_sound = Some(j);
                }
            }
            if let Some(j) = by_sound {
                self.written_alike = false;
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
            let alike = |j: &usize| joins_to(joined, self.r(*j));
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
            let alike = |i: &usize| joins_to(joined, self.l(*i));
            if let Some(i) = bits(self.left_open).find(alike) {
                self.right_open &= !(1 << (j + 1));
                self.joins += 1;
                self.align(i, j, How::JoinedOnLeft);
            }
        }
    }

    /// Aligns what is left by letters, slips, short forms and initials: the best first, of those the nearest.
    fn weaker(&mut self, may_be_cut: bool) {
        while self.left_open != 0 && self.right_open != 0 {
            let mut best: Option<(How, usize, usize, usize)> = None;
            for i in bits(self.left_open) {
                let word = self.l(i);
                for j in bits(self.right_open) {
                    let last = i + 1 == self.left.len() || j + 1 == self.right.len();
                    if let Some(how) = alike(word, self.r(j), may_be_cut && last) {
                        let found = (how, i.abs_diff(j), i, j);
                        best = Some(best.map_or(found, |best| best.min(found)));
                    }
                }
            }
            let Some((how, _, i, j)) = best else {
                return;
            };
            match how {
                How::Alike => self.written_alike = false,
                How::Slip => self.slips += 1,
                How::Cut => self.cuts += 1,
                How::Initial => self.initials += 1,
                _ => self.others += 1,
            }
            self.align(i, j, how);
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
        let own = u32::from(self.count) - self.parents - self.others;
        let (left_over, right_over) = (self.left_open.count_ones(), self.right_open.count_ones());
        if own == 0 {
            return if self.others > 0 && (left_over == 0 || right_over == 0) {
                NameLevel::OtherName
            } else {
                NameLevel::Different
            };
        }
        let unclean = self.slips + self.initials + self.cuts + self.joins > 0;
        match (left_over, right_over) {
            (over, 0) | (0, over) if self.others > 0 && over == 0 => NameLevel::OtherName,
            (0, 0) if self.parents > 0 && unclean => NameLevel::ParentAddedSlip,
            (0, 0) if self.parents > 0 => NameLevel::ParentAdded,
            (0, 0) => self.all_aligned(),
            (over, 0) | (0, over) if self.others == 0 => {
                // The side with more words has an added one; the parent known on the other side did not explain it.
                let refuted = if left_over == 0 {
                    left_parent
                } else {
                    right_parent
                };
                let endorsed = self.endorsed_left_over();
                if refuted && (endorsed || self.parents == 0) && !unclean {
                    NameLevel::NotTheParent
                } else if !unclean && self.all_left_over(|word| word.part() == Part::Endorsed) {
                    NameLevel::EndorsedLeftOut
                } else if !unclean && self.all_left_over(says_little) {
                    NameLevel::CommonLeftOut
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
        } else if !self.written_alike {
            NameLevel::Spelling
        } else {
            NameLevel::Equal
        }
    }

    fn in_order(&self) -> bool {
        let shared = &self.shared[..usize::from(self.count)];
        let after = |(at, a): (usize, &Shared)| {
            let mut later = shared[at + 1..].iter();
            later.all(|b| (a.left < b.left) == (a.right < b.right))
        };
        shared.iter().enumerate().all(after)
    }

    fn left_over(&self) -> impl Iterator<Item = Token> {
        let left = bits(self.left_open).map(|i| self.l(i));
        left.chain(bits(self.right_open).map(|j| self.r(j)))
    }

    fn endorsed_left_over(&self) -> bool {
        self.left_over().any(|word| word.part() == Part::Endorsed)
    }

    fn all_left_over(&self, are: impl Fn(Token) -> bool) -> bool {
        self.left_over().all(are)
    }
}

fn says_little(word: Token) -> bool {
    word.is_common() || word.part() == Part::Initial
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

fn joins_to(joined: Token, other: Token) -> bool {
    joined.same_letters(other) || joined.len() > 5 && joined.one_slip_from(other)
}

/// The parent's word, or a usual way to write it.
fn explains(parent: Token, word: Token) -> bool {
    let alike = || alike(parent, word, false).is_some_and(|how| how != How::OtherName);
    parent.same_letters(word) || parent.same_sound(word) || alike()
}
