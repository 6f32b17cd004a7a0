//! Managing users and roles, and what must not be possible.

use crate::{PASSWORD, TABLES, administrator, form, manage, own_password};
use access::testing::context;
use access::{
    AccessError, Action, Actions,
    service::{account, history, roles, sign_in as door, users},
};
use journal::{Cursor, Value};
use storage::testing::on_both;

fn only(action: Action) -> Actions {
    [action].into_iter().collect()
}

#[tokio::test]
async fn a_user_from_beginning_to_reset() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let permit = manage(&admin, Action::ManageUsers);
        let roles_permit = manage(&admin, Action::ManageRoles);
        let reader = roles::create(
            &context,
            &roles_permit,
            " Reader ",
            only(Action::ReadAgencies),
        )
        .await
        .unwrap();
        let (id, first) =
            users::create(&context, &permit, form(" Sari.Dewi ", vec![reader, reader]))
                .await
                .unwrap();
        let sari = own_password(&context, "sari.dewi", &first).await;
        assert!(sari.may(Action::ReadAgencies) && !sari.may(Action::ManageUsers));

        let user = users::get(&context, &permit, id).await.unwrap();
        assert_eq!(
            (user.login.as_str(), &user.roles),
            ("sari.dewi", &vec![reader])
        );
        let mut changed = form("ignored", Vec::new());
        changed.name = "Sari  Dewi Lestari".into();
        users::change(&context, &permit, id, changed).await.unwrap();
        let listed = users::list(&context, &permit).await.unwrap();
        assert_eq!(listed[1].name, "Sari Dewi Lestari");
        assert_eq!(listed[1].login, "sari.dewi");

        let new = users::reset_password(&context, &permit, id).await.unwrap();
        assert!(
            door::sign_in(&context, "sari.dewi", PASSWORD)
                .await
                .is_err()
        );
        own_password(&context, "sari.dewi", &new).await;
        users::reset_second_factor(&context, &permit, id)
            .await
            .unwrap();

        let happened = history::of_record(&context, &permit, Action::ManageUsers, "user", id)
            .await
            .unwrap();
        let actions: Vec<_> = happened.iter().map(|item| item.action.as_str()).collect();
        for action in [
            "user.create",
            "user.change",
            "user.reset-password",
            "user.sign-in",
            "user.change-password",
        ] {
            assert!(actions.contains(&action), "{action} in {actions:?}");
        }
        let change = happened
            .iter()
            .find(|item| item.action == "user.change")
            .unwrap();
        let name = Value::Known {
            before: Some("\"Sari Dewi\"".into()),
            after: Some("\"Sari Dewi Lestari\"".into()),
        };
        assert!(change.fields.contains(&("name".into(), name)));
        assert!(!format!("{happened:?}").contains(PASSWORD));
    })
    .await;
}

#[tokio::test]
async fn faults_name_their_field() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let permit = manage(&admin, Action::ManageUsers);
        let mut nameless = form("sari", Vec::new());
        nameless.name = "  ".into();
        for (form, field, message) in [
            (form("ab", Vec::new()), "login", "login-form"),
            (form("with space", Vec::new()), "login", "login-form"),
            (form("ADMIN", Vec::new()), "login", "taken"),
            (form("sari", vec![uuid::Uuid::nil()]), "roles", "unknown"),
            (nameless, "name", "required"),
        ] {
            let error = users::create(&context, &permit, form).await.unwrap_err();
            assert!(
                matches!(error, AccessError::Invalid(fault) if (fault.field, fault.message) == (field, message)),
                "{field} {message}: {error}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_more_than_they_have() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let roles_permit = manage(&admin, Action::ManageRoles);
        let all = roles::list(&context, &roles_permit).await.unwrap()[0].id;
        let clerk = roles::create(
            &context,
            &roles_permit,
            "Clerk",
            [Action::ManageUsers, Action::ManageRoles]
                .into_iter()
                .collect(),
        )
        .await
        .unwrap();
        let permit = manage(&admin, Action::ManageUsers);
        let (id, first) = users::create(&context, &permit, form("sari", vec![clerk]))
            .await
            .unwrap();
        let sari = own_password(&context, "sari", &first).await;

        let hers = manage(&sari, Action::ManageUsers);
        let raise = users::change(&context, &hers, id, form("sari", vec![clerk, all])).await;
        assert!(matches!(raise, Err(AccessError::Refused(_))));
        let friend = users::create(&context, &hers, form("friend", vec![all])).await;
        assert!(matches!(friend, Err(AccessError::Refused(_))));
        let hers = manage(&sari, Action::ManageRoles);
        let widen = roles::change(
            &context,
            &hers,
            clerk,
            "Clerk",
            Action::ALL.into_iter().collect(),
        )
        .await;
        assert!(matches!(widen, Err(AccessError::Refused(_))));
        let make = roles::create(&context, &hers, "Spy", only(Action::ReadJournal)).await;
        assert!(matches!(make, Err(AccessError::Refused(_))));
        assert!(sari.permit(Action::ReadJournal, "test").is_err());
    })
    .await;
}

#[tokio::test]
async fn somebody_is_left_who_can_manage_users() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        let permit = manage(&admin, Action::ManageUsers);
        let roles_permit = manage(&admin, Action::ManageRoles);
        let id = users::list(&context, &permit).await.unwrap()[0].id;
        let role = roles::list(&context, &roles_permit).await.unwrap()[0].id;
        let last = |result: Result<(), AccessError>| {
            assert!(matches!(result, Err(AccessError::LastAdministrator)))
        };
        last(users::set_disabled(&context, &permit, id, true).await);
        last(users::change(&context, &permit, id, form("admin", Vec::new())).await);
        last(
            roles::change(
                &context,
                &roles_permit,
                role,
                "Administrator",
                Actions::new(),
            )
            .await,
        );
        // What was refused left nothing behind.
        assert_eq!(
            users::get(&context, &permit, id).await.unwrap().disabled_at,
            None
        );
        account::sessions(&context, &admin).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn the_feed_needs_its_permit() {
    on_both(TABLES, async |test| {
        let context = context(test);
        let admin = administrator(&context).await;
        journal::sequence(&context.db, &context.journal)
            .await
            .unwrap();
        let permit = manage(&admin, Action::ReadJournal);
        let (facts, _) = history::feed(&context, &permit, Cursor::default(), 10)
            .await
            .unwrap();
        assert_eq!(facts[0].action, "user.create");
        let other = manage(&admin, Action::ManageUsers);
        assert!(
            history::feed(&context, &other, Cursor::default(), 10)
                .await
                .is_err()
        );
    })
    .await;
}
