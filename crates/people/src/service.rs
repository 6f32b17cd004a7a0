//! What is done with persons: each function asks for the permit it needs, changes, and writes down what happened, in one
//! transaction. An agency sees its own records; of the records of others it does not learn that they exist.

mod registry;
mod take_in;

pub use registry::{create, get, group, latest};
pub use take_in::{Incoming, Outcome, TakenIn, take_in};

use crate::{Person, Record, store};
use access::{AccessError, Permit};
use journal::Actor;
use std::collections::HashMap;
use storage::{StorageError, Tx};
use uuid::Uuid;

/// Whose records a permit reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reach {
    /// Those of every agency: the program's own work.
    All,
    /// Those of the actor's agency.
    Own(Uuid),
    /// Nobody's: the actor belongs to no agency.
    Nothing,
}

impl Reach {
    pub(crate) fn of(permit: &Permit) -> Self {
        match (permit.actor(), permit.agency()) {
            (Actor::System, _) => Self::All,
            (_, Some(agency)) => Self::Own(agency),
            (_, None) => Self::Nothing,
        }
    }

    pub(crate) fn includes(self, controller: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Own(agency) => agency == controller,
            Self::Nothing => false,
        }
    }

    /// The actor's agency, to which new records belong.
    pub(crate) fn agency(self) -> Result<Uuid, AccessError> {
        match self {
            Self::Own(agency) => Ok(agency),
            Self::All | Self::Nothing => Err(AccessError::invalid("name", "agency-needed")),
        }
    }
}

/// A person whom the permit reaches; any other does not exist for it.
pub(crate) async fn reached(
    tx: &mut Tx,
    permit: &Permit,
    id: Uuid,
) -> Result<Person, AccessError> {
    let person = store::person::get(tx, id).await?;
    person
        .filter(|person| Reach::of(permit).includes(person.controller))
        .ok_or(AccessError::NotFound)
}

/// Some persons with all that belongs to them.
pub(crate) async fn records(
    tx: &mut Tx,
    persons: Vec<Person>,
) -> Result<Vec<Record>, StorageError> {
    let ids: Vec<Uuid> = persons.iter().map(|person| person.id).collect();
    let mut records: Vec<Record> = persons
        .into_iter()
        .map(|person| Record {
            person,
            identifiers: Vec::new(),
            contacts: Vec::new(),
            relatives: Vec::new(),
        })
        .collect();
    let at: HashMap<Uuid, usize> = ids.iter().enumerate().map(|(at, id)| (*id, at)).collect();
    let mut with = |id: &Uuid, add: &mut dyn FnMut(&mut Record)| {
        if let Some(record) = at.get(id).and_then(|at| records.get_mut(*at)) {
            add(record);
        }
    };
    for row in store::belongings::identifiers(tx, &ids).await? {
        with(&row.person, &mut |record| {
            record.identifiers.push(row.clone());
        });
    }
    for row in store::belongings::contacts(tx, &ids).await? {
        with(&row.person, &mut |record| record.contacts.push(row.clone()));
    }
    for row in store::belongings::relatives(tx, &ids).await? {
        with(&row.person, &mut |record| {
            record.relatives.push(row.clone());
        });
    }
    Ok(records)
}
