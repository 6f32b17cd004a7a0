//! Finding where segments end, also where terminators were lost on the way.

use super::segment::Marks;
use super::separators::{self, Separators};
use super::tag;

/// A segment longer than this has lost its terminator; nothing legitimate comes near.
pub(crate) const LONGEST_SEGMENT: usize = 1 << 20;

/// How a segment ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// With its terminator.
    Terminated,
    /// With its terminator, behind another that was not released and belongs to the text: `O'NEIL`.
    Doubtful,
    /// Without one: the next segment begins behind a line break, or behind a terminator that was released.
    Lost,
    /// Where the input ends.
    EndOfInput,
    /// It is longer than any segment may be.
    TooLong,
}

/// Where the content of a segment ends, where the next one may begin, and how it ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct End {
    pub content: usize,
    pub next: usize,
    pub ending: Ending,
}

/// The end of a segment of printable ASCII without release characters, and the separators among its first 64 bytes: nearly every
/// segment. `None` for any other, and where fewer than eight bytes are left.
///
/// Eight bytes are looked at together. For each comparison a word holds `80` in the bytes that are equal (Warren, *Hacker's
/// Delight*, 6-1).
#[inline]
pub(crate) fn end_of_plain_segment(bytes: &[u8], separators: Separators) -> Option<(usize, Marks)> {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    const HIGH: u64 = !LOW;
    let zeros = |word: u64| !(((word & LOW) + LOW) | word | LOW);
    let repeated = |byte: u8| u64::from(byte) * 0x0101_0101_0101_0101;
    // The highest bit of each byte, the first byte lowest: no two partial products meet.
    let gathered = |word: u64| (word >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    let terminator = repeated(separators.terminator);
    let element = repeated(separators.element);
    let component = repeated(separators.component);
    // Without a release character a control character stands in, which stops the search in any case.
    let release = repeated(separators.release.unwrap_or(0));
    let mut marks = Marks::default();
    let (words, _) = bytes.as_chunks::<8>();
    for (at, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let ends = zeros(word ^ terminator);
        let control = zeros(word & 0xe0e0_e0e0_e0e0_e0e0) | zeros(word ^ LOW);
        let unusual = zeros(word ^ release) | control | word & HIGH;
        if at < 8 {
            marks.elements |= gathered(zeros(word ^ element)) << (8 * at);
            marks.components |= gathered(zeros(word ^ component)) << (8 * at);
        }
        if ends | unusual != 0 {
            let end = ends.trailing_zeros();
            let length = at * 8 + end as usize / 8;
            return (end < unusual.trailing_zeros()).then(|| (length, marks.before(length)));
        }
    }
    None
}

/// Finds the end of the segment at the beginning of `bytes`; `None` if more input is needed. `last`: no more input will come.
pub(crate) fn end_of_segment(bytes: &[u8], separators: Separators, last: bool) -> Option<End> {
    let mut from = 0;
    let mut ending = Ending::Terminated;
    loop {
        let found = memchr::memchr(separators.terminator, bytes.get(from..)?);
        let Some(at) = found.map(|found| from + found) else {
            return unterminated(bytes, separators, last);
        };
        if !is_released(bytes, at, separators.release) {
            if is_text(bytes, at + 1, separators, last)? {
                ending = Ending::Doubtful;
                from = at + 1;
                continue;
            }
            let end = End {
                content: at,
                next: at + 1,
                ending,
            };
            return Some(lost_before(bytes, at, separators).unwrap_or(end));
        }
        // `WHO?'NAD+FL`: a system that does not release its question marks.
        if next_segment_at(bytes, at + 1, separators).is_some() {
            let end = End {
                content: at,
                next: at + 1,
                ending: Ending::Lost,
            };
            return Some(lost_before(bytes, at, separators).unwrap_or(end));
        }
        from = at + 1;
    }
}

/// How far behind an apostrophe its name may end.
const TEXT_REACH: usize = 64;

/// Whether text goes on behind a terminator: no tag follows it, but soon another terminator. `None` if more input is needed.
fn is_text(bytes: &[u8], at: usize, separators: Separators, last: bool) -> Option<bool> {
    let rest = bytes.get(at..).unwrap_or_default();
    let Some(first) = rest.first() else {
        return last.then_some(false);
    };
    // Behind the last segment of a message or an interchange anything may stand.
    if !first.is_ascii_alphanumeric() || bytes.starts_with(b"UNZ") || bytes.starts_with(b"UNT") {
        return Some(false);
    }
    let tag = rest
        .iter()
        .take_while(|byte| byte.is_ascii_alphanumeric())
        .count();
    if tag == 3 && rest.len() > 3 || separators::begins(rest) {
        return Some(false);
    }
    let near = rest.get(..TEXT_REACH).unwrap_or(rest);
    match memchr::memchr(separators.terminator, near) {
        // A tag may still grow to three letters.
        _ if rest.len() < TEXT_REACH && !last => None,
        Some(end) => {
            let text = near.get(..end).unwrap_or_default();
            Some(memchr::memchr2(b'\r', b'\n', text).is_none())
        }
        None => Some(false),
    }
}

/// Whether what follows a terminator plainly is the next segment, or a line break before it.
#[inline]
pub(crate) fn is_next_segment(behind: &[u8], separators: Separators) -> bool {
    match behind {
        [tag @ .., separator] if behind.len() == 4 => {
            *separator == separators.element && tag.iter().all(u8::is_ascii_uppercase)
                || matches!(tag, [b'\r' | b'\n' | b' ', ..])
        }
        _ => false,
    }
}

fn unterminated(bytes: &[u8], separators: Separators, last: bool) -> Option<End> {
    if let Some(lost) = lost_before(bytes, bytes.len(), separators)
        // The tag behind the break is whole only if something follows it.
        && (last || lost.next + 4 <= bytes.len())
    {
        return Some(lost);
    }
    let (limit, ending) = match last {
        true => (bytes.len(), Ending::EndOfInput),
        false if bytes.len() > LONGEST_SEGMENT => (LONGEST_SEGMENT, Ending::TooLong),
        false => return None,
    };
    Some(End {
        content: limit,
        next: limit,
        ending,
    })
}

/// Whether the byte at a position has an odd number of release characters before it.
fn is_released(bytes: &[u8], at: usize, release: Option<u8>) -> bool {
    let Some(release) = release else { return false };
    let before = bytes.get(..at).unwrap_or_default();
    if before.last() != Some(&release) {
        return false;
    }
    let run = before.iter().rev().take_while(|byte| **byte == release);
    run.count() % 2 == 1
}

/// The first place before `end` where a terminator was lost: a line break or a typographic quotation mark (what word
/// processors make of `'`) behind which a segment begins.
fn lost_before(bytes: &[u8], end: usize, separators: Separators) -> Option<End> {
    let bytes = bytes.get(..end)?;
    let mut from = 0;
    while let Some(at) = next_break(bytes, from) {
        let behind = if is_break(bytes, at) { at } else { at + 1 };
        if let Some(next) = next_segment_at(bytes, behind, separators) {
            // The quotation mark goes with the terminator that it stands for.
            let text = bytes.get(..at).unwrap_or_default();
            let mark = if is_break(bytes, at) {
                b""
            } else {
                &b"\xe2\x80"[..]
            };
            return Some(End {
                content: text.strip_suffix(mark).unwrap_or(text).len(),
                next,
                ending: Ending::Lost,
            });
        }
        from = at + 1;
    }
    None
}

fn is_break(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b'\r' | b'\n'))
}

/// The next line break or last byte of a typographic quotation mark (UTF-8 `E2 80 99`, Windows-1252 `92`).
fn next_break(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    let found = if rest.is_ascii() {
        memchr::memchr2(b'\r', b'\n', rest)
    } else {
        rest.iter()
            .position(|byte| matches!(byte, b'\r' | b'\n' | 0x98 | 0x99 | 0x92))
    };
    found.map(|found| from + found)
}

/// Behind the blanks at a position: the beginning of a segment, told by its tag and an element separator.
fn next_segment_at(bytes: &[u8], at: usize, separators: Separators) -> Option<usize> {
    let rest = bytes.get(at..)?;
    let blanks = rest
        .iter()
        .take_while(|byte| byte.is_ascii_whitespace())
        .count();
    let rest = rest.get(blanks..)?;
    let begins = match rest.first_chunk() {
        Some(b"UNA") => separators::begins(rest),
        Some(tag) => {
            let behind = rest.get(3).is_some_and(|b| *b == separators.element);
            behind && tag::is_known(tag)
        }
        None => false,
    };
    begins.then_some(at + blanks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, content: &str, ending: Ending) {
        let end = end_of_segment(text.as_bytes(), Separators::default(), true).unwrap();
        assert_eq!(&text[..end.content], content, "{text:?}");
        assert_eq!(end.ending, ending, "{text:?}");
    }

    #[test]
    fn terminated_released_or_lost() {
        check("ATT+2++M'DTM", "ATT+2++M", Ending::Terminated);
        check("FTX+A?'B'X", "FTX+A?'B", Ending::Terminated);
        check("FTX+A??'BGM+1'", "FTX+A??", Ending::Terminated);
        check("FTX+WHO?'NAD+FL'", "FTX+WHO?", Ending::Lost);
        check("SSR+A\r\nTVL+1'", "SSR+A", Ending::Lost);
        check("SSR+A\u{2019}\nUNT+1'", "SSR+A", Ending::Lost);
        check("SSR+A\u{2019}TVL+1'", "SSR+A", Ending::Lost);
        check(
            "IFT+4+DO NOT\nTVL'X",
            "IFT+4+DO NOT\nTVL",
            Ending::Terminated,
        );
        check(
            "NAD+FL+++O'NEIL:ANNA'ATT+2++F'",
            "NAD+FL+++O'NEIL:ANNA",
            Ending::Doubtful,
        );
        check("UNT+1+1'UNZ+1+1'", "UNT+1+1", Ending::Terminated);
        check("UNZ+1+1'END'", "UNZ+1+1", Ending::Terminated);
        check("UNZ+1+1", "UNZ+1+1", Ending::EndOfInput);
        check("UNT+1\nUNZ+1+1", "UNT+1", Ending::Lost);
    }

    #[test]
    fn a_plain_segment_is_found_fast() {
        let find = |text: &str| end_of_plain_segment(text.as_bytes(), Separators::default());
        let end = |text: &str| find(text).map(|(end, _)| end);
        assert_eq!(end("LOC+178+CGK'LOC+179+SIN'"), Some(11));
        assert_eq!(end("NAD+FL+++AMINAH:SITI'\r\nATT"), Some(20));
        assert_eq!(end("FTX+A?'B'LOC+178"), None);
        assert_eq!(end("FTX+A\r\nB'LOC+178"), None);
        assert_eq!(end("FTX+M\u{dc}LLER'LOC+178"), None);
        assert_eq!(end("FTX+A\x7fB'LOC+178"), None);
        assert_eq!(end("UNT+1'"), None);
        assert_eq!(end(&format!("FTX+{}'LOC+178", "A".repeat(90))), Some(94));
        let marks = Marks {
            elements: 0b1100_1000,
            components: 1 << 15,
        };
        assert_eq!(find("NAD+FL++AMINAHX:SITI'+:+:+LOC"), Some((20, marks)));
    }

    #[test]
    fn more_input_is_asked_for() {
        let separators = Separators::default();
        assert_eq!(end_of_segment(b"NAD+FL", separators, false), None);
        let endless = vec![b'A'; LONGEST_SEGMENT + 1];
        let end = end_of_segment(&endless, separators, false).unwrap();
        assert_eq!(end.ending, Ending::TooLong);
    }
}
