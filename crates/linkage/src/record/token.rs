//! One word of a name in sixteen bytes, comparable without looking at text.

use super::text::hash;
use crate::names::Word;

/// So many letters of a word are kept; its key covers all of them.
const KEPT: u32 = 12;

/// What a word is in the name where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The person's own.
    Own,
    /// Stands behind *bin* or *binti*: the father's, or added to a single name on the endorsement page.
    Endorsed,
    /// One letter for a word.
    Initial,
}

/// A word of a name: its first twelve letters at five bits, the hash of its sound, which letters occur, what is known of it,
/// length and part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    // Letter `i` in bits 55-5i..60-5i: `A` is 1, nothing is 0.
    letters: u64,
    // Key 32 bits | letters that occur 16 (`A` and `Q` are one bit, and so on) | hash of the writing 8 | known 1 | common 1 |
    // length 4 (15: or longer) | part 2.
    rest: u64,
}

impl Token {
    /// No word.
    pub const NONE: Self = Self {
        letters: 0,
        rest: 0,
    };

    /// A word from its folded letters (`A` to `Z`; others are passed over) and the hash of its sound.
    pub fn new(text: &str, key: u64, part: Part) -> Self {
        let (mut letters, mut set, mut length) = (0u64, 0u64, 0u32);
        for byte in text.bytes().filter(u8::is_ascii_uppercase) {
            let letter = u64::from(byte - b'A');
            if length < KEPT {
                letters |= (letter + 1) << (55 - 5 * length);
            }
            set |= 1 << (letter & 15);
            length += 1;
        }
        let part = match part {
            Part::Own => 0,
            Part::Endorsed => 1,
            Part::Initial => 2,
        };
        let rest = (key >> 32 ^ key) << 32 | set << 16 | u64::from(length.min(15)) << 2 | part;
        Self { letters, rest }
    }

    /// A word as a reader of names gives it: its letters in today's spelling, how it was written, what is known of it.
    pub fn of(word: &Word<'_>, part: Part) -> Self {
        let mut token = Self::new(word.canonical, word.key, part);
        if word.text != word.canonical {
            token.rest |= (hash(word.text.as_bytes()) >> 56).max(1) << 8;
        }
        token.rest |= u64::from(word.known) << 7 | u64::from(word.common) << 6;
        token
    }

    pub(crate) fn from_words([letters, rest]: [u64; 2]) -> Self {
        Self { letters, rest }
    }

    pub(crate) fn words(self) -> [u64; 2] {
        [self.letters, self.rest]
    }

    /// The hash of its sound.
    pub fn key(self) -> u32 {
        (self.rest >> 32) as u32
    }

    /// How many letters it has; 15 stands for more.
    pub fn len(self) -> u32 {
        (self.rest >> 2 & 15) as u32
    }

    /// Whether it has no letters.
    pub fn is_empty(self) -> bool {
        self.letters == 0
    }

    /// What it is in its name.
    pub fn part(self) -> Part {
        match self.rest & 3 {
            0 => Part::Own,
            1 => Part::Endorsed,
            _ => Part::Initial,
        }
    }

    /// Its first letter, 1 to 26.
    pub fn first(self) -> u32 {
        (self.letters >> 55) as u32
    }

    /// The first three and the last three of the letters that are kept, below 2^15 each.
    pub(crate) fn ends(self) -> (u32, u32) {
        let last = 5 * (KEPT - self.len().min(KEPT));
        (
            (self.letters >> 45) as u32,
            (self.letters >> last & 0x7FFF) as u32,
        )
    }

    /// Letter for letter the same.
    pub fn same_letters(self, other: Self) -> bool {
        self.letters == other.letters && self.len() == other.len()
    }

    /// Written the same; for words of the same letters.
    pub fn same_writing(self, other: Self) -> bool {
        (self.rest ^ other.rest) & 0xFF00 == 0
    }

    /// A usual name, so hardly a slip of another.
    pub fn is_known(self) -> bool {
        self.rest & 1 << 7 != 0
    }

    /// So frequent that its presence or absence says little (`MUHAMMAD`, `SITI`).
    pub fn is_common(self) -> bool {
        self.rest & 1 << 6 != 0
    }

    /// The same sound, or known variants of one name.
    pub fn same_sound(self, other: Self) -> bool {
        self.key() == other.key()
    }

    /// At most one letter put in, left out, replaced, or two neighbours exchanged (optimal string alignment distance 1).
    ///
    /// Beyond the twelfth letter only the lengths are looked at.
    pub fn one_slip_from(self, other: Self) -> bool {
        let (long, short) = if self.len() >= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let more = long.len() - short.len();
        // One slip changes the set of letters by at most two.
        if more > 1 || self.letters_apart(other) > 2 {
            return false;
        }
        let difference = long.letters ^ short.letters;
        if difference == 0 {
            return true;
        }
        let prefix = (difference.leading_zeros() - 4) / 5;
        if long.len() > KEPT {
            // The ends lie beyond what is kept: one change or shift within it.
            let (a, b) = (long.letters, short.letters);
            let kept = 5 * (KEPT - prefix - 1);
            let shifted = |a, b| (tail(a, prefix + 1) ^ tail(b, prefix)).leading_zeros() >= kept;
            // Where both may be longer than can be told, either may be the longer one.
            let either = long.len() == 15 && more == 0;
            return more == 0 && tail(a, prefix + 1) == tail(b, prefix + 1)
                || (more == 1 || either) && shifted(a, b)
                || either && shifted(b, a)
                || more == 0 && exchanged(a, b, prefix);
        }
        let right = |token: Self| token.letters >> (5 * (KEPT - token.len()));
        let ends = right(long) ^ right(short);
        let suffix = ends.trailing_zeros() / 5;
        prefix + suffix + 1 >= long.len()
            || more == 0 && exchanged(long.letters, short.letters, prefix)
    }

    /// How many letters occur in one word only, or fewer.
    fn letters_apart(self, other: Self) -> u32 {
        ((self.rest ^ other.rest) >> 16 & 0xFFFF).count_ones()
    }

    /// Whether it may be two slips from a word that begins with the same two letters; tells most at once.
    pub(crate) fn may_be_two_slips_from(self, other: Self) -> bool {
        self.letters >> 50 == other.letters >> 50 && self.letters_apart(other) <= 4
    }

    /// The letters that are kept, `A` to `Z`.
    pub(crate) fn kept_letters(
        self,
    ) -> impl DoubleEndedIterator<Item = u8> + ExactSizeIterator + Clone {
        (0..self.len().min(KEPT)).map(move |at| self.letter(at))
    }

    /// A letter by its place from 0.
    pub(crate) fn letter(self, at: u32) -> u8 {
        b'A' - 1 + (self.letters >> (55 - 5 * at.min(KEPT - 1)) & 31) as u8
    }

    /// What was done to this word to get the other, which is [`Self::one_slip_from`] it.
    pub(crate) fn edit_to(self, other: Self) -> Edit {
        let difference = self.letters ^ other.letters;
        if difference == 0 {
            return Edit::Beyond;
        }
        let at = (difference.leading_zeros() - 4) / 5;
        if self.len() != other.len() {
            let long = if self.len() > other.len() {
                self
            } else {
                other
            };
            let letter = long.letter(at);
            return Edit::Added { at, letter };
        }
        if tail(self.letters, at + 1) == tail(other.letters, at + 1) {
            let (from, to) = (self.letter(at), other.letter(at));
            return Edit::Changed { at, from, to };
        }
        Edit::Swapped
    }

    /// This word begins as the other does and ends earlier, after at least `least` letters.
    pub fn begins(self, other: Self, least: u32) -> bool {
        let length = self.len();
        if length < least || length >= other.len() {
            return false;
        }
        let kept = length.min(KEPT);
        (self.letters ^ other.letters) >> (5 * (KEPT - kept)) == 0
    }

    /// Two words written together; it has no sound of its own.
    #[must_use]
    pub fn joined(self, next: Self) -> Self {
        let shift = 5 * self.len().min(KEPT);
        let set = (self.rest | next.rest) & 0xFFFF << 16;
        let length = u64::from((self.len() + next.len()).min(15));
        Self {
            letters: self.letters | next.letters.checked_shr(shift).unwrap_or(0),
            rest: set | length << 2,
        }
    }
}

/// The one change that makes one word of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Edit {
    /// One letter for another, at a place counted from 0.
    Changed {
        /// The place.
        at: u32,
        /// The letter there.
        from: u8,
        /// What stands for it.
        to: u8,
    },
    /// One letter more or less.
    Added {
        /// The place.
        at: u32,
        /// The letter.
        letter: u8,
    },
    /// Two neighbours in the wrong order.
    Swapped,
    /// Behind the letters that are kept.
    Beyond,
}

/// The letters from `from` on, at the upper end of a word.
fn tail(letters: u64, from: u32) -> u64 {
    letters.checked_shl(4 + 5 * from).unwrap_or(0)
}

/// Two neighbouring letters are exchanged behind `prefix` and all others are the same.
fn exchanged(a: u64, b: u64, prefix: u32) -> bool {
    if prefix + 2 > KEPT {
        return false;
    }
    let shift = 55 - 5 * (prefix + 1);
    let pair = |word: u64| word >> shift & 0x3FF;
    let (pa, pb) = (pair(a), pair(b));
    let rest = 1u64.checked_shl(shift).map_or(0, |bit| bit - 1);
    pa >> 5 == pb & 31 && pb >> 5 == pa & 31 && (a ^ b) & rest == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn token(text: &str) -> Token {
        Token::new(text, 0, Part::Own)
    }

    /// Optimal string alignment distance, by the textbook.
    fn distance(a: &str, b: &str) -> usize {
        let (a, b) = (a.as_bytes(), b.as_bytes());
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = if i == 0 || j == 0 {
                    i + j
                } else {
                    let change = d[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    let mut least = change.min(d[i - 1][j] + 1).min(d[i][j - 1] + 1);
                    if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                        least = least.min(d[i - 2][j - 2] + 1);
                    }
                    least
                };
            }
        }
        d[a.len()][b.len()]
    }

    #[test]
    fn slips() {
        for (a, b, expected) in [
            ("SITI", "SITI", true),
            ("SITI", "STII", true),
            ("SITI", "SIT", true),
            ("SITI", "SITTI", true),
            ("SITI", "SATI", true),
            ("SITI", "SATU", false),
            ("KUSUMANINGRUM", "KUSUMANINGRAM", true),
            ("KUSUMANINGRUM", "KUSUMNAINGRUM", true),
            ("KUSUMANINGRUM", "KUSMANINGRUM", true),
            ("KUSUMANINGRUM", "KASUMINANGRUM", false),
        ] {
            assert_eq!(token(a).one_slip_from(token(b)), expected, "{a} {b}");
        }
    }

    #[test]
    fn written_together() {
        let joined = token("NUR").joined(token("HAYATI"));
        assert!(token("NURHAYATI").same_letters(joined));
        assert!(!token("NURHAYAT").same_letters(joined));
        assert!(token("NURHAYAT").one_slip_from(joined));
        assert!(token("KUSUMA").begins(token("KUSUMAWATI"), 3));
        assert!(!token("KUSUMAWATI").begins(token("KUSUMAWATI"), 3));
        assert!(!token("KU").begins(token("KUSUMA"), 3));
    }

    proptest! {
        #[test]
        fn one_slip_is_distance_one(a in "[A-D]{1,12}", b in "[A-D]{1,12}") {
            let expected = distance(&a, &b) <= 1;
            prop_assert_eq!(token(&a).one_slip_from(token(&b)), expected);
            prop_assert_eq!(token(&b).one_slip_from(token(&a)), expected);
        }

        #[test]
        fn any_slip_is_found(a in "[A-Z]{3,14}", at in 0usize..14, letter in "[A-Z]", how in 0..4) {
            let at = at % a.len();
            let mut b = a.clone();
            match how {
                0 => b.insert_str(at, &letter),
                1 => { b.remove(at); }
                2 => b.replace_range(at..=at, &letter),
                _ => if at > 0 {
                    let pair: String = [&a[at..=at], &a[at - 1..at]].concat();
                    b.replace_range(at - 1..=at, &pair);
                },
            }
            prop_assert!(token(&a).one_slip_from(token(&b)), "{} {}", a, b);
            prop_assert!(token(&b).one_slip_from(token(&a)), "{} {}", b, a);
        }
    }
}
