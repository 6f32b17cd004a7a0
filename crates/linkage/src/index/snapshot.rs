//! An index as a file: versioned, checked, and read as fast as the disk gives it.
//!
//! `PANDUIDX`, version (4 bytes), then lists: number of elements (8 bytes), elements (little-endian). At the end a sum of 8
//! bytes over everything before it.

use super::{
    Index,
    buckets::Buckets,
    delta::Delta,
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
use std::io::{self, Read, Write};

const MAGIC: &[u8; 8] = b"PANDUIDX";
const VERSION: u32 = 1;

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
    pub fn write(&self, out: impl Write) -> Result<(), SnapshotError> {
        let mut out = Writer {
            out,
            sum: Sum::default(),
            buffer: Vec::with_capacity(BLOCK),
        };
        out.bytes(MAGIC)?;
        out.bytes(&VERSION.to_le_bytes())?;
        out.text(&self.model.to_json())?;
        out.long(&self.frequencies.to_words())?;
        let segment = &self.segment;
        out.rows(&segment.rows)?;
        let sketches = segment
            .sketches
            .iter()
            .flat_map(|s| [s.sounds, s.begins, s.ends]);
        out.each(3 * segment.sketches.len(), sketches, u64::to_le_bytes)?;
        let days = segment
            .days
            .iter()
            .map(|(day, row)| u64::from(*day) << 32 | u64::from(*row));
        out.each(segment.days.len(), days, u64::to_le_bytes)?;
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
        out.rows(&added)?;
        let sum = out.sum.end();
        out.out.write_all(&sum.to_le_bytes())?;
        Ok(out.out.flush()?)
    }

    /// Opens a snapshot for questions of a schema.
    ///
    /// # Errors
    /// [`SnapshotError`]
    pub fn open(read: impl Read, schema: &Schema) -> Result<Self, SnapshotError> {
        let mut from = Reader {
            read,
            sum: Sum::default(),
            buffer: vec![0; BLOCK],
        };
        if &from.bytes::<8>()? != MAGIC {
            return Err(SnapshotError::Format);
        }
        let found = u32::from_le_bytes(from.bytes()?);
        if found != VERSION {
            return Err(SnapshotError::Version { found });
        }
        let model = Model::from_json(&from.text()?)?;
        same_comparisons(&model, schema)?;
        let layout = Layout::of(schema);
        let frequencies = Frequencies::from_words(&from.long()?)
            .ok_or(damaged("frequencies that are not whole"))?;
        let rows = from.rows()?;
        let sketches = from.long()?.chunks_exact(3).map(sketch).collect();
        let days = from.long()?.into_iter();
        let days = days.map(|day| ((day >> 32) as u32, day as u32)).collect();
        let pairs = from.buckets()?;
        let others = from.buckets()?;
        let doubled = from.long()? == [1];
        let capped = from.long()?.chunks_exact(3).filter_map(capped).collect();
        let removed = from.long()?;
        let added = from.rows()?;
        let sum = from.sum.end();
        let mut end = [0; 8];
        from.read.read_exact(&mut end)?;
        if u64::from_le_bytes(end) != sum {
            return Err(damaged("its sum is another"));
        }
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
            removed_count: removed.iter().map(|bits: &u64| bits.count_ones()).sum(),
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

fn sketch(words: &[u64]) -> NameSketch {
    let at = |at: usize| words.get(at).copied().unwrap_or(0);
    NameSketch {
        sounds: at(0),
        begins: at(1),
        ends: at(2),
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

fn damaged(what: &'static str) -> SnapshotError {
    SnapshotError::Damaged { what }
}

/// So many bytes are converted at a time.
const BLOCK: usize = 1 << 18;

/// A sum over bytes, block by block: four products side by side.
#[derive(Debug, Default)]
struct Sum {
    lanes: [u64; 4],
    length: u64,
}

impl Sum {
    fn add(&mut self, bytes: &[u8]) {
        self.length = self.length.wrapping_add(bytes.len() as u64);
        let (blocks, rest) = bytes.as_chunks::<32>();
        for block in blocks {
            let (words, _) = block.as_chunks::<8>();
            for (lane, word) in self.lanes.iter_mut().zip(words) {
                *lane = (*lane ^ u64::from_le_bytes(*word))
                    .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                    .rotate_left(29);
            }
        }
        let [first, ..] = &mut self.lanes;
        for byte in rest {
            *first = (*first ^ u64::from(*byte))
                .wrapping_mul(0x9E37_79B9_7F4A_7C15)
                .rotate_left(29);
        }
    }

    fn end(&self) -> u64 {
        let lanes = self.lanes.iter();
        lanes.fold(self.length, |all, lane| crate::record::mix(all ^ *lane))
    }
}

struct Writer<W> {
    out: W,
    sum: Sum,
    buffer: Vec<u8>,
}

impl<W: Write> Writer<W> {
    fn bytes(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.sum.add(bytes);
        self.out.write_all(bytes)
    }

    fn each<T, const N: usize>(
        &mut self,
        count: usize,
        values: impl Iterator<Item = T>,
        to_bytes: impl Fn(T) -> [u8; N],
    ) -> io::Result<()> {
        self.bytes(&(count as u64).to_le_bytes())?;
        let mut buffer = std::mem::take(&mut self.buffer);
        for value in values {
            buffer.extend_from_slice(&to_bytes(value));
            if buffer.len() == BLOCK {
                self.bytes(&buffer)?;
                buffer.clear();
            }
        }
        self.bytes(&buffer)?;
        buffer.clear();
        self.buffer = buffer;
        Ok(())
    }

    fn long(&mut self, values: &[u64]) -> io::Result<()> {
        self.each(values.len(), values.iter().copied(), u64::to_le_bytes)
    }

    fn short(&mut self, values: &[u32]) -> io::Result<()> {
        self.each(values.len(), values.iter().copied(), u32::to_le_bytes)
    }

    fn text(&mut self, text: &str) -> io::Result<()> {
        self.bytes(&(text.len() as u64).to_le_bytes())?;
        for part in text.as_bytes().chunks(BLOCK) {
            self.bytes(part)?;
        }
        Ok(())
    }

    fn rows(&mut self, rows: &Rows) -> io::Result<()> {
        self.long(&rows.words)?;
        self.short(&rows.starts)?;
        self.text(&rows.ids)?;
        self.short(&rows.id_starts)
    }
}

struct Reader<R> {
    read: R,
    sum: Sum,
    buffer: Vec<u8>,
}

impl<R: Read> Reader<R> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], SnapshotError> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), SnapshotError> {
        self.read
            .read_exact(bytes)
            .map_err(|error| match error.kind() {
                io::ErrorKind::UnexpectedEof => damaged("it ends too early"),
                _ => SnapshotError::Io(error),
            })?;
        self.sum.add(bytes);
        Ok(())
    }

    /// Reads a list block by block and gives each block to `take`.
    fn blocks(&mut self, size: usize, mut take: impl FnMut(&[u8])) -> Result<(), SnapshotError> {
        let count = u64::from_le_bytes(self.bytes()?) as usize;
        let mut left = count
            .checked_mul(size)
            .ok_or(damaged("a length beyond all memory"))?;
        let mut buffer = std::mem::take(&mut self.buffer);
        while left > 0 {
            let length = left.min(BLOCK);
            let block = buffer.get_mut(..length).unwrap_or_default();
            self.fill(block)?;
            take(block);
            left -= length;
        }
        self.buffer = buffer;
        Ok(())
    }

    fn long(&mut self) -> Result<Vec<u64>, SnapshotError> {
        let mut list = Vec::new();
        self.blocks(8, |block| {
            list.extend(
                block
                    .as_chunks()
                    .0
                    .iter()
                    .map(|bytes| u64::from_le_bytes(*bytes)),
            );
        })?;
        Ok(list)
    }

    fn short(&mut self) -> Result<Vec<u32>, SnapshotError> {
        let mut list = Vec::new();
        self.blocks(4, |block| {
            list.extend(
                block
                    .as_chunks()
                    .0
                    .iter()
                    .map(|bytes| u32::from_le_bytes(*bytes)),
            );
        })?;
        Ok(list)
    }

    fn text(&mut self) -> Result<String, SnapshotError> {
        let mut text = Vec::new();
        self.blocks(1, |block| text.extend_from_slice(block))?;
        String::from_utf8(text).map_err(|_| damaged("a text that is no UTF-8"))
    }

    fn rows(&mut self) -> Result<Rows, SnapshotError> {
        Ok(Rows {
            words: self.long()?,
            starts: self.short()?,
            ids: self.text()?,
            id_starts: self.short()?,
        })
    }

    fn buckets(&mut self) -> Result<Buckets, SnapshotError> {
        Ok(Buckets {
            starts: self.short()?,
            entries: self.long()?,
        })
    }
}
