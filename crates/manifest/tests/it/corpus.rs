//! The seeds of the fuzz targets, and whatever they have found, read on any tool-chain.

use crate::messages::{self, TODAY};
use std::path::PathBuf;

/// The seeds of a target.
fn seeds(target: &str) -> Vec<Vec<u8>> {
    let corpus = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus");
    let entries = std::fs::read_dir(corpus.join(target)).unwrap();
    let seeds: Vec<Vec<u8>> = entries
        .map(|entry| std::fs::read(entry.unwrap().path()).unwrap())
        .collect();
    assert!(seeds.len() >= 8, "{} seeds of {target}", seeds.len());
    seeds
}

#[test]
fn zones_and_lists_are_read_without_panic() {
    for seed in seeds("mrz") {
        for document in manifest::mrz::read(&seed, TODAY).documents {
            assert_eq!(document.lines.len(), document.format.lines());
            assert_eq!(document.traveller().name, document.name);
        }
    }
    let read = seeds("list")
        .iter()
        .filter(|seed| manifest::read(seed, TODAY).is_ok())
        .count();
    assert!(read >= 6, "{read} lists were read");
}

#[test]
fn every_seed_is_read_without_panic() {
    for seed in seeds("message") {
        let mut reader = manifest::Reader::new(TODAY);
        reader.feed(&seed);
        reader.finish();
    }
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
