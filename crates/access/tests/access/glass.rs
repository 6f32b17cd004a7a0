//! Breaking the glass, and the review by somebody else.

use crate::{
    TABLES, administrator, manage,
    records::{PERSON, PLACEMENT},
    somebody,
};
use access::{AccessError, Action, Ask, Basis, Principal, service::glass, testing::context};
use jiff::SignedDuration;
use storage::testing::on_both;
use uuid::Uuid;

const REASON: &str = "Keluarga melapor ia disekap di Batam malam ini.";
const OWN: Uuid = Uuid::from_u128(1);
const THEIRS: Uuid = Uuid::from_u128(2);

#[tokio::test]
async fn a_reason_opens_one_record_for_an_hour() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let sari = somebody(&context, &admin, "sari", OWN, &[Action::ReadPeople]).await;
        let record = Uuid::from_u128(100);
        let open = async |who: &Principal, reason: &str| {
            glass::break_glass(
                &context,
                who,
                Action::ReadPeople,
                (THEIRS, &PERSON, record),
                reason,
            )
            .await
        };
        for (reason, fault) in [(" ", "required"), ("darurat", "too-short")] {
            let refused = open(&sari, reason).await.unwrap_err();
            assert!(matches!(refused, AccessError::Invalid(f) if f.message == fault));
        }
        let no_agency = open(&admin, REASON).await;
        assert!(matches!(no_agency, Err(AccessError::Refused(_))));

        let evidence = open(&sari, REASON).await.unwrap();
        let ask = Ask {
            agency: Some(THEIRS),
            sealed: true,
            ..Ask::own(&sari, Action::ReadPeople, &PERSON, "emergency")
        };
        let permit = sari
            .permit_behind_glass(&context.policies, ask.clone(), &evidence)
            .unwrap();
        let scope = permit.scope().unwrap();
        assert_eq!(scope.record, Some(record));
        assert!(matches!(scope.basis, Basis::BrokenGlass { .. }));
        assert!(sari.permit_on(&context.policies, ask.clone()).is_err());
        let manage = Ask {
            action: Action::ManagePeople,
            ..ask.clone()
        };
        let other = Ask {
            kind: &PLACEMENT,
            ..ask.clone()
        };
        let mine = Ask {
            agency: Some(OWN),
            ..ask.clone()
        };
        for refused in [manage, other, mine] {
            let refused = sari.permit_behind_glass(&context.policies, refused, &evidence);
            assert!(refused.is_err(), "it opens one record for reading");
        }
        let budi = somebody(&context, &admin, "budi", OWN, &[Action::ReadPeople]).await;
        assert!(
            budi.permit_behind_glass(&context.policies, ask, &evidence)
                .is_err(),
            "not for others"
        );

        let opened = async |who: &Principal, record| {
            glass::opened(&context, who, &PERSON, record)
                .await
                .unwrap()
                .is_some()
        };
        assert!(opened(&sari, record).await);
        assert!(!opened(&budi, record).await && !opened(&sari, Uuid::from_u128(101)).await);
        test.clock.advance(SignedDuration::from_mins(60));
        assert!(!opened(&sari, record).await, "after an hour");
    })
    .await;
}

#[tokio::test]
async fn somebody_else_reviews_it() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let both = [Action::ReadPeople, Action::ReviewAccess];
        let sari = somebody(&context, &admin, "sari", OWN, &both).await;
        let auditor = somebody(&context, &admin, "audit", OWN, &[Action::ReviewAccess]).await;
        let stranger = somebody(&context, &admin, "lain", THEIRS, &[Action::ReviewAccess]).await;
        let record = Uuid::from_u128(100);
        glass::break_glass(
            &context,
            &sari,
            Action::ReadPeople,
            (THEIRS, &PERSON, record),
            REASON,
        )
        .await
        .unwrap();
        let permit = |who: &Principal| manage(who, Action::ReviewAccess);
        let waiting = glass::list(&context, &permit(&auditor), false)
            .await
            .unwrap();
        assert_eq!((waiting.len(), waiting[0].reason.as_str()), (1, REASON));
        let id = waiting[0].id;

        let review = async |who: &Principal, justified| {
            glass::review(&context, &permit(who), id, justified, "Tidak ada laporan.").await
        };
        let own = review(&sari, true).await.unwrap_err();
        assert!(matches!(own, AccessError::Invalid(f) if f.message == "glass-own"));
        let foreign = review(&stranger, true).await;
        assert!(matches!(foreign, Err(AccessError::NotFound)));
        assert!(
            glass::list(&context, &permit(&stranger), false)
                .await
                .unwrap()
                .is_empty()
        );
        let without = glass::list(&context, &permit(&admin), false).await;
        assert!(without.unwrap().is_empty());

        review(&auditor, false).await.unwrap();
        let still = glass::opened(&context, &sari, &PERSON, record)
            .await
            .unwrap();
        assert!(still.is_none(), "what was not justified ends at once");
        let twice = review(&auditor, true).await.unwrap_err();
        assert!(matches!(twice, AccessError::Invalid(f) if f.message == "glass-reviewed"));
        assert!(
            glass::list(&context, &permit(&auditor), false)
                .await
                .unwrap()
                .is_empty()
        );
        let done = glass::get(&context, &permit(&auditor), id).await.unwrap();
        assert_eq!(
            (done.justified, done.remark.as_deref()),
            (Some(false), Some("Tidak ada laporan."))
        );
        assert_eq!(
            glass::list(&context, &permit(&auditor), true)
                .await
                .unwrap(),
            vec![done]
        );
    })
    .await;
}
