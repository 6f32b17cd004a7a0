//! Proofs by a solver (cvc5), of every request there can be: what a policy allows is held against what another allows. Cedar's own
//! symbolic compiler writes the question. Built with the feature `prover` only, and then cvc5 must be there.

use crate::{
    proof::{span, words},
    world::{TABLES, World},
};
use access::testing::{LIMITS, SCHEMA};
use agreements::model::{Addition, Document, Schedule, additions, policy};
use cedar_policy::{EntityUid, PolicySet, RequestEnv, Schema};
use cedar_policy_symcc::{CedarSymCompiler, CompiledPolicySet, solver::LocalSolver};
use jiff::Timestamp;
use storage::testing::sqlite;

struct Prover {
    schema: Schema,
    /// Who may ask: people and machines.
    environments: Vec<RequestEnv>,
    compiler: CedarSymCompiler<LocalSolver>,
}

impl Prover {
    fn new() -> Self {
        let (schema, _) = Schema::from_cedarschema_str(SCHEMA).unwrap();
        let action: EntityUid = r#"Action::"exchange.use""#.parse().unwrap();
        let environments = schema.request_envs();
        let environments: Vec<_> = environments.filter(|of| *of.action() == action).collect();
        assert_eq!(environments.len(), 2);
        let solver = LocalSolver::cvc5().expect("cvc5, which this feature needs");
        Self {
            schema,
            environments,
            compiler: CedarSymCompiler::new(solver).unwrap(),
        }
    }

    /// Whether there is no request that `some` allows, beside the limits of all agreements, and `more` does not.
    async fn implies(&mut self, some: &str, more: &str) -> bool {
        let some: PolicySet = format!("{LIMITS}{some}").parse().unwrap();
        let more: PolicySet = more.parse().unwrap();
        for environment in &self.environments {
            let compiled =
                |policies| CompiledPolicySet::compile(policies, environment, &self.schema).unwrap();
            let (some, more) = (compiled(&some), compiled(&more));
            if !self.compiler.check_implies_opt(&some, &more).await.unwrap() {
                return false;
            }
        }
        true
    }
}

fn permit(condition: &str) -> String {
    format!(
        "permit (principal, action == Action::\"exchange.use\", resource) when {{ {condition} }};\n"
    )
}

#[tokio::test]
async fn nothing_is_allowed_outside_the_term() {
    let test = sqlite(TABLES).await;
    let (before, after) = words(&World::new(&test).await).await;
    let (opens, closes) = span(&before);
    let mut prover = Prover::new();
    let from = permit(&format!("datetime(\"{opens:.3}\") <= context.now"));
    let until = permit(&format!("context.now < datetime(\"{closes:.3}\")"));
    for document in [&before, &after] {
        let text = policy(document, opens, closes);
        assert!(prover.implies(&text, &from).await);
        assert!(prover.implies(&text, &until).await);
        assert!(!prover.implies(&text, "").await, "something is allowed");
    }

    // The control: a policy without its end goes on.
    let text = policy(&before, opens, closes);
    let (kept, _) = text.split_once(" &&\n    context.now < ").unwrap();
    let endless = format!("{kept}\n}};");
    assert!(!prover.implies(&endless, &until).await);
}

/// What an addition opens, as whoever reads its name understands it.
fn opened(
    addition: &Addition<'_>,
    after: &Document,
    opens: Timestamp,
    closes: Timestamp,
) -> String {
    let flow = |schedule: &Schedule| {
        let (consumer, provider) = (schedule.consumer, schedule.provider);
        let (kind, purpose) = (&schedule.kind, &schedule.purpose.code);
        format!(
            "principal has agency && principal.agency == Agency::\"{consumer}\" && resource.agency == Agency::\"{provider}\" && \
             resource.kind == \"{kind}\" && context.purpose == \"{purpose}\""
        )
    };
    match addition {
        Addition::Flow(schedule) => {
            let alone = Document {
                schedules: vec![(*schedule).clone()],
                ..after.clone()
            };
            policy(&alone, opens, closes)
        }
        Addition::Field(schedule, shared) => {
            let (field, transform) = (&shared.field, shared.transform.code());
            let new = format!("context.fields.contains(\"{field}.{transform}\")");
            permit(&format!("{} && {new}", flow(schedule)))
        }
        Addition::Term | Addition::Quota(_) | Addition::Retention(_) => String::new(),
    }
}

#[tokio::test]
async fn whatever_an_amendment_opens_is_among_its_named_additions() {
    let test = sqlite(TABLES).await;
    let (before, after) = words(&World::new(&test).await).await;
    let (opens, closes) = span(&before);
    let (old, new) = (
        policy(&before, opens, closes),
        policy(&after, opens, closes),
    );
    let named: Vec<String> = (additions(&before, &after).iter())
        .map(|addition| opened(addition, &after, opens, closes))
        .collect();
    let mut prover = Prover::new();
    let all = format!("{old}{}", named.concat());
    assert!(prover.implies(&new, &all).await);

    // The control: without any one of them there is a request that nothing names.
    for left_out in 0..named.len() {
        let mut fewer = named.clone();
        fewer.remove(left_out);
        let fewer = format!("{old}{}", fewer.concat());
        assert!(!prover.implies(&new, &fewer).await, "{left_out}");
    }
}
