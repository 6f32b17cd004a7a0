//! How many of what there are, file by file and in all.

use domain::{Diagnostic, Level};
use manifest::{Manifest, Role, Traveller};
use serde::Serialize;
use std::{
    io::{self, Write},
    ops::AddAssign,
};

/// The counts of one file, or of all.
#[derive(Debug, Default, Serialize)]
pub struct Tally {
    /// The file as named by the user; absent in the sum.
    file: Option<String>,
    format: Option<&'static str>,
    messages: u64,
    travellers: u64,
    passengers: u64,
    crew: u64,
    transit: u64,
    pnrs: u64,
    diagnostics: Levels,
}

#[derive(Debug, Default, Serialize)]
struct Levels {
    info: u64,
    warning: u64,
    error: u64,
}

impl Tally {
    /// Nothing counted yet.
    pub fn of(file: String) -> Self {
        Self {
            file: Some(file),
            ..Self::default()
        }
    }

    /// Counts one traveller.
    pub fn count(&mut self, traveller: &Traveller) {
        self.travellers += 1;
        *match traveller.role {
            Role::Passenger => &mut self.passengers,
            Role::Crew => &mut self.crew,
            Role::Transit => &mut self.transit,
        } += 1;
    }

    /// Takes over what is known at the end of the file.
    pub fn close(&mut self, manifest: &Manifest, diagnostics: &[Diagnostic]) {
        self.format = manifest.format.map(manifest::Format::word);
        self.messages = u64::from(manifest.messages);
        self.pnrs = u64::from(manifest.pnrs);
        for diagnostic in diagnostics {
            *match diagnostic.level {
                Level::Info => &mut self.diagnostics.info,
                Level::Warning => &mut self.diagnostics.warning,
                Level::Error => &mut self.diagnostics.error,
            } += 1;
        }
    }

    fn numbers(&self) -> [u64; 9] {
        let Levels {
            info,
            warning,
            error,
        } = self.diagnostics;
        [
            self.messages,
            self.pnrs,
            self.travellers,
            self.passengers,
            self.crew,
            self.transit,
            info,
            warning,
            error,
        ]
    }
}

impl AddAssign<&Self> for Tally {
    fn add_assign(&mut self, other: &Self) {
        self.messages += other.messages;
        self.travellers += other.travellers;
        self.passengers += other.passengers;
        self.crew += other.crew;
        self.transit += other.transit;
        self.pnrs += other.pnrs;
        self.diagnostics.info += other.diagnostics.info;
        self.diagnostics.warning += other.diagnostics.warning;
        self.diagnostics.error += other.diagnostics.error;
    }
}

fn sum(tallies: &[Tally]) -> Tally {
    let mut sum = Tally::default();
    for tally in tallies {
        sum += tally;
    }
    sum
}

/// One line a file and one for all of them.
pub fn table(tallies: &[Tally], out: &mut impl Write) -> io::Result<()> {
    let heads = [
        "messages",
        "PNRs",
        "travellers",
        "passengers",
        "crew",
        "transit",
        "info",
        "warning",
        "error",
    ];
    for head in heads {
        write!(out, "{head:>10} ")?;
    }
    writeln!(out, " format  file")?;
    let mut line = |tally: &Tally, file: &str| {
        for (number, head) in tally.numbers().into_iter().zip(heads) {
            write!(out, "{number:>width$} ", width = head.len().max(10))?;
        }
        writeln!(out, " {:<7} {file}", tally.format.unwrap_or_default())
    };
    for tally in tallies {
        line(tally, tally.file.as_deref().unwrap_or_default())?;
    }
    line(&sum(tallies), "jumlah / total")
}

/// One object a file and a last one, without a file, for all of them.
pub fn jsonl(tallies: &[Tally], out: &mut impl Write) -> io::Result<()> {
    for tally in tallies.iter().chain([&sum(tallies)]) {
        serde_json::to_writer(&mut *out, tally)?;
        out.write_all(b"\n")?;
    }
    Ok(())
}
