//! Imports: thousands of rows, a transaction each piece; what was taken is never taken twice.

use super::{KIND, reach};
use crate::{
    Counts, Details, Document, Import, ImportState, Journey, Outcome, Placement, ReportLine,
    import::Row,
    store::{bulk, import as store, placement},
};
use access::{AccessError, Action, Context, Fault, Permit, service::note};
use journal::{Changes, Entry, Record};
use people::service::Incoming;
use std::collections::{HashMap, HashSet};
use storage::{StorageError, Tx, snapshot, transaction};
use uuid::Uuid;

/// Begins the import of a file, or finds the one of the same content that was begun and did not end: its rows go on behind
/// [`Import::taken`]. `digest` is of the file's content and mapping.
///
/// # Errors
/// If the permit is for something else or does not reach the agency; if the database failed.
pub async fn begin(
    context: &Context,
    permit: &Permit,
    agency: Uuid,
    digest: &[u8; 32],
) -> Result<Import, AccessError> {
    transaction!(context.db, |tx| begin_in(
        context, tx, permit, agency, digest
    )
    .await)
}

/// As [`begin`], in a transaction.
pub(super) async fn begin_in(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    agency: Uuid,
    digest: &[u8; 32],
) -> Result<Import, AccessError> {
    within(permit, agency)?;
    if let Some(import) = store::unfinished(tx, agency, digest).await? {
        return Ok(import);
    }
    let id = store::insert(tx, agency, digest).await?;
    note(
        context,
        tx,
        permit,
        "import.begin",
        "import",
        id,
        Changes::default(),
    )
    .await?;
    store::get(tx, id).await?.ok_or(AccessError::NotFound)
}

/// Takes in one piece of an import, all of it or nothing; `first` is the number of its first row, counted from 0. Gives what
/// became of each row.
///
/// # Errors
/// If the permit is for something else; [`AccessError::NotFound`] if the import does not stand at `first`: somebody else takes
/// it in at the same time.
pub async fn take(
    context: &Context,
    permit: &Permit,
    import: Uuid,
    agency: Uuid,
    first: u64,
    rows: &[Row],
) -> Result<Vec<ReportLine>, AccessError> {
    within(permit, agency)?;
    transaction!(context.db, |tx| {
        let mut lines = Vec::with_capacity(rows.len());
        for piece in unlike(rows) {
            lines.extend(piece_of(context, tx, permit, import, agency, piece).await?);
        }
        let mut counts = Counts::default();
        let mut report = String::with_capacity(lines.len() * 32);
        for line in &lines {
            counts.add(line.outcome);
            line.store(&mut report);
        }
        let taken = rows.len() as u64;
        if !store::advance(tx, import, first, taken, &counts, &report).await? {
            return Err(AccessError::NotFound);
        }
        Ok(lines)
    })
}

/// Ends an import of which all rows were taken.
///
/// # Errors
/// If the permit is for something else; [`AccessError::NotFound`].
pub async fn finish(
    context: &Context,
    permit: &Permit,
    import: Uuid,
) -> Result<Import, AccessError> {
    let agency = reach(permit, Action::ImportPlacements)?;
    transaction!(context.db, |tx| {
        let found = reached(tx, agency, import).await?;
        store::finish(tx, import, ImportState::Done).await?;
        let Counts {
            accepted,
            changed,
            unchanged,
            refused,
        } = found.counts;
        let changes = Changes::default()
            .set("accepted", None::<u64>, Some(accepted))
            .set("changed", None::<u64>, Some(changed))
            .set("unchanged", None::<u64>, Some(unchanged))
            .set("refused", None::<u64>, Some(refused));
        note(
            context,
            tx,
            permit,
            "import.finish",
            "import",
            import,
            changes,
        )
        .await?;
        reached(tx, agency, import).await
    })
}

/// Gives up an import whose file cannot be read to its end; what was taken stays.
pub(super) async fn fail(
    context: &Context,
    permit: &Permit,
    import: Uuid,
) -> Result<(), AccessError> {
    transaction!(context.db, |tx| {
        let found = reached(tx, reach(permit, Action::ImportPlacements)?, import).await?;
        store::finish(tx, import, ImportState::Failed).await?;
        let changes = Changes::default().set("taken", None::<u64>, Some(found.taken));
        note(
            context,
            tx,
            permit,
            "import.fail",
            "import",
            import,
            changes,
        )
        .await
    })
}

/// The latest imports, the newest first.
///
/// # Errors
/// If the permit is for something else, or the database failed.
pub async fn latest(context: &Context, permit: &Permit) -> Result<Vec<Import>, AccessError> {
    let agency = reach(permit, Action::ImportPlacements)?;
    Ok(snapshot!(context.db, |tx| store::latest(tx, agency).await)?)
}

/// One import.
///
/// # Errors
/// If the permit is for something else; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Import, AccessError> {
    let agency = reach(permit, Action::ImportPlacements)?;
    snapshot!(context.db, |tx| reached(tx, agency, id).await)
}

/// The report of an import from a row on (counted from 0): some thousand lines, and the row to ask for next; nothing at the end.
///
/// # Errors
/// If the permit is for something else; [`AccessError::NotFound`].
pub async fn report(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    from: i64,
) -> Result<(Vec<ReportLine>, Option<i64>), AccessError> {
    let agency = reach(permit, Action::ImportPlacements)?;
    snapshot!(context.db, |tx| {
        reached(tx, agency, id).await?;
        let parts = store::parts(tx, id, from).await?;
        let next = parts.last().map(|(first, _)| first + 1);
        let lines = parts.iter().flat_map(|(_, report)| report.lines());
        Ok((lines.filter_map(ReportLine::stored).collect(), next))
    })
}

/// What would become of each row of a piece if it were taken in now. Nothing is written.
///
/// # Errors
/// As [`take`].
pub async fn rehearse(
    context: &Context,
    permit: &Permit,
    agency: Uuid,
    rows: &[Row],
) -> Result<Vec<ReportLine>, AccessError> {
    within(permit, agency)?;
    let rehearsed: Result<(), Stopped> = transaction!(context.db, |tx| {
        let import = tx.id();
        let mut lines = Vec::with_capacity(rows.len());
        for piece in unlike(rows) {
            lines.extend(piece_of(context, tx, permit, import, agency, piece).await?);
        }
        // An error takes everything back that was written.
        Err(Stopped::Rehearsed(lines))
    });
    match rehearsed {
        Err(Stopped::Rehearsed(lines)) => Ok(lines),
        Err(Stopped::Failed(error)) => Err(error),
        Ok(()) => Ok(Vec::new()),
    }
}

/// Why a rehearsal was taken back.
enum Stopped {
    Rehearsed(Vec<ReportLine>),
    Failed(AccessError),
}

impl From<AccessError> for Stopped {
    fn from(error: AccessError) -> Self {
        Self::Failed(error)
    }
}

impl From<StorageError> for Stopped {
    fn from(error: StorageError) -> Self {
        Self::Failed(error.into())
    }
}

fn within(permit: &Permit, agency: Uuid) -> Result<(), AccessError> {
    match reach(permit, Action::ImportPlacements)? {
        Some(own) if own != agency => Err(AccessError::NotFound),
        _ => Ok(()),
    }
}

async fn reached(tx: &mut Tx, agency: Option<Uuid>, id: Uuid) -> Result<Import, AccessError> {
    store::get(tx, id)
        .await?
        .filter(|import| agency.is_none_or(|agency| import.agency == agency))
        .ok_or(AccessError::NotFound)
}

/// Rows in runs in which no key stands twice: of two rows with one key the second sees what the first did.
fn unlike(rows: &[Row]) -> Vec<&[Row]> {
    let mut runs = Vec::new();
    let (mut begin, mut seen) = (0, HashSet::new());
    for (at, row) in rows.iter().enumerate() {
        if !row.key.is_empty() && !seen.insert(row.key.as_str()) {
            runs.extend(rows.get(begin..at));
            begin = at;
            seen.clear();
            seen.insert(row.key.as_str());
        }
    }
    runs.extend(rows.get(begin..));
    runs
}

/// Where a row leads, before its person is known.
enum Way<'a> {
    Refused(Fault),
    Unchanged,
    New,
    Known(&'a Placement, Journey),
}

async fn piece_of(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    import: Uuid,
    agency: Uuid,
    rows: &[Row],
) -> Result<Vec<ReportLine>, AccessError> {
    let keys: Vec<&str> = rows
        .iter()
        .filter(|row| row.refused.is_none())
        .map(|row| row.key.as_str())
        .collect();
    let (mut found, prints): (Vec<_>, Vec<_>) =
        bulk::by_key(tx, agency, &keys).await?.into_iter().unzip();
    placement::with_documents(tx, &mut found).await?;
    let known: HashMap<&str, (&Placement, Option<i64>)> = found
        .iter()
        .zip(prints)
        .filter_map(|(placement, print)| {
            Some((placement.source_key.as_deref()?, (placement, print)))
        })
        .collect();
    let ways: Vec<Way<'_>> = rows
        .iter()
        .map(|row| way(row, known.get(row.key.as_str()).copied()))
        .collect();

    let incoming: Vec<Incoming<'_>> = rows
        .iter()
        .zip(&ways)
        .filter_map(|(row, way)| {
            let known = match way {
                Way::New => None,
                Way::Known(placement, _) => Some(placement.person),
                Way::Refused(_) | Way::Unchanged => return None,
            };
            Some(Incoming {
                known,
                source_key: None,
                draft: &row.person,
            })
        })
        .collect();
    let mut persons = people::service::take_in(context, tx, permit, agency, &incoming)
        .await?
        .into_iter();

    let mut lines = Vec::with_capacity(rows.len());
    let (mut new, mut entries) = (Vec::new(), Vec::new());
    for (row, way) in rows.iter().zip(&ways) {
        let line = |outcome, faults: &[Fault]| ReportLine::new(row.line, &row.key, outcome, faults);
        let before = match way {
            Way::Refused(fault) => {
                lines.push(line(Outcome::Refused, &[*fault]));
                continue;
            }
            Way::Unchanged => {
                lines.push(line(Outcome::Unchanged, &row.faults));
                continue;
            }
            Way::New => None,
            Way::Known(placement, journey) => Some((*placement, *journey)),
        };
        // There is an answer for each row that was asked about.
        let Some(taken) = persons.next() else {
            return Err(AccessError::NotFound);
        };
        let faults: Vec<Fault> = row.faults.iter().chain(&taken.faults).copied().collect();
        let Some(person) = taken.outcome.person() else {
            lines.push(line(Outcome::Refused, &taken.faults));
            continue;
        };
        let Some((before, journey)) = before else {
            let placement = fresh(tx, agency, person, row);
            entries.push((placement.id, "placement.import", placement.whole(import)));
            new.push((placement, Some(row.fingerprint)));
            lines.push(line(Outcome::Accepted, &faults));
            continue;
        };
        let after = merged(before, person, journey, row);
        placement::update(tx, &after, Some(row.fingerprint)).await?;
        if after == *before {
            let same = matches!(taken.outcome, people::service::Outcome::Unchanged(_));
            let outcome = if same {
                Outcome::Unchanged
            } else {
                Outcome::Changed
            };
            lines.push(line(outcome, &faults));
            continue;
        }
        for document in after
            .documents
            .iter()
            .filter(|document| !before.documents.contains(document))
        {
            placement::put_document(tx, after.id, document).await?;
        }
        entries.push((after.id, "placement.reimport", after.changes(Some(before))));
        lines.push(line(Outcome::Changed, &faults));
    }
    bulk::insert(tx, &new).await?;
    let entries = entries.into_iter().map(|(id, action, changes)| Entry {
        actor: permit.actor(),
        purpose: permit.purpose(),
        action,
        record: Record { kind: KIND, id },
        changes,
    });
    context.journal.record_all(tx, entries).await?;
    Ok(lines)
}

fn way<'a>(row: &Row, known: Option<(&'a Placement, Option<i64>)>) -> Way<'a> {
    if let Some(fault) = row.refused {
        return Way::Refused(fault);
    }
    let Some((placement, fingerprint)) = known else {
        return Way::New;
    };
    if fingerprint == Some(row.fingerprint) {
        return Way::Unchanged;
    }
    let restated = match &row.journey {
        Some(stated) => placement.journey.restated(stated),
        None => Ok(placement.journey),
    };
    match restated {
        Ok(journey) => Way::Known(placement, journey),
        Err(AccessError::Invalid(fault)) => Way::Refused(fault),
        Err(_) => Way::Refused(Fault {
            field: "status",
            message: "status-leads-back",
        }),
    }
}

fn fresh(tx: &Tx, agency: Uuid, person: Uuid, row: &Row) -> Placement {
    Placement {
        id: tx.id(),
        agency,
        person,
        source_key: Some(row.key.clone()),
        company_id: row.company_id,
        details: row.details.clone(),
        journey: row.journey.unwrap_or(Journey::BEGUN),
        documents: row.documents.clone(),
    }
}

/// The placement after its source spoke again: what it says replaces what it said, and with an empty cell it says nothing.
fn merged(before: &Placement, person: Uuid, journey: Journey, row: &Row) -> Placement {
    let (old, new) = (&before.details, &row.details);
    let text = |new: &Option<String>, old: &Option<String>| new.clone().or_else(|| old.clone());
    let details = Details {
        scheme: new.scheme.or(old.scheme),
        country: new.country.or(old.country),
        employer: text(&new.employer, &old.employer),
        position: text(&new.position, &old.position),
        company: text(&new.company, &old.company),
        contract_start: new.contract_start.or(old.contract_start),
        contract_end: new.contract_end.or(old.contract_end),
        insurance: new.insurance.or(old.insurance),
        insurance_number: text(&new.insurance_number, &old.insurance_number),
        insurance_until: new.insurance_until.or(old.insurance_until),
        orientation: new.orientation.or(old.orientation),
        orientation_on: new.orientation_on.or(old.orientation_on),
        registered_on: new.registered_on.or(old.registered_on),
        office: text(&new.office, &old.office),
    };
    let mut documents = before.documents.clone();
    for stated in &row.documents {
        match documents
            .iter_mut()
            .find(|document| document.kind == stated.kind)
        {
            Some(document) => restate(document, stated),
            None => documents.push(stated.clone()),
        }
    }
    documents.sort_by_key(|document| document.kind);
    Placement {
        person,
        company_id: if new.company.is_some() {
            row.company_id
        } else {
            before.company_id
        },
        details,
        journey,
        documents,
        ..before.clone()
    }
}

/// A document after its source spoke of it again. Another number is another document, that nobody has checked.
fn restate(document: &mut Document, stated: &Document) {
    let other = stated.number.is_some() && stated.number != document.number;
    if other || document.number.is_none() {
        *document = stated.clone();
    } else if stated.until.is_some() {
        document.until = stated.until;
    }
}
