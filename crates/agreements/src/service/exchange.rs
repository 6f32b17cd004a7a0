//! Asking under an agreement: what it covers, what is left of the quota, what the records say, and a signed receipt. Every
//! request is kept, also one that was refused.

mod answer;
mod kept;
mod opened;
mod quota;
mod terms;

pub use kept::{Overview, overview};
pub use opened::{Wanted, opened};
pub use quota::Blocks;

use crate::model::{Outcome, SignedReceipt, Standing};
use access::{AccessError, Action, Context, Permit, Principal, Subject, service::receipts};
use domain::record::Shown;
use serde::Serialize;
use std::collections::BTreeMap;
use storage::{Stamp, snapshot, transaction};
use utoipa::ToSchema;
use uuid::Uuid;

/// Subjects in one request at most.
pub const MOST_SUBJECTS: usize = 100;
/// Fields in one request at most.
pub const MOST_FIELDS: usize = 100;

/// What a machine asks.
#[derive(Debug, Clone)]
pub struct Request {
    /// Under which agreement.
    pub agreement: Uuid,
    /// What for, by the code of the schedule.
    pub purpose: String,
    /// The kind of record.
    pub kind: String,
    /// Whom about.
    pub subjects: Vec<Subject>,
    /// Which fields.
    pub fields: Vec<String>,
}

/// What is given.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ExchangeAnswer)]
pub struct Answer {
    /// On which basis, in words: `PKS.1/2026, pasal 3, sampai 2026-12-31`.
    pub basis: String,
    /// For each subject, in the order of the request, the records found.
    #[schema(value_type = Vec<Vec<Object>>)]
    pub records: Records,
    /// What proves it.
    pub receipt: SignedReceipt,
}

/// For each subject the records found, field by field as it is shown.
type Records = Vec<Vec<BTreeMap<&'static str, Shown>>>;

/// Why a request was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Denied {
    /// There is no such agreement, or the agency is no party of it.
    NoSuchAgreement,
    /// It is not in force; what it is, and since or until when.
    NotInForce(Standing, Option<Stamp>),
    /// No schedule gives this agency this kind of record for this purpose; the purposes that there are, with their kinds.
    Purpose(Vec<(String, String)>),
    /// These fields are not shared; those that are.
    Fields(Vec<String>, Vec<String>),
    /// So many are not left; again from then on, if ever.
    Quota(Option<Stamp>),
    /// A policy above the agreement forbids it.
    Forbidden,
}

impl Denied {
    /// What is kept of it.
    pub fn outcome(&self) -> Outcome {
        match self {
            Self::NoSuchAgreement => Outcome::NoSuchAgreement,
            Self::NotInForce(..) => Outcome::NotInForce,
            Self::Purpose(_) => Outcome::PurposeNotCovered,
            Self::Fields(..) => Outcome::FieldsNotCovered,
            Self::Quota(_) => Outcome::QuotaUsedUp,
            Self::Forbidden => Outcome::Forbidden,
        }
    }
}

/// Answers a request, with the permit under which its records are shown, or says why not; either is kept.
///
/// Nothing that is refused depends on whether a person is known: the quota counts those asked about, and the agreement is
/// looked at before any record is.
///
/// # Errors
/// A fault of a field, of which nothing is kept; if the account may not ask at all; if the database failed.
pub async fn ask(
    context: &Context,
    principal: &Principal,
    blocks: &Blocks,
    request: &Request,
) -> Result<Result<(Answer, Permit), Denied>, AccessError> {
    let count = check(request)?;
    let refuse = async |schedule: Option<&str>, denied: Denied| {
        kept::refused(context, principal, request, schedule, denied.outcome()).await?;
        Ok(Err(denied))
    };
    if let Err(refused) = principal.permit(Action::UseExchange, "exchange") {
        kept::refused(context, principal, request, None, Outcome::NotPermitted).await?;
        return Err(refused.into());
    }
    let Some(consumer) = principal.agency() else {
        return refuse(None, Denied::NoSuchAgreement).await;
    };
    let covered = snapshot!(context.db, |tx| terms::covered(tx, consumer, request).await)?;
    let (schedule, day) = match covered {
        Ok(covered) => covered,
        Err(denied) => return refuse(None, denied).await,
    };
    let key = schedule.key.as_str();
    let place = (request.agreement, key, day.as_str());
    if !blocks.take(context, place, schedule.quota, count).await? {
        let denied = snapshot!(context.db, |tx| terms::quota_denied(
            tx,
            request.agreement,
            &schedule,
            count
        )
        .await)?;
        return refuse(Some(key), denied).await;
    }
    let answered = transaction!(context.db, |tx| answer::answer(
        context, tx, principal, request, count, &day
    )
    .await);
    match answered {
        Ok(Ok((answer, permit, persons))) => {
            // On the disk before anything leaves; without it nothing does.
            receipts::leave(context, &permit, &persons).await?;
            Ok(Ok((answer, permit)))
        }
        Ok(Err(denied)) => {
            blocks.give_back(place, count).await;
            refuse(Some(key), denied).await
        }
        Err(error) => {
            blocks.give_back(place, count).await;
            Err(error)
        }
    }
}

/// How many are asked about, if the request has the form of one. What is kept of it is words of a schedule, never whatever
/// somebody wrote.
fn check(request: &Request) -> Result<u32, AccessError> {
    let count = request.subjects.len();
    if count == 0 || count > MOST_SUBJECTS {
        return Err(AccessError::invalid("subjects", "exchange-subjects"));
    }
    if request.fields.is_empty() || request.fields.len() > MOST_FIELDS {
        return Err(AccessError::invalid("fields", "exchange-fields"));
    }
    let words = [("purpose", &request.purpose), ("kind", &request.kind)];
    let fields = request.fields.iter().map(|field| ("fields", field));
    if let Some((place, _)) = words
        .into_iter()
        .chain(fields)
        .find(|(_, word)| !is_word(word))
    {
        return Err(AccessError::invalid(place, "exchange-word"));
    }
    u32::try_from(count).map_err(|_| AccessError::invalid("subjects", "exchange-subjects"))
}

/// Whether a text can be a word of a schedule: a NIK, a phone or a passport number as it is printed cannot.
fn is_word(text: &str) -> bool {
    let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c);
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.len() <= 60
        && text.chars().all(allowed)
}
