//! The tables of agencies, companies, employers and posts.

pub(crate) mod agency;
pub(crate) mod company;
pub(crate) mod employer;
pub(crate) mod post;

use domain::Country;
use storage::StorageError;

/// A country as a table holds it.
fn country(code: &str) -> Result<Country, StorageError> {
    Country::from_alpha3(code).ok_or_else(|| StorageError::Form("country".into()))
}

/// A word that an older program cannot know is an error of form, never a guess.
fn known<T>(found: Option<T>, column: &str) -> Result<T, StorageError> {
    found.ok_or_else(|| StorageError::Form(format!("column {column}")))
}
