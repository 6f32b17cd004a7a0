//! What a NIK says against the other particulars: told, never a reason to refuse.

use super::{Identifier, IdentifierKind, Particulars};
use domain::{Nik, NikError, Region, RegionLevel, Sex};
use serde::Serialize;
use utoipa::ToSchema;

/// Something about a record that an officer may want to ask about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// The NIK begins with a district that today's table has not; it may be one from before a division.
    NikDistrict,
    /// The NIK begins with a province that does not exist.
    NikProvince,
    /// The digits of the birth date are no day of the calendar.
    NikCalendar,
    /// The NIK says another birth date than the record.
    NikBirthDate,
    /// The NIK says another sex than the record.
    NikSex,
    /// Two current NIKs differ: somebody has one (UU 24/2013 article 13).
    NikTwice,
    /// The region of the address is no region of today's table.
    Region,
}

impl Notice {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::NikDistrict,
        Self::NikProvince,
        Self::NikCalendar,
        Self::NikBirthDate,
        Self::NikSex,
        Self::NikTwice,
        Self::Region,
    ];

    /// The message of the languages that says it.
    pub fn message(self) -> &'static str {
        match self {
            Self::NikDistrict => "notice-nik-district",
            Self::NikProvince => "notice-nik-province",
            Self::NikCalendar => "notice-nik-calendar",
            Self::NikBirthDate => "notice-nik-birth-date",
            Self::NikSex => "notice-nik-sex",
            Self::NikTwice => "notice-nik-twice",
            Self::Region => "notice-region",
        }
    }
}

/// What contradicts itself in a record; each thing once, in the order of [`Notice::ALL`].
pub fn notices(particulars: &Particulars, identifiers: &[Identifier]) -> Vec<Notice> {
    let niks: Vec<&str> = identifiers
        .iter()
        .filter(|identifier| identifier.kind == IdentifierKind::Nik)
        .filter(|identifier| identifier.holds())
        .map(|identifier| identifier.number.as_str())
        .collect();
    let mut found: Vec<Notice> = niks
        .iter()
        .flat_map(|nik| of_nik(nik, particulars))
        .collect();
    if niks.windows(2).any(|pair| pair.first() != pair.last()) {
        found.push(Notice::NikTwice);
    }
    let region = particulars.region.as_deref();
    if region.is_some_and(|code| Region::find(code).is_none()) {
        found.push(Notice::Region);
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn of_nik(number: &str, particulars: &Particulars) -> Vec<Notice> {
    let mut found = Vec::new();
    let district = number.get(..6).unwrap_or_default();
    let known = |digits: Option<&str>| digits.and_then(Region::find);
    if known(number.get(..2)).is_none() {
        found.push(Notice::NikProvince);
    } else if known(Some(district)).is_none_or(|r| r.level() != RegionLevel::District) {
        found.push(Notice::NikDistrict);
    }
    match Nik::read(number) {
        Err(NikError::BirthDate) => found.push(Notice::NikCalendar),
        Err(NikError::Form) => {}
        Ok(nik) => {
            if particulars
                .birth_date
                .is_some_and(|born| !nik.agrees_with(born))
            {
                found.push(Notice::NikBirthDate);
            }
            let stated = particulars.sex.filter(|sex| *sex != Sex::Unspecified);
            if stated.is_some_and(|sex| sex != nik.sex()) {
                found.push(Notice::NikSex);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use storage::Stamp;
    use uuid::Uuid;

    fn nik(number: &str) -> Identifier {
        Identifier {
            id: Uuid::nil(),
            person: Uuid::nil(),
            kind: IdentifierKind::Nik,
            number: number.into(),
            issuer: None,
            issued: None,
            expires: None,
            first_seen: Stamp::from_micros(0),
            superseded_at: None,
        }
    }

    fn born(date: &str, sex: Sex) -> Particulars {
        Particulars {
            birth_date: date.parse().ok(),
            sex: Some(sex),
            ..Particulars::default()
        }
    }

    #[test]
    fn what_a_nik_says_against_the_record() {
        use Notice::*;
        for (number, date, sex, expected) in [
            ("3507135203900002", "1990-03-12", Sex::Female, vec![]),
            ("3507135203900002", "1990-XX-XX", Sex::Unspecified, vec![]),
            ("3507135203900002", "1990-03-12", Sex::Male, vec![NikSex]),
            (
                "3507135203900002",
                "1990-12-03",
                Sex::Female,
                vec![NikBirthDate],
            ),
            (
                "3507995203900002",
                "1990-03-12",
                Sex::Female,
                vec![NikDistrict],
            ),
            (
                "0007135203900002",
                "1990-03-12",
                Sex::Female,
                vec![NikProvince],
            ),
            (
                "3507139903900002",
                "1990-03-12",
                Sex::Female,
                vec![NikCalendar],
            ),
            (
                "9907131203900002",
                "1991-03-12",
                Sex::Female,
                vec![NikProvince, NikBirthDate, NikSex],
            ),
        ] {
            let found = notices(&born(date, sex), &[nik(number)]);
            assert_eq!(found, expected, "{number} {date}");
        }
    }

    #[test]
    fn a_superseded_nik_says_nothing_and_two_current_ones_contradict() {
        let particulars = born("1990-03-12", Sex::Female);
        let mut old = nik("3507131203910002");
        let new = nik("3507135203900002");
        let both = [old.clone(), new.clone()];
        assert!(notices(&particulars, &both).contains(&Notice::NikTwice));
        old.superseded_at = Some(Stamp::from_micros(1));
        assert_eq!(notices(&particulars, &[old, new]), []);
    }
}
