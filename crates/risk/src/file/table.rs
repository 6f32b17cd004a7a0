//! A TOML table whose keys are taken one by one, so that what is left over is known to be unknown.

use crate::Effect;
use crate::rule_set::RuleFile;
use domain::{Diagnostic, Level, Place, Wording};
use jiff::civil::Date;
use std::ops::{Range, RangeInclusive};
use toml::de::{DeTable, DeValue};

/// Collects what is wrong with a file.
pub(super) struct Faults<'d> {
    file: String,
    line_starts: Vec<usize>,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'d> Faults<'d> {
    pub(super) fn new(file: &RuleFile<'_>, diagnostics: &'d mut Vec<Diagnostic>) -> Self {
        let line_starts = std::iter::once(0)
            .chain(file.text.match_indices('\n').map(|(at, _)| at + 1))
            .collect();
        Self {
            file: file.name.to_owned(),
            line_starts,
            diagnostics,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.diagnostics.len()
    }

    pub(super) fn add(
        &mut self,
        code: &'static str,
        span: Option<Range<usize>>,
        field: Option<&str>,
        message: String,
    ) {
        let line = span.as_ref().map(|span| {
            self.line_starts
                .partition_point(|start| *start <= span.start)
        });
        let place = Place {
            file: Some(self.file.clone()),
            line: line.and_then(|line| u64::try_from(line).ok()),
            field: field.map(str::to_owned),
            offset: span.and_then(|span| u64::try_from(span.start).ok()),
            ..Place::default()
        };
        self.diagnostics
            .push(Diagnostic::new(Level::Error, code, message).at(place));
    }
}

/// A table, where it stands, and which of its keys were taken.
pub(super) struct Table<'t> {
    entries: &'t DeTable<'t>,
    span: Range<usize>,
    taken: Vec<&'t str>,
}

impl<'t> Table<'t> {
    pub(super) fn new(entries: &'t DeTable<'t>, span: Range<usize>) -> Self {
        Self {
            entries,
            span,
            taken: Vec::new(),
        }
    }

    /// The value as a table, or a fault.
    pub(super) fn of(
        value: &'t DeValue<'t>,
        span: Range<usize>,
        faults: &mut Faults<'_>,
    ) -> Option<Self> {
        let Some(entries) = value.as_table() else {
            faults.add(
                "rule-type",
                Some(span),
                None,
                format!("expected a table, found {}", value.type_str()),
            );
            return None;
        };
        Some(Self::new(entries, span))
    }

    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Whether a key is there.
    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    /// Takes a key with its value and the value's place.
    pub(super) fn take(&mut self, key: &str) -> Option<(&'t DeValue<'t>, Range<usize>)> {
        let (name, value) = self
            .entries
            .iter()
            .find(|(name, _)| name.get_ref().as_ref() == key)?;
        self.taken.push(name.get_ref().as_ref());
        Some((value.get_ref(), value.span()))
    }

    pub(super) fn missing(&self, key: &str, expected: &str, faults: &mut Faults<'_>) {
        faults.add(
            "rule-key",
            Some(self.span()),
            Some(key),
            format!("expected `{key}`: {expected}"),
        );
    }

    fn wrong(key: &str, expected: &str, span: Range<usize>, faults: &mut Faults<'_>) {
        faults.add(
            "rule-type",
            Some(span),
            Some(key),
            format!("expected `{key}` to be {expected}"),
        );
    }

    /// A text that is not blank.
    pub(super) fn text(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<String> {
        let Some((value, span)) = self.take(key) else {
            self.missing(key, "text", faults);
            return None;
        };
        match value.as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => {
                Self::wrong(key, "text that is not empty", span, faults);
                None
            }
        }
    }

    /// A whole number within bounds.
    pub(super) fn points(
        &mut self,
        key: &str,
        bounds: RangeInclusive<u32>,
        faults: &mut Faults<'_>,
    ) -> Option<u32> {
        let expected = format!("a whole number from {} to {}", bounds.start(), bounds.end());
        let Some((value, span)) = self.take(key) else {
            self.missing(key, &expected, faults);
            return None;
        };
        let number = integer(value)
            .and_then(|number| u32::try_from(number).ok())
            .filter(|number| bounds.contains(number));
        if number.is_none() {
            Self::wrong(key, &expected, span, faults);
        }
        number
    }

    /// Words in both languages.
    pub(super) fn wording(&mut self, key: &str, faults: &mut Faults<'_>) -> Option<Wording> {
        let expected = "words in both languages, `{ id = \"..\", en = \"..\" }`";
        let Some((value, span)) = self.take(key) else {
            self.missing(key, expected, faults);
            return None;
        };
        let mut table = Table::of(value, span, faults)?;
        let (id, en) = (table.text("id", faults), table.text("en", faults));
        table.finish(&["id", "en"], faults);
        Some(Wording::new(id?, en?))
    }

    /// A day of the calendar.
    pub(super) fn date(
        &mut self,
        key: &str,
        required: bool,
        faults: &mut Faults<'_>,
    ) -> Option<Date> {
        let expected = "a date such as 2017-11-22";
        let Some((value, span)) = self.take(key) else {
            if required {
                self.missing(key, expected, faults);
            }
            return None;
        };
        let date = date(value);
        if date.is_none() {
            Self::wrong(key, expected, span, faults);
        }
        date
    }

    /// What follows from a rule.
    pub(super) fn effect(&mut self, faults: &mut Faults<'_>) -> Option<Effect> {
        let words = Effect::ALL.map(Effect::code);
        let expected = format!("one of \"{}\"", words.join("\", \""));
        let Some((value, span)) = self.take("effect") else {
            self.missing("effect", &expected, faults);
            return None;
        };
        let effect = value.as_str().and_then(Effect::coded);
        if effect.is_none() {
            Self::wrong("effect", &expected, span, faults);
        }
        effect
    }

    /// Names every key that nobody took.
    pub(super) fn finish(self, expected: &[&str], faults: &mut Faults<'_>) {
        for key in self.entries.keys() {
            let name = key.get_ref().as_ref();
            if !self.taken.contains(&name) {
                faults.add(
                    "rule-key",
                    Some(key.span()),
                    Some(name),
                    format!(
                        "`{name}` is not known; expected one of `{}`",
                        expected.join("`, `")
                    ),
                );
            }
        }
    }
}

/// A whole number of any radix that TOML allows.
pub(super) fn integer(value: &DeValue<'_>) -> Option<i64> {
    let number = value.as_integer()?;
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

/// A day without a time.
pub(super) fn date(value: &DeValue<'_>) -> Option<Date> {
    let stamp = value.as_datetime()?;
    if stamp.time.is_some() {
        return None;
    }
    let day = stamp.date?;
    Date::new(
        i16::try_from(day.year).ok()?,
        i8::try_from(day.month).ok()?,
        i8::try_from(day.day).ok()?,
    )
    .ok()
}
