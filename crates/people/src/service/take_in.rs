//! Many persons in one transaction: for imports, and with one row for every other way in.

use super::{Change, records, today, write};
use crate::{
    Draft, Entry, Record,
    model::{NewIdentifier, Source},
    store,
};
use access::{AccessError, Action, Context, Fault, Permit, Refused};
use domain::Country;
use journal::Actor;
use std::collections::{HashMap, HashSet};
use storage::{StorageError, Tx};
use uuid::Uuid;

/// One person of an import.
#[derive(Debug, Clone, Copy)]
pub struct Incoming<'a> {
    /// The record that the importer knows this row to be about, from an earlier import of the same row.
    pub known: Option<Uuid>,
    /// The key of the person in the agency's source, if the source has one for persons.
    pub source_key: Option<&'a str>,
    /// What the row says.
    pub draft: &'a Draft,
}

/// What became of one person of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TakenIn {
    /// The record, and what happened to it.
    pub outcome: Outcome,
    /// Fields that could not be read; they were left out. If the name is among them the person was refused.
    pub faults: Vec<Fault>,
}

/// What happened to a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It is new.
    Created(Uuid),
    /// It knew less, or something else.
    Changed(Uuid),
    /// It knew all of this.
    Unchanged(Uuid),
    /// A person without a name is not taken in.
    Refused,
}

impl Outcome {
    /// The record.
    pub fn person(self) -> Option<Uuid> {
        match self {
            Self::Created(id) | Self::Changed(id) | Self::Unchanged(id) => Some(id),
            Self::Refused => None,
        }
    }
}

/// Takes in persons, in the transaction of the caller: some hundreds to thousands at once, with few statements and one entry
/// of the journal for each person that is new or changed. The answers stand in the order of the rows.
///
/// A row is about the record that the importer knows, else the one with its source key, else one of the agency that has or
/// had its NIK or passport, unless birth date or sex speak against it; else it makes a record. The source of a record
/// replaces what it said before, and says nothing with an empty cell; another row that names a number adds what it knows.
/// Rows of one call see each other.
///
/// # Errors
/// If the permit is neither for persons nor for imports, or does not reach the agency; if the database failed.
pub async fn take_in(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    controller: Uuid,
    rows: &[Incoming<'_>],
) -> Result<Vec<TakenIn>, AccessError> {
    permit
        .covers(Action::ManagePeople)
        .or_else(|refused| permit.covers(Action::ImportPlacements).map_err(|_| refused))?;
    // The importer's permit is for its own kind of record; the agency is the same.
    let agency = permit.scope().map(|scope| scope.agency);
    if agency != Some(controller) && permit.actor() != Actor::System {
        return Err(AccessError::Refused(Refused(Action::ManagePeople)));
    }
    let now = tx.stamp();
    let today = today(context);
    let read: Vec<(Entry, Vec<Fault>)> = rows.iter().map(|row| row.draft.read(today)).collect();
    let mut working = Working::load(tx, controller, rows, &read).await?;
    let mut answers = Vec::with_capacity(rows.len());
    for (row, (entry, faults)) in rows.iter().zip(read) {
        let outcome = if faults.iter().any(|fault| fault.field == "name") {
            Outcome::Refused
        } else {
            working.take(tx, row, &entry, now)
        };
        answers.push(TakenIn { outcome, faults });
    }
    let changed: Vec<Change> = working
        .slots
        .into_iter()
        .filter_map(Slot::changed)
        .collect();
    write(context, tx, permit, controller, &changed).await?;
    Ok(answers)
}

/// The records that the rows of one call may be about.
struct Working {
    controller: Uuid,
    slots: Vec<Slot>,
    by_id: HashMap<Uuid, usize>,
    by_key: HashMap<String, usize>,
    by_number: HashMap<(&'static str, String), Vec<Holder>>,
}

/// The issuer of a number, and the slot of the record that has it.
type Holder = (Option<Country>, usize);

struct Slot {
    change: Change,
    changed: bool,
}

impl Slot {
    fn changed(self) -> Option<Change> {
        self.changed.then_some(self.change)
    }
}

impl Working {
    async fn load(
        tx: &mut Tx,
        controller: Uuid,
        rows: &[Incoming<'_>],
        read: &[(Entry, Vec<Fault>)],
    ) -> Result<Self, StorageError> {
        let keys: Vec<&str> = rows.iter().filter_map(|row| row.source_key).collect();
        let numbers: Vec<&str> = read
            .iter()
            .flat_map(|(entry, _)| &entry.identifiers)
            .map(|identifier| identifier.number.as_str())
            .collect();
        let mut ids: HashSet<Uuid> = rows.iter().filter_map(|row| row.known).collect();
        let found = store::bulk::by_source_key(tx, controller, &keys).await?;
        ids.extend(found.into_iter().map(|(_, id)| id));
        ids.extend(store::bulk::by_number(tx, controller, &numbers).await?);
        let ids: Vec<Uuid> = ids.into_iter().collect();
        let mut persons = store::person::all_of(tx, &ids).await?;
        persons.retain(|person| person.controller == controller);
        persons.sort_by_key(|person| person.id);
        let mut working = Self {
            controller,
            slots: Vec::with_capacity(rows.len()),
            by_id: HashMap::new(),
            by_key: HashMap::new(),
            by_number: HashMap::new(),
        };
        for record in records(tx, persons).await? {
            working.add(Some(record.clone()), record);
        }
        Ok(working)
    }

    fn add(&mut self, before: Option<Record>, after: Record) -> usize {
        let at = self.slots.len();
        self.by_id.insert(after.person.id, at);
        self.slots.push(Slot {
            change: Change { before, after },
            changed: false,
        });
        self.file(at);
        at
    }

    /// Makes the record of a slot findable by what it holds now.
    fn file(&mut self, at: usize) {
        let Some(slot) = self.slots.get(at) else {
            return;
        };
        if let Some(key) = &slot.change.after.person.source_key {
            self.by_key.insert(key.clone(), at);
        }
        for identifier in &slot.change.after.identifiers {
            let key = (identifier.kind.code(), identifier.number.clone());
            let holders = self.by_number.entry(key).or_default();
            if !holders.iter().any(|(_, holder)| *holder == at) {
                holders.push((identifier.issuer, at));
            }
        }
    }

    fn take(&mut self, tx: &Tx, row: &Incoming<'_>, entry: &Entry, now: storage::Stamp) -> Outcome {
        let own = row.known.and_then(|id| self.by_id.get(&id).copied());
        let own = own.or_else(|| row.source_key.and_then(|key| self.by_key.get(key).copied()));
        let (at, source) = match own {
            Some(at) => (at, Source::Own),
            None => match self.holder(entry) {
                Some(at) => (at, Source::Other),
                None => {
                    let key = row.source_key.map(str::to_owned);
                    let record = Record::new(tx.id(), self.controller, key, now);
                    (self.add(None, record), Source::Own)
                }
            },
        };
        let Some(slot) = self.slots.get_mut(at) else {
            return Outcome::Refused;
        };
        let mut changed = slot.change.after.learn(entry, source, now, || tx.id());
        if slot.change.after.person.source_key.is_none() && row.source_key.is_some() {
            slot.change.after.person.source_key = row.source_key.map(str::to_owned);
            changed = true;
        }
        slot.changed |= changed;
        let id = slot.change.after.person.id;
        let outcome = match (&slot.change.before, changed) {
            (_, false) => Outcome::Unchanged(id),
            (None, true) if own.is_none() && source == Source::Own => Outcome::Created(id),
            (_, true) => Outcome::Changed(id),
        };
        if changed {
            self.file(at);
        }
        outcome
    }

    /// The record that has or had one of the entry's numbers, the NIK first.
    fn holder(&self, entry: &Entry) -> Option<usize> {
        let holds = |new: &NewIdentifier| {
            let holders = self.by_number.get(&(new.kind.code(), new.number.clone()))?;
            let fits = |(issuer, at): &&Holder| {
                let issuers = issuer.is_none() || new.issuer.is_none() || *issuer == new.issuer;
                let slot = self.slots.get(*at);
                issuers && slot.is_some_and(|slot| slot.change.after.may_be(&entry.particulars))
            };
            holders.iter().find(fits).map(|(_, at)| *at)
        };
        entry.identifiers.iter().find_map(holds)
    }
}
