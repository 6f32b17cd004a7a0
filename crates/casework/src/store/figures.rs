//! What is counted of a year.

use storage::{Stamp, StorageError, Tx, fetch_all, fetch_one};
use uuid::Uuid;

/// How many cases were opened between two moments, by category, the most first.
pub(crate) async fn by_category(
    tx: &mut Tx,
    agency: Uuid,
    from: Stamp,
    to: Stamp,
) -> Result<Vec<(String, i64)>, StorageError> {
    fetch_all!(
        tx,
        "SELECT category, COUNT(*) FROM casework_cases WHERE agency = $1 AND opened_at >= $2 AND opened_at < $3 AND joined_into IS NULL
         GROUP BY category ORDER BY COUNT(*) DESC, category",
        agency,
        from,
        to
    )
}

/// Open cases of an agency, and how many of them should have been looked at before a day.
pub(crate) async fn waiting(
    tx: &mut Tx,
    agency: Uuid,
    today: storage::Day,
) -> Result<(i64, i64), StorageError> {
    fetch_one!(
        tx,
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN next_on < $2 THEN 1 ELSE 0 END), 0) FROM casework_cases
         WHERE agency = $1 AND closed_at IS NULL",
        agency,
        today
    )
}

/// A case that was handed on: which, how the referral stands, when the case was opened, when it was handed on, answered, done.
pub(crate) type HandedOn = (Uuid, String, Stamp, Stamp, Option<Stamp>, Option<Stamp>);

/// Cases that an agency handed on between two moments.
pub(crate) async fn handed_on(
    tx: &mut Tx,
    agency: Uuid,
    from: Stamp,
    to: Stamp,
) -> Result<Vec<HandedOn>, StorageError> {
    fetch_all!(
        tx,
        "SELECT r.case_id, r.state, c.opened_at, r.sent_at, r.answered_at, r.done_at
         FROM casework_referrals r JOIN casework_cases c ON c.id = r.case_id
         WHERE r.from_agency = $1 AND r.sent_at >= $2 AND r.sent_at < $3",
        agency,
        from,
        to
    )
}
