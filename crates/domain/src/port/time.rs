//! The clock at a port of the Republic (Keppres 41/1987: three zones without summer time).

use super::Port;

/// Waktu Indonesia Tengah: Bali, Nusa Tenggara, Sulawesi, the south, east and north of Kalimantan.
const CENTRAL: &[&str] = &[
    "AAP", "ABU", "ARD", "BDJ", "BEJ", "BJW", "BMU", "BPN", "BTW", "BUW", "BXT", "DPS", "DTD",
    "ENE", "GTO", "IDMAK", "IDNNX", "IDSEI", "IDTRK", "KBU", "KDI", "KOE", "KXB", "LBJ", "LBW",
    "LKA", "LOP", "LPU", "LUW", "MDC", "MJU", "MNA", "MOF", "MXB", "NAH", "NNX", "PLW", "PSJ",
    "RTG", "RTU", "SAU", "SGQ", "SQR", "SWQ", "TJG", "TJS", "TLI", "TMC", "TNB", "TQQ", "TRK",
    "TSX", "UOL", "UPG", "WGP",
];

/// Waktu Indonesia Timur: Maluku and Papua.
const EASTERN: &[&str] = &[
    "AHI", "AMQ", "ARJ", "BIK", "BJK", "BUI", "BXB", "BXD", "DJJ", "DOB", "EWI", "FKQ", "FOO",
    "GEB", "GLX", "ILA", "INX", "KAZ", "KEI", "KEQ", "KNG", "KOX", "LAH", "LHI", "LII", "LUV",
    "MAL", "MDP", "MKQ", "MKW", "NAM", "NBX", "NDA", "NRE", "NTI", "OKL", "OKQ", "ONI", "OTI",
    "RDE", "RSK", "SEH", "SOQ", "SQN", "SXK", "TAX", "TIM", "TMH", "TTE", "TXM", "UBR", "WAR",
    "WBA", "WET", "WMX", "WSR", "ZRI", "ZRM",
];

impl Port {
    /// Hours by which the clock at an Indonesian port is ahead of UTC; western time for one that is not known by its code.
    /// `None` abroad, where no table of ours says it.
    pub fn hours_from_utc(&self) -> Option<i8> {
        let code = self.code();
        if CENTRAL.binary_search(&code).is_ok() {
            Some(8)
        } else if EASTERN.binary_search(&code).is_ok() {
            Some(9)
        } else {
            let country = self.country()?;
            (country == crate::Country::INDONESIA).then_some(7)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_zones() {
        for (port, hours) in [
            ("CGK", Some(7)),
            ("Batam Centre", Some(7)),
            ("Nunukan", Some(8)),
            ("DPS", Some(8)),
            ("KOE", Some(8)),
            ("DJJ", Some(9)),
            ("SIN", None),
            ("Pelabuhan X", None),
        ] {
            let port = Port::read(port).unwrap();
            assert_eq!(port.hours_from_utc(), hours, "{port}");
        }
    }

    #[test]
    fn the_tables_are_in_order_and_of_indonesia() {
        for table in [CENTRAL, EASTERN] {
            assert!(table.is_sorted());
            for code in table {
                let country = Port::read(code).and_then(|port| port.country());
                assert_eq!(country, Some(crate::Country::INDONESIA), "{code}");
            }
        }
    }
}
