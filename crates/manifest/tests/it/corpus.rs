//! The seeds of the fuzz targets, and whatever they have found, read on any tool-chain.

use crate::messages::{self, TODAY};
use std::path::PathBuf;

#[test]
fn every_seed_is_read_without_panic() {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus/message");
    let mut seeds = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let mut reader = manifest::Reader::new(TODAY);
        reader.feed(&bytes);
        reader.finish();
        seeds += 1;
    }
    assert!(seeds >= 10, "{seeds} seeds");
    // What the library does with a whole input is the same whether it comes at once or in pieces.
    for (name, bytes) in messages::all() {
        let mut streamed = Vec::new();
        manifest::read_from(bytes.as_slice(), TODAY, |traveller| {
            streamed.push(traveller)
        })
        .unwrap();
        assert_eq!(streamed, messages::read(&bytes).travellers, "{name}");
    }
}
