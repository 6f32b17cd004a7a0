//! Who shares a word of a name: for names of one word and names that very many share, where two words together do not tell.

use std::collections::HashMap;
use uuid::Uuid;

/// Rows by the sound of each word of their names. A row of an earlier state of a record stays: whoever reads the record
/// sees what it is now.
#[derive(Default)]
pub(super) struct Words {
    rows: Vec<(Uuid, u16)>,
    by_sound: HashMap<u32, Vec<u32>>,
}

/// Records that are read for one question.
const MOST: usize = 200;
/// Rows that are looked at for one word.
const MOST_ROWS: usize = 100_000;

impl Words {
    /// Adds a record with the sounds of its name and its year of birth, 0 where that is not known.
    pub(super) fn add(&mut self, id: Uuid, sounds: impl Iterator<Item = u32>, year: u16) {
        let Ok(row) = u32::try_from(self.rows.len()) else {
            return;
        };
        self.rows.push((id, year));
        for sound in sounds {
            self.by_sound.entry(sound).or_default().push(row);
        }
    }

    /// The records that share most words with a name, of those born in the year first, and whether there were more. A year
    /// beside the one asked for counts half: people err by one.
    pub(super) fn sharing(
        &self,
        sounds: impl Iterator<Item = u32>,
        year: u16,
    ) -> (Vec<Uuid>, bool) {
        let mut points: HashMap<u32, u8> = HashMap::new();
        let mut more = false;
        let mut asked: Vec<u32> = sounds.collect();
        asked.sort_unstable();
        asked.dedup();
        // The rarest word first: it says most.
        asked.sort_by_key(|sound| self.by_sound.get(sound).map_or(0, Vec::len));
        for sound in asked {
            let rows = self.by_sound.get(&sound).map_or(&[][..], Vec::as_slice);
            let known = !points.is_empty();
            more |= rows.len() > MOST_ROWS && !known;
            if known && rows.len() > MOST_ROWS {
                continue;
            }
            for row in rows.iter().rev().take(MOST_ROWS) {
                *points.entry(*row).or_default() += 4;
            }
        }
        let mut ranked: Vec<(u8, u32)> = points
            .into_iter()
            .map(|(row, points)| (points + self.years(row, year), row))
            .collect();
        more |= ranked.len() > MOST;
        ranked.sort_unstable_by(|one, other| other.cmp(one));
        ranked.truncate(MOST);
        let mut ids: Vec<Uuid> = Vec::with_capacity(ranked.len());
        for (_, row) in ranked {
            if let Some((id, _)) = self.rows.get(row as usize)
                && !ids.contains(id)
            {
                ids.push(*id);
            }
        }
        (ids, more)
    }

    fn years(&self, row: u32, year: u16) -> u8 {
        let own = self.rows.get(row as usize).map_or(0, |(_, year)| *year);
        match (own, year) {
            (0, _) | (_, 0) => 1,
            (own, year) if own == year => 2,
            (own, year) if own.abs_diff(year) == 1 => 1,
            _ => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_words_first_then_the_year() {
        let mut words = Words::default();
        let ids: Vec<Uuid> = (1..=4).map(Uuid::from_u128).collect();
        words.add(ids[0], [1, 2].into_iter(), 1990);
        words.add(ids[1], [1].into_iter(), 1990);
        words.add(ids[2], [1].into_iter(), 1971);
        words.add(ids[3], [9].into_iter(), 1990);
        let (found, more) = words.sharing([2, 1].into_iter(), 1990);
        assert_eq!((found, more), (vec![ids[0], ids[1], ids[2]], false));
        let (found, _) = words.sharing([1].into_iter(), 1971);
        assert_eq!(found[0], ids[2]);
        assert_eq!(words.sharing([5].into_iter(), 0), (vec![], false));
    }

    #[test]
    fn a_name_that_very_many_share_says_so() {
        let mut words = Words::default();
        for n in 0..300 {
            words.add(Uuid::from_u128(n), [1].into_iter(), 1990);
        }
        let (found, more) = words.sharing([1].into_iter(), 1990);
        assert_eq!((found.len(), more), (200, true));
    }
}
