//! Specimens of the standard, documents of our own, and laws that every zone obeys.

mod laws;
mod print;
mod specimens;

use super::{Mrz, Zones, read};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 22);

fn zones(input: &str) -> Zones {
    read(input.as_bytes(), TODAY)
}

/// The one document of an input.
fn one(input: &str) -> Mrz {
    let zones = zones(input);
    assert_eq!(zones.documents.len(), 1, "{:?}", zones.diagnostics);
    zones.documents.into_iter().next().unwrap()
}

fn codes(document: &Mrz) -> Vec<&'static str> {
    document.diagnostics.iter().map(|d| d.code).collect()
}
