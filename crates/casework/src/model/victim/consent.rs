//! Consent: to whom, what for, how it was given, and that it can be taken back.

use crate::Hand;
use access::{AccessError, lines, one_line};
use domain::{DateReading, Horizon, day_in_jakarta, read_date};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// What the data are given for. A consent for one purpose opens nothing for another.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ConsentPurpose)]
    pub enum Purpose {
        /// Pelindungan dan layanan.
        Protection = "protection",
        /// Penyidikan dan penuntutan.
        Investigation = "investigation",
        /// Kesehatan.
        Health = "health",
        /// Bantuan hukum dan restitusi.
        LegalAid = "legal_aid",
        /// Pemulangan.
        Return = "return",
        /// Memberi tahu keluarga.
        Family = "family",
    }
}

domain::coded! {
    /// How somebody said yes (UU 27/2022 article 22: written or recorded).
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Manner {
        /// Tanda tangan.
        Signed = "signed",
        /// Cap jempol, di depan saksi.
        Thumbprint = "thumbprint",
        /// Rekaman suara.
        Voice = "voice",
        /// Lisan, di depan saksi.
        Spoken = "spoken",
    }
}

impl Manner {
    /// Whether somebody else must have heard it: where the person did not sign and no recording can be played.
    pub fn needs_witness(self) -> bool {
        matches!(self, Self::Thumbprint | Self::Spoken)
    }
}

/// A consent that was taken back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: Stamp,
    /// Why, if the person said so.
    pub why: String,
    /// When and how the recipient was told.
    pub told: Option<(Stamp, String)>,
}

/// A consent of a victim.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    /// Identifier.
    pub id: Uuid,
    /// The agency that may be told, when it is one of this system.
    pub recipient: Option<Uuid>,
    /// Who may be told.
    pub recipient_name: String,
    /// What for.
    pub purpose: Purpose,
    /// What may be told, in the words that the person heard.
    pub what: String,
    /// How they said so.
    pub manner: Manner,
    /// Who said so for a child, and in which relation; empty if the person spoke for themselves.
    pub given_by: String,
    /// Who heard it.
    pub witness: String,
    /// The last day on which it counts.
    pub until: Option<Date>,
    /// When it was given.
    pub given_at: Stamp,
    /// Who wrote it down.
    pub by: Hand,
    /// Taken back since.
    pub withdrawn: Option<Withdrawal>,
    /// What was passed on under it.
    pub disclosed: Vec<Disclosure>,
}

/// Something that was passed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disclosure {
    /// Identifier.
    pub id: Uuid,
    /// What.
    pub what: String,
    /// When.
    pub at: Stamp,
    /// Who passed it on.
    pub by: Hand,
}

impl Consent {
    /// Whether something may be passed on under it at a time.
    pub fn stands(&self, now: Timestamp) -> bool {
        self.withdrawn.is_none() && self.until.is_none_or(|until| day_in_jakarta(now) <= until)
    }

    /// Whether it was taken back and somebody who holds a copy does not know yet.
    pub fn must_tell(&self) -> bool {
        let untold = |withdrawal: &Withdrawal| withdrawal.told.is_none();
        !self.disclosed.is_empty() && self.withdrawn.as_ref().is_some_and(untold)
    }
}

/// A consent as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ConsentForm {
    /// Who may be told.
    pub recipient_name: String,
    /// What for, by code.
    pub purpose: String,
    /// What may be told.
    pub what: String,
    /// How it was said, by code.
    pub manner: String,
    /// Who said so for a child, and in which relation.
    pub given_by: String,
    /// Who heard it.
    pub witness: String,
    /// The last day; empty for as long as the case is open.
    pub until: String,
}

/// What a form says: all but identifiers and times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Given {
    pub(crate) recipient_name: String,
    pub(crate) purpose: Purpose,
    pub(crate) what: String,
    pub(crate) manner: Manner,
    pub(crate) given_by: String,
    pub(crate) witness: String,
    pub(crate) until: Option<Date>,
}

/// One line that may be empty.
pub(super) fn perhaps(field: &'static str, text: &str) -> Result<String, AccessError> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    one_line(field, text)
}

/// A day that may be empty.
pub(super) fn day(
    field: &'static str,
    text: &str,
    today: Date,
) -> Result<Option<Date>, AccessError> {
    match read_date(text, today, Horizon::Future) {
        DateReading::Empty => Ok(None),
        DateReading::One(date) => {
            let fault = AccessError::invalid(field, "day-form");
            Ok(Some(date.to_date().ok_or(fault)?))
        }
        _ => Err(AccessError::invalid(field, "day-form")),
    }
}

impl ConsentForm {
    /// Reads every field. For a child somebody else must say yes, and none of `suspects`: whoever sent the child away cannot speak for it.
    ///
    /// # Errors
    /// The fault of the first field that has one.
    pub(crate) fn read(
        &self,
        child: bool,
        suspects: &[&str],
        today: Date,
    ) -> Result<Given, AccessError> {
        let needed = |field| AccessError::invalid(field, "required");
        let manner = Manner::from_code(&self.manner).ok_or(needed("manner"))?;
        let given_by = match child {
            true => one_line("given_by", &self.given_by)?,
            false => perhaps("given_by", &self.given_by)?,
        };
        let spoken_for = domain::capitals(&given_by);
        let accused = |name: &&str| spoken_for.contains(&domain::capitals(name));
        if !given_by.is_empty() && suspects.iter().any(accused) {
            return Err(AccessError::invalid("given_by", "consent-by-suspect"));
        }
        let until = day("until", &self.until, today)?;
        if until.is_some_and(|until| until < today) {
            return Err(AccessError::invalid("until", "consent-until-past"));
        }
        Ok(Given {
            recipient_name: one_line("recipient_name", &self.recipient_name)?,
            purpose: Purpose::from_code(&self.purpose).ok_or(needed("purpose"))?,
            what: lines("what", &self.what, 5)?,
            manner,
            given_by,
            witness: match manner.needs_witness() {
                true => one_line("witness", &self.witness)?,
                false => perhaps("witness", &self.witness)?,
            },
            until,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn form() -> ConsentForm {
        ConsentForm {
            recipient_name: "Ditreskrimum Polda Kepri".into(),
            purpose: "investigation".into(),
            what: "Nama, kronologi, bukti percakapan.".into(),
            manner: "signed".into(),
            ..ConsentForm::default()
        }
    }

    #[test]
    fn what_is_not_signed_needs_a_witness_and_a_child_somebody_who_is_no_suspect() {
        let field = |form: &ConsentForm, child| match form.read(child, &["Budi Santoso"], TODAY) {
            Err(AccessError::Invalid(fault)) => fault.field,
            Ok(_) => "",
            Err(other) => panic!("{other:?}"),
        };
        let with = |change: fn(&mut ConsentForm)| {
            let mut form = form();
            change(&mut form);
            form
        };
        assert_eq!(field(&form(), false), "");
        assert_eq!(
            field(&with(|form| form.manner = "spoken".into()), false),
            "witness"
        );
        assert_eq!(field(&with(|form| form.manner = "voice".into()), false), "");
        assert_eq!(field(&form(), true), "given_by");
        assert_eq!(
            field(
                &with(|form| form.given_by = "Ayah: BUDI  santoso".into()),
                true
            ),
            "given_by"
        );
        assert_eq!(
            field(&with(|form| form.given_by = "Ibu: Ratna".into()), true),
            ""
        );
        assert_eq!(
            field(&with(|form| form.until = "21-11-2026".into()), false),
            "until"
        );
        assert_eq!(
            field(&with(|form| form.until = "besok".into()), false),
            "until"
        );
        assert_eq!(
            field(&with(|form| form.purpose = String::new()), false),
            "purpose"
        );
    }

    #[test]
    fn it_stands_until_it_ends_or_is_taken_back() {
        let hand = Hand {
            id: Uuid::nil(),
            name: "Petugas".into(),
        };
        let at = |text: &str| -> Stamp { text.parse::<Timestamp>().unwrap().into() };
        let mut consent = Consent {
            id: Uuid::nil(),
            recipient: None,
            recipient_name: "Polda".into(),
            purpose: Purpose::Investigation,
            what: "Nama".into(),
            manner: Manner::Signed,
            given_by: String::new(),
            witness: String::new(),
            until: Some(TODAY),
            given_at: at("2026-11-01T00:00:00Z"),
            by: hand.clone(),
            withdrawn: None,
            disclosed: Vec::new(),
        };
        // The day ends in Jakarta.
        assert!(consent.stands("2026-11-22T16:59:59Z".parse().unwrap()));
        assert!(!consent.stands("2026-11-22T17:00:00Z".parse().unwrap()));
        consent.withdrawn = Some(Withdrawal {
            at: at("2026-11-10T00:00:00Z"),
            why: String::new(),
            told: None,
        });
        assert!(!consent.stands("2026-11-11T00:00:00Z".parse().unwrap()));
        assert!(!consent.must_tell(), "nobody holds a copy");
        consent.disclosed.push(Disclosure {
            id: Uuid::nil(),
            what: "Nama".into(),
            at: at("2026-11-02T00:00:00Z"),
            by: hand,
        });
        assert!(consent.must_tell());
    }
}
