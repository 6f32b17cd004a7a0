//! Numbers and codes in two words, and how one may be a slip of another.

/// So many characters are kept.
const KEPT: usize = 20;

/// A code of up to twenty letters and digits, six bits each, case and punctuation folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Code {
    // Character `i` in bits 114-6i..120-6i of the 120 lower bits: digit 1 to 10, letter 11 to 36. Length in the upper 8.
    bits: u128,
}

impl Code {
    /// Reads a code; blanks and punctuation are passed over. A code of fewer than two characters or of zeros only is none.
    pub fn read(text: &str) -> Self {
        let mut bits = 0u128;
        let mut length = 0;
        let mut zeros = true;
        for byte in text.bytes() {
            let character = match byte {
                b'0'..=b'9' => byte - b'0' + 1,
                b'A'..=b'Z' => byte - b'A' + 11,
                b'a'..=b'z' => byte - b'a' + 11,
                _ => continue,
            };
            if length < KEPT {
                bits |= u128::from(character) << (114 - 6 * length);
            }
            zeros &= character == 1;
            length += 1;
        }
        if length < 2 || zeros {
            return Self::default();
        }
        let length = length.min(255) as u128;
        Self {
            bits: length << 120 | bits,
        }
    }

    pub(crate) fn from_words([low, high]: [u64; 2]) -> Self {
        Self {
            bits: u128::from(high) << 64 | u128::from(low),
        }
    }

    pub(crate) fn words(self) -> [u64; 2] {
        [self.bits as u64, (self.bits >> 64) as u64]
    }

    /// No code.
    pub fn is_unknown(self) -> bool {
        self.bits == 0
    }

    fn len(self) -> u32 {
        (self.bits >> 120) as u32
    }

    /// The code with characters that scanners and people take for each other made the same: O 0, I L 1, Z 2, S 5, B 8, G 6.
    #[must_use]
    pub fn without_confusions(self) -> Self {
        let mut bits = self.bits;
        // Only letters change; few codes have more than one or two.
        let mut letters = letters(bits);
        while letters != 0 {
            let at = letters.trailing_zeros();
            letters &= letters - 1;
            let character = (bits >> at & 63) as u8;
            bits ^= u128::from(character ^ confusable(character)) << at;
        }
        Self { bits }
    }

    /// So many characters differ that one can be neither confused with the other nor a slip of it; tells most at once.
    pub(crate) fn surely_differs(self, other: Self) -> bool {
        self.len() == other.len() && differing(self.bits ^ other.bits) > 4
    }

    /// Equal but for characters that are taken for each other.
    pub fn confusable_with(self, other: Self) -> bool {
        self.len() == other.len()
            && differing(self.bits ^ other.bits) <= 4
            && self.without_confusions() == other.without_confusions()
    }

    /// At most one character put in, left out, replaced, or two neighbours exchanged.
    pub fn one_slip_from(self, other: Self) -> bool {
        let (long, short) = if self.len() >= other.len() {
            (self, other)
        } else {
            (other, self)
        };
        let more = long.len() - short.len();
        let text = |code: Self| code.bits << 8;
        let difference = text(long) ^ text(short);
        if difference == 0 {
            return more <= 1;
        }
        let prefix = difference.leading_zeros() / 6;
        let tail = |code: Self, skip: u32| text(code).checked_shl(6 * (prefix + skip)).unwrap_or(0);
        match more {
            0 if tail(long, 1) == tail(short, 1) => true,
            0 => {
                let at = |code: Self, skip: u32| tail(code, skip) >> 122;
                tail(long, 2) == tail(short, 2)
                    && at(long, 0) == at(short, 1)
                    && at(long, 1) == at(short, 0)
            }
            1 => tail(long, 1) == tail(short, 0),
            _ => false,
        }
    }

    /// A hash for look-ups, never zero for a known code.
    pub fn hash(self) -> u64 {
        let [low, high] = self.words();
        super::text::mix(low ^ super::text::mix(high))
    }
}

/// The lowest bit of each six-bit group.
const LOWEST: u128 = {
    let (mut bits, mut at) = (0, 0);
    while at < KEPT {
        bits |= 1 << (6 * at);
        at += 1;
    }
    bits
};

/// The lowest bit of each group that holds a letter: 11 to 36, and 21 more is 32 at least and 63 at most.
fn letters(bits: u128) -> u128 {
    let groups = bits & ((1 << (6 * KEPT)) - 1);
    (groups + 21 * LOWEST) >> 5 & LOWEST
}

/// How many six-bit groups are not zero.
fn differing(bits: u128) -> u32 {
    let any = bits | bits >> 1 | bits >> 2 | bits >> 3 | bits >> 4 | bits >> 5;
    (any & LOWEST).count_ones()
}

fn confusable(character: u8) -> u8 {
    const fn letter(c: u8) -> u8 {
        c - b'A' + 11
    }
    const O: u8 = letter(b'O');
    const I: u8 = letter(b'I');
    const L: u8 = letter(b'L');
    const Z: u8 = letter(b'Z');
    const S: u8 = letter(b'S');
    const B: u8 = letter(b'B');
    const G: u8 = letter(b'G');
    const Q: u8 = letter(b'Q');
    const D: u8 = letter(b'D');
    match character {
        O | Q | D => 1,
        I | L => 2,
        Z => 3,
        S => 6,
        G => 7,
        B => 9,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn relations() {
        let code = Code::read;
        assert_eq!(code("b 123-4567"), code("B1234567"));
        assert!(code("-").is_unknown());
        assert!(code("0000000").is_unknown());
        assert!(code("B1O34567").confusable_with(code("B1034567")));
        assert!(code("B1234567").confusable_with(code("81234S67")));
        assert!(!code("B1234567").confusable_with(code("C1234567")));
        assert!(code("B1234567").one_slip_from(code("B1243567")));
        assert!(code("B1234567").one_slip_from(code("B123567")));
        assert!(code("B1234567").one_slip_from(code("C1234567")));
        assert!(!code("B1234567").one_slip_from(code("C1234568")));
        assert!(code("3507135203900002").one_slip_from(code("3507135203900003")));
    }

    proptest! {
        #[test]
        fn a_slip_is_found(a in "[A-Z0-9]{2,20}", at in 0usize..20, letter in "[A-Z0-9]", how in 0..4) {
            prop_assume!(a.bytes().any(|b| b != b'0'));
            let at = at % a.len();
            let mut b = a.clone();
            match how {
                0 => if b.len() < 20 { b.insert_str(at, &letter) },
                1 => { b.remove(at); }
                2 => b.replace_range(at..=at, &letter),
                _ => if at > 0 {
                    let pair: String = [&a[at..=at], &a[at - 1..at]].concat();
                    b.replace_range(at - 1..=at, &pair);
                },
            }
            let (a, b) = (Code::read(&a), Code::read(&b));
            prop_assume!(!b.is_unknown());
            prop_assert!(a.one_slip_from(b) && b.one_slip_from(a));
            prop_assert!(a.len() != b.len() || !a.surely_differs(b) || a.len() > KEPT as u32);
            prop_assert_eq!(Code::from_words(a.words()), a);
            prop_assert!(a.confusable_with(a.without_confusions()) || a.without_confusions().len() != a.len() || differing(a.bits ^ a.without_confusions().bits) > 4);
        }
    }
}
