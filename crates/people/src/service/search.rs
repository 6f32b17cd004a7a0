//! Who is meant by what an officer has: a badly spelled name, a part of a number, a machine-readable zone.

mod asked;

use self::asked::Asked;
use super::{Reach, records, today};
use crate::{
    Directory, Record,
    directory::{Candidate, Step},
    store::{self, search::Match},
};

use access::{AccessError, Action, Context, Permit, service::receipts};
use domain::{Language, PartialDate, Wording};
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use storage::snapshot;
use utoipa::ToSchema;
use uuid::Uuid;

/// What an officer has. Anything may be empty, but not all of it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Question {
    /// A name, however it is spelled.
    pub name: String,
    /// Birth date, or the year alone.
    pub birth_date: String,
    /// Place of birth.
    pub birth_place: String,
    /// Sex.
    pub sex: String,
    /// The name of a parent.
    pub parent_name: String,
    /// A NIK, passport, other document or telephone; four characters of it are enough, `*` stands for what cannot be read.
    pub number: String,
    /// The machine-readable zone of a document, as it was scanned or typed.
    pub mrz: String,
}

/// Who may be meant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Found {
    /// The best first.
    pub hits: Vec<Hit>,
    /// Whether names could be looked for; right after the server started only numbers are.
    pub names_searched: bool,
    /// So many people share the name that not all were looked at: a birth year or a place helps.
    pub too_many: bool,
}

/// Somebody who may be meant.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Hit {
    /// The record that stands for the person.
    pub person: Uuid,
    /// The record that was found; another one where records were merged.
    pub record: Uuid,
    /// The name in the record that was found.
    pub name: String,
    /// Its birth date.
    #[schema(value_type = Option<String>)]
    pub birth_date: Option<PartialDate>,
    /// Its place of birth.
    pub birth_place: Option<String>,
    /// How sure it is.
    pub strength: Strength,
    /// What speaks for and against.
    pub evidence: Vec<Evidence>,
}

/// How sure a hit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Strength {
    /// Something fits.
    Weak,
    /// May well be.
    Possible,
    /// A number is the same, or the particulars agree so well that hardly anybody else can be meant.
    Strong,
}

impl Strength {
    /// The word in JSON and in the messages of the languages.
    pub fn code(self) -> &'static str {
        match self {
            Self::Weak => "weak",
            Self::Possible => "possible",
            Self::Strong => "strong",
        }
    }
}

/// One thing that speaks for or against.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Evidence {
    /// Which particular: `name`, `birth_date`, `sex`, `birth_place`, `passport_no`, `nik`, `parent_name`, `phone`, `document`.
    pub field: String,
    /// How the two compare, in both languages.
    #[schema(value_type = Object)]
    pub words: Wording,
    /// Bits for (above zero) or against one person; nothing for a number that was looked up.
    pub bits: Option<f64>,
}

impl Evidence {
    /// What one comparison says.
    pub(crate) fn of(step: &Step) -> Self {
        Self {
            field: step.comparison.clone(),
            words: Wording::new(step.text(Language::Id), step.text(Language::En)),
            bits: Some((f64::from(step.bits) * 10.0).round() / 10.0),
        }
    }
}

/// Hits on one page.
const MOST: usize = 20;
/// Numbers that are read for one question.
const MOST_NUMBERS: i64 = 50;
/// A name that says less is no hit.
const LEAST_BITS: f32 = 3.0;

/// Looks for a person among the records of the actor's agency.
///
/// # Errors
/// A fault of a field, also where nothing is asked; if the permit is for another action, or the database failed.
pub async fn search(
    context: &Context,
    directory: &Directory,
    permit: &Permit,
    question: &Question,
) -> Result<Found, AccessError> {
    let reach = Reach::of(permit, Action::ReadPeople)?;
    let day = today(context);
    let asked = Asked::read(question, day)?;
    let ready = directory.is_ready();
    let mut found = Found {
        hits: Vec::new(),
        names_searched: ready,
        too_many: false,
    };
    let Reach::Own(agency) = reach else {
        return Ok(found);
    };
    let answer = directory.find(agency, &asked.known, day);
    found.too_many = answer.too_many && answer.candidates.len() < MOST;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let numbers = asked.numbers(tx, agency).await?;
        let mut ids: HashSet<Uuid> = answer.candidates.iter().map(|c| c.id).collect();
        ids.extend(&answer.unweighed);
        ids.extend(numbers.iter().map(|(_, found)| found.person));
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let persons = store::person::all_of(tx, &ids).await?;
        let records = records(tx, persons).await?;
        let mut standing = HashMap::new();
        for record in &records {
            if record.person.merged_into.is_some() {
                let survivor = store::person::survivor(tx, record.person.id).await?;
                standing.insert(record.person.id, survivor);
            }
        }
        Ok((numbers, records, standing))
    });
    let (numbers, records, standing) = read?;
    let by_id: HashMap<Uuid, &Record> = records.iter().map(|r| (r.person.id, r)).collect();
    let mut candidates = answer.candidates;
    let known: HashSet<Uuid> = candidates.iter().map(|candidate| candidate.id).collect();
    let others: Vec<Record> = records
        .iter()
        .filter(|record| !known.contains(&record.person.id))
        .cloned()
        .collect();
    if !asked.known.is_empty() {
        candidates.extend(directory.weigh(agency, &asked.known, &others, day));
    }
    let mut hits: Vec<(u8, f32, Hit)> = Vec::new();
    for record in by_id.values() {
        let id = record.person.id;
        let numbers = numbers.iter().filter(|(_, found)| found.person == id);
        let candidate = candidates.iter().find(|candidate| candidate.id == id);
        let survivor = standing.get(&id).copied().unwrap_or(id);
        hits.extend(hit(record, survivor, numbers, candidate));
    }
    let order = |hit: &(u8, f32, Hit)| (std::cmp::Reverse(hit.0), hit.2.record);
    hits.sort_by(|one, other| {
        let by_weight = other.1.total_cmp(&one.1);
        let (one, other) = (order(one), order(other));
        one.0
            .cmp(&other.0)
            .then(by_weight)
            .then(one.1.cmp(&other.1))
    });
    let mut shown = HashSet::new();
    hits.retain(|(_, _, hit)| shown.insert(hit.person));
    hits.truncate(MOST);
    found.hits = hits.into_iter().map(|(_, _, hit)| hit).collect();
    let shown: Vec<Uuid> = found.hits.iter().map(|hit| hit.person).collect();
    receipts::leave(context, permit, &shown).await?;
    Ok(found)
}

/// A record as a hit, with the rank that its numbers give it and its weight; nothing if it is none.
fn hit<'a>(
    record: &Record,
    survivor: Uuid,
    numbers: impl Iterator<Item = &'a (Part, Match)>,
    candidate: Option<&Candidate>,
) -> Option<(u8, f32, Hit)> {
    let mut rank = 0;
    let mut evidence = Vec::new();
    for (part, found) in numbers {
        rank = rank.max(part.rank());
        evidence.push(part.evidence(found));
    }
    let weight = candidate.map_or(0.0, |candidate| candidate.weight);
    if rank == 0 && weight < LEAST_BITS {
        return None;
    }
    let said = |step: &&Step| step.bits != 0.0;
    let steps = candidate.iter().flat_map(|candidate| &candidate.steps);
    evidence.extend(steps.filter(said).map(Evidence::of));
    let probability = candidate.map_or(0.0, |candidate| candidate.probability);
    let strength = if rank == Part::Whole.rank() || probability >= 0.8 {
        Strength::Strong
    } else if rank > 0 || probability >= 0.05 {
        Strength::Possible
    } else {
        Strength::Weak
    };
    let particulars = &record.person.particulars;
    let hit = Hit {
        person: survivor,
        record: record.person.id,
        name: particulars.name.clone(),
        birth_date: particulars.birth_date,
        birth_place: particulars.birth_place.clone(),
        strength,
        evidence,
    };
    Some((rank, weight, hit))
}

/// How a number fits what was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Whole,
    Beginning,
    End,
    Ends,
    Middle,
}

impl Part {
    fn rank(self) -> u8 {
        match self {
            Self::Whole => 3,
            Self::Ends => 2,
            Self::Beginning | Self::End | Self::Middle => 1,
        }
    }

    fn evidence(self, found: &Match) -> Evidence {
        let (id, en) = match self {
            Self::Whole => ("nomor sama", "the same number"),
            Self::Beginning => ("awal nomor sama", "the number begins so"),
            Self::End => ("akhir nomor sama", "the number ends so"),
            Self::Ends => ("awal dan akhir nomor sama", "the number begins and ends so"),
            Self::Middle => ("bagian nomor sama", "a part of the number is the same"),
        };
        let (id, en) = if found.holds {
            (id.to_owned(), en.to_owned())
        } else {
            (
                format!("{id} (nomor lama)"),
                format!("{en} (an old number)"),
            )
        };
        let field = match found.kind.as_str() {
            "passport" => "passport_no",
            "nik" => "nik",
            "phone" => "phone",
            "email" => "email",
            _ => "document",
        };
        Evidence {
            field: field.to_owned(),
            words: Wording::new(id, en),
            bits: None,
        }
    }
}
