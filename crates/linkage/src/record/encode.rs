//! From the fields of a row to the words of a record.

use super::{Code, Dates, Layout, MOST_TOKENS, NameHead, Part, Phrase, Token, text::mix};
use crate::{
    names::{NameForm, NameKnowledge, Role},
    schema::{Kind, Schema},
};
use domain::{Horizon, PartialDate, Sex, read_date};
use jiff::civil::Date;

/// Which table of a pair a row comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first table; usually the register.
    Left,
    /// The second table; usually the travellers.
    Right,
}

/// Writes rows of one table as records. Holds its own buffers: one for each thread.
pub struct Encoder {
    layout: Layout,
    sources: Vec<Source>,
    knowledge: &'static NameKnowledge,
    reference: Date,
    form: NameForm,
    name: String,
    scratch: String,
}

#[derive(Debug, Clone)]
struct Source {
    columns: Vec<usize>,
    parent: Option<usize>,
}

impl Encoder {
    /// An encoder for one side; `reference` settles the century of birth years of two digits.
    pub fn new(schema: &Schema, side: Side, reference: Date) -> Self {
        let sources = schema.comparisons.iter().map(|comparison| match side {
            Side::Left => Source {
                columns: comparison.left.clone(),
                parent: comparison.left_parent,
            },
            Side::Right => Source {
                columns: comparison.right.clone(),
                parent: comparison.right_parent,
            },
        });
        Self {
            layout: Layout::of(schema),
            sources: sources.collect(),
            knowledge: NameKnowledge::shipped(),
            reference,
            form: NameForm::default(),
            name: String::new(),
            scratch: String::new(),
        }
    }

    /// Appends a record to `out`; `field` gives the text of a column.
    pub fn encode<'a>(&mut self, field: impl Fn(usize) -> &'a str, out: &mut Vec<u64>) {
        let base = out.len();
        out.resize(base + self.layout.fixed(), 0);
        for index in 0..self.sources.len() {
            let (Some((kind, at)), Some(source)) =
                (self.layout.cells().get(index), self.sources.get(index))
            else {
                continue;
            };
            let (kind, at) = (*kind, base + at);
            let first = source.columns.first().map_or("", |column| field(*column));
            let cells = match kind {
                Kind::Name => {
                    self.name.clear();
                    for column in &source.columns {
                        if !self.name.is_empty() {
                            self.name.push(' ');
                        }
                        self.name.push_str(field(*column));
                    }
                    let parent = source.parent.map(&field);
                    [self.encode_name(parent, base, out), 0]
                }
                Kind::Date => [self.dates(first).word(), 0],
                Kind::Code => Code::read(first).words(),
                Kind::Place => Phrase::place(first, &mut self.scratch).words(),
                Kind::Text => Phrase::text(first, &mut self.scratch).words(),
                Kind::Sex => [sex(first), 0],
            };
            for (slot, cell) in out.iter_mut().skip(at).zip(cells) {
                if cell != 0 {
                    *slot = cell;
                }
            }
        }
    }

    fn encode_name(&mut self, parent: Option<&str>, base: usize, out: &mut Vec<u64>) -> u64 {
        let start = out.len();
        let mut head = NameHead {
            start: start - base,
            ..NameHead::default()
        };
        self.knowledge.read(&self.name, &mut self.form);
        head.cut = self.form.looks_cut();
        let mut hash = 0u64;
        for token in self.form.words().take(MOST_TOKENS) {
            let part = match token.role {
                Role::Own => Part::Own,
                Role::Endorsed => Part::Endorsed,
                Role::Initial => Part::Initial,
            };
            let word = Token::new(token.canonical, token.key, part);
            if word.is_empty() {
                continue;
            }
            hash = hash.wrapping_add(mix(u64::from(word.key())));
            out.extend_from_slice(&word.words());
            head.own += 1;
        }
        head.hash = (hash >> 32) as u32;
        if let Some(parent) = parent.filter(|text| !text.is_empty()) {
            self.knowledge.read(parent, &mut self.form);
            for token in self.form.words().take(MOST_TOKENS) {
                let word = Token::new(token.canonical, token.key, Part::Own);
                if !word.is_empty() {
                    out.extend_from_slice(&word.words());
                    head.parent += 1;
                }
            }
        }
        if head.own + head.parent == 0 {
            0
        } else {
            head.word()
        }
    }

    fn dates(&self, text: &str) -> Dates {
        if let Some(date) = iso(text.as_bytes()) {
            return Dates::new([date]);
        }
        // Several readings of one date, as a program hands them over.
        if text.contains('|') {
            let readings = text.split('|').filter_map(|part| part.parse().ok());
            return Dates::new(readings);
        }
        Dates::new(read_date(text, self.reference, Horizon::Past).readings())
    }
}

/// `1990-03-12` or `19900312`, by far the most usual forms of registers.
fn iso(text: &[u8]) -> Option<PartialDate> {
    let digits: [u8; 8] = match *text {
        [a, b, c, d, b'-', e, f, b'-', g, h] | [a, b, c, d, e, f, g, h] => [a, b, c, d, e, f, g, h],
        _ => return None,
    };
    if !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let [a, b, c, d, e, f, g, h] = digits.map(|digit| u16::from(digit - b'0'));
    let year = a * 1000 + b * 100 + c * 10 + d;
    if !(1900..2100).contains(&year) {
        return None;
    }
    PartialDate::full(year, (e * 10 + f) as u8, (g * 10 + h) as u8).ok()
}

fn sex(text: &str) -> u64 {
    let read = match text.as_bytes() {
        b"M" | b"L" => Some(Sex::Male),
        b"F" | b"P" => Some(Sex::Female),
        _ => Sex::read(text),
    };
    match read {
        Some(Sex::Male) => 1,
        Some(Sex::Female) => 2,
        Some(Sex::Unspecified) | None => 0,
    }
}
