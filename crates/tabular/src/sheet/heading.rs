//! The header of a table that stands somewhere in a sheet, on one line or on two.

use super::Row;
use crate::Header;
use domain::Column;
use std::collections::HashSet;

/// A header and how many rows it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// The names of the columns and what they hold.
    pub header: Header,
    /// One or two.
    pub rows: usize,
}

impl Heading {
    /// The heading that the first of `rows` begins, if it is one: at least two known columns, one of them a name.
    ///
    /// Headers on two lines are joined column by column (`Tanggal` above `Lahir`) where that makes more columns known.
    pub fn at(rows: &[Row]) -> Option<Self> {
        let first = rows.first()?;
        let single = Header::new(names(first));
        let mut best = Self {
            header: single,
            rows: 1,
        };
        // The second line alone may be the header, below a line of titles or of groups of columns.
        if let Some(second) = rows
            .get(1)
            .filter(|row| may_be_header(first) && may_be_header(row))
        {
            let joined = Header::new(joined(first, second));
            let alone = known(&best.header);
            let below = Self::columns_known(second);
            // A title adds nothing to the line below it; the name of a group of columns may add only words.
            let adds = known(&joined) > below || known(&joined) == below && has_group(first);
            if known(&joined) > alone && adds {
                best = Self {
                    header: joined,
                    rows: 2,
                };
            }
        }
        let has = |column: &Column| best.header.position(*column).is_some();
        let named = [Column::Name, Column::Surname, Column::GivenName]
            .iter()
            .any(has);
        // Data have digits; a header hardly.
        let least = if may_be_header(first) { 2 } else { 4 };
        (named && known(&best.header) >= least).then_some(best)
    }

    /// How many different columns a row would name if it were a header.
    pub fn columns_known(row: &Row) -> usize {
        known(&Header::new(names(row)))
    }
}

/// Whether a text stands over neighbouring columns, but not over all of them as a title does.
fn has_group(row: &Row) -> bool {
    let names = names(row);
    let repeats = |pair: &[String]| matches!(pair, [one, two] if !one.is_empty() && one == two);
    names.windows(2).any(repeats) && !names.windows(2).all(repeats)
}

fn names(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| cell.text().into_owned())
        .collect()
}

fn known(header: &Header) -> usize {
    let known: HashSet<Column> = header.columns().iter().copied().flatten().collect();
    known.len()
}

/// Data has digits and titles have colons, headers have neither.
fn may_be_header(row: &Row) -> bool {
    let digits = |text: &str| text.bytes().any(|b| b.is_ascii_digit() || b == b':');
    !row.texts().iter().any(|text| digits(text))
}

/// Both lines column by column. Where the words together name nothing, the lower line counts: the upper one names groups.
fn joined(first: &Row, second: &Row) -> Vec<String> {
    let width = first.cells.len().max(second.cells.len());
    (0..width)
        .map(|at| {
            let (above, below) = (first.cell(at).text(), second.cell(at).text());
            if above == below || below.is_empty() {
                return above.into_owned();
            }
            // `Tanggal` above `Lahir`, or `Kelahiran` above `Tanggal`.
            let both = format!("{above} {below}").trim().to_owned();
            let turned = format!("{below} {above}").trim().to_owned();
            if Column::recognise(&both).is_some() {
                both
            } else if Column::recognise(&turned).is_some() {
                turned
            } else if Column::recognise(&below).is_some() {
                below.into_owned()
            } else if Column::recognise(&above).is_some() {
                above.into_owned()
            } else {
                both
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Cell;

    fn row(cells: &str) -> Row {
        Row {
            line: 1,
            cells: cells.split('|').map(Cell::of_text).collect(),
            continued: Vec::new(),
        }
    }

    fn check(rows: &[&str], expected: Option<(usize, &[&str])>) {
        let rows: Vec<Row> = rows.iter().map(|cells| row(cells)).collect();
        let found = Heading::at(&rows);
        let found = found.as_ref().map(|h| (h.rows, h.header.names().to_vec()));
        let expected =
            expected.map(|(n, names)| (n, names.iter().map(|n| (*n).to_owned()).collect()));
        assert_eq!(found, expected);
    }

    #[test]
    fn one_line_or_two() {
        check(&["No|Nama|JK"], Some((1, &["No", "Nama", "JK"])));
        check(
            &["No|Nama|Tanggal|", "||Lahir|Paspor"],
            Some((2, &["No", "Nama", "Tanggal Lahir", "Paspor"])),
        );
        check(
            &[
                "No|Nama|Identitas|Identitas",
                "No|Nama|No. Paspor|Berlaku s/d",
            ],
            Some((2, &["No", "Nama", "No. Paspor", "Berlaku s/d"])),
        );
        check(
            &["No|Nama|JK", "1|SITI|P"],
            Some((1, &["No", "Nama", "JK"])),
        );
        check(&["No|Nama|JK", "|SITI|P"], Some((1, &["No", "Nama", "JK"])));
        check(&["DAFTAR PENUMPANG", "No|Nama|JK"], None);
        check(&["Kapal: X|||Tgl : 22", "No|Nama|Lahir|Paspor"], None);
        check(&["Date of departure: Sunday", "No|Nama|JK"], None);
        check(
            &["||Kelahiran|Kelahiran|", "No|Nama|Tempat|Tanggal|Paspor"],
            Some((
                2,
                &[
                    "No",
                    "Nama",
                    "Tempat Kelahiran",
                    "Tanggal Kelahiran",
                    "Paspor",
                ],
            )),
        );
        check(&["Kapal|MV. X|Tujuan|Batam"], None);
        check(&["PENUMPANG"], None);
        check(&[], None);
    }
}
