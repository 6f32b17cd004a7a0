//! Many placements with few statements.

use super::row::PlacementRow;
use crate::{Document, Placement};
use storage::{Day, StorageError, Tx, fetch_in, insert_all};
use uuid::Uuid;

/// The placements of an agency with these keys of its source, each with the fingerprint of the row that was imported last.
pub(crate) async fn by_key(
    tx: &mut Tx,
    agency: Uuid,
    keys: &[&str],
) -> Result<Vec<(Placement, Option<i64>)>, StorageError> {
    let rows: Vec<PlacementRow> = fetch_in!(
        tx,
        "SELECT id, agency, person, source_key, fingerprint, status, scheme, country, employer, position, company, company_id, contract_start, contract_end, insurance, insurance_number, insurance_until, orientation, orientation_on, registered_on, office, departed_on, arrived_on, returned_on FROM placement WHERE agency = $1 AND source_key IN",
        agency;
        keys
    )?;
    rows.into_iter()
        .map(|row| {
            let fingerprint = row.fingerprint;
            Ok((row.try_into()?, fingerprint))
        })
        .collect()
}

/// Writes new placements with their documents.
pub(crate) async fn insert(
    tx: &mut Tx,
    placements: &[(Placement, Option<i64>)],
) -> Result<(), StorageError> {
    let now = tx.stamp();
    insert_all!(
        tx,
        "placement (id, agency, person, source_key, fingerprint, status, scheme, country, employer, position, company, company_id, contract_start, contract_end, insurance, insurance_number, insurance_until, orientation, orientation_on, registered_on, office, departed_on, arrived_on, returned_on, changed_at)",
        placements,
        |(placement, fingerprint)| placement.id,
        placement.agency,
        placement.person,
        placement.source_key.as_deref(),
        *fingerprint,
        placement.journey.status.code(),
        placement.details.scheme.map(domain::PlacementScheme::code),
        placement
            .details
            .country
            .map(|country| country.alpha3().to_owned()),
        placement.details.employer.as_deref(),
        placement.details.position.as_deref(),
        placement.details.company.as_deref(),
        placement.company_id,
        placement.details.contract_start.map(Day),
        placement.details.contract_end.map(Day),
        placement.details.insurance.map(crate::Held::code),
        placement.details.insurance_number.as_deref(),
        placement.details.insurance_until.map(Day),
        placement.details.orientation.map(crate::Held::code),
        placement.details.orientation_on.map(Day),
        placement.details.registered_on.map(Day),
        placement.details.office.as_deref(),
        placement.journey.departed_on.map(Day),
        placement.journey.arrived_on.map(Day),
        placement.journey.returned_on.map(Day),
        now
    )?;
    let documents: Vec<(Uuid, &Document)> = placements
        .iter()
        .flat_map(|(placement, _)| {
            placement
                .documents
                .iter()
                .map(|document| (placement.id, document))
        })
        .collect();
    insert_all!(
        tx,
        "placement_document (placement, kind, number, issuer, issued, until, state)",
        documents,
        |(placement, document)| *placement,
        document.kind.code(),
        document.number.as_deref(),
        document.issuer.as_deref(),
        document.issued.map(Day),
        document.until.map(Day),
        document.state.code()
    )
}
