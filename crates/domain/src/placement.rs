//! Scheme and status of a placement, by the words that registers use.

use crate::capitals;
use serde::{Deserialize, Serialize};

crate::coded! {
    /// The scheme under which somebody is placed (UU 18/2017 art. 49, 54, 61, 63).
    #[derive(Serialize, Deserialize)]
    pub enum PlacementScheme {
        /// G to G: by the state, under an agreement with another.
        GToG = "g_to_g",
        /// P to P: through a placement company (P3MI).
        PToP = "p_to_p",
        /// UKPS: by a company for its own interest.
        Ukps = "ukps",
        /// Perseorangan (mandiri): on one's own.
        Individual = "individual",
        /// Perpanjangan kontrak: the same worker with the same employer again.
        Extension = "extension",
        /// Awak kapal niaga atau perikanan migran.
        SeaCrew = "sea_crew",
    }
}

crate::coded! {
    /// Where a placement stands, in the order of life.
    #[derive(Serialize, Deserialize)]
    pub enum PlacementStatus {
        /// Calon: registered, not yet verified.
        Candidate = "candidate",
        /// Aktif: verified and in force; how far the worker is on the way is not known.
        Active = "active",
        /// Berangkat: left.
        Departed = "departed",
        /// Bekerja: arrival reported.
        Working = "working",
        /// Selesai: back, or the contract is over.
        Ended = "ended",
        /// Batal.
        Cancelled = "cancelled",
    }
}

const SCHEMES: &[(PlacementScheme, &[&str])] = &[
    (
        PlacementScheme::GToG,
        &["G TO G", "GTOG", "G2G", "GOVERNMENT TO GOVERNMENT"],
    ),
    (
        PlacementScheme::PToP,
        &["P TO P", "PTOP", "P2P", "PRIVATE TO PRIVATE", "P3MI"],
    ),
    (
        PlacementScheme::Ukps,
        &["UKPS", "PERUSAHAAN SENDIRI", "OWN COMPANY"],
    ),
    (
        PlacementScheme::Individual,
        &["PERSEORANGAN", "MANDIRI", "INDIVIDUAL", "INDEPENDENT"],
    ),
    (
        PlacementScheme::Extension,
        &[
            "PERPANJANGAN",
            "RE ENTRY",
            "REENTRY",
            "EXTENSION",
            "PERPANJANGAN KONTRAK",
        ],
    ),
    (
        PlacementScheme::SeaCrew,
        &["AWAK KAPAL", "PELAUT", "SEA CREW", "SEAFARER", "ABK"],
    ),
];

const STATUSES: &[(PlacementStatus, &[&str])] = &[
    (
        PlacementStatus::Candidate,
        &[
            "CALON",
            "CPMI",
            "PROSES",
            "IN PROCESS",
            "PENDING",
            "DIAJUKAN",
            "TERDAFTAR",
            "REGISTERED",
            "CANDIDATE",
            "PELATIHAN",
            "TRAINING",
            "SELEKSI",
            "DRAFT",
            "BELUM LENGKAP",
            "INCOMPLETE",
        ],
    ),
    (
        PlacementStatus::Active,
        &[
            "AKTIF",
            "ACTIVE",
            "BERLAKU",
            "DITEMPATKAN",
            "PLACED",
            "TERVERIFIKASI",
            "VERIFIED",
            "SIAP BERANGKAT",
            "READY",
            "APPROVED",
            "DISETUJUI",
            "VALID",
            "PENEMPATAN",
        ],
    ),
    (PlacementStatus::Departed, &["BERANGKAT", "DEPARTED"]),
    (PlacementStatus::Working, &["BEKERJA", "WORKING"]),
    (
        PlacementStatus::Ended,
        &[
            "SELESAI",
            "ENDED",
            "COMPLETED",
            "FINISHED",
            "PURNA",
            "PURNA PMI",
            "KEMBALI",
            "RETURNED",
            "PULANG",
            "BERAKHIR",
            "EXPIRED",
        ],
    ),
    (
        PlacementStatus::Cancelled,
        &[
            "BATAL",
            "DIBATALKAN",
            "CANCELLED",
            "CANCELED",
            "DITOLAK",
            "REJECTED",
            "REFUSED",
            "DICABUT",
            "REVOKED",
            "MENGUNDURKAN DIRI",
            "WITHDRAWN",
            "GAGAL BERANGKAT",
        ],
    ),
];

/// Cells that state that something is not there, unlike an empty one.
const NOT_THERE: &[&str] = &[
    "BELUM",
    "BELUM ADA",
    "TIDAK",
    "TIDAK ADA",
    "NONE",
    "NO",
    "NIHIL",
    "MISSING",
    "NOT YET",
    "TANPA",
];

/// Cells that state that something is there without saying more.
const THERE: &[&str] = &["ADA", "SUDAH", "YA", "YES", "DONE", "LENGKAP", "OK"];

fn read<T: Copy>(
    text: &str,
    words: &[(T, &[&str])],
    code: impl Fn(T) -> &'static str,
) -> Option<T> {
    let text = capitals(text);
    words
        .iter()
        .find(|(item, names)| names.contains(&text.as_str()) || capitals(code(*item)) == text)
        .map(|(item, _)| *item)
}

impl PlacementScheme {
    /// The scheme that a word of a register means, in Indonesian or English.
    pub fn read(text: &str) -> Option<Self> {
        read(text, SCHEMES, Self::code)
    }
}

impl PlacementStatus {
    /// The status that a word of a register means, in Indonesian or English.
    pub fn read(text: &str) -> Option<Self> {
        read(text, STATUSES, Self::code)
    }

    /// The same, of those who do not tell how far somebody is on the way: departed and working are active.
    #[must_use]
    pub fn broad(self) -> Self {
        match self {
            Self::Departed | Self::Working => Self::Active,
            other => other,
        }
    }
}

/// What a cell says of something that may be there or not, where it gives no date or number: `BELUM`, `sudah`. `None` where it
/// says something else.
pub fn stated(text: &str) -> Option<bool> {
    let word = capitals(text);
    if NOT_THERE.contains(&word.as_str()) {
        Some(false)
    } else if THERE.contains(&word.as_str()) {
        Some(true)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_registers() {
        for (text, expected) in [
            ("aktif", Some(PlacementStatus::Active)),
            ("Siap-Berangkat", Some(PlacementStatus::Active)),
            ("bekerja", Some(PlacementStatus::Working)),
            ("working", Some(PlacementStatus::Working)),
            ("purna PMI", Some(PlacementStatus::Ended)),
            ("gagal berangkat", Some(PlacementStatus::Cancelled)),
            ("hilang", None),
            ("", None),
        ] {
            assert_eq!(PlacementStatus::read(text), expected, "{text}");
        }
        for (text, expected) in [
            ("P to P", Some(PlacementScheme::PToP)),
            ("p_to_p", Some(PlacementScheme::PToP)),
            ("perseorangan", Some(PlacementScheme::Individual)),
            ("perpanjangan kontrak", Some(PlacementScheme::Extension)),
            ("", None),
        ] {
            assert_eq!(PlacementScheme::read(text), expected, "{text}");
        }
        assert_eq!(stated("Belum ada"), Some(false));
        assert_eq!(stated("sudah"), Some(true));
        assert_eq!(stated("2026-01-01"), None);
    }

    #[test]
    fn no_word_means_two_things() {
        let mut seen = std::collections::HashSet::new();
        for word in STATUSES.iter().flat_map(|(_, words)| *words) {
            assert!(seen.insert(word), "{word}");
            assert_eq!(capitals(word), *word);
        }
    }
}
