//! Placements for those who ask under a permit: exchange and masks.

use super::reach;
use crate::{DocumentKind, Held, PLACEMENT, Placement, store::placement as store};
use access::{AccessError, Action, Found, Permit, Source, Subject, Values};
use domain::{
    day_in_jakarta,
    record::{RecordKind, Value},
};
use futures_util::{FutureExt, future::BoxFuture};
use jiff::civil::Date;
use storage::Tx;

/// Answers for placements.
pub fn source() -> Box<dyn Source> {
    Box::new(Placements)
}

struct Placements;

impl Source for Placements {
    fn kind(&self) -> &'static RecordKind {
        &PLACEMENT
    }

    fn read<'a>(
        &'a self,
        tx: &'a mut Tx,
        permit: &'a Permit,
        subject: &'a Subject,
        fields: &'a [&'static str],
    ) -> BoxFuture<'a, Result<Vec<Found>, AccessError>> {
        read(tx, permit, subject, fields).boxed()
    }
}

async fn read(
    tx: &mut Tx,
    permit: &Permit,
    subject: &Subject,
    fields: &[&'static str],
) -> Result<Vec<Found>, AccessError> {
    // Under an agreement the permit is for the exchange, at home for reading.
    let agency =
        reach(permit, Action::UseExchange).or_else(|_| reach(permit, Action::ReadPlacements))?;
    let placements = match subject {
        Subject::Record(id) => {
            let mut found: Vec<Placement> = store::get(tx, *id).await?.into_iter().collect();
            if found.is_empty() {
                // An identifier of a person is as good.
                let persons = people::service::group(tx, *id).await?;
                found = store::of_persons(tx, &persons).await?;
            }
            found
        }
        subject => {
            let persons = people::service::holders(tx, agency, subject).await?;
            store::of_persons(tx, &persons).await?
        }
    };
    let today = day_in_jakarta(tx.now());
    Ok(placements
        .into_iter()
        .filter(|placement| agency.is_none_or(|agency| placement.agency == agency))
        .map(|placement| Found {
            id: placement.id,
            person: placement.person,
            agency: Some(placement.agency),
            sealed: false,
            values: values(&placement, fields, today),
        })
        .collect())
}

fn values(placement: &Placement, fields: &[&'static str], today: Date) -> Values {
    fields
        .iter()
        .filter_map(|code| Some((*code, value(placement, code, today)?)))
        .collect()
}

fn value(placement: &Placement, code: &str, today: Date) -> Option<Value> {
    let details = &placement.details;
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    let date = |date: Option<Date>| date.map(|date| Value::Date(date.into()));
    let document = |kind| {
        placement
            .documents
            .iter()
            .find(|document| document.kind == kind)
    };
    let number = |kind| document(kind)?.number.clone().map(Value::Number);
    let held = |held: Option<Held>| held.map(|held| Value::Flag(held == Held::Yes));
    match code {
        "in_force" => placement
            .valid_for(details.country?, today)
            .map(Value::Flag),
        "status" => Some(Value::Text(placement.journey.status.code().to_owned())),
        "scheme" => details
            .scheme
            .map(|scheme| Value::Text(scheme.code().to_owned())),
        "country" => details
            .country
            .map(|country| Value::Text(country.alpha3().to_owned())),
        "position" => text(&details.position),
        "employer" => details.employer.clone().map(Value::Name),
        "company" => text(&details.company),
        "contract_start" => date(details.contract_start),
        "contract_end" => date(details.contract_end),
        "passport_no" => number(DocumentKind::Passport),
        "visa_no" => number(DocumentKind::Visa),
        "visa_until" => date(document(DocumentKind::Visa)?.until),
        "insured" => match details.insurance_until {
            Some(until) => Some(Value::Flag(today <= until)),
            None => held(details.insurance),
        },
        "oriented" => held(details.orientation),
        "departed_on" => date(placement.journey.departed_on),
        _ => None,
    }
}
