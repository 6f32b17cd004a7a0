//! What a row below the header is: a person, a heading, a total, a signature.

use super::{person, route, section::Section, ship};
use crate::Role;
use domain::Column;
use tabular::sheet::{Cell, Row};

/// What a row is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum RowKind {
    Person,
    /// A heading between rows, with the role that it sets for those below.
    Heading(Role),
    /// The numbers of the columns below their names.
    Numbering,
    /// A total or a signature: the list, or a part of it, is over.
    End,
    /// Words that are no person.
    Note,
    /// Cells without a name.
    Nameless,
}

/// Words with which headings between rows begin, and the role that each sets.
const HEADINGS: [(&str, Role); 31] = [
    ("awak", Role::Crew),
    ("abk", Role::Crew),
    ("anak buah", Role::Crew),
    ("crew", Role::Crew),
    ("kru", Role::Crew),
    ("daftar awak", Role::Crew),
    ("daftar abk", Role::Crew),
    ("daftar anak buah", Role::Crew),
    ("daftar kru", Role::Crew),
    ("crewlist", Role::Crew),
    ("list of crew", Role::Crew),
    ("transit", Role::Transit),
    ("in transit", Role::Transit),
    ("penumpang transit", Role::Transit),
    ("passenger transit", Role::Transit),
    ("passengers in transit", Role::Transit),
    ("penumpang", Role::Passenger),
    ("daftar penumpang", Role::Passenger),
    ("passenger", Role::Passenger),
    ("passengers", Role::Passenger),
    ("list of passengers", Role::Passenger),
    ("pax", Role::Passenger),
    ("dewasa", Role::Passenger),
    ("adult", Role::Passenger),
    ("adults", Role::Passenger),
    ("anak", Role::Passenger),
    ("child", Role::Passenger),
    ("children", Role::Passenger),
    ("bayi", Role::Passenger),
    ("infant", Role::Passenger),
    ("infants", Role::Passenger),
];

/// Words with which totals begin.
const TOTALS: [&str; 8] = [
    "jumlah",
    "jml",
    "total",
    "grand total",
    "sub total",
    "subtotal",
    "rekap",
    "rekapitulasi",
];

/// Words with which signatures and remarks below a list begin.
const SIGNATURES: [&str; 24] = [
    "nakhoda",
    "nahkoda",
    "master",
    "captain",
    "kapten",
    "mengetahui",
    "hormat",
    "petugas",
    "agen",
    "agent",
    "tanda tangan",
    "ttd",
    "signature",
    "signed",
    "syahbandar",
    "dibuat",
    "diperiksa",
    "disetujui",
    "catatan",
    "note",
    "notes",
    "halaman",
    "page",
    "dicetak",
];

/// Lower case words with single blanks; numbering such as `A.` or `II.` before them is left out.
fn plain(text: &str) -> String {
    let words: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let numbering = |word: &str| {
        word.len() == 1
            || word.chars().all(|c| matches!(c, 'i' | 'v' | 'x'))
            || word.parse::<u8>().is_ok()
    };
    if words.len() > 1 && words.first().is_some_and(|word| numbering(word)) {
        words.remove(0);
    }
    words.join(" ")
}

fn begins(words: &str, with: &str) -> bool {
    words
        .strip_prefix(with)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// The role that a cell or a heading names.
pub(super) fn role_named(text: &str) -> Option<Role> {
    let words = plain(text);
    // A Balinese name, not a heading above children.
    if begins(&words, "anak agung") {
        return None;
    }
    // The longer beginning says more: `anak buah kapal` are no children.
    HEADINGS
        .iter()
        .filter(|(word, _)| begins(&words, word))
        .max_by_key(|(word, _)| word.len())
        .map(|(_, role)| *role)
}

fn is_total(text: &str) -> bool {
    let words = plain(text);
    TOTALS.iter().any(|word| begins(&words, word))
}

fn is_signature(text: &str) -> bool {
    let words = plain(text);
    SIGNATURES.iter().any(|word| begins(&words, word))
}

/// `Batam, 22 November 2026`: a place and a day, as above a signature.
fn is_dated(text: &str) -> bool {
    let month = |word: &str| word.len() >= 3 && word.chars().all(char::is_alphabetic);
    let year =
        |word: &str| word.len() == 4 && word.starts_with("20") && word.parse::<u16>().is_ok();
    let words: Vec<&str> = text.split_whitespace().collect();
    matches!(words.as_slice(), [.., day, name, last]
        if day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day)) && month(name) && year(last))
}

/// Tells what a row is. `ended`: a total or a signature stood above it.
pub(super) fn kind(row: &Row, section: &Section, ended: bool) -> RowKind {
    let texts = row.texts();
    let Some(first) = texts.first() else {
        return RowKind::Note;
    };
    if is_numbering(row) {
        return RowKind::Numbering;
    }
    let name = section.name_text(row);
    let particulars = has_particulars(row, section);
    if is_total(first) && !particulars {
        return RowKind::End;
    }
    if let [only] = texts.as_slice() {
        if let Some(role) = role_named(only) {
            return RowKind::Heading(role);
        }
        if is_signature(only) || is_dated(only) {
            return RowKind::End;
        }
        let named = !name.is_empty() && !is_title(only);
        let letters = only.chars().filter(|c| c.is_alphabetic()).count();
        return if named && !ended && letters >= 2 {
            RowKind::Person
        } else {
            RowKind::Note
        };
    }
    if particulars {
        return if name.is_empty() {
            RowKind::Nameless
        } else {
            RowKind::Person
        };
    }
    // A rank in a crew list is a word of signatures, too: only what begins the row counts.
    let ends = |text: &str| is_signature(text) || is_total(text);
    let numbered = is_numbered(row, section);
    if !numbered && (ends(first) || ends(&name)) || texts.iter().any(|text| is_dated(text)) {
        return RowKind::End;
    }
    if name.is_empty() || is_title(&name) {
        return RowKind::Note;
    }
    // Below a total only a numbered row is still one of the list.
    if ended && !numbered {
        return RowKind::Note;
    }
    RowKind::Person
}

/// Whether a text in the place of a name is the title of another list: a ship, a route, a word with a colon.
fn is_title(text: &str) -> bool {
    let ports = route::ports(text);
    let route = ports.len() > 1 && ports.iter().all(|port| port.city().is_some());
    route || ship::named(text).is_some() || person::without_label(text).contains(':')
}

/// Whether a row holds a number of a document or a date of birth: the marks of a person.
fn has_particulars(row: &Row, section: &Section) -> bool {
    let digits = |cell: &Cell| match cell {
        Cell::Empty => 0,
        Cell::Date(_) => 8,
        cell => cell.text().bytes().filter(u8::is_ascii_digit).count(),
    };
    [
        (Column::PassportNumber, 5),
        (Column::DocumentNumber, 5),
        (Column::Nik, 5),
        (Column::BirthDate, 3),
    ]
    .into_iter()
    .any(|(column, least)| {
        section
            .cells(row, column)
            .any(|(_, cell)| digits(cell) >= least)
    })
}

fn is_numbered(row: &Row, section: &Section) -> bool {
    let mut numbers = section.cells(row, Column::RowNumber);
    numbers.any(|(_, cell)| cell.text().trim_end_matches('.').parse::<u32>().is_ok())
}

/// `1 2 3 4 ..` below the header, as official forms number their columns.
fn is_numbering(row: &Row) -> bool {
    let numbers: Vec<Option<u32>> = row
        .cells
        .iter()
        .filter(|cell| !cell.is_empty())
        .map(|cell| cell.text().trim_matches(['(', ')', '.', ' ']).parse().ok())
        .collect();
    let rising = numbers
        .windows(2)
        .all(|pair| matches!(pair, [Some(a), Some(b)] if *b == a + 1));
    numbers.len() >= 3 && rising && matches!(numbers.first(), Some(Some(0 | 1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_set_a_role() {
        for (text, expected) in [
            ("AWAK KAPAL / CREW", Some(Role::Crew)),
            ("A. Anak Buah Kapal", Some(Role::Crew)),
            ("II. PENUMPANG DEWASA", Some(Role::Passenger)),
            ("ANAK", Some(Role::Passenger)),
            ("Anak-anak", Some(Role::Passenger)),
            ("PENUMPANG TRANSIT", Some(Role::Transit)),
            ("Crew", Some(Role::Crew)),
            ("ANAK AGUNG GDE RAKA", None),
            ("ABKARI", None),
            ("SITI AMINAH", None),
        ] {
            assert_eq!(role_named(text), expected, "{text}");
        }
    }

    #[test]
    fn what_ends_a_list() {
        assert!(is_total("Jumlah: 45"));
        assert!(is_total("GRAND TOTAL"));
        assert!(!is_total("TOTALIA SARI"));
        assert!(is_signature("Nakhoda,"));
        assert!(!is_signature("MASTERI"));
        assert!(is_dated("Batam, 22 November 2026"));
        assert!(!is_dated("SITI 22"));
    }
}
