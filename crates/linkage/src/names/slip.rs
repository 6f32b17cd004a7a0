//! How far two words differ by letters: one slip of the hand, or letters that stand for each other.

use super::rewrite::is_vowel;

/// The one change that makes one word of another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edit {
    /// One letter for another.
    Changed { at: usize, from: u8, to: u8 },
    /// One letter more or less.
    Added { at: usize, letter: u8 },
    /// Two neighbours in the wrong order.
    Swapped,
}

/// The one edit between two different words, if one is enough.
pub(super) fn one_edit(a: &[u8], b: &[u8]) -> Option<Edit> {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    if long.len() - short.len() > 1 {
        return None;
    }
    let same = |(a, b): &(&u8, &u8)| a == b;
    let at = short.iter().zip(long).take_while(same).count();
    let (rest, other) = (short.get(at..)?, long.get(at..)?);
    if rest.len() < other.len() {
        let (&letter, after) = other.split_first()?;
        return (after == rest).then_some(Edit::Added { at, letter });
    }
    match (rest, other) {
        ([from, after @ ..], [to, after_other @ ..]) if after == after_other => {
            Some(Edit::Changed {
                at,
                from: *from,
                to: *to,
            })
        }
        ([a, b, after @ ..], [c, d, after_other @ ..])
            if a == d && b == c && after == after_other =>
        {
            Some(Edit::Swapped)
        }
        _ => None,
    }
}

/// Pairs of letters that Indonesian names are written with for each other without meaning another name: Arabic sounds
/// (z/j, z/s, k/q, f/p), the letters of the old spelling (j/y, c/k), half-open vowels (a/o, o/u, e/i).
/// General knowledge, as the rules of `names.toml`; here because they hold between two words, not in one.
const CONFUSED: [(u8, u8); 14] = [
    (b'J', b'Z'),
    (b'S', b'Z'),
    (b'J', b'Y'),
    (b'C', b'K'),
    (b'K', b'Q'),
    (b'F', b'P'),
    (b'F', b'V'),
    (b'P', b'V'),
    (b'D', b'T'),
    (b'I', b'Y'),
    (b'A', b'O'),
    (b'O', b'U'),
    (b'E', b'I'),
    (b'A', b'E'),
];

/// Is the edit one between letters that stand for each other, at a place where they do not make another name?
pub(super) fn sounds_alike(edit: Edit, length: usize) -> bool {
    match edit {
        Edit::Changed { at, from, to } => {
            let pair = (from.min(to), from.max(to));
            // A last vowel tells names apart: Susilo and Susila, Yanti and Yanto.
            CONFUSED.contains(&pair) && !(is_vowel(from) && at + 1 == length) && length > 3
        }
        Edit::Added { at, letter } => letter == b'H' && at > 0 && length > 4,
        Edit::Swapped => false,
    }
}

/// Does the edit change the last vowel between `o` and a vowel of women's names (Yanto and Yanti)?
pub(super) fn makes_another_name(edit: Edit, length: usize) -> bool {
    match edit {
        Edit::Changed { at, from, to } => at + 1 == length && is_vowel(from) && is_vowel(to),
        _ => false,
    }
}
