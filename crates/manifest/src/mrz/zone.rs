//! The characters of one document, by position through all its lines.

use super::{
    character::{FILLER, check_digit},
    layout::{Layout, MrzFormat},
    text::FOREIGN,
};
use domain::{Diagnostic, Level, Place};
use std::ops::Range;

/// One document's characters, exactly as many as its format has.
#[derive(Debug, Clone)]
pub(super) struct Zone {
    pub format: MrzFormat,
    characters: Vec<u8>,
    offsets: Vec<u64>,
    /// The line of the input on which each line of the zone stands.
    input_lines: Vec<u64>,
    /// What was done to get lines of the right length.
    pub diagnostics: Vec<Diagnostic>,
}

/// One line of a zone with its place in the input.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ZoneLine {
    pub input_line: u64,
    pub characters: Vec<(u8, u64)>,
}

/// Whether a check digit fits what it covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Fits,
    /// There is nothing to check, and a filler in the place of the digit.
    Unused,
    Fails,
}

impl Zone {
    /// A zone of lines that have the width of the format; characters foreign to zones become fillers and are reported.
    pub fn new(format: MrzFormat, lines: &[ZoneLine]) -> Self {
        let mut zone = Self {
            format,
            characters: Vec::with_capacity(90),
            offsets: Vec::with_capacity(90),
            input_lines: lines.iter().map(|line| line.input_line).collect(),
            diagnostics: Vec::new(),
        };
        for (character, offset) in lines.iter().flat_map(|line| &line.characters) {
            zone.characters.push(*character);
            zone.offsets.push(*offset);
        }
        for at in 0..zone.characters.len() {
            if zone.at(at) == FOREIGN {
                zone.set(at, FILLER);
                let diagnostic = Diagnostic::new(
                    Level::Warning,
                    "mrz-character",
                    "a character that no machine-readable zone has was taken for a filler, expected `A` to `Z`, `0` to `9` or `<`",
                )
                .at(zone.place(at, None));
                zone.diagnostics.push(diagnostic);
            }
        }
        zone
    }

    pub fn at(&self, at: usize) -> u8 {
        self.characters.get(at).copied().unwrap_or(FILLER)
    }

    pub fn set(&mut self, at: usize, character: u8) {
        if let Some(place) = self.characters.get_mut(at) {
            *place = character;
        }
    }

    pub fn slice(&self, range: Range<usize>) -> &[u8] {
        self.characters.get(range).unwrap_or_default()
    }

    /// The characters of a field as text.
    pub fn text(&self, range: Range<usize>) -> String {
        self.slice(range).iter().map(|c| char::from(*c)).collect()
    }

    /// Each line as text.
    pub fn lines(&self) -> Vec<String> {
        let width = self.format.width();
        (0..self.format.lines())
            .map(|line| self.text(line * width..(line + 1) * width))
            .collect()
    }

    /// The line of the zone that a position is on, and the column, both counted from 1.
    pub fn line_and_column(&self, at: usize) -> (usize, usize) {
        let width = self.format.width();
        (at / width + 1, at % width + 1)
    }

    /// The place of a character in the input; `segment` is the line of the zone.
    pub fn place(&self, at: usize, field: Option<&str>) -> Place {
        let (line, _) = self.line_and_column(at);
        Place {
            line: self.input_lines.get(line - 1).copied(),
            segment: Some(line.to_string()),
            field: field.map(str::to_owned),
            offset: self.offsets.get(at).copied(),
            ..Place::default()
        }
    }

    /// Whether the digit at `check` is that of the characters at `covered`.
    pub fn fit(&self, covered: impl IntoIterator<Item = usize>, check: usize) -> Fit {
        let mut blank = true;
        let expected = check_digit(covered.into_iter().map(|at| {
            let character = self.at(at);
            blank &= character == FILLER;
            character
        }));
        match self.at(check) {
            FILLER if blank => Fit::Unused,
            digit if digit == expected => Fit::Fits,
            _ => Fit::Fails,
        }
    }

    /// The fields with a check digit of their own.
    pub fn checked_fields(&self, layout: &Layout) -> Vec<Checked> {
        let (number, number_check) = self.number(layout);
        let mut fields = vec![
            Checked::new("document_number", number, number_check, false),
            Checked::new("birth_date", layout.birth.clone(), layout.birth_check, true),
            Checked::new("expires", layout.expiry.clone(), layout.expiry_check, true),
        ];
        if let (Some(check), Some(range)) = (layout.optional_check, layout.optional.first()) {
            fields.push(Checked::new("optional_data", range.clone(), check, false));
        }
        fields
    }

    /// The positions of the document number and of its check digit. A number of more than nine characters goes on in the
    /// optional data, its check digit behind it, a filler in the usual place of the digit (Doc 9303-5, 4.2.2.1, note j).
    pub fn number(&self, layout: &Layout) -> (Vec<usize>, usize) {
        let number: Vec<usize> = layout.number.clone().collect();
        let Some(optional) = layout.optional.first().filter(|_| layout.long_numbers) else {
            return (number, layout.number_check);
        };
        let rest: Vec<usize> = optional
            .clone()
            .take_while(|at| self.at(*at) != FILLER)
            .collect();
        match rest.split_last() {
            Some((check, more)) if self.at(layout.number_check) == FILLER && !more.is_empty() => (
                number.into_iter().chain(more.iter().copied()).collect(),
                *check,
            ),
            _ => (number, layout.number_check),
        }
    }

    /// How the composite check digit fits; `None` for a format that has none.
    pub fn composite_fit(&self, layout: &Layout) -> Option<Fit> {
        let (covered, check) = layout.composite.as_ref()?;
        Some(match self.fit(covered.iter().cloned().flatten(), *check) {
            // A composite of nothing but fillers does not occur: dates are there.
            Fit::Unused => Fit::Fails,
            fit => fit,
        })
    }
}

/// A field with a check digit of its own.
#[derive(Debug, Clone)]
pub(super) struct Checked {
    pub name: &'static str,
    pub positions: Vec<usize>,
    pub check: usize,
    /// Only digits and fillers may stand in it.
    pub numeric: bool,
}

impl Checked {
    fn new(
        name: &'static str,
        positions: impl IntoIterator<Item = usize>,
        check: usize,
        numeric: bool,
    ) -> Self {
        Self {
            name,
            positions: positions.into_iter().collect(),
            check,
            numeric,
        }
    }

    pub fn fit(&self, zone: &Zone) -> Fit {
        zone.fit(self.positions.iter().copied(), self.check)
    }
}
