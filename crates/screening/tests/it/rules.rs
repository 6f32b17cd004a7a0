//! Rules under control on both engines: from draft to trial, approval by another, effective date and retirement; the desk follows.

use crate::world::{TABLES, World};
use access::{AccessError, Action};
use jiff::{SignedDuration, ToSpan};
use risk::{Condition, Fact, TripStatus};
use screening::{
    Presented,
    ruleset::RuleStage,
    service::rules::{self, Author, RulesProblem},
};
use storage::testing::on_both;
use uuid::Uuid;

fn tourist(name: &str) -> Presented {
    Presented {
        name: name.into(),
        birth_date: "1976-03-12".into(),
        nationality: "IDN".into(),
        destination: "AUS".into(),
        one_way: "yes".into(),
        sex: "F".into(),
        ..Presented::default()
    }
}

struct People {
    analyst: Author,
    second: Author,
}

async fn people(world: &World) -> People {
    rules::begin(&world.context).await.unwrap();
    // Twice is once.
    rules::begin(&world.context).await.unwrap();
    let drafts = [Action::ReadRules, Action::DraftRules, Action::ApproveRules];
    let approves = [Action::ReadRules, Action::ApproveRules];
    People {
        analyst: Author::of(&world.officer(1, &drafts)).unwrap(),
        second: Author::of(&world.officer(2, &approves)).unwrap(),
    }
}

/// A draft in which a one-way ticket alone is an indication.
async fn stricter(world: &World, analyst: &Author) -> Uuid {
    let context = &world.context;
    let versions = rules::versions(context, analyst).await.unwrap();
    assert_eq!(versions.len(), 1);
    let id = rules::draft(context, analyst, versions[0].id, "tiket sekali jalan")
        .await
        .unwrap();
    rules::edit(context, analyst, id, 1, |_, rules| {
        rules
            .iter_mut()
            .find(|rule| rule.id == "sekali-jalan")
            .unwrap()
            .points = 80;
        Ok(())
    })
    .await
    .unwrap();
    id
}

fn conflict<T: std::fmt::Debug>(result: Result<T, AccessError>) -> &'static str {
    match result {
        Err(AccessError::Conflict(message)) => message,
        other => panic!("expected a conflict, found {other:?}"),
    }
}

#[tokio::test]
async fn from_draft_to_force_and_out_of_it() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let People { analyst, second } = people(&world).await;
        let first = rules::follow(context, desk, None).await.unwrap().unwrap();
        for number in 0..8 {
            world
                .at_the_counter(tourist(&format!("ORANG {number}")))
                .await;
        }
        let id = stricter(&world, &analyst).await;
        assert_eq!(
            conflict(rules::submit(context, &analyst, id).await),
            "rules-not-tried"
        );
        let report = rules::try_out(context, &analyst, id).await.unwrap();
        assert_eq!(report.travellers, 8);
        // No registry is open to this desk: what was no indication becomes a question.
        let moves = &report.changes.moves;
        assert_eq!(moves.len(), 1);
        assert_eq!(moves[0].to, TripStatus::ToBeChecked);
        assert_eq!(moves[0].travellers.number(), Some(8));
        assert_eq!(
            rules::last_trial(context, &second, id).await.unwrap(),
            Some(report)
        );
        rules::submit(context, &analyst, id).await.unwrap();

        let today = domain::day_in_jakarta(context.db.ambient().now());
        let tomorrow = today.checked_add(1.day()).unwrap();
        let own = rules::approve(context, &analyst, id, tomorrow, "baik").await;
        assert_eq!(conflict(own), "rules-own");
        let past = rules::approve(
            context,
            &second,
            id,
            today.checked_sub(1.day()).unwrap(),
            "baik",
        );
        assert!(matches!(past.await, Err(AccessError::Invalid(_))));
        rules::approve(context, &second, id, tomorrow, "baik")
            .await
            .unwrap();
        assert_eq!(
            rules::follow(context, desk, Some(first)).await.unwrap(),
            Some(first)
        );
        let before = world.at_the_counter(tourist("SITI")).await;

        test.clock.advance(SignedDuration::from_hours(24));
        assert_eq!(
            rules::follow(context, desk, Some(first)).await.unwrap(),
            Some(id)
        );
        let after = world.at_the_counter(tourist("SITI LAGI")).await;
        assert_eq!(
            before.kept.assessment.score + 65,
            after.kept.assessment.score
        );
        assert_ne!(before.kept.assessment.rules, after.kept.assessment.rules);

        rules::retire(context, &second, id, "terlalu banyak yang terkena")
            .await
            .unwrap();
        assert_eq!(
            rules::follow(context, desk, Some(id)).await.unwrap(),
            Some(first)
        );
        let last = rules::retire(context, &second, first, "x").await;
        assert_eq!(conflict(last), "rules-last");
        let still = rules::get(context, &second, first).await.unwrap();
        assert_eq!(still.stage, RuleStage::Approved);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_always_rules_and_nobody_overwrites_another() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let People { analyst, second } = people(&world).await;
        let id = stricter(&world, &analyst).await;
        let revision = rules::get(context, &analyst, id).await.unwrap().revision;
        assert_eq!(revision, 2);
        // What is not known would count against somebody.
        let unfair = rules::edit(context, &analyst, id, revision, |_, rules| {
            let unknown = risk::Choice::Unknown.test(Fact::TripOneWay, "").unwrap();
            rules[0].when = Condition::Test(unknown);
            Ok(())
        });
        let Err(RulesProblem::Faults(faults)) = unfair.await else {
            panic!("it was taken");
        };
        assert_eq!(faults[0].code, "rule-counts-unknown");
        // Seen before the last change.
        let late = rules::edit(context, &analyst, id, 1, |head, _| {
            head.signs_from = 60;
            Ok(())
        });
        let Err(RulesProblem::Access(error)) = late.await else {
            panic!("it was taken");
        };
        assert_eq!(conflict(Err::<(), _>(error)), "rules-changed-meanwhile");
        // What is exported is imported as the same; what is no rules is refused.
        let version = rules::get(context, &analyst, id).await.unwrap();
        rules::replace(context, &analyst, id, 2, &version.text)
            .await
            .unwrap();
        let again = rules::get(context, &analyst, id).await.unwrap();
        assert_eq!((again.text, again.revision), (version.text, 3));
        let broken = rules::replace(context, &analyst, id, 3, "[set]\nid = 1").await;
        assert!(matches!(broken, Err(RulesProblem::Faults(_))));
        // Whoever only approves drafts nothing.
        assert!(rules::draft(context, &second, id, "x").await.is_err());
        assert!(Author::of(&world.officer(3, &[Action::Screen])).is_err());
    })
    .await;
}
