//! Cases.

use crate::model::{Case, Category, Channel, Danger, Hand, Kind, Next, Phase, Reference, Status};
use domain::Country;
use jiff::civil::Date;
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_one, fetch_optional};
use uuid::Uuid;

/// Rows of one page.
pub(crate) const ROWS: usize = 50;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, agency, number, channel, kind, phase, country, category, danger, status, summary, next_on, next_step, handler, \
             handler_name, sealed, opened_at, closed_at, version, refers_kind, refers_to, joined_into FROM casework_cases ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    agency: Uuid,
    number: String,
    channel: String,
    kind: String,
    phase: String,
    country: Option<String>,
    category: String,
    danger: String,
    status: String,
    summary: String,
    next_on: Option<Day>,
    next_step: String,
    handler: Option<Uuid>,
    handler_name: Option<String>,
    sealed: bool,
    opened_at: Stamp,
    closed_at: Option<Stamp>,
    version: i64,
    refers_kind: Option<String>,
    refers_to: Option<Uuid>,
    joined_into: Option<Uuid>,
}

impl TryFrom<Row> for Case {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        let country = row.country.map(|code| {
            let country = Country::from_alpha3(&code);
            country.ok_or_else(|| odd("country"))
        });
        Ok(Self {
            id: row.id,
            number: row.number,
            agency: row.agency,
            channel: Channel::from_code(&row.channel).ok_or_else(|| odd("channel"))?,
            kind: Kind::from_code(&row.kind).ok_or_else(|| odd("kind"))?,
            phase: Phase::from_code(&row.phase).ok_or_else(|| odd("phase"))?,
            country: country.transpose()?,
            category: Category::from_code(&row.category).ok_or_else(|| odd("category"))?,
            danger: Danger::from_code(&row.danger).ok_or_else(|| odd("danger"))?,
            status: Status::from_code(&row.status).ok_or_else(|| odd("status"))?,
            summary: row.summary,
            next: row.next_on.map(|Day(on)| Next {
                on,
                step: row.next_step,
            }),
            handler: row
                .handler
                .zip(row.handler_name)
                .map(|(id, name)| Hand { id, name }),
            sealed: row.sealed,
            opened_at: row.opened_at,
            closed_at: row.closed_at,
            version: row.version,
            refers_to: row
                .refers_kind
                .zip(row.refers_to)
                .map(|(kind, id)| Reference { kind, id }),
            joined_into: row.joined_into,
        })
    }
}

/// The next place among the cases of a year.
pub(crate) async fn next_place(tx: &mut Tx, year: i16) -> Result<i64, StorageError> {
    let (place,): (i64,) = fetch_one!(
        tx,
        "INSERT INTO casework_numbers (year, last) VALUES ($1, 1)
         ON CONFLICT (year) DO UPDATE SET last = casework_numbers.last + 1 RETURNING last",
        i64::from(year)
    )?;
    Ok(place)
}

pub(crate) async fn insert(tx: &mut Tx, case: &Case) -> Result<(), StorageError> {
    let (next, handler) = (case.next.as_ref(), case.handler.as_ref());
    let refers = case.refers_to.as_ref();
    execute!(
        tx,
        "INSERT INTO casework_cases (id, agency, number, channel, kind, phase, country, category, danger, status, summary, next_on,
         next_step, handler, handler_name, sealed, opened_at, closed_at, version, refers_kind, refers_to)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)",
        case.id,
        case.agency,
        case.number.as_str(),
        case.channel.code(),
        case.kind.code(),
        case.phase.code(),
        case.country.as_ref().map(Country::alpha3),
        case.category.code(),
        case.danger.code(),
        case.status.code(),
        case.summary.as_str(),
        next.map(|next| Day(next.on)),
        next.map_or("", |next| next.step.as_str()),
        handler.map(|hand| hand.id),
        handler.map(|hand| hand.name.as_str()),
        case.sealed,
        case.opened_at,
        case.closed_at,
        case.version,
        refers.map(|reference| reference.kind.as_str()),
        refers.map(|reference| reference.id)
    )?;
    Ok(())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Case>, StorageError> {
    let row: Option<Row> = fetch_optional!(tx, select!("WHERE id = $1"), id)?;
    row.map(Case::try_from).transpose()
}

/// Whose cases are looked through: an agency's, and which of the sealed ones among them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Sight {
    /// The agency.
    pub(crate) agency: Uuid,
    /// Whether all sealed cases are among them.
    pub(crate) sealed: bool,
    /// Who looks: the sealed cases that they work on are among them too.
    pub(crate) by: Uuid,
}

impl Sight {
    /// Whether a case exists for whoever looks.
    pub(crate) fn includes(self, case: &Case) -> bool {
        let hands = case.handler.as_ref().is_some_and(|hand| hand.id == self.by);
        case.agency == self.agency && (!case.sealed || self.sealed || hands)
    }
}

/// Open cases by the day on which somebody must look at them, the first one first, behind a place of the list; one row more than
/// a page if there are more.
pub(crate) async fn open(
    tx: &mut Tx,
    sight: Sight,
    status: Option<Status>,
    mine: bool,
    behind: Option<(Date, Uuid)>,
) -> Result<Vec<Case>, StorageError> {
    let (day, id) = behind.unwrap_or((Date::MIN, Uuid::nil()));
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!(
            "WHERE agency = $1 AND closed_at IS NULL AND ($2 = '' OR status = $2) AND (next_on, id) > ($3, $4)
             AND (NOT sealed OR $5 OR handler = $6) AND (NOT $7 OR handler = $6) ORDER BY next_on, id LIMIT $8"
        ),
        sight.agency,
        status.map_or("", Status::code),
        Day(day),
        id,
        sight.sealed,
        sight.by,
        mine,
        ROWS as i64 + 1
    )?;
    rows.into_iter().map(Case::try_from).collect()
}

/// Cases that have ended, the latest one first, before one of them; one row more than a page if there are more.
pub(crate) async fn ended(
    tx: &mut Tx,
    sight: Sight,
    before: Option<Uuid>,
) -> Result<Vec<Case>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!(
            "WHERE agency = $1 AND status IN ('solved', 'closed') AND ($2 IS NULL OR id < $2)
             AND (NOT sealed OR $3 OR handler = $4) ORDER BY id DESC LIMIT $5"
        ),
        sight.agency,
        before,
        sight.sealed,
        sight.by,
        ROWS as i64 + 1
    )?;
    rows.into_iter().map(Case::try_from).collect()
}

/// The case that came from a record elsewhere.
pub(crate) async fn from_record(
    tx: &mut Tx,
    agency: Uuid,
    reference: &Reference,
) -> Result<Option<Case>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        select!("WHERE refers_to = $1 AND refers_kind = $2 AND agency = $3"),
        reference.id,
        reference.kind.as_str(),
        agency
    )?;
    row.map(Case::try_from).transpose()
}

/// Writes a case that was changed, if nobody else was faster.
pub(crate) async fn update(tx: &mut Tx, case: &Case) -> Result<bool, StorageError> {
    let (next, handler) = (case.next.as_ref(), case.handler.as_ref());
    let changed = execute!(
        tx,
        "UPDATE casework_cases SET agency = $2, kind = $3, phase = $4, country = $5, category = $6, danger = $7, status = $8, summary = $9,
         next_on = $10, next_step = $11, handler = $12, handler_name = $13, sealed = $14, closed_at = $15, version = $16,
         joined_into = $17 WHERE id = $1 AND version = $16 - 1",
        case.id,
        case.agency,
        case.kind.code(),
        case.phase.code(),
        case.country.as_ref().map(Country::alpha3),
        case.category.code(),
        case.danger.code(),
        case.status.code(),
        case.summary.as_str(),
        next.map(|next| Day(next.on)),
        next.map_or("", |next| next.step.as_str()),
        handler.map(|hand| hand.id),
        handler.map(|hand| hand.name.as_str()),
        case.sealed,
        case.closed_at,
        case.version,
        case.joined_into
    )?;
    Ok(changed == 1)
}

/// Cases at which nobody has looked yet: danger first, then whoever waits longest.
pub(crate) async fn unread(tx: &mut Tx, sight: Sight) -> Result<Vec<Case>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!(
            "WHERE agency = $1 AND status = 'received' AND (NOT sealed OR $2 OR handler = $3)
             ORDER BY CASE danger WHEN 'now' THEN 0 WHEN 'possible' THEN 1 WHEN 'unknown' THEN 2 ELSE 3 END, id LIMIT $4"
        ),
        sight.agency,
        sight.sealed,
        sight.by,
        ROWS as i64 + 1
    )?;
    rows.into_iter().map(Case::try_from).collect()
}

/// The cases that were joined into one.
pub(crate) async fn joined(tx: &mut Tx, into: Uuid) -> Result<Vec<(Uuid, String)>, StorageError> {
    fetch_all!(
        tx,
        "SELECT id, number FROM casework_cases WHERE joined_into = $1 ORDER BY id",
        into
    )
}
