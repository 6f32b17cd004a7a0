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
    spans: Vec<Span>,
    cleaned: String,
    notices: Notices,
}

impl<'a> Records<'a> {
    pub(crate) fn new(chunk: &'a Chunk) -> Self {
        Self {
            chunk,
            at: 0,
            line: chunk.first_line,
            spans: Vec::with_capacity(32),
            cleaned: String::new(),
            notices: Notices::default(),
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
            let line = self.line;
            if !self.split_next(text.as_bytes()) {
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
            if self.spans.iter().all(blank) && self.spans.len() <= 1 {
                continue;
            }
            if self.chunk.width != 0 && self.spans.len() != self.chunk.width {
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

    /// Fills `spans` with the next record and moves behind it; `false` if it cannot be read.
    fn split_next(&mut self, bytes: &[u8]) -> bool {
        self.spans.clear();
        let spans = &mut self.spans;
        if !self.chunk.has_quotes {
            // Nothing can hide a line end: by far the most usual and much the fastest way.
            let rest = bytes.get(self.at..).unwrap_or_default();
            let length = memchr::memchr(b'\n', rest).unwrap_or(rest.len());
            let line = rest.get(..length).unwrap_or_default();
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
            for delimiter in memchr::memchr_iter(self.chunk.delimiter, line) {
                push(self.at + delimiter);
            }
            push(self.at + line.len());
            self.at += length + 1;
            self.line += 1;
            return true;
        }
        self.cleaned.clear();
        let (cleaned, text) = (&mut self.cleaned, &self.chunk.text);
        let end = split(bytes, self.at, self.chunk.delimiter, true, |mut span| {
            if span.doubled {
                let start = cleaned.len();
                let field = text.get(span.start..span.end).unwrap_or_default();
                cleaned.push_str(&field.replace("\"\"", "\""));
                (span.start, span.end) = (start, cleaned.len());
            }
            spans.push(span);
        });
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
