//! The people in cases.

use crate::model::{CasePerson, Role, Who};
use domain::{Sex, capitals};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, insert_all};
use uuid::Uuid;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, role, name, birth_date, sex, nik, passport_no, phone, person, added_at, struck_at, struck_why \
             FROM casework_persons ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    role: String,
    name: String,
    birth_date: Option<String>,
    sex: Option<String>,
    nik: Option<String>,
    passport_no: Option<String>,
    phone: Option<String>,
    person: Option<Uuid>,
    added_at: Stamp,
    struck_at: Option<Stamp>,
    struck_why: Option<String>,
}

impl Row {
    fn person(self) -> Result<(Uuid, CasePerson), StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        let birth_date = self
            .birth_date
            .map(|date| date.parse().map_err(|_| odd("birth_date")));
        let person = CasePerson {
            id: self.id,
            role: Role::from_code(&self.role).ok_or_else(|| odd("role"))?,
            who: Who {
                name: self.name,
                birth_date: birth_date.transpose()?,
                sex: self.sex.as_deref().and_then(Sex::read),
                nik: self.nik,
                passport_no: self.passport_no,
                phone: self.phone,
                person: self.person,
            },
            added_at: self.added_at,
            struck: self
                .struck_at
                .map(|at| (at, self.struck_why.unwrap_or_default())),
        };
        Ok((self.case_id, person))
    }
}

/// Writes people into a case.
pub(crate) async fn insert(
    tx: &mut Tx,
    case: Uuid,
    people: &[CasePerson],
) -> Result<(), StorageError> {
    insert_all!(
        tx,
        "casework_persons (id, case_id, role, name, birth_date, sex, nik, passport_no, phone, person, added_at, name_key)",
        people,
        |person| person.id,
        case,
        person.role.code(),
        person.who.name.as_str(),
        person.who.birth_date.map(|date| date.to_string()),
        person.who.sex.map(|sex| sex.letter().to_string()),
        person.who.nik.as_deref(),
        person.who.passport_no.as_deref(),
        person.who.phone.as_deref(),
        person.who.person,
        person.added_at,
        name_key(&person.who.name)
    )
}

/// The people of a case, in the order in which they were written.
pub(crate) async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<CasePerson>, StorageError> {
    let rows: Vec<Row> = fetch_all!(tx, select!("WHERE case_id = $1 ORDER BY id"), case)?;
    let people = rows.into_iter().map(Row::person);
    people.map(|person| Ok(person?.1)).collect()
}

/// Whoever stands in a case under one of these numbers, with the case; those struck out are left away.
pub(crate) async fn by_number(
    tx: &mut Tx,
    nik: Option<&str>,
    passport: Option<&str>,
) -> Result<Vec<(Uuid, CasePerson)>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!("WHERE (nik = $1 OR passport_no = $2) AND struck_at IS NULL ORDER BY id LIMIT 200"),
        nik,
        passport
    )?;
    rows.into_iter().map(Row::person).collect()
}

/// The name in capitals, its words in order: the same however its words stand.
pub(crate) fn name_key(name: &str) -> String {
    let name = capitals(name);
    let mut words: Vec<&str> = name.split_whitespace().collect();
    words.sort_unstable();
    words.join(" ")
}

/// Strikes somebody out; the row stays. False if they are not part of the case, or struck out already.
pub(crate) async fn strike(
    tx: &mut Tx,
    case: Uuid,
    id: Uuid,
    why: &str,
) -> Result<bool, StorageError> {
    let now = tx.stamp();
    let struck = execute!(
        tx,
        "UPDATE casework_persons SET struck_at = $3, struck_why = $4 WHERE id = $1 AND case_id = $2 AND struck_at IS NULL",
        id,
        case,
        now,
        why
    )?;
    Ok(struck == 1)
}

/// People in other cases who have a number, a telephone or the name of somebody, with the case; the latest first.
pub(crate) async fn like(
    tx: &mut Tx,
    case: Uuid,
    who: &Who,
) -> Result<Vec<(Uuid, CasePerson)>, StorageError> {
    let key = name_key(&who.name);
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!(
            "WHERE case_id <> $1 AND struck_at IS NULL AND (nik = $2 OR passport_no = $3 OR phone = $4 OR (name_key = $5 AND $5 <> ''))
             ORDER BY id DESC LIMIT 50"
        ),
        case,
        who.nik.as_deref(),
        who.passport_no.as_deref(),
        who.phone.as_deref(),
        key.as_str()
    )?;
    rows.into_iter().map(Row::person).collect()
}
