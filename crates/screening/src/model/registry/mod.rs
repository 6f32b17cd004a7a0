//! The placement registry and the watchlist as tables.

mod columns;
mod particulars;
mod placement;
mod watchlist;

pub use particulars::Particulars;
pub use placement::{Placement, Stated};
pub use watchlist::{ListKind, Listing};

pub(crate) use columns::{Columns, Fields};
pub(crate) use placement::PlacementColumns;
pub(crate) use watchlist::{WatchlistColumns, kind_of};
