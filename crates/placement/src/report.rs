//! The report of an import as a table to take away: a line for each field that could not be read, or one for the row.

use crate::ReportLine;
use std::borrow::Cow;
use tabular::quoted;
use ui::Words;

/// The header, with the end of its line.
pub const HEADER: &str = "line,id,outcome,field,reason\n";

/// What became of a row, as lines of a CSV file; the reasons are in the language of the words.
pub fn csv(words: Words, line: &ReportLine) -> String {
    let (number, key, outcome) = (line.line, harmless(&line.key), line.outcome.code());
    if line.faults.is_empty() {
        return format!("{number},{key},{outcome},,\n");
    }
    let of_fault = |(field, code): &(String, String)| {
        let reason = words.known(code).unwrap_or_else(|| code.clone());
        format!("{number},{key},{outcome},{field},{}\n", quoted(&reason))
    };
    line.faults.iter().map(of_fault).collect()
}

/// A key as a cell. It came with somebody's file: a spreadsheet must not take it for a formula.
fn harmless(key: &str) -> Cow<'_, str> {
    if key.starts_with(['=', '+', '-', '@']) {
        Cow::Owned(quoted(&format!("'{key}")).into_owned())
    } else {
        quoted(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Outcome;
    use access::Fault;
    use domain::Language;

    #[test]
    fn a_line_for_each_fault() {
        let words = Words {
            language: Language::En,
        };
        let fault = |field, message| Fault { field, message };
        let check = |key, outcome, faults: &[Fault], expected: &str| {
            let line = ReportLine::new(7, key, outcome, faults);
            assert_eq!(csv(words, &line), expected);
        };
        check("R1", Outcome::Accepted, &[], "7,R1,accepted,,\n");
        let two = [
            fault("status", "status-leads-back"),
            fault("nik", "no-such-words"),
        ];
        check(
            "a,b",
            Outcome::Refused,
            &two,
            "7,\"a,b\",refused,status,This placement has come further; a source cannot lead it back.\n\
             7,\"a,b\",refused,nik,no-such-words\n",
        );
        check(
            "=HYPERLINK(\"x\")",
            Outcome::Unchanged,
            &[],
            "7,\"'=HYPERLINK(\"\"x\"\")\",unchanged,,\n",
        );
    }
}
