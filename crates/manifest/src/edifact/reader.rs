//! From bytes to travellers, piece by piece: what is read is given out at once, what is kept is one segment.

use super::context::Context;
use super::envelope::Envelope;
use super::scan::{self, End, Ending};
use super::segment::{Marks, Segment};
use super::separators::{self, HORIZON, Separators};
use super::tag;
use crate::paxlst::Paxlst;
use crate::pnrgov::Pnrgov;
use crate::{Format, Manifest, Traveller};
use domain::{Diagnostic, Level};
use jiff::civil::Date;

/// Reads interchanges of passenger messages from pieces of any size.
///
/// ```
/// let mut reader = manifest::Reader::new(jiff::civil::date(2026, 11, 22));
/// reader.feed(b"UNH+1+PAXLST:D:05B:UN:IATA'BGM+745'TDT+20+GA820+++GA'LOC+125+CGK'LOC+87+SIN'NAD+FL+++SUHA");
/// reader.feed(b"RTO'ATT+2++M'UNT+8+1'");
/// let manifest = reader.finish();
/// assert_eq!(manifest.travellers[0].name.surname.as_deref(), Some("SUHARTO"));
/// assert!(manifest.travellers[0].name.single_identifier);
/// ```
pub struct Reader {
    /// Bytes that were fed and not yet read: the beginning of a segment.
    carry: Vec<u8>,
    /// Where `carry` begins in the input.
    base: u64,
    inside: bool,
    /// Text outside any interchange that was passed over so far.
    outside: Option<Outside>,
    separators: Separators,
    envelope: Envelope,
    content: Content,
    /// What kind of message the group announced.
    group_kind: Option<Kind>,
    /// Something that is no UTF-8 was reported for this message.
    latin_reported: bool,
    context: Context,
}

/// Where text outside any interchange begins, and its length in bytes.
struct Outside {
    offset: u64,
    length: u64,
}

/// The kinds of message that travellers are read from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paxlst,
    Pnrgov,
}

/// The reader of the open message.
struct Content {
    kind: Option<Kind>,
    paxlst: Paxlst,
    pnrgov: Pnrgov,
}

impl Reader {
    /// `reference` settles the century of two-digit years: usually today.
    pub fn new(reference: Date) -> Self {
        Self {
            carry: Vec::new(),
            base: 0,
            inside: false,
            outside: None,
            separators: Separators::default(),
            envelope: Envelope::default(),
            content: Content {
                kind: None,
                paxlst: Paxlst::default(),
                pnrgov: Pnrgov::default(),
            },
            group_kind: None,
            latin_reported: false,
            context: Context::new(reference),
        }
    }

    /// Reads the next piece of the input.
    pub fn feed(&mut self, piece: &[u8]) {
        if self.carry.is_empty() {
            let read = self.scan(piece, false);
            self.base += read as u64;
            self.carry
                .extend_from_slice(piece.get(read..).unwrap_or_default());
        } else {
            let mut carry = std::mem::take(&mut self.carry);
            carry.extend_from_slice(piece);
            let read = self.scan(&carry, false);
            self.base += read as u64;
            carry.drain(..read);
            self.carry = carry;
        }
    }

    /// Takes the travellers that are complete. Those still to come share their voyages.
    pub fn take_travellers(&mut self) -> std::vec::Drain<'_, Traveller> {
        let travellers = &mut self.context.out.travellers;
        let open = match self.content.kind {
            Some(Kind::Paxlst) => self.content.paxlst.open_travellers(),
            _ => 0,
        };
        let complete = travellers.len().saturating_sub(open);
        travellers.drain(..complete)
    }

    /// Takes what was odd so far about the input as a whole.
    pub fn take_diagnostics(&mut self) -> Vec<Diagnostic> {
        std::mem::take(&mut self.context.out.diagnostics)
    }

    /// The input has ended: everything that was not taken yet.
    pub fn finish(mut self) -> Manifest {
        let carry = std::mem::take(&mut self.carry);
        self.scan(&carry, true);
        self.note_text_outside();
        if self.envelope.in_message() {
            let end = Segment::new(&[], self.base + carry.len() as u64, self.separators);
            self.close_content(&end);
            // A total at its end shows that a list is whole.
            let (level, message) = match self.content.paxlst.has_total() {
                true => (Level::Warning, "the input ends without UNT"),
                false => (
                    Level::Error,
                    "the input ends within a message: travellers may be missing",
                ),
            };
            self.context.note(level, "message-cut", message, &end);
        }
        self.context.out
    }

    /// Reads all whole segments and returns how many bytes they took.
    fn scan(&mut self, bytes: &[u8], last: bool) -> usize {
        // Checked once: what is plain is lent as text from here.
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => bytes
                .get(..error.valid_up_to())
                .and_then(|valid| std::str::from_utf8(valid).ok())
                .unwrap_or_default(),
        };
        let mut at = 0;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let step = if self.inside {
                self.step_inside(rest, text, at, last)
            } else {
                self.step_outside(rest, at, last)
            };
            match step {
                Some(step) => at += step,
                None => return at,
            }
        }
    }

    /// Looks for the beginning of an interchange. `None`: nothing more can be done with what is there.
    fn step_outside(&mut self, rest: &[u8], at: usize, last: bool) -> Option<usize> {
        let Some(begin) = separators::find_beginning(rest) else {
            // The last bytes may be the first of a beginning.
            let skipped = if last {
                rest.len()
            } else {
                rest.len().saturating_sub(32)
            };
            self.pass_over(rest.get(..skipped)?, at);
            return (skipped > 0).then_some(skipped);
        };
        if begin > 0 {
            self.pass_over(rest.get(..begin)?, at);
            return Some(begin);
        }
        self.begin(rest, at, last)
    }

    /// Reads the service characters of the interchange that begins here.
    fn begin(&mut self, rest: &[u8], at: usize, last: bool) -> Option<usize> {
        if !last && rest.len() < HORIZON {
            return None;
        }
        self.note_text_outside();
        let beginning = separators::read(rest);
        self.separators = beginning.separators;
        self.inside = true;
        if beginning.una_untrue {
            let una = self.segment(b"UNA", at);
            self.context.note(
                Level::Warning,
                "una-untrue",
                "UNA does not name the separators that are used: they were told from the segments",
                &una,
            );
        }
        // Without UNA the segment behind is read next in any case.
        Some(beginning.skip)
    }

    /// Remembers text that was passed over; it is reported as one when it ends.
    fn pass_over(&mut self, skipped: &[u8], at: usize) {
        let blank = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
        let mark = b"\xef\xbb\xbf";
        if let Some(outside) = &mut self.outside {
            outside.length += skipped.len() as u64;
            return;
        }
        let text = skipped.strip_prefix(mark).unwrap_or(skipped);
        if let Some(first) = text.iter().position(|byte| !blank(byte)) {
            let before = skipped.len() - text.len() + first;
            self.outside = Some(Outside {
                offset: self.base + (at + before) as u64,
                length: (skipped.len() - before) as u64,
            });
        }
    }

    fn note_text_outside(&mut self) {
        if let Some(outside) = self.outside.take() {
            let place = Segment::new(&[], outside.offset, self.separators);
            self.context.note(
                Level::Info,
                "text-outside",
                format!(
                    "{} bytes outside any interchange were passed over",
                    outside.length
                ),
                &place,
            );
        }
    }

    fn segment<'a>(&self, bytes: &'a [u8], at: usize) -> Segment<'a> {
        Segment::new(bytes, self.base + at as u64, self.separators)
    }

    /// Reads one segment.
    #[inline]
    fn step_inside(&mut self, rest: &[u8], text: &str, at: usize, last: bool) -> Option<usize> {
        if let Some([first, second, ..]) = rest.first_chunk::<3>()
            && first.is_ascii_uppercase()
            // UNA and UNB may change the separators.
            && (*first != b'U' || *second != b'N')
            && let Some((end, marks)) = scan::end_of_plain_segment(rest, self.separators)
            && scan::is_next_segment(rest.get(end + 1..end + 5).unwrap_or_default(), self.separators)
            && let Some(segment) = self.plain_segment(rest.get(..end)?, text, at, marks)
        {
            self.read_content(&segment);
            return Some(end + 1);
        }
        self.step_inside_with_care(rest, at, last)
    }

    /// A segment of printable ASCII without release characters at a position of the input, which was read as text as far as it is.
    #[inline]
    fn plain_segment<'a>(
        &self,
        bytes: &'a [u8],
        input: &'a str,
        at: usize,
        marks: Marks,
    ) -> Option<Segment<'a>> {
        let offset = self.base + at as u64;
        if bytes.len() > Marks::REACH {
            let separators = Separators {
                release: None,
                ..self.separators
            };
            return Some(Segment::new(bytes, offset, separators));
        }
        let text = match input.get(at..at + bytes.len()) {
            Some(text) => text,
            None => std::str::from_utf8(bytes).ok()?,
        };
        Segment::marked(text, marks, offset, self.separators)
    }

    /// Reads one segment that may hold anything.
    fn step_inside_with_care(&mut self, rest: &[u8], at: usize, last: bool) -> Option<usize> {
        let blanks = rest
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace() || byte.is_ascii_control())
            // A separator may be a control character.
            .take_while(|byte| **byte != self.separators.terminator)
            .count();
        let rest = rest.get(blanks..)?;
        if rest.is_empty() {
            return (blanks > 0).then_some(blanks);
        }
        let at = at + blanks;
        if rest.starts_with(b"UNA") && separators::begins(rest) {
            return Some(blanks + self.begin(rest, at, last)?);
        }
        let end = scan::end_of_segment(rest, self.separators, last)?;
        let bytes = rest.get(..end.content)?;
        if !bytes.trim_ascii().is_empty() {
            let mut segment = self.segment(bytes, at);
            segment.is_cut = end.ending == Ending::EndOfInput;
            if &segment.tag == b"\0\0\0" && separators::begins(rest) {
                // A new interchange with other separators and no UNA.
                return Some(blanks + self.begin(rest, at, last)?);
            }
            self.note_ending(end, &segment);
            if segment.has_content() || !segment.is_cut {
                self.read(&segment, bytes);
            }
        }
        Some(blanks + end.next)
    }

    fn note_ending(&mut self, end: End, segment: &Segment) {
        let (level, code, message) = match end.ending {
            Ending::Terminated => return,
            Ending::EndOfInput if &segment.tag == b"UNZ" || &segment.tag == b"UNT" => (
                Level::Info,
                "terminator-missing",
                "the last segment has no terminator",
            ),
            Ending::EndOfInput => (
                Level::Warning,
                "segment-cut",
                "the input ends within this segment: its last value may be incomplete",
            ),
            Ending::Doubtful => (
                Level::Warning,
                "terminator-in-text",
                "a terminator within a text was not released: it was taken for content",
            ),
            Ending::Lost => (
                Level::Warning,
                "terminator-missing",
                "the segment has no terminator: it was ended where the next one begins",
            ),
            Ending::TooLong => (
                Level::Error,
                "segment-too-long",
                "no terminator within a megabyte: what follows may be missing",
            ),
        };
        self.context.note(level, code, message, segment);
    }

    fn read(&mut self, segment: &Segment, bytes: &[u8]) {
        if !self.latin_reported && !bytes.is_ascii() && std::str::from_utf8(bytes).is_err() {
            self.latin_reported = true;
            self.context.note(
                Level::Info,
                "not-utf-8",
                "bytes that are not UTF-8 were read as ISO 8859-1, here and perhaps further on",
                segment,
            );
        }
        match &segment.tag {
            b"UNB" => {
                self.close_unclosed(segment);
                self.group_kind = None;
                self.envelope.open_interchange(segment, &mut self.context);
            }
            b"UNG" => {
                self.close_unclosed(segment);
                self.envelope.open_group(segment);
                self.group_kind = kind_named(segment.element(0).code());
            }
            b"UNH" => {
                self.close_unclosed(segment);
                self.open_message(segment);
            }
            b"UNT" => {
                self.envelope.count_segment();
                self.close_content(segment);
                self.envelope.close_message(segment, &mut self.context);
            }
            b"UNE" => {
                self.close_unclosed(segment);
                self.envelope.close_group(segment, &mut self.context);
            }
            b"UNZ" => {
                self.close_unclosed(segment);
                self.envelope.close_interchange(segment, &mut self.context);
                self.inside = false;
            }
            _ => self.read_content(segment),
        }
    }

    fn open_message(&mut self, header: &Segment) {
        self.envelope
            .open_message(header.element(0).text(), header, &mut self.context);
        self.envelope.count_segment();
        self.latin_reported = false;
        let name = header.element(1);
        self.start_content(kind_named(name.code()).or(match name.is_empty() {
            true => self.group_kind,
            false => None,
        }));
        match self.content.kind {
            Some(Kind::Paxlst) => self.content.paxlst.begin(Some(header), &mut self.context),
            Some(Kind::Pnrgov) => self.content.pnrgov.begin(),
            None => self.context.note(
                Level::Warning,
                "message-kind",
                "a message that is neither PAXLST nor PNRGOV was passed over",
                header,
            ),
        }
    }

    fn start_content(&mut self, kind: Option<Kind>) {
        self.content.kind = kind;
        if let Some(message) = self.context.message() {
            message.format = kind.map(|kind| match kind {
                Kind::Paxlst => Format::Paxlst,
                Kind::Pnrgov => Format::Pnrgov,
            });
        }
    }

    fn read_content(&mut self, segment: &Segment) {
        if !self.envelope.in_message() && !self.open_without_header(segment) {
            self.context.note(
                Level::Info,
                "text-outside",
                "a segment outside any message was passed over",
                segment,
            );
            return;
        }
        self.envelope.count_segment();
        match self.content.kind {
            Some(Kind::Paxlst) => self.content.paxlst.segment(segment, &mut self.context),
            Some(Kind::Pnrgov) => self.content.pnrgov.segment(segment, &mut self.context),
            None => {}
        }
    }

    /// Opens a message whose header is missing, if the segment can be of a message.
    fn open_without_header(&mut self, segment: &Segment) -> bool {
        let kind = match (tag::is_paxlst(&segment.tag), tag::is_pnrgov(&segment.tag)) {
            (true, _) => Kind::Paxlst,
            (false, true) => Kind::Pnrgov,
            (false, false) => return false,
        };
        self.envelope
            .open_message(Default::default(), segment, &mut self.context);
        self.start_content(Some(kind));
        match kind {
            Kind::Paxlst => self.content.paxlst.begin(None, &mut self.context),
            Kind::Pnrgov => self.content.pnrgov.begin(),
        }
        self.context.note(
            Level::Warning,
            "header-missing",
            "a message begins without UNH",
            segment,
        );
        true
    }

    /// Ends a message that has no trailer before what follows.
    fn close_unclosed(&mut self, next: &Segment) {
        if self.envelope.in_message() {
            self.close_content(next);
            self.envelope.abandon_message();
            self.context.note(
                Level::Warning,
                "trailer-missing",
                "the message before has no UNT",
                next,
            );
        }
    }

    fn close_content(&mut self, end: &Segment) {
        if let Some(message) = self.context.message() {
            message.end = end.offset;
        }
        match self.content.kind {
            Some(Kind::Paxlst) => self.content.paxlst.end(&mut self.context),
            Some(Kind::Pnrgov) => self.content.pnrgov.end(&mut self.context),
            None => {}
        }
    }
}

fn kind_named(name: &[u8]) -> Option<Kind> {
    match name {
        b"PAXLST" => Some(Kind::Paxlst),
        b"PNRGOV" => Some(Kind::Pnrgov),
        _ => None,
    }
}
