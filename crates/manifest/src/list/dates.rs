//! Dates in a column: serial numbers, text of uncertain order, and what the other dates of the column tell about it.

use domain::{DateReading, Horizon, PartialDate, read_date};
use jiff::civil::Date;
use tabular::sheet::Cell;

/// How the dates of a column are written, by those that leave no doubt.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct DateOrder {
    /// Texts whose first number can only be a day.
    pub day_first: usize,
    /// Texts whose first number can only be a month.
    pub month_first: usize,
    /// Cells that a spreadsheet keeps as dates and whose day could be a month.
    swappable_cells: usize,
    /// Cells that a spreadsheet keeps as dates with a day beyond the twelfth.
    certain_cells: usize,
}

/// What a cell of a column of dates says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum CellDate {
    Empty,
    One(PartialDate),
    /// A bare number that a spreadsheet would show as this date.
    Serial(PartialDate),
    /// Day or month first is not certain; the likelier reading first.
    Ambiguous(PartialDate, PartialDate),
    /// A spreadsheet with American settings may have swapped day and month; the likelier reading first.
    Swapped(PartialDate, PartialDate),
    Unreadable,
}

impl DateOrder {
    /// Looks at every cell of a column.
    pub fn of<'a>(cells: impl Iterator<Item = &'a Cell>, reference: Date) -> Self {
        let mut order = Self::default();
        for cell in cells {
            match cell {
                Cell::Date(at) if at.day() > 12 => order.certain_cells += 1,
                Cell::Date(at) if at.day() != at.month() => order.swappable_cells += 1,
                Cell::Text(text) => {
                    let certain = read_date(text, reference, Horizon::Past).one().is_some();
                    match leading_numbers(text).filter(|_| certain) {
                        Some((13..=31, 1..=12)) => order.day_first += 1,
                        Some((1..=12, 13..=31)) => order.month_first += 1,
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        order
    }

    /// Whether every date that leaves no doubt has the same order.
    pub fn is_unanimous(self) -> bool {
        (self.day_first == 0) != (self.month_first == 0)
    }

    /// What the other dates of the column tell, in words.
    pub fn evidence(self) -> String {
        match (self.day_first, self.month_first) {
            (0, 0) => "no other date of the column tells".to_owned(),
            (day, 0) => {
                format!("{day} other dates of the column have the day first, none the month")
            }
            (0, month) => {
                format!("{month} other dates of the column have the month first, none the day")
            }
            (day, month) => {
                format!("{day} other dates of the column have the day first, {month} the month")
            }
        }
    }

    /// A spreadsheet that took `12/03` for December left `25/03` as text: then its dates up to the twelfth are suspect.
    fn suggests_swapped_cells(self) -> bool {
        self.swappable_cells > 0
            && self.certain_cells == 0
            && self.day_first > 0
            && self.month_first == 0
    }

    /// Reads one cell of the column.
    pub fn read(self, cell: &Cell, reference: Date, horizon: Horizon) -> CellDate {
        let text = match cell {
            Cell::Empty => return CellDate::Empty,
            Cell::Date(at) => {
                let date = PartialDate::from(at.date());
                let swapped = PartialDate::new(date.year(), date.day(), date.month());
                return match swapped {
                    Ok(swapped) if self.suggests_swapped_cells() && swapped != date => {
                        CellDate::Swapped(swapped, date)
                    }
                    _ => CellDate::One(date),
                };
            }
            Cell::Number(number) => {
                if let Some(date) = Cell::serial_date(*number).filter(|_| *number >= 3000.0) {
                    return CellDate::Serial(date.into());
                }
                // A packed date loses its zero in front when it is kept as a number.
                let text = cell.text();
                if text.len() == 7 {
                    format!("0{text}")
                } else {
                    text.into_owned()
                }
            }
            Cell::Text(text) => text.to_string(),
        };
        if text.len() == 5
            && let Some(date) = text.parse().ok().and_then(Cell::serial_date)
        {
            return CellDate::Serial(date.into());
        }
        match read_date(&text, reference, horizon) {
            DateReading::Empty => CellDate::Empty,
            DateReading::Unreadable => CellDate::Unreadable,
            DateReading::One(date) => CellDate::One(date),
            DateReading::Two(day_first, month_first) => {
                let past = |date: PartialDate| {
                    horizon == Horizon::Future || date.earliest().is_none_or(|day| day <= reference)
                };
                match (past(day_first), past(month_first)) {
                    (true, false) => CellDate::One(day_first),
                    (false, true) => CellDate::One(month_first),
                    _ if self.month_first > self.day_first => {
                        CellDate::Ambiguous(month_first, day_first)
                    }
                    _ => CellDate::Ambiguous(day_first, month_first),
                }
            }
        }
    }
}

/// The first two numbers of a text of three, without a month in words.
fn leading_numbers(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let (first, second) = (numbers.next()?, numbers.next()?);
    numbers.next()?;
    if first.len() > 2 || second.len() > 2 {
        return None;
    }
    Some((first.parse().ok()?, second.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    fn read(column: &[Cell]) -> Vec<String> {
        let order = DateOrder::of(column.iter(), TODAY);
        column
            .iter()
            .map(|cell| match order.read(cell, TODAY, Horizon::Past) {
                CellDate::One(date) => date.to_string(),
                CellDate::Serial(date) => format!("serial {date}"),
                CellDate::Ambiguous(one, other) => format!("{one} or {other}"),
                CellDate::Swapped(one, other) => format!("swapped {one} or {other}"),
                other => format!("{other:?}"),
            })
            .collect()
    }

    fn texts(texts: &[&str]) -> Vec<Cell> {
        texts.iter().map(|text| Cell::of_text(text)).collect()
    }

    #[test]
    fn the_column_decides_what_is_likelier() {
        assert_eq!(
            read(&texts(&["25/03/1990", "12/03/1990", "", "?"])),
            [
                "1990-03-25",
                "1990-03-12 or 1990-12-03",
                "Empty",
                "Unreadable"
            ]
        );
        assert_eq!(
            read(&texts(&["03/25/1990", "12/03/1990"])),
            ["1990-03-25", "1990-12-03 or 1990-03-12"]
        );
        // Nobody is born tomorrow.
        assert_eq!(read(&texts(&["05/12/2026"])), ["2026-05-12"]);
    }

    #[test]
    fn what_spreadsheets_keep() {
        let cell = |y, m, d| Cell::Date(date(y, m, d).at(0, 0, 0, 0));
        assert_eq!(
            read(&[
                Cell::Number(32_944.0),
                Cell::Number(1_031_990.0),
                Cell::Number(1990.0),
                Cell::of_text("32944")
            ]),
            [
                "serial 1990-03-12",
                "1990-03-01",
                "1990-XX-XX",
                "serial 1990-03-12"
            ]
        );
        assert_eq!(
            read(&[cell(1990, 12, 3), cell(1990, 3, 25)]),
            ["1990-12-03", "1990-03-25"]
        );
        assert_eq!(
            read(&[cell(1990, 12, 3), Cell::of_text("25/03/1990")]),
            ["swapped 1990-03-12 or 1990-12-03", "1990-03-25"]
        );
    }
}
