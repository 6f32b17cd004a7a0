//! What a route may answer instead of what was asked for, named once for the description of the API.

use std::collections::BTreeMap;
use utoipa::{
    IntoResponses,
    openapi::{ContentBuilder, Ref, RefOr, Response, ResponseBuilder},
};

/// Nobody is signed in (401), or the role does not allow it (403).
pub struct NotAllowed;
/// The request has not the form that was expected (400).
pub struct Malformed;
/// No such record, or one whose existence is not to be told (404).
pub struct Absent;
/// A field has a fault (422).
pub struct Faulty;

impl IntoResponses for NotAllowed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["401", "403"])
    }
}

impl IntoResponses for Malformed {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["400"])
    }
}

impl IntoResponses for Absent {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["404"])
    }
}

impl IntoResponses for Faulty {
    fn responses() -> BTreeMap<String, RefOr<Response>> {
        problems(&["422"])
    }
}

/// A [`crate::Problem`] under each status.
fn problems(statuses: &[&str]) -> BTreeMap<String, RefOr<Response>> {
    let problem = || {
        let schema = Ref::from_schema_name("Problem");
        let content = ContentBuilder::new().schema(Some(schema)).build();
        let response = ResponseBuilder::new().content("application/problem+json", content);
        RefOr::T(response.build())
    };
    statuses
        .iter()
        .map(|status| ((*status).to_owned(), problem()))
        .collect()
}
