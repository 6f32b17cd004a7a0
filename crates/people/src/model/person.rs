//! A person and their particulars.

use domain::{Country, PartialDate, Sex};
use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// A person as one agency keeps them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Person {
    /// Identifier.
    pub id: Uuid,
    /// The agency that keeps the record (controller in the sense of UU 27/2022).
    pub controller: Uuid,
    /// The key of the record in the agency's own source, where it came from one.
    pub source_key: Option<String>,
    /// Who it is.
    #[serde(flatten)]
    pub particulars: Particulars,
    /// The record that stands for this person, when this one was merged into it.
    pub merged_into: Option<Uuid>,
    /// Since when the record exists.
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Stamp,
    /// When anything about the person was last changed.
    #[schema(value_type = String, format = DateTime)]
    pub changed_at: Stamp,
}

/// Who somebody is. What is not given is not known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Particulars {
    /// The name as the source writes it; many Indonesian names have one word.
    pub name: String,
    /// Given names, where a document tells them apart.
    pub given_names: Option<String>,
    /// Surname, where a document tells it apart.
    pub surname: Option<String>,
    /// Birth date, `X` for what is not known: `1990-XX-XX`.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<PartialDate>,
    /// Place of birth as written.
    pub birth_place: Option<String>,
    /// `M`, `F` or `X`.
    #[schema(value_type = Option<String>)]
    pub sex: Option<Sex>,
    /// Nationality, ISO 3166-1 alpha-3.
    #[schema(value_type = Option<String>)]
    pub nationality: Option<Country>,
    /// Address as written.
    pub address: Option<String>,
    /// Code of the province, regency, district or village of the address (Kemendagri, dotted).
    pub region: Option<String>,
    /// How and when the person can be reached without danger; shown above every contact.
    pub safe_contact: Option<String>,
}

impl Particulars {
    /// Takes over what another statement knows, and keeps what it does not. True if anything changed.
    pub(crate) fn learn(&mut self, other: &Self) -> bool {
        fn take<T: Clone + PartialEq>(own: &mut Option<T>, other: &Option<T>) -> bool {
            let new = other.is_some() && own != other;
            if new {
                own.clone_from(other);
            }
            new
        }
        let mut changed = self.name != other.name;
        if changed {
            self.name.clone_from(&other.name);
        }
        changed |= take(&mut self.given_names, &other.given_names);
        changed |= take(&mut self.surname, &other.surname);
        changed |= take(&mut self.birth_date, &other.birth_date);
        changed |= take(&mut self.birth_place, &other.birth_place);
        changed |= take(&mut self.sex, &other.sex);
        changed |= take(&mut self.nationality, &other.nationality);
        changed |= take(&mut self.address, &other.address);
        changed |= take(&mut self.region, &other.region);
        changed |= take(&mut self.safe_contact, &other.safe_contact);
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_changes_nothing() {
        let mut own = Particulars {
            name: "SITI".into(),
            sex: Some(Sex::Female),
            birth_place: Some("MALANG".into()),
            ..Particulars::default()
        };
        let silent = Particulars {
            name: "SITI".into(),
            ..Particulars::default()
        };
        assert!(!own.learn(&silent));
        let other = Particulars {
            name: "SITI".into(),
            birth_place: Some("KABUPATEN MALANG".into()),
            ..Particulars::default()
        };
        assert!(own.learn(&other));
        assert_eq!(own.birth_place.as_deref(), Some("KABUPATEN MALANG"));
        assert_eq!(own.sex, Some(Sex::Female));
    }
}
