//! A person's own view: who saw what about me, and what I ask for (UU 27/2022 articles 5 to 13). Without an account: an officer
//! at the counter, who sees who stands there, hands out a printed code.

use super::note;
use crate::{
    AccessError, Action, Context, Permit, Receipt, Refused, Subject,
    model::lines,
    secret::{new_token, readable},
    store::{own, receipt},
};
use domain::record::RecordKind;
use journal::{Actor, Changes, Entry, Record};
use storage::{Stamp, Tx, snapshot, transaction};
use uuid::Uuid;

const KIND: &str = "own-request";
/// A printed code is good for so long: the way home, a borrowed phone.
const SLIP_SECONDS: i64 = 7 * 24 * 3600;
/// Twelve of 32 letters: 60 bits, behind the limit of attempts.
const LETTERS: usize = 12;
/// Such a session is short: the phone may be somebody else's.
const SESSION_SECONDS: i64 = 30 * 60;
/// The law gives 3 x 24 hours for access, correction and restriction (UU 27/2022 articles 30, 32 and 41, since 17 October 2022).
const DUE_SECONDS: i64 = 3 * 24 * 3600;
/// Receipts that are shown, the latest first.
const MOST: i64 = 500;

/// A printed code.
#[derive(Debug)]
pub struct Slip {
    /// Shown once, in groups.
    pub code: String,
    /// Until when it is good.
    pub ends_at: Stamp,
}

/// A person who looks at their own records.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Owner {
    /// The person's record.
    pub person: Uuid,
    /// The agency whose counter gave the code, and which answers requests.
    pub agency: Uuid,
    /// Until when the session lasts.
    pub ends_at: Stamp,
}

/// What a person can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// That something wrong or out of date is put right (article 6).
    Correction,
    /// That records are used less, or not for some purpose (article 11).
    Restriction,
}

/// Something that a person asked for.
#[derive(Debug, Clone, PartialEq, Eq, sqlx::FromRow)]
pub struct Asked {
    /// Identifier.
    pub id: Uuid,
    /// Who.
    pub person: Uuid,
    /// `correction` or `restriction`.
    pub kind: String,
    /// In that person's words.
    pub words: String,
    /// When.
    pub asked_at: Stamp,
    /// Until when the law wants an answer.
    pub due_at: Stamp,
    /// Whether it was granted.
    pub granted: Option<bool>,
    /// What the agency said.
    pub answer: Option<String>,
    /// When.
    pub answered_at: Option<Stamp>,
}

impl Wish {
    /// All of them, in the order of the form.
    pub const ALL: [Self; 2] = [Self::Correction, Self::Restriction];

    /// The word in forms and tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Correction => "correction",
            Self::Restriction => "restriction",
        }
    }

    /// The wish with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|wish| wish.code() == code)
    }
}

/// Makes a code for a person of one's own agency; an older one is void.
///
/// # Errors
/// If the permit does not open persons of the own agency for reading; [`AccessError::NotFound`].
pub async fn give_slip(
    context: &Context,
    permit: &Permit,
    kind: &'static RecordKind,
    person: Uuid,
) -> Result<Slip, AccessError> {
    let refused = Refused(Action::ReadPeople);
    let scope = permit.opens(Action::ReadPeople, kind)?.ok_or(refused)?;
    if scope.asks != scope.agency {
        return Err(refused.into());
    }
    let source = context.sources.of(kind.code).ok_or(AccessError::NotFound)?;
    let code = readable(context.db.ambient(), LETTERS);
    let hash = slip_hash(context, &code);
    transaction!(context.db, |tx| {
        let subject = Subject::Record(person);
        let found = source.read(tx, permit, &subject, &[]).await?;
        let found = found.first().ok_or(AccessError::NotFound)?;
        let ends_at = tx.stamp().plus_seconds(SLIP_SECONDS);
        own::insert_slip(tx, found.person, scope.agency, &hash, ends_at).await?;
        let changes = Changes::default().set("ends_at", None::<Stamp>, Some(ends_at));
        let (action, person) = ("person.give-slip", found.person);
        note(context, tx, permit, action, kind.code, person, changes).await?;
        Ok(Slip {
            code: code.clone(),
            ends_at,
        })
    })
}

/// Takes a printed code, once, and begins a short session; gives what its cookie holds.
///
/// # Errors
/// [`AccessError::WrongCode`], or a failure of the database.
pub async fn enter(context: &Context, code: &str) -> Result<String, AccessError> {
    let token = new_token(context.db.ambient());
    let hash = slip_hash(context, code);
    transaction!(context.db, |tx| {
        let owner = own::use_slip(tx, &hash)
            .await?
            .ok_or(AccessError::WrongCode)?;
        let ends_at = tx.stamp().plus_seconds(SESSION_SECONDS);
        own::insert_session(tx, &token, owner, ends_at).await?;
        told(
            context,
            tx,
            owner.0,
            "person.own-view",
            "person",
            owner.0,
            Changes::default(),
        )
        .await
    })?;
    Ok(token)
}

/// Who holds the token of such a session; nobody if it has ended.
///
/// # Errors
/// If the database failed.
pub async fn recognise(context: &Context, token: &str) -> Result<Option<Owner>, AccessError> {
    Ok(snapshot!(context.db, |tx| own::session(tx, token).await)?)
}

/// Ends such a session.
///
/// # Errors
/// If the database failed.
pub async fn leave(context: &Context, token: &str) -> Result<(), AccessError> {
    Ok(transaction!(context.db, |tx| own::end_session(tx, token).await)?)
}

/// Who saw what about this person, and what this person asked for, the latest first.
///
/// # Errors
/// If the database failed.
pub async fn view(
    context: &Context,
    owner: &Owner,
) -> Result<(Vec<Receipt>, Vec<Asked>), AccessError> {
    Ok(snapshot!(context.db, |tx| {
        let beginning = Stamp::from_micros(0);
        let seen = receipt::about(tx, owner.person, beginning, None, MOST).await?;
        Ok::<_, storage::StorageError>((seen, own::of_person(tx, owner).await?))
    })?)
}

/// Asks the agency for something.
///
/// # Errors
/// A fault of `words`.
pub async fn ask(
    context: &Context,
    owner: &Owner,
    wish: Wish,
    words: &str,
) -> Result<Uuid, AccessError> {
    let words = lines("words", words, 1)?;
    transaction!(context.db, |tx| {
        let due_at = tx.stamp().plus_seconds(DUE_SECONDS);
        let id = own::insert_request(tx, owner, wish.code(), &words, due_at).await?;
        let changes = Changes::default()
            .set("kind", None::<&str>, Some(wish.code()))
            .set("words", None::<&str>, Some(&words));
        told(
            context,
            tx,
            owner.person,
            "own-request.ask",
            KIND,
            id,
            changes,
        )
        .await?;
        Ok(id)
    })
}

/// What persons asked one's own agency for: what is open first, by the time when the law wants an answer. Nothing for an
/// account without an agency.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn list(context: &Context, permit: &Permit) -> Result<Vec<Asked>, AccessError> {
    permit.covers(Action::ManagePeople)?;
    let Some(agency) = permit.agency() else {
        return Ok(Vec::new());
    };
    Ok(snapshot!(context.db, |tx| own::of_agency(tx, agency).await)?)
}

/// One of them.
///
/// # Errors
/// As [`list`]; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Asked, AccessError> {
    let agency = answers(permit)?;
    snapshot!(context.db, |tx| own::get(tx, agency, id).await)
}

/// Answers a person, who reads it in their own view.
///
/// # Errors
/// As [`get`]; a fault of `answer`; if it was answered already.
pub async fn answer(
    context: &Context,
    permit: &Permit,
    id: Uuid,
    granted: bool,
    words: &str,
) -> Result<(), AccessError> {
    let agency = answers(permit)?;
    let words = lines("answer", words, 1)?;
    let Actor::User(by) = permit.actor() else {
        return Err(Refused(Action::ManagePeople).into());
    };
    transaction!(context.db, |tx| {
        own::get(tx, agency, id).await?;
        if !own::answer(tx, id, by, granted, &words).await? {
            return Err(AccessError::invalid("answer", "own-answered"));
        }
        let changes = Changes::default()
            .set("granted", None::<bool>, Some(granted))
            .set("answer", None::<&str>, Some(&words));
        note(context, tx, permit, "own-request.answer", KIND, id, changes).await
    })
}

/// Forgets slips and sessions that ended.
pub(crate) async fn sweep(tx: &mut Tx) -> Result<u64, storage::StorageError> {
    own::sweep(tx).await
}

fn answers(permit: &Permit) -> Result<Uuid, AccessError> {
    permit.covers(Action::ManagePeople)?;
    permit.agency().ok_or(Refused(Action::ManagePeople).into())
}

/// As a person types it: in any case, with or without the hyphens.
fn slip_hash(context: &Context, code: &str) -> [u8; 32] {
    let typed = code.chars().filter(char::is_ascii_alphanumeric);
    let code: String = typed.map(|c| c.to_ascii_lowercase()).collect();
    context.secrets.derive("slip", code.as_bytes())
}

/// Writes down what a person did without an account.
async fn told(
    context: &Context,
    tx: &mut Tx,
    person: Uuid,
    action: &str,
    kind: &str,
    id: Uuid,
    changes: Changes,
) -> Result<(), AccessError> {
    let entry = Entry {
        actor: Actor::Person(person),
        purpose: "own view",
        action,
        record: Record { kind, id },
        changes,
    };
    context.journal.record(tx, entry).await?;
    Ok(())
}
