//! How good screening is, of one's own agency: counted anew for the days that are asked for.

use super::rules::FEWEST;
use crate::{
    model::{
        Outcome,
        quality::{Counting, Looked, Quality},
        referral::Finding,
    },
    store::quality::{self as store, Past},
};
use access::{AccessError, Action, Context, Permit};
use domain::{Language, Port, Region, Sex, Wording, day_in_jakarta};
use jiff::{civil::Date, tz};
use risk::{Action as Advice, Effect};
use storage::{Stamp, snapshot};
use uuid::Uuid;

/// Days at most of one question.
pub const MOST_DAYS: i32 = 92;

/// What was found of the days from one to another, both counted.
///
/// # Errors
/// A fault of `to` if it is before `from` or too far behind; if the permit is for another action, or the database failed.
pub async fn quality(
    context: &Context,
    permit: &Permit,
    (from, to): (Date, Date),
) -> Result<Quality, AccessError> {
    permit.covers(Action::ReadQuality)?;
    let Some(agency) = permit.agency() else {
        return Ok(Counting::default().finish(FEWEST));
    };
    let days = (to - from).get_days();
    if !(0..MOST_DAYS).contains(&days) {
        return Err(AccessError::invalid("to", "quality-days"));
    }
    let (begin, end) = (midnight(from)?, midnight(to)?.plus_seconds(24 * 3600));
    let found = snapshot!(context.db, |tx| {
        store::findings(tx, agency, (begin, end)).await
    })?;
    let mut counting = Counting::default();
    let mut behind = (begin, Uuid::nil());
    loop {
        let past = snapshot!(context.db, |tx| {
            store::past(tx, agency, behind, end).await
        })?;
        let Some(last) = past.last() else {
            break;
        };
        behind = (last.at, last.id);
        for one in past {
            let finding = found.get(&one.id).copied();
            counting.add(&looked(one, finding));
        }
        tokio::task::yield_now().await;
    }
    Ok(counting.finish(FEWEST))
}

/// When a day begins in western Indonesia.
fn midnight(day: Date) -> Result<Stamp, AccessError> {
    let moment = tz::offset(7).to_timestamp(day.at(0, 0, 0, 0));
    let moment = moment.map_err(|_| AccessError::invalid("from", "day-form"))?;
    Ok(moment.into())
}

fn looked(past: Past, finding: Option<Finding>) -> Looked {
    let said = past.said;
    let alert = Advice::from_code(&past.action).is_some_and(|action| action >= Advice::Interview);
    let seconds = past
        .decided_at
        .filter(|_| past.at_counter)
        .map(|decided| (decided.micros() - past.at.micros()) / 1_000_000);
    let destination = said.trip.destination;
    let name = |language| destination.map_or("", |country| country.name(language));
    // The province is in the first two digits of the NIK.
    let origin = past
        .nik
        .as_deref()
        .and_then(|nik| Region::find(nik.get(..2)?));
    Looked {
        day: day_in_jakarta(past.at.timestamp()),
        port: past
            .port
            .as_deref()
            .and_then(Port::read)
            .map(|port| port.code().to_owned())
            .unwrap_or_default(),
        destination: Wording::new(name(Language::Id), name(Language::En)),
        sex: match past.sex.as_deref().and_then(Sex::read) {
            Some(Sex::Male) => "male",
            Some(Sex::Female) => "female",
            Some(Sex::Unspecified) => "unspecified",
            None => "",
        },
        // One that may be two ages is of neither band.
        age: said
            .traveller
            .age
            .filter(|(from, to)| from == to && !said.traveller.birth_dates.is_empty())
            .map(|(age, _)| age),
        origin: origin
            .map(|region| region.name().to_owned())
            .unwrap_or_default(),
        alert,
        // What protects is told by no name, here neither.
        rules: said
            .reasons
            .into_iter()
            .filter(|reason| alert && reason.effect != Effect::Protect)
            .map(|reason| (reason.rule, reason.title))
            .collect(),
        outcome: past.outcome.as_deref().and_then(Outcome::from_code),
        right: finding.map(Finding::confirms),
        seconds,
    }
}
