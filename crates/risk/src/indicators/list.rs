//! The list itself: dimensions, indicators, their weights, and how each is asked.

use domain::Wording;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

domain::coded! {
    /// What an indicator is a sign of, in the order of the list.
    #[derive(Serialize, Deserialize)]
    pub enum Dimension {
        /// Deceived when recruited.
        DeceptiveRecruitment = "deceptive_recruitment",
        /// Forced when recruited.
        CoerciveRecruitment = "coercive_recruitment",
        /// Recruited by abuse of a vulnerability.
        VulnerableRecruitment = "vulnerable_recruitment",
        /// Exploited at work.
        Exploitation = "exploitation",
        /// Forced at the place of work.
        CoercionAtDestination = "coercion_at_destination",
        /// Kept at the place of work by a vulnerability.
        VulnerabilityAtDestination = "vulnerability_at_destination",
    }
}

/// How much an indicator says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// The list for this subject does not have it.
    None,
    /// Weak.
    Weak,
    /// Medium.
    Medium,
    /// Strong.
    Strong,
}

domain::coded! {
    /// Whose answers are read: the lists weigh differently, and where a child was exploited no means need be shown (Palermo Protocol article 3 (c)).
    #[derive(Serialize, Deserialize)]
    pub enum Subject {
        /// Eighteen or older at the time.
        Adult = "adult",
        /// Younger than eighteen at the time.
        Child = "child",
    }
}

/// One of the 67.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// Its name in forms and tables; never changes its meaning.
    pub id: String,
    adult: Weight,
    child: Option<Weight>,
    /// What it is called.
    pub name: Wording,
    /// How it is asked of the person; yes means that the indicator is there.
    pub question: Wording,
}

impl Indicator {
    /// How much it weighs.
    pub fn weight(&self, subject: Subject) -> Weight {
        match subject {
            Subject::Adult => self.adult,
            Subject::Child => self.child.unwrap_or(self.adult),
        }
    }
}

/// The indicators of one dimension.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Which dimension.
    pub code: Dimension,
    /// What it is called.
    pub name: Wording,
    /// Its indicators, in the order they are asked.
    #[serde(rename = "indicator")]
    pub indicators: Vec<Indicator>,
}

/// The whole list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicators {
    /// Where the list comes from.
    pub source: String,
    /// Which edition; kept with the answers.
    pub version: String,
    /// Its dimensions.
    #[serde(rename = "dimension")]
    pub groups: Vec<Group>,
}

static SHIPPED: LazyLock<Indicators> = LazyLock::new(|| {
    toml::from_str(include_str!("../../data/ilo_indicators.toml")).unwrap_or_default()
});

impl Indicators {
    /// The list that lies in the program.
    pub fn shipped() -> &'static Self {
        &SHIPPED
    }

    /// All indicators with the dimension of each.
    pub fn iter(&self) -> impl Iterator<Item = (Dimension, &Indicator)> {
        self.groups
            .iter()
            .flat_map(|group| group.indicators.iter().map(|one| (group.code, one)))
    }

    /// The indicator of this name.
    pub fn get(&self, id: &str) -> Option<&Indicator> {
        self.iter().map(|(_, one)| one).find(|one| one.id == id)
    }
}
