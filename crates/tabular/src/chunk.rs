//! A table's text in pieces that end where a record ends.

use crate::{
    decode::{Utf8, repair},
    delimiter,
    notices::Notices,
    record::Records,
    split::{End, record_end},
};
use domain::{Diagnostic, Level, Place};
use std::io::{self, Read};

/// A chunk has about so many bytes: large against a record, small against a cache.
const CHUNK: usize = 512 * 1024;

/// A piece of a table: whole records, readable without the rest. Fill it anew with [`Chunks::next_chunk`].
#[derive(Debug, Clone, Default)]
pub struct Chunk {
    pub(crate) text: String,
    pub(crate) first_line: u64,
    pub(crate) index: u64,
    pub(crate) delimiter: u8,
    pub(crate) has_quotes: bool,
    // Fields that each record should have; 0 for any number.
    pub(crate) width: usize,
}

impl Chunk {
    /// Its records, in order.
    pub fn records(&self) -> Records<'_> {
        Records::new(self)
    }

    /// Its place among the chunks of the table, counted from 0.
    pub fn index(&self) -> u64 {
        self.index
    }

    /// The length of its text in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether it has no text.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// The chunks of a text whose encoding and delimiter are found out: a table without its header.
pub struct Chunks<R> {
    source: Utf8<R>,
    // Read but not yet handed out: the beginning of a record.
    carry: Vec<u8>,
    ended: bool,
    delimiter: u8,
    width: usize,
    line: u64,
    index: u64,
    chunk_size: usize,
    // Some bytes were not UTF-8, and it was said.
    repaired: bool,
    notices: Notices,
}

impl<R: Read> Chunks<R> {
    /// Looks at the beginning of a source.
    ///
    /// # Errors
    /// What the source reports.
    pub fn open(source: R) -> io::Result<Self> {
        Self::open_with(source, CHUNK)
    }

    fn open_with(source: R, chunk_size: usize) -> io::Result<Self> {
        let mut source = Utf8::new(source)?;
        let mut notices = Notices::default();
        if let Some(name) = source.foreign() {
            let message = format!("the file is written in {name}, not in UTF-8; it was converted");
            notices.push(Diagnostic::new(Level::Info, "encoding", message));
        }
        let mut carry = Vec::with_capacity(chunk_size + chunk_size / 4);
        let ended = source.fill(&mut carry, chunk_size)?;
        let mut line = 1;
        let delimiter = match delimiter::declared(&carry) {
            Some((delimiter, length)) => {
                carry.drain(..length);
                line += 1;
                delimiter
            }
            None => delimiter::sniff(&carry),
        };
        Ok(Self {
            source,
            carry,
            ended,
            delimiter,
            width: 0,
            line,
            index: 0,
            chunk_size,
            repaired: false,
            notices,
        })
    }

    /// What stands between the fields.
    pub fn delimiter(&self) -> u8 {
        self.delimiter
    }

    /// From now on each record should have so many fields.
    pub fn expect_fields(&mut self, width: usize) {
        self.width = width;
    }

    /// Takes the next record alone, its fields cleaned, and its line; `None` at the end. For titles and headers.
    ///
    /// # Errors
    /// What the source reports.
    pub fn next_row(&mut self) -> io::Result<Option<(u64, Vec<String>)>> {
        let mut chunk = Chunk::default();
        loop {
            let end = loop {
                match record_end(&self.carry, 0, self.delimiter, self.ended) {
                    End::At(next) | End::Unclosed(next) => break next,
                    End::Beyond => {
                        let target = self.carry.len() + self.chunk_size;
                        self.ended = self.source.fill(&mut self.carry, target)?;
                    }
                }
            };
            if self.carry.is_empty() {
                return Ok(None);
            }
            let rest = self.carry.split_off(end.min(self.carry.len()));
            let bytes = std::mem::replace(&mut self.carry, rest);
            self.hand_out(bytes, &mut chunk);
            let mut records = chunk.records();
            let row = records.next().map(|record| {
                let fields = (0..record.len()).map(|at| record.field(at).to_owned());
                (record.line(), fields.collect())
            });
            self.notices.append(records.into_notices());
            if row.is_some() {
                return Ok(row);
            }
        }
    }

    /// Fills `chunk` with the next records, reusing its memory; `false` at the end.
    ///
    /// # Errors
    /// What the source reports.
    pub fn next_chunk(&mut self, chunk: &mut Chunk) -> io::Result<bool> {
        let mut bytes = std::mem::take(&mut chunk.text).into_bytes();
        bytes.clear();
        bytes.append(&mut self.carry);
        let mut target = self.chunk_size;
        let end = loop {
            if !self.ended {
                self.ended = self.source.fill(&mut bytes, target)?;
            }
            if self.ended {
                break bytes.len();
            }
            let end = last_record_end(&bytes, self.delimiter);
            if end > 0 {
                break end;
            }
            target = bytes.len() + self.chunk_size;
        };
        self.carry
            .extend_from_slice(bytes.get(end..).unwrap_or_default());
        bytes.truncate(end);
        if bytes.is_empty() {
            return Ok(false);
        }
        self.hand_out(bytes, chunk);
        self.index += 1;
        Ok(true)
    }

    /// What was odd about the text as a whole.
    pub fn notices_mut(&mut self) -> &mut Notices {
        &mut self.notices
    }

    /// What was odd about the text as a whole.
    pub fn into_notices(self) -> Notices {
        self.notices
    }

    fn hand_out(&mut self, bytes: Vec<u8>, chunk: &mut Chunk) {
        chunk.first_line = self.line;
        chunk.index = self.index;
        chunk.delimiter = self.delimiter;
        chunk.width = self.width;
        chunk.has_quotes = memchr::memchr(b'"', &bytes).is_some();
        self.line += memchr::memchr_iter(b'\n', &bytes).count() as u64;
        chunk.text = String::from_utf8(bytes).unwrap_or_else(|error| {
            let (text, first) = repair(error.as_bytes());
            if std::mem::replace(&mut self.repaired, true) {
                return text;
            }
            let before = text.as_bytes().get(..first).unwrap_or_default();
            let line = chunk.first_line + memchr::memchr_iter(b'\n', before).count() as u64;
            self.notices.push(
                Diagnostic::new(
                    Level::Warning,
                    "encoding",
                    "not UTF-8 from this line on, read as Windows-1252",
                )
                .at(Place {
                    line: Some(line),
                    ..Place::default()
                }),
            );
            text
        });
    }
}

/// Behind the last record that is surely whole.
fn last_record_end(bytes: &[u8], delimiter: u8) -> usize {
    if memchr::memchr(b'"', bytes).is_none() {
        return memchr::memrchr(b'\n', bytes).map_or(0, |at| at + 1);
    }
    let mut at = 0;
    while let End::At(next) | End::Unclosed(next) = record_end(bytes, at, delimiter, false) {
        at = next;
        if at >= bytes.len() {
            break;
        }
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1252;
    use proptest::prelude::*;

    /// Gives a few bytes at a time, as a pipe may.
    struct Trickle<'a>(&'a [u8], usize);

    impl Read for Trickle<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let step = self.1.min(out.len());
            self.0.read(&mut out[..step])
        }
    }

    fn read(bytes: &[u8], chunk_size: usize, step: usize) -> (Vec<Vec<String>>, Vec<String>) {
        let mut chunks = Chunks::open_with(Trickle(bytes, step), chunk_size).unwrap();
        let mut chunk = Chunk::default();
        let mut rows = Vec::new();
        while chunks.next_chunk(&mut chunk).unwrap() {
            let mut records = chunk.records();
            while let Some(record) = records.next() {
                rows.push(
                    (0..record.len())
                        .map(|at| record.raw_field(at).to_owned())
                        .collect(),
                );
            }
            let notices = records.into_notices();
            chunks.notices_mut().append(notices);
        }
        let notices = chunks.into_notices().into_diagnostics();
        (rows, notices.iter().map(ToString::to_string).collect())
    }

    /// The same rules letter by letter, without streams, chunks or searches.
    fn naive(text: &str, delimiter: char) -> Vec<Vec<String>> {
        let letters: Vec<char> = text.chars().collect();
        let ends_field = |at: usize| match letters.get(at) {
            None | Some('\n') => true,
            Some('\r') => matches!(letters.get(at + 1), None | Some('\n')),
            Some(other) => *other == delimiter,
        };
        let mut rows = Vec::new();
        let mut at = 0;
        'rows: while at < letters.len() {
            let start = at;
            let mut row = Vec::new();
            loop {
                let mut field = String::new();
                if letters.get(at) == Some(&'"') {
                    at += 1;
                    let mut lines = false;
                    loop {
                        match letters.get(at) {
                            Some('"') if letters.get(at + 1) == Some(&'"') => {
                                field.push('"');
                                at += 1;
                            }
                            Some('"') if ends_field(at + 1) => break,
                            letter if letter.is_none() || (letter == Some(&'"') && lines) => {
                                at = start;
                                while at < letters.len() && letters[at] != '\n' {
                                    at += 1;
                                }
                                at += 1;
                                continue 'rows;
                            }
                            letter => {
                                lines |= letter == Some(&'\n');
                                field.extend(letter);
                            }
                        }
                        at += 1;
                    }
                    at += 1;
                } else {
                    while at < letters.len() && letters[at] != delimiter && letters[at] != '\n' {
                        field.push(letters[at]);
                        at += 1;
                    }
                    if letters.get(at) != Some(&delimiter) && field.ends_with('\r') {
                        field.pop();
                    }
                }
                row.push(field);
                if letters.get(at) != Some(&delimiter) {
                    break;
                }
                at += 1;
            }
            at += usize::from(letters.get(at) == Some(&'\r')) + 1;
            if row.len() > 1 || row.iter().any(|field| !field.is_empty()) {
                rows.push(row);
            }
        }
        rows
    }

    proptest! {
        #[test]
        fn same_as_letter_by_letter(
            body in "[ab,\"\n\ré]{0,120}",
            chunk_size in 1usize..40,
            step in 1usize..9,
        ) {
            // The first line settles delimiter and line ends.
            let text = format!("x,y,z\n{body}");
            let (rows, _) = read(text.as_bytes(), chunk_size.max(8), step);
            prop_assert_eq!(rows, naive(&text, ','));
        }

        #[test]
        fn no_bytes_stop_it(bytes in prop::collection::vec(any::<u8>(), 0..300), chunk_size in 1usize..40) {
            let (_, notices) = read(&bytes, chunk_size, 7);
            prop_assert!(notices.len() <= 300);
        }

        /// Who wants fewer columns gets the same ones and hears of the same oddities.
        #[test]
        fn fewer_columns_are_the_same(body in "[ab,\"\n\ré]{0,120}", most in 1usize..5) {
            let mut chunks = Chunks::open(body.as_bytes()).unwrap();
            chunks.expect_fields(3);
            let mut chunk = Chunk::default();
            while chunks.next_chunk(&mut chunk).unwrap() {
                let (mut all, mut some) = (chunk.records(), chunk.records().first(most));
                while let Some(whole) = all.next() {
                    let part = some.next().unwrap();
                    prop_assert_eq!(whole.line(), part.line());
                    for at in 0..most {
                        prop_assert_eq!(whole.raw_field(at), part.raw_field(at));
                    }
                }
                prop_assert!(some.next().is_none());
                let said = |notices: Notices| notices.into_diagnostics().iter().map(ToString::to_string).collect::<Vec<_>>();
                prop_assert_eq!(said(all.into_notices()), said(some.into_notices()));
            }
        }

        #[test]
        fn any_encoding_reads_the_same(names in prop::collection::vec("[a-zA-Zéüñ ]{1,12}", 3..20), chunk_size in 8usize..60) {
            let text = format!("id,nama\n{}\n", names.iter().map(|n| format!("1,{n}")).collect::<Vec<_>>().join("\n"));
            let (expected, notices) = read(text.as_bytes(), 1 << 16, 1 << 16);
            prop_assert!(notices.is_empty());
            let utf16 = |big: bool, mark: &str| -> Vec<u8> {
                mark.encode_utf16().chain(text.encode_utf16())
                    .flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() })
                    .collect()
            };
            for bytes in [
                [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
                utf16(false, "\u{FEFF}"),
                utf16(true, "\u{FEFF}"),
                utf16(false, ""),
                utf16(true, ""),
                WINDOWS_1252.encode(&text).0.into_owned(),
            ] {
                let (rows, _) = read(&bytes, chunk_size, 3);
                prop_assert_eq!(&rows, &expected);
            }
        }
    }

    #[test]
    fn what_is_odd_is_said_with_its_line() {
        let text =
            b"id,nama,lahir\r\n1,A\r\n2,\"B\r\n3,C,x,y\r\n4,\"D \"\"E\"\"\",z\r\n5,\xC9VA,z\r\n";
        let mut chunks = Chunks::open(&text[..]).unwrap();
        chunks.expect_fields(3);
        let mut chunk = Chunk::default();
        assert!(chunks.next_chunk(&mut chunk).unwrap());
        let mut records = chunk.records();
        let mut rows = Vec::new();
        while let Some(record) = records.next() {
            rows.push(format!("{} {}", record.line(), record.field(1)));
        }
        assert_eq!(rows, ["1 nama", "2 A", "4 C", "5 D \"E\"", "6 ÉVA"]);
        let mut notices = records.into_notices();
        notices.append(chunks.into_notices());
        let lines: Vec<_> = notices
            .into_diagnostics()
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(
            lines,
            [
                "2: warning: expected 3 fields, found 2 [short-line]",
                "3: error: a quote that opens a field is not closed, the line is left out [unreadable-line]",
                "4: warning: expected 3 fields, found 4 [long-line]",
                "6: warning: not UTF-8 from this line on, read as Windows-1252 [encoding]",
            ]
        );
    }

    #[test]
    fn old_line_ends_and_declared_delimiters() {
        let (rows, _) = read(b"a;b\r1;2\r", 64, 64);
        assert_eq!(rows, [["a", "b"], ["1", "2"]]);
        let (rows, _) = read(b"sep=|\na,b|c\n1,5|2\n", 64, 64);
        assert_eq!(rows, [["a,b", "c"], ["1,5", "2"]]);
    }
}
