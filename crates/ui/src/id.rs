//! The identifier of a record in an address.

use crate::Failure;
use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// The identifier of a record. What is no identifier belongs to no record: not found.
#[derive(Debug, Clone, Copy)]
pub struct Id(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Path::from_request_parts(parts, state)
            .await
            .map(|Path(id)| Self(id))
            .map_err(|_| Failure::NotFound)
    }
}

/// A record and something of it in an address; what is not of that form is not found.
#[derive(Debug, Clone, Copy)]
pub struct Below<T>(pub Uuid, pub T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Below<T> {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Failure> {
        Path::from_request_parts(parts, state)
            .await
            .map(|Path((id, rest))| Self(id, rest))
            .map_err(|_| Failure::NotFound)
    }
}
