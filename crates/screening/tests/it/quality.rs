//! Figures of screening on both engines: what became known of referrals and reviews comes back to the rules that spoke.

use crate::world::{TABLES, World};
use access::{Action, Ask};
use jiff::{SignedDuration, civil::date};
use risk::trial::Count;
use screening::{
    Outcome, Presented, SCREENING,
    referral::{Finding, Recipient, ReferralForm, ReferralGround, ReferralState, SharedField},
    service::{self, quality::quality, referral},
};
use storage::testing::on_both;

#[tokio::test]
async fn what_became_known_comes_back() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let (context, desk) = (&world.context, &world.desk);
        let officer = world.officer(1, &[Action::DecideScreening, Action::ReadQuality]);
        let ask = Ask::own(&officer, Action::DecideScreening, &SCREENING, "test");
        let decides = officer.permit_on(&context.policies, ask).unwrap();
        for number in 0..12 {
            let held = world
                .at_the_counter(Presented {
                    name: format!("PENUMPANG {number}"),
                    document: format!("X76543{number:02}"),
                    birth_date: "1998-03-12".into(),
                    sex: "P".into(),
                    nationality: "IDN".into(),
                    port: "IDBTC".into(),
                    destination: "MYS".into(),
                    ..Presented::default()
                })
                .await;
            test.clock.advance(SignedDuration::from_secs(30));
            let outcome = if number < 6 {
                Outcome::Refer
            } else {
                Outcome::LetGo
            };
            service::decide(context, desk, &decides, held.id, outcome, "perlu dilihat")
                .await
                .unwrap();
            if number >= 7 {
                continue;
            }
            let form = ReferralForm {
                recipient: Some(Recipient::Police),
                place: "PPA-PPO".into(),
                reason: "dugaan perekrutan".into(),
                fields: vec![SharedField::Trip],
                ground: Some(ReferralGround::Law),
                basis: "UU 21/2007".into(),
            };
            let sent = referral::send(context, &officer, &decides, held.id, form)
                .await
                .unwrap();
            for (state, finding) in [
                (ReferralState::Accepted, None),
                (ReferralState::Done, Some(Finding::Victim)),
            ] {
                referral::step(context, &decides, sent.id, state, finding, "")
                    .await
                    .unwrap();
            }
        }
        let reads = officer.permit(Action::ReadQuality, "test").unwrap();
        let day = date(2026, 11, 22);
        let found = quality(context, &reads, (day, day)).await.unwrap();
        assert_eq!(found.travellers, Count::Exactly(12));
        assert_eq!(found.missed, Count::Few, "one was let go and is known now");
        assert_eq!(found.seconds, Some((30, 30)));
        let decisions: Vec<Count> = found.decisions.iter().map(|(_, count)| *count).collect();
        assert_eq!(decisions, [Count::Exactly(6), Count::Exactly(6)]);
        // Nobody wrote a port: nothing can be ranked by it, and no number is lost.
        assert_eq!(found.ports[0].travellers, Count::Exactly(12));
        assert!(found.ranked.iter().all(|(_, ranked)| ranked.is_empty()));
        let (_, sexes) = &found.shares[0];
        assert_eq!(sexes[0].group, "female");
        let earlier = quality(context, &reads, (date(2026, 11, 1), date(2026, 11, 21))).await;
        assert_eq!(earlier.unwrap().travellers, Count::Exactly(0));
        for (from, to) in [(day, date(2026, 11, 21)), (date(2026, 1, 1), day)] {
            assert!(quality(context, &reads, (from, to)).await.is_err());
        }
    })
    .await;
}
