//! Accounts on both engines.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that stops here has failed, and says where"
)]

mod clients;
mod glass;
mod matrix;
mod own;
mod permits;
mod receipts;
mod records;
mod scopes;
mod sign_in;
mod users;

use access::{
    Action, Context, Principal, UserForm,
    service::{account, roles, sign_in as door, users as service},
};
use storage::Migrations;
use uuid::Uuid;

const TABLES: &[Migrations] = &[storage::MIGRATIONS, journal::MIGRATIONS, access::MIGRATIONS];
const PASSWORD: &str = "kapal berlayar ke timur";

/// The first administrator, signed in, with a password of their own.
async fn administrator(context: &Context) -> Principal {
    let first = service::create_first(context, "admin")
        .await
        .unwrap()
        .unwrap();
    own_password(context, "admin", &first).await
}

/// Signs in with a password for once and replaces it with [`PASSWORD`].
async fn own_password(context: &Context, login: &str, first: &str) -> Principal {
    let signed_in = door::sign_in(context, login, first).await.unwrap();
    let principal = recognised(context, &signed_in.token).await;
    assert!(principal.must_change_password());
    account::change_password(context, &principal, first, PASSWORD)
        .await
        .unwrap();
    recognised(context, &signed_in.token).await
}

async fn recognised(context: &Context, token: &str) -> Principal {
    door::recognise(context, token)
        .await
        .unwrap()
        .expect("a session")
}

fn form(login: &str, roles: Vec<uuid::Uuid>) -> UserForm {
    UserForm {
        login: login.into(),
        name: "Sari Dewi".into(),
        agency: None,
        roles,
    }
}

fn manage(principal: &Principal, action: Action) -> access::Permit {
    principal.permit(action, "test").unwrap()
}

/// Somebody of an agency with a role that allows these things.
async fn somebody(
    context: &Context,
    admin: &Principal,
    login: &str,
    agency: Uuid,
    actions: &[Action],
) -> Principal {
    let role = roles::create(
        context,
        &manage(admin, Action::ManageRoles),
        login,
        actions.iter().copied().collect(),
    )
    .await
    .unwrap();
    let mut form = form(login, vec![role]);
    form.agency = Some(agency);
    let (_, first) = service::create(context, &manage(admin, Action::ManageUsers), form)
        .await
        .unwrap();
    own_password(context, login, &first).await
}
