//! Cases for those who ask under a permit: exchange and masks. A sealed case is not among them, for anybody.

use crate::{CASE, Case, CasePerson, store};
use access::{AccessError, Action, Found, Permit, Source, Subject, Values};
use domain::{
    day_in_jakarta,
    record::{RecordKind, Value},
};
use futures_util::{FutureExt, future::BoxFuture};
use storage::Tx;

/// Answers for cases.
pub fn source() -> Box<dyn Source> {
    Box::new(Cases)
}

struct Cases;

impl Source for Cases {
    fn kind(&self) -> &'static RecordKind {
        &CASE
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
    let agency = permit
        .opens(Action::UseExchange, &CASE)
        .or_else(|_| permit.opens(Action::ReadCases, &CASE))?
        .map(|scope| scope.agency);
    let parts = match subject {
        Subject::Record(id) => {
            let people = store::person::of_case(tx, *id).await?;
            let people = people.into_iter().filter(|person| person.struck.is_none());
            people.map(|person| (*id, person)).collect()
        }
        Subject::Nik(nik) => store::person::by_number(tx, Some(&nik.digits()), None).await?,
        Subject::Passport { number, .. } => {
            store::person::by_number(tx, None, Some(number)).await?
        }
    };
    let mut found = Vec::with_capacity(parts.len());
    for (case, person) in parts {
        let case = store::case::get(tx, case).await?;
        let open = |case: &Case| !case.sealed && agency.is_none_or(|agency| agency == case.agency);
        found.extend(case.filter(open).map(|case| Found {
            id: case.id,
            person: person.subject(),
            agency: Some(case.agency),
            sealed: false,
            values: values(&case, &person, fields),
        }));
    }
    Ok(found)
}

pub(super) fn values(case: &Case, person: &CasePerson, fields: &[&'static str]) -> Values {
    fields
        .iter()
        .filter_map(|code| Some((*code, value(case, person, code)?)))
        .collect()
}

fn value(case: &Case, person: &CasePerson, code: &str) -> Option<Value> {
    let word = |code: &str| Some(Value::Text(code.to_owned()));
    let number = |number: &Option<String>| number.clone().map(Value::Number);
    let who = &person.who;
    match code {
        "number" => Some(Value::Number(case.number.clone())),
        "kind" => word(case.kind.code()),
        "phase" => word(case.phase.code()),
        "country" => word(case.country.as_ref()?.alpha3()),
        "category" => word(case.category.code()),
        "danger" => word(case.danger.code()),
        "status" => word(case.status.code()),
        "summary" => word(&case.summary),
        "opened" => Some(Value::Date(
            day_in_jakarta(case.opened_at.timestamp()).into(),
        )),
        "role" => word(person.role.code()),
        "name" => Some(Value::Name(who.name.clone())),
        "birth_date" => who.birth_date.map(Value::Date),
        "nik" => number(&who.nik),
        "passport_no" => number(&who.passport_no),
        "phone" => number(&who.phone),
        _ => None,
    }
}
