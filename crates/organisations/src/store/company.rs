//! The tables of placement companies and recruitment permits.

use super::{country, known};
use crate::{
    Company, CompanyForm, LicenceState, Listing, ROWS, Recruitment, RecruitmentForm, Registered,
    Wanted, model::folded,
};
use access::AccessError;
use domain::day_in_jakarta;
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct CompanyRow {
    id: Uuid,
    name: String,
    nib: Option<String>,
    licence_number: String,
    licence_issued: Day,
    licence_until: Day,
    licence_state: String,
}

#[derive(sqlx::FromRow)]
struct RecruitmentRow {
    id: Uuid,
    company: Uuid,
    number: String,
    country: String,
    employer: Option<Uuid>,
    position: String,
    quota: i64,
    issued: Day,
    until: Day,
}

impl TryFrom<CompanyRow> for Company {
    type Error = StorageError;

    fn try_from(row: CompanyRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            form: CompanyForm {
                name: row.name,
                nib: row.nib,
                licence_number: row.licence_number,
                licence_issued: row.licence_issued.0,
                licence_until: row.licence_until.0,
                licence_state: known(LicenceState::from_code(&row.licence_state), "licence_state")?,
            },
        })
    }
}

impl TryFrom<RecruitmentRow> for Recruitment {
    type Error = StorageError;

    fn try_from(row: RecruitmentRow) -> Result<Self, StorageError> {
        Ok(Self {
            id: row.id,
            company: row.company,
            form: RecruitmentForm {
                number: row.number,
                country: country(&row.country)?,
                employer: row.employer,
                position: row.position,
                quota: known(u32::try_from(row.quota).ok(), "quota")?,
                issued: row.issued.0,
                until: row.until.0,
            },
        })
    }
}

pub(crate) async fn list(tx: &mut Tx, wanted: &Wanted) -> Result<Listing<Company>, StorageError> {
    let rows: Vec<CompanyRow> = fetch_all!(
        tx,
        "SELECT id, name, nib, licence_number, licence_issued, licence_until, licence_state
         FROM organisation_company WHERE folded LIKE $1 AND ($2 = '' OR licence_state = $2)
         ORDER BY folded, id LIMIT $3 OFFSET $4",
        wanted.pattern(),
        wanted.state.as_str(),
        ROWS as i64 + 1,
        wanted.offset()
    )?;
    let rows = rows
        .into_iter()
        .map(Company::try_from)
        .collect::<Result<_, _>>()?;
    Ok(Listing::of(rows))
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Company, AccessError> {
    let row: Option<CompanyRow> = fetch_optional!(
        tx,
        "SELECT id, name, nib, licence_number, licence_issued, licence_until, licence_state
         FROM organisation_company WHERE id = $1",
        id
    )?;
    Ok(row.ok_or(AccessError::NotFound)?.try_into()?)
}

pub(crate) async fn register(tx: &mut Tx) -> Result<Vec<Registered>, StorageError> {
    #[derive(sqlx::FromRow)]
    struct Row {
        #[sqlx(flatten)]
        company: CompanyRow,
        changed_at: Stamp,
    }
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, name, nib, licence_number, licence_issued, licence_until, licence_state, changed_at
         FROM organisation_company ORDER BY folded, id"
    )?;
    rows.into_iter()
        .map(|row| {
            Ok(Registered {
                company: row.company.try_into()?,
                changed_on: day_in_jakarta(row.changed_at.timestamp()),
            })
        })
        .collect()
}

pub(crate) async fn names(tx: &mut Tx) -> Result<Vec<(String, Uuid)>, StorageError> {
    fetch_all!(tx, "SELECT folded, id FROM organisation_company")
}

pub(crate) async fn insert(tx: &mut Tx, form: &CompanyForm) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO organisation_company (id, name, folded, nib, licence_number, licence_issued, licence_until, licence_state, created_at, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id,
        form.name.as_str(),
        folded(&form.name),
        form.nib.as_deref(),
        form.licence_number.as_str(),
        Day(form.licence_issued),
        Day(form.licence_until),
        form.licence_state.code(),
        now
    )
    .map_err(taken)?;
    Ok(id)
}

pub(crate) async fn update(tx: &mut Tx, id: Uuid, form: &CompanyForm) -> Result<(), AccessError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE organisation_company SET name = $1, folded = $2, nib = $3, licence_number = $4, licence_issued = $5,
         licence_until = $6, licence_state = $7, changed_at = $8 WHERE id = $9",
        form.name.as_str(),
        folded(&form.name),
        form.nib.as_deref(),
        form.licence_number.as_str(),
        Day(form.licence_issued),
        Day(form.licence_until),
        form.licence_state.code(),
        now,
        id
    )
    .map_err(taken)?;
    Ok(())
}

/// Two columns are unique: which one was hit decides at which field the fault shows.
fn taken(error: StorageError) -> AccessError {
    match &error {
        StorageError::NotUnique(which) if which.contains("licence_number") => {
            AccessError::invalid("licence_number", "taken")
        }
        _ => AccessError::taken("name")(error),
    }
}

pub(crate) async fn recruitments(tx: &mut Tx, of: Uuid) -> Result<Vec<Recruitment>, StorageError> {
    let rows: Vec<RecruitmentRow> = fetch_all!(
        tx,
        "SELECT id, company, number, country, employer, position, quota, issued, until
         FROM organisation_recruitment WHERE company = $1 ORDER BY until DESC, number",
        of
    )?;
    rows.into_iter().map(Recruitment::try_from).collect()
}

pub(crate) async fn recruitment(tx: &mut Tx, id: Uuid) -> Result<Recruitment, AccessError> {
    let row: Option<RecruitmentRow> = fetch_optional!(
        tx,
        "SELECT id, company, number, country, employer, position, quota, issued, until
         FROM organisation_recruitment WHERE id = $1",
        id
    )?;
    Ok(row.ok_or(AccessError::NotFound)?.try_into()?)
}

pub(crate) async fn insert_recruitment(
    tx: &mut Tx,
    company: Uuid,
    form: &RecruitmentForm,
) -> Result<Uuid, AccessError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO organisation_recruitment (id, company, number, country, employer, position, quota, issued, until, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        id,
        company,
        form.number.as_str(),
        form.country.alpha3(),
        form.employer,
        form.position.as_str(),
        i64::from(form.quota),
        Day(form.issued),
        Day(form.until),
        now
    )
    .map_err(AccessError::taken("number"))?;
    Ok(id)
}

pub(crate) async fn update_recruitment(
    tx: &mut Tx,
    id: Uuid,
    form: &RecruitmentForm,
) -> Result<(), AccessError> {
    execute!(
        tx,
        "UPDATE organisation_recruitment SET number = $1, country = $2, employer = $3, position = $4, quota = $5,
         issued = $6, until = $7 WHERE id = $8",
        form.number.as_str(),
        form.country.alpha3(),
        form.employer,
        form.position.as_str(),
        i64::from(form.quota),
        Day(form.issued),
        Day(form.until),
        id
    )
    .map_err(AccessError::taken("number"))?;
    Ok(())
}
