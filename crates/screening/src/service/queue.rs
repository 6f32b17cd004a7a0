//! The queue: who on the lists of the next hours is to be seen, the most urgent first.

use super::agency;
use crate::model::{Outcome, QueueLine, QueueVoyage, Standing, sort};
use crate::store::{passenger, passenger::Stored as Passenger, voyage, voyage::Stored as Voyage};
use access::{AccessError, Action, Context, Permit, service::receipts};
use domain::{Port, Wording};
use std::collections::{BTreeSet, HashMap};
use storage::{Stamp, StorageError, Tx, snapshot};
use uuid::Uuid;

/// A voyage stays on the queue for so long after it should have left.
const AFTER_SECONDS: i64 = 2 * 3600;
/// Voyages are shown from so long before they leave.
const BEFORE_SECONDS: i64 = 24 * 3600;

/// Which part of the queue. Says nothing about a person, so that it can stand in an address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only voyages from here.
    pub port: Option<Port>,
    /// Only this voyage, whenever it leaves.
    pub voyage: Option<Uuid>,
    /// Also those of whom nothing is to be asked.
    pub all: bool,
}

/// The queue as it is now.
#[derive(Debug, Clone, PartialEq)]
pub struct Queue {
    /// Passengers, the most urgent first.
    pub lines: Vec<QueueLine>,
    /// Passengers who are not shown, since nothing is to be asked of them.
    pub others: usize,
    /// The voyages, the one that leaves soonest first.
    pub voyages: Vec<QueueVoyage>,
    /// The ports from which voyages leave.
    pub ports: Vec<Port>,
    /// How many voyages of the agency wait to be assessed.
    pub waiting: i64,
    /// When it was read.
    pub now: Stamp,
}

/// The queue of the permit's agency.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`] for a voyage that is not the agency's; if the database failed, or
/// no receipt could be left.
pub async fn queue(
    context: &Context,
    permit: &Permit,
    wanted: &Wanted,
) -> Result<Queue, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    let queue: Result<Queue, AccessError> = snapshot!(context.db, |tx| {
        let now = tx.stamp();
        let span = (
            now.plus_seconds(-AFTER_SECONDS),
            now.plus_seconds(BEFORE_SECONDS),
        );
        // All ports, so that the page can offer them.
        let near = voyage::leaving(tx, agency, span).await?;
        let ports: BTreeSet<String> = near
            .iter()
            .filter_map(|voyage| voyage.leaving.from.as_ref())
            .map(|port| port.code().to_owned())
            .collect();
        let voyages = match wanted.voyage {
            Some(id) => {
                let found = voyage::get(tx, id).await?;
                let found = found.filter(|found| found.agency == agency);
                vec![found.ok_or(AccessError::NotFound)?]
            }
            None => near
                .into_iter()
                .filter(|voyage| wanted.port.is_none() || voyage.leaving.from == wanted.port)
                .collect(),
        };
        let (lines, open) = lines(tx, &voyages).await?;
        let all = lines.len();
        let mut lines: Vec<QueueLine> = lines
            .into_iter()
            .filter(|line| wanted.all || !matches!(line.standing, Standing::Clear | Standing::Away))
            .collect();
        sort(&mut lines);
        Ok(Queue {
            others: all - lines.len(),
            lines,
            voyages: voyages
                .into_iter()
                .map(|voyage| QueueVoyage {
                    open: open.get(&voyage.id).copied().unwrap_or_default(),
                    id: voyage.id,
                    waits: voyage.revision > voyage.assessed,
                    leaving: voyage.leaving,
                    state: voyage.state,
                    travellers: voyage.travellers,
                })
                .collect(),
            ports: ports.iter().filter_map(|code| Port::read(code)).collect(),
            waiting: voyage::waiting(tx, agency).await?,
            now,
        })
    });
    let queue = queue?;
    let seen: Vec<Uuid> = queue
        .lines
        .iter()
        .filter_map(|line| line.assessment)
        .collect();
    receipts::leave(context, permit, &seen).await?;
    Ok(queue)
}

/// The passengers of voyages, and how many of each are still to be seen.
async fn lines(
    tx: &mut Tx,
    voyages: &[Voyage],
) -> Result<(Vec<QueueLine>, HashMap<Uuid, i64>), StorageError> {
    let by_id: HashMap<Uuid, &Voyage> = voyages.iter().map(|voyage| (voyage.id, voyage)).collect();
    let ids: Vec<Uuid> = by_id.keys().copied().collect();
    let passengers = passenger::of_voyages(tx, &ids).await?;
    let mut assessments: Vec<Uuid> = passengers
        .iter()
        .flat_map(|passenger| {
            let said = passenger.said.as_ref().map(|said| said.assessment);
            said.into_iter().chain(passenger.decided)
        })
        .collect();
    assessments.sort_unstable();
    assessments.dedup();
    let decisions: HashMap<Uuid, (String, Option<Outcome>)> =
        passenger::decisions(tx, &assessments)
            .await?
            .into_iter()
            .map(|(id, action, outcome)| {
                (
                    id,
                    (action, outcome.as_deref().and_then(Outcome::from_code)),
                )
            })
            .collect();
    let mut open: HashMap<Uuid, i64> = HashMap::new();
    let lines = passengers
        .into_iter()
        .map(|passenger| {
            let voyage = by_id.get(&passenger.voyage).copied();
            let line = line(passenger, voyage, &decisions);
            if matches!(line.standing, Standing::Open | Standing::Interview) {
                *open.entry(line.voyage).or_default() += 1;
            }
            line
        })
        .collect();
    Ok((lines, open))
}

fn line(
    passenger: Passenger,
    voyage: Option<&Voyage>,
    decisions: &HashMap<Uuid, (String, Option<Outcome>)>,
) -> QueueLine {
    let outcome_of = |id: Uuid| decisions.get(&id).and_then(|(_, outcome)| *outcome);
    let said = passenger.said;
    let now = said.as_ref().and_then(|said| outcome_of(said.assessment));
    let before = passenger.decided.and_then(outcome_of);
    // Decided about less than what is known now.
    let graver_since = now.is_none()
        && before.is_some()
        && said.as_ref().is_some_and(|said| {
            let then = passenger.decided.and_then(|id| decisions.get(&id));
            let then = then.and_then(|(code, _)| risk::Action::from_code(code));
            then.is_some_and(|then| said.action > then)
        });
    let outcome = now.or(before);
    let action = said.as_ref().map(|said| said.action);
    QueueLine {
        standing: Standing::of(passenger.presence, action, outcome, graver_since),
        id: passenger.id,
        voyage: passenger.voyage,
        assessment: said.as_ref().map(|said| said.assessment),
        name: passenger.name,
        role: passenger.role,
        action: action.unwrap_or(risk::Action::None),
        score: said.as_ref().map_or(0, |said| said.score),
        why: said.map_or(Wording::fixed("", ""), |said| said.why),
        presence: passenger.presence,
        outcome,
        graver_since,
        leaves_at: voyage.and_then(|voyage| voyage.leaving.leaves_at),
    }
}
