//! Documents in the texts of the special service requests DOCS, DOCO, DOCA and FOID (IATA AIRIMP).

use crate::document_code::{kind, number};
use crate::names::{self, Titles};
use crate::{Address, CompactString, Name};
use domain::{Country, DateReading, Document, Horizon, PartialDate, Sex, read_date};
use jiff::civil::Date;

/// What DOCS says: `/P/IDN/X1234567/IDN/12MAR90/F/01JAN30/AMINAH/SITI/NUR`.
pub(super) struct TravelDocument {
    pub document: Option<Document>,
    pub nationality: Option<CompactString>,
    pub birth_date: Option<PartialDate>,
    /// A birth date stands there and is none.
    pub birth_date_unreadable: bool,
    pub sex: Option<Sex>,
    /// The document is an infant's, though the request may refer to the adult.
    pub infant: bool,
    pub name: Name,
}

/// The fields of a text; the slash before the first is optional.
fn fields(text: &str) -> impl Iterator<Item = &str> {
    let text = text.trim();
    text.strip_prefix('/')
        .unwrap_or(text)
        .split('/')
        .map(str::trim)
}

/// Reads the text of DOCS.
pub(super) fn docs(text: &str, reference: Date) -> TravelDocument {
    let mut fields = fields(text).skip_while(|field| is_status(field));
    let mut next = || fields.next().unwrap_or_default();
    let (kind_code, issuer, document_number) = (next(), next(), next());
    let (nationality, born, sex, expires) = (next(), next(), next(), next());
    let (surname, given) = (next(), next());
    // A last field `H` marks the one who holds a document for several.
    let second: Vec<&str> = fields
        .filter(|name| !name.is_empty() && *name != "H")
        .collect();
    let given_names = std::iter::once(given)
        .chain(second)
        .collect::<Vec<_>>()
        .join(" ");
    let birth_date = date(born, reference, Horizon::Past);
    TravelDocument {
        document: (!document_number.is_empty()).then(|| Document {
            kind: kind(kind_code.as_bytes()),
            raw_type: (!kind_code.is_empty()).then(|| kind_code.to_owned()),
            number: number(document_number),
            issuer: Country::read(issuer),
            raw_issuer: (Country::read(issuer).is_none() && !issuer.is_empty())
                .then(|| issuer.to_owned()),
            expires: date(expires, reference, Horizon::Future),
        }),
        nationality: (!nationality.is_empty()).then(|| nationality.into()),
        birth_date,
        birth_date_unreadable: birth_date.is_none() && !born.is_empty(),
        sex: match sex {
            "M" | "MI" => Some(Sex::Male),
            "F" | "FI" => Some(Sex::Female),
            "U" | "UI" | "X" | "XX" => Some(Sex::Unspecified),
            _ => None,
        },
        infant: matches!(sex, "MI" | "FI" | "UI"),
        name: names::divided(surname, &given_names, Titles::Glued),
    }
}

/// `HK1` before the first field.
fn is_status(field: &str) -> bool {
    field.len() >= 3
        && field
            .get(..2)
            .is_some_and(|code| code.bytes().all(|b| b.is_ascii_uppercase()))
        && field
            .get(2..)
            .is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
}

fn date(text: &str, reference: Date, horizon: Horizon) -> Option<PartialDate> {
    match read_date(text, reference, horizon) {
        DateReading::One(date) => Some(date),
        _ => None,
    }
}

/// What DOCO says: place of birth, and a visa with number, place and day of issue and the country that it is for.
pub(super) fn doco(text: &str) -> (Option<CompactString>, Option<Document>) {
    let mut fields = fields(text);
    let mut next = || fields.next().unwrap_or_default();
    let (birth_place, kind_code, document_number) = (next(), next(), next());
    let (issued_at, _issued_on, country) = (next(), next(), next());
    let document = (!document_number.is_empty()).then(|| Document {
        kind: kind(kind_code.as_bytes()),
        raw_type: (!kind_code.is_empty()).then(|| kind_code.to_owned()),
        number: number(document_number),
        issuer: Country::read(country),
        raw_issuer: (!issued_at.is_empty()).then(|| issued_at.to_owned()),
        expires: None,
    });
    (
        (!birth_place.is_empty()).then(|| birth_place.into()),
        document,
    )
}

/// What DOCA says: an address of residence (`R`) or destination (`D`).
pub(super) fn doca(text: &str) -> Address {
    let mut fields = fields(text);
    let mut next = || fields.next().unwrap_or_default();
    let (kind, country) = (next(), next());
    Address {
        kind: Some(match kind {
            "R" => CompactString::const_new("residence"),
            "D" => CompactString::const_new("destination"),
            other => other.into(),
        }),
        country: Country::read(country),
        // A last field `I` marks an infant's.
        lines: fields
            .filter(|line| !line.is_empty() && *line != "I")
            .map(CompactString::from)
            .collect(),
    }
}

/// What FOID says: the kind of an identification in two letters and its number, such as `PPX1234567` or `NI3507135203900002`.
pub(super) fn foid(text: &str) -> Option<Document> {
    let text = text.trim().trim_start_matches('/');
    let (kind_code, rest) = text.split_at_checked(2)?;
    let kind = match kind_code {
        "PP" => domain::DocumentKind::Passport,
        "NI" | "ID" => domain::DocumentKind::IdentityCard,
        // A driving licence, a frequent traveller's card, a ticket: no document of travel.
        _ => return None,
    };
    let number = number(rest);
    (!number.is_empty()).then(|| Document {
        kind,
        raw_type: Some(kind_code.to_owned()),
        number,
        issuer: None,
        raw_issuer: None,
        expires: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn a_passport() {
        let read = docs(
            "/P/IDN/x1234567/ID/12MAR90/F/01JAN30/AMINAH/SITI/NUR",
            TODAY,
        );
        let document = read.document.unwrap();
        assert_eq!(document.number, "X1234567");
        assert_eq!(document.issuer, Some(Country::INDONESIA));
        assert_eq!(document.expires.unwrap().to_string(), "2030-01-01");
        assert_eq!(read.birth_date.unwrap().to_string(), "1990-03-12");
        assert_eq!(read.sex, Some(Sex::Female));
        assert_eq!(read.name.surname.as_deref(), Some("AMINAH"));
        assert_eq!(read.name.given_names.as_deref(), Some("SITI NUR"));
        assert!(!read.infant);
    }

    #[test]
    fn little_is_given() {
        let read = docs("////GBR/12JUL64/MI//JONES/WILLIAMMR", TODAY);
        assert!(read.document.is_none() && read.infant);
        assert_eq!(read.nationality.as_deref(), Some("GBR"));
        assert_eq!(read.name.given_names.as_deref(), Some("WILLIAM"));
        let status = docs("HK1/P/IDN/X1/IDN/99XXX99/F//SUHARTO/", TODAY);
        assert!(status.birth_date_unreadable);
        assert!(status.name.single_identifier);
        assert!(docs("", TODAY).document.is_none());
    }

    #[test]
    fn visa_address_and_identification() {
        let (born, visa) = doco("MALANG/V/V778/JAKARTA/22DEC25/SAU");
        assert_eq!(born.as_deref(), Some("MALANG"));
        let visa = visa.unwrap();
        assert_eq!(visa.kind, domain::DocumentKind::Visa);
        assert_eq!(visa.issuer.unwrap().alpha3(), "SAU");
        let address = doca("/D/SGP/1 ORCHARD ROAD/SINGAPORE//238801");
        assert_eq!(address.kind.as_deref(), Some("destination"));
        assert_eq!(address.lines.len(), 3);
        assert_eq!(
            foid("NI3507135203900002").unwrap().number,
            "3507135203900002"
        );
        assert!(foid("FF123").is_none() && foid("P").is_none());
    }
}
