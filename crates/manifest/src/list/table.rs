//! One sheet from its titles to its signatures.

use super::{
    facts::Facts,
    person::{self, Context},
    row_kind::{self, RowKind},
    section::Section,
    title,
    voyage::Voyages,
};
use crate::{Role, Traveller};
use domain::{Column, Diagnostic, Level, Place};
use jiff::civil::Date;
use tabular::{
    Header,
    sheet::{Heading, Row},
};

/// Reads the rows of a sheet, which are empty where they were read, and gives out the travellers; what was odd comes back, or `None`
/// if there is no header with names. `name`: of the sheet, where there are several.
pub(super) fn read(
    rows: &mut [Row],
    name: Option<&str>,
    reference: Date,
    each: &mut dyn FnMut(Traveller),
) -> Option<Vec<Diagnostic>> {
    let (first, heading) = first_heading(rows)?;
    let (titles, rest) = rows.split_at_mut_checked(first)?;
    let mut diagnostics = Vec::new();
    let facts = title::read(titles, reference, &mut diagnostics);
    let mut reader = Reader {
        sheet: name,
        reference,
        facts,
        section: Section::new(heading.header, rest.get(heading.rows..)?, reference),
        voyages: Voyages::default(),
        role: Role::Passenger,
        heading: None,
        ended: false,
        since_person: Vec::new(),
        last: None,
        each,
        diagnostics,
    };
    // Headings above the header set a role, too: `AWAK KAPAL`, then the columns.
    if let Some(role) = titles
        .last()
        .and_then(alone)
        .and_then(|text| row_kind::role_named(&text))
    {
        reader.role = role;
    }
    let mut at = heading.rows;
    while let Some(below) = rest.get_mut(at..).filter(|rows| !rows.is_empty()) {
        let taken = reader.step(below);
        // A list of a whole year is not held twice.
        below
            .iter_mut()
            .take(taken)
            .for_each(|row| *row = Row::default());
        at += taken;
    }
    match reader.last.take() {
        Some(last) => (reader.each)(last),
        None => {
            let message = "there is a header with names, but nobody below it";
            reader
                .diagnostics
                .push(Diagnostic::new(Level::Warning, "list-empty", message));
        }
    }
    Some(reader.diagnostics)
}

/// Where the first header stands. A list that has names alone has a header of one cell.
fn first_heading(rows: &[Row]) -> Option<(usize, Heading)> {
    let headings = (0..rows.len()).filter_map(|at| Some((at, Heading::at(rows.get(at..)?)?)));
    headings.into_iter().next().or_else(|| {
        let at = rows.iter().position(|row| {
            alone(row).and_then(|text| Column::recognise(&text)) == Some(Column::Name)
        })?;
        let names = rows
            .get(at)?
            .cells
            .iter()
            .map(|cell| cell.text().into_owned());
        let header = Header::new(names.collect());
        Some((at, Heading { header, rows: 1 }))
    })
}

/// The text of a row that has but one.
fn alone(row: &Row) -> Option<String> {
    match row.texts().as_slice() {
        [only] => Some(only.to_string()),
        _ => None,
    }
}

struct Reader<'a> {
    sheet: Option<&'a str>,
    reference: Date,
    facts: Facts,
    section: Section,
    voyages: Voyages,
    role: Role,
    /// The heading between rows that the next travellers stand under.
    heading: Option<String>,
    ended: bool,
    /// Rows since the last person that may be the titles of another list.
    since_person: Vec<Row>,
    /// The row below may go on about them.
    last: Option<Traveller>,
    each: &'a mut dyn FnMut(Traveller),
    diagnostics: Vec<Diagnostic>,
}

impl Reader<'_> {
    /// Reads the first of the rows, or a header of two; says how many were taken.
    fn step(&mut self, rows: &[Row]) -> usize {
        if let Some(heading) = Heading::at(rows) {
            self.new_heading(heading.header, rows.get(heading.rows..).unwrap_or_default());
            return heading.rows;
        }
        let Some(row) = rows.first() else {
            return 1;
        };
        match row_kind::kind(row, &self.section, self.ended) {
            RowKind::Person => {
                self.since_person.clear();
                if self.section.continues_name(row) {
                    self.more_of_last(row);
                } else {
                    self.person(row);
                }
            }
            RowKind::Nameless => {
                self.since_person.clear();
                self.person(row);
            }
            RowKind::Heading(role) => {
                self.role = role;
                self.heading = alone(row);
                self.ended = false;
                self.since_person.push(row.clone());
            }
            RowKind::End => {
                self.ended = true;
                self.since_person.push(row.clone());
            }
            RowKind::Note => {
                if !self.ended {
                    let message = "a line that is no traveller was passed over";
                    self.diagnostics.push(
                        Diagnostic::new(Level::Info, "list-note", message)
                            .at(self.place(row.line, None)),
                    );
                }
                self.since_person.push(row.clone());
            }
            RowKind::Numbering => {}
        }
        1
    }

    /// A header again: that of the next page, or of another list with titles of its own.
    fn new_heading(&mut self, header: Header, below: &[Row]) {
        let titles = std::mem::take(&mut self.since_person);
        let mut diagnostics = Vec::new();
        let facts = title::read(&titles, self.reference, &mut diagnostics);
        if facts.name_a_voyage() {
            self.facts = facts;
            self.diagnostics.append(&mut diagnostics);
        }
        let role = titles
            .iter()
            .rev()
            .filter_map(alone)
            .find_map(|text| row_kind::role_named(&text));
        if let Some(role) = role {
            self.role = role;
        }
        self.ended = false;
        if !self.section.has_columns_of(&header) {
            self.section = Section::new(header, below, self.reference);
        }
    }

    fn person(&mut self, row: &Row) {
        let voyage = self
            .voyages
            .of(&self.facts, &self.section, row, self.reference);
        let context = Context {
            section: &self.section,
            sheet: self.sheet,
            reference: self.reference,
            role: self.role,
            heading: self.heading.as_deref(),
        };
        let read = person::read(row, &context, voyage);
        if let Some(before) = self.last.replace(read) {
            (self.each)(before);
        }
    }

    /// A second row about somebody whose name cell reaches over both.
    fn more_of_last(&mut self, row: &Row) {
        let Some(traveller) = &mut self.last else {
            return;
        };
        for text in row.texts() {
            traveller.raw.push(text.into_owned());
        }
    }

    fn place(&self, line: u64, field: Option<&str>) -> Place {
        Place {
            line: Some(line),
            segment: self.sheet.map(str::to_owned),
            field: field.map(str::to_owned),
            ..Place::default()
        }
    }
}
