//! Provinces, regencies and districts by the codes of Kemendagri.

use std::{fmt, sync::LazyLock};

/// How large a region is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RegionLevel {
    /// *Provinsi*: `35`.
    Province,
    /// *Kabupaten* or *kota*: `35.07`.
    Regency,
    /// *Kecamatan*: `35.07.13`.
    District,
}

/// A region of today (`idn-area-data` 4.0.1, see `data/README.md`).
///
/// Codes change when a region is divided: a code that is not here may have been right when it was written.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Region {
    code: &'static str,
    name: &'static str,
}

/// All regions by code.
static REGIONS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let mut regions: Vec<Region> = [
        include_str!("../data/regions/provinces.csv"),
        include_str!("../data/regions/regencies.csv"),
        include_str!("../data/regions/districts.csv"),
    ]
    .into_iter()
    .flat_map(|table| table.lines().skip(1))
    .filter_map(|line| {
        // Code first, name last; between them the code above. No name of these tables holds a comma.
        let (code, rest) = line.split_once(',')?;
        let name = rest.rsplit(',').next()?.trim_matches('"');
        Some(Region { code, name })
    })
    .collect();
    regions.sort_unstable_by_key(|region| region.code);
    regions
});

impl Region {
    /// The region with a code, written with dots or without; what follows the district (the village) is passed over.
    pub fn find(code: &str) -> Option<Self> {
        let digits: Vec<char> = code.trim().chars().filter(|c| *c != '.').collect();
        if !digits.iter().all(char::is_ascii_digit) || !matches!(digits.len(), 2 | 4 | 6 | 10) {
            return None;
        }
        let pairs: Vec<String> = digits
            .chunks(2)
            .take(3)
            .map(|p| p.iter().collect())
            .collect();
        let dotted = pairs.join(".");
        let at = REGIONS.binary_search_by(|region| region.code.cmp(&dotted));
        at.ok().and_then(|at| REGIONS.get(at)).copied()
    }

    /// All regions of a level by code.
    pub fn all(level: RegionLevel) -> impl Iterator<Item = Self> {
        let of_level = move |region: &Self| region.level() == level;
        REGIONS.iter().copied().filter(of_level)
    }

    /// The dotted code.
    pub fn code(self) -> &'static str {
        self.code
    }

    /// The name as Kemendagri writes it: `Kabupaten Malang`, `Singosari`. Quotation marks in names are doubled.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// How large it is.
    pub fn level(self) -> RegionLevel {
        match self.code.len() {
            2 => RegionLevel::Province,
            5 => RegionLevel::Regency,
            _ => RegionLevel::District,
        }
    }

    /// The region that it is a part of.
    pub fn parent(self) -> Option<Self> {
        let (above, _) = self.code.rsplit_once('.')?;
        Self::find(above)
    }
}

impl fmt::Display for Region {
    /// `Singosari, Kabupaten Malang, Jawa Timur`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        match self.parent() {
            Some(parent) => write!(f, ", {parent}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Region {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Region({})", self.code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_country() {
        for (level, count) in [
            (RegionLevel::Province, 38),
            (RegionLevel::Regency, 514),
            (RegionLevel::District, 7285),
        ] {
            assert_eq!(Region::all(level).count(), count, "{level:?}");
            assert!(Region::all(level).all(|region| !region.name().is_empty()));
            assert!(Region::all(level).all(|region| Region::find(region.code()) == Some(region)));
        }
        let has_parent = |region: Region| region.parent().is_some();
        assert!(Region::all(RegionLevel::District).all(has_parent));
        assert!(Region::all(RegionLevel::Regency).all(has_parent));
    }

    #[test]
    fn codes_as_people_write_them() {
        for (code, name) in [
            ("35", Some("Jawa Timur")),
            ("3507", Some("Kabupaten Malang, Jawa Timur")),
            ("35.07.24", Some("Singosari, Kabupaten Malang, Jawa Timur")),
            (
                "35.07.24.2001",
                Some("Singosari, Kabupaten Malang, Jawa Timur"),
            ),
            ("350724", Some("Singosari, Kabupaten Malang, Jawa Timur")),
            ("00.00.00", None),
            ("35.0", None),
            ("Malang", None),
            ("", None),
        ] {
            let found = Region::find(code).map(|region| region.to_string());
            assert_eq!(found.as_deref(), name, "{code}");
        }
    }
}
