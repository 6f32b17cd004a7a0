//! The documents without which nobody is placed (UU 18/2017 art. 13).

use access::{AccessError, one_line};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// Which document, in the order of the law.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum DocumentKind {
        /// Surat keterangan status perkawinan, with the marriage book of those who are married.
        MaritalStatus = "marital_status",
        /// Surat izin suami, istri, orang tua atau wali, diketahui kepala desa atau lurah.
        FamilyPermission = "family_permission",
        /// Sertifikat kompetensi kerja.
        Competence = "competence",
        /// Surat keterangan sehat, of body and mind.
        Health = "health",
        /// Paspor.
        Passport = "passport",
        /// Visa kerja.
        Visa = "visa",
        /// Perjanjian Penempatan.
        PlacementAgreement = "placement_agreement",
        /// Perjanjian Kerja.
        WorkAgreement = "work_agreement",
    }
}

domain::coded! {
    /// What became of a document.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum DocumentState {
        /// Belum ada: said to be missing.
        Missing = "missing",
        /// Diajukan.
        Submitted = "submitted",
        /// Terverifikasi.
        Verified = "verified",
        /// Ditolak.
        Rejected = "rejected",
    }
}

/// One document of a placement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Which.
    pub kind: DocumentKind,
    /// Its number.
    #[serde(default)]
    pub number: Option<String>,
    /// Who issued it.
    #[serde(default)]
    pub issuer: Option<String>,
    /// Issued on.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub issued: Option<Date>,
    /// Last day of validity.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// What became of it.
    pub state: DocumentState,
}

impl Document {
    /// The document with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(mut self) -> Result<Self, AccessError> {
        let line = |field, text: Option<String>| match text.filter(|text| !text.trim().is_empty()) {
            Some(text) => one_line(field, &text).map(Some),
            None => Ok(None),
        };
        self.number = line("number", self.number)?;
        self.issuer = line("issuer", self.issuer)?;
        if self
            .issued
            .zip(self.until)
            .is_some_and(|(issued, until)| until < issued)
        {
            return Err(AccessError::invalid("until", "until-before"));
        }
        if self.state == DocumentState::Verified && self.number.is_none() {
            return Err(AccessError::invalid("number", "required"));
        }
        Ok(self)
    }

    /// Whether its last day has passed.
    pub fn expired(&self, day: Date) -> bool {
        self.until.is_some_and(|until| until < day)
    }
}
