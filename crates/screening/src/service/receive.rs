//! Receiving lists: an input is read, kept as it came, and its voyages wait for the worker. The request never assesses anybody, so
//! that a storm of lists takes nothing from the counter.

use crate::{
    Input, Intake, Leaving, Notice, Way,
    model::{MOST_NOTICES, VoyageKey, split},
    store,
};
use access::{AccessError, Action, Context, Permit, service::note};
use axum::body::Bytes;
use jiff::civil::DateTime;
use jiff::tz;
use journal::Changes;
use manifest::{Format, Manifest, Unusable};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use storage::{Stamp, StorageError, files::Content, snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "manifest";
/// An input may have so many bytes.
pub const LARGEST: u64 = 32 << 20;

/// What was read of an input, before or after it was taken in.
#[derive(Debug, Clone)]
pub struct Reading {
    /// What was read, without its travellers.
    pub manifest: Manifest,
    /// The voyages in it, and how many travellers each has here.
    pub voyages: Vec<(Leaving, usize)>,
    /// Travellers in it.
    pub travellers: usize,
    /// Who sent it, as its first envelope says.
    pub sender: Option<String>,
    /// What was odd, the gravest first; at most 500.
    pub notices: Vec<Notice>,
    /// How many notices there are in all.
    pub notices_in_all: usize,
    keys: Vec<(VoyageKey, Leaving)>,
}

/// An input that was taken in.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its identifier.
    pub id: Uuid,
    /// The very same bytes were taken in before: nothing has changed.
    pub again: bool,
    /// What was read of it.
    pub reading: Reading,
    /// How many voyages of the agency wait to be assessed, those of this input among them.
    pub waiting: i64,
}

/// A moment by the clock of Jakarta.
pub(crate) fn local(at: Stamp) -> DateTime {
    tz::offset(7).to_datetime(at.timestamp())
}

/// Reads an input without taking it in.
///
/// # Errors
/// A fault of `file` that says why nothing can be read of it.
pub async fn look(
    context: &Context,
    intake: &Intake,
    bytes: Bytes,
) -> Result<Reading, AccessError> {
    read(intake, bytes, context.db.ambient().now().into()).await
}

/// Takes an input in, for the agency of the permit; the program itself names the agency.
///
/// # Errors
/// A fault of `file` that says why nothing can be read of it; if the permit is for another action; if it cannot be kept.
pub async fn take(
    context: &Context,
    intake: &Intake,
    permit: &Permit,
    agency: Uuid,
    way: Way,
    bytes: Bytes,
) -> Result<Received, AccessError> {
    permit.covers(Action::SendManifests)?;
    if permit.agency().is_some_and(|own| own != agency) {
        return Err(access::Refused(Action::SendManifests).into());
    }
    let sha256: [u8; 32] = Sha256::digest(&bytes).into();
    let now = Stamp::from(context.db.ambient().now());
    let known = snapshot!(context.db, |tx| store::input::known(tx, agency, &sha256)
        .await)?;
    // What was received earlier is read as of then, so that the answer is the same.
    let at = known.as_ref().map_or(now, |known| known.received_at);
    let reading = read(intake, bytes.clone(), at).await?;
    if let Some(known) = known {
        let waiting = snapshot!(context.db, |tx| store::voyage::waiting(tx, agency).await)?;
        return Ok(Received {
            id: known.id,
            again: true,
            reading,
            waiting,
        });
    }
    let content = intake.files().put(bytes.as_ref(), LARGEST).await?;
    let taken = transaction!(context.db, |tx| {
        // The same input came twice at once.
        if let Some(known) = store::input::known(tx, agency, &sha256).await? {
            return Ok((known.id, true, store::voyage::waiting(tx, agency).await?));
        }
        let file = storage::files::record(tx, &content, "application/octet-stream").await?;
        let input = store::input::Input {
            id: tx.id(),
            agency,
            file,
            sha256,
            received_at: now,
            way,
            format: reading.manifest.format.unwrap_or(Format::Csv),
            sender: reading.sender.clone(),
            messages: i64::from(reading.manifest.messages),
            travellers: count(reading.travellers),
            notices: reading.notices.clone(),
        };
        store::input::insert(tx, &input).await?;
        for (key, leaving) in &reading.keys {
            let voyage = store::voyage::announce(tx, agency, &key.text(), leaving).await?;
            store::voyage::add_input(tx, voyage, input.id).await?;
        }
        let changes = Changes::default()
            .set("way", None::<Way>, Some(way))
            .set("format", None::<&str>, Some(input.format.word()))
            .set("travellers", None::<i64>, Some(input.travellers))
            .set("voyages", None::<i64>, Some(count(reading.keys.len())));
        note(
            context,
            tx,
            permit,
            "manifest.receive",
            KIND,
            input.id,
            changes,
        )
        .await?;
        Ok::<_, AccessError>((input.id, false, store::voyage::waiting(tx, agency).await?))
    });
    let (id, again, waiting) = taken?;
    intake.wake();
    Ok(Received {
        id,
        again,
        reading,
        waiting,
    })
}

/// Keeps an input beside, until whoever looked at it takes it in by what this gives.
///
/// # Errors
/// If it cannot be kept.
pub async fn put_by(intake: &Intake, bytes: &Bytes) -> Result<Content, AccessError> {
    Ok(intake.files().put(bytes.as_ref(), LARGEST).await?)
}

/// An input that was put by.
///
/// # Errors
/// [`AccessError::NotFound`].
pub async fn put_by_as(intake: &Intake, content: &Content) -> Result<Bytes, AccessError> {
    match intake.files().get(content).await {
        Ok(bytes) => Ok(bytes),
        Err(StorageError::File(_)) => Err(AccessError::NotFound),
        Err(error) => Err(error.into()),
    }
}

/// The latest inputs of an agency, the latest first.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn latest(context: &Context, permit: &Permit) -> Result<(Vec<Input>, i64), AccessError> {
    permit.covers(Action::SendManifests)?;
    let agency = permit
        .agency()
        .ok_or(AccessError::invalid("agency", "agency-needed"))?;
    Ok(snapshot!(context.db, |tx| {
        let inputs = store::input::latest(tx, agency).await?;
        Ok::<_, StorageError>((
            inputs.into_iter().map(Input::from).collect(),
            store::voyage::waiting(tx, agency).await?,
        ))
    })?)
}

/// A voyage that an input speaks of, as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Listed {
    /// Identifier.
    pub id: Uuid,
    /// Which, from where to where, when.
    pub leaving: Leaving,
    /// Travellers on it, by all inputs together.
    pub travellers: i64,
    /// It waits to be assessed.
    pub waits: bool,
}

/// One input with its voyages.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<(Input, Vec<Listed>), AccessError> {
    permit.covers(Action::SendManifests)?;
    snapshot!(context.db, |tx| {
        let input = store::input::get(tx, id).await?;
        let input = input
            .filter(|input| permit.agency() == Some(input.agency))
            .ok_or(AccessError::NotFound)?;
        let voyages = store::voyage::of_input(tx, id).await?;
        Ok((
            input.into(),
            voyages
                .into_iter()
                .map(|voyage| Listed {
                    id: voyage.id,
                    waits: voyage.revision > voyage.assessed,
                    leaving: voyage.leaving,
                    travellers: voyage.travellers,
                })
                .collect(),
        ))
    })
}

impl From<store::input::Input> for Input {
    fn from(input: store::input::Input) -> Self {
        Self {
            id: input.id,
            received_at: input.received_at,
            way: input.way,
            format: input.format.word().to_owned(),
            sender: input.sender,
            messages: input.messages,
            travellers: input.travellers,
            notices: input.notices,
        }
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads on a thread of its own: a list of thousands takes longer than a request may hold up others.
async fn read(intake: &Intake, bytes: Bytes, at: Stamp) -> Result<Reading, AccessError> {
    // Never closed.
    let _turn = intake.readers().acquire().await;
    let read = tokio::task::spawn_blocking(move || reading(&bytes, local(at)));
    match read.await {
        Ok(reading) => reading.map_err(|unusable| {
            AccessError::invalid(
                "file",
                match unusable {
                    Unusable::Empty => "manifest-empty",
                    Unusable::Unknown(_) => "manifest-unknown",
                    Unusable::Unreadable(_) => "manifest-unreadable",
                },
            )
        }),
        Err(problem) => {
            tracing::error!(%problem, "an input could not be read");
            Err(AccessError::invalid("file", "manifest-unreadable"))
        }
    }
}

fn reading(bytes: &[u8], at: DateTime) -> Result<Reading, Unusable> {
    let mut manifest = manifest::read(bytes, at.date())?;
    let travellers = manifest.travellers.len();
    let mut odd: Vec<_> = manifest.all_diagnostics().collect();
    let notices_in_all = odd.len();
    odd.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.level));
    let notices = odd
        .into_iter()
        .take(MOST_NOTICES)
        .map(Notice::from)
        .collect();
    let mut voyages: BTreeMap<String, (VoyageKey, Leaving, usize)> = BTreeMap::new();
    for (key, push) in split(manifest.clone(), bytes, at) {
        let leaving = Leaving::of(&key, &push.voyage);
        let known = voyages
            .entry(key.text())
            .or_insert_with(|| (key, leaving, 0));
        known.2 += push.travellers.len();
    }
    // What is answered names the references of those in whose data something was odd, and nobody else.
    manifest
        .travellers
        .retain(|traveller| !traveller.diagnostics.is_empty());
    let sender = manifest
        .heads
        .first()
        .and_then(|head| head.interchange.as_ref()?.sender.as_ref())
        .map(ToString::to_string);
    Ok(Reading {
        manifest,
        travellers,
        sender,
        notices,
        notices_in_all,
        voyages: voyages
            .values()
            .map(|(_, leaving, count)| (leaving.clone(), *count))
            .collect(),
        keys: voyages
            .into_values()
            .map(|(key, leaving, _)| (key, leaving))
            .collect(),
    })
}

/// CUSRES to whoever sent the messages of an input.
pub fn answer(context: &Context, received: &Received) -> String {
    // The last digits of the identifier are chance: fourteen of them are what a control reference may have.
    let id = received.id.simple().to_string().to_uppercase();
    manifest::cusres::Answer {
        from: "PANDU",
        reference: id.get(18..).unwrap_or_default(),
        at: local(context.db.ambient().now().into()),
    }
    .write(&received.reading.manifest)
}
