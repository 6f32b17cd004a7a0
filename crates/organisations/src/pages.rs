//! The pages of administration: agencies, users, roles, machines; and those of companies, employers and posts abroad.

mod agencies;
mod clients;
mod companies;
mod employers;
mod glass;
mod lists;
mod names;
mod own;
mod posts;
mod receipts;
mod roles;
mod users;

use access::{Action, Actions};
use axum::{
    Router,
    routing::{get, post},
};
use maud::{Markup, html};
use ui::{App, Posted, Words, components::Choice};

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &[
    "/agencies",
    "/agencies/new",
    "/users",
    "/users/new",
    "/roles",
    "/roles/new",
    "/clients",
    "/clients/new",
    "/companies",
    "/companies/new",
    "/employers",
    "/employers/new",
    "/posts",
    "/posts/new",
    "/receipts",
    "/emergency",
    "/emergency/reviewed",
    "/own",
    "/own-requests",
];

/// The routes of these pages.
pub fn routes() -> Router<App> {
    Router::new()
        .route("/agencies", get(agencies::list).post(agencies::create))
        .route("/agencies/new", get(agencies::show_new))
        .route("/agencies/{id}", get(agencies::show).post(agencies::change))
        .route("/agencies/{id}/units", post(agencies::create_unit))
        .route("/users", get(users::list).post(users::create))
        .route("/users/new", get(users::show_new))
        .route("/users/{id}", get(users::show).post(users::change))
        .route("/users/{id}/disable", post(users::disable))
        .route("/users/{id}/enable", post(users::enable))
        .route("/users/{id}/unlock", post(users::unlock))
        .route("/users/{id}/password", post(users::reset_password))
        .route(
            "/users/{id}/second-factor",
            post(users::reset_second_factor),
        )
        .route("/roles", get(roles::list).post(roles::create))
        .route("/roles/new", get(roles::show_new))
        .route("/roles/{id}", get(roles::show).post(roles::change))
        .route("/clients", get(clients::list).post(clients::create))
        .route("/clients/new", get(clients::show_new))
        .route("/clients/{id}", get(clients::show))
        .route("/clients/{id}/keys", post(clients::give_key))
        .route("/clients/{id}/keys/{key}/revoke", post(clients::revoke_key))
        .route("/clients/{id}/disable", post(clients::disable))
        .route("/clients/{id}/enable", post(clients::enable))
        .route("/companies", get(companies::list).post(companies::create))
        .route("/companies/search", post(companies::search))
        .route("/companies/new", get(companies::show_new))
        .route(
            "/companies/{id}",
            get(companies::show).post(companies::change),
        )
        .route(
            "/companies/{id}/recruitments",
            post(companies::create_recruitment),
        )
        .route("/employers", get(employers::list).post(employers::create))
        .route("/employers/search", post(employers::search))
        .route("/employers/new", get(employers::show_new))
        .route(
            "/employers/{id}",
            get(employers::show).post(employers::change),
        )
        .route("/posts", get(posts::list).post(posts::create))
        .route("/posts/search", post(posts::search))
        .route("/posts/new", get(posts::show_new))
        .route("/posts/{id}", get(posts::show).post(posts::change))
        .route("/receipts", get(receipts::ask).post(receipts::search))
        .route("/receipts/{id}", get(receipts::show))
        .route("/emergency", get(glass::waiting))
        .route("/emergency/reviewed", get(glass::reviewed))
        .route(
            "/emergency/reviews/{id}",
            get(glass::show_review).post(glass::review),
        )
        .route(
            "/emergency/records/{kind}/{record}",
            get(glass::show).post(glass::open),
        )
        .route("/own", get(own::show).post(own::enter))
        .route("/own/leave", post(own::leave))
        .route("/own/wishes", post(own::ask))
        .route("/own-requests", get(own::counter::list))
        .route(
            "/own-requests/{id}",
            get(own::counter::show).post(own::counter::answer),
        )
        .route(
            "/own-slips/{id}",
            get(own::counter::show_slip).post(own::counter::give_slip),
        )
}

/// The actions as boxes to tick.
fn action_choices(words: Words, chosen: &Actions) -> Vec<Choice> {
    Action::ALL
        .into_iter()
        .map(|action| Choice {
            value: action.code().to_owned(),
            text: action_text(words, action),
            chosen: chosen.contains(&action),
        })
        .collect()
}

fn action_text(words: Words, action: Action) -> String {
    words.text(&format!("action-{}", action.code().replace('.', "-")))
}

/// The actions that were ticked; what is no action is left out.
fn actions_of(posted: &Posted) -> Actions {
    posted
        .all("actions")
        .filter_map(Action::from_code)
        .collect()
}

/// A heading with what can be added.
fn head(words: Words, title: &str, add: Option<(&str, &str)>) -> Markup {
    html! {
        div.head {
            h1 { (title) }
            @if let Some((path, key)) = add { a.button href=(path) { (words.text(key)) } }
        }
    }
}
