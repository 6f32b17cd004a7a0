//! The policy of one agreement: read, held against the schema, and kept within what an agreement can say.

use cedar_policy::{
    ActionConstraint, Effect, EntityUid, Policy, PolicyId, PolicySet, Schema, ValidationMode,
    Validator,
};
use std::{str::FromStr, sync::LazyLock};
use storage::Stamp;
use uuid::Uuid;

pub(crate) const SCHEMA: &str = include_str!("../../policies/schema.cedarschema");
pub(crate) const LIMITS: &str = include_str!("../../policies/limits.cedar");

/// What is wrong with the text of a policy.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct PolicyError(pub(super) String);

/// An agreement in force, as it stands in the transaction that reads the data.
#[derive(Debug, Clone, Copy)]
pub struct Terms<'a> {
    /// The agreement.
    pub id: Uuid,
    /// How people call it, with the clause: `PKS 12/2026, pasal 4`.
    pub name: &'a str,
    /// When it ends; for the page, the policy itself says so too.
    pub until: Stamp,
    /// The policy that its schedules compile to, as Cedar text.
    pub policy: &'a str,
}

/// A policy of an agreement beside the limits of all.
#[derive(Debug)]
pub(super) struct Compiled {
    pub(super) policies: PolicySet,
    pub(super) hash: [u8; 32],
}

static VALIDATOR: LazyLock<Option<Validator>> = LazyLock::new(|| {
    let (schema, _) = Schema::from_cedarschema_str(SCHEMA).ok()?;
    Some(Validator::new(schema))
});

pub(super) fn compile(policy: &str, hash: [u8; 32]) -> Result<Compiled, PolicyError> {
    let wrong = |problem: String| PolicyError(problem);
    let own = PolicySet::from_str(policy).map_err(|error| wrong(error.to_string()))?;
    if own.templates().next().is_some() || own.policies().next().is_none() {
        return Err(wrong("expected policies, and no templates".into()));
    }
    let mut policies = PolicySet::from_str(LIMITS).map_err(|error| wrong(error.to_string()))?;
    for (number, policy) in own.policies().enumerate() {
        only_opens(policy)?;
        let named = policy.new_id(PolicyId::new(format!("agreement-{number}")));
        policies
            .add(named)
            .map_err(|error| wrong(error.to_string()))?;
    }
    validated(&policies)?;
    Ok(Compiled { policies, hash })
}

/// An agreement opens records to its parties; it does nothing else.
fn only_opens(policy: &Policy) -> Result<(), PolicyError> {
    let exchange = EntityUid::from_str(r#"Action::"exchange.use""#).ok();
    let right = matches!(policy.action_constraint(), ActionConstraint::Eq(action) if Some(&action) == exchange.as_ref());
    if policy.effect() == Effect::Permit && right {
        Ok(())
    } else {
        Err(PolicyError(
            "expected `permit` with `action == Action::\"exchange.use\"`".into(),
        ))
    }
}

/// Holds policies against the schema.
pub(super) fn validated(policies: &PolicySet) -> Result<(), PolicyError> {
    let Some(validator) = VALIDATOR.as_ref() else {
        return Err(PolicyError("the schema cannot be read".into()));
    };
    let result = validator.validate(policies, ValidationMode::Strict);
    let problems = result.validation_errors().map(ToString::to_string);
    match problems.reduce(|all, one| format!("{all}; {one}")) {
        Some(problems) => Err(PolicyError(problems)),
        None => Ok(()),
    }
}
