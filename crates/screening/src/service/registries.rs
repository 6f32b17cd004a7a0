//! The registries: which of them are open to whoever asks, and what they say of somebody.

use crate::{
    Desk, Opening,
    index::Kind,
    model::{
        Answer, Candidate, Checked, Particulars, Registered, Registry, decide, placement_of, who_of,
    },
};
use access::{
    AccessError, Action, Ask, Basis, Context, Permit, Principal, Row, Subject, service::receipts,
};
use jiff::civil::Date;
use linkage::index::Search;
use people::PERSON;
use placement::PLACEMENT;
use std::sync::Arc;
use storage::{Tx, snapshot};
use uuid::Uuid;

/// The registries that are open to somebody now.
pub(super) struct Open {
    of: Vec<(Uuid, Opening)>,
    checked: Checked,
    /// Whom each opening showed, for its receipt.
    seen: Vec<Vec<Uuid>>,
}

impl Open {
    /// Asks each registry of the index whether it is open, on one state of the data.
    pub(super) async fn to(
        context: &Context,
        tx: &mut Tx,
        desk: &Desk,
        principal: &Principal,
        subjects: usize,
    ) -> Result<Self, AccessError> {
        let subjects = u32::try_from(subjects).unwrap_or(u32::MAX);
        let mut of = Vec::new();
        let mut checked = Checked {
            incomplete: !desk.lookup().is_ready(),
            ..Checked::default()
        };
        for (agency, persons) in desk.lookup().agencies(Kind::Registry) {
            let opening = if principal.agency() == Some(agency) {
                own(context, principal)
            } else {
                let sharing = desk.sharing();
                sharing
                    .opened(context, tx, principal, agency, subjects)
                    .await?
            };
            let Some(opening) = opening else {
                checked.unseen.push(agency);
                continue;
            };
            let basis = opening.placements.scope().map(|scope| &scope.basis);
            let agreement = match basis {
                Some(Basis::Agreement { name, .. }) => Some(name.clone()),
                _ => None,
            };
            checked.registries.push(Registry {
                agency,
                persons,
                agreement,
            });
            of.push((agency, opening));
        }
        Ok(Self {
            seen: vec![Vec::new(); of.len()],
            of,
            checked,
        })
    }

    /// What was looked into.
    pub(super) fn checked(&self) -> Checked {
        self.checked.clone()
    }

    /// What the open registries say of somebody: the answer, and the records, the most probable first.
    pub(super) async fn ask(
        &mut self,
        context: &Context,
        tx: &mut Tx,
        desk: &Desk,
        (who, day): (&Particulars, Date),
        search: &mut Search,
    ) -> Result<(Answer, Vec<Candidate<Arc<Registered>>>), AccessError> {
        if self.of.is_empty() {
            return Ok((Answer::Unasked, Vec::new()));
        }
        let mut all = Vec::new();
        for ((agency, opening), seen) in self.of.iter().zip(&mut self.seen) {
            let found = desk
                .lookup()
                .find(Kind::Registry, *agency, who, day, search);
            for candidate in merged(tx, found).await? {
                seen.push(candidate.record);
                let record = candidate.record;
                for registered in read(context, tx, opening, record).await? {
                    all.push(Candidate {
                        record: Arc::new(registered),
                        probability: candidate.probability,
                        evidence: candidate.evidence.clone(),
                    });
                }
            }
        }
        Ok(decide(all))
    }

    /// Leaves a receipt of what each registry showed, also where it showed nobody.
    pub(super) async fn leave_receipts(&self, context: &Context) -> Result<(), AccessError> {
        for ((_, opening), seen) in self.of.iter().zip(&self.seen) {
            receipts::leave(context, &opening.placements, seen).await?;
            if let Some(persons) = &opening.persons {
                receipts::leave(context, persons, seen).await?;
            }
        }
        Ok(())
    }
}

/// What can be looked into now: which registries answer, and which cannot be seen.
///
/// # Errors
/// If the database failed.
pub async fn sight(
    context: &Context,
    desk: &Desk,
    principal: &Principal,
) -> Result<Checked, AccessError> {
    let open = snapshot!(context.db, |tx| Open::to(context, tx, desk, principal, 0)
        .await)?;
    Ok(open.checked)
}

/// The registry of the own agency, as far as the role opens it.
fn own(context: &Context, principal: &Principal) -> Option<Opening> {
    let permit = |action, kind| -> Option<Permit> {
        let ask = Ask::own(principal, action, kind, "screening before departure");
        principal.permit_on(&context.policies, ask).ok()
    };
    Some(Opening {
        placements: permit(Action::ReadPlacements, &PLACEMENT)?,
        persons: permit(Action::ReadPeople, &PERSON),
    })
}

/// Records of one person, which were merged, are one candidate: what speaks for either speaks for both.
async fn merged(
    tx: &mut Tx,
    found: Vec<Candidate<Uuid>>,
) -> Result<Vec<Candidate<Uuid>>, AccessError> {
    let mut all: Vec<(Vec<Uuid>, Candidate<Uuid>)> = Vec::new();
    // One alone has nobody to be merged with.
    let alone = found.len() < 2;
    for candidate in found {
        let group = if alone {
            Vec::new()
        } else {
            people::service::same(tx, candidate.record).await?
        };
        let known = all
            .iter_mut()
            .find(|(group, _)| group.contains(&candidate.record));
        match known {
            Some((_, best)) => {
                best.probability = (best.probability + candidate.probability).min(1.0)
            }
            None => all.push((group, candidate)),
        }
    }
    Ok(all.into_iter().map(|(_, candidate)| candidate).collect())
}

/// The placements of a person, as far as they are shown.
async fn read(
    context: &Context,
    tx: &mut Tx,
    opening: &Opening,
    person: Uuid,
) -> Result<Vec<Registered>, AccessError> {
    let who = match &opening.persons {
        Some(permit) => rows(context, tx, permit, person).await?.pop(),
        None => None,
    };
    let who = who.map(|(_, row)| who_of(&row)).unwrap_or_default();
    let placements = rows(context, tx, &opening.placements, person).await?;
    Ok(placements
        .into_iter()
        .map(|(id, row)| Registered {
            id: id.to_string(),
            who: Particulars {
                document: who_of(&row).document.or_else(|| who.document.clone()),
                ..who.clone()
            },
            placement: placement_of(&row),
        })
        .collect())
}

async fn rows(
    context: &Context,
    tx: &mut Tx,
    permit: &Permit,
    person: Uuid,
) -> Result<Vec<(Uuid, Row)>, AccessError> {
    let Some(scope) = permit.scope() else {
        return Ok(Vec::new());
    };
    let Some(source) = context.sources.of(scope.kind.code) else {
        return Ok(Vec::new());
    };
    let fields: Vec<&'static str> = scope.fields.iter().map(|(field, _)| field.code).collect();
    let found = source
        .read(tx, permit, &Subject::Record(person), &fields)
        .await?;
    let shown = found.iter();
    Ok(shown
        .filter_map(|found| Some((found.id, permit.show(context, found)?)))
        .collect())
}
