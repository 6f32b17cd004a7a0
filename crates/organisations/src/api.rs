//! The JSON routes of agencies, placement companies, employers, posts abroad and receipts.

mod agencies;
mod companies;
mod employers;
mod posts;
mod receipts;

use crate::Wanted;
use domain::Country;
use serde::{Deserialize, Serialize};
use ui::{App, Failure};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

/// The routes, with their description.
pub fn routes() -> OpenApiRouter<App> {
    agencies::routes()
        .merge(companies::routes())
        .merge(employers::routes())
        .merge(posts::routes())
        .merge(receipts::routes())
}

/// The identifier of what was added.
#[derive(Debug, Serialize, ToSchema)]
struct Created {
    /// Identifier.
    id: Uuid,
}

/// What a list is asked for. Names do not stand in addresses: to search by name send them to `../search`.
#[derive(Debug, Default, Deserialize, IntoParams)]
struct ListQuery {
    /// A state by its code; all if nothing is said.
    #[serde(default)]
    state: String,
    /// A country, ISO 3166-1 alpha-3; all if nothing is said.
    #[serde(default)]
    country: String,
    /// The page, counted from 0; 50 rows each.
    #[serde(default)]
    page: u32,
}

/// What to look for.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SearchForm {
    /// A part of the name.
    text: String,
    /// A state by its code; all if nothing is said.
    #[serde(default)]
    state: String,
    /// A country, ISO 3166-1 alpha-3; all if nothing is said.
    #[serde(default)]
    country: String,
    /// The page, counted from 0; 50 rows each.
    #[serde(default)]
    page: u32,
}

impl ListQuery {
    fn wanted(self) -> Result<Wanted, Failure> {
        wanted(String::new(), self.state, &self.country, self.page)
    }
}

impl SearchForm {
    fn wanted(self) -> Result<Wanted, Failure> {
        wanted(self.text, self.state, &self.country, self.page)
    }
}

fn wanted(text: String, state: String, country: &str, page: u32) -> Result<Wanted, Failure> {
    let country = match country {
        "" => None,
        code => Some(Country::from_alpha3(code).ok_or(Failure::Malformed)?),
    };
    Ok(Wanted {
        text,
        state,
        country,
        page,
    })
}
