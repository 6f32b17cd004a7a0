//! A sample of a table that depends on its rows only, not on their order or on who reads them: those of the lowest hash.

use crate::record::{Record, mix};
use std::collections::BinaryHeap;

/// So many rows are kept.
const KEPT: usize = 1024;

/// A sample of a table.
#[derive(Debug, Default)]
pub(crate) struct Sketch {
    lowest: BinaryHeap<(u64, Box<[u64]>)>,
}

impl Sketch {
    /// Offers a row.
    pub(crate) fn add(&mut self, record: Record<'_>) {
        let step = |hash: u64, word: &u64| {
            (hash.rotate_left(23) ^ *word).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        };
        let hash = mix(record.words().iter().fold(0, step));
        if self.lowest.len() < KEPT || self.lowest.peek().is_some_and(|(most, _)| hash < *most) {
            self.lowest.push((hash, record.words().into()));
            if self.lowest.len() > KEPT {
                self.lowest.pop();
            }
        }
    }

    /// Joins the samples of two parts of a table.
    pub(crate) fn append(&mut self, mut other: Self) {
        self.lowest.append(&mut other.lowest);
        while self.lowest.len() > KEPT {
            self.lowest.pop();
        }
    }

    /// The rows, in the order of their hashes.
    pub(crate) fn into_rows(self) -> Vec<Box<[u64]>> {
        let sorted = self.lowest.into_sorted_vec();
        sorted.into_iter().map(|(_, words)| words).collect()
    }
}
