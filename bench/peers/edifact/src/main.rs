//! Reads a file of messages with `edifact-rs` as its readme shows, three times, and prints the seconds of the best: the peer's time.

use std::{env, fs, time::Instant};

fn main() {
    let path = env::args().nth(1).expect("a file of messages");
    let bytes = fs::read(path).expect("a readable file");
    let mut best = f64::INFINITY;
    let mut outcome = (0, 0, 0);
    for _ in 0..3 {
        let began = Instant::now();
        outcome = read(&bytes);
        best = best.min(began.elapsed().as_secs_f64());
    }
    let (segments, travellers, errors) = outcome;
    println!("{{\"seconds\": {best}, \"segments\": {segments}, \"travellers\": {travellers}, \"errors\": {errors}}}");
}

/// Segments, of these travellers (`NAD+FL`), and errors.
fn read(bytes: &[u8]) -> (u64, u64, u64) {
    let (mut segments, mut travellers, mut errors) = (0, 0, 0);
    // The crate reads one interchange at a time.
    for interchange in bytes.split(|b| *b == 0x1d) {
        for segment in edifact_rs::from_bytes(interchange) {
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
    }
    (segments, travellers, errors)
}
