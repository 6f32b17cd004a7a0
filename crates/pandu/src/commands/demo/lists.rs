//! The lists of the day at three ports, as if they left in the next hours: something to try the queue with.

use crate::{
    exit::Failure,
    server::{Opened, files, of_access},
};
use access::Permit;
use jiff::{SignedDuration, civil::DateTime, tz};
use screening::{Intake, Way, service::receive};
use tokio::sync::watch;
use uuid::Uuid;

const FERRY: &str = include_str!("../../../../../examples/port-day/batam-centre-stulang-laut.csv");
const FLIGHT: &str = include_str!("../../../../../examples/port-day/ga876-cgk-hkg.edi");
const SMALL_PORT: &str = include_str!("../../../../../examples/port-day/nunukan-tawau.csv");
/// The placements of those who travel on them.
pub(super) const REGISTRY: &str = include_str!("../../../../../examples/port-day/registry.csv");

/// Takes the lists in for an agency; they are assessed once the server runs.
pub(super) async fn take_in(opened: &Opened, permit: &Permit, agency: Uuid) -> Result<(), Failure> {
    let intake = Intake::new(files(opened)?, watch::channel(false).1);
    let now = opened.context.db.ambient().now();
    for list in leaving(tz::offset(7).to_datetime(now)) {
        receive::take(
            &opened.context,
            &intake,
            permit,
            agency,
            Way::Folder,
            list.into(),
        )
        .await
        .map_err(of_access)?;
    }
    Ok(())
}

/// The lists with departures in forty minutes, two and three hours, by the clock of each port.
fn leaving(now: DateTime) -> [String; 3] {
    let after = |minutes: i64| now.saturating_add(SignedDuration::from_mins(minutes));
    let (ferry, flight) = (after(40), after(180));
    // An hour ahead of Jakarta.
    let small_port = after(60 + 120);
    let text = |moment: DateTime, form: &str| moment.strftime(form).to_string();
    [
        FERRY
            .replace("22 November 2026", &text(ferry, "%d-%m-%Y"))
            .replace("08.30", &text(ferry, "%H.%M")),
        FLIGHT.replace("2611220935", &text(flight, "%y%m%d%H%M")),
        SMALL_PORT.replace("22-11-2026 10:00", &text(small_port, "%d-%m-%Y %H:%M")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn every_list_leaves_soon() {
        let now = date(2027, 3, 4).at(9, 5, 0, 0);
        let lists = leaving(now);
        for (list, expected) in
            lists
                .iter()
                .zip(["2027-03-04T09:45", "2027-03-04T12:05", "2027-03-04T12:05"])
        {
            let read = manifest::read(list.as_bytes(), now.date()).unwrap();
            let voyage = &read.travellers[0].voyage;
            assert_eq!(voyage.departure().unwrap().to_string(), expected);
        }
    }
}
