//! What victims need, and who gives it.

use crate::model::victim::{Service, ServiceKind, ServiceState};
use storage::{Day, StorageError, Tx, execute, fetch_all};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    kind: String,
    need: String,
    provider: String,
    escort: String,
    state: String,
    due_on: Option<Day>,
    from_on: Option<Day>,
    until_on: Option<Day>,
    result: String,
    version: i64,
}

impl TryFrom<Row> for Service {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        let date = |day: Option<Day>| day.map(|Day(date)| date);
        Ok(Self {
            id: row.id,
            kind: ServiceKind::from_code(&row.kind).ok_or_else(|| odd("kind"))?,
            need: row.need,
            provider: row.provider,
            escort: row.escort,
            state: ServiceState::from_code(&row.state).ok_or_else(|| odd("state"))?,
            due_on: date(row.due_on),
            from_on: date(row.from_on),
            until_on: date(row.until_on),
            result: row.result,
            version: row.version,
        })
    }
}

pub(crate) async fn insert(
    tx: &mut Tx,
    person: Uuid,
    service: &Service,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO casework_services (id, person, kind, need, provider, escort, state, due_on, from_on, until_on, result, version)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 1)",
        service.id,
        person,
        service.kind.code(),
        service.need.as_str(),
        service.provider.as_str(),
        service.escort.as_str(),
        service.state.code(),
        service.due_on.map(Day),
        service.from_on.map(Day),
        service.until_on.map(Day),
        service.result.as_str()
    )?;
    Ok(())
}

/// Writes a service over the version that was seen; false where somebody else wrote in between, or it is not of this victim.
pub(crate) async fn update(
    tx: &mut Tx,
    person: Uuid,
    service: &Service,
) -> Result<bool, StorageError> {
    let written = execute!(
        tx,
        "UPDATE casework_services SET kind = $3, need = $4, provider = $5, escort = $6, state = $7, due_on = $8, from_on = $9,
         until_on = $10, result = $11, version = version + 1 WHERE id = $1 AND person = $2 AND version = $12",
        service.id,
        person,
        service.kind.code(),
        service.need.as_str(),
        service.provider.as_str(),
        service.escort.as_str(),
        service.state.code(),
        service.due_on.map(Day),
        service.from_on.map(Day),
        service.until_on.map(Day),
        service.result.as_str(),
        service.version
    )?;
    Ok(written == 1)
}

/// The services of a victim, in the order in which they were written.
pub(crate) async fn of_person(tx: &mut Tx, person: Uuid) -> Result<Vec<Service>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, kind, need, provider, escort, state, due_on, from_on, until_on, result, version FROM casework_services
         WHERE person = $1 ORDER BY id",
        person
    )?;
    rows.into_iter().map(TryInto::try_into).collect()
}

/// For each person of a case how many services stand where.
pub(crate) async fn counts(
    tx: &mut Tx,
    case: Uuid,
) -> Result<Vec<(Uuid, ServiceState, i64)>, StorageError> {
    let rows: Vec<(Uuid, String, i64)> = fetch_all!(
        tx,
        "SELECT s.person, s.state, COUNT(*) FROM casework_services s JOIN casework_persons p ON p.id = s.person
         WHERE p.case_id = $1 GROUP BY s.person, s.state",
        case
    )?;
    rows.into_iter()
        .map(|(person, state, count)| {
            let state = ServiceState::from_code(&state);
            let state = state.ok_or_else(|| StorageError::Form("column state".to_owned()))?;
            Ok((person, state, count))
        })
        .collect()
}
