//! The status of a trip and the table that decides it.

use domain::{Language, Wording};

/// What is said of the *trip*, never of the person: most travellers without a placement are tourists.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub enum TripStatus {
    /// A placement is valid for this country, date and document.
    #[serde(rename = "prosedural")]
    Procedural,
    /// A placement was found, but something required is missing, expired or differs.
    #[serde(rename = "prosedural_belum_lengkap")]
    Incomplete,
    /// Signs of labour migration, and no placement.
    #[serde(rename = "terindikasi_nonprosedural")]
    IndicatedNonProcedural,
    /// Signs of labour migration, and records that may or may not be this person's: a question, no verdict.
    #[serde(rename = "perlu_pengecekan")]
    ToBeChecked,
    /// Nothing points to labour migration.
    #[serde(rename = "tidak_ada_indikasi")]
    NoIndication,
}

/// What the placement registry says of this trip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Registry {
    /// One record is this person's, and it holds a placement.
    Placement {
        /// Something it requires is missing, expired or differs.
        has_defect: bool,
    },
    /// Nothing there explains the trip: no record, or only one that is cancelled or long ended.
    NoPlacement,
    /// Several records may be this person's, or nobody asked.
    Open,
}

impl TripStatus {
    /// Every status, the gravest first.
    pub const ALL: [Self; 5] = [
        Self::IndicatedNonProcedural,
        Self::ToBeChecked,
        Self::Incomplete,
        Self::Procedural,
        Self::NoIndication,
    ];

    /// The deciding table.
    ///
    /// | registry | signs reach the threshold | status |
    /// |---|---|---|
    /// | placement without a defect | either | prosedural |
    /// | placement with a defect | either | prosedural, belum lengkap |
    /// | no placement | yes | terindikasi nonprosedural |
    /// | open | yes | perlu pengecekan |
    /// | no placement, open | no | tidak ada indikasi |
    pub fn decide(registry: Registry, signs_reach_threshold: bool) -> Self {
        match (registry, signs_reach_threshold) {
            (Registry::Placement { has_defect: false }, _) => Self::Procedural,
            (Registry::Placement { has_defect: true }, _) => Self::Incomplete,
            (Registry::NoPlacement, true) => Self::IndicatedNonProcedural,
            (Registry::Open, true) => Self::ToBeChecked,
            (Registry::NoPlacement | Registry::Open, false) => Self::NoIndication,
        }
    }

    /// The identifier in CSV and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::Procedural => "prosedural",
            Self::Incomplete => "prosedural_belum_lengkap",
            Self::IndicatedNonProcedural => "terindikasi_nonprosedural",
            Self::ToBeChecked => "perlu_pengecekan",
            Self::NoIndication => "tidak_ada_indikasi",
        }
    }

    /// As an officer reads it.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Procedural, Language::Id) => "prosedural",
            (Self::Procedural, Language::En) => "procedural",
            (Self::Incomplete, Language::Id) => "prosedural, belum lengkap",
            (Self::Incomplete, Language::En) => "procedural, incomplete",
            (Self::IndicatedNonProcedural, Language::Id) => "terindikasi nonprosedural",
            (Self::IndicatedNonProcedural, Language::En) => "indicated non-procedural",
            (Self::ToBeChecked, Language::Id) => "perlu pengecekan",
            (Self::ToBeChecked, Language::En) => "to be checked",
            (Self::NoIndication, Language::Id) => "tidak ada indikasi",
            (Self::NoIndication, Language::En) => "no indication",
        }
    }
}

/// What the program recommends. It recommends; an officer decides.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Nothing.
    None,
    /// A question and advice at the counter.
    Advise,
    /// An interview.
    Interview,
    /// An interview that protects, in private, by somebody trained for it.
    ProtectiveInterview,
}

impl Action {
    /// The one with this identifier.
    pub fn from_code(code: &str) -> Option<Self> {
        [
            Self::None,
            Self::Advise,
            Self::Interview,
            Self::ProtectiveInterview,
        ]
        .into_iter()
        .find(|action| action.code() == code)
    }

    /// The identifier in CSV and JSON.
    pub fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Advise => "advise",
            Self::Interview => "interview",
            Self::ProtectiveInterview => "protective_interview",
        }
    }

    /// As an officer reads it.
    pub fn words(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::None, Language::Id) => "tidak perlu tindakan",
            (Self::None, Language::En) => "nothing to do",
            (Self::Advise, Language::Id) => "tanya dan beri saran",
            (Self::Advise, Language::En) => "ask and advise",
            (Self::Interview, Language::Id) => "wawancara",
            (Self::Interview, Language::En) => "interview",
            (Self::ProtectiveInterview, Language::Id) => "wawancara pelindungan",
            (Self::ProtectiveInterview, Language::En) => "protective interview",
        }
    }
}

/// A flag that protects. It says that a protective interview is advised and nothing else: why it was raised is not
/// kept here, so that no page, file or log can show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProtectiveFlag(());

impl ProtectiveFlag {
    pub(crate) fn raised() -> Self {
        Self(())
    }

    /// As an officer reads it.
    pub fn words(self, language: Language) -> &'static str {
        Action::ProtectiveInterview.words(language)
    }
}

/// A flag that accuses: somebody may be recruiting or escorting others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccusingFlag {
    /// The rule that raised it.
    pub rule: String,
    /// What it says.
    pub title: Wording,
}
