//! One name after reading: its own words in order, what was taken away, and what was noticed.

use super::fold::Between;

/// Words of a name that are read; a name with more is longer than any document allows.
pub const MAX_WORDS: usize = 12;

/// What a word is to its bearer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Part of the bearer's own name.
    Own,
    /// Follows `bin`, `binti`, `a/l` or `alias`: the name of the father, or another name, which other documents leave out.
    Endorsed,
    /// A single letter that stands for a word.
    Initial,
}

/// What was taken away from a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Removed {
    /// A title, a degree or a form of address.
    Title,
    /// A word that stands where a name is missing, such as `FNU`.
    Filler,
    /// `bin`, `binti`, `a/l`, `alias`.
    Marker,
    /// A small word such as `I` before a Balinese order name, or `boru`.
    Particle,
    /// A form of address glued to a word (`JOHNMR`).
    Glued,
    /// The second half of a name that was written twice (`SITI SITI`).
    Doubled,
}

/// One word of a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word<'a> {
    /// As written, folded to capitals A to Z. A word split off a joined one shows its canonical spelling.
    pub text: &'a str,
    /// The head of its family of spellings, or the word in today's spelling.
    pub canonical: &'a str,
    /// How it sounds, by the sound rules.
    pub sound: &'a str,
    /// Hash of `canonical`; the same in every run and version of the file format.
    pub spelling: u64,
    /// Hash of `sound`; the same in every run and version of the file format.
    pub key: u64,
    /// What the word is to its bearer.
    pub role: Role,
    /// Written as a short form (`Moh.`, `St.`).
    pub short: bool,
    /// So frequent that its presence or absence says little (`MUHAMMAD`, `SITI`).
    pub common: bool,
    /// A usual name that the data file lists, so hardly a slip of the hand.
    pub known: bool,
}

/// A name after reading. Reuse one for many names: its buffers are kept.
#[derive(Debug, Clone, Default)]
pub struct NameForm {
    pub(super) letters: String,
    pub(super) parts: Vec<Part>,
    pub(super) words: Vec<WordSpan>,
    pub(super) removed: Vec<(Span, Removed)>,
    pub(super) doubled: bool,
    pub(super) looks_cut: bool,
    pub(super) written: usize,
}

impl NameForm {
    /// The number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Is there no word at all (a blank, or only fillers)?
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words in the order of writing.
    pub fn words(&self) -> impl ExactSizeIterator<Item = Word<'_>> + Clone {
        self.words.iter().map(|span| self.resolve(span))
    }

    /// The word at a place, from 0.
    pub fn word(&self, at: usize) -> Option<Word<'_>> {
        self.words.get(at).map(|span| self.resolve(span))
    }

    /// What was taken away, in no particular order, folded to capitals.
    pub fn removed(&self) -> impl Iterator<Item = (&str, Removed)> {
        self.removed
            .iter()
            .map(|&(span, why)| (span.of(&self.letters), why))
    }

    /// Was the name written twice (`SITI SITI`), as carriers do who ask for two names?
    pub fn doubled(&self) -> bool {
        self.doubled
    }

    /// Is the name as long as a field of a machine-readable zone or of a passport, so that its end may be missing?
    ///
    /// ICAO Doc 9303: 39, 31 or 30 characters, with the double filler between the two halves of a name counted or not;
    /// 34 on the data page of the Indonesian passport.
    pub fn looks_cut(&self) -> bool {
        self.looks_cut
    }

    /// Was the bearer's own name written as one word?
    pub fn is_single(&self) -> bool {
        self.written == 1
    }

    /// Writes the keys of all words but initials, sorted and each once, to `keys` and returns how many.
    pub fn sorted_keys(&self, keys: &mut [u64; MAX_WORDS]) -> usize {
        let mut count = 0;
        for span in self.words.iter().filter(|span| span.role != Role::Initial) {
            let at = keys.partition_point_in(count, span.key);
            if keys.get(at).filter(|_| at < count) == Some(&span.key) || count == MAX_WORDS {
                continue;
            }
            keys.copy_within(at..count, at + 1);
            if let Some(place) = keys.get_mut(at) {
                *place = span.key;
                count += 1;
            }
        }
        count
    }

    pub(super) fn clear(&mut self) {
        self.letters.clear();
        self.parts.clear();
        self.words.clear();
        self.removed.clear();
        self.doubled = false;
        self.looks_cut = false;
        self.written = 0;
    }

    fn resolve(&self, span: &WordSpan) -> Word<'_> {
        Word {
            text: span.text.of(&self.letters),
            canonical: span.canonical.of(&self.letters),
            sound: span.sound.of(&self.letters),
            spelling: span.spelling,
            key: span.key,
            role: span.role,
            short: span.short,
            common: span.common,
            known: span.known,
        }
    }
}

trait SortedPrefix {
    fn partition_point_in(&self, count: usize, key: u64) -> usize;
}

impl SortedPrefix for [u64; MAX_WORDS] {
    fn partition_point_in(&self, count: usize, key: u64) -> usize {
        self.get(..count)
            .unwrap_or(&[])
            .partition_point(|&other| other < key)
    }
}

/// A stretch of the letters of a form.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub(super) start: u16,
    pub(super) end: u16,
}

impl Span {
    pub(super) fn of(self, letters: &str) -> &str {
        letters
            .get(usize::from(self.start)..usize::from(self.end))
            .unwrap_or("")
    }
}

#[derive(Debug, Clone, Copy)]
pub(super) struct WordSpan {
    pub(super) text: Span,
    pub(super) canonical: Span,
    pub(super) sound: Span,
    pub(super) spelling: u64,
    pub(super) key: u64,
    pub(super) role: Role,
    pub(super) short: bool,
    pub(super) common: bool,
    pub(super) known: bool,
}

/// A run of letters as written, and what the reader makes of it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Part {
    pub(super) start: u16,
    pub(super) len: u16,
    /// A dot follows.
    pub(super) dotted: bool,
    pub(super) before: Between,
    pub(super) state: State,
}

/// What the reader makes of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Kept,
    /// Kept, and follows a marker.
    Endorsed,
    Gone(Removed),
}

impl Part {
    pub(super) fn at(start: usize, before: Between) -> Self {
        Self {
            start: u16::try_from(start).unwrap_or(u16::MAX),
            len: 0,
            dotted: false,
            before,
            state: State::Kept,
        }
    }

    pub(super) fn span(self) -> Span {
        Span {
            start: self.start,
            end: self.start + self.len,
        }
    }

    pub(super) fn is_kept(self) -> bool {
        !matches!(self.state, State::Gone(_))
    }

    /// Only dots or strokes stand between this part and the one before it.
    pub(super) fn is_tied(self) -> bool {
        (self.before.dot || self.before.stroke) && !self.before.space && !self.before.comma
    }
}
