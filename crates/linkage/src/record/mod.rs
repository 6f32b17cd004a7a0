//! A record as the kernel compares it: a few machine words, the same for batch and online.

mod code;
mod date;
mod encode;
mod seen;
mod text;
mod token;
mod written;

pub use code::Code;
pub use date::{Dates, Day};
pub use encode::{Encoder, Side};
pub use text::Phrase;
pub(crate) use text::{hash, mix};
pub(crate) use token::Edit;
pub use token::{Part, Token};
pub use written::{NameReader, WrittenName};

use crate::schema::{Kind, Schema};

/// A name keeps so many words; further ones are rare and ignored.
pub const MOST_TOKENS: usize = 8;

/// Where the cells of each comparison stand in a record.
///
/// A record is a slice of words: for each comparison its cells (name 1, date 1, code 2, place 2, text 2, sex 1), behind
/// them the words of names, two each. A cell of zero is a value that is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    cells: Vec<(Kind, usize)>,
    fixed: usize,
}

impl Layout {
    /// The layout for the comparisons of a schema.
    pub fn of(schema: &Schema) -> Self {
        let mut fixed = 0;
        let cells = schema.comparisons.iter().map(|comparison| {
            let at = fixed;
            fixed += match comparison.kind {
                Kind::Name | Kind::Date | Kind::Sex => 1,
                Kind::Code | Kind::Place | Kind::Text => 2,
            };
            (comparison.kind, at)
        });
        let cells = cells.collect();
        Self { cells, fixed }
    }

    /// The kind of each comparison and the place of its first cell.
    pub fn cells(&self) -> &[(Kind, usize)] {
        &self.cells
    }

    /// Cells before the first word of a name.
    pub fn fixed(&self) -> usize {
        self.fixed
    }
}

/// A record: a view on its words.
#[derive(Debug, Clone, Copy)]
pub struct Record<'a> {
    words: &'a [u64],
}

/// A name within a record: own words first, then those of the parent's name that stands in a column of its own.
#[derive(Debug, Clone, Copy)]
pub struct Name<'a> {
    tokens: &'a [[u64; 2]],
    own: usize,
    hash: u32,
    cut: bool,
}

impl<'a> Record<'a> {
    /// A view on words that an [`Encoder`] wrote.
    pub fn new(words: &'a [u64]) -> Self {
        Self { words }
    }

    pub(crate) fn words(self) -> &'a [u64] {
        self.words
    }

    /// A cell; zero where the record is too short.
    pub fn cell(self, at: usize) -> u64 {
        self.words.get(at).copied().unwrap_or(0)
    }

    /// Dates of a date comparison.
    pub fn dates(self, at: usize) -> Dates {
        Dates::from_word(self.cell(at))
    }

    /// The value of a code comparison.
    pub fn code(self, at: usize) -> Code {
        Code::from_words([self.cell(at), self.cell(at + 1)])
    }

    /// The value of a place or text comparison.
    pub fn phrase(self, at: usize) -> Phrase {
        Phrase::from_words([self.cell(at), self.cell(at + 1)])
    }

    /// The name of a name comparison.
    pub fn name(self, at: usize) -> Name<'a> {
        let head = NameHead::from_word(self.cell(at));
        let tokens = self.words.get(head.start..).unwrap_or_default();
        let (tokens, _) = tokens.as_chunks();
        Name {
            tokens: tokens.get(..head.own + head.parent).unwrap_or_default(),
            own: head.own.min(tokens.len()),
            hash: head.hash,
            cut: head.cut,
        }
    }
}

impl<'a> Name<'a> {
    /// How many words are the person's (own and endorsed).
    pub fn len(self) -> usize {
        self.own
    }

    /// Whether there is no name.
    pub fn is_empty(self) -> bool {
        self.own == 0
    }

    /// The words of the person's name, in order.
    pub fn own(self) -> impl ExactSizeIterator<Item = Token> + Clone + 'a {
        self.own_words()
            .iter()
            .map(|words| Token::from_words(*words))
    }

    /// The words of the parent's name from a column of its own.
    pub fn parent(self) -> impl ExactSizeIterator<Item = Token> + 'a {
        let parent = self.tokens.get(self.own..).unwrap_or_default();
        parent.iter().map(|words| Token::from_words(*words))
    }

    /// A word of the person's name; [`Token::NONE`] beyond its end.
    pub fn own_word(self, at: u8) -> Token {
        let word = self.own_words().get(usize::from(at));
        word.map_or(Token::NONE, |words| Token::from_words(*words))
    }

    /// A word of the parent's name; [`Token::NONE`] beyond its end.
    pub fn parent_word(self, at: u8) -> Token {
        let word = self.tokens.get(self.own + usize::from(at));
        word.map_or(Token::NONE, |words| Token::from_words(*words))
    }

    /// Whether a parent's name is known from a column of its own.
    pub fn has_parent(self) -> bool {
        self.tokens.len() > self.own
    }

    pub(crate) fn own_words(self) -> &'a [[u64; 2]] {
        self.tokens.get(..self.own).unwrap_or_default()
    }

    /// A hash of the sounds of all words, whatever their order.
    pub fn hash(self) -> u32 {
        self.hash
    }

    /// The name is as long as the lines that cut names (31 or 39 characters), so its last word may be cut.
    pub fn may_be_cut(self) -> bool {
        self.cut
    }
}

/// The cell of a name: hash 32 bits | start 16 | own 4 | parent 4 | cut 1.
#[derive(Debug, Clone, Copy, Default)]
struct NameHead {
    start: usize,
    own: usize,
    parent: usize,
    hash: u32,
    cut: bool,
}

impl NameHead {
    fn word(self) -> u64 {
        u64::from(self.hash) << 32
            | (self.start as u64 & 0xFFFF) << 16
            | (self.own as u64 & 15) << 12
            | (self.parent as u64 & 15) << 8
            | u64::from(self.cut)
    }

    fn from_word(word: u64) -> Self {
        Self {
            hash: (word >> 32) as u32,
            start: (word >> 16 & 0xFFFF) as usize,
            own: (word >> 12 & 15) as usize,
            parent: (word >> 8 & 15) as usize,
            cut: word & 1 != 0,
        }
    }
}
