//! Travel and identity documents.

use crate::{Country, PartialDate};
use serde::Serialize;

/// What kind of document somebody travels or is registered with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// Passport of any series (`P`, `PP`, `PD`, `PS` ..).
    Passport,
    /// Visa.
    Visa,
    /// National identity card (`I`, `ID`, `A`, `C`); the KTP.
    IdentityCard,
    /// Seafarer's identity document or discharge book (*buku pelaut*).
    SeafarerDocument,
    /// Laissez-passer issued in place of a passport (SPLP).
    LaissezPasser,
    /// Residence or work permit of another country.
    ResidencePermit,
    /// Crew member certificate.
    CrewCertificate,
    /// Anything else; the type as given stands beside it.
    Other,
}

/// One document as a source states it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Document {
    /// What kind it is.
    #[serde(rename = "type")]
    pub kind: DocumentKind,
    /// The type as the source wrote it, such as `P` or `PASPOR`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw_type: Option<String>,
    /// The number, upper case, without blanks and fillers.
    pub number: String,
    /// Issuing state or organisation.
    pub issuer: Option<Country>,
    /// The issuer as the source wrote it, where it is no country.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raw_issuer: Option<String>,
    /// Last day of validity.
    pub expires: Option<PartialDate>,
}
