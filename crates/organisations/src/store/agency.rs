//! The tables of agencies and units.

use crate::{Agency, AgencyForm, AgencyKind, Unit, UnitForm, UnitKind};
use access::AccessError;
use storage::{StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

type AgencyRow = (Uuid, String, String, String);
type UnitRow = (Uuid, Uuid, String, String);

fn agency((id, name, short_name, kind): AgencyRow) -> Agency {
    // A kind that a newer program wrote is some other one to this program.
    let kind = AgencyKind::from_code(&kind).unwrap_or(AgencyKind::Other);
    Agency {
        id,
        name,
        short_name,
        kind,
    }
}

fn unit((id, agency, name, kind): UnitRow) -> Unit {
    let kind = UnitKind::from_code(&kind).unwrap_or(UnitKind::Office);
    Unit {
        id,
        agency,
        name,
        kind,
    }
}

pub(crate) async fn agencies(tx: &mut Tx) -> Result<Vec<Agency>, StorageError> {
    let rows: Vec<AgencyRow> = fetch_all!(
        tx,
        "SELECT id, name, short_name, kind FROM organisation_agency ORDER BY short_name, name"
    )?;
    Ok(rows.into_iter().map(agency).collect())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Agency, AccessError> {
    let row: Option<AgencyRow> = fetch_optional!(
        tx,
        "SELECT id, name, short_name, kind FROM organisation_agency WHERE id = $1",
        id
    )?;
    row.map(agency).ok_or(AccessError::NotFound)
}

pub(crate) async fn insert(tx: &mut Tx, form: &AgencyForm) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO organisation_agency (id, name, short_name, kind, created_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        form.name.as_str(),
        form.short_name.as_str(),
        form.kind.code(),
        now
    )
    .map_err(AccessError::taken("name"))?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, id: Uuid, form: &AgencyForm) -> Result<(), AccessError> {
    execute!(
        tx,
        "UPDATE organisation_agency SET name = $1, short_name = $2, kind = $3 WHERE id = $4",
        form.name.as_str(),
        form.short_name.as_str(),
        form.kind.code(),
        id
    )
    .map_err(AccessError::taken("name"))?;
    Ok(())
}

pub(crate) async fn units(tx: &mut Tx, of: Uuid) -> Result<Vec<Unit>, StorageError> {
    let rows: Vec<UnitRow> = fetch_all!(
        tx,
        "SELECT id, agency, name, kind FROM organisation_unit WHERE agency = $1 ORDER BY name",
        of
    )?;
    Ok(rows.into_iter().map(unit).collect())
}

pub(crate) async fn insert_unit(
    tx: &mut Tx,
    agency: Uuid,
    form: &UnitForm,
) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO organisation_unit (id, agency, name, kind, created_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        agency,
        form.name.as_str(),
        form.kind.code(),
        now
    )
    .map_err(AccessError::taken("name"))?;
    Ok(id)
}
