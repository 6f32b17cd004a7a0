//! By what two messages are known to speak of the same voyage.

use crate::model::form;
use data_encoding::HEXLOWER;
use domain::Port;
use jiff::civil::Date;
use manifest::Voyage;

/// Carrier and number or ship, day and port of departure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct VoyageKey {
    /// As officers call it: `GA 876`, `BAHARI LESTARI 7`; empty where the list does not say.
    pub(crate) designator: String,
    pub(crate) day: Option<Date>,
    pub(crate) from: Option<Port>,
    /// What tells voyages apart that share the rest: the hour of a ship, which sails several times a day; the message itself
    /// where designator or day are not known, for nothing then says that two messages mean one voyage.
    apart: String,
}

impl VoyageKey {
    /// The key of a voyage that a message with this digest reports.
    pub(crate) fn of(voyage: &Voyage, digest: &[u8; 32]) -> Self {
        let departure = voyage.departure();
        let flight = match (&voyage.carrier, &voyage.number) {
            (Some(carrier), Some(number)) => {
                let number = form::number(number);
                let number = number.trim_start_matches('0');
                Some(format!("{} {number}", form::words(carrier)))
            }
            _ => None,
        };
        let ship = || Some(form::words(voyage.vessel.as_ref()?.name.as_ref()?));
        let numbered = flight.is_some();
        let designator = flight.or_else(ship).unwrap_or_default();
        let day = departure.map(|moment| moment.date);
        let time = departure.and_then(|moment| moment.time);
        let apart = match (designator.is_empty() || day.is_none(), time) {
            (true, _) => HEXLOWER.encode(digest.get(..8).unwrap_or_default()),
            (false, Some(time)) if !numbered => format!("{:02}{:02}", time.hour(), time.minute()),
            (false, _) => String::new(),
        };
        Self {
            designator,
            day,
            from: voyage.from().cloned(),
            apart,
        }
    }

    /// The key as one text.
    pub(crate) fn text(&self) -> String {
        let day = self.day.map(|day| day.to_string()).unwrap_or_default();
        let from = self.from.as_ref().map_or("", |port| port.code());
        format!("{}|{day}|{from}|{}", self.designator, self.apart)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use manifest::{Leg, Moment, Vessel};

    fn voyage(carrier: &str, number: &str, ship: &str, hour: Option<i8>, from: &str) -> Voyage {
        let given = |text: &str| (!text.is_empty()).then(|| text.into());
        Voyage {
            carrier: given(carrier),
            number: given(number),
            vessel: given(ship).map(|name| Vessel {
                name: Some(name),
                ..Vessel::default()
            }),
            legs: vec![Leg {
                from: Port::read(from),
                departure: Some(Moment {
                    date: date(2026, 11, 22),
                    time: hour.map(|hour| time(hour, 0, 0, 0)),
                }),
                ..Leg::default()
            }],
            ..Voyage::default()
        }
    }

    #[test]
    fn the_same_voyage_in_several_words() {
        let text = |voyage: &Voyage| VoyageKey::of(voyage, &[7; 32]).text();
        let flight = voyage("GA", "0876", "", Some(9), "CGK");
        assert_eq!(text(&flight), "GA 876|2026-11-22|CGK|");
        // A delay leaves a flight the same, and makes another sailing of a ship.
        assert_eq!(
            text(&flight),
            text(&voyage("ga", "876", "", Some(11), "CGK"))
        );
        let ship = |hour| text(&voyage("", "", "Bahari  Lestari 7", Some(hour), "BTH"));
        assert_eq!(ship(8), "BAHARI LESTARI 7|2026-11-22|BTH|0800");
        assert_ne!(ship(8), ship(14));
        // Nothing says that two lists without a day or a name mean the same voyage.
        let nameless = Voyage::default();
        let key = |digest| VoyageKey::of(&nameless, &[digest; 32]).text();
        assert_eq!(key(7), "|||0707070707070707");
        assert_ne!(key(7), key(8));
    }
}
