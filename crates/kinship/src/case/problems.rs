//! What is wrong with an input, collected so that all of it can be mended at once.

use domain::{Diagnostic, Level, Place};
use std::fmt;

/// Everything that was found wrong. Sample ids are named, nothing personal is.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Problems(Vec<Diagnostic>);

impl Problems {
    /// What was found, in the order of the input.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.0
    }

    /// The diagnostics themselves.
    pub fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.0
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn error(
        &mut self,
        code: &'static str,
        field: impl Into<String>,
        message: impl Into<String>,
    ) {
        let place = Place {
            field: Some(field.into()),
            ..Place::default()
        };
        self.error_at(code, place, message);
    }

    pub(crate) fn error_at(
        &mut self,
        code: &'static str,
        place: Place,
        message: impl Into<String>,
    ) {
        self.0
            .push(Diagnostic::new(Level::Error, code, message.into()).at(place));
    }

    pub(crate) fn at_line(&mut self, code: &'static str, line: usize, message: impl Into<String>) {
        let place = Place {
            line: Some(line as u64),
            ..Place::default()
        };
        self.error_at(code, place, message);
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, diagnostic) in self.0.iter().enumerate() {
            if i > 0 {
                writeln!(f)?;
            }
            write!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}
