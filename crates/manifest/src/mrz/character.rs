//! The characters of a machine-readable zone, their values, and which of them text recognition confuses.

/// The filler, which stands for a blank and for nothing.
pub(super) const FILLER: u8 = b'<';

/// The value of a character in a check digit (Doc 9303-3, 4.9): digits count themselves, `A` is 10, the filler 0.
fn value(character: u8) -> u32 {
    match character {
        b'0'..=b'9' => u32::from(character - b'0'),
        b'A'..=b'Z' => u32::from(character - b'A') + 10,
        _ => 0,
    }
}

/// The check digit of some characters: weights 7, 3, 1 in turn, modulo 10 (Doc 9303-3, 4.9).
pub(super) fn check_digit(characters: impl IntoIterator<Item = u8>) -> u8 {
    let sum: u32 = characters
        .into_iter()
        .zip([7, 3, 1].into_iter().cycle())
        .map(|(character, weight)| value(character) * weight)
        .sum();
    b'0' + u8::try_from(sum % 10).unwrap_or(0)
}

/// What a character may have been before it was misread: letters for a digit, digits for a letter, the likelier first.
pub(super) fn twins(character: u8) -> &'static [u8] {
    match character {
        b'0' => b"ODQ",
        b'1' => b"IL",
        b'2' => b"Z",
        b'4' => b"A",
        b'5' => b"S",
        b'6' => b"G",
        b'7' => b"T",
        b'8' => b"B",
        b'O' | b'D' | b'Q' | b'U' => b"0",
        b'I' | b'L' => b"1",
        b'Z' => b"2",
        b'A' => b"4",
        b'S' => b"5",
        b'G' => b"6",
        b'T' => b"7",
        b'B' => b"8",
        _ => b"",
    }
}

/// Whether no check digit can tell a character from its twin, because their values differ by a multiple of ten:
/// `G` (16) and `6`, `L` (21) and `1`, `U` (30) and `0`.
pub(super) fn has_hidden_twin(character: u8) -> bool {
    twins(character)
        .iter()
        .any(|twin| value(*twin).abs_diff(value(character)).is_multiple_of(10))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_of_the_standard() {
        // Doc 9303-3, 4.9 and part 4, appendix A.
        for (text, digit) in [
            ("520727", b'3'),
            ("AB2134<<<", b'5'),
            ("L898902C3", b'6'),
            ("740812", b'2'),
            ("120415", b'9'),
            ("ZE184226B<<<<<", b'1'),
        ] {
            assert_eq!(check_digit(text.bytes()), digit, "{text}");
        }
    }

    #[test]
    fn which_twins_hide() {
        let hidden: String = (b'0'..=b'Z')
            .filter(|c| has_hidden_twin(*c))
            .map(char::from)
            .collect();
        assert_eq!(hidden, "16GLU");
    }
}
