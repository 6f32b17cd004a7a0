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

#[test]
fn utf_16_reads_like_utf_8() {
    let text = "P<IDNSUKARNO<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<<\r\nC1234567<0IDN6506065M3011227<<<<<<<<<<<<<<02\r\n";
    let expected = one(text);
    for mark in ["\u{feff}", ""] {
        let units: Vec<u16> = format!("{mark}{text}").encode_utf16().collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        for bytes in [big, little] {
            let zones = read(&bytes, TODAY);
            assert_eq!(zones.documents, std::slice::from_ref(&expected));
            assert_eq!(zones.diagnostics, []);
        }
    }
}
