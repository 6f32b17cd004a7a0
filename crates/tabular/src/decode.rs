//! Any usual encoding in, UTF-8 out.

use encoding_rs::{CoderResult, Decoder, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::io::{self, Read};

/// So many bytes decide about the encoding.
const LOOK: usize = 4096;

/// A source whose bytes come out as UTF-8, except for single bytes that [`repair`] reads as Windows-1252.
pub(crate) struct Utf8<R> {
    source: R,
    from: From,
    ahead: Vec<u8>,
    ended: bool,
    // Lines that end in CR alone, as spreadsheets on old Macintoshes write them.
    carriage_returns: bool,
}

enum From {
    Utf8,
    Utf16 {
        decoder: Decoder,
        name: &'static str,
    },
}

impl<R: Read> Utf8<R> {
    /// Looks at the first bytes of a source: byte order mark, zeros between letters, line ends.
    pub(crate) fn new(mut source: R) -> io::Result<Self> {
        let mut ahead = Vec::with_capacity(LOOK);
        (&mut source).take(LOOK as u64).read_to_end(&mut ahead)?;
        let from = match ahead.as_slice() {
            [0xEF, 0xBB, 0xBF, ..] => {
                ahead.drain(..3);
                From::Utf8
            }
            [0xFF, 0xFE, ..] => From::utf16_le(),
            [0xFE, 0xFF, ..] => From::utf16_be(),
            bytes => {
                let zeros = |parity: usize| {
                    let alike = bytes.iter().skip(parity).step_by(2);
                    alike.filter(|byte| **byte == 0).count()
                };
                let (even, odd) = (zeros(0), zeros(1));
                let many = (bytes.len() / 8).max(1);
                if odd > many && even * 4 < odd {
                    From::utf16_le()
                } else if even > many && odd * 4 < even {
                    From::utf16_be()
                } else {
                    From::Utf8
                }
            }
        };
        let has = |byte| memchr::memchr(byte, &ahead).is_some();
        Ok(Self {
            source,
            carriage_returns: has(b'\r') && !has(b'\n'),
            ahead,
            from,
            ended: false,
        })
    }

    /// The encoding, where it is not UTF-8.
    pub(crate) fn foreign(&self) -> Option<&'static str> {
        match self.from {
            From::Utf8 => None,
            From::Utf16 { name, .. } => Some(name),
        }
    }

    /// Appends to `out` until it holds `target` bytes or the source ends; `true` at the end.
    pub(crate) fn fill(&mut self, out: &mut Vec<u8>, target: usize) -> io::Result<bool> {
        while !self.ended && out.len() < target {
            let start = out.len();
            let wanted = target - start;
            match &mut self.from {
                From::Utf8 => {
                    if self.ahead.is_empty() {
                        let read = (&mut self.source).take(wanted as u64).read_to_end(out)?;
                        self.ended = read == 0;
                    } else {
                        out.append(&mut self.ahead);
                    }
                }
                From::Utf16 { decoder, .. } => {
                    if self.ahead.is_empty() {
                        let read = (&mut self.source)
                            .take(wanted as u64)
                            .read_to_end(&mut self.ahead)?;
                        self.ended = read == 0;
                    }
                    decode_all(decoder, &self.ahead, self.ended, out);
                    self.ahead.clear();
                }
            }
            if self.carriage_returns {
                for byte in out.iter_mut().skip(start).filter(|byte| **byte == b'\r') {
                    *byte = b'\n';
                }
            }
        }
        Ok(self.ended)
    }
}

impl From {
    fn utf16_le() -> Self {
        Self::Utf16 {
            decoder: UTF_16LE.new_decoder_with_bom_removal(),
            name: "UTF-16, little endian",
        }
    }

    fn utf16_be() -> Self {
        Self::Utf16 {
            decoder: UTF_16BE.new_decoder_with_bom_removal(),
            name: "UTF-16, big endian",
        }
    }
}

fn decode_all(decoder: &mut Decoder, mut bytes: &[u8], last: bool, out: &mut Vec<u8>) {
    let mut text = String::with_capacity(bytes.len() * 3 / 2 + 16);
    loop {
        let (result, read, _) = decoder.decode_to_string(bytes, &mut text, last);
        bytes = bytes.get(read..).unwrap_or_default();
        if result == CoderResult::InputEmpty {
            break;
        }
        text.reserve(bytes.len() + 16);
    }
    out.extend_from_slice(text.as_bytes());
}

/// Text of bytes that are not all UTF-8: what is not is read as Windows-1252. Also says where the first such byte stood.
pub(crate) fn repair(bytes: &[u8]) -> (String, usize) {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut first = None;
    for part in bytes.utf8_chunks() {
        text.push_str(part.valid());
        if !part.invalid().is_empty() {
            first.get_or_insert(text.len());
            let (letters, _) = WINDOWS_1252.decode_without_bom_handling(part.invalid());
            text.push_str(&letters);
        }
    }
    let first = first.unwrap_or(bytes.len());
    (text, first)
}
