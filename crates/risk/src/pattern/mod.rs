//! Patterns over a whole list: who travels together, by what tie, and who belongs to several such groups.
//!
//! A pattern explains and never accuses by itself: families, tours and pilgrims are groups too.

mod family;
mod group;
mod leader;

pub use group::{Group, Origin, Tie, find_groups};
pub use leader::{Leader, find_leaders};

/// What patterns look at in one traveller. Texts are compared as they are: the caller brings them to one form.
#[derive(Debug, Clone, Default)]
pub struct Companion {
    /// Number of the voyage among those looked at.
    pub voyage: usize,
    /// The same for the same person on several lists; `None` where that cannot be told.
    pub person: Option<String>,
    /// The name, to find who pays for others.
    pub name: String,
    /// Booking reference.
    pub booking: Option<String>,
    /// Telephone numbers and e-mail addresses.
    pub contacts: Vec<String>,
    /// Who pays.
    pub payers: Vec<String>,
    /// Where they come from.
    pub origins: Vec<(Origin, String)>,
    /// Names that members of a family share: surname, last name, parent's name.
    pub family_names: Vec<String>,
    /// Age in whole years, where known to the year.
    pub age: Option<i32>,
}
