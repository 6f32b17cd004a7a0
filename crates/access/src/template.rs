//! Roles to start from: one for each kind of person who uses the program.

use crate::Action::{self, *};
use domain::Wording;

/// A role that an administrator can start from.
#[derive(Debug)]
pub struct Template {
    /// The word in addresses and tests.
    pub code: &'static str,
    /// Its name.
    pub name: Wording,
    /// For whom it is.
    pub whom: Wording,
    /// What it allows.
    pub actions: &'static [Action],
}

/// All of them. Who manages accounts sees no records of persons, who reviews access changes none, and who asks other agencies
/// is not who signs the agreement.
pub static TEMPLATES: [Template; 9] = [
    Template {
        code: "border-officer",
        name: Wording::fixed("Petugas perbatasan", "Border officer"),
        whom: Wording::fixed(
            "Petugas di bandara dan pelabuhan: memeriksa penumpang yang berangkat dan penempatannya, milik instansinya sendiri dan, menurut perjanjian, milik instansi lain.",
            "Officers at airports and ports: screen departing travellers against placements of their own agency and, under an agreement, of others.",
        ),
        actions: &[
            ReadAgencies,
            ReadPlacements,
            ReadAgreements,
            UseExchange,
            Screen,
            SendManifests,
            DecideScreening,
            ReadQuality,
            ReadRules,
            OpenCases,
        ],
    },
    Template {
        code: "case-officer",
        name: Wording::fixed("Petugas pelindungan", "Case officer"),
        whom: Wording::fixed(
            "Petugas BP3MI dan loket: mengelola data orang, penempatannya, dan kasusnya.",
            "Officers of BP3MI and the counter: manage persons, their placements and their cases.",
        ),
        actions: &[
            ReadAgencies,
            ReadPeople,
            ManagePeople,
            MergePeople,
            ReadPlacements,
            ManagePlacements,
            ReadAgreements,
            UseExchange,
            KeepProtectionList,
            OpenCases,
            ReadCases,
            ManageCases,
        ],
    },
    Template {
        code: "data-engineer",
        name: Wording::fixed("Pengelola data", "Data engineer"),
        whom: Wording::fixed(
            "Yang mengimpor berkas penempatan dan merawat data perusahaan; tidak membuka data orang satu per satu.",
            "Whoever imports files of placements and keeps the companies; does not open persons one by one.",
        ),
        actions: &[ReadAgencies, ImportPlacements, ManageCompanies],
    },
    Template {
        code: "risk-analyst",
        name: Wording::fixed("Analis risiko", "Risk analyst"),
        whom: Wording::fixed(
            "Yang menyusun dan menguji aturan risiko serta mengusulkan entri daftar pengawasan: membaca penempatan, tidak mengubahnya.",
            "Whoever drafts and tries rules of risk and proposes entries of the watchlist: reads placements and changes none.",
        ),
        actions: &[
            ReadAgencies,
            ReadPlacements,
            KeepWatchlist,
            ReadQuality,
            ReadRules,
            DraftRules,
        ],
    },
    Template {
        code: "supervisor",
        name: Wording::fixed("Penyelia", "Supervisor"),
        whom: Wording::fixed(
            "Orang kedua: memutuskan usulan kedua daftar, memberlakukan aturan, meninjau keputusan atas permintaan penumpang, melihat kasus tersegel; tidak mengusulkan.",
            "The second person: decides what others propose for both lists, puts rules in force, reviews decisions when travellers ask, sees sealed cases; proposes nothing.",
        ),
        actions: &[
            ReadAgencies,
            ApproveProtectionList,
            ApproveWatchlist,
            ReadCases,
            ManageCases,
            SealedCases,
            ReviewScreening,
            ReadQuality,
            ReadRules,
            ApproveRules,
        ],
    },
    Template {
        code: "agreement-officer",
        name: Wording::fixed("Petugas perjanjian", "Agreement officer"),
        whom: Wording::fixed(
            "Yang menyusun nota kesepahaman dan perjanjian kerja sama; tidak melihat data orang.",
            "Whoever drafts memoranda and agreements; sees no persons.",
        ),
        actions: &[ReadAgencies, ReadAgreements, DraftAgreements],
    },
    Template {
        code: "signatory",
        name: Wording::fixed("Penanda tangan", "Signatory"),
        whom: Wording::fixed(
            "Pimpinan yang menandatangani, menangguhkan, dan mengakhiri perjanjian.",
            "The head who signs, suspends and ends agreements.",
        ),
        actions: &[ReadAgencies, ReadAgreements, SignAgreements],
    },
    Template {
        code: "auditor",
        name: Wording::fixed("Auditor", "Auditor"),
        whom: Wording::fixed(
            "Yang meninjau akses darurat, tanda terima, dan jurnal; tidak melihat isi data orang.",
            "Whoever reviews emergency access, receipts and the journal; sees no contents of records.",
        ),
        actions: &[
            ReadAgencies,
            ReadJournal,
            ReadAgreements,
            ReviewAccess,
            ReadReceipts,
        ],
    },
    Template {
        code: "administrator",
        name: Wording::fixed("Administrator akun", "Account administrator"),
        whom: Wording::fixed(
            "Yang mengelola instansi, pengguna, peran, dan mesin; tidak melihat data orang.",
            "Whoever manages agencies, users, roles and machines; sees no persons.",
        ),
        actions: &[
            ReadAgencies,
            ManageAgencies,
            ManageUsers,
            ManageRoles,
            ManageClients,
        ],
    },
];
