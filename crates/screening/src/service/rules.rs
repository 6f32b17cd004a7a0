//! Rules under control: drafted by one, tried on past travellers, put in force by another from a day on, retired. What was
//! approved never changes; the desk follows within seconds.

mod decide;
mod draft;
mod follow;
mod trial;

pub use decide::{approve, refuse, retire, submit};
pub use draft::{begin, draft, edit, replace};
pub use follow::{follow, keep};
pub use trial::{FEWEST, last_trial, try_out};

use crate::{
    model::{
        ruleset::{RuleStage, RuleVersion},
        watch::Hand,
    },
    store::ruleset as store,
};
use access::{AccessError, Action, Context, Permit, Principal, Refused, service::note};
use domain::Diagnostic;
use jiff::civil::Date;
use journal::{Actor, Changes};
use storage::{Tx, snapshot};
use uuid::Uuid;

/// The kind of record in the journal.
const KIND: &str = "rule_version";

/// Somebody who works on rules.
#[derive(Debug, Clone)]
pub struct Author {
    principal: Principal,
    hand: Hand,
}

/// Why rules were not changed.
#[derive(Debug, thiserror::Error)]
pub enum RulesProblem {
    /// They would not be rules: what the reader of files says.
    #[error("the rules have faults")]
    Faults(Vec<Diagnostic>),
    /// It may not be done, or the database failed.
    #[error(transparent)]
    Access(#[from] AccessError),
}

impl From<storage::StorageError> for RulesProblem {
    fn from(error: storage::StorageError) -> Self {
        Self::Access(error.into())
    }
}

impl Author {
    /// The author behind an account.
    ///
    /// # Errors
    /// If reading rules is not among its actions.
    pub fn of(principal: &Principal) -> Result<Self, Refused> {
        principal.permit(Action::ReadRules, "rules")?;
        let (Actor::User(id) | Actor::Client(id)) = principal.actor() else {
            return Err(Refused(Action::ReadRules));
        };
        Ok(Self {
            hand: Hand {
                id,
                name: principal.name().to_owned(),
            },
            principal: principal.clone(),
        })
    }

    /// Whether they may draft.
    pub fn may_draft(&self) -> bool {
        self.principal.may(Action::DraftRules)
    }

    /// Whether they may put rules in force.
    pub fn may_approve(&self) -> bool {
        self.principal.may(Action::ApproveRules)
    }

    /// The account.
    pub fn id(&self) -> Uuid {
        self.hand.id
    }

    fn permit(&self, action: Action) -> Result<Permit, Refused> {
        self.principal.permit(action, "rules")
    }
}

/// All versions, the newest first.
///
/// # Errors
/// If the database failed.
pub async fn versions(context: &Context, _: &Author) -> Result<Vec<RuleVersion>, AccessError> {
    Ok(snapshot!(context.db, |tx| store::all(tx).await)?)
}

/// One version.
///
/// # Errors
/// [`AccessError::NotFound`]
pub async fn get(context: &Context, _: &Author, id: Uuid) -> Result<RuleVersion, AccessError> {
    snapshot!(context.db, |tx| one(tx, id).await)
}

async fn one(tx: &mut Tx, id: Uuid) -> Result<RuleVersion, AccessError> {
    store::get(tx, id).await?.ok_or(AccessError::NotFound)
}

fn today(context: &Context) -> Date {
    domain::day_in_jakarta(context.db.ambient().now())
}

/// Writes down that a version went from one stage to another.
async fn moved(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    event: &str,
    version: &RuleVersion,
    to: RuleStage,
) -> Result<(), AccessError> {
    let changes = Changes::default().set("state", Some(version.stage.code()), Some(to.code()));
    note(context, tx, permit, event, KIND, version.id, changes).await
}
