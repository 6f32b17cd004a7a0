//! What is known about countries of work.

use super::{Basis, shipped};
use domain::{Country, Wording};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use utoipa::ToSchema;

domain::coded! {
    /// Whether somebody can be placed in a country in the legal way.
    #[derive(Serialize, Deserialize, ToSchema)]
    pub enum Placing {
        /// People are placed there.
        Official = "official",
        /// The state places nobody there.
        None = "none",
        /// Closed for work with private employers.
        NoHouseholds = "no_households",
    }
}

/// What is known about a country.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Which country.
    pub code: Country,
    /// Whether somebody can be placed there.
    pub placing: Placing,
    /// The same in words.
    pub text: Wording,
    /// Source and date.
    pub basis: Basis,
    /// What else is known.
    #[serde(default, rename = "fact")]
    pub facts: Vec<Told>,
}

/// Something that is told, with its source.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// The words.
    pub text: Wording,
    /// Source and date.
    pub basis: Basis,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    country: Vec<Place>,
}

static PLACES: LazyLock<Vec<Place>> =
    LazyLock::new(|| shipped::<File>(include_str!("../../data/countries.toml")).country);

impl Place {
    /// What is known about a country on a day.
    pub fn of(country: Country, day: Date) -> Option<&'static Self> {
        PLACES
            .iter()
            .rev()
            .find(|place| place.code == country && place.basis.in_force(day))
    }

    /// Every country of which something is known, in the order of the file.
    pub fn all() -> &'static [Self] {
        &PLACES
    }
}
