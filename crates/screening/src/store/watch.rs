//! Entries of both lists. Every question names its list: none reads both.

use crate::model::watch::{Cause, Entry, Hand, Life, List, Stage, Who};
use domain::Sex;
use jiff::civil::Date;
use std::marker::PhantomData;
use storage::{
    Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_in, fetch_optional, insert_all,
};
use uuid::Uuid;

/// Rows of one page.
pub(crate) const ROWS: usize = 50;

macro_rules! columns {
    () => {
        "id, agency, kind, source_key, name, birth_date, sex, passport_no, nik, reason, source, legal_basis, until, state, valid_from, \
         review_on, author, author_name, proposed_at, approver, approver_name, decided_at, answer"
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agency: Uuid,
    kind: String,
    source_key: String,
    name: String,
    birth_date: Option<String>,
    sex: Option<String>,
    passport_no: Option<String>,
    nik: Option<String>,
    reason: String,
    source: String,
    legal_basis: String,
    until: Option<Day>,
    state: String,
    valid_from: Option<Day>,
    review_on: Option<Day>,
    author: Uuid,
    author_name: String,
    proposed_at: Stamp,
    approver: Option<Uuid>,
    approver_name: Option<String>,
    decided_at: Option<Stamp>,
    answer: Option<String>,
}

impl Row {
    fn entry<L: List>(self) -> Result<Entry<L>, StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        if self.kind != L::KIND.code() {
            return Err(odd("kind"));
        }
        let date = |day: Option<Day>| day.map(|Day(date)| date);
        Ok(Entry {
            id: self.id,
            agency: self.agency,
            key: self.source_key,
            who: Who {
                name: self.name,
                birth_date: self
                    .birth_date
                    .map(|date| date.parse().map_err(|_| odd("birth_date")))
                    .transpose()?,
                sex: self.sex.as_deref().and_then(Sex::read),
                passport_no: self.passport_no,
                nik: self.nik,
            },
            cause: Cause {
                reason: self.reason,
                source: self.source,
                legal_basis: self.legal_basis,
            },
            life: Life {
                stage: Stage::from_code(&self.state).ok_or_else(|| odd("state"))?,
                valid_from: date(self.valid_from),
                review_on: date(self.review_on),
                until: date(self.until),
            },
            author: Hand {
                id: self.author,
                name: self.author_name,
            },
            proposed_at: self.proposed_at,
            approver: self
                .approver
                .zip(self.approver_name)
                .map(|(id, name)| Hand { id, name }),
            decided_at: self.decided_at,
            answer: self.answer,
            list: PhantomData,
        })
    }
}

fn entries<L: List>(rows: Vec<Row>) -> Result<Vec<Entry<L>>, StorageError> {
    rows.into_iter().map(Row::entry).collect()
}

/// One entry of a list.
pub(crate) async fn get<L: List>(tx: &mut Tx, id: Uuid) -> Result<Option<Entry<L>>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM watchlist_entries WHERE id = $1 AND kind = $2"
        ),
        id,
        L::KIND.code()
    )?;
    row.map(Row::entry).transpose()
}

/// Which entries of a list are wanted.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) stage: Option<Stage>,
    /// In force, to be confirmed by this day.
    pub(crate) review_by: Option<Date>,
    /// Entries before this one.
    pub(crate) before: Option<Uuid>,
}

/// A page of an agency's list, the newest entry first, and one row more if there are more.
pub(crate) async fn list<L: List>(
    tx: &mut Tx,
    agency: Uuid,
    wanted: &Wanted,
) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM watchlist_entries WHERE agency = $1 AND kind = $2 AND ($3 = '' OR state = $3) AND ($4 IS NULL OR review_on <= $4)
              AND ($5 IS NULL OR id < $5) ORDER BY id DESC LIMIT $6"
        ),
        agency,
        L::KIND.code(),
        wanted.stage.map_or("", Stage::code),
        wanted.review_by.map(Day),
        wanted.before,
        ROWS as i64 + 1
    )?;
    entries(rows)
}

/// How many entries of an agency stand where: the stage, and how many.
pub(crate) async fn counts<L: List>(
    tx: &mut Tx,
    agency: Uuid,
) -> Result<Vec<(Stage, i64)>, StorageError> {
    let rows: Vec<(String, i64)> = fetch_all!(
        tx,
        "SELECT state, COUNT(*) FROM watchlist_entries WHERE agency = $1 AND kind = $2 GROUP BY state ORDER BY state",
        agency,
        L::KIND.code()
    )?;
    rows.into_iter()
        .map(|(state, count)| {
            let stage = Stage::from_code(&state);
            stage
                .map(|stage| (stage, count))
                .ok_or_else(|| StorageError::Form("column state".to_owned()))
        })
        .collect()
}

/// Entries of an agency in which a number is the one asked for, or the name holds the words asked for, in capitals.
pub(crate) async fn find<L: List>(
    tx: &mut Tx,
    agency: Uuid,
    name: &str,
    number: &str,
) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM watchlist_entries WHERE agency = $1 AND kind = $2
              AND (($3 <> '' AND UPPER(name) LIKE $3) OR ($4 <> '' AND (passport_no = $4 OR nik = $4))) ORDER BY id DESC LIMIT $5"
        ),
        agency,
        L::KIND.code(),
        name,
        number,
        ROWS as i64
    )?;
    entries(rows)
}

/// Entries of an agency with one of these keys that are proposed or in force.
pub(crate) async fn alive<L: List>(
    tx: &mut Tx,
    agency: Uuid,
    keys: &[String],
) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_in!(
        tx,
        "SELECT id, agency, kind, source_key, name, birth_date, sex, passport_no, nik, reason, source, legal_basis, until, state, valid_from, \
         review_on, author, author_name, proposed_at, approver, approver_name, decided_at, answer FROM watchlist_entries
         WHERE agency = $1 AND kind = $2 AND state IN ('proposed', 'in_force') AND source_key IN",
        agency,
        L::KIND.code();
        keys
    )?;
    entries(rows)
}

/// Writes new entries.
pub(crate) async fn insert<L: List>(tx: &mut Tx, new: &[Entry<L>]) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "watchlist_entries (id, agency, kind, source_key, name, birth_date, sex, passport_no, nik, reason, source, legal_basis, until, state, author, author_name, proposed_at)",
        new,
        |entry| entry.id,
        entry.agency,
        L::KIND.code(),
        entry.key.as_str(),
        entry.who.name.as_str(),
        entry.who.birth_date.map(|date| date.to_string()),
        entry.who.sex.map(|sex| sex.letter().to_string()),
        entry.who.passport_no.as_deref(),
        entry.who.nik.as_deref(),
        entry.cause.reason.as_str(),
        entry.cause.source.as_str(),
        entry.cause.legal_basis.as_str(),
        entry.life.until.map(Day),
        entry.life.stage.code(),
        entry.author.id,
        entry.author.name.as_str(),
        entry.proposed_at
    )
}

/// Writes where an entry stands.
pub(crate) async fn live(tx: &mut Tx, id: Uuid, life: &Life) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE watchlist_entries SET state = $2, valid_from = $3, review_on = $4 WHERE id = $1",
        id,
        life.stage.code(),
        life.valid_from.map(Day),
        life.review_on.map(Day)
    )?;
    Ok(())
}

/// Writes who decided, and what was said.
pub(crate) async fn decided(
    tx: &mut Tx,
    id: Uuid,
    by: &Hand,
    answer: &str,
) -> Result<(), StorageError> {
    let now = tx.stamp();
    execute!(
        tx,
        "UPDATE watchlist_entries SET approver = $2, approver_name = $3, decided_at = $4, answer = $5 WHERE id = $1",
        id,
        by.id,
        by.name.as_str(),
        now,
        answer
    )?;
    Ok(())
}

/// Entries in force whose last day, or day of review, is before a day.
pub(crate) async fn passed<L: List>(
    tx: &mut Tx,
    today: Date,
) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM watchlist_entries WHERE kind = $1 AND state = 'in_force' AND (review_on < $2 OR until < $2) ORDER BY id LIMIT 500"
        ),
        L::KIND.code(),
        Day(today)
    )?;
    entries(rows)
}

/// Entries in force that are to be confirmed by a day and of which nobody was reminded yet.
pub(crate) async fn due<L: List>(tx: &mut Tx, by: Date) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM watchlist_entries WHERE kind = $1 AND state = 'in_force' AND review_on <= $2
              AND (until IS NULL OR until > review_on) AND (reminded_for IS NULL OR reminded_for <> review_on) ORDER BY id LIMIT 500"
        ),
        L::KIND.code(),
        Day(by)
    )?;
    entries(rows)
}

/// Remembers that somebody was reminded of a review.
pub(crate) async fn reminded(tx: &mut Tx, id: Uuid) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE watchlist_entries SET reminded_for = review_on WHERE id = $1",
        id
    )?;
    Ok(())
}

/// Entries of a list after one in the order of identifiers, whatever their state: for the index.
pub(crate) async fn after<L: List>(
    tx: &mut Tx,
    id: Uuid,
    limit: i64,
) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        concat!(
            "SELECT ",
            columns!(),
            " FROM watchlist_entries WHERE kind = $1 AND id > $2 ORDER BY id LIMIT $3"
        ),
        L::KIND.code(),
        id,
        limit
    )?;
    entries(rows)
}

/// Some entries of a list, whatever their state: for the index.
pub(crate) async fn some<L: List>(
    tx: &mut Tx,
    ids: &[Uuid],
) -> Result<Vec<Entry<L>>, StorageError> {
    let rows: Vec<Row> = fetch_in!(
        tx,
        "SELECT id, agency, kind, source_key, name, birth_date, sex, passport_no, nik, reason, source, legal_basis, until, state, valid_from, \
         review_on, author, author_name, proposed_at, approver, approver_name, decided_at, answer FROM watchlist_entries
         WHERE kind = $1 AND id IN",
        L::KIND.code();
        ids
    )?;
    entries(rows)
}
