//! What was odd about an input, and where.

use serde::Serialize;
use std::{borrow::Cow, fmt};

/// How much an oddity matters to the reader of the result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// Unusual, but the reading is certain.
    Info,
    /// The reading is probable; somebody may want to look.
    Warning,
    /// Something could not be read and is missing from the result.
    Error,
}

impl Level {
    /// The word used in tables and in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl std::str::FromStr for Level {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            "info" => Ok(Self::Info),
            "warning" => Ok(Self::Warning),
            "error" => Ok(Self::Error),
            _ => Err("expected `info`, `warning` or `error`"),
        }
    }
}

/// Where in an input something stands. Whatever is known is filled in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize)]
pub struct Place {
    /// The file as the user named it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<String>,
    /// Line or row, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u64>,
    /// Message within an interchange, counted from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_number: Option<u32>,
    /// Segment tag or the number of the MRZ line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub segment: Option<String>,
    /// Column or field by the name that the input uses.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Bytes from the beginning of the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub offset: Option<u64>,
}

/// One oddity of an input: what, where, and how much it matters.
///
/// The message never repeats personal data: it names the place and the form that was expected.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Diagnostic {
    /// How much it matters.
    pub level: Level,
    /// A stable identifier in kebab-case, such as `segment-count`.
    pub code: &'static str,
    /// One sentence in English, lower case, without a full stop.
    pub message: Cow<'static, str>,
    /// Where it stands.
    #[serde(flatten)]
    pub place: Place,
}

impl Diagnostic {
    /// A diagnostic without a place; set the fields of `place` that are known.
    pub fn new(level: Level, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            level,
            code,
            message: message.into(),
            place: Place::default(),
        }
    }

    /// The same diagnostic at a place.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = place;
        self
    }
}

impl fmt::Display for Diagnostic {
    /// `file:line: warning: message (segment DTM, byte 812) [code]`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(file) = &self.place.file {
            write!(f, "{file}:")?;
        }
        if let Some(line) = self.place.line {
            write!(f, "{line}:")?;
        }
        if self.place.file.is_some() || self.place.line.is_some() {
            write!(f, " ")?;
        }
        write!(f, "{}: {}", self.level.word(), self.message)?;
        let mut details = Vec::new();
        if let Some(number) = self.place.message_number {
            details.push(format!("message {number}"));
        }
        if let Some(segment) = &self.place.segment {
            details.push(format!("segment {segment}"));
        }
        if let Some(field) = &self.place.field {
            details.push(format!("field `{field}`"));
        }
        if let Some(offset) = self.place.offset {
            details.push(format!("byte {offset}"));
        }
        if !details.is_empty() {
            write!(f, " ({})", details.join(", "))?;
        }
        write!(f, " [{}]", self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_a_terminal_can_follow() {
        let diagnostic = Diagnostic::new(
            Level::Warning,
            "segment-count",
            "UNT says 33 segments, 31 were read",
        )
        .at(Place {
            file: Some("list.edi".into()),
            line: Some(4),
            segment: Some("UNT".into()),
            offset: Some(812),
            ..Place::default()
        });
        assert_eq!(
            diagnostic.to_string(),
            "list.edi:4: warning: UNT says 33 segments, 31 were read (segment UNT, byte 812) [segment-count]"
        );
    }

    #[test]
    fn json_is_flat() {
        let diagnostic = Diagnostic::new(Level::Info, "a-code", "words").at(Place {
            offset: Some(1),
            ..Place::default()
        });
        assert_eq!(
            serde_json::to_string(&diagnostic).unwrap(),
            r#"{"level":"info","code":"a-code","message":"words","offset":1}"#
        );
    }
}
