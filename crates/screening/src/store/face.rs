//! Who travelled before: what the index needs of decided assessments, and nothing else of them.

use crate::model::Particulars;
use domain::{Nik, Sex};
use storage::{StorageError, Tx, fetch_all, fetch_in};
use uuid::Uuid;

/// A traveller on whom an officer decided.
pub(crate) struct Face {
    pub(crate) id: Uuid,
    pub(crate) agency: Uuid,
    pub(crate) who: Particulars,
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agency: Uuid,
    name: String,
    birth_dates: String,
    sex: Option<String>,
    document: Option<String>,
    nik: Option<String>,
}

impl From<Row> for Face {
    fn from(row: Row) -> Self {
        let dates = row.birth_dates.split(' ');
        Self {
            id: row.id,
            agency: row.agency,
            who: Particulars {
                name: row.name,
                birth_dates: dates.filter_map(|date| date.parse().ok()).collect(),
                document: row.document,
                nik: row.nik.and_then(|nik| Nik::read(&nik).ok()),
                sex: row.sex.as_deref().and_then(Sex::read),
                ..Particulars::default()
            },
        }
    }
}

/// Those after one in the order of identifiers.
pub(crate) async fn after(tx: &mut Tx, id: Uuid, limit: i64) -> Result<Vec<Face>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, agency, name, birth_dates, sex, document, nik FROM screening_assessments
         WHERE id > $1 AND decided_at IS NOT NULL ORDER BY id LIMIT $2",
        id,
        limit
    )?;
    Ok(rows.into_iter().map(Face::from).collect())
}

/// Some of them.
pub(crate) async fn some(tx: &mut Tx, ids: &[Uuid]) -> Result<Vec<Face>, StorageError> {
    let rows: Vec<Row> = fetch_in!(
        tx,
        "SELECT id, agency, name, birth_dates, sex, document, nik FROM screening_assessments
         WHERE decided_at IS NOT NULL AND id IN";
        ids
    )?;
    Ok(rows.into_iter().map(Face::from).collect())
}
