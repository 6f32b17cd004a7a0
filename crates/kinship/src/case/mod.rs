//! Reading cases: JSON with single pedigrees or with a whole disaster, Familias files, tables of profiles.

mod cases;
mod convert;
mod dvi;
mod problems;
mod raw;

pub use cases::Case;
pub use convert::ReadOptions;
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
    let raw = serde_json::from_slice(bytes).map_err(|error| {
        let mut problems = Problems::default();
        problems.at_line("json", error.line(), error.to_string());
        problems
    })?;
    dvi::read(&raw, options)
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
