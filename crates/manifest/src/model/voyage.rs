//! The voyage: by whom, from where to where, and when.

use super::{Contact, Moment};
use compact_str::CompactString;
use domain::{Country, Port};
use serde::{Deserialize, Serialize};

/// One crossing as a source reports it: a flight, a sailing, a charter.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Voyage {
    /// The carrier's code (`GA`) or, where a source has none, its name.
    pub carrier: Option<CompactString>,
    /// The carrier's name, where it stands beside a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub carrier_name: Option<CompactString>,
    /// Flight or voyage number without the carrier's code.
    pub number: Option<CompactString>,
    /// How it is made.
    pub mode: Option<Mode>,
    /// The ship or aircraft, where named.
    pub vessel: Option<Vessel>,
    /// The legs in order; a direct crossing has one.
    pub legs: Vec<Leg>,
    /// Who sent the list.
    pub reported_by: Option<Party>,
    /// What the list is, as the message codes it, such as `745` or `250 C`.
    pub list_kind: Option<CompactString>,
    /// What was said about the voyage and is not understood, as written.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub raw: Vec<String>,
}

/// By what means one travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Aircraft.
    Air,
    /// Ship or ferry.
    Sea,
    /// Bus, car.
    Road,
    /// Train.
    Rail,
}

impl Mode {
    /// The word used in JSON, tables and rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::Air => "air",
            Self::Sea => "sea",
            Self::Road => "road",
            Self::Rail => "rail",
        }
    }
}

/// A ship or aircraft.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Vessel {
    /// Its name.
    pub name: Option<CompactString>,
    /// IMO number, call sign or registration, as given.
    pub identifier: Option<CompactString>,
    /// The state whose flag it flies.
    pub flag: Option<Country>,
}

/// From one port to the next.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Leg {
    /// Carrier of this leg, where it may differ from the voyage's.
    pub carrier: Option<CompactString>,
    /// Number of this leg without the carrier's code.
    pub number: Option<CompactString>,
    /// Who operates it, where another carrier sold it (code share).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operated_by: Option<CompactString>,
    /// Port of departure.
    pub from: Option<Port>,
    /// Port of arrival.
    pub to: Option<Port>,
    /// Local departure.
    pub departure: Option<Moment>,
    /// Local arrival.
    pub arrival: Option<Moment>,
}

/// An organisation or person that reports or answers for a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Its name or code as given.
    pub name: Option<CompactString>,
    /// How to reach it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub contacts: Vec<Contact>,
}

impl Voyage {
    /// Where the voyage begins.
    pub fn from(&self) -> Option<&Port> {
        self.legs.first().and_then(|leg| leg.from.as_ref())
    }

    /// Where the voyage ends.
    pub fn to(&self) -> Option<&Port> {
        self.legs.last().and_then(|leg| leg.to.as_ref())
    }

    /// Whether another report speaks of the same crossing: same carrier, number and legs.
    pub fn is_same_crossing(&self, other: &Self) -> bool {
        self.carrier == other.carrier && self.number == other.number && self.legs == other.legs
    }

    /// When it begins, in local time.
    pub fn departure(&self) -> Option<Moment> {
        self.legs.first().and_then(|leg| leg.departure)
    }
}
