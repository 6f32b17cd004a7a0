//! Names as each ethnic group forms them, by sex and by the years of birth.

use crate::{random::Random, weighted::Weighted};
use domain::Sex;
use std::{collections::HashMap, sync::LazyLock};

/// An ethnic group by its label in `data/names/patterns.txt`.
pub type Group = &'static str;

/// A piece of a name pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// Drawn from a pool.
    Pool(&'static str),
    /// Drawn from two pools and joined into one token.
    Joined(&'static str, &'static str),
    /// Stands for itself.
    Literal(&'static str),
    /// The father's first name.
    Father,
    /// The clan name of the family.
    Family,
}

impl Slot {
    fn read(text: &'static str) -> Self {
        match text {
            "FATHER" => Self::Father,
            "FAMILY" => Self::Family,
            _ if text.starts_with(|c: char| c.is_ascii_uppercase()) => Self::Literal(text),
            _ => match text.split_once('+') {
                Some((stem, end)) => Self::Joined(stem, end),
                None => Self::Pool(text),
            },
        }
    }
}

/// The last year of birth of each cohort of `patterns.txt` but the last.
const COHORT_ENDS: [i16; 3] = [1969, 1984, 1999];
const COHORTS: usize = COHORT_ENDS.len() + 1;

/// A pattern with its weight in each cohort.
type Row = ([u64; COHORTS], Vec<Slot>);

/// The pools and patterns of all groups.
pub struct Names {
    pools: HashMap<&'static str, Weighted<&'static str>>,
    patterns: HashMap<(Group, Sex), [Weighted<Vec<Slot>>; COHORTS]>,
    groups: HashMap<&'static str, Weighted<Group>>,
}

static NAMES: LazyLock<Names> = LazyLock::new(Names::load);

/// The lines of a data file that are neither blank nor comment.
pub(crate) fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
}

impl Names {
    /// The one table of names.
    pub fn get() -> &'static Self {
        &NAMES
    }

    fn load() -> Self {
        let pools = lines(include_str!("../data/names/pools.txt"))
            .filter_map(|line| line.split_once(": "))
            .map(|(label, names)| (label, Weighted::ranked(names.split(' '))))
            .collect();
        let mut rows: HashMap<(Group, Sex), Vec<Row>> = HashMap::new();
        for line in lines(include_str!("../data/names/patterns.txt")) {
            let mut words = line.split(' ');
            let (Some(group), Some(sex)) = (words.next(), words.next().and_then(Sex::read)) else {
                continue;
            };
            let weights =
                [(); COHORTS].map(|()| words.next().and_then(|w| w.parse().ok()).unwrap_or(0));
            let slots = words.map(Slot::read).collect();
            rows.entry((group, sex)).or_default().push((weights, slots));
        }
        let patterns = rows
            .into_iter()
            .map(|(key, rows)| {
                let of_cohort = |cohort: usize| {
                    rows.iter()
                        .map(|(weights, slots)| {
                            (slots.clone(), weights.get(cohort).copied().unwrap_or(0))
                        })
                        .collect()
                };
                (key, std::array::from_fn(of_cohort))
            })
            .collect();
        let groups = lines(include_str!("../data/names/groups.txt"))
            .filter_map(|line| line.split_once(' '))
            .map(|(province, groups)| {
                let groups = groups
                    .split(' ')
                    .filter_map(|share| share.split_once(':'))
                    .map(|(group, percent)| (group, percent.parse().unwrap_or(0)))
                    .collect();
                (province, groups)
            })
            .collect();
        Self {
            pools,
            patterns,
            groups,
        }
    }

    /// The group of a family that lives in the province with this code.
    pub fn group_in(&self, province: &str, random: &mut Random) -> Group {
        self.groups
            .get(province)
            .and_then(|groups| groups.draw(random))
            .copied()
            .unwrap_or("JAW")
    }

    /// The clan name of a family, for the groups that have them.
    pub fn family_name(&self, group: Group, random: &mut Random) -> Option<&'static str> {
        let pool = match group {
            "BAT" => "bat_clan",
            "FLO" => "flo_family",
            "MIH" => "mih_family",
            "AMB" => "amb_family",
            "PAP" => "pap_family",
            "TIO" => "tio_family",
            _ => return None,
        };
        self.draw(pool, random)
    }

    fn draw(&self, pool: &str, random: &mut Random) -> Option<&'static str> {
        self.pools.get(pool)?.draw(random).copied()
    }

    /// The civil name of somebody, in capitals, its tokens parted by single spaces.
    pub fn name(&self, bearer: &Bearer<'_>, random: &mut Random) -> String {
        let cohort = COHORT_ENDS
            .iter()
            .filter(|end| bearer.birth_year > **end)
            .count();
        let pattern = self
            .patterns
            .get(&(bearer.group, bearer.sex))
            .and_then(|cohorts| cohorts.get(cohort)?.draw(random));
        let mut name = String::with_capacity(32);
        let mut last = "";
        for slot in pattern.into_iter().flatten() {
            let (token, end) = match slot {
                Slot::Literal(text) => (*text, ""),
                Slot::Father => (bearer.father.split(' ').next().unwrap_or_default(), ""),
                Slot::Family => (bearer.family.unwrap_or_default(), ""),
                Slot::Pool(pool) => {
                    let mut token = self.draw(pool, random).unwrap_or_default();
                    // Nobody is called `PUTRI PUTRI`.
                    if token == last {
                        token = self.draw(pool, random).unwrap_or_default();
                    }
                    last = token;
                    (token, "")
                }
                Slot::Joined(stem, end) => (
                    self.draw(stem, random).unwrap_or_default(),
                    self.draw(end, random).unwrap_or_default(),
                ),
            };
            if token.is_empty() {
                continue;
            }
            if !name.is_empty() {
                name.push(' ');
            }
            for piece in [token, end] {
                name.extend(piece.chars().map(|c| if c == '_' { ' ' } else { c }));
            }
        }
        name
    }
}

/// What decides how somebody is called.
#[derive(Debug, Clone, Copy)]
pub struct Bearer<'a> {
    /// The group of the family.
    pub group: Group,
    /// Male or female.
    pub sex: Sex,
    /// Year of birth: fashions change.
    pub birth_year: i16,
    /// The father's name.
    pub father: &'a str,
    /// The clan name, where the group has any.
    pub family: Option<&'a str>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;
    use std::collections::HashSet;

    #[test]
    fn every_pattern_draws_on_pools_that_exist() {
        let names = Names::get();
        for ((group, sex), cohorts) in &names.patterns {
            for cohort in cohorts {
                assert!(!cohort.is_empty(), "{group} {sex:?}");
            }
        }
        for line in lines(include_str!("../data/names/patterns.txt")) {
            let words: Vec<&'static str> = line.split(' ').collect();
            assert!(words.len() > 6, "{line}");
            for slot in words[6..].iter().map(|word| Slot::read(word)) {
                let pools = match slot {
                    Slot::Pool(pool) => vec![pool],
                    Slot::Joined(stem, end) => vec![stem, end],
                    _ => vec![],
                };
                for pool in pools {
                    assert!(names.pools.contains_key(pool), "{line}: {pool}");
                }
            }
        }
    }

    #[test]
    fn every_province_has_groups_that_form_names() {
        let names = Names::get();
        let provinces: HashSet<&str> = crate::regions::Regions::get()
            .regencies()
            .iter()
            .map(|r| r.province())
            .collect();
        for province in provinces {
            assert!(names.groups.contains_key(province), "{province}");
        }
        for line in lines(include_str!("../data/names/groups.txt")) {
            let shares = line.split(' ').skip(1).map(|s| s.split_once(':').unwrap());
            let mut sum = 0;
            for (group, percent) in shares {
                sum += percent.parse::<u32>().unwrap();
                assert!(names.patterns.contains_key(&(group, Sex::Male)), "{line}");
                assert!(names.patterns.contains_key(&(group, Sex::Female)), "{line}");
            }
            assert_eq!(sum, 100, "{line}");
        }
    }

    #[test]
    fn names_of_a_javanese_village() {
        let names = Names::get();
        let mut random = Random::new(11, Purpose::Person, 0);
        let bearer = Bearer {
            group: "JAW",
            sex: Sex::Female,
            birth_year: 1965,
            father: "SLAMET",
            family: None,
        };
        let drawn: Vec<String> = (0..2000)
            .map(|_| names.name(&bearer, &mut random))
            .collect();
        let single = drawn.iter().filter(|name| !name.contains(' ')).count();
        assert!(
            (1200..1600).contains(&single),
            "{single} of 2000 have one name"
        );
        assert!(
            drawn
                .iter()
                .all(|n| n.bytes().all(|b| b.is_ascii_uppercase() || b == b' '))
        );
        assert!(drawn.iter().all(|n| !n.is_empty() && !n.contains("  ")));
    }
}
