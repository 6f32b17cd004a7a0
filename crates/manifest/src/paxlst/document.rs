//! Documents in segments DOC, DTM and LOC.

use crate::document_code::{kind, number};
use crate::edifact::{Context, Segment, date_time};
use crate::{CompactString, Traveller};
use domain::{Document, Horizon, Level};

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
    // Most have one document.
    traveller.documents.reserve_exact(1);
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
