//! Probable duplicates: found in the background, decided by a person.

use super::{Evidence, Reach, reached, records, today};
use crate::{
    Directory, Duplicate, DuplicateState, Record,
    directory::{Known, Step},
    store::{self, duplicate::Pair},
};
use access::{
    AccessError, Action, Context, Permit,
    service::{history, note, receipts},
};
use journal::{Changes, Cursor};
use std::collections::HashSet;
use storage::{snapshot, transaction};
use uuid::Uuid;

/// Pairs on one page.
pub const PAGE: i64 = 25;
/// From this probability on two records are worth a look.
const WORTH_A_LOOK: f64 = 0.5;
/// Entries of the journal that are searched at once.
const FACTS: u32 = 200;

/// One page of the pairs that wait, the surest first, and how many there are in all.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn open(
    context: &Context,
    permit: &Permit,
    page: u32,
) -> Result<(Vec<Duplicate>, i64), AccessError> {
    let Reach::Own(agency) = Reach::of(permit, Action::MergePeople)? else {
        return Ok((Vec::new(), 0));
    };
    let from = i64::from(page) * PAGE;
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let pairs = store::duplicate::open(tx, agency, from, PAGE).await?;
        Ok((pairs, store::duplicate::count_open(tx, agency).await?))
    });
    let (pairs, count) = read?;
    let shown: Vec<Uuid> = pairs
        .iter()
        .flat_map(|pair| [pair.one, pair.other])
        .collect();
    receipts::leave(context, permit, &shown).await?;
    Ok((pairs, count))
}

/// A pair with both records and what speaks for and against one person.
#[derive(Debug, Clone)]
pub struct Compared {
    /// The pair.
    pub pair: Duplicate,
    /// Both records.
    pub records: [Record; 2],
    /// What each comparison says; empty until the directory is ready.
    pub(crate) steps: Vec<Step>,
}

impl Compared {
    /// What speaks for and against one person.
    pub fn evidence(&self) -> Vec<Evidence> {
        let said = self.steps.iter().filter(|step| step.bits != 0.0);
        said.map(Evidence::of).collect()
    }
}

/// Both records of a pair, side by side.
///
/// # Errors
/// [`AccessError::NotFound`], also for pairs of other agencies; if the permit is for another action.
pub async fn compare(
    context: &Context,
    directory: &Directory,
    permit: &Permit,
    id: Uuid,
) -> Result<Compared, AccessError> {
    let reach = Reach::of(permit, Action::MergePeople)?;
    let found: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let pair = store::duplicate::get(tx, id).await?;
        let pair = pair.ok_or(AccessError::NotFound)?;
        let mut persons = Vec::with_capacity(2);
        for id in [pair.one, pair.other] {
            persons.push(reached(tx, reach, id).await?);
        }
        let both: Result<[Record; 2], _> = records(tx, persons).await?.try_into();
        Ok((pair, both.map_err(|_| AccessError::NotFound)?))
    });
    let (pair, records) = found?;
    receipts::leave(context, permit, &[pair.one, pair.other]).await?;
    let [one, other] = &records;
    let asked = Known::of(other);
    let one = std::slice::from_ref(one);
    let agency = other.person.controller;
    let weighed = directory.weigh(agency, &asked, one, today(context));
    let steps = weighed.into_iter().next().map_or(Vec::new(), |c| c.steps);
    Ok(Compared {
        pair,
        records,
        steps,
    })
}

/// Says that a pair is two persons.
///
/// # Errors
/// As [`compare`].
pub async fn dismiss(context: &Context, permit: &Permit, id: Uuid) -> Result<(), AccessError> {
    let reach = Reach::of(permit, Action::MergePeople)?;
    transaction!(context.db, |tx| {
        let pair = store::duplicate::get(tx, id).await?;
        let pair = pair.ok_or(AccessError::NotFound)?;
        reached(tx, reach, pair.one).await?;
        let state = DuplicateState::Distinct;
        store::duplicate::decide(tx, pair.one, pair.other, state).await?;
        let changes = Changes::default().set("distinct_from", None::<Uuid>, Some(pair.other));
        let (action, kind) = ("person.distinct", "person");
        note(context, tx, permit, action, kind, pair.one, changes).await
    })
}

/// Searches the next entries of the journal for persons who may be there twice. Gives whether there were any entries.
///
/// The place in the journal is kept in the transaction that writes what was found, so that each person is looked for once,
/// by whichever process is first.
pub(crate) async fn look(
    context: &Context,
    directory: &Directory,
    permit: &Permit,
) -> Result<bool, AccessError> {
    let from: Result<Cursor, AccessError> =
        snapshot!(context.db, |tx| Ok(store::duplicate::cursor(tx).await?));
    let from = from?;
    let (facts, next) = history::feed(context, permit, from, FACTS).await?;
    if facts.is_empty() {
        return Ok(false);
    }
    let about = |fact: &&journal::Fact| {
        fact.record_kind == "person"
            && matches!(fact.action.as_str(), "person.create" | "person.change")
    };
    let changed: HashSet<Uuid> = facts.iter().filter(about).map(|f| f.record_id).collect();
    let changed: Vec<Uuid> = changed.into_iter().collect();
    let read: Result<Vec<Record>, AccessError> = snapshot!(context.db, |tx| {
        let persons = store::person::all_of(tx, &changed).await?;
        Ok(records(tx, persons).await?)
    });
    let day = today(context);
    let mut pairs: Vec<Pair> = Vec::new();
    let mut seen = HashSet::new();
    for record in read? {
        let agency = record.person.controller;
        let answer = directory.find(agency, &Known::of(&record), day);
        let own = record.person.id;
        tokio::task::yield_now().await;
        let found = answer.candidates.into_iter();
        let found = found.filter(|c| c.id != own && c.probability >= WORTH_A_LOOK);
        for candidate in found {
            let (one, other) = (own.min(candidate.id), own.max(candidate.id));
            if seen.insert((one, other)) {
                pairs.push(Pair {
                    controller: agency,
                    one,
                    other,
                    weight: (candidate.weight * 100.0) as i64,
                });
            }
        }
    }
    transaction!(context.db, |tx| {
        if !store::duplicate::advance(tx, from, next).await? {
            return Ok(true);
        }
        let ones: Vec<Uuid> = pairs.iter().map(|pair| pair.one).collect();
        let known = store::duplicate::known(tx, &ones).await?;
        let known: HashSet<(Uuid, Uuid)> = known.into_iter().collect();
        let new = |pair: &&Pair| !known.contains(&(pair.one, pair.other));
        let new: Vec<Pair> = pairs.iter().filter(new).cloned().collect();
        store::duplicate::insert(tx, &new).await?;
        Ok(true)
    })
}
