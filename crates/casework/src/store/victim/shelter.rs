//! Houses, and who stays there.

use crate::model::victim::{Leaving, Shelter, Stay, Takes};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT h.id, h.name, h.place, h.beds, h.takes, h.closed, \
             (SELECT COUNT(*) FROM casework_stays s WHERE s.shelter = h.id AND s.left_at IS NULL) AS taken FROM casework_shelters h ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    name: String,
    place: String,
    beds: i64,
    takes: String,
    closed: bool,
    taken: i64,
}

impl TryFrom<Row> for Shelter {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let takes = Takes::from_code(&row.takes);
        Ok(Self {
            id: row.id,
            name: row.name,
            place: row.place,
            beds: row.beds,
            taken: row.taken,
            takes: takes.ok_or_else(|| StorageError::Form("column takes".to_owned()))?,
            closed: row.closed,
        })
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    agency: Uuid,
    shelter: &Shelter,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO casework_shelters (id, agency, name, place, beds, takes, closed) VALUES ($1, $2, $3, $4, $5, $6, $7)",
        shelter.id,
        agency,
        shelter.name.as_str(),
        shelter.place.as_str(),
        shelter.beds,
        shelter.takes.code(),
        shelter.closed
    )?;
    Ok(())
}

/// Opens a house again, or closes it: it takes nobody any more, and whoever is there stays.
pub(crate) async fn close(
    tx: &mut Tx,
    agency: Uuid,
    shelter: Uuid,
    closed: bool,
) -> Result<bool, StorageError> {
    let written = execute!(
        tx,
        "UPDATE casework_shelters SET closed = $3 WHERE id = $1 AND agency = $2 AND closed <> $3",
        shelter,
        agency,
        closed
    )?;
    Ok(written == 1)
}

/// The houses of an agency.
pub(crate) async fn of_agency(tx: &mut Tx, agency: Uuid) -> Result<Vec<Shelter>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!("WHERE h.agency = $1 ORDER BY h.closed, h.name, h.id"),
        agency
    )?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// A house of an agency, held until the transaction ends: two admissions cannot both take the last bed.
pub(crate) async fn hold(
    tx: &mut Tx,
    agency: Uuid,
    shelter: Uuid,
) -> Result<Option<Shelter>, StorageError> {
    execute!(
        tx,
        "UPDATE casework_shelters SET beds = beds WHERE id = $1 AND agency = $2",
        shelter,
        agency
    )?;
    let row: Option<Row> = fetch_optional!(
        tx,
        select!("WHERE h.id = $1 AND h.agency = $2"),
        shelter,
        agency
    )?;
    row.map(TryInto::try_into).transpose()
}

#[derive(sqlx::FromRow)]
struct StayRow {
    id: Uuid,
    shelter: Uuid,
    shelter_name: String,
    admitted_at: Stamp,
    reason: String,
    needs: String,
    left_at: Option<Stamp>,
    leaving: Option<String>,
    destination: Option<String>,
}

impl TryFrom<StayRow> for Stay {
    type Error = StorageError;

    fn try_from(row: StayRow) -> Result<Self, StorageError> {
        let leaving = row.leaving.map(|code| {
            let leaving = Leaving::from_code(&code);
            leaving.ok_or_else(|| StorageError::Form("column leaving".to_owned()))
        });
        let left = row.left_at.zip(leaving.transpose()?);
        Ok(Self {
            id: row.id,
            shelter: row.shelter,
            shelter_name: row.shelter_name,
            admitted_at: row.admitted_at,
            reason: row.reason,
            needs: row.needs,
            left: left.map(|(at, why)| (at, why, row.destination.unwrap_or_default())),
        })
    }
}

pub(crate) async fn admit(tx: &mut Tx, person: Uuid, stay: &Stay) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO casework_stays (id, shelter, person, admitted_at, reason, needs) VALUES ($1, $2, $3, $4, $5, $6)",
        stay.id,
        stay.shelter,
        person,
        stay.admitted_at,
        stay.reason.as_str(),
        stay.needs.as_str()
    )?;
    Ok(())
}

/// Ends the stay of somebody; false where they stay nowhere.
pub(crate) async fn leave(
    tx: &mut Tx,
    person: Uuid,
    at: Stamp,
    leaving: Leaving,
    destination: &str,
) -> Result<bool, StorageError> {
    let written = execute!(
        tx,
        "UPDATE casework_stays SET left_at = $2, leaving = $3, destination = $4 WHERE person = $1 AND left_at IS NULL",
        person,
        at,
        leaving.code(),
        destination
    )?;
    Ok(written == 1)
}

/// The stays of somebody, the latest first.
pub(crate) async fn of_person(tx: &mut Tx, person: Uuid) -> Result<Vec<Stay>, StorageError> {
    let rows: Vec<StayRow> = fetch_all!(
        tx,
        "SELECT s.id, s.shelter, h.name AS shelter_name, s.admitted_at, s.reason, s.needs, s.left_at, s.leaving, s.destination
         FROM casework_stays s JOIN casework_shelters h ON h.id = s.shelter WHERE s.person = $1 ORDER BY s.id DESC",
        person
    )?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// Where people of a case stay now: the person, and the house.
pub(crate) async fn present(tx: &mut Tx, case: Uuid) -> Result<Vec<(Uuid, String)>, StorageError> {
    fetch_all!(
        tx,
        "SELECT s.person, h.name FROM casework_stays s JOIN casework_shelters h ON h.id = s.shelter
         JOIN casework_persons p ON p.id = s.person WHERE p.case_id = $1 AND s.left_at IS NULL",
        case
    )
}
