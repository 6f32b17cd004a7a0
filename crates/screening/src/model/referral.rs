//! Handing somebody over: to whom, why, which data on which basis, how far it is, and what came of it.

use access::{AccessError, lines, one_line};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What kind of place somebody is referred to.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ScreeningRecipient)]
    pub enum Recipient {
        /// BP3MI or P4MI.
        Protection = "protection",
        /// Polri, PPA-PPO.
        Police = "police",
        /// UPTD PPA, the service centre for women and children.
        WomenAndChildren = "women_and_children",
        /// A shelter.
        Shelter = "shelter",
        /// A doctor or hospital.
        Health = "health",
        /// Dinas Sosial.
        Social = "social",
        /// Another agency or organisation.
        Other = "other",
    }
}

domain::coded! {
    /// Why data may be handed on (UU 27/2022 article 20).
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ScreeningReferralGround)]
    pub enum ReferralGround {
        /// The person agreed.
        Consent = "consent",
        /// A law asks for it.
        Law = "law",
        /// Life or health is in danger.
        Vital = "vital",
    }
}

domain::coded! {
    /// What is handed on.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ScreeningReferralField)]
    pub enum SharedField {
        /// Name, birth date, sex.
        Particulars = "particulars",
        /// Number of the document, and NIK.
        Numbers = "numbers",
        /// Where to, when, with whom.
        Trip = "trip",
        /// Why the trip was looked at.
        Reasons = "reasons",
        /// What was said in the interview.
        Interview = "interview",
    }
}

domain::coded! {
    /// How far a referral is.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ScreeningReferralState)]
    pub enum ReferralState {
        /// Dikirim.
        Sent = "sent",
        /// Dilihat.
        Seen = "seen",
        /// Diterima.
        Accepted = "accepted",
        /// Ditolak: somebody else must be found.
        Declined = "declined",
        /// Selesai.
        Done = "done",
    }
}

domain::coded! {
    /// What became known about a trip later.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ScreeningFinding)]
    pub enum Finding {
        /// Korban TPPO dipastikan.
        Victim = "victim",
        /// Pelanggaran ketenagakerjaan.
        LabourOffence = "labour_offence",
        /// Bukan korban.
        NotVictim = "not_victim",
        /// Tidak ditemukan apa-apa.
        Nothing = "nothing",
        /// A review left the decision as it was.
        Upheld = "upheld",
        /// A review lifted the decision.
        Overturned = "overturned",
    }
}

/// What an officer writes to refer somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(as = ScreeningReferralForm)]
pub struct ReferralForm {
    /// What kind of place.
    pub recipient: Option<Recipient>,
    /// Which: name of office, ward or person on duty.
    pub place: String,
    /// Why.
    pub reason: String,
    /// What is handed on.
    pub fields: Vec<SharedField>,
    /// On which ground.
    pub ground: Option<ReferralGround>,
    /// Which law, or how the person agreed.
    pub basis: String,
}

/// A referral as it was written, checked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ScreeningReferralText)]
pub struct ReferralText {
    /// What kind of place.
    pub recipient: Recipient,
    /// Which.
    pub place: String,
    /// Why.
    pub reason: String,
    /// What is handed on.
    pub fields: Vec<SharedField>,
    /// On which ground.
    pub ground: ReferralGround,
    /// Which law, or how the person agreed.
    pub basis: String,
}

/// A referral.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ScreeningReferral)]
pub struct Referral {
    /// Identifier.
    pub id: Uuid,
    /// The assessment.
    pub assessment: Uuid,
    /// What was written.
    #[serde(flatten)]
    pub text: ReferralText,
    /// How far it is.
    pub state: ReferralState,
    /// What was said at the last step.
    pub note: String,
    /// What came of it.
    pub finding: Option<Finding>,
    /// The case that was opened with it, where the officer may open cases.
    pub case: Option<Uuid>,
    /// When it was sent.
    #[schema(value_type = String, format = DateTime)]
    pub sent_at: Stamp,
    /// When the last step was.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Stamp,
}

impl ReferralForm {
    /// Everything that must be there.
    ///
    /// # Errors
    /// A fault of a field.
    pub fn checked(self) -> Result<ReferralText, AccessError> {
        let required = |field| AccessError::invalid(field, "required");
        if self.fields.is_empty() {
            return Err(AccessError::invalid("fields", "handing-no-field"));
        }
        let mut fields = self.fields;
        fields.sort_unstable();
        fields.dedup();
        Ok(ReferralText {
            recipient: self.recipient.ok_or_else(|| required("recipient"))?,
            place: one_line("place", &self.place)?,
            reason: lines("reason", &self.reason, 10)?,
            fields,
            ground: self.ground.ok_or_else(|| required("ground"))?,
            basis: lines("basis", &self.basis, 5)?,
        })
    }
}

impl ReferralState {
    /// The steps that may follow.
    pub fn next(self) -> &'static [Self] {
        match self {
            Self::Sent => &[Self::Seen, Self::Accepted, Self::Declined],
            Self::Seen => &[Self::Accepted, Self::Declined],
            Self::Accepted => &[Self::Done, Self::Declined],
            Self::Declined | Self::Done => &[],
        }
    }

    /// Whether nothing more is to come.
    pub fn is_final(self) -> bool {
        self.next().is_empty()
    }
}

impl Finding {
    /// What a referral can end with.
    pub const OF_REFERRALS: [Self; 4] = [
        Self::Victim,
        Self::LabourOffence,
        Self::NotVictim,
        Self::Nothing,
    ];

    /// Whether it was right to stop the traveller.
    pub fn confirms(self) -> bool {
        matches!(self, Self::Victim | Self::LabourOffence | Self::Upheld)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_way_leads_back() {
        for state in ReferralState::ALL {
            let mut seen = vec![*state];
            let mut ahead: Vec<ReferralState> = state.next().to_vec();
            while let Some(next) = ahead.pop() {
                assert!(next > *state, "{state:?} {next:?}");
                if !seen.contains(&next) {
                    seen.push(next);
                    ahead.extend(next.next());
                }
            }
            let ends = seen.iter().any(|state| state.is_final());
            assert!(ends, "{state:?}");
        }
    }

    #[test]
    fn what_must_be_there() {
        let whole = ReferralForm {
            recipient: Some(Recipient::Shelter),
            place: "RPTC Bambu Apus".into(),
            reason: "meminta perlindungan".into(),
            fields: vec![
                SharedField::Trip,
                SharedField::Particulars,
                SharedField::Trip,
            ],
            ground: Some(ReferralGround::Consent),
            basis: "setuju secara lisan".into(),
        };
        let text = whole.clone().checked().unwrap();
        assert_eq!(text.fields, [SharedField::Particulars, SharedField::Trip]);
        let without = |change: fn(&mut ReferralForm)| {
            let mut form = whole.clone();
            change(&mut form);
            match form.checked() {
                Err(AccessError::Invalid(fault)) => fault.field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(without(|form| form.recipient = None), "recipient");
        assert_eq!(without(|form| form.place.clear()), "place");
        assert_eq!(without(|form| form.reason = "ya".into()), "reason");
        assert_eq!(without(|form| form.fields.clear()), "fields");
        assert_eq!(without(|form| form.ground = None), "ground");
        assert_eq!(without(|form| form.basis.clear()), "basis");
    }
}
