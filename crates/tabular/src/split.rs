//! One record into its fields: the one place that knows what quotes mean.

/// A quoted field that is not closed within so many bytes was never meant to be one.
const LONGEST_QUOTED: usize = 64 * 1024;

/// Where a field lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Quotes stand twice inside: the field is not its bytes.
    pub(crate) doubled: bool,
}

/// How a record ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The next record begins here.
    At(usize),
    /// More bytes are needed to tell.
    Beyond,
    /// A quote is not closed. Reading goes on in the next line, here.
    Unclosed(usize),
}

/// Splits the record that begins at `start` and says how many fields it has; only the first `most` are given to `field`.
/// `whole`: nothing follows `bytes`.
///
/// A quote opens a field only at its beginning and closes it only before a delimiter or a line end; any other is content.
pub(crate) fn split(
    bytes: &[u8],
    start: usize,
    delimiter: u8,
    whole: bool,
    most: usize,
    mut field: impl FnMut(Span),
) -> (End, usize) {
    let rest = |at: usize| bytes.get(at..).unwrap_or_default();
    let mut at = start;
    let mut fields = 0;
    loop {
        if fields >= most
            && let Some((more, next)) = plain_rest(bytes, at, delimiter)
        {
            return (End::At(next), fields + more);
        }
        let quoted = bytes.get(at) == Some(&b'"');
        let (mut span, after) = if quoted {
            match closing_quote(bytes, at + 1, delimiter, whole) {
                Quote::ClosesAt(end, doubled) => (
                    Span {
                        start: at + 1,
                        end,
                        doubled,
                    },
                    end + 1,
                ),
                Quote::Beyond => return (End::Beyond, fields),
                Quote::Unclosed => return (unclosed(bytes, start, whole), fields),
            }
        } else {
            match memchr::memchr2(delimiter, b'\n', rest(at)) {
                Some(length) => (
                    Span {
                        start: at,
                        end: at + length,
                        doubled: false,
                    },
                    at + length,
                ),
                None if whole => (
                    Span {
                        start: at,
                        end: bytes.len(),
                        doubled: false,
                    },
                    bytes.len(),
                ),
                None => return (End::Beyond, fields),
            }
        };
        // Behind a closing quote `\r` may stand before the line end; before it, it belongs to the unquoted field.
        let line_end = match rest(after) {
            [b'\r', b'\n', ..] => Some(after + 2),
            [b'\n', ..] => Some(after + 1),
            [] | [b'\r'] => Some(bytes.len()),
            _ => None,
        };
        if line_end.is_some() && !quoted {
            let content = bytes.get(span.start..span.end).unwrap_or_default();
            span.end -= usize::from(content.last() == Some(&b'\r'));
        }
        fields += 1;
        if fields <= most {
            field(span);
        }
        match line_end {
            Some(next) => return (End::At(next), fields),
            None => at = after + 1,
        }
    }
}

/// How many fields stand from `at` to the end of the line, and where the next one begins, if no quote can hide a line end.
fn plain_rest(bytes: &[u8], at: usize, delimiter: u8) -> Option<(usize, usize)> {
    let rest = bytes.get(at..)?;
    let end = memchr::memchr2(b'"', b'\n', rest)?;
    let line = rest.get(..end).filter(|_| rest.get(end) == Some(&b'\n'))?;
    Some((
        memchr::memchr_iter(delimiter, line).count() + 1,
        at + end + 1,
    ))
}

/// Where the record that begins at `start` ends, as [`split`] finds it, without a look at its fields.
pub(crate) fn record_end(bytes: &[u8], start: usize, delimiter: u8, whole: bool) -> End {
    let rest = |at: usize| bytes.get(at..).unwrap_or_default();
    let mut at = start;
    while let Some(found) = memchr::memchr2(b'"', b'\n', rest(at)) {
        let found = at + found;
        if bytes.get(found) == Some(&b'\n') {
            return End::At(found + 1);
        }
        let opens = found == start || bytes.get(found - 1) == Some(&delimiter);
        at = found + 1;
        if !opens {
            continue;
        }
        match closing_quote(bytes, at, delimiter, whole) {
            Quote::ClosesAt(end, _) => at = end + 1,
            Quote::Beyond => return End::Beyond,
            Quote::Unclosed => return unclosed(bytes, start, whole),
        }
    }
    if whole {
        End::At(bytes.len())
    } else {
        End::Beyond
    }
}

/// The record that begins at `start` cannot be read: on with the next line.
fn unclosed(bytes: &[u8], start: usize, whole: bool) -> End {
    match memchr::memchr(b'\n', bytes.get(start..).unwrap_or_default()) {
        Some(end) => End::Unclosed(start + end + 1),
        None if whole => End::Unclosed(bytes.len()),
        None => End::Beyond,
    }
}

enum Quote {
    ClosesAt(usize, bool),
    Beyond,
    Unclosed,
}

fn closing_quote(bytes: &[u8], start: usize, delimiter: u8, whole: bool) -> Quote {
    let limit = bytes.len().min(start + LONGEST_QUOTED);
    let window = bytes.get(start..limit).unwrap_or_default();
    let mut doubled = false;
    let mut at = start;
    while let Some(found) = memchr::memchr(b'"', bytes.get(at..limit).unwrap_or_default()) {
        let quote = at + found;
        match bytes.get(quote + 1..).unwrap_or_default() {
            [b'"', ..] => {
                doubled = true;
                at = quote + 2;
                continue;
            }
            [] | [b'\r'] if !whole => return Quote::Beyond,
            [] | [b'\r'] | [b'\n', ..] | [b'\r', b'\n', ..] => {
                return Quote::ClosesAt(quote, doubled);
            }
            [next, ..] if *next == delimiter => return Quote::ClosesAt(quote, doubled),
            _ => {}
        }
        // Content, unless a line end was passed: then the opening quote was a slip and this one opens another field.
        let passed = bytes.get(start..quote).unwrap_or_default();
        if memchr::memchr(b'\n', passed).is_some() {
            return Quote::Unclosed;
        }
        at = quote + 1;
    }
    if whole || window.len() == LONGEST_QUOTED {
        Quote::Unclosed
    } else {
        Quote::Beyond
    }
}
