//! What a list of placements is asked for: nothing that names anybody.

use domain::{Country, PlacementScheme, PlacementStatus};
use uuid::Uuid;

/// What a list is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that stand there.
    pub status: Option<PlacementStatus>,
    /// Only those in this country.
    pub country: Option<Country>,
    /// Only those under this scheme.
    pub scheme: Option<PlacementScheme>,
    /// Only records older than this one: the last of the page before.
    pub before: Option<Uuid>,
}
