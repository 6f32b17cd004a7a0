//! Where reports of the public arrive.

use access::{AccessError, Context};
use organisations::{AgencyKind, service::agencies};
use uuid::Uuid;

/// Which agency takes in what people tell without an account. Clones share it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reception {
    agency: Option<Uuid>,
}

impl Reception {
    /// An agency that the operator named; without one, [`Reception::agency`] finds it.
    pub fn new(agency: Option<Uuid>) -> Self {
        Self { agency }
    }

    /// The agency: the one that the operator named, or the first that protects (BP3MI), or the first ministry. Nothing where there
    /// is none of these: then the public form says whom to call.
    ///
    /// # Errors
    /// If the database failed.
    pub async fn agency(&self, context: &Context) -> Result<Option<Uuid>, AccessError> {
        if self.agency.is_some() {
            return Ok(self.agency);
        }
        let mut all = agencies(context).await?;
        all.sort_by_key(|agency| agency.id);
        let of = |kind| all.iter().find(|agency| agency.kind == kind);
        let found = of(AgencyKind::Protection).or_else(|| of(AgencyKind::Ministry));
        Ok(found.map(|agency| agency.id))
    }
}
