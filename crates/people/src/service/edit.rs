//! What one person's form changes. Nothing is overwritten without the journal keeping what it was.

use super::{Change, Reach, reached, records, today, write};
use crate::{
    ContactKind, Draft, Entry, IdentifierForm, NewIdentifier, Record, Relation, model::Source,
};
use access::{AccessError, Action, Context, Fault, Permit, one_line};
use storage::{Stamp, Tx, transaction};
use uuid::Uuid;

/// Writes the particulars anew, as the form has them: what was taken out of the form is no longer known. Numbers, contacts
/// and family stay as they are.
///
/// # Errors
/// A fault of a field; [`AccessError::NotFound`], also for records of other agencies; if the permit is for another action.
pub async fn change(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    draft: &Draft,
) -> Result<(), AccessError> {
    let (entry, faults) = draft.read(today(context));
    if let Some(fault) = faults.into_iter().next() {
        return Err(AccessError::Invalid(fault));
    }
    edit(context, permit, id, |record, now, _| {
        if record.person.particulars != entry.particulars {
            record.person.particulars.clone_from(&entry.particulars);
            record.person.changed_at = now;
        }
        Ok(())
    })
    .await
}

/// Adds a number, or what became known about one.
///
/// # Errors
/// As [`change`].
pub async fn add_identifier(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    form: &IdentifierForm,
) -> Result<(), AccessError> {
    let new: NewIdentifier = form.read(today(context)).map_err(AccessError::Invalid)?;
    let entry = Entry {
        identifiers: vec![new],
        ..Entry::default()
    };
    learn(context, permit, id, entry).await
}

/// Adds a telephone or an address of e-mail.
///
/// # Errors
/// As [`change`].
pub async fn add_contact(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    kind: ContactKind,
    value: &str,
) -> Result<(), AccessError> {
    let value = kind.read(value).map_err(|message| {
        let field = "value";
        AccessError::Invalid(Fault { field, message })
    })?;
    let entry = Entry {
        contacts: vec![(kind, value)],
        ..Entry::default()
    };
    learn(context, permit, id, entry).await
}

/// Adds a member of the family, by name.
///
/// # Errors
/// As [`change`].
pub async fn add_relative(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    relation: Relation,
    name: &str,
) -> Result<(), AccessError> {
    let entry = Entry {
        relatives: vec![(relation, one_line("name", name)?)],
        ..Entry::default()
    };
    learn(context, permit, id, entry).await
}

/// Says that a number, a contact or a member of the family no longer counts. It stays in the record.
///
/// # Errors
/// As [`change`]; [`AccessError::NotFound`] if the record has no such row.
pub async fn retire(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    row: Uuid,
) -> Result<(), AccessError> {
    edit(context, permit, id, |record, now, _| {
        let identifiers = record.identifiers.iter_mut();
        let identifiers = identifiers.map(|i| (i.id, &mut i.superseded_at));
        let contacts = record.contacts.iter_mut();
        let contacts = contacts.map(|c| (c.id, &mut c.superseded_at));
        let relatives = record.relatives.iter_mut();
        let relatives = relatives.map(|r| (r.id, &mut r.superseded_at));
        let mut all = identifiers.chain(contacts).chain(relatives);
        let (_, since) = all
            .find(|(id, _)| *id == row)
            .ok_or(AccessError::NotFound)?;
        since.get_or_insert(now);
        record.person.changed_at = now;
        Ok(())
    })
    .await
}

/// Takes in what an officer says about a record; it keeps its particulars.
async fn learn(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    entry: Entry,
) -> Result<(), AccessError> {
    edit(context, permit, id, |record, now, tx| {
        let particulars = record.person.particulars.clone();
        let said = Entry {
            particulars,
            ..entry.clone()
        };
        record.learn(&said, Source::Own, now, || tx.id());
        // An officer who names a contact or relative that was taken out means that it counts again.
        for (kind, value) in &entry.contacts {
            let named = record.contacts.iter_mut();
            let named = named.filter(|c| c.kind == *kind && c.value == *value);
            named.for_each(|contact| contact.superseded_at = None);
        }
        for (relation, name) in &entry.relatives {
            let named = record.relatives.iter_mut();
            let named =
                named.filter(|r| r.relation == *relation && r.name.eq_ignore_ascii_case(name));
            named.for_each(|relative| relative.superseded_at = None);
        }
        Ok(())
    })
    .await
}

/// Changes one record in a transaction; what did not change is not written, and not noted.
async fn edit(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    change: impl Fn(&mut Record, Stamp, &Tx) -> Result<(), AccessError>,
) -> Result<(), AccessError> {
    let reach = Reach::of(permit, Action::ManagePeople)?;
    transaction!(context.db, |tx| {
        let person = reached(tx, reach, id).await?;
        let mut before = records(tx, vec![person]).await?;
        let before = before.pop().ok_or(AccessError::NotFound)?;
        let mut after = before.clone();
        change(&mut after, tx.stamp(), tx)?;
        if after == before {
            return Ok(());
        }
        let controller = after.person.controller;
        let change = Change {
            before: Some(before),
            after,
        };
        write(context, tx, permit, controller, &[change]).await
    })
}
