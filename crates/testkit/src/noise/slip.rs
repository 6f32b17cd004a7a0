//! Slips of fingers and of scanners.

use crate::random::Random;

/// Neighbours on a QWERTY keyboard, letters and digits.
const NEIGHBOURS: [(char, &str); 36] = [
    ('Q', "WA"),
    ('W', "QES"),
    ('E', "WRD"),
    ('R', "ETF"),
    ('T', "RYG"),
    ('Y', "TUH"),
    ('U', "YIJ"),
    ('I', "UOK"),
    ('O', "IPL"),
    ('P', "OL"),
    ('A', "QSZ"),
    ('S', "ADWX"),
    ('D', "SFEC"),
    ('F', "DGRV"),
    ('G', "FHTB"),
    ('H', "GJYN"),
    ('J', "HKUM"),
    ('K', "JLI"),
    ('L', "KO"),
    ('Z', "AX"),
    ('X', "ZCS"),
    ('C', "XVD"),
    ('V', "CBF"),
    ('B', "VNG"),
    ('N', "BMH"),
    ('M', "NJ"),
    ('0', "9"),
    ('1', "2"),
    ('2', "13"),
    ('3', "24"),
    ('4', "35"),
    ('5', "46"),
    ('6', "57"),
    ('7', "68"),
    ('8', "79"),
    ('9', "80"),
];

/// What an optical reader takes for one another in print of the form OCR-B (ICAO Doc 9303-3 prints passports in it).
const LOOKALIKES: [(char, &str); 18] = [
    ('O', "0QD"),
    ('0', "OD"),
    ('I', "1L"),
    ('1', "I7"),
    ('B', "8"),
    ('8', "B"),
    ('S', "5"),
    ('5', "S"),
    ('Z', "2"),
    ('2', "Z"),
    ('G', "6C"),
    ('6', "G"),
    ('U', "V"),
    ('V', "UY"),
    ('M', "N"),
    ('C', "G"),
    ('E', "F"),
    ('D', "O"),
];

fn replaced(text: &str, at: usize, by: char) -> String {
    let replace = |(i, c)| if i == at { by } else { c };
    text.chars().enumerate().map(replace).collect()
}

/// One slip of the finger in a word or number: a neighbouring key, two letters swapped, one left out, one twice. The first letter,
/// which people look at, is spared. `None` for texts too short to slip in or where the slip changes nothing.
pub fn typing(text: &str, random: &mut Random) -> Option<String> {
    let letters: Vec<char> = text.chars().collect();
    if letters.len() < 4 {
        return None;
    }
    let at = 1 + usize::try_from(random.below(letters.len() as u64 - 1)).ok()?;
    let here = *letters.get(at)?;
    if here == ' ' {
        return None;
    }
    let written: String = match random.below(10) {
        0..=3 => {
            let (_, neighbours) = NEIGHBOURS.iter().find(|(key, _)| *key == here)?;
            let keys: Vec<char> = neighbours.chars().collect();
            replaced(text, at, *random.pick(&keys)?)
        }
        4 | 5 => {
            let next = *letters.get(at + 1).filter(|c| **c != ' ')?;
            replaced(&replaced(text, at, next), at + 1, here)
        }
        6 | 7 => letters
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != at)
            .map(|(_, c)| *c)
            .collect(),
        _ => letters
            .iter()
            .enumerate()
            .flat_map(|(i, c)| vec![*c; if i == at { 2 } else { 1 }])
            .collect(),
    };
    (written != text && !written.ends_with(' ')).then_some(written)
}

/// One slip of a finger in a number: its length stays.
pub fn typing_in_number(text: &str, random: &mut Random) -> Option<String> {
    let digits: Vec<char> = text.chars().collect();
    let at = usize::try_from(random.below(digits.len() as u64)).ok()?;
    let here = *digits.get(at)?;
    match digits.get(at + 1).copied() {
        Some(next)
            if next != here
                && next.is_ascii_digit() == here.is_ascii_digit()
                && random.chance(400) =>
        {
            Some(replaced(&replaced(text, at, next), at + 1, here))
        }
        _ => {
            let (_, neighbours) = NEIGHBOURS.iter().find(|(key, _)| *key == here)?;
            let keys: Vec<char> = neighbours
                .chars()
                .filter(|k| k.is_ascii_digit() == here.is_ascii_digit())
                .collect();
            Some(replaced(text, at, *random.pick(&keys)?))
        }
    }
}

/// One letter or digit misread by a scanner; in names only letters come out (the reader knows that much). `None` if nothing in the
/// text looks like something else.
pub fn scanner(text: &str, letters_only: bool, random: &mut Random) -> Option<String> {
    let misread: Vec<(usize, char)> = text
        .chars()
        .enumerate()
        .flat_map(|(at, c)| {
            let looks = LOOKALIKES.iter().find(|(of, _)| *of == c);
            looks
                .into_iter()
                .flat_map(move |(_, others)| others.chars().map(move |o| (at, o)))
        })
        .filter(|(_, other)| !letters_only || other.is_ascii_alphabetic())
        .collect();
    let (at, other) = *random.pick(&misread)?;
    Some(replaced(text, at, other))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_slip_changes_at_most_two_places(seed: u64, name in "[A-Z]{4,12}( [A-Z]{4,12})?") {
            let mut random = Random::new(seed, Purpose::Recording, 0);
            if let Some(written) = typing(&name, &mut random) {
                prop_assert_ne!(&written, &name);
                prop_assert!(written.len().abs_diff(name.len()) <= 1);
                prop_assert_eq!(written.chars().next(), name.chars().next());
                let common = written.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
                let tail = written.bytes().rev().zip(name.bytes().rev()).take_while(|(a, b)| a == b).count();
                prop_assert!(common + tail + 2 >= name.len());
            }
        }

        #[test]
        fn numbers_keep_their_form(seed: u64, number in "[A-Z][0-9]{7}") {
            let mut random = Random::new(seed, Purpose::Recording, 0);
            if let Some(written) = typing_in_number(&number, &mut random) {
                prop_assert_ne!(&written, &number);
                prop_assert_eq!(written.len(), number.len());
                prop_assert!(written[1..].bytes().all(|b| b.is_ascii_digit()));
            }
        }

        #[test]
        fn a_scanner_misreads_one_letter(seed: u64, name in "[A-Z ]{1,30}") {
            let mut random = Random::new(seed, Purpose::Recording, 0);
            if let Some(written) = scanner(&name, true, &mut random) {
                prop_assert_eq!(written.bytes().zip(name.bytes()).filter(|(a, b)| a != b).count(), 1);
                prop_assert!(written.bytes().all(|b| b.is_ascii_uppercase() || b == b' '));
            }
        }
    }
}
