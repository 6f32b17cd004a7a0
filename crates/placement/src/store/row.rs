//! Rows as the tables hold them.

use crate::{Details, Document, DocumentKind, DocumentState, Held, Journey, Placement};
use domain::{Country, PlacementScheme, PlacementStatus};
use storage::{Day, StorageError};
use uuid::Uuid;

/// The columns of a placement, in the order of [`PlacementRow`].
macro_rules! columns {
    () => {
        "id, agency, person, source_key, fingerprint, status, scheme, country, employer, position, company, company_id, \
         contract_start, contract_end, insurance, insurance_number, insurance_until, orientation, orientation_on, \
         registered_on, office, departed_on, arrived_on, returned_on"
    };
}
pub(super) use columns;

#[derive(sqlx::FromRow)]
pub(super) struct PlacementRow {
    id: Uuid,
    agency: Uuid,
    person: Uuid,
    source_key: Option<String>,
    pub(super) fingerprint: Option<i64>,
    status: String,
    scheme: Option<String>,
    country: Option<String>,
    employer: Option<String>,
    position: Option<String>,
    company: Option<String>,
    company_id: Option<Uuid>,
    contract_start: Option<Day>,
    contract_end: Option<Day>,
    insurance: Option<String>,
    insurance_number: Option<String>,
    insurance_until: Option<Day>,
    orientation: Option<String>,
    orientation_on: Option<Day>,
    registered_on: Option<Day>,
    office: Option<String>,
    departed_on: Option<Day>,
    arrived_on: Option<Day>,
    returned_on: Option<Day>,
}

#[derive(sqlx::FromRow)]
pub(super) struct DocumentRow {
    pub(super) placement: Uuid,
    kind: String,
    number: Option<String>,
    issuer: Option<String>,
    issued: Option<Day>,
    until: Option<Day>,
    state: String,
}

fn known<T>(code: &str, read: impl Fn(&str) -> Option<T>, column: &str) -> Result<T, StorageError> {
    read(code).ok_or_else(|| StorageError::Form(format!("column {column}")))
}

fn maybe<T>(
    code: Option<String>,
    read: impl Fn(&str) -> Option<T>,
    column: &str,
) -> Result<Option<T>, StorageError> {
    code.map(|code| known(&code, read, column)).transpose()
}

impl TryFrom<PlacementRow> for Placement {
    type Error = StorageError;

    fn try_from(row: PlacementRow) -> Result<Self, StorageError> {
        let day = |day: Option<Day>| day.map(|day| day.0);
        Ok(Self {
            id: row.id,
            agency: row.agency,
            person: row.person,
            source_key: row.source_key,
            company_id: row.company_id,
            details: Details {
                scheme: maybe(row.scheme, PlacementScheme::from_code, "scheme")?,
                country: maybe(row.country, Country::from_alpha3, "country")?,
                employer: row.employer,
                position: row.position,
                company: row.company,
                contract_start: day(row.contract_start),
                contract_end: day(row.contract_end),
                insurance: maybe(row.insurance, Held::from_code, "insurance")?,
                insurance_number: row.insurance_number,
                insurance_until: day(row.insurance_until),
                orientation: maybe(row.orientation, Held::from_code, "orientation")?,
                orientation_on: day(row.orientation_on),
                registered_on: day(row.registered_on),
                office: row.office,
            },
            journey: Journey {
                status: known(&row.status, PlacementStatus::from_code, "status")?,
                departed_on: day(row.departed_on),
                arrived_on: day(row.arrived_on),
                returned_on: day(row.returned_on),
            },
            documents: Vec::new(),
        })
    }
}

impl TryFrom<DocumentRow> for Document {
    type Error = StorageError;

    fn try_from(row: DocumentRow) -> Result<Self, StorageError> {
        Ok(Self {
            kind: known(&row.kind, DocumentKind::from_code, "kind")?,
            number: row.number,
            issuer: row.issuer,
            issued: row.issued.map(|day| day.0),
            until: row.until.map(|day| day.0),
            state: known(&row.state, DocumentState::from_code, "state")?,
        })
    }
}
