//! Lists as delimited text or workbook.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // An error is an answer, too.
    let _ = manifest::read(bytes, jiff::civil::date(2026, 11, 22));
});
