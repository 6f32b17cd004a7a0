//! From the fields of a row to the words of a record.

use super::{
    Code, Dates, Layout, MOST_TOKENS, NameHead, Part, Phrase, Token,
    seen::{PlacesSeen, Word, WordsSeen},
    text::mix,
};
use crate::{
    names::{MAX_WORDS, NameForm, NameKnowledge, Role, looks_cut},
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
    words: WordsSeen,
    places: PlacesSeen,
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
            words: WordsSeen::default(),
            places: PlacesSeen::default(),
            form: NameForm::default(),
            name: String::new(),
            scratch: String::new(),
        }
    }

    /// How many columns, from the first, are read.
    pub fn columns(&self) -> usize {
        let columns = |source: &Source| {
            let last = source.columns.iter().chain(&source.parent).max();
            last.map_or(0, |last| last + 1)
        };
        self.sources.iter().map(columns).max().unwrap_or(0)
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
                    let parent = source.parent.map(&field);
                    let name = if source.columns.len() > 1 {
                        self.name.clear();
                        for column in &source.columns {
                            if !self.name.is_empty() {
                                self.name.push(' ');
                            }
                            self.name.push_str(field(*column));
                        }
                        self.name.as_str()
                    } else {
                        first
                    };
                    let mut names = Names {
                        knowledge: self.knowledge,
                        words: &mut self.words,
                        form: &mut self.form,
                    };
                    [names.encode(name, parent, base, out), 0]
                }
                Kind::Date => [self.dates(first).word(), 0],
                Kind::Code => Code::read(first).words(),
                Kind::Place => {
                    let read = |text: &str| Phrase::place(text, &mut self.scratch);
                    self.places.get(first, read).words()
                }
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

/// What the writing of a name needs.
pub(super) struct Names<'e> {
    pub(super) knowledge: &'static NameKnowledge,
    pub(super) words: &'e mut WordsSeen,
    pub(super) form: &'e mut NameForm,
}

impl Names<'_> {
    /// Appends the words of a name and of the parent's to `out` and gives the cell of the name.
    pub(super) fn encode(
        &mut self,
        name: &str,
        parent: Option<&str>,
        base: usize,
        out: &mut Vec<u64>,
    ) -> u64 {
        let start = out.len();
        let mut head = NameHead {
            start: start - base,
            ..NameHead::default()
        };
        head.cut = self.append(name, true, out);
        head.own = (out.len() - start) / 2;
        let (own, _) = out.get(start..).unwrap_or_default().as_chunks();
        let hash = own.iter().fold(0u64, |hash, words| {
            hash.wrapping_add(mix(Token::from_words(*words).key().into()))
        });
        head.hash = (hash >> 32) as u32;
        if let Some(parent) = parent.filter(|text| !text.is_empty()) {
            let start = out.len();
            self.append(parent, false, out);
            head.parent = (out.len() - start) / 2;
        }
        if head.own + head.parent == 0 {
            0
        } else {
            head.word()
        }
    }

    /// Appends the words of one name and says whether it may be cut.
    fn append(&mut self, name: &str, with_parts: bool, out: &mut Vec<u64>) -> bool {
        let start = out.len();
        if let Some(cut) = self.append_plain(name, out) {
            return cut;
        }
        out.truncate(start);
        self.knowledge.read(name, self.form);
        for word in self.form.words().take(MOST_TOKENS) {
            let part = match word.role {
                Role::Endorsed if with_parts => Part::Endorsed,
                Role::Initial if with_parts => Part::Initial,
                _ => Part::Own,
            };
            let token = Token::of(&word, part);
            if !token.is_empty() {
                out.extend_from_slice(&token.words());
            }
        }
        self.form.looks_cut()
    }

    /// The same for a name of nothing but plain words, most of which were seen before; `None` for any other.
    fn append_plain(&mut self, name: &str, out: &mut Vec<u64>) -> Option<bool> {
        let start = out.len();
        let mut first_tokens = [0; MAX_WORDS];
        let (mut words, mut letters) = (0, 0);
        let mut word = Word::default();
        for byte in name.bytes().chain(std::iter::once(b' ')) {
            if byte.is_ascii_alphabetic() {
                word.push(byte.to_ascii_uppercase())?;
            } else if byte != b' ' {
                return None;
            } else if !word.is_empty() {
                letters += word.len();
                let tokens = self.words.get(word, self.knowledge, self.form)?;
                *first_tokens.get_mut(words)? = tokens.first().map_or(0, |token| token[0]);
                words += 1;
                let room = MOST_TOKENS - (out.len() - start) / 2;
                out.extend(tokens.iter().take(room).flatten());
                word = Word::default();
            }
        }
        // A name written twice is for the reader to tell.
        let twice =
            words > 1 && words % 2 == 0 && first_tokens.first() == first_tokens.get(words / 2);
        (!twice).then(|| looks_cut(letters + words.saturating_sub(1)))
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(name: &str, plain: bool) -> Option<(bool, Vec<u64>)> {
        let mut names = Names {
            knowledge: NameKnowledge::shipped(),
            words: &mut WordsSeen::default(),
            form: &mut NameForm::default(),
        };
        let mut out = Vec::new();
        let cut = if plain {
            names.append_plain(name, &mut out)?
        } else {
            // A dot at the end changes nothing but takes the long way.
            names.append(&format!("{name}."), true, &mut out)
        };
        Some((cut, out))
    }

    proptest! {
        #[test]
        fn the_short_way_reads_the_same(
            words_of_name in prop::collection::vec(prop_oneof![
                3 => prop::sample::select(include_str!("../compare/labelled_pairs.tsv").split_whitespace().collect::<Vec<_>>()),
                1 => prop::sample::select(vec!["HAJI", "MR", "BIN", "SITI", "M", "SH", "FNU", "MOH", "NURHAYATI", "X"]),
            ], 0..7),
        ) {
            let name = words_of_name.join(" ");
            if let Some(short) = words(&name, true) {
                prop_assert_eq!(Some(short), words(&name, false), "{}", name);
            }
        }
    }

    #[test]
    fn usual_names_go_the_short_way() {
        for name in ["SITI AMINAH", "Budi  Santoso", "ABDURRAHMAN WAHID", ""] {
            assert!(words(name, true).is_some(), "{name}");
        }
        for name in [
            "SITI SITI",
            "H. BUDI",
            "MOH YUSUF",
            "BUDI S",
            "SITI BINTI AHMAD",
        ] {
            assert!(words(name, true).is_none(), "{name}");
        }
    }
}
