//! Placements, one by one and page by page.

use super::row::{DocumentRow, PlacementRow, columns};
use crate::{Document, Order, Placement, Wanted};
use std::collections::HashMap;
use storage::{Day, StorageError, Tx, execute, fetch_all, fetch_in, fetch_optional};
use uuid::Uuid;

/// Rows of one page.
pub(crate) const ROWS: usize = 50;

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Placement>, StorageError> {
    let row: Option<PlacementRow> = fetch_optional!(
        tx,
        concat!("SELECT ", columns!(), " FROM placement WHERE id = $1"),
        id
    )?;
    let Some(row) = row else {
        return Ok(None);
    };
    let mut placements = vec![row.try_into()?];
    with_documents(tx, &mut placements).await?;
    Ok(placements.pop())
}

/// The placements of some persons, the latest contract first.
pub(crate) async fn of_persons(
    tx: &mut Tx,
    persons: &[Uuid],
) -> Result<Vec<Placement>, StorageError> {
    let rows: Vec<PlacementRow> = fetch_in!(
        tx,
        "SELECT id, agency, person, source_key, fingerprint, status, scheme, country, employer, position, company, company_id, contract_start, contract_end, insurance, insurance_number, insurance_until, orientation, orientation_on, registered_on, office, departed_on, arrived_on, returned_on FROM placement WHERE person IN";
        persons
    )?;
    let mut placements = rows
        .into_iter()
        .map(Placement::try_from)
        .collect::<Result<Vec<_>, _>>()?;
    placements.sort_by_key(|placement| {
        std::cmp::Reverse((placement.details.contract_start, placement.id))
    });
    with_documents(tx, &mut placements).await?;
    Ok(placements)
}

/// One page of an agency's placements (of all agencies without one).
pub(crate) async fn list(
    tx: &mut Tx,
    agency: Option<Uuid>,
    wanted: &Wanted,
) -> Result<Vec<Placement>, StorageError> {
    let status = wanted.status.map_or("", domain::PlacementStatus::code);
    let country = wanted.country.map(|country| country.alpha3().to_owned());
    let country = country.unwrap_or_default();
    let scheme = wanted.scheme.map_or("", domain::PlacementScheme::code);
    let limit = ROWS as i64 + 1;
    let rows: Vec<PlacementRow> = match wanted.order {
        Order::Newest => fetch_all!(
            tx,
            concat!(
                "SELECT ",
                columns!(),
                " FROM placement WHERE ($1 IS NULL OR agency = $1) AND ($2 = '' OR status = $2) AND ($3 = '' OR country = $3)
                  AND ($4 = '' OR scheme = $4) AND ($5 IS NULL OR id < $5) ORDER BY id DESC LIMIT $6"
            ),
            agency,
            status,
            country,
            scheme,
            wanted.before,
            limit
        )?,
        // The place of the last row is looked up by its identifier: an address holds no date of anybody.
        Order::EndsFirst => fetch_all!(
            tx,
            concat!(
                "SELECT ",
                columns!(),
                " FROM placement WHERE ($1 IS NULL OR agency = $1) AND ($2 = '' OR status = $2) AND ($3 = '' OR country = $3)
                  AND ($4 = '' OR scheme = $4) AND contract_end IS NOT NULL AND status NOT IN ('ended', 'cancelled')
                  AND ($5 IS NULL OR contract_end > (SELECT contract_end FROM placement WHERE id = $5)
                       OR contract_end = (SELECT contract_end FROM placement WHERE id = $5) AND id > $5)
                  ORDER BY contract_end, id LIMIT $6"
            ),
            agency,
            status,
            country,
            scheme,
            wanted.before,
            limit
        )?,
    };
    rows.into_iter().map(Placement::try_from).collect()
}

/// Puts to each placement its documents.
pub(crate) async fn with_documents(
    tx: &mut Tx,
    placements: &mut [Placement],
) -> Result<(), StorageError> {
    let ids: Vec<Uuid> = placements.iter().map(|placement| placement.id).collect();
    let rows: Vec<DocumentRow> = fetch_in!(
        tx,
        "SELECT placement, kind, number, issuer, issued, until, state FROM placement_document WHERE placement IN";
        ids
    )?;
    let mut by_placement: HashMap<Uuid, Vec<Document>> = HashMap::new();
    for row in rows {
        let of = row.placement;
        by_placement.entry(of).or_default().push(row.try_into()?);
    }
    for placement in placements {
        placement.documents = by_placement.remove(&placement.id).unwrap_or_default();
        placement.documents.sort_by_key(|document| document.kind);
    }
    Ok(())
}

/// Writes all that may change about a placement, its documents excepted.
pub(crate) async fn update(
    tx: &mut Tx,
    placement: &Placement,
    fingerprint: Option<i64>,
) -> Result<(), StorageError> {
    let (details, journey) = (&placement.details, &placement.journey);
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE placement SET person = $2, status = $3, scheme = $4, country = $5, employer = $6, position = $7, company = $8,
         company_id = $9, contract_start = $10, contract_end = $11, insurance = $12, insurance_number = $13,
         insurance_until = $14, orientation = $15, orientation_on = $16, registered_on = $17, office = $18,
         departed_on = $19, arrived_on = $20, returned_on = $21, changed_at = $22, fingerprint = COALESCE($23, fingerprint)
         WHERE id = $1",
        placement.id,
        placement.person,
        journey.status.code(),
        details.scheme.map(domain::PlacementScheme::code),
        details.country.map(|country| country.alpha3().to_owned()),
        details.employer.as_deref(),
        details.position.as_deref(),
        details.company.as_deref(),
        placement.company_id,
        details.contract_start.map(Day),
        details.contract_end.map(Day),
        details.insurance.map(crate::Held::code),
        details.insurance_number.as_deref(),
        details.insurance_until.map(Day),
        details.orientation.map(crate::Held::code),
        details.orientation_on.map(Day),
        details.registered_on.map(Day),
        details.office.as_deref(),
        journey.departed_on.map(Day),
        journey.arrived_on.map(Day),
        journey.returned_on.map(Day),
        now,
        fingerprint
    )?;
    Ok(())
}

/// Writes a document, in place of the one of its kind.
pub(crate) async fn put_document(
    tx: &mut Tx,
    placement: Uuid,
    document: &Document,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "INSERT INTO placement_document (placement, kind, number, issuer, issued, until, state)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (placement, kind) DO UPDATE SET number = $3, issuer = $4, issued = $5, until = $6, state = $7",
        placement,
        document.kind.code(),
        document.number.as_deref(),
        document.issuer.as_deref(),
        document.issued.map(Day),
        document.until.map(Day),
        document.state.code()
    )?;
    Ok(())
}
