//! Text in UTF-16, as Windows saves it and passes it from one program to the next.

type Unit = fn([u8; 2]) -> u16;

/// In which order the two bytes of a unit stand, and how many bytes the mark before the text takes; `None` for another encoding.
fn order(bytes: &[u8]) -> Option<(Unit, usize)> {
    match bytes {
        [0xff, 0xfe, ..] => Some((u16::from_le_bytes, 2)),
        [0xfe, 0xff, ..] => Some((u16::from_be_bytes, 2)),
        // Without a mark: Latin letters, of which every other byte is zero.
        [1..=255, 0, 1..=255, 0, ..] => Some((u16::from_le_bytes, 0)),
        [0, 1..=255, 0, 1..=255, ..] => Some((u16::from_be_bytes, 0)),
        _ => None,
    }
}

/// Whether a text seems to be UTF-16.
pub(crate) fn seems(bytes: &[u8]) -> bool {
    order(bytes).is_some()
}

/// The text, if it seems to be UTF-16; what is not, is replaced by U+FFFD.
pub(crate) fn decode(bytes: &[u8]) -> Option<String> {
    let (unit, mark) = order(bytes)?;
    let units = bytes.get(mark..)?.as_chunks().0.iter().copied().map(unit);
    let characters = char::decode_utf16(units);
    Some(
        characters
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn with_a_mark_and_without() {
        let le =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_le_bytes).collect() };
        let be =
            |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
        for text in ["P<IDN", "NAD+MÜLLER"] {
            let marked = format!("\u{feff}{text}");
            for bytes in [le(text), be(text), le(&marked), be(&marked)] {
                assert_eq!(decode(&bytes).as_deref(), Some(text));
            }
            assert_eq!(decode(text.as_bytes()), None);
        }
        assert_eq!(decode(b"\xff\xfeA\0\x00\xd8").as_deref(), Some("A\u{fffd}"));
        assert_eq!(decode(b"PK\x03\x04\0\0"), None);
        assert_eq!(decode(b""), None);
    }
}
