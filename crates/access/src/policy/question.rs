//! A question as Cedar reads it: who, what, which records, and how much of them.

use super::Ask;
use crate::{Action, Principal};
use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression,
};
use domain::record::{Field, Transform};
use jiff::Timestamp;
use journal::Actor;
use std::{
    collections::{HashMap, HashSet},
    str::FromStr,
    sync::LazyLock,
};
use uuid::Uuid;

/// What a decision depends on beside who asks and for which records.
#[derive(Debug, Clone, Copy)]
pub(super) enum Circumstance<'a> {
    /// Work of the own agency, or after breaking the glass.
    Own { full: bool, broken_glass: bool },
    /// A question under an agreement.
    Exchange {
        fields: &'a [(&'static Field, Transform)],
        now: Timestamp,
    },
}

struct Types {
    agency: EntityTypeName,
    grant: EntityTypeName,
    user: EntityTypeName,
    machine: EntityTypeName,
    record: EntityTypeName,
    action: EntityTypeName,
}

static TYPES: LazyLock<Option<Types>> = LazyLock::new(|| {
    let name = |text| EntityTypeName::from_str(text).ok();
    Some(Types {
        agency: name("Agency")?,
        grant: name("Grant")?,
        user: name("User")?,
        machine: name("Machine")?,
        record: name("Record")?,
        action: name("Action")?,
    })
});

fn uid(kind: &EntityTypeName, id: impl AsRef<str>) -> EntityUid {
    EntityUid::from_type_name_and_id(kind.clone(), EntityId::new(id))
}

/// The question, or nothing if it cannot be put: nobody who is known asks, or no agency answers for the records.
pub(super) fn question(
    principal: &Principal,
    ask: &Ask,
    circumstance: Circumstance<'_>,
) -> Option<(Request, Entities)> {
    let types = TYPES.as_ref()?;
    let who = match principal.actor() {
        Actor::User(id) => uid(&types.user, text(id)),
        Actor::Client(id) => uid(&types.machine, text(id)),
        // Only a standing order of an agency makes a principal of the program.
        Actor::System => uid(&types.machine, "program"),
        Actor::Person(_) | Actor::Stranger => return None,
    };
    let agency = |id: Uuid| RestrictedExpression::new_entity_uid(uid(&types.agency, text(id)));
    let own = principal
        .agency()
        .map(|id| ("agency".to_owned(), agency(id)));
    let grants: HashSet<EntityUid> = principal
        .actions()
        .iter()
        .map(|action| uid(&types.grant, action.code()))
        .collect();
    let mut entities: Vec<Entity> = grants.iter().cloned().map(Entity::with_uid).collect();
    entities.push(Entity::new(who.clone(), own.into_iter().collect(), grants).ok()?);

    let record = uid(&types.record, "asked-for");
    let attributes = HashMap::from([
        (
            "kind".to_owned(),
            RestrictedExpression::new_string(ask.kind.code.to_owned()),
        ),
        ("agency".to_owned(), agency(ask.agency?)),
        (
            "sealed".to_owned(),
            RestrictedExpression::new_bool(ask.sealed),
        ),
    ]);
    entities.push(Entity::new(record.clone(), attributes, HashSet::new()).ok()?);

    let action = uid(&types.action, ask.action.code());
    let context = Context::from_pairs(pairs(ask, circumstance)).ok()?;
    let request = Request::new(who, action, record, context, None).ok()?;
    Some((request, Entities::from_entities(entities, None).ok()?))
}

fn pairs(ask: &Ask, circumstance: Circumstance<'_>) -> Vec<(String, RestrictedExpression)> {
    match circumstance {
        Circumstance::Own { full, broken_glass } => vec![
            ("full".to_owned(), RestrictedExpression::new_bool(full)),
            (
                "broken_glass".to_owned(),
                RestrictedExpression::new_bool(broken_glass),
            ),
        ],
        Circumstance::Exchange { fields, now } => {
            let full = fields
                .iter()
                .any(|(_, transform)| *transform == Transform::Full);
            let fields = fields.iter().map(|(field, transform)| {
                RestrictedExpression::new_string(format!("{}.{}", field.code, transform.code()))
            });
            vec![
                ("full".to_owned(), RestrictedExpression::new_bool(full)),
                ("fields".to_owned(), RestrictedExpression::new_set(fields)),
                (
                    "purpose".to_owned(),
                    RestrictedExpression::new_string(ask.purpose.to_string()),
                ),
                (
                    "now".to_owned(),
                    // Cedar counts milliseconds; cut off, so that an end is never passed late.
                    RestrictedExpression::new_datetime(format!("{now:.3}")),
                ),
            ]
        }
    }
}

/// An identifier as policies write it.
fn text(id: Uuid) -> String {
    id.hyphenated().to_string()
}

impl Action {
    /// Whether it only shows.
    pub(super) fn reads(self) -> bool {
        matches!(
            self,
            Self::ReadPeople | Self::ReadPlacements | Self::ReadCases
        )
    }
}
