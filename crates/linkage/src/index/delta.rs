//! Rows added since the index was built: few, so that a map of keys is good enough.

use super::segment::{Rows, hashed};
use crate::{
    frequency::Frequencies,
    keys::{Everything, Family, Role, keys},
    name_sketch::NameSketch,
    record::{Layout, Record},
};
use rustc_hash::FxHashMap;

/// Added rows.
#[derive(Debug)]
pub(super) struct Delta {
    rows: Rows,
    sketches: Vec<NameSketch>,
    gone: Vec<bool>,
    gone_count: u64,
    by_key: FxHashMap<u64, Vec<u32>>,
    by_id: FxHashMap<String, Vec<u32>>,
}

impl Default for Delta {
    fn default() -> Self {
        Self {
            rows: Rows::new(),
            sketches: Vec::new(),
            gone: Vec::new(),
            gone_count: 0,
            by_key: FxHashMap::default(),
            by_id: FxHashMap::default(),
        }
    }
}

impl Delta {
    pub(super) fn add(
        &mut self,
        layout: &Layout,
        frequencies: &Frequencies,
        id: &str,
        words: &[u64],
    ) {
        let row = self.rows.push(id, words);
        let record = Record::new(words);
        self.sketches
            .push(NameSketch::of(layout, frequencies, record));
        self.gone.push(false);
        self.by_id.entry(id.to_owned()).or_default().push(row);
        keys(layout, record, Role::Stored, &Everything, |key| {
            let (_, key) = hashed(key);
            let rows = self.by_key.entry(key).or_default();
            if rows.last() != Some(&row) {
                rows.push(row);
            }
        });
    }

    pub(super) fn remove(&mut self, id: &str) -> u32 {
        let rows = self.by_id.remove(id).unwrap_or_default();
        for row in &rows {
            if let Some(gone) = self.gone.get_mut(*row as usize) {
                *gone = true;
            }
        }
        self.gone_count += rows.len() as u64;
        rows.len() as u32
    }

    /// Rows that were added, the removed ones among them.
    pub(super) fn ever(&self) -> u64 {
        self.gone.len() as u64
    }

    pub(super) fn len(&self) -> u64 {
        self.ever() - self.gone_count
    }

    pub(super) fn is_empty(&self) -> bool {
        self.gone.is_empty()
    }

    /// Rows that were not removed.
    pub(super) fn rows(&self) -> impl Iterator<Item = (&str, Record<'_>)> {
        (0..self.rows.len())
            .filter(|row| !self.is_gone(*row))
            .map(|row| (self.rows.id(row), self.rows.record(row)))
    }

    pub(super) fn record(&self, row: u32) -> Record<'_> {
        self.rows.record(row)
    }

    pub(super) fn id(&self, row: u32) -> &str {
        self.rows.id(row)
    }

    fn is_gone(&self, row: u32) -> bool {
        self.gone.get(row as usize).copied().unwrap_or(true)
    }

    /// Gives the rows that share a key with a probe to `emit`, some of them twice.
    pub(super) fn find(
        &self,
        layout: &Layout,
        frequencies: &Frequencies,
        probe: Record<'_>,
        mut emit: impl FnMut(u32),
    ) {
        let sketch = NameSketch::of(layout, frequencies, probe).sought();
        keys(layout, probe, Role::Probe, &Everything, |key| {
            let (family, key) = hashed(key);
            let rows = self.by_key.get(&key).map_or(&[][..], Vec::as_slice);
            if rows.len() > family.limit() as usize {
                return;
            }
            for &row in rows.iter().filter(|row| !self.is_gone(**row)) {
                let own = self.sketches.get(row as usize).copied().unwrap_or_default();
                if family != Family::Date || sketch.meets(own) {
                    emit(row);
                }
            }
        });
    }
}
