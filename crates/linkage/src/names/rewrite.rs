//! Rewriting rules over one word: the spelling rules (old to new) and the sound rules.

use super::data::{NamesError, RuleText};

/// Longest word that is rewritten; what follows is kept as it is.
pub(super) const LONGEST_WORD: usize = 64;

/// Which letters may stand beside a rule's place, one bit a letter, and whether the edge of the word may.
#[derive(Debug, Clone, Copy, Default)]
struct Beside {
    letters: u32,
    edge: bool,
}

const VOWELS: u32 = bit(b'A') | bit(b'E') | bit(b'I') | bit(b'O') | bit(b'U');
const LETTERS: u32 = (1 << 26) - 1;

const fn bit(letter: u8) -> u32 {
    1 << (letter - b'A')
}

impl Beside {
    fn read(text: Option<&str>, edge: u8) -> Option<Self> {
        let Some(text) = text else {
            return Some(Self {
                letters: LETTERS,
                edge: true,
            });
        };
        let mut beside = Self::default();
        for byte in text.bytes() {
            match byte {
                b'v' => beside.letters |= VOWELS,
                b'c' => beside.letters |= LETTERS & !VOWELS,
                b'A'..=b'Z' => beside.letters |= bit(byte),
                _ if byte == edge => beside.edge = true,
                _ => return None,
            }
        }
        Some(beside)
    }

    fn admits(self, letter: Option<u8>) -> bool {
        match letter {
            None => self.edge,
            Some(letter) => letter.is_ascii_uppercase() && self.letters & bit(letter) != 0,
        }
    }
}

#[derive(Debug)]
struct Rule {
    from: Box<[u8]>,
    to: Box<[u8]>,
    prev: Beside,
    next: Beside,
    old: bool,
}

/// Ordered rules, filed under the first letter of what they replace.
#[derive(Debug)]
pub(super) struct Rules {
    by_letter: [Vec<Rule>; 26],
}

impl Rules {
    /// Checks and files the rules of one section of the data file.
    pub(super) fn new(section: &'static str, texts: &[RuleText]) -> Result<Self, NamesError> {
        let mut by_letter: [Vec<Rule>; 26] = std::array::from_fn(|_| Vec::new());
        for (at, text) in texts.iter().enumerate() {
            let refused = |expected| NamesError::Rule {
                section,
                number: at + 1,
                expected,
            };
            let upper = |text: &str| text.bytes().all(|byte| byte.is_ascii_uppercase());
            if !upper(&text.from) || !upper(&text.to) {
                return Err(refused("`from` and `to` in capitals A to Z"));
            }
            let beside = |text: &Option<String>, edge| {
                Beside::read(text.as_deref(), edge)
                    .ok_or_else(|| refused("`prev` and `next` made of v, c, letters, ^ or $"))
            };
            let place = text
                .from
                .bytes()
                .next()
                .and_then(|first| by_letter.get_mut(usize::from(first - b'A')))
                .ok_or_else(|| refused("a `from` that is not empty"))?;
            place.push(Rule {
                from: text.from.as_bytes().into(),
                to: text.to.as_bytes().into(),
                prev: beside(&text.prev, b'^')?,
                next: beside(&text.next, b'$')?,
                old: text.old,
            });
        }
        Ok(Self { by_letter })
    }

    /// Applies the rules from left to right and writes each doubled letter once, until nothing changes.
    ///
    /// `word` is capitals A to Z. Applying the rules to the result changes nothing.
    pub(super) fn apply(&self, word: &mut Rewritten) {
        // Each pass that changes anything but the last shortens the word or moves it along a rule, so a few are enough.
        for _ in 0..6 {
            if !self.pass(word) {
                return;
            }
        }
    }

    fn pass(&self, word: &mut Rewritten) -> bool {
        let source = word.bytes;
        let source = source.get(..word.len).unwrap_or(&[]);
        let old = written_before_1972(source);
        let mut changed = false;
        let mut out = Rewritten::default();
        let mut at = 0;
        while let Some(&letter) = source.get(at) {
            let rest = source.get(at..).unwrap_or(&[]);
            let prev = at.checked_sub(1).and_then(|at| source.get(at)).copied();
            let rule = self
                .by_letter
                .get(usize::from(letter.wrapping_sub(b'A')))
                .and_then(|rules| {
                    rules.iter().find(|rule| {
                        rest.starts_with(&rule.from)
                            && (old || !rule.old)
                            && rule.prev.admits(prev)
                            && rule.next.admits(rest.get(rule.from.len()).copied())
                    })
                });
            match rule {
                Some(rule) => {
                    changed = true;
                    rule.to.iter().for_each(|&letter| out.push_once(letter));
                    at += rule.from.len();
                }
                None => {
                    out.push_once(letter);
                    at += 1;
                }
            }
        }
        changed |= out.len != source.len();
        *word = out;
        changed
    }
}

/// Does the word show the spelling before 1972, in which a bare `j` is today's `y`?
fn written_before_1972(word: &[u8]) -> bool {
    let mut oe = false;
    let mut nj = false;
    for pair in word.windows(2) {
        match pair {
            b"DJ" | b"TJ" | b"SJ" => return true,
            b"OE" => oe = true,
            b"NJ" => nj = true,
            _ => {}
        }
    }
    oe && nj
}

/// A word while it is rewritten.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rewritten {
    bytes: [u8; LONGEST_WORD],
    len: usize,
}

impl Default for Rewritten {
    fn default() -> Self {
        Self {
            bytes: [0; LONGEST_WORD],
            len: 0,
        }
    }
}

impl Rewritten {
    /// The first [`LONGEST_WORD`] letters of a word.
    pub(super) fn of(word: &str) -> Self {
        let mut rewritten = Self::default();
        word.bytes().for_each(|letter| rewritten.push(letter));
        rewritten
    }

    pub(super) fn as_str(&self) -> &str {
        self.bytes
            .get(..self.len)
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or("")
    }

    pub(super) fn push(&mut self, letter: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = letter;
            self.len += 1;
        }
    }

    fn push_once(&mut self, letter: u8) {
        let last = self.len.checked_sub(1).and_then(|at| self.bytes.get(at));
        if last != Some(&letter) {
            self.push(letter);
        }
    }
}
