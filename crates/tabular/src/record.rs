//! The records of a chunk, their fields borrowed from it.

use crate::{
    chunk::Chunk,
    notices::Notices,
    split::{End, Span, split},
};
use domain::{Diagnostic, Level, Place};

/// One record: its fields in the order of the header.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    text: &'a str,
    // Fields in which quotes stood twice, cleaned; spans with `doubled` point into it.
    cleaned: &'a str,
    spans: &'a [Span],
    line: u64,
}

impl<'a> Record<'a> {
    /// A field without the blanks around it; empty where the line is too short.
    pub fn field(&self, at: usize) -> &'a str {
        self.raw_field(at).trim()
    }

    /// A field as it stands.
    pub fn raw_field(&self, at: usize) -> &'a str {
        let Some(span) = self.spans.get(at) else {
            return "";
        };
        let text = if span.doubled {
            self.cleaned
        } else {
            self.text
        };
        text.get(span.start..span.end).unwrap_or_default()
    }

    /// How many fields the line has.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether the line has no field; a record that [`Records::next`] returns has at least one.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The line on which the record begins, counted from 1.
    pub fn line(&self) -> u64 {
        self.line
    }
}

/// Reads the records of one chunk, in order.
pub struct Records<'a> {
    chunk: &'a Chunk,
    at: usize,
    line: u64,
    // So many fields of each are wanted.
    most: usize,
    spans: Vec<Span>,
    // How many fields the record has, wanted or not.
    width: usize,
    cleaned: String,
    notices: Notices,
}

impl<'a> Records<'a> {
    pub(crate) fn new(chunk: &'a Chunk) -> Self {
        Self {
            chunk,
            at: 0,
            line: chunk.first_line,
            most: usize::MAX,
            spans: Vec::with_capacity(32),
            width: 0,
            cleaned: String::new(),
            notices: Notices::default(),
        }
    }

    /// Only so many fields of each record are wanted; the others are counted and read as empty.
    #[must_use]
    pub fn first(self, columns: usize) -> Self {
        Self {
            most: columns.max(1),
            ..self
        }
    }

    /// The next record; empty lines are passed over.
    #[expect(
        clippy::should_implement_trait,
        reason = "a record borrows from the reader, which `Iterator` does not allow"
    )]
    pub fn next(&mut self) -> Option<Record<'_>> {
        let text = self.chunk.text.as_str();
        loop {
            if self.at >= text.len() {
                return None;
            }
            let (at, line) = (self.at, self.line);
            if !self.split_next(text.as_bytes(), self.most) {
                self.notices.push(
                    Diagnostic::new(
                        Level::Error,
                        "unreadable-line",
                        "a quote that opens a field is not closed, the line is left out",
                    )
                    .at(self.place(line)),
                );
                continue;
            }
            let blank = |span: &Span| span.start == span.end;
            if self.width <= 1 && self.spans.iter().all(blank) {
                continue;
            }
            if self.chunk.width != 0 && self.width != self.chunk.width {
                // What stands beyond the last column tells whether that matters.
                (self.at, self.line) = (at, line);
                self.split_next(text.as_bytes(), usize::MAX);
                self.report_width(line);
            }
            return Some(Record {
                text,
                cleaned: &self.cleaned,
                spans: &self.spans,
                line,
            });
        }
    }

    /// What was odd about the records read so far.
    pub fn into_notices(self) -> Notices {
        self.notices
    }

    /// Fills `spans` with the first fields of the next record and moves behind it; `false` if it cannot be read.
    fn split_next(&mut self, bytes: &[u8], most: usize) -> bool {
        self.spans.clear();
        let spans = &mut self.spans;
        let rest = bytes.get(self.at..).unwrap_or_default();
        let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
        let line = rest.get(..length).unwrap_or_default();
        if !self.chunk.has_quotes || memchr::memchr(b'"', line).is_none() {
            // Nothing can hide a line end: by far the most usual and much the fastest way.
            let line = line.strip_suffix(b"\r").unwrap_or(line);
            let mut start = self.at;
            let mut push = |end| {
                spans.push(Span {
                    start,
                    end,
                    doubled: false,
                });
                start = end + 1;
            };
            let mut taken = 0;
            let mut delimiters = memchr::memchr_iter(self.chunk.delimiter, line);
            for delimiter in delimiters.by_ref().take(most) {
                push(self.at + delimiter);
                taken += 1;
            }
            self.width = taken + 1;
            if taken < most {
                push(self.at + line.len());
            } else {
                self.width += delimiters.count();
            }
            self.at += length + 1;
            self.line += 1;
            return true;
        }
        self.cleaned.clear();
        let (cleaned, text) = (&mut self.cleaned, &self.chunk.text);
        let delimiter = self.chunk.delimiter;
        let (end, width) = split(bytes, self.at, delimiter, true, most, |mut span| {
            if span.doubled {
                let start = cleaned.len();
                let field = text.get(span.start..span.end).unwrap_or_default();
                cleaned.push_str(&field.replace("\"\"", "\""));
                (span.start, span.end) = (start, cleaned.len());
            }
            spans.push(span);
        });
        self.width = width;
        let (End::At(next) | End::Unclosed(next)) = end else {
            // A chunk is whole, so nothing can be missing.
            self.at = bytes.len();
            return false;
        };
        let passed = bytes.get(self.at..next).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        self.at = next;
        matches!(end, End::At(_))
    }

    fn report_width(&mut self, line: u64) {
        let (width, found) = (self.chunk.width, self.spans.len());
        let code = if found < width {
            "short-line"
        } else {
            let surplus = self.spans.get(width..).unwrap_or_default();
            if surplus.iter().all(|span| span.start == span.end) {
                return;
            }
            "long-line"
        };
        let message = format!("expected {width} fields, found {found}");
        let place = self.place(line);
        self.notices
            .push(Diagnostic::new(Level::Warning, code, message).at(place));
    }

    fn place(&self, line: u64) -> Place {
        Place {
            line: Some(line),
            ..Place::default()
        }
    }
}
