//! Signing in, and every way in which it must fail.

use crate::{PASSWORD, TABLES, administrator, form, manage, own_password, recognised};
use access::testing::context;
use access::{
    AccessError, Action, code_at,
    service::{account, sign_in as door, users},
};
use jiff::SignedDuration;
use storage::testing::{TestDb, on_both};
use storage::transaction;

#[tokio::test]
async fn the_first_start_makes_one_administrator() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let principal = administrator(&context).await;
        assert!(Action::ALL.into_iter().all(|action| principal.may(action)));
        assert!(!principal.must_change_password());
        assert!(
            principal.must_enrol(),
            "nobody works without a second factor"
        );
        assert!(
            users::create_first(&context, "other")
                .await
                .unwrap()
                .is_none()
        );
        let again = door::sign_in(&context, " Admin ", PASSWORD).await.unwrap();
        assert!(!again.awaits_code);
    })
    .await;
}

#[tokio::test]
async fn the_second_factor() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let principal = administrator(&context).await;
        let enrolment = account::enrolment(&context, &principal).await.unwrap();
        assert!(
            enrolment
                .address
                .starts_with("otpauth://totp/Pandu:admin?secret=")
        );
        let code = || code_at(&enrolment.secret, test.db.ambient().now()).unwrap();
        let wrong = account::confirm(&context, &principal, "000000").await;
        assert!(matches!(wrong, Err(AccessError::WrongCode)));
        let used = code();
        account::confirm(&context, &principal, &used).await.unwrap();
        assert!(matches!(
            account::enrolment(&context, &principal).await,
            Err(AccessError::NotFound)
        ));

        let half = door::sign_in(&context, "admin", PASSWORD).await.unwrap();
        assert!(half.awaits_code);
        assert!(
            door::recognise(&context, &half.token)
                .await
                .unwrap()
                .is_none(),
            "half is not in"
        );
        let replayed = door::enter_code(&context, &half.token, &used).await;
        assert!(
            matches!(replayed, Err(AccessError::WrongCode)),
            "a code is good once"
        );
        test.clock.advance(SignedDuration::from_secs(30));
        let full = door::enter_code(&context, &half.token, &code())
            .await
            .unwrap();
        assert_ne!(full.token, half.token);
        assert!(!recognised(&context, &full.token).await.must_enrol());
        let twice = door::enter_code(&context, &half.token, &code()).await;
        assert!(matches!(twice, Err(AccessError::NoSession)));

        let late = door::sign_in(&context, "admin", PASSWORD).await.unwrap();
        test.clock.advance(SignedDuration::from_mins(6));
        let late = door::enter_code(&context, &late.token, &code()).await;
        assert!(matches!(late, Err(AccessError::NoSession)));
    })
    .await;
}

#[tokio::test]
async fn failures_lock_for_longer_each_time() {
    on_both(TABLES, async |test| {
        let context = context(test);
        administrator(&context).await;
        let try_in = async |password: &str| door::sign_in(&context, "admin", password).await;
        for _ in 0..5 {
            assert!(matches!(
                try_in("wrong").await,
                Err(AccessError::WrongCredentials)
            ));
        }
        assert!(matches!(
            try_in(PASSWORD).await,
            Err(AccessError::Locked(_))
        ));
        test.clock.advance(SignedDuration::from_secs(61));
        assert!(matches!(
            try_in("wrong").await,
            Err(AccessError::WrongCredentials)
        ));
        test.clock.advance(SignedDuration::from_secs(61));
        assert!(
            matches!(try_in(PASSWORD).await, Err(AccessError::Locked(_))),
            "two minutes now"
        );
        test.clock.advance(SignedDuration::from_secs(60));
        try_in(PASSWORD).await.unwrap();
        for _ in 0..4 {
            assert!(matches!(
                try_in("wrong").await,
                Err(AccessError::WrongCredentials)
            ));
        }
        try_in(PASSWORD).await.unwrap();
        assert!(matches!(
            door::sign_in(&context, "nobody", PASSWORD).await,
            Err(AccessError::WrongCredentials)
        ));
    })
    .await;
}

/// Guessing codes is guessing, too.
#[tokio::test]
async fn wrong_codes_lock_as_well() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let principal = administrator(&context).await;
        let secret = account::enrolment(&context, &principal)
            .await
            .unwrap()
            .secret;
        let code = code_at(&secret, test.db.ambient().now()).unwrap();
        account::confirm(&context, &principal, &code).await.unwrap();
        let half = door::sign_in(&context, "admin", PASSWORD).await.unwrap();
        for _ in 0..5 {
            let wrong = door::enter_code(&context, &half.token, "12345").await;
            assert!(matches!(wrong, Err(AccessError::WrongCode)));
        }
        let locked = door::enter_code(&context, &half.token, "12345").await;
        assert!(matches!(locked, Err(AccessError::Locked(_))));
    })
    .await;
}

#[tokio::test]
async fn sessions_end() {
    on_both(TABLES, async |test| {
        let context = context(test);
        administrator(&context).await;
        let start = async || {
            door::sign_in(&context, "admin", PASSWORD)
                .await
                .unwrap()
                .token
        };
        let alive = async |token: &str| door::recognise(&context, token).await.unwrap().is_some();

        let idle = start().await;
        test.clock.advance(SignedDuration::from_mins(29));
        assert!(alive(&idle).await, "and this request counts");
        test.clock.advance(SignedDuration::from_mins(29));
        assert!(alive(&idle).await);
        test.clock.advance(SignedDuration::from_mins(30));
        assert!(!alive(&idle).await);

        let long = start().await;
        for _ in 0..24 {
            assert!(alive(&long).await);
            test.clock.advance(SignedDuration::from_mins(29));
        }
        test.clock.advance(SignedDuration::from_mins(24));
        assert!(!alive(&long).await, "twelve hours");
        let swept = transaction!(test.db, |tx| account::sweep(tx).await).unwrap();
        assert!(swept > 0);

        let (one, two) = (start().await, start().await);
        let principal = recognised(&context, &one).await;
        assert_eq!(
            account::sessions(&context, &principal).await.unwrap().len(),
            2
        );
        account::end_other_sessions(&context, &principal)
            .await
            .unwrap();
        assert!(alive(&one).await && !alive(&two).await);
        account::sign_out(&context, &principal).await.unwrap();
        assert!(!alive(&one).await);
        assert!(!alive("made up").await);
    })
    .await;
}

#[tokio::test]
async fn a_disabled_user_is_out_at_once() {
    on_both(TABLES, async |test| {
        let (context, sari) = with_sari(test).await;
        let admin = recognised(
            &context,
            &door::sign_in(&context, "admin", PASSWORD)
                .await
                .unwrap()
                .token,
        )
        .await;
        let token = door::sign_in(&context, "sari", PASSWORD)
            .await
            .unwrap()
            .token;
        let permit = manage(&admin, Action::ManageUsers);
        users::set_disabled(&context, &permit, sari, true)
            .await
            .unwrap();
        assert!(door::recognise(&context, &token).await.unwrap().is_none());
        assert!(matches!(
            door::sign_in(&context, "sari", PASSWORD).await,
            Err(AccessError::WrongCredentials)
        ));
        users::set_disabled(&context, &permit, sari, false)
            .await
            .unwrap();
        door::sign_in(&context, "sari", PASSWORD).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn passwords_that_are_refused() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        for (old, new, message) in [
            ("wrong", "a good long password", "password-wrong"),
            (PASSWORD, "too short", "password-too-short"),
            (PASSWORD, "aaaabbbbccccaaaa", "password-too-easy"),
            (PASSWORD, "i am the Admin of it", "password-too-easy"),
            (PASSWORD, PASSWORD, "password-same"),
        ] {
            let error = account::change_password(&context, &admin, old, new)
                .await
                .unwrap_err();
            assert!(
                matches!(error, AccessError::Invalid(fault) if fault.message == message),
                "{message}"
            );
        }
    })
    .await;
}

/// An administrator and a user without roles.
pub(crate) async fn with_sari(test: &TestDb) -> (access::Context, uuid::Uuid) {
    let context = context(test);
    let admin = administrator(&context).await;
    let permit = manage(&admin, Action::ManageUsers);
    let (id, password) = users::create(&context, &permit, form("sari", Vec::new()))
        .await
        .unwrap();
    own_password(&context, "sari", &password).await;
    (context, id)
}
