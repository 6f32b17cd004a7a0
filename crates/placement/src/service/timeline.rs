//! Placements on the page of a person's life.

use crate::{PLACEMENT, Placement, store::placement as store};
use access::{AccessError, Action, Ask, Policies, Principal, Timeline, Told};
use domain::{Language, TimelineItem, Wording};
use futures_util::{FutureExt, future::BoxFuture};
use jiff::civil::Date;
use storage::Tx;
use uuid::Uuid;

/// Tells of placements, to those whom the policies let see them.
pub fn timeline(policies: Policies) -> Box<dyn Timeline> {
    Box::new(Placements(policies))
}

struct Placements(Policies);

impl Timeline for Placements {
    fn of<'a>(
        &'a self,
        tx: &'a mut Tx,
        principal: &'a Principal,
        persons: &'a [Uuid],
    ) -> BoxFuture<'a, Result<Told, AccessError>> {
        async move {
            let ask = Ask::own(
                principal,
                Action::ReadPlacements,
                &PLACEMENT,
                "a person's page",
            );
            let Ok(permit) = principal.permit_on(&self.0, ask) else {
                return Ok(Told::NOTHING);
            };
            let agency = super::reach(&permit, Action::ReadPlacements)?;
            let placements = store::of_persons(tx, persons).await?;
            let items = placements
                .iter()
                .filter(|placement| agency.is_none_or(|agency| placement.agency == agency))
                .map(item)
                .collect();
            Ok(Told {
                permit: Some(permit),
                items,
            })
        }
        .boxed()
    }
}

fn item(placement: &Placement) -> TimelineItem {
    let (details, journey) = (&placement.details, &placement.journey);
    let title = match details.country {
        Some(country) => Wording::new(
            format!("Penempatan di {}", country.name(Language::Id)),
            format!("Placement in {}", country.name(Language::En)),
        ),
        None => Wording::fixed("Penempatan", "Placement"),
    };
    let mut facts = Vec::new();
    let mut fact = |id, en, value: Option<String>| {
        facts.extend(value.map(|value| (Wording::fixed(id, en), value)));
    };
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    fact("Pemberi kerja", "Employer", details.employer.clone());
    fact("Jabatan", "Position", details.position.clone());
    fact("P3MI", "Placement company", details.company.clone());
    fact("Akhir kontrak", "Contract ends", day(details.contract_end));
    fact("Berangkat", "Departed", day(journey.departed_on));
    fact("Kembali", "Returned", day(journey.returned_on));
    TimelineItem {
        on: details
            .contract_start
            .or(details.registered_on)
            .map(Into::into),
        title,
        facts,
        path: Some(format!("/placements/{}", placement.id)),
    }
}
