//! What agreements in force open to somebody at once: for a desk that asks about everybody who departs.

use super::{answer::basis, quota::Blocks, terms};
use crate::{model::policy, service::clock, store::agreement};
use access::{AccessError, Action, Ask, Context, Permit, Principal, Terms};
use domain::record::{Field, RecordKind, Transform};
use std::borrow::Cow;
use storage::Tx;
use uuid::Uuid;

/// What is asked for: the records of another agency, what for, and about how many persons.
#[derive(Debug, Clone, Copy)]
pub struct Wanted {
    /// Whose records.
    pub provider: Uuid,
    /// Which kind.
    pub kind: &'static RecordKind,
    /// The code of the purpose.
    pub purpose: &'static str,
    /// About how many persons; none to see only whether it is open.
    pub subjects: u32,
}

/// A permit for all that an agreement in force shares of a kind of record, on the state of the data in this transaction. `None`
/// where none is in force, or the quota is used up. The caller leaves the receipt.
///
/// # Errors
/// If the database failed.
pub async fn opened(
    context: &Context,
    tx: &mut Tx,
    principal: &Principal,
    blocks: &Blocks,
    wanted: Wanted,
) -> Result<Option<Permit>, AccessError> {
    let Some(consumer) = principal
        .agency()
        .filter(|_| principal.may(Action::UseExchange))
    else {
        return Ok(None);
    };
    let now = clock::now(tx).await?;
    for record in agreement::of_agency(tx, consumer).await? {
        let Ok((record, document)) = terms::open(tx, consumer, record.id, now).await? else {
            continue;
        };
        let schedule = document.schedules.iter().find(|schedule| {
            (schedule.provider, schedule.consumer) == (wanted.provider, consumer)
                && schedule.kind == wanted.kind.code
                && schedule.purpose.code == wanted.purpose
        });
        let (Some(schedule), Some(opens), Some(closes)) =
            (schedule, record.life.opens(), record.life.closes())
        else {
            continue;
        };
        let fields: Vec<(&'static Field, Transform)> = (schedule.fields.iter())
            .filter_map(|shared| Some((wanted.kind.field(&shared.field)?, shared.transform)))
            .collect();
        let terms = Terms {
            id: record.id,
            name: &basis(&document, schedule, consumer),
            until: closes.into(),
            policy: &policy(&document, opens, closes),
        };
        let ask = Ask {
            action: Action::UseExchange,
            kind: wanted.kind,
            agency: Some(wanted.provider),
            sealed: false,
            purpose: Cow::Borrowed(wanted.purpose),
        };
        let permit =
            principal.permit_under(&context.policies, ask, &fields, &terms, now.timestamp());
        let Ok(permit) = permit else {
            continue;
        };
        let day = terms::day(&document, now);
        let place = (record.id, schedule.key.as_str(), day.as_str());
        if wanted.subjects == 0
            || blocks
                .take(context, place, schedule.quota, wanted.subjects)
                .await?
        {
            return Ok(Some(permit));
        }
    }
    Ok(None)
}
