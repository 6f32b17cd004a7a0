//! The data file compiled for reading: one table from a written word to what is known of it.

use super::data::{FamilyLine, NamesError, NamesFile};
use super::rewrite::{Rewritten, Rules};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

const VERSION: u32 = 1;
const SHIPPED: &str = include_str!("../../data/names.toml");

static KNOWLEDGE: LazyLock<NameKnowledge> = LazyLock::new(|| {
    #[expect(
        clippy::expect_used,
        reason = "the shipped file is part of the program and a test reads it"
    )]
    NameKnowledge::from_toml(SHIPPED).expect("the shipped file on names is sound")
});

/// What is known of Indonesian names, ready for reading.
#[derive(Debug)]
pub struct NameKnowledge {
    words: FxHashMap<u128, Entry>,
    families: Vec<Family>,
    pub(super) spelling: Rules,
    pub(super) sound: Rules,
    pub(super) glued: Vec<String>,
}

/// What a written word may be, one bit each.
pub(super) mod is {
    pub const TITLE_ANYWHERE: u16 = 1;
    pub const TITLE_FRONT: u16 = 1 << 1;
    pub const TITLE_BACK: u16 = 1 << 2;
    pub const BACK_UNSURE: u16 = 1 << 3;
    pub const FILLER: u16 = 1 << 4;
    pub const MARKER: u16 = 1 << 5;
    pub const STROKE: u16 = 1 << 6;
    pub const ALIAS: u16 = 1 << 7;
    pub const SHORT: u16 = 1 << 8;
    pub const NAME: u16 = 1 << 9;
    pub const PREFIX: u16 = 1 << 10;
    pub const NOT_GLUED: u16 = 1 << 11;
    pub const PARTICLE: u16 = 1 << 12;
    pub const BALINESE_PARTICLE: u16 = 1 << 13;
    pub const BALINESE: u16 = 1 << 14;
}

/// What is known of one written word.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Entry {
    flags: u16,
    /// Place of its family, from 1; 0 is none.
    family: u16,
}

impl Entry {
    pub(super) fn is(self, flags: u16) -> bool {
        self.flags & flags != 0
    }
}

/// One name in all its spellings.
#[derive(Debug)]
pub(super) struct Family {
    pub(super) canonical: Box<str>,
    pub(super) sound: Box<str>,
    pub(super) spelling: u64,
    pub(super) key: u64,
    pub(super) common: bool,
    /// The two families it is joined from (`NURHAYATI` from `NUR` and `HAYATI`).
    pub(super) joined: Option<(u16, u16)>,
}

impl NameKnowledge {
    /// The knowledge that the program ships.
    pub fn shipped() -> &'static Self {
        &KNOWLEDGE
    }

    /// Reads a data file of the same form as the shipped one.
    ///
    /// # Errors
    ///
    /// Whatever is wrong with it, with section and place; see [`NamesError`].
    pub fn from_toml(text: &str) -> Result<Self, NamesError> {
        let file: NamesFile =
            toml::from_str(text).map_err(|error| NamesError::Toml(error.to_string()))?;
        if file.version != VERSION {
            return Err(NamesError::Version {
                found: file.version,
                expected: VERSION,
            });
        }
        check_sources(&file)?;
        let mut knowledge = Self {
            words: FxHashMap::default(),
            families: Vec::new(),
            spelling: Rules::new("spelling", &file.spelling.rules)?,
            sound: Rules::new("sound", &file.sound.rules)?,
            glued: file.glued.suffixes.clone(),
        };
        knowledge.add_families(&file)?;
        knowledge.add_words(&file)?;
        knowledge.join_families();
        Ok(knowledge)
    }

    pub(super) fn entry(&self, word: &str) -> Entry {
        pack(word)
            .and_then(|packed| self.words.get(&packed))
            .copied()
            .unwrap_or_default()
    }

    pub(super) fn family(&self, entry: Entry) -> Option<&Family> {
        self.family_at(entry.family)
    }

    pub(super) fn family_at(&self, family: u16) -> Option<&Family> {
        usize::from(family)
            .checked_sub(1)
            .and_then(|at| self.families.get(at))
    }

    /// Does a word belong to a family of spellings, or is it on the list of known names?
    pub(super) fn is_name(entry: Entry) -> bool {
        entry.family != 0 && !entry.is(is::SHORT) || entry.is(is::NAME)
    }

    fn add_families(&mut self, file: &NamesFile) -> Result<(), NamesError> {
        let mut sounds_like = Vec::new();
        for group in &file.group {
            for (at, line) in group.families.iter().enumerate() {
                let line = FamilyLine::read(line).map_err(|expected| NamesError::Family {
                    group: group.title.clone(),
                    number: at + 1,
                    expected,
                })?;
                let family = self.add_family(line.head, &file.common.words);
                if let Some(other) = line.sounds_like {
                    sounds_like.push((family, other.to_owned()));
                }
                self.claim(line.head, family, 0, &group.title)?;
                for spelling in &line.spellings {
                    self.claim(spelling, family, 0, &group.title)?;
                }
                for short in &line.short {
                    self.claim(short, family, is::SHORT, &group.title)?;
                }
            }
        }
        for (family, other) in sounds_like {
            let found = self
                .family(self.entry(&other))
                .filter(|found| *found.canonical == *other)
                .map(|found| (found.sound.clone(), found.key));
            let place = usize::from(family)
                .checked_sub(1)
                .and_then(|at| self.families.get_mut(at));
            match (found, place) {
                (Some((sound, key)), Some(place)) => {
                    place.sound = sound;
                    place.key = key;
                }
                (_, place) => {
                    return Err(NamesError::SoundsLikeNothing {
                        family: place.map(|f| f.canonical.to_string()).unwrap_or_default(),
                        other,
                    });
                }
            }
        }
        Ok(())
    }

    fn add_family(&mut self, head: &str, common: &[String]) -> u16 {
        let mut sound = Rewritten::of(head);
        self.sound.apply(&mut sound);
        self.families.push(Family {
            canonical: head.into(),
            sound: sound.as_str().into(),
            spelling: hash(head),
            key: hash(sound.as_str()),
            common: common.iter().any(|word| word == head),
            joined: None,
        });
        u16::try_from(self.families.len()).unwrap_or(0)
    }

    fn claim(
        &mut self,
        word: &str,
        family: u16,
        flags: u16,
        group: &str,
    ) -> Result<(), NamesError> {
        let place = self.place(word, group)?;
        let first = place.family;
        if first != 0 && first != family {
            let name = |family| {
                self.family_at(family)
                    .map(|family| family.canonical.to_string())
                    .unwrap_or_default()
            };
            return Err(NamesError::Twice {
                spelling: word.to_owned(),
                first: name(first),
                second: name(family),
            });
        }
        *place = Entry {
            flags: place.flags | flags,
            family,
        };
        Ok(())
    }

    fn add_words(&mut self, file: &NamesFile) -> Result<(), NamesError> {
        for (section, words, flags) in [
            ("titles.anywhere", &file.titles.anywhere, is::TITLE_ANYWHERE),
            ("titles.front", &file.titles.front, is::TITLE_FRONT),
            ("titles.back", &file.titles.back, is::TITLE_BACK),
            (
                "titles.back_unsure",
                &file.titles.back_unsure,
                is::TITLE_BACK | is::BACK_UNSURE,
            ),
            ("fillers", &file.fillers.words, is::FILLER),
            ("markers", &file.markers.words, is::MARKER),
            ("markers.strokes", &file.markers.strokes, is::STROKE),
            ("markers.alias", &file.markers.alias, is::ALIAS),
            ("glued.except", &file.glued.except, is::NOT_GLUED | is::NAME),
            ("prefixes", &file.prefixes.words, is::PREFIX),
            ("particles", &file.particles.words, is::PARTICLE),
            (
                "particles.balinese",
                &file.particles.balinese,
                is::BALINESE_PARTICLE,
            ),
            ("known", &file.known.words, is::NAME),
        ] {
            for word in words {
                let place = self.place(word, section)?;
                place.flags |= flags;
            }
        }
        self.add_known_families(file)?;
        // A mark on a name holds for every spelling of it.
        for (words, flags) in [
            (&file.prefixes.words, is::PREFIX),
            (&file.particles.before, is::BALINESE),
        ] {
            for word in words {
                let family = self.entry(word).family;
                for entry in self.words.values_mut() {
                    if family != 0 && entry.family == family {
                        entry.flags |= flags;
                    }
                }
            }
        }
        Ok(())
    }

    /// A known name in today's spelling is a family of one.
    fn add_known_families(&mut self, file: &NamesFile) -> Result<(), NamesError> {
        for word in &file.known.words {
            let mut today = Rewritten::of(word);
            self.spelling.apply(&mut today);
            if self.entry(word).family == 0 && today.as_str() == word {
                let family = self.add_family(word, &file.common.words);
                self.claim(word, family, 0, "known")?;
            }
        }
        Ok(())
    }

    /// Marks the families that are two other names written as one, so that both ways of writing read alike.
    fn join_families(&mut self) {
        for at in 0..self.families.len() {
            let joined = self
                .families
                .get(at)
                .and_then(|family| self.split(&family.canonical))
                .and_then(|(_, first, second)| {
                    let (first, second) = (first.family, second.family);
                    (first != 0 && second != 0).then_some((first, second))
                });
            if let Some(family) = self.families.get_mut(at) {
                family.joined = joined;
            }
        }
    }

    /// Splits a word into a usual first word and another known name: where, and what is known of both.
    pub(super) fn split(&self, word: &str) -> Option<(usize, Entry, Entry)> {
        if word.len() < 7 || !word.starts_with(['A', 'N', 'S', 'M']) {
            return None;
        }
        (3..=word.len() - 4).rev().find_map(|at| {
            let (first, second) = word.split_at_checked(at)?;
            let first = self.entry(first);
            if !first.is(is::PREFIX) || first.is(is::SHORT) {
                return None;
            }
            let second = self.entry(second);
            Self::is_name(second).then_some((at, first, second))
        })
    }

    fn place(&mut self, word: &str, section: &str) -> Result<&mut Entry, NamesError> {
        pack(word)
            .filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase()))
            .map(|packed| self.words.entry(packed).or_default())
            .ok_or_else(|| NamesError::Word {
                word: word.to_owned(),
                section: section.to_owned(),
            })
    }
}

fn check_sources(file: &NamesFile) -> Result<(), NamesError> {
    let sections = [
        ("titles", &file.titles.source),
        ("fillers", &file.fillers.source),
        ("markers", &file.markers.source),
        ("glued", &file.glued.source),
        ("prefixes", &file.prefixes.source),
        ("particles", &file.particles.source),
        ("common", &file.common.source),
        ("spelling", &file.spelling.source),
        ("sound", &file.sound.source),
        ("known", &file.known.source),
    ];
    let groups = file
        .group
        .iter()
        .map(|group| (group.title.as_str(), &group.source));
    for (section, sources) in sections.into_iter().chain(groups) {
        for source in sources {
            if !file.sources.contains_key(source) {
                return Err(NamesError::Source {
                    section: section.to_owned(),
                    source_name: source.clone(),
                });
            }
        }
    }
    Ok(())
}

/// Up to sixteen letters in one number; longer words are in no table.
fn pack(word: &str) -> Option<u128> {
    let bytes = word.as_bytes();
    let mut packed = [0; 16];
    packed.get_mut(..bytes.len())?.copy_from_slice(bytes);
    (!bytes.is_empty()).then(|| u128::from_le_bytes(packed))
}

/// A hash of letters that is the same in every run, on every machine and in every version: it is written to files.
pub(super) fn hash(letters: &str) -> u64 {
    const MULTIPLIER: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut state = letters.len() as u64 ^ 0x517C_C1B7_2722_0A95;
    for chunk in letters.as_bytes().chunks(8) {
        let mut bytes = [0; 8];
        bytes
            .iter_mut()
            .zip(chunk)
            .for_each(|(place, &byte)| *place = byte);
        state = (state ^ u64::from_le_bytes(bytes)).wrapping_mul(MULTIPLIER);
        state ^= state >> 29;
    }
    state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
    state ^ (state >> 32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_file_is_sound() {
        let knowledge = NameKnowledge::from_toml(SHIPPED).unwrap();
        assert!(knowledge.families.len() > 1000);
    }
}
