//! Handing a case on: a referral leaves the owner, a transfer changes it; both have a purpose, a legal basis and a clock.

use access::{AccessError, Fault, lines, one_line};
use domain::{DateReading, Horizon, read_date};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What is handed on.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum ReferralKind {
        /// Rujukan: the owner stays.
        Referral = "referral",
        /// Pelimpahan: the owner changes when it is accepted.
        Transfer = "transfer",
    }
}

domain::coded! {
    /// On which ground data go to another agency (UU 27/2022 art. 20).
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum ReferralBasis {
        /// Perjanjian yang berlaku: what may be seen is what it shares, on the day on which it is looked at.
        Agreement = "agreement",
        /// Persetujuan orang yang bersangkutan.
        Consent = "consent",
        /// Kewajiban hukum atau tugas publik.
        Law = "law",
    }
}

domain::coded! {
    /// How far a referral has come.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum ReferralState {
        /// Terkirim, belum dibuka: nobody over there has seen it.
        Sent = "sent",
        /// Dibuka.
        Seen = "seen",
        /// Diterima.
        Accepted = "accepted",
        /// Ditolak, dengan alasan.
        Declined = "declined",
        /// Selesai, dengan umpan balik.
        Done = "done",
    }
}

impl ReferralState {
    /// Whether it can go there from here.
    pub fn leads_to(self, to: Self) -> bool {
        use ReferralState::*;
        matches!(
            (self, to),
            (Sent, Seen) | (Seen, Accepted | Declined) | (Accepted, Done)
        )
    }

    /// Whether the other side still owes an answer.
    pub fn waits(self) -> bool {
        matches!(self, Self::Sent | Self::Seen | Self::Accepted)
    }
}

/// A case handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Referral {
    /// Identifier.
    pub id: Uuid,
    /// The case.
    pub case: Uuid,
    /// Whether the owner stays.
    pub kind: ReferralKind,
    /// Who hands on.
    pub from: Uuid,
    /// To which agency; nothing for a party without an account.
    pub to: Option<Uuid>,
    /// The party, in words.
    pub to_name: String,
    /// What for.
    pub purpose: String,
    /// On which ground.
    pub basis: ReferralBasis,
    /// Which article, which consent.
    pub basis_words: String,
    /// Fields of a case that may be seen, by code.
    pub fields: Vec<String>,
    /// How far it has come.
    pub state: ReferralState,
    /// By when an answer is expected.
    pub due_on: Date,
    /// When it was sent.
    pub sent_at: Stamp,
    /// By which officer.
    pub sent_by: String,
    /// When somebody over there first opened it.
    pub seen_at: Option<Stamp>,
    /// When it was accepted or declined.
    pub answered_at: Option<Stamp>,
    /// When it was done.
    pub done_at: Option<Stamp>,
    /// What the other side said last.
    pub answer: String,
}

/// A referral as written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReferralForm {
    /// `referral` or `transfer`.
    pub kind: String,
    /// The agency; nothing for a party without an account.
    pub to: Option<Uuid>,
    /// The party without an account.
    pub to_name: String,
    /// What for.
    pub purpose: String,
    /// The basis, by code.
    pub basis: String,
    /// Which article, which consent.
    pub basis_words: String,
    /// Fields, by code.
    pub fields: Vec<String>,
    /// By when an answer is expected.
    pub due_on: String,
}

/// What a form of a referral says.
#[derive(Debug, Clone)]
pub(crate) struct Handing {
    pub(crate) kind: ReferralKind,
    pub(crate) to: Option<Uuid>,
    pub(crate) to_name: String,
    pub(crate) purpose: String,
    pub(crate) basis: ReferralBasis,
    pub(crate) basis_words: String,
    pub(crate) fields: Vec<String>,
    pub(crate) due_on: Date,
}

impl ReferralForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one: consent and law name what they rest on, somebody receives it, something is shared,
    /// and a case is transferred to an agency only.
    pub(crate) fn read(&self, today: Date) -> Result<Handing, AccessError> {
        let fault = |field, message| AccessError::Invalid(Fault { field, message });
        let kind = ReferralKind::from_code(&self.kind).ok_or(fault("referral_kind", "required"))?;
        let basis = ReferralBasis::from_code(&self.basis).ok_or(fault("basis", "required"))?;
        let to_name = match self.to {
            Some(_) => String::new(),
            None => one_line("to_name", &self.to_name)?,
        };
        if self.to.is_none()
            && (kind == ReferralKind::Transfer || basis == ReferralBasis::Agreement)
        {
            return Err(fault("to_name", "referral-needs-agency"));
        }
        let basis_words = match basis {
            ReferralBasis::Agreement => String::new(),
            _ => one_line("basis_words", &self.basis_words)?,
        };
        let known: Vec<String> = crate::CASE
            .fields
            .iter()
            .map(|field| field.code.to_owned())
            .filter(|code| self.fields.contains(code))
            .collect();
        if known.is_empty() {
            return Err(fault("fields", "referral-no-fields"));
        }
        let due = match read_date(&self.due_on, today, Horizon::Future) {
            DateReading::One(date) => date.to_date(),
            _ => None,
        };
        Ok(Handing {
            kind,
            to: self.to,
            to_name,
            purpose: lines("purpose", &self.purpose, 5)?,
            basis,
            basis_words,
            fields: known,
            due_on: due
                .filter(|due| *due >= today)
                .ok_or(fault("due_on", "case-next-past"))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_accepted_unseen_and_nothing_done_unaccepted() {
        use ReferralState::*;
        let ways: Vec<(ReferralState, ReferralState)> = ReferralState::ALL
            .iter()
            .flat_map(|from| ReferralState::ALL.iter().map(|to| (*from, *to)))
            .filter(|(from, to)| from.leads_to(*to))
            .collect();
        assert_eq!(
            ways,
            [
                (Sent, Seen),
                (Seen, Accepted),
                (Seen, Declined),
                (Accepted, Done)
            ]
        );
    }
}
