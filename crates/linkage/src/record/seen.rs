//! Words and places that were read before: most names are made of a few thousand words, most people were born in a few
//! hundred places.

use super::{Part, Phrase, Token, text::hash};
use crate::names::{NameForm, NameKnowledge};

/// A written word of up to sixteen capitals in one number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Word {
    letters: u128,
    length: u32,
}

impl Word {
    /// Adds a letter; `None` if there is no room.
    pub(super) fn push(&mut self, letter: u8) -> Option<()> {
        self.letters |= u128::from(letter).checked_shl(8 * self.length)?;
        self.length += 1;
        Some(())
    }

    pub(super) fn is_empty(self) -> bool {
        self.length == 0
    }

    pub(super) fn len(self) -> usize {
        self.length as usize
    }

    /// Its place among so many slots, a power of two.
    fn place(self, slots: usize) -> usize {
        let folded = (self.letters as u64) ^ ((self.letters >> 64) as u64).rotate_left(29);
        (folded.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - slots.trailing_zeros())) as usize
    }
}

/// So many words are kept at first and at most; a word takes the place of another that falls on it.
const FEWEST: usize = 256;
const MOST: usize = 1 << 14;

/// What plain words read as; see [`NameKnowledge::is_plain`].
#[derive(Debug)]
pub(super) struct WordsSeen {
    slots: Vec<Slot>,
    // Words read since it last grew.
    read: usize,
}

#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    word: Word,
    tokens: [[u64; 2]; 2],
    // 3: not plain.
    count: u8,
}

impl Default for WordsSeen {
    fn default() -> Self {
        Self {
            slots: vec![Slot::default(); FEWEST],
            read: 0,
        }
    }
}

impl WordsSeen {
    /// The tokens of a plain word, one or two; `None` for any other.
    pub(super) fn get(
        &mut self,
        word: Word,
        knowledge: &NameKnowledge,
        form: &mut NameForm,
    ) -> Option<&[[u64; 2]]> {
        let slot = self.slots.get(word.place(self.slots.len()))?;
        if slot.word != word {
            self.read += 1;
            if self.read > 2 * self.slots.len() && self.slots.len() < MOST {
                self.grow();
            }
            let at = word.place(self.slots.len());
            *self.slots.get_mut(at)? = Slot::read(word, knowledge, form);
        }
        let slot = self.slots.get(word.place(self.slots.len()))?;
        slot.tokens.get(..usize::from(slot.count))
    }

    /// A table of many words is worth more room; a few rows are not.
    fn grow(&mut self) {
        let more = 4 * self.slots.len();
        let before = std::mem::replace(&mut self.slots, vec![Slot::default(); more]);
        for slot in before {
            if let Some(place) = self.slots.get_mut(slot.word.place(more)) {
                *place = slot;
            }
        }
        self.read = 0;
    }
}

impl Slot {
    fn read(word: Word, knowledge: &NameKnowledge, form: &mut NameForm) -> Self {
        let mut slot = Self {
            word,
            tokens: Default::default(),
            count: 3,
        };
        let bytes = word.letters.to_le_bytes();
        let text = bytes.get(..word.len()).unwrap_or_default();
        let text = std::str::from_utf8(text).unwrap_or_default();
        if !knowledge.is_plain(text) {
            return slot;
        }
        knowledge.read(text, form);
        if form.len() > slot.tokens.len() {
            return slot;
        }
        slot.count = 0;
        for (place, word) in slot.tokens.iter_mut().zip(form.words()) {
            *place = Token::of(&word, Part::Own).words();
            slot.count += 1;
        }
        slot
    }
}

/// So many places are kept.
const PLACES: usize = 1024;

/// Longer texts are read each time, so that a file cannot fill memory.
const LONGEST_PLACE: usize = 64;

/// What places read as.
#[derive(Debug)]
pub(super) struct PlacesSeen {
    slots: Vec<(String, Phrase)>,
}

impl Default for PlacesSeen {
    fn default() -> Self {
        Self {
            slots: vec![Default::default(); PLACES],
        }
    }
}

impl PlacesSeen {
    /// What a text reads as, by `read` if it was not seen lately.
    pub(super) fn get(&mut self, text: &str, read: impl FnOnce(&str) -> Phrase) -> Phrase {
        if text.len() > LONGEST_PLACE {
            return read(text);
        }
        let at = hash(text.as_bytes()) as usize % self.slots.len();
        let Some((seen, phrase)) = self.slots.get_mut(at) else {
            return Phrase::default();
        };
        if seen != text {
            seen.clear();
            seen.push_str(text);
            *phrase = read(text);
        }
        *phrase
    }
}
