//! Machine-readable zones, as scanners and text recognition deliver them.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for document in manifest::mrz::read(bytes, jiff::civil::date(2026, 11, 22)).documents {
        assert_eq!(document.lines.len(), document.format.lines());
        document.traveller();
    }
});
