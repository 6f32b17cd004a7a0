//! A document as its machine-readable zone states it.

use super::{
    date, hidden,
    layout::{Layout, MrzFormat},
    name, repair,
    zone::{Fit, Zone},
};
use crate::Name;
use domain::{Country, Diagnostic, Document, DocumentKind, Level, PartialDate, Place, Sex};
use jiff::civil::Date;
use serde::Serialize;

/// What one machine-readable zone says, after what a check digit proves was put right. As JSON: one flat object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mrz {
    /// The format of the zone.
    pub format: MrzFormat,
    /// The code of the document as it stands, such as `P` or `ID`.
    pub document_code: String,
    /// Issuing state or organisation.
    pub issuer: Option<Country>,
    /// The issuer as it stands.
    pub issuer_raw: String,
    /// The document number without fillers, long numbers joined.
    pub document_number: Option<String>,
    /// The name; one identifier without `<<` is the surname, without given names.
    #[serde(flatten)]
    pub name: Name,
    /// Every part of the name in order.
    pub name_tokens: Vec<String>,
    /// The name field is full: the name may go on.
    pub name_truncated: bool,
    /// Sex as stated; `None` for a character that means none.
    pub sex: Option<Sex>,
    /// Birth date, of which parts may be unknown; `None` if nothing is known or it cannot be read.
    pub birth_date: Option<PartialDate>,
    /// Nationality.
    pub nationality: Option<Country>,
    /// The nationality as it stands.
    pub nationality_raw: String,
    /// Last day of validity.
    pub expires: Option<PartialDate>,
    /// Optional data, such as the personal number of a passport, fillers inside as blanks; empty fields are left out.
    pub optional_data: Vec<String>,
    /// The same document in the form of passenger lists.
    pub documents: Vec<Document>,
    /// Which check digits fit, after repair.
    pub check_digits: CheckDigits,
    /// Characters that were put right.
    pub repairs: Vec<Repair>,
    /// The lines of the zone, after repair.
    pub lines: Vec<String>,
    /// Where its first line begins in the input.
    pub place: Place,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// Whether each check digit fits; `None` where the format has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "each is named after the field it covers")]
pub struct CheckDigits {
    pub document_number: Check,
    pub birth_date: Check,
    pub expires: Check,
    pub optional_data: Option<Check>,
    pub composite: Option<Check>,
}

/// What became of a check digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Check {
    /// It fits what it covers.
    Passed,
    /// It does not.
    Failed,
    /// The field is empty and the place of the digit too.
    Unused,
}

/// A character that was misread and put right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Repair {
    /// The field it stands in.
    pub field: &'static str,
    /// Line of the zone, counted from 1.
    pub line: usize,
    /// Column in the line, counted from 1.
    pub column: usize,
    /// The character as it came.
    pub read: char,
    /// The character it was taken for.
    pub corrected: char,
}

impl From<Fit> for Check {
    fn from(fit: Fit) -> Self {
        match fit {
            Fit::Fits => Self::Passed,
            Fit::Unused => Self::Unused,
            Fit::Fails => Self::Failed,
        }
    }
}

impl CheckDigits {
    /// The names of the fields whose check digit does not fit.
    pub fn failed(&self) -> Vec<&'static str> {
        [
            ("document_number", Some(self.document_number)),
            ("birth_date", Some(self.birth_date)),
            ("expires", Some(self.expires)),
            ("optional_data", self.optional_data),
            ("composite", self.composite),
        ]
        .into_iter()
        .filter(|(_, check)| *check == Some(Check::Failed))
        .map(|(name, _)| name)
        .collect()
    }
}

/// A state or organisation by its code of three characters, `D<<` being Germany.
pub(super) fn country(code: &str) -> Option<Country> {
    if code == "D<<" {
        return Country::read(code);
    }
    Country::from_alpha3(code)
}

impl Mrz {
    /// Reads a zone, putting right what is proven.
    pub(super) fn read(mut zone: Zone, reference: Date) -> Self {
        let layout = zone.format.layout();
        let repairs = repair::repair(&mut zone, &layout);
        let zone = zone;
        let mut diagnostics = zone.diagnostics.clone();
        diagnostics.extend(repairs.diagnostics);

        let check_digits = check_digits(&zone, &layout, &mut diagnostics);
        let issuer = state(&zone, &layout, "issuer", &mut diagnostics);
        let nationality = state(&zone, &layout, "nationality", &mut diagnostics);
        let document_code = without_fillers(&zone.text(layout.code.clone()));
        let kind = kind_of(&document_code);
        if kind == DocumentKind::Other {
            report(
                &zone,
                &mut diagnostics,
                layout.code.start,
                "document_code",
                "mrz-document-code",
                "not a code of a travel document, expected `P`, `V`, `I`, `A` or `C`",
            );
        }
        let number: Vec<u8> = zone
            .number(&layout)
            .0
            .into_iter()
            .map(|at| zone.at(at))
            .collect();
        let document_number = without_fillers(&String::from_utf8_lossy(&number));
        let document_number = (!document_number.is_empty()).then_some(document_number);
        if document_number.is_none() {
            report(
                &zone,
                &mut diagnostics,
                layout.number.start,
                "document_number",
                "mrz-empty-field",
                "there is no document number",
            );
        }
        if check_digits.document_number == Check::Passed {
            diagnostics.extend(hidden::report(&zone, &layout, issuer));
        }
        let birth_date = date::birth(zone.slice(layout.birth.clone()), reference);
        let birth_date = readable(
            &zone,
            &mut diagnostics,
            layout.birth.start,
            "birth_date",
            birth_date,
        );
        let expires = date::expiry(zone.slice(layout.expiry.clone()), reference);
        let expires = readable(
            &zone,
            &mut diagnostics,
            layout.expiry.start,
            "expires",
            expires,
        );
        let sex = match zone.at(layout.sex) {
            b'M' => Some(Sex::Male),
            b'F' => Some(Sex::Female),
            b'X' | b'<' => Some(Sex::Unspecified),
            _ => {
                report(
                    &zone,
                    &mut diagnostics,
                    layout.sex,
                    "sex",
                    "mrz-sex",
                    "not a sex, expected `M`, `F`, `X` or `<`",
                );
                None
            }
        };
        let names = name::read(&zone.text(layout.names.clone()));
        report_name(&zone, &layout, &names, &mut diagnostics);

        let documents = document_number.iter().map(|number| Document {
            kind,
            raw_type: Some(document_code.clone()),
            number: number.clone(),
            issuer,
            raw_issuer: issuer
                .is_none()
                .then(|| without_fillers(&zone.text(layout.issuer.clone()))),
            expires,
        });
        Self {
            documents: documents.collect(),
            format: zone.format,
            document_code,
            issuer,
            issuer_raw: without_fillers(&zone.text(layout.issuer.clone())),
            document_number,
            name: names.name,
            name_tokens: names.tokens,
            name_truncated: names.truncated,
            sex,
            birth_date,
            nationality,
            nationality_raw: without_fillers(&zone.text(layout.nationality.clone())),
            expires,
            optional_data: optional_data(&zone, &layout),
            check_digits,
            repairs: repairs.made,
            lines: zone.lines(),
            place: Place {
                segment: None,
                ..zone.place(0, None)
            },
            diagnostics,
        }
    }
}

fn report(
    zone: &Zone,
    diagnostics: &mut Vec<Diagnostic>,
    at: usize,
    field: &str,
    code: &'static str,
    message: &'static str,
) {
    diagnostics
        .push(Diagnostic::new(Level::Warning, code, message).at(zone.place(at, Some(field))));
}

fn without_fillers(text: &str) -> String {
    text.chars().filter(|c| *c != '<').collect()
}

fn check_digits(zone: &Zone, layout: &Layout, diagnostics: &mut Vec<Diagnostic>) -> CheckDigits {
    let mut digits = CheckDigits {
        document_number: Check::Unused,
        birth_date: Check::Unused,
        expires: Check::Unused,
        optional_data: None,
        composite: zone.composite_fit(layout).map(Check::from),
    };
    for field in zone.checked_fields(layout) {
        let check = Check::from(field.fit(zone));
        match field.name {
            "document_number" => digits.document_number = check,
            "birth_date" => digits.birth_date = check,
            "expires" => digits.expires = check,
            _ => digits.optional_data = Some(check),
        }
        if check == Check::Failed {
            report(
                zone,
                diagnostics,
                field.check,
                field.name,
                "mrz-check-digit",
                "the check digit does not fit the field; compare with the document",
            );
        }
    }
    if let (Some(Check::Failed), Some((_, at))) = (digits.composite, &layout.composite) {
        report(
            zone,
            diagnostics,
            *at,
            "composite",
            "mrz-check-digit",
            "the composite check digit does not fit; compare with the document",
        );
    }
    digits
}

fn state(
    zone: &Zone,
    layout: &Layout,
    field: &'static str,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<Country> {
    let range = if field == "issuer" {
        &layout.issuer
    } else {
        &layout.nationality
    };
    let state = country(&zone.text(range.clone()));
    if state.is_none() {
        report(
            zone,
            diagnostics,
            range.start,
            field,
            "mrz-state",
            "not the code of a state or organisation of ICAO Doc 9303-3",
        );
    }
    state
}

fn readable(
    zone: &Zone,
    diagnostics: &mut Vec<Diagnostic>,
    at: usize,
    field: &str,
    date: Result<Option<PartialDate>, date::Unreadable>,
) -> Option<PartialDate> {
    match date {
        Ok(date) => date,
        Err(date::Unreadable) => {
            let message = "not a date, expected `YYMMDD` with `<<` for what is not known";
            diagnostics.push(
                Diagnostic::new(Level::Error, "mrz-date", message).at(zone.place(at, Some(field))),
            );
            None
        }
    }
}

fn report_name(
    zone: &Zone,
    layout: &Layout,
    names: &name::NameField,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = layout.names.start;
    if names.tokens.is_empty() {
        report(
            zone,
            diagnostics,
            at,
            "name",
            "mrz-empty-field",
            "there is no name",
        );
    }
    if names.truncated {
        let message = "the name fills its field and may be cut off";
        diagnostics.push(
            Diagnostic::new(Level::Info, "mrz-name-truncated", message)
                .at(zone.place(at, Some("name"))),
        );
    }
    if names.misread_fillers {
        report(
            zone,
            diagnostics,
            at,
            "name",
            "mrz-misread-fillers",
            "letters behind the name that can only be misread fillers were left out",
        );
    }
    if names.surplus {
        report(
            zone,
            diagnostics,
            at,
            "name",
            "mrz-name",
            "more than two identifiers, expected one `<<` at most; all behind the first were taken as given names",
        );
    }
}

/// The kind of document by its code (Doc 9303-4 to -7: `P`, `V`, `I`, `A`, `C`; `AC` crew).
fn kind_of(code: &str) -> DocumentKind {
    match code.as_bytes() {
        [b'P', ..] => DocumentKind::Passport,
        [b'V', ..] => DocumentKind::Visa,
        [b'A', b'C'] => DocumentKind::CrewCertificate,
        [b'I' | b'A', b'R'] => DocumentKind::ResidencePermit,
        [b'I' | b'A' | b'C', ..] => DocumentKind::IdentityCard,
        _ => DocumentKind::Other,
    }
}

fn optional_data(zone: &Zone, layout: &Layout) -> Vec<String> {
    let (number, check) = zone.number(layout);
    let fields = layout.optional.iter().map(|range| {
        let characters = range
            .clone()
            .filter(|at| !number.contains(at) && *at != check)
            .map(|at| char::from(zone.at(at)));
        let text: String = characters.collect();
        text.trim_matches('<').replace('<', " ")
    });
    fields.filter(|text| !text.is_empty()).collect()
}
