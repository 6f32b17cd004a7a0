//! Houses in which victims stay for a while.

use super::consent::perhaps;
use access::{AccessError, lines, one_line};
use domain::Sex;
use serde::{Deserialize, Serialize};
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// Whom a house takes.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ShelterTakes)]
    pub enum Takes {
        /// Semua.
        Anybody = "anybody",
        /// Perempuan dan anak.
        WomenAndChildren = "women_and_children",
        /// Laki-laki dewasa.
        Men = "men",
    }
}

impl Takes {
    /// Whether it takes somebody. Who is not known to be a man and grown is not kept out of a house for women and children, nor put
    /// among men.
    pub fn takes(self, sex: Option<Sex>, child: bool) -> bool {
        let man = sex == Some(Sex::Male) && !child;
        match self {
            Self::Anybody => true,
            Self::WomenAndChildren => !man,
            Self::Men => man,
        }
    }
}

domain::coded! {
    /// Why somebody left.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = ShelterLeaving)]
    pub enum Leaving {
        /// Pulang.
        Home = "home",
        /// Dirujuk ke tempat lain.
        Referred = "referred",
        /// Keluar atas kemauan sendiri.
        OwnWish = "own_wish",
        /// Pergi tanpa kabar: must be looked for.
        Missing = "missing",
        /// Meninggal dunia.
        Died = "died",
    }
}

/// A house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shelter {
    /// Identifier.
    pub id: Uuid,
    /// What it is called.
    pub name: String,
    /// The town, not the address: who looks for a victim must not find it here.
    pub place: String,
    /// How many can stay.
    pub beds: i64,
    /// How many stay now.
    pub taken: i64,
    /// Whom it takes.
    pub takes: Takes,
    /// Takes nobody any more.
    pub closed: bool,
}

impl Shelter {
    /// Beds in which nobody sleeps.
    pub fn free(&self) -> i64 {
        match self.closed {
            true => 0,
            false => (self.beds - self.taken).max(0),
        }
    }
}

/// A stay of somebody in a house.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stay {
    /// Identifier.
    pub id: Uuid,
    /// Where.
    pub shelter: Uuid,
    /// What it is called.
    pub shelter_name: String,
    /// Since when.
    pub admitted_at: Stamp,
    /// Why.
    pub reason: String,
    /// What the house must know: medicine, food, a child at the breast, whom to keep away.
    pub needs: String,
    /// When they left, why and where to.
    pub left: Option<(Stamp, Leaving, String)>,
}

/// A house as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ShelterForm {
    /// What it is called.
    pub name: String,
    /// The town.
    pub place: String,
    /// How many can stay, 1 to 1,000.
    pub beds: String,
    /// Whom it takes, by code.
    pub takes: String,
}

/// An admission as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct StayForm {
    /// Why.
    pub reason: String,
    /// What the house must know.
    pub needs: String,
}

impl ShelterForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one.
    pub(crate) fn read(&self, id: Uuid) -> Result<Shelter, AccessError> {
        const MOST: i64 = 1_000;
        let beds = self
            .beds
            .trim()
            .parse()
            .ok()
            .filter(|beds| (1..=MOST).contains(beds));
        Ok(Shelter {
            id,
            name: one_line("name", &self.name)?,
            place: one_line("place", &self.place)?,
            beds: beds.ok_or(AccessError::invalid("beds", "shelter-beds-form"))?,
            taken: 0,
            takes: Takes::from_code(&self.takes)
                .ok_or(AccessError::invalid("takes", "required"))?,
            closed: false,
        })
    }
}

impl StayForm {
    /// Reads every field.
    ///
    /// # Errors
    /// The fault of the first field that has one.
    pub(crate) fn read(&self) -> Result<(String, String), AccessError> {
        Ok((
            lines("reason", &self.reason, 5)?,
            perhaps("needs", &self.needs)?,
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_a_house_takes() {
        use Sex::{Female, Male};
        for (sex, child, women, men) in [
            (Some(Female), false, true, false),
            (Some(Female), true, true, false),
            (Some(Male), false, false, true),
            (Some(Male), true, true, false),
            (None, false, true, false),
        ] {
            assert!(Takes::Anybody.takes(sex, child));
            assert_eq!(
                Takes::WomenAndChildren.takes(sex, child),
                women,
                "{sex:?} {child}"
            );
            assert_eq!(Takes::Men.takes(sex, child), men, "{sex:?} {child}");
        }
    }
}
