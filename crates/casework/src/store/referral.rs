//! Cases that were handed on.

use crate::model::{Referral, ReferralBasis, ReferralKind, ReferralState};
use storage::{Day, Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, case_id, kind, from_agency, to_agency, to_name, purpose, basis, basis_words, fields, state, due_on, sent_at, \
             sent_by, seen_at, answered_at, done_at, answer FROM casework_referrals ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    case_id: Uuid,
    kind: String,
    from_agency: Uuid,
    to_agency: Option<Uuid>,
    to_name: String,
    purpose: String,
    basis: String,
    basis_words: String,
    fields: String,
    state: String,
    due_on: Day,
    sent_at: Stamp,
    sent_by: String,
    seen_at: Option<Stamp>,
    answered_at: Option<Stamp>,
    done_at: Option<Stamp>,
    answer: String,
}

impl TryFrom<Row> for Referral {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let odd = |column: &str| StorageError::Form(format!("column {column}"));
        Ok(Self {
            id: row.id,
            case: row.case_id,
            kind: ReferralKind::from_code(&row.kind).ok_or_else(|| odd("kind"))?,
            from: row.from_agency,
            to: row.to_agency,
            to_name: row.to_name,
            purpose: row.purpose,
            basis: ReferralBasis::from_code(&row.basis).ok_or_else(|| odd("basis"))?,
            basis_words: row.basis_words,
            fields: serde_json::from_str(&row.fields).map_err(|_| odd("fields"))?,
            state: ReferralState::from_code(&row.state).ok_or_else(|| odd("state"))?,
            due_on: row.due_on.0,
            sent_at: row.sent_at,
            sent_by: row.sent_by,
            seen_at: row.seen_at,
            answered_at: row.answered_at,
            done_at: row.done_at,
            answer: row.answer,
        })
    }
}

/// Writes a referral; with a hash of what opens it and until when, where the party has no account.
pub(crate) async fn insert(
    tx: &mut Tx,
    referral: &Referral,
    link: Option<(&[u8; 32], Stamp)>,
) -> Result<(), StorageError> {
    let fields = serde_json::to_string(&referral.fields)
        .map_err(|_| StorageError::Form("column fields".to_owned()))?;
    execute!(
        tx,
        "INSERT INTO casework_referrals (id, case_id, kind, from_agency, to_agency, to_name, purpose, basis, basis_words, fields, state,
         due_on, sent_at, sent_by, answer, link, link_until)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)",
        referral.id,
        referral.case,
        referral.kind.code(),
        referral.from,
        referral.to,
        referral.to_name.as_str(),
        referral.purpose.as_str(),
        referral.basis.code(),
        referral.basis_words.as_str(),
        fields.as_str(),
        referral.state.code(),
        Day(referral.due_on),
        referral.sent_at,
        referral.sent_by.as_str(),
        referral.answer.as_str(),
        link.map(|(hash, _)| hash.as_slice()),
        link.map(|(_, until)| until)
    )?;
    Ok(())
}

pub(crate) async fn get(tx: &mut Tx, id: Uuid) -> Result<Option<Referral>, StorageError> {
    let row: Option<Row> = fetch_optional!(tx, select!("WHERE id = $1"), id)?;
    row.map(Referral::try_from).transpose()
}

/// The referral that a link opens now.
pub(crate) async fn by_link(
    tx: &mut Tx,
    link: &[u8; 32],
) -> Result<Option<Referral>, StorageError> {
    let now = tx.stamp();
    let row: Option<Row> = fetch_optional!(
        tx,
        select!("WHERE link = $1 AND link_until > $2"),
        link.as_slice(),
        now
    )?;
    row.map(Referral::try_from).transpose()
}

/// What opens it next; nothing, and no link opens it any more.
pub(crate) async fn relink(
    tx: &mut Tx,
    id: Uuid,
    link: Option<&[u8; 32]>,
) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE casework_referrals SET link = $2 WHERE id = $1",
        id,
        link.map(<[u8; 32]>::as_slice)
    )?;
    Ok(())
}

/// Referrals of a case, the first one first.
pub(crate) async fn of_case(tx: &mut Tx, case: Uuid) -> Result<Vec<Referral>, StorageError> {
    let rows: Vec<Row> = fetch_all!(tx, select!("WHERE case_id = $1 ORDER BY id"), case)?;
    rows.into_iter().map(Referral::try_from).collect()
}

/// What was handed to an agency: what waits for its answer first, by the day on which it is due; then the rest, the latest first.
pub(crate) async fn received(tx: &mut Tx, agency: Uuid) -> Result<Vec<Referral>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        select!(
            "WHERE to_agency = $1 ORDER BY CASE WHEN state IN ('sent', 'seen', 'accepted') THEN 0 ELSE 1 END,
             CASE WHEN state IN ('sent', 'seen', 'accepted') THEN due_on ELSE '' END, id DESC LIMIT 100"
        ),
        agency
    )?;
    rows.into_iter().map(Referral::try_from).collect()
}

/// Writes how far a referral has come.
pub(crate) async fn advance(tx: &mut Tx, referral: &Referral) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE casework_referrals SET state = $2, seen_at = $3, answered_at = $4, done_at = $5, answer = $6 WHERE id = $1",
        referral.id,
        referral.state.code(),
        referral.seen_at,
        referral.answered_at,
        referral.done_at,
        referral.answer.as_str()
    )?;
    Ok(())
}
