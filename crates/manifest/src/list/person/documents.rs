//! The documents of a row.

use super::Person;
use crate::list::{
    dates::CellDate,
    number::{self, Numbers},
};
use domain::{Column, Country, Document, DocumentKind, Horizon, Level, Nik, PartialDate};

impl Person<'_> {
    pub(super) fn documents(&mut self) {
        let stated_kind = self.text(Column::DocumentType);
        let issuer = self.text(Column::DocumentIssuer);
        let expires = self.expiry();
        for column in [Column::PassportNumber, Column::DocumentNumber, Column::Nik] {
            for (header, cell) in self.cells(column) {
                let numbers = match number::read(cell) {
                    Numbers::Read(numbers) => numbers,
                    Numbers::Damaged => {
                        let message = "a spreadsheet shortened this number, its last digits are lost; expected it as text";
                        self.report(Level::Error, "list-damaged-number", header, message);
                        self.traveller
                            .raw
                            .push(format!("{header}: {}", cell.text()));
                        continue;
                    }
                };
                if numbers.is_empty() && cell.text().bytes().any(|b| b.is_ascii_alphanumeric()) {
                    self.traveller
                        .raw
                        .push(format!("{header}: {}", cell.text()));
                }
                for (said, number) in numbers {
                    let by_column = match column {
                        Column::PassportNumber => Some(DocumentKind::Passport),
                        Column::Nik => Some(DocumentKind::IdentityCard),
                        _ => stated_kind
                            .as_deref()
                            .and_then(number::kind_named)
                            .or_else(|| number::kind_named(header)),
                    };
                    let by_form =
                        number::looks_like_passport(&number).then_some(DocumentKind::Passport);
                    let kind = said
                        .or(by_column)
                        .or(by_form)
                        .unwrap_or(DocumentKind::Other);
                    self.check_form(kind, &number, column, header);
                    let identity_card =
                        kind == DocumentKind::IdentityCard && Nik::read(&number).is_ok();
                    let stated = issuer.as_deref().and_then(Country::read);
                    self.traveller.documents.push(Document {
                        kind,
                        raw_type: stated_kind.clone(),
                        number,
                        issuer: stated.or(identity_card.then_some(Country::INDONESIA)),
                        raw_issuer: issuer.clone().filter(|_| stated.is_none()),
                        // Cards of residents do not end with the passport beside them.
                        expires: expires.filter(|_| !identity_card),
                    });
                }
            }
        }
    }

    fn check_form(&mut self, kind: DocumentKind, number: &str, column: Column, header: &str) {
        let meant = column == Column::Nik || number.len() >= 15;
        if kind == DocumentKind::IdentityCard
            && meant
            && let Err(error) = Nik::read(number)
        {
            self.report(Level::Warning, "list-nik", header, error.to_string());
        }
        if kind == DocumentKind::Passport && !(5..=12).contains(&number.len()) {
            let message = format!(
                "expected a passport number of 5 to 12 characters, found {}",
                number.len()
            );
            self.report(Level::Warning, "list-passport-number", header, message);
        }
    }

    fn expiry(&mut self) -> Option<PartialDate> {
        let (header, cell) = self.cells(Column::DocumentExpiry).next()?;
        let order = self.context.section.date_order;
        match order.read(cell, self.context.reference, Horizon::Future) {
            CellDate::One(date) | CellDate::Serial(date) => Some(date),
            CellDate::Empty => None,
            CellDate::Ambiguous(likelier, _) if order.is_unanimous() => {
                let message = format!(
                    "day or month first is not certain; {} and this was read alike",
                    order.evidence()
                );
                self.report(Level::Info, "list-ambiguous-date", header, message);
                Some(likelier)
            }
            CellDate::Ambiguous(..) | CellDate::Swapped(..) => {
                let message = "day or month first is not certain; the date was left out";
                self.report(Level::Warning, "list-ambiguous-date", header, message);
                self.traveller
                    .raw
                    .push(format!("{header}: {}", cell.text()));
                None
            }
            CellDate::Unreadable => {
                self.unreadable_date(header);
                self.traveller
                    .raw
                    .push(format!("{header}: {}", cell.text()));
                None
            }
        }
    }
}
