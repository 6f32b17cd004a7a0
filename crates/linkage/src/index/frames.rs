//! Lists of numbers and texts as a stream of frames, each with its length and a sum that tells whether it was changed.
//!
//! A frame: number of bytes (4 bytes, 0 at the end of the stream), bytes, sum (8 bytes), all little-endian. A list is a frame with
//! its number of elements and as many frames as it fills; no element lies in two.

use super::snapshot::{SnapshotError, damaged};
use crate::record::mix;
use std::{
    io::{self, Read, Write},
    sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel},
};

/// Bytes of a full frame: whole elements of 1, 4, 8 and 24 bytes.
const FRAME: usize = 24 * 43_690;

/// Writes lists.
pub(super) struct Writer<W> {
    out: W,
    frames: u64,
    buffer: Vec<u8>,
}

impl<W: Write> Writer<W> {
    pub(super) fn new(out: W) -> Self {
        Self {
            out,
            frames: 0,
            buffer: Vec::with_capacity(FRAME),
        }
    }

    /// Writes a list of elements of `N` bytes.
    pub(super) fn list<T, const N: usize>(
        &mut self,
        count: usize,
        values: impl Iterator<Item = T>,
        to_bytes: impl Fn(T) -> [u8; N],
    ) -> io::Result<()> {
        self.buffer.extend((count as u64).to_le_bytes());
        self.end_frame()?;
        for value in values {
            self.buffer.extend(to_bytes(value));
            if self.buffer.len() == FRAME {
                self.end_frame()?;
            }
        }
        self.end_frame()
    }

    pub(super) fn long(&mut self, values: &[u64]) -> io::Result<()> {
        self.list(values.len(), values.iter().copied(), u64::to_le_bytes)
    }

    pub(super) fn short(&mut self, values: &[u32]) -> io::Result<()> {
        self.list(values.len(), values.iter().copied(), u32::to_le_bytes)
    }

    pub(super) fn text(&mut self, text: &str) -> io::Result<()> {
        self.list(text.len(), text.bytes(), |byte| [byte])
    }

    /// Ends the stream.
    pub(super) fn end(mut self) -> io::Result<()> {
        self.out.write_all(&0u32.to_le_bytes())?;
        self.out.flush()
    }

    fn end_frame(&mut self) -> io::Result<()> {
        if self.buffer.is_empty() {
            return Ok(());
        }
        self.out
            .write_all(&(self.buffer.len() as u32).to_le_bytes())?;
        self.out.write_all(&self.buffer)?;
        let sum = sum(self.frames, &self.buffer);
        self.out.write_all(&sum.to_le_bytes())?;
        self.frames += 1;
        self.buffer.clear();
        Ok(())
    }
}

/// So many frames are read ahead.
const AHEAD: usize = 4;

/// The end of a stream at which frames are read and checked, on a thread of its own.
pub(super) struct Source {
    full: SyncSender<Result<Vec<u8>, SnapshotError>>,
    empty: Receiver<Vec<u8>>,
}

/// The end at which they become lists.
pub(super) struct Reader {
    full: Receiver<Result<Vec<u8>, SnapshotError>>,
    empty: Sender<Vec<u8>>,
}

/// Both ends.
pub(super) fn stream() -> (Source, Reader) {
    let (full, frames) = sync_channel(AHEAD);
    let (used, empty) = channel();
    let source = Source { full, empty };
    let reader = Reader {
        full: frames,
        empty: used,
    };
    (source, reader)
}

impl Source {
    /// Reads frames until the stream or the interest of the other end is over.
    pub(super) fn read(self, mut from: impl Read) {
        for number in 0.. {
            let mut frame = self.empty.try_recv().unwrap_or_default();
            let read = read_frame(&mut from, number, &mut frame);
            let end = read.is_err() || frame.is_empty();
            if self.full.send(read.map(|()| frame)).is_err() || end {
                return;
            }
        }
    }
}

/// Fills a buffer, as far as the input goes on.
pub(super) fn fill(from: &mut impl Read, bytes: &mut [u8]) -> Result<(), SnapshotError> {
    from.read_exact(bytes).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => damaged("it ends too early"),
        _ => SnapshotError::Io(error),
    })
}

/// Reads the frame of that number; at the end of the stream it is empty.
fn read_frame(from: &mut impl Read, number: u64, frame: &mut Vec<u8>) -> Result<(), SnapshotError> {
    let mut length = [0; 4];
    fill(from, &mut length)?;
    let length = u32::from_le_bytes(length) as usize;
    if length > FRAME {
        return Err(damaged("a part is longer than any"));
    }
    frame.resize(length, 0);
    if length == 0 {
        return Ok(());
    }
    fill(from, frame)?;
    let mut expected = [0; 8];
    fill(from, &mut expected)?;
    match u64::from_le_bytes(expected) == sum(number, frame) {
        true => Ok(()),
        false => Err(damaged("its sum is another")),
    }
}

impl Reader {
    /// Reads a list of elements of `N` bytes.
    pub(super) fn list<T, const N: usize>(
        &mut self,
        from_bytes: impl Fn(&[u8; N]) -> T,
    ) -> Result<Vec<T>, SnapshotError> {
        const MISFIT: &str = "a list is longer or shorter than it says";
        let frame = self.frame()?;
        let count = <[u8; 8]>::try_from(frame.as_slice()).map_err(|_| damaged(MISFIT))?;
        let count = usize::try_from(u64::from_le_bytes(count)).map_err(|_| damaged(MISFIT))?;
        let mut list = Vec::new();
        list.try_reserve_exact(count)
            .map_err(|_| damaged("a length beyond all memory"))?;
        while list.len() < count {
            let frame = self.frame()?;
            let (elements, rest) = frame.as_chunks();
            if !rest.is_empty() || elements.is_empty() || elements.len() > count - list.len() {
                return Err(damaged(MISFIT));
            }
            list.extend(elements.iter().map(&from_bytes));
            // Where the other end has read everything, nobody wants it back.
            let _ = self.empty.send(frame);
        }
        Ok(list)
    }

    pub(super) fn long(&mut self) -> Result<Vec<u64>, SnapshotError> {
        self.list(|bytes| u64::from_le_bytes(*bytes))
    }

    pub(super) fn short(&mut self) -> Result<Vec<u32>, SnapshotError> {
        self.list(|bytes| u32::from_le_bytes(*bytes))
    }

    pub(super) fn text(&mut self) -> Result<String, SnapshotError> {
        let text = self.list(|[byte]| *byte)?;
        String::from_utf8(text).map_err(|_| damaged("a text that is no UTF-8"))
    }

    /// Whether the stream ends here.
    pub(super) fn end(&mut self) -> Result<(), SnapshotError> {
        match self.frame()?.is_empty() {
            true => Ok(()),
            false => Err(damaged("it goes on behind its end")),
        }
    }

    fn frame(&mut self) -> Result<Vec<u8>, SnapshotError> {
        let early = || damaged("it ends too early");
        self.full.recv().unwrap_or_else(|_| Err(early()))
    }
}

/// A sum over the bytes of a frame and its number: four products side by side.
fn sum(number: u64, bytes: &[u8]) -> u64 {
    let step = |lane: u64, word: u64| {
        (lane ^ word)
            .wrapping_mul(0x9E37_79B9_7F4A_7C15)
            .rotate_left(29)
    };
    let mut lanes = [number, 0, 0, bytes.len() as u64];
    let (blocks, rest) = bytes.as_chunks::<32>();
    for block in blocks {
        let (words, _) = block.as_chunks::<8>();
        for (lane, word) in lanes.iter_mut().zip(words) {
            *lane = step(*lane, u64::from_le_bytes(*word));
        }
    }
    let rest = rest.iter().map(|byte| u64::from(*byte));
    lanes
        .into_iter()
        .chain(rest)
        .fold(0, |all, word| mix(all ^ word))
}
