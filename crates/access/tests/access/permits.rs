//! A permit is good for what it was given for, and for nothing else.

use crate::{TABLES, administrator, form, manage};
use access::testing::context;
use access::{
    AccessError, Action, Actions, Permit,
    service::{clients, roles, users},
};
use storage::testing::on_both;
use uuid::Uuid;

#[tokio::test]
async fn every_use_case_refuses_a_permit_for_something_else() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let wrong = &manage(&admin, Action::ReadJournal);
        let id = Uuid::nil();
        let outcomes = [
            users::list(&context, wrong).await.map(drop),
            users::get(&context, wrong, id).await.map(drop),
            users::create(&context, wrong, form("sari", Vec::new()))
                .await
                .map(drop),
            users::change(&context, wrong, id, form("sari", Vec::new())).await,
            users::set_disabled(&context, wrong, id, true).await,
            users::unlock(&context, wrong, id).await,
            users::reset_password(&context, wrong, id).await.map(drop),
            users::reset_second_factor(&context, wrong, id).await,
            users::find(&context, wrong, "admin").await.map(drop),
            roles::list(&context, wrong).await.map(drop),
            roles::get(&context, wrong, id).await.map(drop),
            roles::create(&context, wrong, "x", Actions::new())
                .await
                .map(drop),
            roles::change(&context, wrong, id, "x", Actions::new()).await,
            clients::list(&context, wrong).await.map(drop),
            clients::get(&context, wrong, id).await.map(drop),
            clients::create(&context, wrong, "x", None, Actions::new())
                .await
                .map(drop),
            clients::set_disabled(&context, wrong, id, true).await,
            clients::give_key(&context, wrong, id, 1).await.map(drop),
            clients::revoke_key(&context, wrong, id, id).await,
        ];
        for (number, outcome) in outcomes.into_iter().enumerate() {
            assert!(
                matches!(outcome, Err(AccessError::Refused(_))),
                "use case {number}"
            );
        }
        let system = Permit::system("test");
        assert_eq!(users::list(&context, &system).await.unwrap().len(), 1);
    })
    .await;
}
