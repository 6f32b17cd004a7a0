//! The lines on which people leave, and who travels on each.

use crate::person::Part;

/// How passengers of a line are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// A flight: passenger list messages.
    Air,
    /// A ferry: tables as people type them.
    Sea,
}

/// A line.
#[derive(Debug)]
pub struct Route {
    /// By air or by sea.
    pub mode: Mode,
    /// Airline code of two letters, or the name of the vessel.
    pub carrier: &'static str,
    /// IATA code, or the port's name.
    pub from: &'static str,
    /// IATA code, or the port's name.
    pub to: &'static str,
    /// Country of arrival, ISO 3166-1 alpha-3.
    pub country: &'static str,
    /// How many of a thousand voyages are of this line.
    pub weight: u64,
    /// Travellers in a hundred: placed, without placement, tourists; the rest are foreigners.
    pub travellers: [u64; 3],
}

impl Route {
    /// The part of the people to which a traveller belongs, `drawn` being from 0 to 99.
    pub fn part(&self, drawn: u64) -> Part {
        let [placed, unplaced, tourists] = self.travellers;
        match drawn {
            _ if drawn < placed => Part::Placed,
            _ if drawn < placed + unplaced => Part::Unplaced,
            _ if drawn < placed + unplaced + tourists => Part::Tourist,
            _ => Part::Foreigner,
        }
    }
}

const fn route(
    mode: Mode,
    carrier: &'static str,
    ports: (&'static str, &'static str, &'static str),
    weight: u64,
    travellers: [u64; 3],
) -> Route {
    let (from, to, country) = ports;
    Route {
        mode,
        carrier,
        from,
        to,
        country,
        weight,
        travellers,
    }
}

/// All lines. The weights follow the destinations of workers for the countries where most passengers are workers, and leave room
/// for the short crossings to Malaysia and Singapore, where most are not.
pub static ROUTES: [Route; 23] = [
    route(Mode::Air, "CX", ("CGK", "HKG", "HKG"), 110, [74, 4, 16]),
    route(Mode::Air, "CX", ("SUB", "HKG", "HKG"), 90, [80, 5, 12]),
    route(Mode::Air, "CI", ("CGK", "TPE", "TWN"), 90, [72, 5, 16]),
    route(Mode::Air, "BR", ("SUB", "TPE", "TWN"), 70, [78, 6, 12]),
    route(Mode::Air, "MH", ("CGK", "KUL", "MYS"), 70, [40, 14, 36]),
    route(Mode::Air, "AK", ("LOP", "KUL", "MYS"), 50, [52, 24, 18]),
    route(Mode::Air, "AK", ("SUB", "KUL", "MYS"), 40, [46, 20, 28]),
    route(Mode::Air, "SQ", ("CGK", "SIN", "SGP"), 60, [20, 6, 54]),
    route(Mode::Air, "GA", ("CGK", "NRT", "JPN"), 40, [46, 4, 34]),
    route(Mode::Air, "KE", ("CGK", "ICN", "KOR"), 30, [56, 4, 30]),
    route(Mode::Air, "SV", ("CGK", "JED", "SAU"), 50, [24, 16, 58]),
    route(Mode::Air, "SV", ("SUB", "RUH", "SAU"), 20, [40, 26, 32]),
    route(Mode::Air, "BI", ("SUB", "BWN", "BRN"), 15, [60, 8, 24]),
    route(Mode::Air, "TK", ("CGK", "IST", "TUR"), 25, [30, 14, 48]),
    route(Mode::Air, "EK", ("CGK", "DXB", "ARE"), 30, [22, 16, 52]),
    route(Mode::Air, "QR", ("DPS", "DOH", "QAT"), 15, [22, 8, 30]),
    route(Mode::Air, "TG", ("CGK", "BKK", "THA"), 20, [0, 14, 70]),
    route(
        Mode::Sea,
        "MV DUMAI EXPRESS 10",
        ("Dumai", "Melaka", "MYS"),
        35,
        [34, 26, 34],
    ),
    route(
        Mode::Sea,
        "MV CITRA LEGACY 3",
        ("Batam Centre", "Stulang Laut", "MYS"),
        55,
        [24, 22, 44],
    ),
    route(
        Mode::Sea,
        "MV PACIFIC MARINE",
        ("Harbour Bay", "Puteri Harbour", "MYS"),
        25,
        [22, 24, 46],
    ),
    route(
        Mode::Sea,
        "MV TENGGIRI",
        ("Nunukan", "Tawau", "MYS"),
        35,
        [38, 34, 24],
    ),
    route(
        Mode::Sea,
        "MV INDOMAL REGENCY",
        ("Tanjung Balai Karimun", "Kukup", "MYS"),
        20,
        [26, 24, 42],
    ),
    route(
        Mode::Sea,
        "MV BATAM FAST 8",
        ("Sekupang", "HarbourFront", "SGP"),
        45,
        [16, 8, 52],
    ),
];

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Port;

    #[test]
    fn every_line_leaves_the_country_for_the_one_it_names() {
        for route in &ROUTES {
            let country = |port| {
                Port::read(port)
                    .and_then(|p| p.country())
                    .map(|c| c.to_string())
            };
            assert_eq!(
                country(route.from).as_deref(),
                Some("IDN"),
                "{}",
                route.from
            );
            assert_eq!(
                country(route.to).as_deref(),
                Some(route.country),
                "{}",
                route.to
            );
            assert!(route.travellers.iter().sum::<u64>() <= 100);
        }
    }
}
