//! The messages of `tests/messages`.

use jiff::civil::Date;
use manifest::{Manifest, Traveller};
use std::path::PathBuf;

/// The day on which all of them are read.
pub const TODAY: Date = jiff::civil::date(2026, 11, 22);

/// Every message with its name.
pub fn all() -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/messages");
    let mut all: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (name, std::fs::read(path).unwrap())
        })
        .collect();
    all.sort();
    assert!(!all.is_empty());
    all
}

/// One message by its name.
pub fn one(name: &str) -> Vec<u8> {
    all()
        .into_iter()
        .find(|(known, _)| known == name)
        .unwrap_or_else(|| panic!("no message {name}"))
        .1
}

/// Reads a message that is known to be one.
pub fn read(bytes: &[u8]) -> Manifest {
    manifest::read(bytes, TODAY).unwrap()
}

/// A traveller without the places in the input, for comparing two forms of one message.
pub fn without_places(traveller: &Traveller) -> Traveller {
    let mut traveller = traveller.clone();
    traveller.origin = manifest::Origin::default();
    for diagnostic in &mut traveller.diagnostics {
        diagnostic.place.offset = None;
    }
    traveller
}
