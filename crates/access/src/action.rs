//! What somebody may do: a small set, given by roles to people and by scopes to machines.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something that needs a permit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Action {
    /// See agencies and their units.
    #[serde(rename = "agencies.read")]
    ReadAgencies,
    /// Add and change agencies and units.
    #[serde(rename = "agencies.manage")]
    ManageAgencies,
    /// Add users, change, disable and unlock them.
    #[serde(rename = "users.manage")]
    ManageUsers,
    /// Add and change roles.
    #[serde(rename = "roles.manage")]
    ManageRoles,
    /// Add machine clients, give and revoke their keys.
    #[serde(rename = "clients.manage")]
    ManageClients,
    /// Read the journal.
    #[serde(rename = "journal.read")]
    ReadJournal,
    /// See persons and their identifiers.
    #[serde(rename = "people.read")]
    ReadPeople,
    /// Add persons and change what is known about them.
    #[serde(rename = "people.manage")]
    ManagePeople,
    /// Merge and un-merge records of probably the same person.
    #[serde(rename = "people.merge")]
    MergePeople,
    /// See placements.
    #[serde(rename = "placements.read")]
    ReadPlacements,
    /// Add and change placements.
    #[serde(rename = "placements.manage")]
    ManagePlacements,
    /// Take in whole files of placements.
    #[serde(rename = "placements.import")]
    ImportPlacements,
    /// Add and change placement companies (P3MI), employers and their licences.
    #[serde(rename = "companies.manage")]
    ManageCompanies,
    /// See agreements in which the own agency is a party.
    #[serde(rename = "agreements.read")]
    ReadAgreements,
    /// Draft agreements, propose and comment.
    #[serde(rename = "agreements.draft")]
    DraftAgreements,
    /// Sign, suspend and end agreements for the own agency.
    #[serde(rename = "agreements.sign")]
    SignAgreements,
    /// Ask other agencies for data under an agreement in force.
    #[serde(rename = "exchange.use")]
    UseExchange,
    /// Have departing travellers assessed, and see assessments of the own agency.
    #[serde(rename = "screening.assess")]
    Screen,
    /// Send in passenger lists of the own agency, and see what became of them.
    #[serde(rename = "manifests.send")]
    SendManifests,
    /// Decide about a departing traveller.
    #[serde(rename = "screening.decide")]
    DecideScreening,
    /// Review what others decided about a traveller who asks for it.
    #[serde(rename = "screening.review")]
    ReviewScreening,
    /// See how good screening is: counts and shares, nobody's record.
    #[serde(rename = "screening.quality")]
    ReadQuality,
    /// See the list of persons to protect, and propose entries.
    #[serde(rename = "protection-list.keep")]
    KeepProtectionList,
    /// Decide about entries of the list of persons to protect.
    #[serde(rename = "protection-list.approve")]
    ApproveProtectionList,
    /// See the list of persons who may recruit or escort others, and propose entries.
    #[serde(rename = "watchlist.keep")]
    KeepWatchlist,
    /// Decide about entries of the list of persons who may recruit or escort others.
    #[serde(rename = "watchlist.approve")]
    ApproveWatchlist,
    /// See the rules of risk.
    #[serde(rename = "rules.read")]
    ReadRules,
    /// Draft rules of risk and try them.
    #[serde(rename = "rules.draft")]
    DraftRules,
    /// Put rules of risk in force, and out of it.
    #[serde(rename = "rules.approve")]
    ApproveRules,
    /// Open cases: tell of somebody in trouble, without seeing what becomes of it.
    #[serde(rename = "cases.open")]
    OpenCases,
    /// See cases of the own agency that are not sealed.
    #[serde(rename = "cases.read")]
    ReadCases,
    /// Work on cases: first look, people, evidence, referral, outcome.
    #[serde(rename = "cases.manage")]
    ManageCases,
    /// See and seal cases whose existence is secret.
    #[serde(rename = "cases.sealed")]
    SealedCases,
    /// Review what others opened by breaking the glass.
    #[serde(rename = "access.review")]
    ReviewAccess,
    /// See who saw which records.
    #[serde(rename = "receipts.read")]
    ReadReceipts,
}

/// A set of actions.
pub type Actions = BTreeSet<Action>;

impl Action {
    /// All of them, in the order of the forms.
    pub const ALL: [Self; 35] = [
        Self::ReadAgencies,
        Self::ManageAgencies,
        Self::ManageUsers,
        Self::ManageRoles,
        Self::ManageClients,
        Self::ReadJournal,
        Self::ReadPeople,
        Self::ManagePeople,
        Self::MergePeople,
        Self::ReadPlacements,
        Self::ManagePlacements,
        Self::ImportPlacements,
        Self::ManageCompanies,
        Self::ReadAgreements,
        Self::DraftAgreements,
        Self::SignAgreements,
        Self::UseExchange,
        Self::Screen,
        Self::SendManifests,
        Self::DecideScreening,
        Self::ReviewScreening,
        Self::ReadQuality,
        Self::KeepProtectionList,
        Self::ApproveProtectionList,
        Self::KeepWatchlist,
        Self::ApproveWatchlist,
        Self::ReadRules,
        Self::DraftRules,
        Self::ApproveRules,
        Self::OpenCases,
        Self::ReadCases,
        Self::ManageCases,
        Self::SealedCases,
        Self::ReviewAccess,
        Self::ReadReceipts,
    ];

    /// The code by which forms, keys and the journal name it.
    pub fn code(self) -> &'static str {
        match self {
            Self::ReadAgencies => "agencies.read",
            Self::ManageAgencies => "agencies.manage",
            Self::ManageUsers => "users.manage",
            Self::ManageRoles => "roles.manage",
            Self::ManageClients => "clients.manage",
            Self::ReadJournal => "journal.read",
            Self::ReadPeople => "people.read",
            Self::ManagePeople => "people.manage",
            Self::MergePeople => "people.merge",
            Self::ReadPlacements => "placements.read",
            Self::ManagePlacements => "placements.manage",
            Self::ImportPlacements => "placements.import",
            Self::ManageCompanies => "companies.manage",
            Self::ReadAgreements => "agreements.read",
            Self::DraftAgreements => "agreements.draft",
            Self::SignAgreements => "agreements.sign",
            Self::UseExchange => "exchange.use",
            Self::Screen => "screening.assess",
            Self::SendManifests => "manifests.send",
            Self::DecideScreening => "screening.decide",
            Self::ReviewScreening => "screening.review",
            Self::ReadQuality => "screening.quality",
            Self::KeepProtectionList => "protection-list.keep",
            Self::ApproveProtectionList => "protection-list.approve",
            Self::KeepWatchlist => "watchlist.keep",
            Self::ApproveWatchlist => "watchlist.approve",
            Self::ReadRules => "rules.read",
            Self::DraftRules => "rules.draft",
            Self::ApproveRules => "rules.approve",
            Self::OpenCases => "cases.open",
            Self::ReadCases => "cases.read",
            Self::ManageCases => "cases.manage",
            Self::SealedCases => "cases.sealed",
            Self::ReviewAccess => "access.review",
            Self::ReadReceipts => "receipts.read",
        }
    }

    /// The action with this code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|action| action.code() == code)
    }
}
