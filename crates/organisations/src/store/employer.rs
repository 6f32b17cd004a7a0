//! The table of employers abroad.

use super::{country, known};
use crate::{
    Employer, EmployerForm, EmployerKind, Listing, ROWS, Verification, Wanted, model::folded,
};
use access::AccessError;
use storage::{Day, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct EmployerRow {
    id: Uuid,
    name: String,
    country: String,
    kind: String,
    address: Option<String>,
    verification: String,
    verified_until: Option<Day>,
}

impl TryFrom<EmployerRow> for Employer {
    type Error = StorageError;

    fn try_from(row: EmployerRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            form: EmployerForm {
                name: row.name,
                country: country(&row.country)?,
                employer_kind: known(EmployerKind::from_code(&row.kind), "kind")?,
                address: row.address,
                verification: known(Verification::from_code(&row.verification), "verification")?,
                verified_until: row.verified_until.map(|day| day.0),
            },
        })
    }
}

pub(crate) async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Listing<Employer>, StorageError> {
    let rows: Vec<EmployerRow> = fetch_all!(
        tx,
        "SELECT id, name, country, kind, address, verification, verified_until FROM organisation_employer
         WHERE folded LIKE $1 AND ($2 = '' OR verification = $2) AND ($3 = '' OR country = $3)
         ORDER BY folded, id LIMIT $4 OFFSET $5",
        wanted.pattern(),
        wanted.state.as_str(),
        wanted.country_code(),
        ROWS as i64 + 1,
        wanted.offset()
    )?;
    let rows = rows
        .into_iter()
        .map(Employer::try_from)
        .collect::<Result<_, _>>()?;
    Ok(Listing::of(rows))
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Employer, AccessError> {
    let row: Option<EmployerRow> = fetch_optional!(
        tx,
        "SELECT id, name, country, kind, address, verification, verified_until FROM organisation_employer WHERE id = $1",
        id
    )?;
    Ok(row.ok_or(AccessError::NotFound)?.try_into()?)
}

pub(crate) async fn insert(tx: &mut Tx, form: &EmployerForm) -> Result<Uuid, StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO organisation_employer (id, name, folded, country, kind, address, verification, verified_until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        id,
        form.name.as_str(),
        folded(&form.name),
        form.country.alpha3(),
        form.employer_kind.code(),
        form.address.as_deref(),
        form.verification.code(),
        form.verified_until.map(Day),
        now
    )?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, id: Uuid, form: &EmployerForm) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE organisation_employer SET name = $1, folded = $2, country = $3, kind = $4, address = $5, verification = $6,
         verified_until = $7 WHERE id = $8",
        form.name.as_str(),
        folded(&form.name),
        form.country.alpha3(),
        form.employer_kind.code(),
        form.address.as_deref(),
        form.verification.code(),
        form.verified_until.map(Day),
        id
    )?;
    Ok(())
}
