//! The columns of a table, by the headers that people give them.

mod headers;

use headers::HEADERS;
use std::{collections::HashMap, sync::LazyLock};

/// What a column holds, recognised by its header in Indonesian or English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each variant is named after the column it stands for"
)]
pub enum Column {
    RowNumber,
    Id,
    Name,
    GivenName,
    Surname,
    BirthDate,
    BirthPlace,
    Sex,
    Nationality,
    PassportNumber,
    DocumentNumber,
    DocumentType,
    DocumentIssuer,
    DocumentExpiry,
    Nik,
    ParentName,
    Address,
    Phone,
    Email,
    Role,
    Embark,
    Destination,
    Carrier,
    VoyageNumber,
    DepartureDate,
    ArrivalDate,
    BookingReference,
    Payer,
    Seat,
    Occupation,
    Status,
    Scheme,
    Employer,
    Company,
    ContractStart,
    ContractEnd,
    VisaNumber,
    VisaUntil,
    InsuranceUntil,
    OrientationDate,
    InsuranceNumber,
    PlacementAgreementNumber,
    WorkAgreementNumber,
    RegistrationDate,
    ReturnDate,
    Office,
    Kind,
    Reason,
    Source,
    LegalBasis,
    Until,
}

/// Lower case, letters and digits with single blanks between words; `namaLengkap` is two words.
fn plain(header: &str) -> String {
    let mut words = String::with_capacity(header.len() + 4);
    let mut before_lower = false;
    for c in header.chars() {
        if !c.is_alphanumeric() {
            if !words.ends_with(' ') {
                words.push(' ');
            }
            before_lower = false;
            continue;
        }
        if c.is_uppercase() && before_lower {
            words.push(' ');
        }
        before_lower = c.is_lowercase();
        words.extend(c.to_lowercase());
    }
    words.trim().to_owned()
}

/// Without blanks, as `NoPaspor` and `TGLLAHIR` are written.
fn joined(words: &str) -> String {
    words.split(' ').collect()
}

static BY_HEADER: LazyLock<HashMap<String, Column>> = LazyLock::new(|| {
    let pairs = HEADERS
        .iter()
        .flat_map(|(column, names)| names.iter().map(|name| (joined(name), *column)));
    pairs.collect()
});

impl Column {
    /// The header under which it is best known, in lower case.
    pub fn usual(self) -> &'static str {
        HEADERS
            .iter()
            .find(|(column, _)| *column == self)
            .and_then(|(_, names)| names.first())
            .copied()
            .unwrap_or_default()
    }

    /// The column that a header names; `None` for a header that is not known.
    ///
    /// A header in two languages (`Nama / Name`, `Tgl Lahir (Date of Birth)`) is recognised by either part.
    pub fn recognise(header: &str) -> Option<Self> {
        const PARTS: [char; 5] = ['/', '(', ')', '\n', '|'];
        // Below the header of a list every cell is asked, too: most are numbers and dates.
        if !header.contains(char::is_alphabetic) {
            return None;
        }
        let known = |words: &str| BY_HEADER.get(&joined(words)).copied();
        known(&plain(header)).or_else(|| {
            if !header.contains(PARTS) {
                return None;
            }
            header
                .split(PARTS)
                .map(plain)
                .filter(|part| !part.is_empty())
                .find_map(|part| known(&part))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_two_languages() {
        for (header, expected) in [
            ("Nama", Some(Column::Name)),
            ("NAMA LENGKAP", Some(Column::Name)),
            ("namaLengkap", Some(Column::Name)),
            ("Tgl Lahir", Some(Column::BirthDate)),
            ("Tgl. Lahir", Some(Column::BirthDate)),
            ("date_of_birth", Some(Column::BirthDate)),
            ("Tgl Lahir (Date of Birth)", Some(Column::BirthDate)),
            ("No. Paspor", Some(Column::PassportNumber)),
            ("JK", Some(Column::Sex)),
            ("L/P", Some(Column::Sex)),
            ("Kewarganegaraan", Some(Column::Nationality)),
            ("Tujuan", Some(Column::Destination)),
            ("nama_ayah", Some(Column::ParentName)),
            ("No", Some(Column::RowNumber)),
            ("NOPASPOR", Some(Column::PassportNumber)),
            ("TGLLAHIR", Some(Column::BirthDate)),
            ("Tempat/Tgl Lahir", Some(Column::BirthDate)),
            ("Nama (sesuai paspor)", Some(Column::Name)),
            ("Nama*", Some(Column::Name)),
            ("Berat Bagasi", None),
            ("", None),
        ] {
            assert_eq!(Column::recognise(header), expected, "{header:?}");
        }
    }

    #[test]
    fn no_header_names_two_columns() {
        let mut seen = std::collections::HashMap::new();
        for (column, names) in HEADERS {
            for name in *names {
                assert_eq!(plain(name), *name, "not in plain form");
                let before = seen.insert(joined(name), *column);
                assert!(before.is_none_or(|c| c == *column), "{name}");
            }
        }
    }
}
