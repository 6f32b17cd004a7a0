//! The assessment of one trip, as it is shown and kept.

use crate::model::compose::Trip;
use crate::model::identify::{Answer, Evidence};
use domain::{Country, PartialDate, Sex, Wording};
use manifest::Role;
use risk::{Action, Effect, TripStatus};
use serde::{Deserialize, Serialize, Serializer};

/// What is said of one traveller's trip, why, and on what ground. One line of the JSONL report.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Number in the order of the lists, from 1.
    pub number: usize,
    /// The list they stand on.
    pub file: String,
    /// Line of that list, where it has lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Further lists that report them on the same voyage.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also_in: Vec<String>,
    /// Who travels.
    pub traveller: Subject,
    /// Where to and when.
    pub trip: Trip,
    /// The status of the trip.
    pub status: TripStatus,
    /// Sum of the points of the reasons.
    pub score: u32,
    /// What is recommended. An officer decides.
    pub action: Action,
    /// Flags that accuse, in words. What protects has no words but the action.
    pub accusing: Vec<Wording>,
    /// Why, the heaviest first.
    pub reasons: Vec<Reason>,
    /// What to ask next.
    pub questions: Vec<Wording>,
    /// What the placement registry answered.
    pub registry: Identity,
    /// Numbers of the groups that they belong to, from 1.
    pub groups: Vec<usize>,
    /// What was not known and might have mattered.
    pub not_known: Vec<Wording>,
    /// Name, version and content of the rules.
    pub rules: String,
    /// Version of the model that compared records.
    pub model: String,
}

/// Who travels, as the list states it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Subject {
    /// The name in the order in which it is spoken.
    pub name: String,
    /// Birth date; every reading if it is ambiguous.
    pub birth_dates: Vec<PartialDate>,
    /// Age in whole years on the day of departure: the least and the most it may be.
    pub age: Option<(i32, i32)>,
    /// Sex.
    pub sex: Option<Sex>,
    /// Nationality.
    pub nationality: Option<Country>,
    /// The nationality was concluded from the form of the document number.
    pub nationality_presumed: bool,
    /// Number of the travel document.
    pub document: Option<String>,
    /// Role.
    pub role: Role,
}

/// One rule that holds, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reason {
    /// The rule.
    pub rule: String,
    /// What follows from it.
    pub effect: Effect,
    /// What it adds to the score.
    pub points: u32,
    /// What it says.
    pub title: Wording,
    /// What was seen, condition by condition.
    pub evidence: Vec<Seen>,
    /// The public source of the rule.
    pub source: String,
    /// The innocent traveller whom it hits.
    pub innocent: Wording,
}

/// One condition and what it saw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seen {
    /// The condition in words.
    pub condition: Wording,
    /// What was seen.
    pub saw: Wording,
}

/// What a register answered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Identity {
    /// Linked, possible, none.
    pub answer: Answer,
    /// The records, the most probable first; at most [`crate::model::MOST_CANDIDATES`].
    pub candidates: Vec<Match>,
    /// How many there were in all.
    pub found: usize,
}

/// A record that is or may be a traveller's, as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Match {
    /// Its id in the registry, else its line.
    pub record: String,
    /// The name on it.
    pub name: String,
    /// The birth date on it.
    pub birth_dates: Vec<PartialDate>,
    /// How probable it is, from 0 to 1.
    #[serde(serialize_with = "rounded")]
    pub probability: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// Country of the placement.
    pub destination: Option<Country>,
    /// Employer, company and contract in words.
    pub placement: Wording,
}

pub(super) fn rounded<S: Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 10_000.0).round() / 10_000.0)
}

/// A group of travellers in words.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct GroupInWords {
    /// Number, from 1.
    pub number: usize,
    /// What ties them together.
    pub words: Wording,
    /// Whether it looks like a family.
    pub family_likely: bool,
    /// Numbers of the assessments of its members.
    pub members: Vec<usize>,
    /// Numbers of those who also belong to, or pay for, other groups.
    pub leaders: Vec<usize>,
}
