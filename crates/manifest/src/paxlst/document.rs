//! Documents in segments DOC, DTM and LOC.

use crate::edifact::{Context, Segment, date_time};
use crate::{CompactString, Traveller};
use domain::{Document, DocumentKind, Horizon, Level};

/// DOC: a new document of the traveller.
pub(super) fn begin(segment: &Segment, traveller: &mut Traveller, context: &mut Context) {
    let mut elements = segment.elements();
    let kind_code = elements.read().component(0);
    let number = number(&elements.read().component(0).text());
    let kind = kind(kind_code.code());
    if kind_code.is_empty() && !number.is_empty() {
        traveller.diagnostics.push(context.diagnostic(
            Level::Info,
            "document-type-missing",
            "the type of the document is not given",
            segment,
        ));
    }
    if number.is_empty() {
        traveller.diagnostics.push(context.diagnostic(
            Level::Info,
            "document-number-missing",
            "the number of the document is not given",
            segment,
        ));
    }
    traveller.documents.push(Document {
        kind,
        raw_type: kind_code.given().map(|code| code.to_string()),
        number,
        issuer: None,
        raw_issuer: None,
        expires: None,
    });
}

/// A segment behind DOC; `false` if it is none of the document's.
pub(super) fn detail(segment: &Segment, traveller: &mut Traveller, context: &mut Context) -> bool {
    let Some(document) = traveller.documents.last_mut() else {
        return false;
    };
    match &segment.tag {
        b"DTM" => {
            let mut parts = segment.element(0).components();
            let (qualifier, value, format) = (parts.read(), parts.read(), parts.read());
            if qualifier.code() != b"36" {
                return false;
            }
            if value.is_empty() {
                return true;
            }
            let read = date_time::read(
                value.code(),
                format.code(),
                context.reference,
                Horizon::Future,
            );
            match read {
                Some(read) => document.expires = Some(read.date),
                None => {
                    traveller.raw.push(segment.to_text());
                    traveller.diagnostics.push(context.diagnostic(
                        Level::Warning,
                        "date-unreadable",
                        "the last day of validity cannot be read; it is kept as written",
                        segment,
                    ));
                }
            }
            true
        }
        b"LOC" => {
            let mut elements = segment.elements();
            if elements.read().code() != b"91" {
                return false;
            }
            let place = elements.read();
            document.issuer = context.memo.country(place.code());
            if document.issuer.is_none() {
                document.raw_issuer = [0, 3]
                    .into_iter()
                    .find_map(|at| place.component(at).given())
                    .map(CompactString::into_string);
            }
            true
        }
        _ => false,
    }
}

/// The kind by the code of the guides (code list 1001 and its extensions for travel documents).
pub(crate) fn kind(code: &[u8]) -> DocumentKind {
    match code {
        // `IP` is the passport card of the United States, `39` the number of the United Nations' list.
        b"P" | b"PP" | b"PD" | b"PO" | b"PS" | b"PN" | b"PE" | b"PM" | b"PT" | b"IP" | b"39" => {
            DocumentKind::Passport
        }
        b"V" | b"483" => DocumentKind::Visa,
        b"A" | b"C" | b"I" | b"ID" | b"36" => DocumentKind::IdentityCard,
        b"AC" => DocumentKind::CrewCertificate,
        b"G" | b"S" => DocumentKind::SeafarerDocument,
        b"PR" => DocumentKind::ResidencePermit,
        b"PL" => DocumentKind::LaissezPasser,
        _ => DocumentKind::Other,
    }
}

/// A number in upper case without blanks and fillers.
pub(crate) fn number(written: &str) -> String {
    let filler = |c: char| c.is_whitespace() || c == '<';
    if written.bytes().any(|b| b.is_ascii_lowercase()) || written.contains(filler) {
        return written
            .chars()
            .filter(|c| !filler(*c))
            .flat_map(char::to_uppercase)
            .collect();
    }
    written.to_owned()
}
