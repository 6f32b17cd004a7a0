//! Referrals, and what became known later.

use crate::model::referral::{
    Finding, Recipient, Referral, ReferralGround, ReferralState, ReferralText, SharedField,
};
use storage::{Stamp, StorageError, Tx, execute, fetch_all, fetch_optional};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct Row {
    id: Uuid,
    assessment: Uuid,
    recipient: String,
    place: String,
    reason: String,
    fields: String,
    ground: String,
    basis: String,
    state: String,
    note: String,
    finding: Option<String>,
    case_id: Option<Uuid>,
    sent_at: Stamp,
    changed_at: Stamp,
}

impl TryFrom<Row> for Referral {
    type Error = StorageError;

    fn try_from(row: Row) -> Result<Self, StorageError> {
        let form = |column: &str| StorageError::Form(format!("column {column}"));
        let finding = row
            .finding
            .map(|code| Finding::from_code(&code).ok_or_else(|| form("finding")));
        let fields = row.fields.split_whitespace().map(SharedField::from_code);
        Ok(Self {
            id: row.id,
            assessment: row.assessment,
            text: ReferralText {
                recipient: Recipient::from_code(&row.recipient).ok_or_else(|| form("recipient"))?,
                place: row.place,
                reason: row.reason,
                fields: fields
                    .collect::<Option<_>>()
                    .ok_or_else(|| form("fields"))?,
                ground: ReferralGround::from_code(&row.ground).ok_or_else(|| form("ground"))?,
                basis: row.basis,
            },
            state: ReferralState::from_code(&row.state).ok_or_else(|| form("state"))?,
            note: row.note,
            finding: finding.transpose()?,
            case: row.case_id,
            sent_at: row.sent_at,
            changed_at: row.changed_at,
        })
    }
}

pub(crate) async fn insert(tx: &mut Tx, agency: Uuid, new: &Referral) -> Result<(), StorageError> {
    let fields: Vec<&str> = new.text.fields.iter().map(|field| field.code()).collect();
    execute!(
        tx,
        "INSERT INTO screening_referrals (id, assessment, agency, recipient, place, reason, fields, ground, basis, state, note, case_id,
         sent_at, changed_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
        new.id,
        new.assessment,
        agency,
        new.text.recipient.code(),
        new.text.place.as_str(),
        new.text.reason.as_str(),
        fields.join(" "),
        new.text.ground.code(),
        new.text.basis.as_str(),
        new.state.code(),
        new.note.as_str(),
        new.case,
        new.sent_at,
        new.changed_at
    )?;
    Ok(())
}

/// Writes how far a referral is.
pub(crate) async fn step(tx: &mut Tx, now: &Referral) -> Result<(), StorageError> {
    execute!(
        tx,
        "UPDATE screening_referrals SET state = $2, note = $3, finding = $4, changed_at = $5 WHERE id = $1",
        now.id,
        now.state.code(),
        now.note.as_str(),
        now.finding.map(Finding::code),
        now.changed_at
    )?;
    Ok(())
}

/// A referral of an agency.
pub(crate) async fn get(
    tx: &mut Tx,
    agency: Uuid,
    id: Uuid,
) -> Result<Option<Referral>, StorageError> {
    let row: Option<Row> = fetch_optional!(
        tx,
        "SELECT id, assessment, recipient, place, reason, fields, ground, basis, state, note, finding, case_id, sent_at, changed_at
         FROM screening_referrals WHERE agency = $1 AND id = $2",
        agency,
        id
    )?;
    row.map(Referral::try_from).transpose()
}

/// The referrals of an assessment, the first one first.
pub(crate) async fn of(tx: &mut Tx, assessment: Uuid) -> Result<Vec<Referral>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, assessment, recipient, place, reason, fields, ground, basis, state, note, finding, case_id, sent_at, changed_at
         FROM screening_referrals WHERE assessment = $1 ORDER BY id",
        assessment
    )?;
    rows.into_iter().map(Referral::try_from).collect()
}

/// The referrals of an agency: those that wait for somebody first, the oldest first; then the others, the latest first.
pub(crate) async fn list(tx: &mut Tx, agency: Uuid) -> Result<Vec<Referral>, StorageError> {
    let rows: Vec<Row> = fetch_all!(
        tx,
        "SELECT id, assessment, recipient, place, reason, fields, ground, basis, state, note, finding, case_id, sent_at, changed_at
         FROM screening_referrals WHERE agency = $1
         ORDER BY CASE WHEN state IN ('declined', 'done') THEN 1 ELSE 0 END,
         CASE WHEN state IN ('declined', 'done') THEN NULL ELSE sent_at END, sent_at DESC, id LIMIT 200",
        agency
    )?;
    rows.into_iter().map(Referral::try_from).collect()
}

/// Ties what became known to an assessment; the same origin tells once, its last word counts.
pub(crate) async fn found(
    tx: &mut Tx,
    assessment: Uuid,
    (origin, origin_id): (&str, Uuid),
    finding: Finding,
) -> Result<(), StorageError> {
    let (id, now) = (tx.id(), tx.stamp());
    execute!(
        tx,
        "INSERT INTO screening_findings (id, assessment, origin, origin_id, finding, at) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (origin, origin_id) DO UPDATE SET finding = excluded.finding, at = excluded.at",
        id,
        assessment,
        origin,
        origin_id,
        finding.code(),
        now
    )?;
    Ok(())
}

/// What became known about a trip, the first first.
pub(crate) async fn findings(
    tx: &mut Tx,
    assessment: Uuid,
) -> Result<Vec<(Finding, Stamp)>, StorageError> {
    let rows: Vec<(String, Stamp)> = fetch_all!(
        tx,
        "SELECT finding, at FROM screening_findings WHERE assessment = $1 ORDER BY at, id",
        assessment
    )?;
    rows.into_iter()
        .map(|(code, at)| {
            Finding::from_code(&code)
                .map(|finding| (finding, at))
                .ok_or_else(|| StorageError::Form("column finding".to_owned()))
        })
        .collect()
}
