//! What identifiers stand for in the history of a record.

use crate::service;
use access::{
    AccessError, Action,
    service::{roles, users},
};
use std::collections::HashMap;
use ui::{App, Signed};
use uuid::Uuid;

/// Names of agencies, and of users, machines and roles as far as the visitor may see them.
pub(super) async fn names(
    app: &App,
    signed: &Signed,
) -> Result<HashMap<Uuid, String>, AccessError> {
    let mut names = HashMap::new();
    for agency in service::agencies(&app.context).await? {
        names.insert(agency.id, agency.short_name);
    }
    for action in [Action::ReviewAccess, Action::ReadReceipts] {
        let permit = signed.principal.permit(action, "names");
        if let (Ok(permit), Some(_)) = (permit, signed.principal.agency()) {
            names.extend(users::colleagues(&app.context, &permit).await?);
        }
    }
    if let Ok(permit) = signed.principal.permit(Action::ManageUsers, "names") {
        for user in users::list(&app.context, &permit).await? {
            names.insert(user.id, user.name);
        }
        for role in roles::list(&app.context, &permit).await? {
            names.insert(role.id, role.name);
        }
    }
    Ok(names)
}
