//! Segments of a PAXLST message.
#![no_main]

use libfuzzer_sys::fuzz_target;
use manifest::Reader;

fuzz_target!(|segments: &[u8]| {
    let mut reader = Reader::new(jiff::civil::date(2026, 11, 22));
    reader.feed(b"UNH+1+PAXLST:1:1'");
    reader.feed(segments);
    reader.finish();
});
