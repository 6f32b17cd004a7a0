//! The worker behind the intake: voyages that wait are put together from all that was received about them and their travellers
//! assessed, the voyage that leaves soonest first. What waits is in the database, so nothing is lost with the program.

use super::{
    assess::{At, assess},
    receive::local,
};
use crate::{
    Desk, Intake, Leaving, SCREENING,
    model::{Passage, Push, Said, VoyageKey, fold, split},
    store::{self, passenger::Stored as Passenger, voyage::Stored as Voyage},
};
use access::{AccessError, Action, Ask, Context, Permit, Principal, service::note};
use journal::Changes;
use manifest::Traveller;
use std::collections::HashMap;
use std::time::Duration;
use storage::{Stamp, StorageError, snapshot, transaction};
use tokio::sync::watch;
use uuid::Uuid;

const KIND: &str = "voyage";
/// The longest wait between two looks at what waits.
const PAUSE: Duration = Duration::from_secs(1);

/// A voyage that could not be assessed is left alone for so long, unless something new is received about it.
const REST_SECONDS: i64 = 60;

/// The worker.
#[derive(Debug)]
pub struct Worker {
    context: Context,
    desk: Desk,
    intake: Intake,
    /// Voyages that failed: at which revision, and when.
    failed: HashMap<Uuid, (i64, Stamp)>,
}

impl Worker {
    /// A worker that has done nothing yet.
    pub fn new(context: Context, desk: Desk, intake: Intake) -> Self {
        Self {
            context,
            desk,
            intake,
            failed: HashMap::new(),
        }
    }

    /// Works until `stop` says so.
    pub async fn run(mut self, mut stop: watch::Receiver<bool>) {
        while !*stop.borrow() {
            // Before the index is complete somebody might not be found: lists can wait, the counter cannot.
            let more = self.desk.lookup().is_ready()
                && self.step().await.unwrap_or_else(|problem| {
                    tracing::error!(%problem, "what waits cannot be read");
                    false
                });
            if more {
                // Others first: what a list takes is taken from the counter otherwise.
                tokio::task::yield_now().await;
                continue;
            }
            tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                () = self.intake.arrival() => {}
                ended = stop.changed() => if ended.is_err() { return },
            }
        }
    }

    /// Reads and assesses the voyage that has waited and leaves soonest. False if none waits.
    ///
    /// # Errors
    /// If the database failed. A voyage that cannot be assessed is passed over for a while, so that the others go on.
    pub async fn step(&mut self) -> Result<bool, AccessError> {
        let waiting = snapshot!(self.context.db, |tx| store::voyage::waiting_first(tx).await)?;
        let now = Stamp::from(self.context.db.ambient().now());
        self.failed
            .retain(|_, (_, at)| at.plus_seconds(REST_SECONDS) > now);
        let next = waiting.into_iter().find(|voyage| {
            let failed = self.failed.get(&voyage.id);
            failed.is_none_or(|(revision, _)| *revision != voyage.revision)
        });
        let Some(voyage) = next else {
            return Ok(false);
        };
        match assessed(&self.context, &self.desk, &self.intake, &voyage).await {
            Ok(()) => {}
            Err(problem) => {
                tracing::error!(%problem, voyage = %voyage.id, "a voyage cannot be assessed");
                self.failed.insert(voyage.id, (voyage.revision, now));
            }
        }
        self.intake.tell();
        Ok(true)
    }
}

/// Puts a voyage together and assesses its travellers.
async fn assessed(
    context: &Context,
    desk: &Desk,
    intake: &Intake,
    voyage: &Voyage,
) -> Result<(), AccessError> {
    if let Some(passage) = passage(context, intake, voyage).await? {
        let passengers = write(context, voyage, &passage).await?;
        judge(context, desk, voyage, &passengers, passage).await?;
    }
    Ok(transaction!(context.db, |tx| store::voyage::assessed(
        tx,
        voyage.id,
        voyage.revision
    )
    .await)?)
}

/// What all inputs together say of a voyage.
async fn passage(
    context: &Context,
    intake: &Intake,
    voyage: &Voyage,
) -> Result<Option<Passage>, AccessError> {
    let inputs = snapshot!(context.db, |tx| store::input::of_voyage(tx, voyage.id)
        .await)?;
    let mut pushes: Vec<Push> = Vec::new();
    for (received_at, content) in inputs {
        let bytes = match intake.files().get(&content).await {
            Ok(bytes) => bytes,
            // What can be read is assessed.
            Err(StorageError::File(problem)) => {
                tracing::error!(%problem, "an input that was received is no longer there");
                continue;
            }
            Err(problem) => return Err(problem.into()),
        };
        let key = voyage.key.clone();
        let read = tokio::task::spawn_blocking(move || {
            let at = local(received_at);
            let manifest = manifest::read(&bytes, at.date()).unwrap_or_default();
            let mut pushes = split(manifest, &bytes, at);
            pushes.retain(|(of, _): &(VoyageKey, Push)| of.text() == key);
            pushes
        });
        let read = read.await.map_err(|problem| {
            tracing::error!(%problem, "an input that was received cannot be read again");
            StorageError::File("cannot be read again".to_owned())
        })?;
        pushes.extend(read.into_iter().map(|(_, push)| push));
    }
    Ok(tokio::task::spawn_blocking(move || fold(pushes))
        .await
        .ok()
        .flatten())
}

/// Writes the passengers of a voyage, each under the identifier that they had.
async fn write(
    context: &Context,
    voyage: &Voyage,
    passage: &Passage,
) -> Result<Vec<Passenger>, AccessError> {
    let permit = Permit::system("passenger lists");
    let key = VoyageKey::of(&passage.voyage, &[0; 32]);
    let leaving = Leaving {
        designator: voyage.leaving.designator.clone(),
        ..Leaving::of(&key, &passage.voyage)
    };
    transaction!(context.db, |tx| {
        let known = store::passenger::of_voyage(tx, voyage.id).await?;
        let mut by_anchor: HashMap<&str, &Passenger> = known
            .iter()
            .map(|passenger| (passenger.anchor.as_str(), passenger))
            .collect();
        let mut passengers = Vec::with_capacity(passage.travellers.len());
        for (place, passenger) in passage.travellers.iter().enumerate() {
            let before = passenger
                .anchors
                .iter()
                .find_map(|anchor| by_anchor.remove(anchor.to_string().as_str()));
            let first = passenger.anchors.first().map(ToString::to_string);
            passengers.push(Passenger {
                place: i64::try_from(place).unwrap_or(i64::MAX),
                anchor: first.unwrap_or_default(),
                presence: passenger.presence,
                role: passenger.traveller.role.word().to_owned(),
                name: crate::model::name(&passenger.traveller),
                ..before
                    .cloned()
                    .unwrap_or_else(|| Passenger::new(tx.id(), voyage.id))
            });
        }
        // Assessed again since something changed elsewhere.
        if passengers == known && passage.state == voyage.state && leaving == voyage.leaving {
            return Ok(passengers);
        }
        store::passenger::replace(tx, voyage.id, &passengers).await?;
        let count = i64::try_from(passengers.len()).unwrap_or(i64::MAX);
        store::voyage::describe(tx, voyage.id, &leaving, passage.state, count).await?;
        let changes = Changes::default()
            .set("state", Some(voyage.state), Some(passage.state))
            .set("travellers", Some(voyage.travellers), Some(count));
        note(
            context,
            tx,
            &permit,
            "voyage.read",
            KIND,
            voyage.id,
            changes,
        )
        .await?;
        Ok::<_, AccessError>(passengers)
    })
}

/// Assesses those who may still come, and ties what was said to them.
async fn judge(
    context: &Context,
    desk: &Desk,
    voyage: &Voyage,
    passengers: &[Passenger],
    passage: Passage,
) -> Result<(), AccessError> {
    // Nobody sent this request: the agency has the program assess whoever is on its lists.
    let principal = Principal::standing(voyage.agency);
    let ask = Ask::own(&principal, Action::Screen, &SCREENING, "passenger lists");
    let permit = principal.permit_on(&context.policies, ask)?;
    let (ids, travellers): (Vec<&Passenger>, Vec<Traveller>) = passengers
        .iter()
        .zip(passage.travellers)
        .filter(|(passenger, _)| passenger.presence.may_travel())
        .map(|(passenger, named)| (passenger, named.traveller))
        .unzip();
    if travellers.is_empty() {
        return Ok(());
    }
    let at = At {
        port: passage.voyage.from().cloned(),
        voyage: Some(voyage.id),
        list: voyage.leaving.designator.clone(),
        before: ids
            .iter()
            .map(|passenger| Some(passenger.said.as_ref()?.assessment))
            .collect(),
    };
    let held = assess(context, desk, &principal, &permit, &at, travellers).await?;
    let said: Vec<(Uuid, Said)> = ids
        .iter()
        .zip(&held)
        .map(|(passenger, held)| (passenger.id, Said::of(held.id, &held.kept.assessment)))
        .collect();
    transaction!(context.db, |tx| {
        for (passenger, said) in &said {
            store::passenger::tie(tx, *passenger, said).await?;
        }
        Ok::<_, AccessError>(())
    })
}
