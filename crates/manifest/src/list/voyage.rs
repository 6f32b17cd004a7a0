//! The voyage of a row: that of the titles, with what columns of the row say otherwise.

use super::{facts::Facts, section::Section, ship, when};
use crate::{Moment, Voyage, flight};
use domain::{Column, Port};
use jiff::civil::Date;
use std::sync::Arc;
use tabular::sheet::{Cell, Row};

/// Gives each row its voyage; rows that say the same share one.
#[derive(Debug, Default)]
pub(super) struct Voyages {
    known: Vec<(Facts, Arc<Voyage>)>,
}

/// So many voyages of the rows before are compared: lists are sorted, or have few.
const COMPARED: usize = 16;

impl Voyages {
    /// The voyage of a row.
    pub fn of(
        &mut self,
        titles: &Facts,
        section: &Section,
        row: &Row,
        reference: Date,
    ) -> Arc<Voyage> {
        let facts = with_columns(titles.clone(), section, row, reference);
        let recent = self.known.iter().rev().take(COMPARED);
        for (known, voyage) in recent {
            if *known == facts {
                return Arc::clone(voyage);
            }
        }
        let voyage = Arc::new(facts.clone().voyage());
        self.known.push((facts, Arc::clone(&voyage)));
        voyage
    }
}

fn with_columns(mut facts: Facts, section: &Section, row: &Row, reference: Date) -> Facts {
    for (header, cell) in section.cells(row, Column::Carrier) {
        let text = Some(cell.text().into());
        if ship::is_header(header) || ship::named(&cell.text()).is_some() {
            facts.vessel = text;
        } else {
            facts.carrier = text;
        }
    }
    if let Some((_, cell)) = section.cells(row, Column::VoyageNumber).next() {
        let text = cell.text();
        match flight::divide(&text) {
            Some((carrier, number)) => {
                facts.flight = facts.vessel.is_none();
                facts.carrier.get_or_insert_with(|| carrier.into());
                facts.number = Some(number.into());
            }
            None => facts.number = Some(text.into()),
        }
    }
    for (column, moment) in [
        (Column::DepartureDate, &mut facts.departure),
        (Column::ArrivalDate, &mut facts.arrival),
    ] {
        if let Some((_, cell)) = section.cells(row, column).next() {
            *moment = self::moment(cell, reference).or(*moment);
        }
    }
    // A route in the titles stands; a row may still say where somebody boards and leaves.
    if facts.ports().len() < 2 {
        if let Some(from) = Port::read(&section.text(row, Column::Embark)) {
            facts.from = Some(from);
        }
        if let Some(to) = Port::destination(&section.text(row, Column::Destination)) {
            facts.to = Some(to);
        }
    }
    facts
}

fn moment(cell: &Cell, reference: Date) -> Option<Moment> {
    let serial = |number: f64| Cell::serial_date(number).map(Moment::from);
    match cell {
        Cell::Date(at) => Some(Moment {
            date: at.date(),
            time: (at.time() != jiff::civil::Time::midnight()).then(|| at.time()),
        }),
        Cell::Number(number) if *number >= 3000.0 && *number < 100_000.0 => serial(*number),
        cell => {
            let text = cell.text();
            let date = when::day(&text, reference).0?;
            let time = text
                .split_once(' ')
                .and_then(|(_, rest)| rest.contains(':').then(|| when::time(rest)).flatten());
            Some(Moment { date, time })
        }
    }
}
