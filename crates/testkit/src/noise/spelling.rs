//! The same name in another spelling.

use crate::{names::lines, random::Random};
use std::{collections::HashMap, sync::LazyLock};

/// Which respellings are meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Respelling {
    /// The spelling before the reforms of 1947 and 1972.
    Old,
    /// Another spelling of what sounds alike.
    Sound,
}

struct Tables {
    groups: Vec<Vec<&'static str>>,
    group_of: HashMap<&'static str, usize>,
    respellings: HashMap<Respelling, Vec<(&'static str, &'static str)>>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let groups: Vec<Vec<&str>> = lines(include_str!("../../data/noise/spellings.txt"))
        .map(|line| line.split(' ').collect())
        .collect();
    let mut group_of = HashMap::new();
    for (at, group) in groups.iter().enumerate() {
        for name in group {
            group_of.entry(*name).or_insert(at);
        }
    }
    let mut respellings: HashMap<Respelling, Vec<_>> = HashMap::new();
    for line in lines(include_str!("../../data/noise/respellings.txt")) {
        let words: Vec<&str> = line.split(' ').collect();
        if let [kind, from, to] = words.as_slice() {
            let kind = match *kind {
                "old" => Respelling::Old,
                _ => Respelling::Sound,
            };
            respellings.entry(kind).or_default().push((*from, *to));
        }
    }
    Tables {
        groups,
        group_of,
        respellings,
    }
});

/// Replaces one token by another member of its group of spellings; `None` if no token belongs to one.
pub fn variant(name: &str, random: &mut Random) -> Option<String> {
    let tables = &*TABLES;
    let tokens: Vec<&str> = name.split(' ').collect();
    let known: Vec<(usize, &Vec<&str>)> = tokens
        .iter()
        .enumerate()
        .filter_map(|(at, token)| {
            let group = tables.group_of.get(token)?;
            Some((at, tables.groups.get(*group)?))
        })
        .collect();
    let (at, group) = random.pick(&known)?;
    let others: Vec<&str> = group
        .iter()
        .copied()
        .filter(|other| Some(other) != tokens.get(*at))
        .collect();
    let other = random.pick(&others)?.replace('_', " ");
    let written: Vec<&str> = tokens
        .iter()
        .enumerate()
        .map(|(i, token)| if i == *at { other.as_str() } else { token })
        .collect();
    Some(written.join(" "))
}

/// Respells one place of the name, chosen among all that a respelling of this kind fits; `None` if none fits.
pub fn respelt(name: &str, kind: Respelling, random: &mut Random) -> Option<String> {
    let rules = TABLES.respellings.get(&kind)?;
    let places: Vec<(usize, &str, &str)> = rules
        .iter()
        .flat_map(|(from, to)| {
            name.match_indices(from)
                .map(move |(at, _)| (at, *from, *to))
        })
        // A doubled letter is undone by its own rule, not doubled again.
        .filter(|(at, from, to)| {
            !(to.starts_with(from) && name[at + from.len()..].starts_with(from))
        })
        .collect();
    let (at, from, to) = *random.pick(&places)?;
    let (before, rest) = name.split_at_checked(at)?;
    let after = rest.strip_prefix(from)?;
    Some([before, to, after].concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use std::collections::HashSet;

    fn drawn(mut write: impl FnMut(&mut Random) -> Option<String>) -> HashSet<String> {
        let mut random = Random::new(1, Purpose::Recording, 1);
        (0..300).filter_map(|_| write(&mut random)).collect()
    }

    #[test]
    fn spellings_of_a_frequent_name() {
        let seen = drawn(|random| variant("MUHAMMAD HIDIR", random));
        assert!(
            seen.contains("MOCHAMAD HIDIR") && seen.contains("M HIDIR"),
            "{seen:?}"
        );
        assert!(
            seen.iter()
                .all(|name| name.ends_with(" HIDIR") && !name.starts_with("MUHAMMAD "))
        );
        assert!(drawn(|random| variant("HIDIR", random)).is_empty());
        assert!(drawn(|random| variant("NURJANAH", random)).contains("NUR JANAH"));
    }

    #[test]
    fn spellings_of_a_sound() {
        let old = drawn(|random| respelt("SUYONO", Respelling::Old, random));
        assert_eq!(old, HashSet::from(["SOEYONO".into(), "SUJONO".into()]));
        let sound = drawn(|random| respelt("FIKRI", Respelling::Sound, random));
        assert!(
            sound.contains("PIKRI") && sound.contains("FIKRY"),
            "{sound:?}"
        );
        assert!(drawn(|random| respelt("GRG", Respelling::Sound, random)).is_empty());
    }
}
