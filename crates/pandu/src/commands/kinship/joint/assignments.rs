//! Every assignment as a line of a CSV file.

use crate::{exit::Failure, output::Output};
use kinship::{Disaster, JointTable};
use std::{
    io::{self, Write},
    path::Path,
};
use tabular::quoted;

/// One column a victim (`*` for nobody of those reported), then the log-likelihood (`-Inf` if impossible).
pub fn write(disaster: &Disaster, table: &JointTable, path: &Path) -> Result<(), Failure> {
    let mut out = Output::create(path)?;
    lines(disaster, table, &mut out).map_err(|source| Failure::Write {
        what: path.display().to_string(),
        source,
    })?;
    out.finish()
}

fn lines(disaster: &Disaster, table: &JointTable, out: &mut impl Write) -> io::Result<()> {
    for victim in &disaster.victims {
        write!(out, "{},", quoted(&victim.id))?;
    }
    writeln!(out, "loglik")?;
    let persons: Vec<_> = disaster.missing.iter().map(|m| quoted(&m.id)).collect();
    for row in &table.rows {
        for person in &row.persons {
            let name = person
                .and_then(|m| persons.get(m))
                .map_or("*", |name| name.as_ref());
            write!(out, "{name},")?;
        }
        if row.log_likelihood.is_finite() {
            writeln!(out, "{}", row.log_likelihood)?;
        } else {
            writeln!(out, "-Inf")?;
        }
    }
    Ok(())
}
