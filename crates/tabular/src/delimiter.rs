//! Which character stands between the fields.

/// What may stand between fields; the first wins where nothing decides.
const CANDIDATES: [u8; 4] = *b",;\t|";

/// So many lines decide.
const LINES: usize = 20;

/// The delimiter of a text: the one that divides its first lines most evenly into most fields.
pub(crate) fn sniff(text: &[u8]) -> u8 {
    let lines: Vec<&[u8]> = text
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.trim_ascii().is_empty())
        .take(LINES)
        .collect();
    let score = |delimiter: u8| {
        let counts: Vec<usize> = lines
            .iter()
            .map(|line| outside_quotes(line, delimiter))
            .collect();
        let (Some(first), Some(most)) = (counts.first(), counts.iter().max()) else {
            return 0;
        };
        // The count most lines share, weighed by how many share it: titles above the header may have none.
        let shared = |count: usize| counts.iter().filter(|c| **c == count).count() * count;
        shared(*first).max(shared(*most))
    };
    let mut best = (0, b',');
    for delimiter in CANDIDATES {
        let score = score(delimiter);
        if score > best.0 {
            best = (score, delimiter);
        }
    }
    best.1
}

fn outside_quotes(line: &[u8], delimiter: u8) -> usize {
    let mut inside = false;
    let mut count = 0;
    for byte in line {
        inside ^= *byte == b'"';
        count += usize::from(!inside && *byte == delimiter);
    }
    count
}

/// The delimiter that a first line `sep=;` of a spreadsheet declares, and the length of that line.
pub(crate) fn declared(text: &[u8]) -> Option<(u8, usize)> {
    let end = memchr::memchr(b'\n', text)?;
    match text.get(..end)?.trim_ascii() {
        [b's', b'e', b'p', b'=', delimiter] => Some((*delimiter, end + 1)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_one_that_divides_evenly() {
        for (text, expected) in [
            ("a,b,c\n1,2,3\n", b','),
            ("a;b;c\n1,5;2,5;3,5\n", b';'),
            ("a\tb\n1, 2\t3\n", b'\t'),
            ("a|b|c\n", b'|'),
            ("nama\nSITI\n", b','),
            ("", b','),
            ("\"a;b\",c\n\"x;y\",z\n", b','),
            (
                "Daftar penumpang, 12 Maret 2026\n\nno;nama;paspor\n1;A;B\n2;C;D\n",
                b';',
            ),
        ] {
            assert_eq!(sniff(text.as_bytes()), expected, "{text:?}");
        }
    }

    #[test]
    fn a_spreadsheet_may_say_it() {
        assert_eq!(declared(b"sep=;\r\na;b\n"), Some((b';', 7)));
        assert_eq!(declared(b"a;b\n"), None);
    }
}
