//! Persons for those who ask under a permit: exchange, masks, the person's own view.

use crate::{
    ContactKind, IdentifierKind, PERSON, Record, Relation,
    service::{Reach, records},
    store,
};
use access::{AccessError, Action, Found, Permit, Source, Subject, Values};
use domain::record::{RecordKind, Value};
use futures_util::{FutureExt, future::BoxFuture};
use storage::Tx;
use uuid::Uuid;

/// Answers for persons.
pub fn source() -> Box<dyn Source> {
    Box::new(Persons)
}

struct Persons;

impl Source for Persons {
    fn kind(&self) -> &'static RecordKind {
        &PERSON
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
    let reach = Reach::of(permit, Action::UseExchange)
        .or_else(|_| Reach::of(permit, Action::ReadPeople))?;
    let ids = match subject {
        Subject::Record(id) => vec![*id],
        Subject::Nik(nik) => {
            let number = nik.digits();
            store::number::holders(tx, reach, IdentifierKind::Nik, &number, None).await?
        }
        Subject::Passport { number, issuer } => {
            let number = IdentifierKind::Passport.read(number);
            let number = number.unwrap_or_default();
            let kind = IdentifierKind::Passport;
            store::number::holders(tx, reach, kind, &number, *issuer).await?
        }
    };
    let mut found = Vec::new();
    for id in standing(tx, ids).await? {
        let group = store::person::group(tx, id).await?;
        let mut persons = store::person::all_of(tx, &group).await?;
        persons.retain(|person| reach.includes(person.controller));
        persons.sort_by_key(|person| group.iter().position(|id| *id == person.id));
        let records = records(tx, persons).await?;
        if let Some(first) = records.first() {
            found.push(Found {
                id: first.person.id,
                person: first.person.id,
                agency: Some(first.person.controller),
                sealed: false,
                values: values(&records, fields),
            });
        }
    }
    Ok(found)
}

/// The records that stand for some records: those into which they were merged, each once.
async fn standing(tx: &mut Tx, ids: Vec<Uuid>) -> Result<Vec<Uuid>, AccessError> {
    let mut standing = Vec::new();
    for id in ids {
        let survivor = store::person::survivor(tx, id).await?;
        if !standing.contains(&survivor) {
            standing.push(survivor);
        }
    }
    Ok(standing)
}

/// What is known of the fields asked for; of several records of one person, what the first one knows.
fn values(records: &[Record], fields: &[&'static str]) -> Values {
    let value = |code: &str| records.iter().find_map(|record| value(record, code));
    fields
        .iter()
        .filter_map(|code| Some((*code, value(code)?)))
        .collect()
}

fn value(record: &Record, code: &str) -> Option<Value> {
    let particulars = &record.person.particulars;
    let number = |kind| record.current(kind).map(|i| i.number.clone());
    let text = |text: &Option<String>| text.clone().map(Value::Text);
    match code {
        "name" => Some(Value::Name(particulars.name.clone())),
        "birth_date" => particulars.birth_date.map(Value::Date),
        "birth_place" => text(&particulars.birth_place),
        "sex" => particulars.sex.map(|sex| Value::Text(sex.letter().into())),
        "nationality" => particulars
            .nationality
            .map(|country| Value::Text(country.alpha3().to_owned())),
        "nik" => number(IdentifierKind::Nik).map(Value::Number),
        "passport_number" => number(IdentifierKind::Passport).map(Value::Number),
        "passport_expires" => {
            let passport = record.current(IdentifierKind::Passport);
            passport
                .and_then(|passport| passport.expires)
                .map(Value::Date)
        }
        "phone" => {
            let phones = record.contacts.iter();
            let mut phones = phones.filter(|c| c.kind == ContactKind::Phone && c.holds());
            phones
                .next()
                .map(|phone| Value::Number(phone.value.clone()))
        }
        "parent_name" => {
            let parents = [Relation::Parent, Relation::Mother, Relation::Father];
            let relatives = record.relatives.iter();
            let mut relatives = relatives.filter(|r| parents.contains(&r.relation) && r.holds());
            relatives
                .next()
                .map(|parent| Value::Name(parent.name.clone()))
        }
        "address" => text(&particulars.address),
        "region" => text(&particulars.region),
        _ => None,
    }
}
