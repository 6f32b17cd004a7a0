//! Writing a cell of a CSV file.

use std::borrow::Cow;

/// A cell as RFC 4180 has it: in quotes where it needs them.
///
/// ```
/// assert_eq!(tabular::quoted("SITI"), "SITI");
/// assert_eq!(tabular::quoted("SITI, \"AMI\""), "\"SITI, \"\"AMI\"\"\"");
/// ```
pub fn quoted(cell: &str) -> Cow<'_, str> {
    if cell.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(cell)
    }
}
