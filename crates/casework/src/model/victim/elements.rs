//! The elements of trafficking in the law, which an officer records apart from the indicators.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

domain::coded! {
    /// What was done with somebody (UU 21/2007 article 1 number 1).
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = TraffickingAct)]
    pub enum Act {
        /// Perekrutan.
        Recruitment = "recruitment",
        /// Pengangkutan.
        Transport = "transport",
        /// Penampungan.
        Harbouring = "harbouring",
        /// Pengiriman.
        Sending = "sending",
        /// Pemindahan.
        Transfer = "transfer",
        /// Penerimaan.
        Receipt = "receipt",
    }
}

domain::coded! {
    /// By which means (UU 21/2007 article 1 number 1).
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = TraffickingMeans)]
    pub enum Means {
        /// Ancaman kekerasan.
        Threat = "threat",
        /// Penggunaan kekerasan.
        Violence = "violence",
        /// Penculikan.
        Abduction = "abduction",
        /// Penyekapan.
        Confinement = "confinement",
        /// Pemalsuan.
        Forgery = "forgery",
        /// Penipuan.
        Fraud = "fraud",
        /// Penyalahgunaan kekuasaan atau posisi rentan.
        Abuse = "abuse",
        /// Penjeratan utang.
        Debt = "debt",
        /// Memberi bayaran atau manfaat, untuk memperoleh persetujuan dari orang yang memegang kendali.
        Payment = "payment",
    }
}

domain::coded! {
    /// To which end (UU 21/2007 article 1 number 7).
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = TraffickingAim)]
    pub enum Aim {
        /// Pelacuran.
        Prostitution = "prostitution",
        /// Kerja atau pelayanan paksa.
        ForcedLabour = "forced_labour",
        /// Perbudakan atau praktik serupa perbudakan.
        Slavery = "slavery",
        /// Penindasan.
        Oppression = "oppression",
        /// Pemerasan.
        Extortion = "extortion",
        /// Pemanfaatan fisik, seksual, atau organ reproduksi.
        Sexual = "sexual",
        /// Pemindahan atau transplantasi organ.
        Organs = "organs",
        /// Pemanfaatan tenaga atau kemampuan.
        Ability = "ability",
    }
}

/// What an officer sees of the elements. It is a record for those who investigate, not a finding of guilt.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Elements {
    /// What was done.
    pub acts: BTreeSet<Act>,
    /// By which means.
    pub means: BTreeSet<Means>,
    /// To which end.
    pub aims: BTreeSet<Aim>,
}

impl Elements {
    /// Whether one of each is there. Where the victim is a child no means need be shown: a child cannot agree (Palermo Protocol
    /// article 3 (c); UU 21/2007 article 26 for consent in general).
    pub fn complete(&self, child: bool) -> bool {
        !self.acts.is_empty() && !self.aims.is_empty() && (child || !self.means.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_of_each_and_for_a_child_no_means() {
        let mut seen = Elements::default();
        assert!(!seen.complete(true));
        seen.acts.insert(Act::Recruitment);
        seen.aims.insert(Aim::ForcedLabour);
        assert_eq!((seen.complete(false), seen.complete(true)), (false, true));
        seen.means.insert(Means::Fraud);
        assert!(seen.complete(false));
    }
}
