//! What a list of placements is asked for: nothing that names anybody.

use domain::{Country, PlacementScheme, PlacementStatus};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

domain::coded! {
    /// Which placements a list begins with.
    #[derive(Default, Serialize, Deserialize, ToSchema)]
    pub enum Order {
        /// The record that was made last.
        #[default]
        Newest = "newest",
        /// The contract that ends first; one that is over though nobody reported the return comes before all. Placements that
        /// have ended, and those whose end of contract is not known, are not in the list.
        EndsFirst = "ends-first",
    }
}

/// What a list is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Only those that stand there.
    pub status: Option<PlacementStatus>,
    /// Only those in this country.
    pub country: Option<Country>,
    /// Only those under this scheme.
    pub scheme: Option<PlacementScheme>,
    /// Which come first.
    pub order: Order,
    /// Only records behind this one: the last of the page before.
    pub before: Option<Uuid>,
}
