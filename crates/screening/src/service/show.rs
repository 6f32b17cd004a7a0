//! Assessments as they are kept.

use super::{agency, assessed};
use crate::{
    Decision, Kept, Outcome,
    desk::Rules,
    model::{
        interview::Interviewed,
        referral::{Finding, Referral},
        replay,
        review::{Review, Slip},
    },
    store::{self, assessment::Stored},
};
use access::{AccessError, Action, Context, Permit, service::receipts};
use domain::{Port, Wording};
use risk::TripStatus;
use storage::{Stamp, StorageError, Tx, snapshot};
use uuid::Uuid;

/// An assessment with all that followed.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Identifier.
    pub id: Uuid,
    /// When it was made.
    pub at: Stamp,
    /// Where.
    pub port: Option<Port>,
    /// The voyage of the list, if it came from one.
    pub voyage: Option<Uuid>,
    /// What was known and said.
    pub kept: Kept,
    /// What was decided, the first decision first.
    pub decisions: Vec<Decision>,
    /// Earlier assessments of somebody who may be the same.
    pub earlier: Vec<(Line, f64)>,
    /// Whether the same rules, asked again now, say the same.
    pub replayed: bool,
}

/// An assessment as a line of a list.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// Identifier.
    pub id: Uuid,
    /// When it was made.
    pub at: Stamp,
    /// Where.
    pub port: Option<Port>,
    /// Who travels.
    pub name: String,
    /// Where to, in words.
    pub destination: Option<Wording>,
    /// The status of the trip.
    pub status: TripStatus,
    /// What was recommended.
    pub action: risk::Action,
    /// What was decided last.
    pub outcome: Option<Outcome>,
}

impl Held {
    pub(super) fn of(
        stored: Stored,
        decisions: Vec<Decision>,
        earlier: Vec<(Line, f64)>,
        replayed: bool,
    ) -> Self {
        Self {
            id: stored.id,
            at: stored.at,
            port: stored.port,
            voyage: stored.voyage,
            kept: stored.kept,
            decisions,
            earlier,
            replayed,
        }
    }
}

impl From<&Stored> for Line {
    fn from(stored: &Stored) -> Self {
        let assessment = &stored.kept.assessment;
        Self {
            id: stored.id,
            at: stored.at,
            port: stored.port.clone(),
            name: assessment.traveller.name.clone(),
            destination: assessment.trip.destination.map(|country| {
                Wording::new(
                    country.name(domain::Language::Id),
                    country.name(domain::Language::En),
                )
            }),
            status: assessment.status,
            action: assessment.action,
            outcome: stored.outcome,
        }
    }
}

/// One assessment, judged again by the rules that it names.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn get(context: &Context, permit: &Permit, id: Uuid) -> Result<Held, AccessError> {
    held(context, permit, agency(permit, Action::Screen)?, id).await
}

/// One assessment of an agency that a permit of any kind has opened.
pub(super) async fn held(
    context: &Context,
    permit: &Permit,
    agency: Uuid,
    id: Uuid,
) -> Result<Held, AccessError> {
    let read: Result<_, AccessError> = snapshot!(context.db, |tx| {
        let stored = assessed(tx, agency, id).await?;
        let decisions = store::decision::of(tx, id).await?;
        let files = store::rules::get(tx, &stored.kept.assessment.rules).await?;
        let earlier = seen_before(tx, &stored.kept).await?;
        Ok((stored, decisions, files, earlier))
    });
    let (stored, decisions, files, earlier) = read?;
    receipts::leave(context, permit, &[id]).await?;
    let rules = files.and_then(|files| Rules::kept(&files).ok());
    let replayed =
        rules.is_some_and(|rules| replay(&stored.kept, &rules.set) == stored.kept.assessment);
    Ok(Held::of(stored, decisions, earlier, replayed))
}

/// The earlier assessments that one names.
pub(super) async fn seen_before(
    tx: &mut Tx,
    kept: &Kept,
) -> Result<Vec<(Line, f64)>, StorageError> {
    let mut earlier = Vec::new();
    for before in &kept.earlier {
        let found = store::assessment::get(tx, before.id).await?;
        earlier.extend(found.map(|found| (Line::from(&found), before.probability)));
    }
    Ok(earlier)
}

/// The travellers of the counter, the latest first.
///
/// # Errors
/// If the permit is for another action, or the database failed.
pub async fn latest(
    context: &Context,
    permit: &Permit,
    port: Option<&Port>,
) -> Result<Vec<Line>, AccessError> {
    const SHOWN: i64 = 10;
    let agency = agency(permit, Action::Screen)?;
    let found = snapshot!(context.db, |tx| store::assessment::latest(
        tx, agency, port, SHOWN
    )
    .await)?;
    Ok(found.iter().map(Line::from).collect())
}

/// The port of an assessed traveller, for the form of the next one: whoever decides has seen it already.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn port_of(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<Option<Port>, AccessError> {
    let agency = agency(permit, Action::DecideScreening)?;
    let stored = snapshot!(context.db, |tx| assessed(tx, agency, id).await)?;
    Ok(stored.port)
}

/// What followed a decision.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Followed {
    /// Interviews, the first one first.
    pub interviews: Vec<Interviewed>,
    /// Slips that were handed out.
    pub slips: Vec<Slip>,
    /// Reviews of its decisions.
    pub reviews: Vec<Review>,
    /// Referrals.
    pub referrals: Vec<Referral>,
    /// What became known later.
    pub findings: Vec<(Finding, Stamp)>,
}

/// What followed the decisions about a trip, for a page that shows the assessment too and has left its receipt.
///
/// # Errors
/// If the permit is for another action; [`AccessError::NotFound`].
pub async fn followed(
    context: &Context,
    permit: &Permit,
    id: Uuid,
) -> Result<Followed, AccessError> {
    let agency = agency(permit, Action::Screen)?;
    snapshot!(context.db, |tx| {
        assessed(tx, agency, id).await?;
        Ok(Followed {
            interviews: store::interview::of(tx, id).await?,
            slips: store::slip::of(tx, id).await?,
            reviews: store::review::of(tx, id).await?,
            referrals: store::referral::of(tx, id).await?,
            findings: store::referral::findings(tx, id).await?,
        })
    })
}
