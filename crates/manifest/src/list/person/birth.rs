//! The date and place of birth of a row.

use super::Person;
use crate::list::dates::CellDate;
use domain::{Column, Horizon, Level, Nik, PartialDate};
use tabular::sheet::Cell;

impl Person<'_> {
    pub(super) fn birth_date(&mut self) {
        let Some((header, cell)) = self.cells(Column::BirthDate).next() else {
            return;
        };
        self.birth_place_beside(cell);
        let order = self.context.section.date_order;
        match order.read(cell, self.context.reference, Horizon::Past) {
            CellDate::Empty => {}
            CellDate::One(date) => self.born(date, header),
            CellDate::Serial(date) => {
                self.report(
                    Level::Info,
                    "list-serial-date",
                    header,
                    "a number was read as the date that a spreadsheet means by it",
                );
                self.born(date, header);
            }
            CellDate::Ambiguous(likelier, other) => {
                let evidence = order.evidence();
                let message = format!("day or month first is not certain; {evidence}");
                self.readings(likelier, other, header, message);
            }
            CellDate::Swapped(likelier, other) => {
                let message = "a spreadsheet may have swapped day and month: all its dates in this column are before the 13th, and the later ones stand there as text";
                self.readings(likelier, other, header, message.to_owned());
            }
            CellDate::Unreadable => self.unreadable_date(header),
        }
    }

    fn born(&mut self, date: PartialDate, header: &str) {
        if date
            .earliest()
            .is_some_and(|day| day > self.context.reference)
        {
            let message = "the date of birth lies in the future";
            self.report(Level::Warning, "list-date", header, message);
        }
        self.traveller.birth_date = Some(date);
    }

    /// Both readings are kept, unless the number of an identity card beside them holds one of the two.
    fn readings(
        &mut self,
        likelier: PartialDate,
        other: PartialDate,
        header: &str,
        message: String,
    ) {
        let niks = self
            .traveller
            .documents
            .iter()
            .filter_map(|d| Nik::read(&d.number).ok());
        let niks: Vec<Nik> = niks.collect();
        let agrees = |date: PartialDate| niks.iter().any(|nik| nik.agrees_with(date));
        match (agrees(likelier), agrees(other)) {
            (true, false) | (false, true) => {
                let date = if agrees(likelier) { likelier } else { other };
                self.report(
                    Level::Info,
                    "list-date-by-nik",
                    header,
                    "day or month first is not certain by itself; the NIK beside it decides",
                );
                self.born(date, header);
            }
            _ => {
                self.report(Level::Warning, "list-ambiguous-date", header, message);
                self.traveller.birth_date_readings = vec![likelier, other];
            }
        }
    }

    /// `Kupang, 12-03-1990` in one cell.
    fn birth_place_beside(&mut self, cell: &Cell) {
        let text = cell.text();
        let Some((place, date)) = text.split_once([',', '/']) else {
            return;
        };
        let is_place = place
            .chars()
            .all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\''));
        let has_date = date.bytes().any(|b| b.is_ascii_digit());
        // `Senin, 12 Maret 1990` names a day of the week.
        let weekday = [
            "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu",
        ];
        if is_place
            && has_date
            && place.len() >= 3
            && !weekday.contains(&place.to_lowercase().as_str())
        {
            self.traveller
                .birth_place
                .get_or_insert_with(|| place.trim().into());
        }
    }
}
