//! Machines: scoped keys that end.

use crate::{TABLES, administrator, manage};
use access::testing::context;
use access::{
    AccessError, Action,
    service::{clients, sign_in as door},
};
use jiff::SignedDuration;
use storage::testing::on_both;

#[tokio::test]
async fn a_key_from_beginning_to_end() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let permit = manage(&admin, Action::ManageClients);
        let scope = [Action::ReadAgencies].into_iter().collect();
        let id = clients::create(&context, &permit, "SiskoP2MI", None, scope)
            .await
            .unwrap();
        let key = clients::give_key(&context, &permit, id, 30).await.unwrap();
        let machine = door::recognise_key(&context, &key).await.unwrap();
        assert!(machine.may(Action::ReadAgencies) && !machine.may(Action::ManageClients));
        assert!(machine.csrf().is_none());

        let refused = async |key: &str| {
            matches!(
                door::recognise_key(&context, key).await,
                Err(AccessError::WrongKey)
            )
        };
        let mut bent = key.clone();
        let last = bent.pop().unwrap();
        bent.push(if last == 'A' { 'B' } else { 'A' });
        assert!(refused(&bent).await);
        assert!(refused("pandu_x_y").await && refused("").await);

        clients::set_disabled(&context, &permit, id, true)
            .await
            .unwrap();
        assert!(refused(&key).await);
        clients::set_disabled(&context, &permit, id, false)
            .await
            .unwrap();
        assert!(!refused(&key).await);

        let other = clients::give_key(&context, &permit, id, 366).await.unwrap();
        test.clock.advance(SignedDuration::from_hours(24 * 30));
        assert!(refused(&key).await, "expired");
        let (_, keys) = clients::get(&context, &permit, id).await.unwrap();
        clients::revoke_key(&context, &permit, id, keys[0].id)
            .await
            .unwrap();
        assert!(refused(&other).await, "revoked");
        let twice = clients::revoke_key(&context, &permit, id, keys[0].id).await;
        assert!(matches!(twice, Err(AccessError::NotFound)));
        for days in [0, 367] {
            let error = clients::give_key(&context, &permit, id, days)
                .await
                .unwrap_err();
            assert!(matches!(error, AccessError::Invalid(fault) if fault.field == "days"));
        }
    })
    .await;
}
