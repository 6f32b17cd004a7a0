//! Who has or had a number.

use crate::{IdentifierKind, service::Reach};
use domain::Country;
use storage::{StorageError, Tx, fetch_all};
use uuid::Uuid;

/// The records within reach that have or had exactly this number; any issuer if none is said, or none was written down.
pub(crate) async fn holders(
    tx: &mut Tx,
    reach: Reach,
    kind: IdentifierKind,
    number: &str,
    issuer: Option<Country>,
) -> Result<Vec<Uuid>, StorageError> {
    let issuer = issuer.as_ref().map(Country::alpha3);
    let rows: Vec<(Uuid,)> = match reach {
        Reach::Own(agency) => fetch_all!(
            tx,
            "SELECT DISTINCT person FROM person_identifier WHERE controller = $1 AND number = $2 AND kind = $3
                 AND (issuer IS NULL OR issuer = COALESCE($4, issuer)) ORDER BY person",
            agency,
            number.as_bytes(),
            kind.code(),
            issuer
        ),
        Reach::All => fetch_all!(
            tx,
            "SELECT DISTINCT person FROM person_identifier WHERE controller IN (SELECT id FROM organisation_agency) AND number = $1
                 AND kind = $2 AND (issuer IS NULL OR issuer = COALESCE($3, issuer)) ORDER BY person",
            number.as_bytes(),
            kind.code(),
            issuer
        ),
    }?;
    Ok(rows.into_iter().map(|(person,)| person).collect())
}
