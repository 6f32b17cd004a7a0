//! What is done with persons: each function asks for the permit it needs, changes, and writes down what happened, in one
//! transaction. An agency sees its own records; of the records of others it does not learn that they exist.

pub(crate) mod duplicates;
mod edit;
mod lookup;
mod merge;
mod registry;
mod search;
mod take_in;
mod write;

pub use duplicates::{Compared, PAGE, compare, dismiss, open as open_duplicates};
pub use edit::{add_contact, add_identifier, add_relative, change, retire};
pub use lookup::{all_of, holders, known, names, same};
pub use merge::{merge, unmerge};
pub use registry::{create, get, group, latest};
pub use search::{Evidence, Found, Hit, Question, Strength, search};
pub use take_in::{Incoming, Outcome, TakenIn, take_in};

pub(crate) use write::{Change, write};

use crate::{Directory, PERSON, Person, Record, store};
use access::{AccessError, Action, Context, Permit};
use jiff::{civil::Date, tz::TimeZone};
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
}

impl Reach {
    /// Of a permit for persons.
    pub(crate) fn of(permit: &Permit, action: Action) -> Result<Self, AccessError> {
        let scope = permit.opens(action, &PERSON)?;
        Ok(scope.map_or(Self::All, |scope| Self::Own(scope.agency)))
    }

    pub(crate) fn includes(self, controller: Uuid) -> bool {
        match self {
            Self::All => true,
            Self::Own(agency) => agency == controller,
        }
    }

    /// The actor's agency, to which new records belong.
    pub(crate) fn agency(self) -> Result<Uuid, AccessError> {
        match self {
            Self::Own(agency) => Ok(agency),
            Self::All => Err(AccessError::invalid("name", "agency-needed")),
        }
    }
}

/// Lets the directory know at once what a request changed. The journal's feed tells it again, so a failure is only logged.
pub async fn refresh(context: &Context, directory: &Directory, ids: &[Uuid]) {
    if let Err(problem) = crate::directory::refresh(context, directory, ids).await {
        tracing::error!(%problem, "the directory of persons does not know of a change yet");
    }
}

/// The day, for the century of dates with a year of two digits.
pub(crate) fn today(context: &Context) -> Date {
    let now = context.db.ambient().now();
    now.to_zoned(TimeZone::UTC).date()
}

/// A person within reach; any other does not exist for it.
pub(crate) async fn reached(tx: &mut Tx, reach: Reach, id: Uuid) -> Result<Person, AccessError> {
    let person = store::person::get(tx, id).await?;
    person
        .filter(|person| reach.includes(person.controller))
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
