//! Two words of names that are neither written nor sound the same: is one a way to write the other?

use super::name::How;
use crate::record::{Edit, Token};
use rapidfuzz::distance::osa;

/// A word of fewer letters is another word if a letter differs.
const LEAST_FOR_SLIP: u32 = 3;
/// A word of no more letters may as well be another name if a letter differs.
const TOO_SHORT: u32 = 4;
/// Two slips are believed in a word of so many letters.
const LEAST_FOR_TWO_SLIPS: u32 = 8;
/// A word is taken for the beginning of a longer one from so many letters on.
const LEAST_FOR_CUT: u32 = 3;

/// How one word stands for the other, if it does. `may_be_cut`: the name is as long as a line that cuts names, and one of
/// the two is its last word.
pub(super) fn alike(a: Token, b: Token, may_be_cut: bool) -> Option<How> {
    if a.len() == 1 || b.len() == 1 {
        let same = a.first() == b.first() && a.len() != b.len();
        return same.then_some(if may_be_cut { How::Cut } else { How::Initial });
    }
    let how = by_slip(a, b).or_else(|| {
        let least = if may_be_cut { 1 } else { LEAST_FOR_CUT };
        (a.begins(b, least) || b.begins(a, least)).then_some(How::Cut)
    })?;
    // Both are usual names: rather two names than one name and a slip. At the end of a line anything may be cut.
    let two_names = a.is_known() && b.is_known() && !(how == How::Cut && may_be_cut);
    Some(if two_names { How::OtherName } else { how })
}

fn by_slip(a: Token, b: Token) -> Option<How> {
    let (short, long) = (a.len().min(b.len()), a.len().max(b.len()));
    if short < LEAST_FOR_SLIP {
        return None;
    }
    if a.one_slip_from(b) {
        let edit = a.edit_to(b);
        return Some(
            if written_for_each_other(edit, short) || glide(edit, a, b) {
                How::Alike
            } else if long <= TOO_SHORT || makes_another_name(edit, short) {
                How::OtherName
            } else {
                How::Slip
            },
        );
    }
    // Two slips only in long words that begin alike.
    if short < LEAST_FOR_TWO_SLIPS || long - short > 2 || !a.may_be_two_slips_from(b) {
        return None;
    }
    let args = osa::Args::default().score_cutoff(2);
    osa::distance_with_args(a.kept_letters(), b.kept_letters(), &args).map(|_| How::Slip)
}

/// Pairs of letters that Indonesian names are written with for each other without meaning another name: Arabic sounds
/// (z/j, z/s, k/q, f/p), the letters of the old spelling (j/y, c/k), half-open vowels (a/o, o/u, e/i).
/// General knowledge, as the rules of `names.toml`; here because they hold between two words, not in one.
const WRITTEN_FOR_EACH_OTHER: [(u8, u8); 14] = [
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
fn written_for_each_other(edit: Edit, length: u32) -> bool {
    match edit {
        Edit::Changed { at, from, to } => {
            let pair = (from.min(to), from.max(to));
            // A last vowel tells names apart: Susilo and Susila, Yanti and Yanto.
            let last_vowel = is_vowel(from) && at + 1 == length;
            WRITTEN_FOR_EACH_OTHER.contains(&pair) && !last_vowel && length > 3
        }
        Edit::Added { at, letter } => letter == b'H' && at > 0 && length > 4,
        Edit::Swapped | Edit::Beyond => false,
    }
}

/// Is the edit a `j` of the old spelling behind an `i`, where today's spelling leaves out the `y` (Ijus for Iyus)?
fn glide(edit: Edit, a: Token, b: Token) -> bool {
    let long = if a.len() > b.len() { a } else { b };
    match edit {
        Edit::Added { at, letter: b'J' } => at > 0 && long.letter(at - 1) == b'I',
        _ => false,
    }
}

/// Does the edit change the last vowel to another, as between a man's and a woman's name (Yanto and Yanti)?
fn makes_another_name(edit: Edit, length: u32) -> bool {
    match edit {
        Edit::Changed { at, from, to } => at + 1 == length && is_vowel(from) && is_vowel(to),
        _ => false,
    }
}

fn is_vowel(letter: u8) -> bool {
    matches!(letter, b'A' | b'E' | b'I' | b'O' | b'U')
}
