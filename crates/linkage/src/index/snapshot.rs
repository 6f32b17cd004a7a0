//! An index as a file: versioned, checked, and read as fast as the disk gives it.
//!
//! `PANDUIDX`, version (4 bytes), then lists in frames. Lists are as they lie in memory: nothing is sorted or filed again.

use super::{
    Index,
    buckets::Buckets,
    delta::Delta,
    frames::{Reader, Writer, fill, stream},
    segment::{Rows, Segment},
};
use crate::{
    frequency::Frequencies,
    keys::Family,
    model::{Model, ModelError},
    name_sketch::NameSketch,
    postings::Capped,
    record::Layout,
    schema::Schema,
    score::Weights,
};
use std::{
    io::{self, Read, Write},
    thread,
};

const MAGIC: &[u8; 8] = b"PANDUIDX";
const VERSION: u32 = 3;

/// Why a file is no index that can be used.
#[derive(Debug, thiserror::Error)]
pub enum SnapshotError {
    /// It cannot be read or written.
    #[error(transparent)]
    Io(#[from] io::Error),
    /// It begins with something else.
    #[error("not an index of this program: expected it to begin with `PANDUIDX`")]
    Format,
    /// It was written by another version.
    #[error("an index of version {found}, expected version {VERSION}; build it anew")]
    Version {
        /// The version of the file.
        found: u32,
    },
    /// It ends too early or was changed.
    #[error("the index is damaged: {what}; build it anew")]
    Damaged {
        /// What was expected.
        what: &'static str,
    },
    /// Its model cannot be used.
    #[error(transparent)]
    Model(#[from] ModelError),
    /// It compares other columns.
    #[error("the index compares {found}, expected {expected}; build it anew")]
    Comparisons {
        /// The comparisons of the file.
        found: String,
        /// Those asked for.
        expected: String,
    },
}

impl Index {
    /// Writes a snapshot. Removed rows stay marked, added ones are added again when it is opened.
    ///
    /// # Errors
    /// [`SnapshotError::Io`]
    pub fn write(&self, mut out: impl Write) -> Result<(), SnapshotError> {
        out.write_all(MAGIC)?;
        out.write_all(&VERSION.to_le_bytes())?;
        let mut out = Writer::new(out);
        out.text(&self.model.to_json())?;
        out.long(&self.frequencies.to_words())?;
        let segment = &self.segment;
        write_rows(&mut out, &segment.rows)?;
        let sketches = segment.sketches.iter();
        out.list(segment.sketches.len(), sketches, sketch_to_bytes)?;
        let days = segment.days.iter();
        let days = days.map(|(day, row)| u64::from(*day) << 32 | u64::from(*row));
        out.list(segment.days.len(), days, u64::to_le_bytes)?;
        for buckets in [&segment.pairs, &segment.others] {
            out.short(&buckets.starts)?;
            out.long(&buckets.entries)?;
        }
        out.long(&[u64::from(segment.doubled)])?;
        let capped = segment.capped.iter();
        let capped = capped.flat_map(|c| [c.family as u64, c.keys, c.entries]);
        out.long(&capped.collect::<Vec<_>>())?;
        out.long(&self.removed)?;
        let mut added = Rows::new();
        for (id, record) in self.delta.rows() {
            added.push(id, record.words());
        }
        write_rows(&mut out, &added)?;
        Ok(out.end()?)
    }

    /// Opens a snapshot for questions of a schema. One thread reads and checks while another fills the lists, so give it the
    /// file itself: a buffer between would only copy once more.
    ///
    /// # Errors
    /// [`SnapshotError`]
    pub fn open(mut read: impl Read + Send, schema: &Schema) -> Result<Self, SnapshotError> {
        let mut magic = [0; 8];
        fill(&mut read, &mut magic)?;
        if &magic != MAGIC {
            return Err(SnapshotError::Format);
        }
        let mut version = [0; 4];
        fill(&mut read, &mut version)?;
        let found = u32::from_le_bytes(version);
        if found != VERSION {
            return Err(SnapshotError::Version { found });
        }
        let (source, from) = stream();
        thread::scope(|scope| {
            scope.spawn(move || source.read(read));
            // By value: where this end gives up, the other must notice.
            Self::of_lists(from, schema)
        })
    }

    fn of_lists(mut from: Reader, schema: &Schema) -> Result<Self, SnapshotError> {
        let model = Model::from_json(&from.text()?)?;
        same_comparisons(&model, schema)?;
        let layout = Layout::of(schema);
        let frequencies = Frequencies::from_words(&from.long()?)
            .ok_or(damaged("frequencies that are not whole"))?;
        let rows = rows(&mut from)?;
        let sketches = from.list(sketch_of_bytes)?;
        let days = from.list(|bytes| {
            let day = u64::from_le_bytes(*bytes);
            ((day >> 32) as u32, day as u32)
        })?;
        let pairs = buckets(&mut from)?;
        let others = buckets(&mut from)?;
        let doubled = from.long()? == [1];
        let capped = from.long()?.chunks_exact(3).filter_map(capped).collect();
        let removed = from.long()?;
        let added = self::rows(&mut from)?;
        from.end()?;
        let mut delta = Delta::default();
        for row in 0..added.len() {
            delta.add(
                &layout,
                &frequencies,
                added.id(row),
                added.record(row).words(),
            );
        }
        Ok(Self {
            weights: Weights::new(&model),
            removed_count: removed.iter().map(|bits| bits.count_ones()).sum(),
            removed,
            delta,
            model,
            layout,
            frequencies,
            segment: Segment {
                rows,
                sketches,
                days,
                pairs,
                others,
                doubled,
                capped,
            },
        })
    }
}

fn write_rows(out: &mut Writer<impl Write>, rows: &Rows) -> io::Result<()> {
    out.long(&rows.words)?;
    out.short(&rows.starts)?;
    out.text(&rows.ids)?;
    out.short(&rows.id_starts)
}

fn rows(from: &mut Reader) -> Result<Rows, SnapshotError> {
    Ok(Rows {
        words: from.long()?,
        starts: from.short()?,
        ids: from.text()?,
        id_starts: from.short()?,
    })
}

fn buckets(from: &mut Reader) -> Result<Buckets, SnapshotError> {
    Ok(Buckets {
        starts: from.short()?,
        entries: from.long()?,
    })
}

fn sketch_to_bytes(sketch: &NameSketch) -> [u8; 24] {
    let mut bytes = [0; 24];
    let words = [sketch.sounds, sketch.begins, sketch.ends];
    for (slot, word) in bytes.as_chunks_mut().0.iter_mut().zip(words) {
        *slot = word.to_le_bytes();
    }
    bytes
}

fn sketch_of_bytes(bytes: &[u8; 24]) -> NameSketch {
    let mut words = bytes
        .as_chunks()
        .0
        .iter()
        .map(|word| u64::from_le_bytes(*word));
    let mut next = || words.next().unwrap_or(0);
    NameSketch {
        sounds: next(),
        begins: next(),
        ends: next(),
    }
}

fn capped(words: &[u64]) -> Option<Capped> {
    let [family, keys, entries] = *words else {
        return None;
    };
    Some(Capped {
        family: Family::ALL.get(family as usize).copied()?,
        keys,
        entries,
    })
}

fn same_comparisons(model: &Model, schema: &Schema) -> Result<(), SnapshotError> {
    let found: Vec<_> = model
        .comparisons
        .iter()
        .map(|b| (&b.name, b.kind))
        .collect();
    let expected: Vec<_> = schema
        .comparisons
        .iter()
        .map(|c| (&c.name, c.kind))
        .collect();
    if found == expected {
        return Ok(());
    }
    let names = |list: &[(&String, crate::schema::Kind)]| {
        let names: Vec<String> = list.iter().map(|(name, _)| format!("`{name}`")).collect();
        names.join(", ")
    };
    Err(SnapshotError::Comparisons {
        found: names(&found),
        expected: names(&expected),
    })
}

pub(super) fn damaged(what: &'static str) -> SnapshotError {
    SnapshotError::Damaged { what }
}
