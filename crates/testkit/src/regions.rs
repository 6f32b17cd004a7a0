//! Provinces, regencies and districts, and how many workers come from each.

use crate::{random::Random, weighted::Weighted};
use domain::{Region, RegionLevel};
use std::{collections::HashMap, sync::LazyLock};

/// A regency (*kabupaten*) or town (*kota*).
#[derive(Debug)]
pub struct Regency {
    /// Dotted code of Kemendagri, such as `35.07`.
    pub code: &'static str,
    /// Full name in capitals, such as `KABUPATEN MALANG`.
    pub name: String,
    /// Its districts (*kecamatan*): dotted code and name in capitals.
    pub districts: Vec<(&'static str, String)>,
}

impl Regency {
    /// Code of the province, such as `35`.
    pub fn province(&self) -> &'static str {
        self.code.get(..2).unwrap_or_default()
    }

    /// The name without `KABUPATEN` or `KOTA`, as passports print it.
    pub fn short_name(&self) -> &str {
        self.name
            .strip_prefix("KABUPATEN ")
            .or_else(|| self.name.strip_prefix("KOTA "))
            .unwrap_or(&self.name)
    }
}

/// All regencies, and how often each is an origin.
pub struct Regions {
    regencies: Vec<Regency>,
    by_origin: Weighted<usize>,
    by_people: Weighted<usize>,
}

static REGIONS: LazyLock<Regions> = LazyLock::new(Regions::load);

impl Regions {
    /// The one table of the country.
    pub fn get() -> &'static Self {
        &REGIONS
    }

    fn load() -> Self {
        let mut districts: HashMap<&str, Vec<(&str, String)>> = HashMap::new();
        for district in Region::all(RegionLevel::District) {
            let name = district.name().replace('"', "").to_uppercase();
            let regency = district.parent().map_or("", Region::code);
            let of_regency = districts.entry(regency).or_default();
            of_regency.push((district.code(), name));
        }
        let regencies: Vec<Regency> = Region::all(RegionLevel::Regency)
            .map(|regency| Regency {
                code: regency.code(),
                name: regency.name().to_uppercase(),
                districts: districts.remove(regency.code()).unwrap_or_default(),
            })
            .collect();
        let by_origin = origin_weights(&regencies).into_iter().enumerate().collect();
        // Where people live follows the number of districts closely enough for travellers who are no workers; towns fly more.
        let by_people = regencies
            .iter()
            .map(|r| r.districts.len() as u64 * if r.name.starts_with("KOTA") { 4 } else { 1 })
            .enumerate()
            .collect();
        Self {
            regencies,
            by_origin,
            by_people,
        }
    }

    /// The home of a worker, after the published figures of origin.
    pub fn origin_of_worker(&self, random: &mut Random) -> Option<&Regency> {
        self.regencies.get(*self.by_origin.draw(random)?)
    }

    /// The home of anybody.
    pub fn home_of_anybody(&self, random: &mut Random) -> Option<&Regency> {
        self.regencies.get(*self.by_people.draw(random)?)
    }

    /// All regencies by code.
    pub fn regencies(&self) -> &[Regency] {
        &self.regencies
    }
}

/// Each regency's weight: its province's workers, shared out by the regencies' factors.
fn origin_weights(regencies: &[Regency]) -> Vec<u64> {
    let mut of_province: HashMap<&str, u64> = HashMap::new();
    let mut factors: HashMap<&str, u64> = HashMap::new();
    for line in include_str!("../data/origins.txt").lines() {
        let words: Vec<&str> = line.split(' ').collect();
        match words.as_slice() {
            ["province", code, workers] => {
                of_province.insert(code, workers.parse().unwrap_or(0));
            }
            ["regency", code, factor] => {
                factors.insert(code, factor.parse().unwrap_or(0));
            }
            _ => {}
        }
    }
    let factor = |regency: &Regency| {
        let usual = if regency.name.starts_with("KOTA") {
            1
        } else {
            2
        };
        factors.get(regency.code).copied().unwrap_or(usual)
    };
    let mut sums: HashMap<&str, u64> = HashMap::new();
    for regency in regencies {
        *sums.entry(regency.province()).or_default() += factor(regency);
    }
    regencies
        .iter()
        .map(|regency| {
            let workers = of_province.get(regency.province()).copied().unwrap_or(0);
            let sum = sums.get(regency.province()).copied().unwrap_or(1);
            // In millionths of a worker, so that the whole-number division loses nothing that matters.
            workers * 1_000_000 * factor(regency) / sum
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_country() {
        let regions = Regions::get();
        assert_eq!(regions.regencies().len(), 514);
        let districts: usize = regions.regencies().iter().map(|r| r.districts.len()).sum();
        assert_eq!(districts, 7285);
        assert!(regions.regencies().iter().all(|r| !r.districts.is_empty()));
        let malang = regions
            .regencies()
            .iter()
            .find(|r| r.code == "35.07")
            .unwrap();
        assert_eq!(malang.short_name(), "MALANG");
    }

    #[test]
    fn every_line_of_origins_names_a_region() {
        let regions = Regions::get();
        for line in include_str!("../data/origins.txt")
            .lines()
            .filter(|l| !l.starts_with('#'))
        {
            let words: Vec<&str> = line.split(' ').collect();
            let [kind, code, number] = words.as_slice() else {
                panic!("{line}")
            };
            assert!(number.parse::<u64>().is_ok(), "{line}");
            let known = match *kind {
                "province" => regions.regencies().iter().any(|r| r.province() == *code),
                "regency" => regions.regencies().iter().any(|r| r.code == *code),
                _ => false,
            };
            assert!(known, "{line}");
        }
    }
}
