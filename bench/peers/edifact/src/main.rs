//! Reads a file of messages with `edifact-rs` as its readme shows, several times, so that starting up does not count; prints what it read.

use std::{env, fs};

const ROUNDS: u32 = 10;

fn main() {
    let path = env::args().nth(1).expect("a file of messages");
    let bytes = fs::read(path).expect("a readable file");
    let mut read_last = (0, 0, 0);
    for _ in 0..ROUNDS {
        read_last = read(&bytes);
    }
    let (segments, travellers, errors) = read_last;
    println!("{{\"rounds\": {ROUNDS}, \"segments\": {segments}, \"travellers\": {travellers}, \"errors\": {errors}}}");
}

/// Segments, of these travellers (`NAD+FL`), and errors.
fn read(bytes: &[u8]) -> (u64, u64, u64) {
    let (mut segments, mut travellers, mut errors) = (0, 0, 0);
    for segment in edifact_rs::from_bytes(bytes) {
        match segment {
            Ok(segment) => {
                segments += 1;
                travellers += u64::from(segment.tag == "NAD" && segment.element_str(0) == Some("FL"));
            }
            Err(_) => {
                errors += 1;
                break;
            }
        }
    }
    (segments, travellers, errors)
}
