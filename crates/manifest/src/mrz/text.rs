//! From bytes to lines of zone characters: what scanners, keyboards and text recognition add or replace is taken back.

/// A character that does not occur in a machine-readable zone and could not be taken for one.
pub(super) const FOREIGN: u8 = b'?';

/// One line of the input, cleaned: capitals, digits, fillers and [`FOREIGN`].
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// Number in the input, counted from 1.
    pub number: u64,
    /// Each character with its byte offset in the input.
    pub characters: Vec<(u8, u64)>,
    /// Characters that were not blank.
    pub written: usize,
}

/// Divides the input into lines that are not blank.
pub(super) fn lines(input: &[u8]) -> Vec<Line> {
    let mut lines = Vec::new();
    let mut raw: Vec<(char, u64)> = Vec::new();
    let mut number = 1;
    let mut offset = 0;
    let mut after_return = false;
    let mut end_line = |raw: &mut Vec<(char, u64)>, number: u64| {
        let line = clean(raw, number);
        if line.written > 0 {
            lines.push(line);
        }
        raw.clear();
    };
    for chunk in input.utf8_chunks() {
        let whole = chunk.valid().chars().map(|c| (c, c.len_utf8()));
        // A byte that is not UTF-8 is Windows-1252, as older scanners write it.
        let broken = chunk.invalid().iter().map(|byte| {
            let character = match byte {
                0x8B => '‹',
                0xAB => '«',
                _ => '\u{FFFD}',
            };
            (character, 1)
        });
        for (character, length) in whole.chain(broken) {
            match character {
                // `\r\n` is one line end, `\r` alone, as keyboard wedges send it, too.
                '\n' if after_return => {}
                '\n' | '\r' | '\u{2028}' | '\u{0C}' => {
                    end_line(&mut raw, number);
                    number += 1;
                }
                _ => raw.push((character, offset)),
            }
            after_return = character == '\r';
            offset += length as u64;
        }
    }
    end_line(&mut raw, number);
    lines
}

fn clean(raw: &[(char, u64)], number: u64) -> Line {
    let mut single = Line {
        number,
        ..Line::default()
    };
    for &(character, offset) in raw {
        if character.is_whitespace() || character.is_control() || is_invisible(character) {
            continue;
        }
        single.written += 1;
        single.characters.push((zone_character(character), offset));
    }
    // Text recognition writes `«` for one filler or for two: whichever gives a line of the standard.
    let standard = |length: usize| matches!(length, 30 | 36 | 44 | 72 | 88 | 90);
    if standard(single.characters.len()) || !raw.iter().any(|(c, _)| is_double(*c)) {
        return single;
    }
    let doubled = raw
        .iter()
        .filter(|(c, _)| !c.is_whitespace() && !c.is_control() && !is_invisible(*c))
        .flat_map(|&(c, offset)| {
            std::iter::repeat_n((zone_character(c), offset), 1 + usize::from(is_double(c)))
        })
        .collect();
    Line {
        characters: doubled,
        ..single
    }
}

fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{AD}' | '\u{2060}'
    )
}

fn is_double(character: char) -> bool {
    matches!(character, '«' | '≪' | '《')
}

fn zone_character(character: char) -> u8 {
    // Full-width forms lie a fixed distance above ASCII.
    let character = match u32::from(character) {
        code @ 0xFF01..=0xFF5E => char::from_u32(code - 0xFEE0).unwrap_or(character),
        _ => character,
    };
    match character.to_ascii_uppercase() {
        plain @ ('A'..='Z' | '0'..='9' | '<') => u8::try_from(plain).unwrap_or(FOREIGN),
        '‹' | '〈' | '⟨' | '≤' | '-' | '_' | '–' | '—' => b'<',
        double if is_double(double) => b'<',
        _ => FOREIGN,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(input: &[u8], expected: &[(u64, &str)]) {
        let read: Vec<(u64, String)> = lines(input)
            .iter()
            .map(|line| {
                let text = line.characters.iter().map(|(c, _)| char::from(*c));
                (line.number, text.collect())
            })
            .collect();
        let read: Vec<(u64, &str)> = read.iter().map(|(n, t)| (*n, t.as_str())).collect();
        assert_eq!(read, expected);
    }

    #[test]
    fn what_scanners_do() {
        check(
            b"p<utoeri ksson\r\n\r\nAB\tC\rD",
            &[(1, "P<UTOERIKSSON"), (3, "ABC"), (4, "D")],
        );
        check("\u{2}P‹UTO＜Ａ\u{FEFF}".as_bytes(), &[(1, "P<UTO<A")]);
        check(b"A\x8BB\xABC\xFFD", &[(1, "A<B<<C?D")]);
        check("]L0 É".as_bytes(), &[(1, "?L0?")]);
        check(b" \n\n", &[]);
    }

    #[test]
    fn a_double_angle_is_what_fits() {
        let two = format!("A«{}", "B".repeat(27));
        assert_eq!(lines(two.as_bytes())[0].characters.len(), 30);
        let one = format!("A«{}", "B".repeat(28));
        assert_eq!(lines(one.as_bytes())[0].characters.len(), 30);
    }

    #[test]
    fn offsets_are_bytes_of_the_input() {
        let line = &lines("‹ B".as_bytes())[0];
        assert_eq!(line.characters, [(b'<', 0), (b'B', 4)]);
    }
}
