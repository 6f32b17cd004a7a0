//! Reading cases: JSON with single pedigrees or with a whole disaster, Familias files, tables of profiles.

mod cases;
mod convert;
mod dvi;
mod familias;
mod particulars;
mod problems;
mod raw;

pub use cases::Case;
pub use convert::ReadOptions;
pub use familias::read_familias;
pub use problems::Problems;

use crate::disaster::Disaster;
use serde_json::Value;

/// Reads cases from JSON: one object with `pedigrees` and `loci`, or a list of them. A case that cannot be used does not
/// stop the others.
pub fn read_cases(
    bytes: &[u8],
    options: &ReadOptions,
) -> Result<Vec<Result<Case, Problems>>, Problems> {
    let values = match json(bytes)? {
        Value::Array(values) => values,
        value => vec![value],
    };
    let read = |(i, value): (usize, Value)| {
        let name = value
            .get("name")
            .and_then(Value::as_str)
            .unwrap_or("")
            .to_owned();
        let raw = serde_json::from_value(value).map_err(|error| {
            let mut problems = Problems::default();
            problems.error("shape", format!("[{i}]"), format!("case `{name}`: {error}"));
            problems
        })?;
        cases::read(raw, i + 1, options)
    };
    Ok(values.into_iter().enumerate().map(read).collect())
}

/// Reads a disaster from JSON: `pm`, `am`, `missing` and `loci`. All that is wrong is reported; nothing is computed from
/// a part of it, since who is left out changes every answer.
pub fn read_disaster(bytes: &[u8], options: &ReadOptions) -> Result<Disaster, Problems> {
    dvi::read(&shaped(bytes)?, options)
}

/// The same with the frequencies of another table: JSON with `loci` of the same names. Mutation models stay.
pub fn read_disaster_with_table(
    bytes: &[u8],
    table: &[u8],
    options: &ReadOptions,
) -> Result<Disaster, Problems> {
    let mut raw: raw::RawDvi = shaped(bytes)?;
    let mut table: raw::RawTable = shaped(table)?;
    let mut problems = Problems::default();
    for (l, locus) in raw.loci.iter_mut().enumerate() {
        match table.loci.iter_mut().find(|other| other.name == locus.name) {
            Some(other) => {
                locus.alleles = std::mem::take(&mut other.alleles);
                locus.freq = std::mem::take(&mut other.freq);
            }
            None => {
                let name = locus.name.as_deref().unwrap_or_default();
                let message = format!("locus `{name}` is not in the other table of frequencies");
                problems.error("unknown-locus", format!("loci[{l}]"), message);
            }
        }
    }
    if problems.is_empty() {
        dvi::read(&raw, options)
    } else {
        Err(problems)
    }
}

fn shaped<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Result<T, Problems> {
    serde_json::from_slice(bytes).map_err(|error| {
        let mut problems = Problems::default();
        problems.at_line("json", error.line(), error.to_string());
        problems
    })
}

fn json(bytes: &[u8]) -> Result<Value, Problems> {
    serde_json::from_slice(bytes).map_err(|error| {
        let mut problems = Problems::default();
        problems.at_line(
            "json",
            error.line(),
            format!(
                "not JSON: column {}: expected a valid value",
                error.column()
            ),
        );
        problems
    })
}
