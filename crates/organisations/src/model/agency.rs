//! Agencies and units, and what may be written about them.

use access::{AccessError, one_line};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// What an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum AgencyKind {
    /// Kementerian, lembaga.
    Ministry,
    /// Balai Pelayanan Pelindungan Pekerja Migran Indonesia (BP3MI).
    Protection,
    /// Kepolisian.
    Police,
    /// Imigrasi.
    Immigration,
    /// Pemerintah daerah.
    Local,
    /// Perwakilan Republik Indonesia.
    Mission,
    /// Any other.
    Other,
}

impl AgencyKind {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 7] = [
        Self::Ministry,
        Self::Protection,
        Self::Police,
        Self::Immigration,
        Self::Local,
        Self::Mission,
        Self::Other,
    ];

    /// The word in tables, forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Ministry => "ministry",
            Self::Protection => "protection",
            Self::Police => "police",
            Self::Immigration => "immigration",
            Self::Local => "local",
            Self::Mission => "mission",
            Self::Other => "other",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum UnitKind {
    /// An office.
    Office,
    /// A seaport or airport.
    Port,
    /// Rumah pelindungan.
    Shelter,
    /// Pusat kendali.
    Command,
}

impl UnitKind {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 4] = [Self::Office, Self::Port, Self::Shelter, Self::Command];

    /// The word in tables, forms and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Office => "office",
            Self::Port => "port",
            Self::Shelter => "shelter",
            Self::Command => "command",
        }
    }

    /// The kind with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// An agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Agency {
    /// Identifier.
    pub id: Uuid,
    /// The official name.
    pub name: String,
    /// The name that people use.
    pub short_name: String,
    /// What it is.
    pub kind: AgencyKind,
}

/// What is written about an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AgencyForm {
    /// The official name; no two agencies share it.
    pub name: String,
    /// The name that people use.
    pub short_name: String,
    /// What it is.
    pub kind: AgencyKind,
}

/// A unit of an agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Unit {
    /// Identifier.
    pub id: Uuid,
    /// The agency.
    pub agency: Uuid,
    /// Its name; no two units of an agency share it.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
}

/// What is written about a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitForm {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: UnitKind,
}

impl AgencyForm {
    /// The form with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(self) -> Result<Self, AccessError> {
        Ok(Self {
            name: one_line("name", &self.name)?,
            short_name: one_line("short_name", &self.short_name)?,
            kind: self.kind,
        })
    }
}

impl UnitForm {
    /// The form with tidy spaces.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(self) -> Result<Self, AccessError> {
        Ok(Self {
            name: one_line("name", &self.name)?,
            kind: self.kind,
        })
    }
}
