//! An input of any kind: told by its content, never by its name.

use crate::{Format, Manifest, Reader, Traveller, Unusable, edifact, list, utf16};
use jiff::civil::Date;
use std::io::Read;

/// How many bytes tell what an input is; also the size of the pieces in which messages are read.
const PIECE: usize = 1 << 16;

/// Tells by its first bytes what an input is. 64 KiB are enough.
///
/// # Errors
/// [`Unusable`] where it is empty or plainly something else.
pub fn detect(head: &[u8]) -> Result<Format, Unusable> {
    let unknown = |what: &str| {
        Err(Unusable::Unknown(format!(
            "{what}: expected a PAXLST or PNRGOV message, or a list as CSV or XLSX"
        )))
    };
    let head = head.get(..PIECE).unwrap_or(head);
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        return Ok(Format::Xlsx);
    }
    let blank = |byte: &u8| byte.is_ascii_whitespace();
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if text.iter().all(blank) {
        return Err(Unusable::Empty);
    }
    if let Some(at) = edifact::find_beginning(text) {
        let message = text.get(at..).unwrap_or_default();
        let names = |name| memchr::memmem::find(message, name).is_some();
        return match (names(b"PAXLST"), names(b"PNRGOV")) {
            (true, _) => Ok(Format::Paxlst),
            (false, true) => Ok(Format::Pnrgov),
            (false, false) if names(b"NAD") => Ok(Format::Paxlst),
            (false, false) if names(b"SRC") => Ok(Format::Pnrgov),
            (false, false) => unknown("an interchange without passengers"),
        };
    }
    let text = text.trim_ascii_start();
    if text.starts_with(b"%PDF") {
        return unknown("a PDF");
    }
    if text.starts_with(b"<") {
        return unknown("XML or HTML");
    }
    if head.contains(&0) && !utf16::seems(head) {
        return unknown("no text");
    }
    Ok(Format::Csv)
}

/// Reads a whole input that lies in memory. `reference` settles the century of two-digit years.
///
/// # Errors
/// [`Unusable`] where nothing can be read from it.
pub fn read(bytes: &[u8], reference: Date) -> Result<Manifest, Unusable> {
    // Lists have decoders of their own.
    let message = |text: &String| edifact::find_beginning(text.as_bytes()).is_some();
    let decoded = utf16::decode(bytes).filter(message);
    let bytes = decoded.as_deref().map_or(bytes, str::as_bytes);
    let format = detect(bytes)?;
    let mut manifest = match format {
        Format::Paxlst | Format::Pnrgov => {
            let mut reader = Reader::new(reference);
            reader.feed(bytes);
            reader.finish()
        }
        Format::Csv | Format::Xlsx => {
            let mut travellers = Vec::new();
            let mut each = |traveller| travellers.push(traveller);
            let list = match format {
                Format::Xlsx => list::read_workbook(bytes, reference, &mut each)?,
                _ => list::read_text(bytes, reference, &mut each)?,
            };
            Manifest { travellers, ..list }
        }
    };
    manifest.format = Some(format);
    Ok(manifest)
}

/// Reads an input piece by piece and gives out each traveller as soon as they are complete; messages are never held as a
/// whole. What comes back has everything but the travellers.
///
/// # Errors
/// [`Unusable`] where nothing can be read from it, or not to its end.
pub fn read_from(
    mut source: impl Read,
    reference: Date,
    mut each: impl FnMut(Traveller),
) -> Result<Manifest, Unusable> {
    let mut piece = Vec::with_capacity(PIECE);
    fill(&mut source, &mut piece)?;
    if utf16::seems(&piece) {
        // It may be a message or a list: another encoding is read as a whole.
        source.read_to_end(&mut piece).map_err(unreadable)?;
        let mut manifest = read(&piece, reference)?;
        manifest.travellers.drain(..).for_each(each);
        return Ok(manifest);
    }
    let format = detect(&piece)?;
    let mut manifest = match format {
        Format::Paxlst | Format::Pnrgov => {
            let mut reader = Reader::new(reference);
            while !piece.is_empty() {
                reader.feed(&piece);
                reader.take_travellers().for_each(&mut each);
                piece.clear();
                fill(&mut source, &mut piece)?;
            }
            reader.finish()
        }
        Format::Csv => list::read_text(piece.chain(source), reference, &mut each)?,
        Format::Xlsx => {
            source.read_to_end(&mut piece).map_err(unreadable)?;
            list::read_workbook(&piece, reference, &mut each)?
        }
    };
    manifest.travellers.drain(..).for_each(&mut each);
    manifest.format.get_or_insert(format);
    Ok(manifest)
}

/// Reads until the piece is full or the input ends.
fn fill(source: &mut impl Read, piece: &mut Vec<u8>) -> Result<(), Unusable> {
    let room = (PIECE - piece.len()) as u64;
    source.take(room).read_to_end(piece).map_err(unreadable)?;
    Ok(())
}

fn unreadable(error: std::io::Error) -> Unusable {
    Unusable::Unreadable(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_content() {
        for (bytes, expected) in [
            (&b"UNH+1+PAXLST:D:05B:UN'BGM+745'"[..], Some(Format::Paxlst)),
            (
                b" \r\nUNA:+.? 'UNB+IATA:1+A'UNH+1+PNRGOV:11:1:IA'",
                Some(Format::Pnrgov),
            ),
            (b"UNH+1+CUSRES:D:05B:UN'BGM+962'", None),
            (b"PK\x03\x04....", Some(Format::Xlsx)),
            (b"nama,paspor\nSITI,X1\n", Some(Format::Csv)),
            (b"%PDF-1.7", None),
            (b"<?xml version='1.0'?>", None),
            (b"\x7fELF\0\0\0", None),
            (b"", None),
            (b" \r\n", None),
        ] {
            assert_eq!(detect(bytes).ok(), expected, "{bytes:?}");
        }
        assert_eq!(detect(b"\n"), Err(Unusable::Empty));
    }

    #[test]
    fn utf_16_reads_like_utf_8() {
        let today = jiff::civil::date(2026, 11, 22);
        let text = "UNH+1+PAXLST:D:05B:UN'BGM+745'TDT+20+GA820'NAD+FL+++MÜLLER:ANNA'UNT+5+1'";
        for mark in ["\u{feff}", ""] {
            let marked = format!("{mark}{text}");
            let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let mut streamed = Vec::new();
            read_from(wide.as_slice(), today, |t| streamed.push(t)).unwrap();
            assert_eq!(streamed, read(text.as_bytes(), today).unwrap().travellers);
            assert_eq!(streamed.len(), 1);
        }
    }
}
