//! From the fixed words to the file that anybody can verify.

use crate::world::{TABLES, World, drafts, reads, signs};
use access::AccessError;
use agreements::{
    model::{Proposed, SignatureError, Standing},
    service::{draft, sign, view},
};
use storage::testing::on_both;

#[tokio::test]
async fn nothing_is_signed_that_is_not_complete() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, true).await;
        let mut bare = world.schedule();
        bare.assessment = None;
        let schedule = Some(Box::new(bare));
        world
            .adopt(
                id,
                Proposed::Schedule {
                    key: "sailor-1".into(),
                    schedule,
                },
            )
            .await;
        draft::share(context, &drafts(&world.bp3mi), id)
            .await
            .unwrap();
        let seen = view::get(context, &reads(&world.polda), id).await.unwrap();
        let flaws: Vec<_> = seen
            .flaws
            .iter()
            .map(|flaw| (flaw.part.as_str(), flaw.message))
            .collect();
        assert_eq!(flaws, [("schedule:sailor-1", "schedule-assessment")]);
        let fixed = draft::fix(context, &drafts(&world.polda), id, seen.record.version).await;
        assert!(matches!(
            fixed,
            Err(AccessError::Conflict("agreement-incomplete"))
        ));
    })
    .await;
}

#[tokio::test]
async fn both_sign_and_anybody_can_verify() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, true).await;
        draft::share(context, &drafts(&world.bp3mi), id)
            .await
            .unwrap();
        let version = world.version(id).await;
        draft::fix(context, &drafts(&world.polda), id, version)
            .await
            .unwrap();
        assert!(matches!(
            view::signed(context, &reads(&world.polda), id).await,
            Err(AccessError::NotFound)
        ));
        let confirmed = access::testing::confirmed(&world.bp3mi);
        let signing =
            async |side, seen| sign::sign(context, &signs(side), &confirmed, id, seen).await;
        assert!(matches!(
            signing(&world.other, version).await,
            Err(AccessError::NotFound)
        ));
        assert!(matches!(
            signing(&world.bp3mi, version - 1).await,
            Err(AccessError::Conflict(_))
        ));
        signing(&world.bp3mi, version).await.unwrap();
        assert!(matches!(
            signing(&world.bp3mi, version).await,
            Err(AccessError::Conflict("agreement-signed-already"))
        ));
        assert_eq!(world.standing(id).await, Standing::Signing);
        signing(&world.polda, version).await.unwrap();
        assert_eq!(world.standing(id).await, Standing::Awaiting);

        let signed = view::signed(context, &reads(&world.polda), id)
            .await
            .unwrap();
        let keys = sign::keys(context, &reads(&world.polda)).await.unwrap();
        let known = |agency| keys.get(&agency).cloned();
        assert_eq!(signed.verify(known), Ok(()));
        let file = serde_json::to_string(&signed).unwrap();
        let again: agreements::model::SignedAgreement = serde_json::from_str(&file).unwrap();
        assert_eq!(again.verify(known), Ok(()));

        let mut altered = signed.clone();
        altered.document.schedules[0].quota.per_day = 4;
        assert_eq!(altered.verify(known), Err(SignatureError::OtherWords(1)));
        let mut altered = signed.clone();
        altered.signatures[1].statement.signatory = "Orang lain".into();
        assert_eq!(altered.verify(known), Err(SignatureError::Wrong(2)));
        let mut altered = signed.clone();
        altered.signatures.pop();
        assert_eq!(altered.verify(known), Err(SignatureError::Party(2)));
        let mut altered = signed.clone();
        altered.signatures.push(altered.signatures[0].clone());
        assert_eq!(altered.verify(known), Err(SignatureError::Party(1)));
        let foreign = |_| Some("AAAA".to_owned());
        assert_eq!(signed.verify(foreign), Err(SignatureError::UnknownKey(1)));
    })
    .await;
}

#[tokio::test]
async fn going_back_to_the_draft_takes_the_signatures_along() {
    on_both(TABLES, async |test| {
        let world = World::new(test).await;
        let context = &world.context;
        let id = world.draft("bp3mi-polda", None).await;
        world.fill(id, false).await;
        draft::share(context, &drafts(&world.bp3mi), id)
            .await
            .unwrap();
        let version = world.version(id).await;
        draft::fix(context, &drafts(&world.polda), id, version)
            .await
            .unwrap();
        let confirmed = access::testing::confirmed(&world.bp3mi);
        sign::sign(context, &signs(&world.bp3mi), &confirmed, id, version)
            .await
            .unwrap();
        let change = Proposed::Title {
            title: domain::Wording::new("x", "x"),
        };
        let fixed = draft::propose(context, &drafts(&world.polda), id, version, change, "").await;
        assert!(matches!(
            fixed,
            Err(AccessError::Conflict("agreement-not-draft"))
        ));
        sign::return_to_draft(context, &drafts(&world.polda), id, "salah ketik")
            .await
            .unwrap();
        let seen = view::get(context, &reads(&world.bp3mi), id).await.unwrap();
        assert_eq!((seen.standing, seen.signatures.len()), (Standing::Draft, 0));
    })
    .await;
}
