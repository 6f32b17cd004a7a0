//! Interchanges of any kind, as a whole and in pieces: envelope, separators, segments.
#![no_main]

use libfuzzer_sys::fuzz_target;
use manifest::Reader;

fuzz_target!(|bytes: &[u8]| {
    let reference = jiff::civil::date(2026, 11, 22);
    let mut whole = Reader::new(reference);
    whole.feed(bytes);
    let mut pieces = Reader::new(reference);
    for piece in bytes.chunks(7) {
        pieces.feed(piece);
    }
    assert_eq!(whole.finish(), pieces.finish());
});
