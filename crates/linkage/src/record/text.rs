//! Places and free text in two words: what they say, and which pairs of letters they have.

use std::hash::Hasher;

/// A place or a text: a hash of its words whatever their order, and a set of letter pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Phrase {
    hash: u64,
    pairs: u64,
}

/// Words that say what kind of place it is, not which.
const KINDS_OF_PLACE: &[&str] = &[
    "KAB",
    "KABUPATEN",
    "KOTA",
    "KOTAMADYA",
    "KODYA",
    "PROV",
    "PROVINSI",
    "PROPINSI",
    "KEC",
    "KECAMATAN",
    "DESA",
    "DS",
    "KEL",
    "KELURAHAN",
    "DISTRICT",
    "CITY",
    "REGENCY",
];

/// Values that say that nothing is known.
const NOTHING: &[&str] = &[
    "",
    "NULL",
    "NONE",
    "NAN",
    "NA",
    "UNKNOWN",
    "TIDAK DIKETAHUI",
];

impl Phrase {
    /// Reads a place: words for the kind of place are passed over unless nothing else is said.
    pub fn place(text: &str, scratch: &mut String) -> Self {
        Self::read(text, KINDS_OF_PLACE, scratch)
    }

    /// Reads a text.
    pub fn text(text: &str, scratch: &mut String) -> Self {
        Self::read(text, &[], scratch)
    }

    fn read(text: &str, fillers: &[&str], scratch: &mut String) -> Self {
        scratch.clear();
        for c in text.chars() {
            match c {
                'A'..='Z' | '0'..='9' => scratch.push(c),
                'a'..='z' => scratch.push(c.to_ascii_uppercase()),
                '\'' | '`' => {}
                c if c.is_alphanumeric() => scratch.extend(c.to_uppercase()),
                _ => scratch.push(' '),
            }
        }
        let words = || scratch.split(' ').filter(|word| !word.is_empty());
        let told = |word: &&str| !fillers.contains(word);
        let any = words().any(|word| told(&word));
        let mut phrase = Self::default();
        let mut count = 0u64;
        let mut first = "";
        for word in words().filter(|word| !any || told(word)) {
            first = word;
            count += 1;
            phrase.hash = phrase.hash.wrapping_add(mix(hash(word.as_bytes())));
            let mut before = b' ';
            for byte in word.bytes() {
                let pair = u64::from(before) << 8 | u64::from(byte);
                phrase.pairs |= 1 << (mix(pair) >> 58);
                before = byte;
            }
        }
        if count == 0
            || count == 1 && NOTHING.contains(&first)
            || scratch.trim() == "TIDAK DIKETAHUI"
        {
            return Self::default();
        }
        phrase.hash = phrase.hash.max(1);
        phrase
    }

    pub(crate) fn from_words([hash, pairs]: [u64; 2]) -> Self {
        Self { hash, pairs }
    }

    pub(crate) fn words(self) -> [u64; 2] {
        [self.hash, self.pairs]
    }

    /// Nothing is said.
    pub fn is_unknown(self) -> bool {
        self.hash == 0
    }

    /// A hash of what is said, never zero for something known.
    pub fn hash(self) -> u64 {
        self.hash
    }

    /// The Dice coefficient of the letter pairs, in percent.
    pub fn likeness(self, other: Self) -> u32 {
        let both = (self.pairs & other.pairs).count_ones();
        let all = self.pairs.count_ones() + other.pairs.count_ones();
        200 * both / all.max(1)
    }
}

/// Hashes bytes; the same in every run.
pub(crate) fn hash(bytes: &[u8]) -> u64 {
    let mut hasher = rustc_hash::FxHasher::default();
    hasher.write(bytes);
    mix(hasher.finish())
}

/// Spreads the bits of a number (the finaliser of MurmurHash3, public domain).
pub(crate) fn mix(mut n: u64) -> u64 {
    n ^= n >> 33;
    n = n.wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    n ^= n >> 33;
    n = n.wrapping_mul(0xC4CE_B9FE_1A85_EC53);
    n ^ n >> 33
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str) -> Phrase {
        Phrase::place(text, &mut String::new())
    }

    #[test]
    fn the_kind_of_place_does_not_matter() {
        assert_eq!(place("Kab. Sidoarjo"), place("SIDOARJO"));
        assert_eq!(place("KOTA"), place("kota"));
        assert_ne!(place("Sidoarjo"), place("Surabaya"));
        assert!(place("SIDOARJO").likeness(place("SIDOARJO JAWA")) >= 70);
        assert!(place("SIDOARJO").likeness(place("SIDOHARJO")) >= 70);
        assert!(place("SIDOARJO").likeness(place("MEDAN")) < 40);
        assert!(place(" - ").is_unknown());
        assert!(place("NULL").is_unknown());
    }
}
