//! Places where voyages begin and end, and the country each lies in.

mod time;

use crate::{Country, Language};
use std::{borrow::Cow, collections::HashMap, fmt, sync::LazyLock};

/// An airport or a seaport, by IATA code (three letters), UN/LOCODE (five letters) or, failing both, as the source named it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(transparent)]
pub struct Port(Cow<'static, str>);

struct Tables {
    airports: HashMap<&'static str, (&'static str, &'static str)>,
    seaports: HashMap<&'static str, (&'static str, &'static str)>,
    by_name: HashMap<&'static str, &'static str>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| {
    let mut tables = Tables {
        airports: HashMap::new(),
        seaports: HashMap::new(),
        by_name: HashMap::new(),
    };
    let rows = |text: &'static str| text.lines().skip(1).map(|line| line.split('\t'));
    for mut row in rows(include_str!("../data/airports.tsv")) {
        if let (Some(code), Some(country), Some(city)) = (row.next(), row.next(), row.next()) {
            tables.airports.insert(code, (country, city));
        }
    }
    for mut row in rows(include_str!("../data/seaports.tsv")) {
        if let (Some(code), Some(country), Some(names)) = (row.next(), row.next(), row.next()) {
            for (at, name) in names.split('|').enumerate() {
                if at == 0 {
                    tables.seaports.insert(code, (country, name));
                }
                tables.by_name.insert(name, code);
            }
        }
    }
    tables
});

/// Lower case words with single blanks, without what kind of port it is.
fn plain(name: &str) -> String {
    let words: String = name
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let kinds: [&[&str]; 6] = [
        &["pelabuhan"],
        &["port", "of"],
        &["port"],
        &["terminal", "ferry"],
        &["terminal"],
        &["bandara"],
    ];
    let name = words.join(" ");
    // `Port Klang` has its kind in its name.
    if TABLES.by_name.contains_key(name.as_str()) {
        return name;
    }
    let without = kinds.iter().find_map(|kind| words.strip_prefix(*kind));
    without.map_or(name, |rest| rest.join(" "))
}

impl Port {
    /// Reads an IATA code, a UN/LOCODE or the name of a port; a place that is not known is kept as it was written.
    /// `None` for a blank.
    pub fn read(text: &str) -> Option<Self> {
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let tables = &*TABLES;
        let upper = text.to_uppercase();
        let by_code = |code: &str| {
            let airport = tables.airports.get_key_value(code).map(|(code, _)| *code);
            airport.or_else(|| tables.seaports.get_key_value(code).map(|(code, _)| *code))
        };
        // `Jakarta (CGK)`, `Nunukan (Tunon Taka)`, `Pelabuhan Dumai`: a code says more than a name, the first name more than others.
        let parts = || text.split(['(', ')', ',', '/', '-']).map(str::trim);
        let known = by_code(&upper)
            .or_else(|| tables.by_name.get(plain(text).as_str()).copied())
            .or_else(|| parts().find_map(by_code))
            .or_else(|| parts().find_map(|part| tables.by_name.get(plain(part).as_str()).copied()));
        Some(Self(
            known.map_or_else(|| Cow::Owned(text.to_owned()), Cow::Borrowed),
        ))
    }

    /// Where somebody writes that they go, at a counter or on a list: codes of countries are written there too, and some are codes of
    /// small airports elsewhere (`SGP` is also Shay Gap), so a country's code is a country first. `None` for a blank.
    pub fn destination(text: &str) -> Option<Self> {
        let code = text.trim().to_ascii_uppercase();
        // Large airports whose codes tickets show, and no destination of placements.
        let airport = matches!(code.as_str(), "CAN" | "IND");
        match Country::from_alpha3(&code).filter(|_| !airport) {
            Some(country) => Self::read(country.name(Language::En)),
            None => Self::read(text),
        }
    }

    /// The code, or the words of the source.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The country it lies in, where known. A UN/LOCODE begins with it; some lists name a country instead of a port.
    pub fn country(&self) -> Option<Country> {
        let tables = &*TABLES;
        let code = self.code();
        if let Some((country, _)) = tables
            .airports
            .get(code)
            .or_else(|| tables.seaports.get(code))
        {
            return Country::from_alpha2(country);
        }
        if code.len() == 5
            && code
                .bytes()
                .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
        {
            return code.get(..2).and_then(Country::from_alpha2);
        }
        // `Batam - Indonesia`, `Johor (Malaysia)`: the country is often named behind the port.
        Country::read(code).or_else(|| {
            code.split([',', '(', ')', '-', '/'])
                .rev()
                .find_map(Country::read)
        })
    }

    /// The city or the usual name, where known.
    pub fn city(&self) -> Option<&'static str> {
        let tables = &*TABLES;
        let code = self.0.as_ref();
        tables
            .airports
            .get(code)
            .or_else(|| tables.seaports.get(code))
            .map(|(_, city)| *city)
    }
}

impl fmt::Display for Port {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country(text: &str) -> Option<String> {
        Port::read(text)?.country().map(|c| c.to_string())
    }

    #[test]
    fn a_code_of_a_country_is_that_country() {
        for (written, expected) in [
            ("SGP", Some("SGP")),
            ("khm", Some("KHM")),
            ("SAU", Some("SAU")),
            ("ARE", Some("ARE")),
            ("TWN", Some("TWN")),
            ("KOR", Some("KOR")),
            ("SIN", Some("SGP")),
            ("CAN", Some("CHN")),
            ("Kamboja", Some("KHM")),
            ("?", None),
            ("xyzzy", None),
        ] {
            let country = Port::destination(written).and_then(|port| port.country());
            assert_eq!(
                country,
                expected.and_then(Country::from_alpha3),
                "{written}"
            );
        }
    }

    #[test]
    fn by_code_and_by_name() {
        assert_eq!(country("CGK").as_deref(), Some("IDN"));
        assert_eq!(country("KUL").as_deref(), Some("MYS"));
        assert_eq!(country("Stulang Laut").as_deref(), Some("MYS"));
        assert_eq!(country("HARBOUR-FRONT").as_deref(), Some("SGP"));
        assert_eq!(country("NLRTM").as_deref(), Some("NLD"));
        assert_eq!(country("Jetty 5 (Malaysia)").as_deref(), Some("MYS"));
        for (text, code) in [
            ("Nunukan (Tunon Taka)", "IDNNX"),
            ("Jakarta (CGK)", "CGK"),
            ("Pelabuhan Dumai", "IDDUM"),
            ("Batam, Indonesia", "IDBTM"),
            ("PORT KLANG", "MYPKG"),
            ("Terminal Ferry Batam Centre", "IDBTC"),
        ] {
            assert_eq!(Port::read(text).unwrap().code(), code, "{text}");
        }
        assert_eq!(country("Pelabuhan X"), None);
        assert_eq!(Port::read("Pelabuhan X").unwrap().code(), "Pelabuhan X");
        assert_eq!(Port::read(" "), None);
    }

    #[test]
    fn every_row_of_the_tables_has_a_country() {
        for (code, (country, _)) in TABLES.airports.iter().chain(&TABLES.seaports) {
            // The one code of the airport list that ISO 3166-1 only reserves.
            if *country != "XK" {
                assert!(Country::from_alpha2(country).is_some(), "{code} {country}");
            }
        }
    }
}
