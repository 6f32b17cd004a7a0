//! From the bytes of a component to text.

use compact_str::CompactString;

/// Release characters and line breaks taken out, blanks around it too. What is not UTF-8 is read as ISO 8859-1 (level C of ISO 9735).
pub(crate) fn decode(bytes: &[u8], release: Option<u8>) -> CompactString {
    let bytes = bytes.trim_ascii();
    let plain = |byte: &u8| (b' '..0x7f).contains(byte) && Some(*byte) != release;
    if bytes.iter().all(plain) {
        return CompactString::from_utf8(bytes).unwrap_or_default();
    }
    rewritten(bytes, release, "")
}

/// The same, for prose: a line break stands for a blank.
pub(crate) fn decode_prose(bytes: &[u8], release: Option<u8>) -> CompactString {
    rewritten(bytes.trim_ascii(), release, " ")
}

#[cold]
fn rewritten(bytes: &[u8], release: Option<u8>, line_break: &str) -> CompactString {
    let mut unescaped = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().copied();
    while let Some(byte) = rest.next() {
        match byte {
            byte if Some(byte) == release => unescaped.extend(rest.next()),
            b'\r' => {}
            b'\n' => unescaped.extend_from_slice(line_break.as_bytes()),
            byte if byte < b' ' || byte == 0x7f => {}
            byte => unescaped.push(byte),
        }
    }
    let text = match std::str::from_utf8(&unescaped) {
        Ok(text) => CompactString::from(text.trim()),
        Err(_) => {
            let latin: String = unescaped.iter().copied().map(char::from).collect();
            CompactString::from(latin.trim())
        }
    };
    // A terminator that a word processor made a quotation mark.
    CompactString::from(text.trim_end_matches(['\u{2018}', '\u{2019}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_senders_write_it() {
        for (bytes, expected) in [
            (&b" SITI AMINAH "[..], "SITI AMINAH"),
            (b"O?'NEIL", "O'NEIL"),
            (b"A??B", "A?B"),
            (b"ends with?", "ends with"),
            (b"SMITHJ\r\nR", "SMITHJR"),
            (b"M\xdcLLER", "MÜLLER"),
            ("MÜLLER".as_bytes(), "MÜLLER"),
            ("ABC123\u{2019}".as_bytes(), "ABC123"),
            (b"\x02A\x03", "A"),
            (b"", ""),
        ] {
            assert_eq!(decode(bytes, Some(b'?')), expected);
        }
        assert_eq!(
            decode_prose(b"45 HIGH\r\nSTREET", Some(b'?')),
            "45 HIGH STREET"
        );
        assert_eq!(decode(b"WHO?", None), "WHO?");
    }
}
