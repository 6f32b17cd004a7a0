//! Records written as they became, with an entry of the journal for each.

use crate::{Record, store};
use access::{AccessError, Context, Permit};
use journal::{Changes, Entry};
use storage::{StorageError, Tx};
use uuid::Uuid;

/// A record before and after.
pub(crate) struct Change {
    /// As the database has it; nothing if it is new.
    pub(crate) before: Option<Record>,
    /// As it is to be.
    pub(crate) after: Record,
}

/// Writes what differs, and one entry of the journal for each record.
pub(crate) async fn write(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    controller: Uuid,
    changes: &[Change],
) -> Result<(), AccessError> {
    rows(tx, controller, changes).await?;
    let entries = changes.iter().map(|change| {
        let before = change.before.as_ref().map(Record::recorded);
        Entry {
            actor: permit.actor(),
            purpose: permit.purpose(),
            action: if before.is_none() {
                "person.create"
            } else {
                "person.change"
            },
            record: journal::Record {
                kind: "person",
                id: change.after.person.id,
            },
            changes: Changes::between(before.as_ref(), Some(&change.after.recorded())),
        }
    });
    context.journal.record_all(tx, entries).await?;
    Ok(())
}

async fn rows(tx: &mut Tx, controller: Uuid, changes: &[Change]) -> Result<(), StorageError> {
    let new = changes.iter().filter(|change| change.before.is_none());
    let persons: Vec<_> = new.map(|change| &change.after.person).collect();
    store::bulk::insert_persons(tx, &persons).await?;
    let (mut identifiers, mut contacts, mut relatives) = (Vec::new(), Vec::new(), Vec::new());
    for change in changes {
        let after = &change.after;
        let Some(before) = &change.before else {
            identifiers.extend(&after.identifiers);
            contacts.extend(&after.contacts);
            relatives.extend(&after.relatives);
            continue;
        };
        if after.person != before.person {
            store::person::update(tx, &after.person).await?;
        }
        for row in &after.identifiers {
            match before.identifiers.iter().find(|old| old.id == row.id) {
                None => identifiers.push(row),
                Some(old) if old != row => store::belongings::update_identifier(tx, row).await?,
                Some(_) => {}
            }
        }
        for row in &after.contacts {
            match before.contacts.iter().find(|old| old.id == row.id) {
                None => contacts.push(row),
                Some(old) if old != row => store::belongings::update_contact(tx, row).await?,
                Some(_) => {}
            }
        }
        for row in &after.relatives {
            match before.relatives.iter().find(|old| old.id == row.id) {
                None => relatives.push(row),
                Some(old) if old != row => store::belongings::update_relative(tx, row).await?,
                Some(_) => {}
            }
        }
    }
    store::bulk::insert_identifiers(tx, controller, &identifiers).await?;
    store::bulk::insert_contacts(tx, controller, &contacts).await?;
    store::bulk::insert_relatives(tx, &relatives).await
}
