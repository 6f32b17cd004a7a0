//! Countries by ISO 3166-1, read from the many ways in which sources write them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{collections::HashMap, fmt, sync::LazyLock};

/// A country or territory of ISO 3166-1, or one of the codes that ICAO Doc 9303-3 section 5 adds for travel documents.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 3]);

struct Entry {
    alpha2: &'static str,
    name_id: &'static str,
    name_en: &'static str,
}

/// Codes of ICAO Doc 9303-3 section 5, parts A to D, that ISO 3166-1 lacks, with their names.
const TRAVEL_DOCUMENT_CODES: [(&str, &str, &str); 20] = [
    (
        "GBD",
        "Wilayah Seberang Laut Britania",
        "British Overseas Territories citizen",
    ),
    (
        "GBN",
        "Warga nasional Britania (luar negeri)",
        "British National (Overseas)",
    ),
    (
        "GBO",
        "Warga seberang laut Britania",
        "British Overseas citizen",
    ),
    (
        "GBP",
        "Orang yang dilindungi Britania",
        "British protected person",
    ),
    ("GBS", "Rakyat Britania", "British subject"),
    ("EUE", "Uni Eropa", "European Union"),
    ("UNO", "Perserikatan Bangsa-Bangsa", "United Nations"),
    (
        "UNA",
        "Badan khusus PBB",
        "United Nations specialised agency",
    ),
    (
        "UNK",
        "Misi PBB di Kosovo",
        "United Nations Mission in Kosovo",
    ),
    ("XOM", "Ordo Malta", "Sovereign Military Order of Malta"),
    ("XPO", "Interpol", "Interpol"),
    ("XXA", "Tanpa kewarganegaraan", "Stateless person"),
    (
        "XXB",
        "Pengungsi (Konvensi 1951)",
        "Refugee (1951 Convention)",
    ),
    ("XXC", "Pengungsi lain", "Refugee (other)"),
    (
        "XXX",
        "Kewarganegaraan tidak ditentukan",
        "Unspecified nationality",
    ),
    ("XBA", "Bank Pembangunan Afrika", "African Development Bank"),
    ("XCC", "Komunitas Karibia", "Caribbean Community"),
    ("XCT", "Siprus Utara", "Northern Cyprus"),
    ("RKS", "Kosovo", "Kosovo"),
    // The state that issues the specimens of Doc 9303.
    ("UTO", "Utopia (contoh)", "Utopia (specimen)"),
];

/// Other words for a country that lists use, lower case.
const OTHER_NAMES: [(&str, &str); 47] = [
    ("wni", "IDN"),
    ("indonesian", "IDN"),
    ("republik indonesia", "IDN"),
    ("republic of indonesia", "IDN"),
    ("ri", "IDN"),
    ("indo", "IDN"),
    ("ina", "IDN"),
    ("malaysian", "MYS"),
    ("mas", "MYS"),
    ("singapore", "SGP"),
    ("singaporean", "SGP"),
    ("spore", "SGP"),
    ("taiwan", "TWN"),
    ("taiwanese", "TWN"),
    ("hongkong", "HKG"),
    ("hong kong sar", "HKG"),
    ("hksar", "HKG"),
    ("hk", "HKG"),
    ("macau", "MAC"),
    ("makau", "MAC"),
    ("korea", "KOR"),
    ("korsel", "KOR"),
    ("korea selatan", "KOR"),
    ("republic of korea", "KOR"),
    ("jepang", "JPN"),
    ("arab saudi", "SAU"),
    ("saudi", "SAU"),
    ("ksa", "SAU"),
    ("uea", "ARE"),
    ("uae", "ARE"),
    ("uni emirat arab", "ARE"),
    ("dubai", "ARE"),
    ("brunei darussalam", "BRN"),
    ("brunei", "BRN"),
    ("filipina", "PHL"),
    ("china", "CHN"),
    ("tiongkok", "CHN"),
    ("cina", "CHN"),
    ("prc", "CHN"),
    ("usa", "USA"),
    ("amerika serikat", "USA"),
    ("inggris", "GBR"),
    ("uk", "GBR"),
    ("kamboja", "KHM"),
    ("turki", "TUR"),
    ("turkey", "TUR"),
    ("turkiye", "TUR"),
];

struct Tables {
    by_code: HashMap<[u8; 3], Entry>,
    by_alpha2: HashMap<[u8; 2], Country>,
    by_name: HashMap<String, Country>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        by_code: HashMap::new(),
        by_alpha2: HashMap::new(),
        by_name: HashMap::new(),
    };
    for line in include_str!("../data/countries.tsv").lines().skip(1) {
        let mut fields = line.split('\t');
        let (Some(alpha3), Some(alpha2), Some(_numeric), Some(name_id), Some(name_en)) = (
            fields.next(),
            fields.next(),
            fields.next(),
            fields.next(),
            fields.next(),
        ) else {
            continue;
        };
        let (Some(code), Ok(two)) = (code_of(alpha3), <[u8; 2]>::try_from(alpha2.as_bytes()))
        else {
            continue;
        };
        tables.by_alpha2.insert(two, Country(code));
        for name in [name_id, name_en] {
            tables.by_name.insert(plain(name), Country(code));
        }
        tables.by_code.insert(
            code,
            Entry {
                alpha2,
                name_id,
                name_en,
            },
        );
    }
    for (alpha3, name_id, name_en) in TRAVEL_DOCUMENT_CODES {
        if let Some(code) = code_of(alpha3) {
            tables.by_code.insert(
                code,
                Entry {
                    alpha2: "",
                    name_id,
                    name_en,
                },
            );
        }
    }
    for (name, alpha3) in OTHER_NAMES {
        if let Some(code) = code_of(alpha3) {
            tables.by_name.insert(name.to_owned(), Country(code));
        }
    }
    tables
});

fn code_of(text: &str) -> Option<[u8; 3]> {
    text.as_bytes().try_into().ok()
}

/// Lower case, letters and single blanks only.
fn plain(name: &str) -> String {
    let letters: String = name
        .chars()
        .filter(|c| !matches!(c, '.' | '\'' | '’'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Country {
    /// Indonesia.
    pub const INDONESIA: Self = Self(*b"IDN");

    /// By three-letter code, upper case: ISO 3166-1 or ICAO Doc 9303-3 section 5.
    pub fn from_alpha3(code: &str) -> Option<Self> {
        let code = code_of(code)?;
        TABLES.by_code.contains_key(&code).then_some(Self(code))
    }

    /// By two-letter code of ISO 3166-1, upper case.
    pub fn from_alpha2(code: &str) -> Option<Self> {
        let code = <[u8; 2]>::try_from(code.as_bytes()).ok()?;
        TABLES.by_alpha2.get(&code).copied()
    }

    /// Reads a code or a name in Indonesian or English, as passenger messages, passports and lists write it:
    /// `IDN`, `ID`, `Indonesia`, `WNI`, `Korea Selatan`, `D<<`.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches('<');
        if text.is_empty() {
            return None;
        }
        // Germany is the one state with a one-letter code (ICAO Doc 9303-3 section 5).
        if text == "D" {
            return Self::from_alpha3("DEU");
        }
        if text.is_ascii() && text.len() <= 3 {
            let upper = text.to_ascii_uppercase();
            if let Some(country) = Self::from_alpha3(&upper).or_else(|| Self::from_alpha2(&upper)) {
                return Some(country);
            }
        }
        TABLES.by_name.get(&plain(text)).copied()
    }

    /// The three-letter code.
    pub fn alpha3(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The countries and territories of ISO 3166-1, by name in a language.
    pub fn all(language: crate::Language) -> Vec<Self> {
        let mut all: Vec<Self> = TABLES.by_alpha2.values().copied().collect();
        all.sort_by_key(|country| country.name(language));
        all
    }

    /// The two-letter code; empty for a code that only travel documents use.
    pub fn alpha2(&self) -> &'static str {
        TABLES.by_code.get(&self.0).map_or("", |entry| entry.alpha2)
    }

    /// The name in a language.
    pub fn name(&self, language: crate::Language) -> &'static str {
        TABLES
            .by_code
            .get(&self.0)
            .map_or("", |entry| match language {
                crate::Language::Id => entry.name_id,
                crate::Language::En => entry.name_en,
            })
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.alpha3())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.alpha3())
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.alpha3())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::from_alpha3(&text)
            .ok_or_else(|| serde::de::Error::custom("expected a country code of three letters"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Language;

    #[test]
    fn as_sources_write_them() {
        for (text, expected) in [
            ("IDN", "IDN"),
            ("ID", "IDN"),
            ("indonesia", "IDN"),
            ("WNI", "IDN"),
            ("Korea Selatan", "KOR"),
            ("South Korea", "KOR"),
            ("D<<", "DEU"),
            ("D", "DEU"),
            ("GBD", "GBD"),
            ("Hong Kong", "HKG"),
            ("Malaysia", "MYS"),
        ] {
            let read = Country::read(text).map(|c| c.to_string());
            assert_eq!(read.as_deref(), Some(expected), "{text:?}");
        }
        assert_eq!(Country::read("QQQ"), None);
        assert_eq!(Country::read(""), None);
        assert_eq!(Country::read("Atlantis"), None);
    }

    #[test]
    fn every_alias_names_a_country() {
        for (name, code) in OTHER_NAMES {
            assert!(Country::from_alpha3(code).is_some(), "{name}");
        }
        assert_eq!(Country::INDONESIA.alpha2(), "ID");
        let japan = Country::from_alpha3("JPN").unwrap();
        assert_eq!(japan.name(Language::Id), "Jepang");
        assert_eq!(japan.name(Language::En), "Japan");
    }
}
