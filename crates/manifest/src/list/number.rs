//! Numbers of documents as lists write them, and as spreadsheets spoil them.

use domain::{DocumentKind, Nik};
use tabular::sheet::Cell;

/// What a cell with numbers of documents says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Numbers {
    /// Each number with its kind, where a word before it or its form tells; none for a dash.
    Read(Vec<(Option<DocumentKind>, String)>),
    /// A spreadsheet kept the number with fewer digits than it has: `3.50714E+15`.
    Damaged,
}

/// Words before a number, and what they say it is.
const LABELS: [(&str, Option<DocumentKind>); 12] = [
    ("PASPOR", Some(DocumentKind::Passport)),
    ("PASSPORT", Some(DocumentKind::Passport)),
    ("PASPORT", Some(DocumentKind::Passport)),
    ("PPT", Some(DocumentKind::Passport)),
    ("KTP", Some(DocumentKind::IdentityCard)),
    ("NIK", Some(DocumentKind::IdentityCard)),
    ("IC", Some(DocumentKind::IdentityCard)),
    ("SPLP", Some(DocumentKind::LaissezPasser)),
    ("SEAMAN BOOK", Some(DocumentKind::SeafarerDocument)),
    ("BUKU PELAUT", Some(DocumentKind::SeafarerDocument)),
    ("NOMOR", None),
    ("NO", None),
];

/// Reads the numbers of one cell: blanks, points and hyphens inside them are left out; `A1234567 / 3507..` are two.
pub(super) fn read(cell: &Cell) -> Numbers {
    let text = cell.text();
    match cell {
        // Fifteen digits are kept: a number of sixteen that ends in 0 lost its last one.
        Cell::Number(number) if number.fract() != 0.0 => return Numbers::Damaged,
        Cell::Number(_) if text.len() > 16 || (text.len() == 16 && text.ends_with('0')) => {
            return Numbers::Damaged;
        }
        Cell::Text(text) if is_scientific(text) => return Numbers::Damaged,
        _ => {}
    }
    let numbers = text
        .split(['/', ';', ',', '\n'])
        .map(number)
        .filter(|(_, number)| number.bytes().any(|b| b.is_ascii_digit()));
    Numbers::Read(numbers.collect())
}

fn number(part: &str) -> (Option<DocumentKind>, String) {
    let upper = part.trim().to_uppercase();
    let mut rest = upper.as_str();
    let mut kind = None;
    while let Some((after, said)) = LABELS.iter().find_map(|(label, said)| {
        let after = rest.strip_prefix(label)?;
        after.starts_with([' ', '.', ':']).then_some((after, *said))
    }) {
        rest = after.trim_start_matches([' ', '.', ':']);
        kind = said.or(kind);
    }
    let number: String = rest.chars().filter(|c| c.is_alphanumeric()).collect();
    if kind.is_none() && number.len() == 16 && Nik::read(&number).is_ok() {
        kind = Some(DocumentKind::IdentityCard);
    }
    (kind, number)
}

/// `3.50714E+15`, `3,50714E+15`.
fn is_scientific(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.trim().split_once(['E', 'e']) else {
        return false;
    };
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let exponent = exponent.strip_prefix('+');
    let whole = mantissa.split(['.', ',']).collect::<Vec<_>>();
    exponent.is_some_and(digits) && whole.len() <= 2 && whole.iter().all(|part| digits(part))
}

/// The kind of document that a word names.
pub(super) fn kind_named(words: &str) -> Option<DocumentKind> {
    let words = words.to_lowercase();
    let has = |part: &str| words.contains(part);
    if has("pelaut") || has("seaman") || has("seafarer") {
        Some(DocumentKind::SeafarerDocument)
    } else if has("splp") || has("laissez") {
        Some(DocumentKind::LaissezPasser)
    } else if has("pas") || words == "p" {
        Some(DocumentKind::Passport)
    } else if has("ktp")
        || has("nik")
        || has("identi")
        || matches!(words.as_str(), "ic" | "id" | "i")
    {
        Some(DocumentKind::IdentityCard)
    } else if has("visa") {
        Some(DocumentKind::Visa)
    } else {
        None
    }
}

/// Whether a number has the form of passports: up to two letters, then six to nine digits, perhaps a letter.
pub(super) fn looks_like_passport(number: &str) -> bool {
    let letters = number.bytes().take_while(u8::is_ascii_alphabetic).count();
    let rest = number.get(letters..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    letters <= 2 && (6..=9).contains(&digits) && rest.len() - digits <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(cell: Cell, expected: &[(Option<DocumentKind>, &str)]) {
        let expected = expected.iter().map(|(kind, n)| (*kind, (*n).to_owned()));
        assert_eq!(read(&cell), Numbers::Read(expected.collect()), "{cell:?}");
    }

    #[test]
    fn as_people_write_them() {
        let text = |text| Cell::of_text(text);
        check(text("X 123 4567"), &[(None, "X1234567")]);
        check(text("x1234567"), &[(None, "X1234567")]);
        check(
            text("'3507.1352.0390.0002"),
            &[(Some(DocumentKind::IdentityCard), "3507135203900002")],
        );
        check(
            text("Paspor No. X1234567"),
            &[(Some(DocumentKind::Passport), "X1234567")],
        );
        check(
            text("X1234567 / 3507135203900002"),
            &[
                (None, "X1234567"),
                (Some(DocumentKind::IdentityCard), "3507135203900002"),
            ],
        );
        check(text("-"), &[]);
        check(text("belum ada"), &[]);
        check(Cell::Number(12_345_678.0), &[(None, "12345678")]);
        check(text("1E234567"), &[(None, "1E234567")]);
    }

    #[test]
    fn as_spreadsheets_spoil_them() {
        for cell in [
            Cell::of_text("3.50714E+15"),
            Cell::of_text("3,50714e+15"),
            Cell::Number(3_507_135_203_900_000.0),
            Cell::Number(3.5),
        ] {
            assert_eq!(read(&cell), Numbers::Damaged, "{cell:?}");
        }
        check(
            Cell::Number(3_507_135_203_900_002.0),
            &[(Some(DocumentKind::IdentityCard), "3507135203900002")],
        );
    }

    #[test]
    fn forms() {
        for (number, expected) in [
            ("X1234567", true),
            ("AB123456", true),
            ("12345678", true),
            ("A12", false),
            ("3507135203900002", false),
        ] {
            assert_eq!(looks_like_passport(number), expected, "{number}");
        }
    }
}
