//! Diagnostics of a whole table: the first of each kind in full, the rest counted, so that a bad file cannot fill memory.

use domain::{Diagnostic, Place};
use std::collections::BTreeMap;

/// So many of one kind are kept in full.
const KEPT: u64 = 50;

/// What was odd about a table; bounded, whatever the table.
#[derive(Debug, Clone, Default)]
pub struct Notices {
    by_code: BTreeMap<&'static str, Kind>,
}

#[derive(Debug, Clone)]
struct Kind {
    // Ordered by line, so that the order in which threads report does not matter.
    kept: Vec<Diagnostic>,
    count: u64,
}

impl Notices {
    /// Adds one diagnostic.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        let kind = self.by_code.entry(diagnostic.code).or_insert(Kind {
            kept: Vec::new(),
            count: 0,
        });
        kind.count += 1;
        kind.keep(diagnostic);
    }

    /// Adds what another reader of the same table noticed.
    pub fn append(&mut self, other: Self) {
        for (code, theirs) in other.by_code {
            let kind = self.by_code.entry(code).or_insert(Kind {
                kept: Vec::new(),
                count: 0,
            });
            kind.count += theirs.count;
            for diagnostic in theirs.kept {
                kind.keep(diagnostic);
            }
        }
    }

    /// Whether nothing was odd.
    pub fn is_empty(&self) -> bool {
        self.by_code.is_empty()
    }

    /// The diagnostics by line; where one kind occurred more than fifty times, the last says how often more.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        let mut more = Vec::new();
        for (code, kind) in self.by_code {
            let rest = kind.count - kind.kept.len() as u64;
            if let Some(last) = kind.kept.last().filter(|_| rest > 0) {
                let message = format!("{rest} more lines like the ones above");
                more.push(Diagnostic::new(last.level, code, message).at(Place {
                    file: last.place.file.clone(),
                    ..Place::default()
                }));
            }
            all.extend(kind.kept);
        }
        all.sort_by_key(|d| d.place.line);
        all.extend(more);
        all
    }
}

impl Kind {
    fn keep(&mut self, diagnostic: Diagnostic) {
        let at = self
            .kept
            .partition_point(|d| d.place.line <= diagnostic.place.line);
        if at < KEPT as usize {
            self.kept.insert(at, diagnostic);
            self.kept.truncate(KEPT as usize);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Level;

    #[test]
    fn a_flood_is_counted() {
        let at = |line| {
            Diagnostic::new(Level::Warning, "short-line", "expected 3 fields, found 2").at(Place {
                line: Some(line),
                ..Place::default()
            })
        };
        let (mut all, mut other) = (Notices::default(), Notices::default());
        for line in (1..=200).rev() {
            all.push(at(line * 2));
            other.push(at(line * 2 + 1));
        }
        all.append(other);
        let diagnostics = all.into_diagnostics();
        assert_eq!(diagnostics.len(), 51);
        let lines: Vec<_> = diagnostics.iter().filter_map(|d| d.place.line).collect();
        assert_eq!(lines, (2..=51).collect::<Vec<u64>>());
        assert!(diagnostics[50].message.starts_with("350 more"));
    }
}
