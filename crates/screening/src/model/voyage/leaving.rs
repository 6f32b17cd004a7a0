//! When and where a voyage leaves, in the words of the queue.

use super::VoyageKey;
use domain::Port;
use jiff::civil::{Date, Time};
use jiff::tz::{self, TimeZone};
use manifest::Voyage;
use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;

/// Which voyage, from where to where, and when by the clock of the port.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Leaving {
    /// Carrier and number, or the ship; empty where the list does not say.
    pub designator: String,
    /// The day of departure, local.
    #[schema(value_type = Option<String>, format = Date)]
    pub day: Option<Date>,
    /// Departure by the clock of the port: `2026-11-22T09:35`, or only the day.
    pub departs: Option<String>,
    /// The same moment; the end of the day where the list names no time.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub leaves_at: Option<Stamp>,
    /// Port of departure.
    #[schema(value_type = Option<String>)]
    pub from: Option<Port>,
    /// Port of destination.
    #[schema(value_type = Option<String>)]
    pub to: Option<Port>,
}

impl Leaving {
    /// Of a voyage with its key.
    pub(crate) fn of(key: &VoyageKey, voyage: &Voyage) -> Self {
        let departure = voyage.departure();
        let from = voyage.from().or(key.from.as_ref()).cloned();
        let end_of_day = Time::new(23, 59, 0, 0).unwrap_or_default();
        let leaves_at = departure.and_then(|moment| {
            let local = moment.date.to_datetime(moment.time.unwrap_or(end_of_day));
            let zone = TimeZone::fixed(tz::offset(hours(from.as_ref())));
            Some(local.to_zoned(zone).ok()?.timestamp().into())
        });
        Self {
            designator: key.designator.clone(),
            day: departure.map(|moment| moment.date),
            departs: departure.map(|moment| moment.to_string()),
            leaves_at,
            from,
            to: voyage.to().cloned(),
        }
    }

    /// The time of day of departure, `09:35`, where it is known.
    pub fn time(&self) -> Option<&str> {
        self.departs
            .as_deref()?
            .split_once('T')
            .map(|(_, time)| time)
    }
}

/// The clock of the port; of Jakarta where that is not known.
fn hours(port: Option<&Port>) -> i8 {
    port.and_then(Port::hours_from_utc).unwrap_or(7)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};
    use manifest::{Leg, Moment};

    #[test]
    fn by_the_clock_of_the_port() {
        for (port, hour, expected) in [
            ("Batam Centre", Some(8), "2026-11-22T01:30:00Z"),
            ("Nunukan", Some(8), "2026-11-22T00:30:00Z"),
            ("DJJ", None, "2026-11-22T14:59:00Z"),
        ] {
            let voyage = Voyage {
                legs: vec![Leg {
                    from: Port::read(port),
                    departure: Some(Moment {
                        date: date(2026, 11, 22),
                        time: hour.map(|hour| time(hour, 30, 0, 0)),
                    }),
                    ..Leg::default()
                }],
                ..Voyage::default()
            };
            let key = VoyageKey::of(&voyage, &[0; 32]);
            let leaving = Leaving::of(&key, &voyage);
            let moment = leaving.leaves_at.unwrap().timestamp();
            assert_eq!(moment.to_string(), expected);
            assert_eq!(leaving.time().is_some(), hour.is_some());
        }
    }
}
