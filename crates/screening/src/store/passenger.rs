//! Who was named on a voyage.

use crate::model::{Presence, Said};
use risk::Action;
use storage::{StorageError, Tx, execute, fetch_all, fetch_in, insert_all};
use uuid::Uuid;

/// A passenger as they are kept; what is known of them lies in their assessment.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stored {
    pub(crate) id: Uuid,
    pub(crate) voyage: Uuid,
    /// In the order of first mention, from 0.
    pub(crate) place: i64,
    pub(crate) anchor: String,
    pub(crate) presence: Presence,
    pub(crate) role: String,
    pub(crate) name: String,
    /// What was said of them last.
    pub(crate) said: Option<Said>,
    /// What was said when an officer last decided.
    pub(crate) decided: Option<Uuid>,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    voyage: Uuid,
    place: i64,
    anchor: String,
    presence: String,
    role: String,
    name: String,
    assessment: Option<Uuid>,
    decided: Option<Uuid>,
    action: Option<String>,
    score: i64,
    why_id: String,
    why_en: String,
}

impl Stored {
    /// Somebody of whom nothing is known yet.
    pub(crate) fn new(id: Uuid, voyage: Uuid) -> Self {
        Self {
            id,
            voyage,
            place: 0,
            anchor: String::new(),
            presence: Presence::Listed,
            role: String::new(),
            name: String::new(),
            said: None,
            decided: None,
        }
    }
}

impl TryFrom<Row> for Stored {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let form = |column: &str| StorageError::Form(format!("column {column}"));
        let action = row
            .action
            .as_deref()
            .map(|code| Action::from_code(code).ok_or_else(|| form("action")));
        let said = row.assessment.zip(action.transpose()?);
        Ok(Self {
            id: row.id,
            voyage: row.voyage,
            place: row.place,
            anchor: row.anchor,
            presence: Presence::from_code(&row.presence).ok_or_else(|| form("presence"))?,
            role: row.role,
            name: row.name,
            said: said.map(|(assessment, action)| Said {
                assessment,
                action,
                score: row.score,
                why: domain::Wording::new(row.why_id, row.why_en),
            }),
            decided: row.decided,
        })
    }
}

/// The passengers of a voyage in the order of first mention.
pub(crate) async fn of_voyage(tx: &mut Tx, voyage: Uuid) -> Result<Vec<Stored>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, voyage, place, anchor, presence, role, name, assessment, decided, action, score, why_id, why_en
         FROM screening_passengers WHERE voyage = $1 ORDER BY place, id",
        voyage
    )?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The passengers of some voyages.
pub(crate) async fn of_voyages(tx: &mut Tx, voyages: &[Uuid]) -> Result<Vec<Stored>, StorageError> {
    let rows: Vec<Row> = fetch_in!(
        tx,
        "SELECT id, voyage, place, anchor, presence, role, name, assessment, decided, action, score, why_id, why_en
         FROM screening_passengers WHERE voyage IN";
        voyages
    )?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// Writes the passengers of a voyage in place of those that were there.
pub(crate) async fn replace(
    tx: &mut Tx,
    voyage: Uuid,
    passengers: &[Stored],
) -> Result<(), StorageError> {
    execute!(
        tx,
        "DELETE FROM screening_passengers WHERE voyage = $1",
        voyage
    )?;
    insert_all!(
        tx,
        "screening_passengers (id, voyage, place, anchor, presence, role, name, assessment, decided, action, score, why_id, why_en)",
        passengers,
        |passenger| passenger.id,
        passenger.voyage,
        passenger.place,
        passenger.anchor.as_str(),
        passenger.presence.code(),
        passenger.role.as_str(),
        passenger.name.as_str(),
        passenger.said.as_ref().map(|said| said.assessment),
        passenger.decided,
        passenger.said.as_ref().map(|said| said.action.code()),
        passenger.said.as_ref().map_or(0, |said| said.score),
        passenger
            .said
            .as_ref()
            .map_or("", |said| said.why.id.as_ref()),
        passenger
            .said
            .as_ref()
            .map_or("", |said| said.why.en.as_ref())
    )
}

/// Ties a passenger to what was said of them now; what an officer decided about stays known.
pub(crate) async fn tie(tx: &mut Tx, passenger: Uuid, said: &Said) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_passengers SET decided = COALESCE(
             (SELECT a.id FROM screening_assessments a WHERE a.id = screening_passengers.assessment AND a.decided_at IS NOT NULL),
             decided), assessment = $2, action = $3, score = $4, why_id = $5, why_en = $6
         WHERE id = $1 AND (assessment IS NULL OR assessment <> $2)",
        passenger,
        said.assessment,
        said.action.code(),
        said.score,
        said.why.id.as_ref(),
        said.why.en.as_ref()
    )?;
    Ok(())
}

/// What was recommended and what was decided last, of some assessments.
pub(crate) async fn decisions(
    tx: &mut Tx,
    assessments: &[Uuid],
) -> Result<Vec<(Uuid, String, Option<String>)>, StorageError> {
    fetch_in!(
        tx,
        "SELECT id, action, outcome FROM screening_assessments WHERE id IN";
        assessments
    )
}
