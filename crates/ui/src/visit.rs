//! Who asks, in which language: what every page needs to know about a request.

use crate::{App, Failure, Words};
use access::{Action, Permit, Principal};
use axum::{
    extract::FromRequestParts,
    http::{Method, request::Parts},
    response::{IntoResponse, Redirect, Response},
};
use storage::Stamp;

/// A request as pages see it. Made once a request by [`guard`](crate::guard).
#[derive(Debug, Clone)]
pub struct Visit {
    /// The messages of the visitor's language.
    pub words: Words,
    /// The nonce that this page's style sheet must carry.
    pub nonce: String,
    /// The path, without what follows `?`.
    pub path: String,
    /// When the request came.
    pub now: Stamp,
    /// Who is signed in.
    pub principal: Option<Principal>,
    /// Which machine asks, by its key.
    pub(crate) machine: Option<Principal>,
    /// The session's token, as the cookie has it, signed in or half.
    pub(crate) token: Option<String>,
    /// The random value of a visitor who is not signed in, for the tokens of forms.
    pub(crate) visitor: String,
    /// The token of a person who looks at their own records without an account.
    pub own: Option<String>,
    /// A message to show above the page, by its key.
    pub notice: Option<String>,
}

impl<S: Sync> FromRequestParts<S> for Visit {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Failure> {
        // Missing only if the server was put together without the guard.
        parts
            .extensions
            .get::<Self>()
            .cloned()
            .ok_or(Failure::Internal)
    }
}

/// A visit of somebody who is signed in and has nothing to set up first.
#[derive(Debug, Clone)]
pub struct Signed {
    /// The visit.
    pub visit: Visit,
    /// Who it is.
    pub principal: Principal,
}

impl Signed {
    /// A permit for what this page does.
    ///
    /// # Errors
    /// The page that says that the role does not allow it.
    pub fn permit(&self, action: Action, purpose: &'static str) -> Result<Permit, Failure> {
        Ok(self.principal.permit(action, purpose)?)
    }
}

/// Where the way in leads on to: nobody else's site, and nothing that is no path.
pub(crate) fn local_path(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.contains(['\\', '\r', '\n', '\t']);
    if local { path } else { "/" }
}

impl FromRequestParts<App> for Signed {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        let visit = <Visit as FromRequestParts<App>>::from_request_parts(parts, app)
            .await
            .map_err(IntoResponse::into_response)?;
        let Some(principal) = visit.principal.clone() else {
            if parts.method == Method::GET {
                // A path holds identifiers of records at most, never what identifies a person.
                let next = data_encoding::BASE64URL_NOPAD.encode(visit.path.as_bytes());
                return Err(Redirect::to(&format!("/sign-in?next={next}")).into_response());
            }
            return Err(Failure::SignIn.into_response());
        };
        let first = if principal.must_change_password() {
            "/account/password"
        } else if principal.must_enrol() {
            "/account/second-factor"
        } else {
            return Ok(Self { visit, principal });
        };
        if visit.path == first || visit.path == "/sign-out" {
            return Ok(Self { visit, principal });
        }
        Err(Redirect::to(first).into_response())
    }
}

/// A machine with a key, or a person's browser that only reads: who may use the API.
#[derive(Debug, Clone)]
pub struct Caller(pub Principal);

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let visit = <Visit as FromRequestParts<App>>::from_request_parts(parts, app).await?;
        if let Some(machine) = visit.machine {
            return Ok(Self(machine));
        }
        match visit.principal {
            Some(principal)
                if parts.method == Method::GET
                    && !principal.must_change_password()
                    && !principal.must_enrol() =>
            {
                Ok(Self(principal))
            }
            _ => Err(Failure::SignIn),
        }
    }
}
