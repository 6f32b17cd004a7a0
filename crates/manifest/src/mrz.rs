//! Machine-readable zones of travel documents (ICAO Doc 9303 parts 3 to 7), as scanners, keyboards and text recognition deliver them.
//!
//! ```
//! let zones = manifest::mrz::read(
//!     b"P<IDNSUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\n\
//!       C1234567<0IDN6506065M3011227<<<<<<<<<<<<<<02\n",
//!     jiff::civil::date(2026, 11, 22),
//! );
//! let passport = &zones.documents[0];
//! // One identifier: the bearer has one name, which stands in the place of the surname.
//! assert_eq!(passport.name.surname.as_deref(), Some("SUKARNO"));
//! assert_eq!(passport.name.given_names, None);
//! assert!(passport.name.single_identifier);
//! assert_eq!(passport.check_digits.document_number, manifest::mrz::Check::Passed);
//! ```

mod character;
mod date;
mod document;
mod find;
mod fit;
mod hidden;
mod layout;
mod name;
mod repair;
mod text;
mod traveller;
mod zone;

#[cfg(test)]
mod tests;

pub use document::{Check, CheckDigits, Mrz, Repair};
pub use layout::MrzFormat;

use crate::utf16;
use domain::Diagnostic;
use jiff::civil::Date;

/// Everything that was found in one input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Zones {
    /// The documents in the order of the input.
    pub documents: Vec<Mrz>,
    /// What was odd about the input outside the documents that were read.
    pub diagnostics: Vec<Diagnostic>,
}

impl Zones {
    /// Everything odd, about the input and about each document.
    pub fn all_diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let of_documents = self.documents.iter().flat_map(|d| &d.diagnostics);
        self.diagnostics.iter().chain(of_documents)
    }
}

/// Reads every machine-readable zone in a text: one after another, empty lines between them or not, the lines of one
/// document glued together or apart, in any case of letters, with blanks, noise and misread characters.
///
/// `reference` settles the century of birth (not after it) and of expiry (at most thirty years after it).
///
/// In UTF-8, UTF-16 or a code page that has ASCII in it.
pub fn read(input: &[u8], reference: Date) -> Zones {
    let decoded = utf16::decode(input);
    let lines = text::lines(decoded.as_deref().map_or(input, str::as_bytes));
    let mut zones = Zones::default();
    for found in find::zones(&lines) {
        match found {
            find::Found::Zone(zone) => zones.documents.push(Mrz::read(zone, reference)),
            find::Found::Unreadable(diagnostic) => zones.diagnostics.push(diagnostic),
        }
    }
    zones
}
