//! All routes: pages, the API with its description, and those for whoever watches over the server.

use super::health;
use agreements::service::Blocks;
use axum::{
    Extension, Json, Router, extract::DefaultBodyLimit, middleware::from_fn_with_state,
    routing::get,
};
use casework::{Handover, Reception};
use people::Directory;
use placement::Uploads;
use screening::{Desk, Intake};
use storage::files::Files;
use ui::App;
use utoipa::{
    OpenApi,
    openapi::{
        OpenApi as Document,
        security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
    },
};
use utoipa_axum::router::OpenApiRouter;

/// Forms and small JSON; files come in their own way.
const LARGEST_BODY: usize = 1 << 20;

#[derive(OpenApi)]
#[openapi(info(
    title = "Pandu",
    description = "Protection of Indonesian migrant workers: the programming interface. Errors are problem+json (RFC 9457)."
))]
struct Description;

/// The API's routes, crate by crate.
fn api_parts() -> Vec<OpenApiRouter<App>> {
    vec![
        ui::api::routes(),
        organisations::api_routes(),
        placement::api_routes(),
        people::api_routes(),
        agreements::api_routes(),
        casework::api_routes(),
        screening::api_routes(),
        migrant_center::api_routes(),
    ]
}

/// The API's routes and their description.
fn api() -> (Router<App>, Document) {
    let routes = api_parts()
        .into_iter()
        .fold(OpenApiRouter::new(), OpenApiRouter::merge);
    let (router, mut document) = OpenApiRouter::with_openapi(Description::openapi())
        .nest("/api/v1", routes)
        .split_for_parts();
    let key = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    document
        .components
        .get_or_insert_default()
        .add_security_scheme("key", key);
    document.security = Some(vec![SecurityRequirement::new("key", Vec::<String>::new())]);
    (router, document)
}

/// What requests share with each other and with the workers behind them.
pub struct Shared {
    pub directory: Directory,
    pub desk: Desk,
    pub blocks: Blocks,
    pub intake: Intake,
    pub reception: Reception,
    pub handover: Handover,
    pub uploads: Uploads,
    pub files: Files,
}

/// The whole server.
pub fn router(app: App, shared: Shared) -> Router {
    let (api, document) = api();
    Router::new()
        .merge(ui::routes())
        .merge(organisations::pages::routes())
        .merge(placement::pages::routes())
        .merge(people::pages::routes())
        .merge(agreements::pages::routes())
        .merge(casework::pages::routes())
        .merge(screening::pages::routes())
        .merge(migrant_center::pages::routes())
        .merge(api)
        .route("/api/v1/openapi.json", get(async || Json(document)))
        .route("/metrics", get(health::metrics))
        .layer(Extension(shared.directory))
        .layer(Extension(shared.blocks))
        .layer(Extension(shared.desk))
        .layer(Extension(shared.intake))
        .layer(Extension(shared.reception))
        .layer(Extension(shared.handover))
        .layer(Extension(shared.uploads))
        .layer(Extension(shared.files))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .layer(from_fn_with_state(app.clone(), ui::guard))
        // Watchers ask often and are no visitors.
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .layer(Extension(health::Readiness::default()))
        .with_state(app)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashMap;

    /// Merged, the later of two would silently describe both.
    #[test]
    fn no_two_crates_give_one_name_to_two_things() {
        let mut known = HashMap::new();
        for part in api_parts() {
            let schemas = part.into_openapi().components.unwrap_or_default().schemas;
            for (name, schema) in schemas {
                let schema = serde_json::to_value(schema).unwrap();
                let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(*first, schema, "two things are named `{name}`");
            }
        }
    }
}
