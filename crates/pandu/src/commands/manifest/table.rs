//! Travellers as a table for people: a header for each voyage, a line for each traveller, within 100 columns.

use domain::{Port, Sex};
use manifest::{CompactString, Mode, Role, Traveller, Voyage};
use std::{
    io::{self, Write},
    sync::Arc,
};

/// The table of one file.
#[derive(Default)]
pub struct Table {
    voyage: Option<Arc<Voyage>>,
    /// Travellers of the voyage so far.
    count: usize,
}

impl Table {
    /// Prints a traveller, the voyage before if it is another than that of the traveller before.
    pub fn row(&mut self, traveller: &Traveller, out: &mut impl Write) -> io::Result<()> {
        if self.voyage.as_ref() != Some(&traveller.voyage) {
            self.end(out)?;
            header(&traveller.voyage, out)?;
            self.voyage = Some(Arc::clone(&traveller.voyage));
        }
        self.count += 1;
        line(
            [
                &self.count.to_string(),
                &name(traveller),
                &traveller
                    .sex
                    .map_or(String::new(), |sex| letter(sex).to_owned()),
                &birth_date(traveller),
                &nationality(traveller),
                &document(traveller),
                &way(traveller.embark.as_ref(), traveller.disembark.as_ref()),
                traveller.booking_reference.as_deref().unwrap_or_default(),
                role(traveller.role),
            ],
            out,
        )?;
        for diagnostic in &traveller.diagnostics {
            writeln!(
                out,
                "     ! {}: {}",
                diagnostic.level.word(),
                diagnostic.message
            )?;
        }
        Ok(())
    }

    /// Ends the table.
    pub fn end(&mut self, out: &mut impl Write) -> io::Result<()> {
        if self.voyage.take().is_some() {
            writeln!(out)?;
        }
        self.count = 0;
        Ok(())
    }
}

/// Width of each column; one blank between them.
const WIDTHS: [usize; 9] = [4, 29, 2, 10, 3, 13, 11, 8, 9];

fn line(cells: [&str; 9], out: &mut impl Write) -> io::Result<()> {
    let mut text = String::new();
    for (at, (cell, width)) in cells.into_iter().zip(WIDTHS).enumerate() {
        let cell = fitted(cell, width);
        if at == 0 {
            text.push_str(&format!("{cell:>width$} "));
        } else {
            text.push_str(&format!("{cell:<width$} "));
        }
    }
    writeln!(out, "{}", text.trim_end())
}

/// A text cut to a number of characters, with a mark where it was cut.
fn fitted(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}

fn header(voyage: &Voyage, out: &mut impl Write) -> io::Result<()> {
    let mode = match voyage.mode {
        Some(Mode::Sea) => "Kapal/Ship",
        Some(Mode::Road) => "Darat/Road",
        Some(Mode::Rail) => "Kereta/Rail",
        Some(Mode::Air) => "Penerbangan/Flight",
        None => "Perjalanan/Voyage",
    };
    let known = |text: &Option<CompactString>| text.clone().unwrap_or_default();
    let vessel = voyage
        .vessel
        .as_ref()
        .and_then(|vessel| vessel.name.as_deref().or(vessel.identifier.as_deref()));
    let words = [
        mode,
        known(&voyage.carrier).as_str(),
        known(&voyage.number).as_str(),
        vessel.unwrap_or_default(),
    ]
    .into_iter()
    .filter(|word| !word.is_empty())
    .collect::<Vec<_>>()
    .join(" ");
    writeln!(out, "{words}")?;
    for leg in &voyage.legs {
        let moment = |moment: Option<manifest::Moment>| match moment {
            Some(moment) => format!(" {moment}"),
            None => String::new(),
        };
        writeln!(
            out,
            "  {}{} → {}{}",
            place(leg.from.as_ref()),
            moment(leg.departure),
            place(leg.to.as_ref()),
            moment(leg.arrival),
        )?;
    }
    line(
        [
            "No",
            "Nama/Name",
            "JK",
            "Lahir/Born",
            "WN",
            "Dokumen/Doc",
            "Dari-Ke",
            "Booking",
            "Peran",
        ],
        out,
    )
}

fn place(port: Option<&Port>) -> String {
    match port {
        Some(port) => match port.city() {
            Some(city) => format!("{port} {city}"),
            None => port.to_string(),
        },
        None => "?".to_owned(),
    }
}

fn name(traveller: &Traveller) -> String {
    match (&traveller.name.surname, &traveller.name.given_names) {
        (Some(surname), Some(given)) => format!("{surname}, {given}"),
        (Some(surname), None) => surname.to_string(),
        (None, _) => "?".to_owned(),
    }
}

/// `L` and `P` as Indonesian forms have it, with the letter of the passport.
fn letter(sex: Sex) -> &'static str {
    match sex {
        Sex::Male => "L",
        Sex::Female => "P",
        Sex::Unspecified => "X",
    }
}

fn birth_date(traveller: &Traveller) -> String {
    match (traveller.birth_date, traveller.birth_date_readings.len()) {
        (Some(date), _) => date.to_string(),
        (None, 0) => String::new(),
        (None, _) => "?".to_owned(),
    }
}

fn nationality(traveller: &Traveller) -> String {
    match traveller.nationality {
        Some(country) => country.to_string(),
        None => traveller
            .nationality_raw
            .as_deref()
            .unwrap_or_default()
            .to_owned(),
    }
}

fn document(traveller: &Traveller) -> String {
    match traveller.documents.as_slice() {
        [] => String::new(),
        [only] => only.number.clone(),
        [first, others @ ..] => format!("{} +{}", first.number, others.len()),
    }
}

fn way(from: Option<&Port>, to: Option<&Port>) -> String {
    let code = |port: Option<&Port>| port.map_or("?".to_owned(), |port| port.code().to_owned());
    match (from, to) {
        (None, None) => String::new(),
        _ => format!("{}-{}", code(from), code(to)),
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Passenger => "penumpang",
        Role::Crew => "awak/crew",
        Role::Transit => "transit",
    }
}
