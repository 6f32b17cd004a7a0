//! The desk on both engines: who is found and under which terms, what is kept, and that a decision counts at once and after a restart.

use access::{
    AccessError, Action, Ask, Context, Permit, Principal,
    testing::{context, principal},
};
use futures_util::{FutureExt, future::BoxFuture};
use jiff::SignedDuration;
use organisations::{AgencyForm, AgencyKind};
use placement::{
    PLACEMENT,
    import::Mapping,
    service::{Task, run},
};
use risk::{Action as Advice, RuleSet, TripStatus};
use screening::{
    Answer, Desk, Opening, Outcome, Presented, SCREENING, Sharing, index,
    service::{self, At, Held},
};
use std::{
    io::Cursor,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use storage::{
    Migrations, Tx,
    testing::{TestDb, on_both},
};
use tokio::sync::watch;
use uuid::Uuid;

pub const TABLES: &[Migrations] = &[
    storage::MIGRATIONS,
    journal::MIGRATIONS,
    access::MIGRATIONS,
    organisations::MIGRATIONS,
    people::MIGRATIONS,
    placement::MIGRATIONS,
    casework::MIGRATIONS,
    screening::MIGRATIONS,
];

const REGISTRY: &str = "id,name,birth_date,nik,passport_no,status,scheme,destination,employer,company,contract_start,contract_end,visa_no
R1,SITI AMINAH,1990-03-12,3507135203900002,C1234567,aktif,P to P,TWN,CHEN SHU FEN,PT A,2026-03-01,2029-02-28,T1
R2,BUDI SANTOSO,1985-07-01,3507130107850003,C7654321,aktif,P to P,HKG,LAM FAMILY,PT A,2026-03-01,2029-02-28,T2
";
const ALL: &[Action] = &[
    Action::Screen,
    Action::DecideScreening,
    Action::ReadPlacements,
    Action::ReadPeople,
];

/// Opens the registry as its own officers see it, as long as the switch is on.
struct Switch(Arc<AtomicBool>);

impl Sharing for Switch {
    fn opened<'a>(
        &'a self,
        context: &'a Context,
        _: &'a mut Tx,
        _: &'a Principal,
        provider: Uuid,
        _: u32,
    ) -> BoxFuture<'a, Result<Option<Opening>, AccessError>> {
        let registrar = principal(Some(provider), ALL);
        let permit = |action, kind| {
            let ask = Ask::own(&registrar, action, kind, "test");
            registrar.permit_on(&context.policies, ask).unwrap()
        };
        let opening = Opening {
            placements: permit(Action::ReadPlacements, &PLACEMENT),
            persons: None,
        };
        let open = self.0.load(Ordering::SeqCst);
        async move { Ok(open.then_some(opening)) }.boxed()
    }
}

struct Port {
    context: Context,
    desk: Desk,
    ministry: Uuid,
    immigration: Uuid,
    open: Arc<AtomicBool>,
}

impl Port {
    /// A registry of two at the ministry, and an office of immigration without one.
    async fn start(test: &TestDb) -> Self {
        let mut context = context(test);
        context.sources = access::Sources::new(vec![people::source(), placement::source()]);
        let system = Permit::system("test");
        let mut agencies = Vec::new();
        for (name, kind) in [
            ("KP2MI", AgencyKind::Ministry),
            ("Imigrasi", AgencyKind::Immigration),
        ] {
            let form = AgencyForm {
                name: name.into(),
                short_name: name.into(),
                kind,
            };
            let made = organisations::service::create(&context, &system, form).await;
            agencies.push(made.unwrap());
        }
        let task = Task {
            agency: agencies[0],
            digest: [7; 32],
            mapping: Mapping::default(),
            rehearsal: false,
        };
        let taken = run(&context, &system, task, Cursor::new(REGISTRY), |_, _| {}).await;
        assert_eq!(taken.unwrap().counts.accepted, 2);
        let open = Arc::new(AtomicBool::new(false));
        let desk = Desk::new(Box::new(Switch(open.clone()))).unwrap();
        index::build_now(&context, desk.lookup()).await.unwrap();
        Self {
            context,
            desk,
            ministry: agencies[0],
            immigration: agencies[1],
            open,
        }
    }

    fn permit(&self, agency: Uuid, action: Action) -> Permit {
        let officer = principal(Some(agency), ALL);
        let ask = Ask::own(&officer, action, &SCREENING, "test");
        officer.permit_on(&self.context.policies, ask).unwrap()
    }

    async fn ask(&self, agency: Uuid, presented: &Presented) -> Held {
        let officer = principal(Some(agency), ALL);
        let permit = self.permit(agency, Action::Screen);
        let today = domain::day_in_jakarta(self.context.db.ambient().now());
        let traveller = presented.read(today).unwrap();
        let (at, context) = (At::default(), &self.context);
        let made =
            service::assess(context, &self.desk, &officer, &permit, &at, vec![traveller]).await;
        made.unwrap().remove(0)
    }

    async fn decide(&self, agency: Uuid, id: Uuid, outcome: Outcome, reason: &str) {
        let permit = self.permit(agency, Action::DecideScreening);
        let context = &self.context;
        service::decide(context, &self.desk, &permit, id, outcome, reason)
            .await
            .unwrap();
    }
}

fn siti(destination: &str) -> Presented {
    Presented {
        name: "SITTI AMINAH".into(),
        birth_date: "1990-03-12".into(),
        sex: "P".into(),
        nationality: "IDN".into(),
        document: "C1234567".into(),
        port: "CGK".into(),
        destination: destination.into(),
        ..Presented::default()
    }
}

#[tokio::test]
async fn a_placement_is_found_and_held_against_the_trip() {
    on_both(TABLES, async |test| {
        let port = Port::start(test).await;
        let to_taiwan = port.ask(port.ministry, &siti("TPE")).await;
        let said = &to_taiwan.kept.assessment;
        assert_eq!(said.registry.answer, Answer::Link);
        assert_eq!(said.registry.candidates[0].name, "SITI AMINAH");
        assert!(
            matches!(said.status, TripStatus::Procedural | TripStatus::Incomplete),
            "{said:?}"
        );
        let elsewhere = port.ask(port.ministry, &siti("KUL")).await;
        assert!(
            elsewhere
                .kept
                .assessment
                .reasons
                .iter()
                .any(|reason| reason.rule == "tujuan-berbeda"),
            "{:?}",
            elsewhere.kept.assessment.reasons
        );
        let nobody = Presented {
            name: "PAIJO".into(),
            birth_date: "1971-01-30".into(),
            document: "E0000001".into(),
            ..siti("KUL")
        };
        let nobody = port.ask(port.ministry, &nobody).await;
        assert_eq!(nobody.kept.assessment.registry.answer, Answer::None);
    })
    .await;
}

#[tokio::test]
async fn what_was_said_is_said_again_after_the_rules_changed() {
    on_both(TABLES, async |test| {
        let port = Port::start(test).await;
        let held = port.ask(port.ministry, &siti("KUL")).await;
        assert!(!held.kept.assessment.reasons.is_empty());
        let file = RuleSet::shipped_files()[0];
        let others = file.text.replace("version = \"", "version = \"next ");
        port.desk.use_rules(&[(file.name, &others)]).unwrap();
        let permit = port.permit(port.ministry, Action::Screen);
        let again = service::get(&port.context, &permit, held.id).await.unwrap();
        // As it is written: probabilities are kept to four digits.
        let written = |held: &Held| serde_json::to_string(&held.kept).unwrap();
        assert_eq!(written(&again), written(&held));
        assert!(again.replayed);
        let next = port.ask(port.ministry, &siti("KUL")).await;
        assert_ne!(next.kept.assessment.rules, held.kept.assessment.rules);
        assert_ne!(next.kept.assessment.reasons, held.kept.assessment.reasons);
        // Rules with a fault do not take the place of rules that work.
        assert!(port.desk.use_rules(&[("broken.toml", "[set")]).is_err());
        let still = port.ask(port.ministry, &siti("KUL")).await;
        assert_eq!(still.kept.assessment.rules, next.kept.assessment.rules);
    })
    .await;
}

#[tokio::test]
async fn a_registry_of_others_answers_as_long_as_it_is_open() {
    on_both(TABLES, async |test| {
        let port = Port::start(test).await;
        let closed = port.ask(port.immigration, &siti("TPE")).await;
        assert_eq!(closed.kept.checked.unseen, [port.ministry]);
        let registry = &closed.kept.assessment.registry;
        assert_eq!((registry.answer, registry.found), (Answer::Unasked, 0));
        // Nobody was asked: that nobody was found is no sign.
        assert_ne!(
            closed.kept.assessment.status,
            TripStatus::IndicatedNonProcedural
        );
        port.open.store(true, Ordering::SeqCst);
        let open = port.ask(port.immigration, &siti("TPE")).await;
        assert!(open.kept.checked.unseen.is_empty());
        let registry = &open.kept.assessment.registry;
        assert_eq!(registry.answer, Answer::Link);
        // Placements were opened, persons were not.
        assert_eq!(registry.candidates[0].name, "");
        assert!(registry.candidates[0].placement.en.contains("CHEN SHU FEN"));
        // Assessments of one agency do not exist for another.
        let permit = port.permit(port.ministry, Action::Screen);
        let others = service::get(&port.context, &permit, open.id).await;
        assert!(matches!(others, Err(AccessError::NotFound)));
    })
    .await;
}

#[tokio::test]
async fn a_decision_counts_for_the_next_traveller_and_after_a_restart() {
    on_both(TABLES, async |test| {
        let port = Port::start(test).await;
        let first = port.ask(port.immigration, &siti("TPE")).await;
        assert_eq!(first.earlier, []);
        port.decide(port.immigration, first.id, Outcome::Defer, "visa kunjungan")
            .await;
        test.clock.advance(SignedDuration::from_secs(60));
        let again = port.ask(port.immigration, &siti("KUL")).await;
        assert_eq!(again.earlier.len(), 1);
        assert_eq!(again.earlier[0].0.id, first.id);
        assert_eq!(again.earlier[0].0.outcome, Some(Outcome::Defer));
        assert!(again.earlier[0].1 > 0.9, "{:?}", again.earlier);
        // The registry's agency knows nothing of it.
        assert_eq!(port.ask(port.ministry, &siti("KUL")).await.earlier, []);

        // The program ends without a word: whoever starts next finds the decision in the tables.
        let desk = Desk::new(Box::new(Switch(port.open.clone()))).unwrap();
        index::build_now(&port.context, desk.lookup())
            .await
            .unwrap();
        let port = Port { desk, ..port };
        let restarted = port.ask(port.immigration, &siti("KUL")).await;
        assert_eq!(restarted.earlier[0].0.id, first.id);
    })
    .await;
}

#[tokio::test]
async fn who_is_held_up_gets_a_reason() {
    on_both(TABLES, async |test| {
        let port = Port::start(test).await;
        let held = port.ask(port.ministry, &siti("KUL")).await;
        assert!(held.kept.assessment.action > Advice::None);
        let permit = port.permit(port.ministry, Action::DecideScreening);
        let (context, desk) = (&port.context, &port.desk);
        let refused = service::decide(context, desk, &permit, held.id, Outcome::Defer, " ").await;
        assert!(matches!(refused, Err(AccessError::Invalid(fault)) if fault.field == "reason"));
        port.decide(port.ministry, held.id, Outcome::Interview, "tujuan berbeda")
            .await;
        port.decide(
            port.ministry,
            held.id,
            Outcome::LetGo,
            "surat baru ditunjukkan",
        )
        .await;
        let permit = port.permit(port.ministry, Action::Screen);
        let held = service::get(context, &permit, held.id).await.unwrap();
        let outcomes: Vec<Outcome> = held.decisions.iter().map(|one| one.outcome).collect();
        assert_eq!(outcomes, [Outcome::Interview, Outcome::LetGo]);
        let latest = service::latest(context, &permit, None).await.unwrap();
        assert_eq!(latest[0].outcome, Some(Outcome::LetGo));
    })
    .await;
}

#[tokio::test]
async fn the_index_comes_back_from_its_snapshot_and_follows_the_journal() {
    on_both(TABLES, async |test| {
        let port = Port::start(test).await;
        let folder = test.folder.path().join("index");
        let before = port.ask(port.immigration, &siti("TPE")).await;
        port.decide(
            port.immigration,
            before.id,
            Outcome::Defer,
            "visa kunjungan",
        )
        .await;
        let sequence = async || {
            journal::sequence(&port.context.db, &port.context.journal)
                .await
                .unwrap()
        };
        sequence().await;
        let run = || {
            let desk = Desk::new(Box::new(Switch(port.open.clone()))).unwrap();
            let (stop, stopped) = watch::channel(false);
            let lookup = desk.lookup().clone();
            let task = tokio::spawn(index::run(
                port.context.clone(),
                lookup,
                folder.clone(),
                stopped,
            ));
            (desk, stop, task)
        };
        let until = async |desk: &Desk, people: u64| {
            for _ in 0..600 {
                if desk.lookup().is_ready() && desk.lookup().len() == people {
                    return;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
            panic!("found {} of {people}", desk.lookup().len());
        };
        let (desk, stop, task) = run();
        until(&desk, 3).await;
        stop.send(true).unwrap();
        task.await.unwrap();
        assert!(folder.join("contents.json").exists());

        // What happens while nobody runs is told by the journal.
        let paijo = Presented {
            name: "PAIJO".into(),
            document: "E0000001".into(),
            ..siti("KUL")
        };
        let other = port.ask(port.immigration, &paijo).await;
        port.decide(
            port.immigration,
            other.id,
            Outcome::LetGo,
            "keluarga menunggu",
        )
        .await;
        sequence().await;
        let (desk, stop, task) = run();
        until(&desk, 4).await;
        stop.send(true).unwrap();
        task.await.unwrap();

        // A damaged snapshot is no reason not to start.
        std::fs::write(folder.join("contents.json"), b"{").unwrap();
        let (desk, stop, task) = run();
        until(&desk, 4).await;
        stop.send(true).unwrap();
        task.await.unwrap();
    })
    .await;
}
