//! The decision, by Cedar.

use super::{
    Ask, Basis, PolicyError, Scope, Terms,
    agreement::{Compiled, compile},
    question::{Circumstance, question},
};
use crate::{Principal, Refused, mask, service::glass::Opened};
use cedar_policy::{Authorizer, Decision, PolicySet};
use domain::record::{Field, RecordKind, Transform};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    str::FromStr,
    sync::{Arc, LazyLock, PoisonError, RwLock},
};

/// What roles allow within one's own agency.
const OWN_AGENCY: &str = include_str!("../../policies/own-agency.cedar");

static SHIPPED: LazyLock<(PolicySet, [u8; 32])> = LazyLock::new(|| {
    let hash = Sha256::digest(OWN_AGENCY.as_bytes()).into();
    match PolicySet::from_str(OWN_AGENCY) {
        Ok(policies) => (policies, hash),
        Err(error) => {
            // Without policies everything is refused.
            tracing::error!(%error, "the shipped policies cannot be read");
            (PolicySet::new(), hash)
        }
    }
});

/// Compiled policies of agreements are forgotten together beyond so many; those in use come back with their next question.
const MOST_COMPILED: usize = 10_000;

/// Decides. Clones share the compiled policies of agreements.
///
/// Those are kept by the hash of their text: what an agreement says is read with the data in one transaction, so that one that
/// was suspended a moment ago allows nothing more, and a text that was compiled once is not compiled again.
#[derive(Debug, Clone)]
pub struct Policies {
    compiled: Arc<RwLock<HashMap<[u8; 32], Arc<Compiled>>>>,
}

impl Policies {
    /// The policies that come with the program: what roles allow within one's own agency.
    pub fn shipped() -> Self {
        Self {
            compiled: Arc::default(),
        }
    }

    /// Whether a text can be the policy of an agreement, by its hash. Called before an agreement comes into force.
    ///
    /// # Errors
    /// What is wrong with it: no Cedar, against the schema, or more than `permit` for `exchange.use`.
    pub fn check(&self, policy: &str) -> Result<[u8; 32], PolicyError> {
        self.compiled(policy).map(|compiled| compiled.hash)
    }

    pub(crate) fn decide(
        &self,
        principal: &Principal,
        ask: &Ask,
        glass: Option<&Opened>,
    ) -> Result<Scope, Refused> {
        let refused = Refused(ask.action);
        let (Some(asks), Some(agency)) = (principal.agency(), ask.agency) else {
            return Err(refused);
        };
        if glass.is_some_and(|glass| !glass.is_of(principal, ask)) {
            return Err(refused);
        }
        let circumstance = Circumstance::Own {
            full: !ask.sealed || glass.is_some() || !ask.action.reads(),
            broken_glass: glass.is_some(),
        };
        let (shipped, hash) = &*SHIPPED;
        if !allowed(shipped, principal, ask, circumstance) {
            return Err(refused);
        }
        let full = !ask.sealed || glass.is_some();
        Ok(Scope {
            kind: ask.kind,
            agency,
            sealed: ask.sealed,
            record: glass.map(|glass| glass.record),
            fields: if full {
                all(ask.kind)
            } else {
                masked(ask.kind)
            },
            asks,
            basis: glass.map_or(Basis::OwnAgency, |glass| Basis::BrokenGlass {
                id: glass.id,
                until: glass.until,
            }),
            policy: *hash,
        })
    }

    pub(crate) fn decide_under(
        &self,
        principal: &Principal,
        ask: &Ask,
        fields: &[(&'static Field, Transform)],
        terms: &Terms<'_>,
        now: Timestamp,
    ) -> Result<Scope, Refused> {
        let refused = Refused(ask.action);
        let (Some(asks), Some(agency)) = (principal.agency(), ask.agency) else {
            return Err(refused);
        };
        // The schedule may be wider than the kind allows now: what a field no longer allows is not shown.
        if fields.is_empty() || !fields.iter().all(|(field, t)| field.allows(*t)) {
            return Err(refused);
        }
        let compiled = self.compiled(terms.policy).map_err(|error| {
            tracing::error!(%error, agreement = %terms.id, "the policy of an agreement cannot be read");
            refused
        })?;
        let circumstance = Circumstance::Exchange { fields, now };
        if !allowed(&compiled.policies, principal, ask, circumstance) {
            return Err(refused);
        }
        Ok(Scope {
            kind: ask.kind,
            agency,
            sealed: ask.sealed,
            record: None,
            fields: fields.to_vec(),
            asks,
            basis: Basis::Agreement {
                id: terms.id,
                name: terms.name.to_owned(),
                until: terms.until,
            },
            policy: compiled.hash,
        })
    }

    fn compiled(&self, policy: &str) -> Result<Arc<Compiled>, PolicyError> {
        let hash = Sha256::digest(policy.as_bytes()).into();
        // Nothing can be half written: whoever failed while holding the lock left whole values.
        let known = self.compiled.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(compiled) = known.get(&hash) {
            return Ok(compiled.clone());
        }
        drop(known);
        let compiled = Arc::new(compile(policy, hash)?);
        let mut known = self
            .compiled
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        if known.len() >= MOST_COMPILED {
            known.clear();
        }
        known.insert(hash, compiled.clone());
        Ok(compiled)
    }
}

fn allowed(
    policies: &PolicySet,
    principal: &Principal,
    ask: &Ask,
    circumstance: Circumstance<'_>,
) -> bool {
    let Some((request, entities)) = question(principal, ask, circumstance) else {
        return false;
    };
    let response = Authorizer::new().is_authorized(&request, policies, &entities);
    for error in response.diagnostics().errors() {
        tracing::error!(%error, "a policy could not be evaluated");
    }
    // A `forbid` that failed must not be passed over.
    response.decision() == Decision::Allow && response.diagnostics().errors().next().is_none()
}

fn all(kind: &'static RecordKind) -> Vec<(&'static Field, Transform)> {
    let full = |field| (field, Transform::Full);
    kind.fields.iter().map(full).collect()
}

/// Each field as its most revealing mask shows it; one that has none is left out.
fn masked(kind: &'static RecordKind) -> Vec<(&'static Field, Transform)> {
    let masked = |field| Some((field, mask::masked(field, Transform::Full)?));
    kind.fields.iter().filter_map(masked).collect()
}
