//! What stands before every page: who asks, limits, other sites' forms, and the headers that keep a page to itself.

use crate::{App, Failure, Visit, Words};
use access::{AccessError, service::sign_in};
use axum::{
    extract::{ConnectInfo, MatchedPath, Request, State},
    http::{
        HeaderMap, HeaderName, HeaderValue, Method, StatusCode,
        header::{self, COOKIE},
        request::Parts,
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use data_encoding::BASE64URL_NOPAD;
use domain::Language;
use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    time::{Duration, Instant},
};

/// The cookie that remembers the language.
pub(crate) const LANGUAGE: &str = "language";
/// The cookie with a visitor's random value, set where a form is shown before signing in.
pub(crate) const VISITOR: &str = "visitor";
/// No request takes longer.
const LONGEST: Duration = Duration::from_secs(30);

/// Wraps all routes: makes the [`Visit`], applies limits, refuses forms of other sites, renders failures, sets headers.
pub async fn guard(State(app): State<App>, request: Request, next: Next) -> Response {
    let began = Instant::now();
    // Apart, since a body cannot be shared between threads while something is waited for.
    let (mut parts, body) = request.into_parts();
    let method = parts.method.clone();
    let route = parts
        .extensions
        .get::<MatchedPath>()
        .map_or("none", MatchedPath::as_str)
        .to_owned();
    let mut visit = visit(&app, &parts);
    let response = match admit(&app, &parts, &mut visit).await {
        Ok(()) => {
            parts.extensions.insert(visit.clone());
            let request = Request::from_parts(parts, body);
            tokio::time::timeout(LONGEST, next.run(request))
                .await
                .unwrap_or_else(|_| Failure::Unavailable.into_response())
        }
        Err(failure) => failure.into_response(),
    };
    let mut response = rendered(response, &visit);
    protect(&app, response.headers_mut(), &visit);
    let status = response.status().as_u16();
    app.metrics
        .answered(&route, method.as_str(), status, began.elapsed());
    tracing::info!(
        route,
        method = method.as_str(),
        status,
        micros = u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX),
        "request"
    );
    response
}

fn visit(app: &App, parts: &Parts) -> Visit {
    let headers = &parts.headers;
    let ambient = app.context.db.ambient();
    let language = cookie(headers, LANGUAGE)
        .and_then(|tag| tag.parse().ok())
        .unwrap_or_else(|| preferred(headers));
    Visit {
        words: Words { language },
        nonce: BASE64URL_NOPAD.encode(&ambient.bytes::<16>()),
        path: parts.uri.path().to_owned(),
        now: ambient.now().into(),
        principal: None,
        machine: None,
        token: cookie(headers, app.web.session_cookie()).map(str::to_owned),
        visitor: cookie(headers, VISITOR)
            .filter(|value| value.len() == 22)
            .map_or_else(
                || BASE64URL_NOPAD.encode(&ambient.bytes::<16>()),
                str::to_owned,
            ),
        own: cookie(headers, app.web.own_cookie()).map(str::to_owned),
        notice: None,
    }
}

async fn admit(app: &App, parts: &Parts, visit: &mut Visit) -> Result<(), Failure> {
    let from = address(app, parts);
    let now = visit.now.timestamp();
    let key = bearer(&parts.headers);
    match key {
        None => app.limits.any(from, now).map_err(Failure::TooMany)?,
        Some(_) => app.limits.machine(from, now).map_err(Failure::TooMany)?,
    }
    let changes = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    // Printed codes are tried at these addresses, as passwords at the door.
    let code = matches!(visit.path.as_str(), "/own" | "/review" | "/review/ask");
    if changes && (visit.path.starts_with("/sign-in") || code) {
        app.limits.sign_in(from, now).map_err(Failure::TooMany)?;
    }
    if changes && visit.path.starts_with("/lapor") {
        app.limits.report(from, now).map_err(Failure::TooMany)?;
    }
    // A browser says where a form comes from; only a program says nothing, and it has no cookie to abuse.
    if changes && foreign(app, &parts.headers) {
        return Err(Failure::Stale);
    }
    if let Some(key) = key {
        match sign_in::recognise_key(&app.context, key).await {
            Ok(machine) => visit.machine = Some(machine),
            Err(error) => {
                // Who guesses keys is slowed down like anybody else.
                app.limits.any(from, now).map_err(Failure::TooMany)?;
                return Err(error.into());
            }
        }
        return Ok(());
    }
    if let Some(token) = &visit.token {
        visit.principal = match sign_in::recognise(&app.context, token).await {
            Ok(principal) => principal,
            Err(AccessError::NotFound) => None,
            Err(error) => return Err(error.into()),
        };
    }
    if changes && visit.principal.is_none() {
        app.limits.visitor(from, now).map_err(Failure::TooMany)?;
    }
    Ok(())
}

/// The key of a machine.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    value.strip_prefix("Bearer ")
}

/// Whether a browser sent this from a page of another site.
fn foreign(app: &App, headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = text(HeaderName::from_static("sec-fetch-site")) {
        return !matches!(site, "same-origin" | "none");
    }
    match text(header::ORIGIN) {
        Some(origin) => {
            let host = text(header::HOST).unwrap_or_default();
            origin != app.web.public_url
                && origin != format!("http://{host}")
                && origin != format!("https://{host}")
        }
        None => false,
    }
}

fn address(app: &App, parts: &Parts) -> IpAddr {
    let forwarded = || {
        let value = parts.headers.get("x-forwarded-for")?.to_str().ok()?;
        // The last entry is the one that our own proxy wrote.
        value.rsplit(',').next()?.trim().parse().ok()
    };
    let peer = parts
        .extensions
        .get::<ConnectInfo<SocketAddr>>()
        .map(|ConnectInfo(address)| address.ip());
    app.web
        .behind_proxy
        .then(forwarded)
        .flatten()
        .or(peer)
        .unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

/// A failure becomes a page or a problem; so do the bare refusals of the router.
fn rendered(mut response: Response, visit: &Visit) -> Response {
    let failure = response.extensions_mut().remove::<Failure>().or_else(|| {
        let bare = !response.headers().contains_key(header::CONTENT_TYPE)
            || response
                .headers()
                .get(header::CONTENT_TYPE)
                .is_some_and(|value| value.as_bytes().starts_with(b"text/plain"));
        match response.status() {
            StatusCode::NOT_FOUND if bare => Some(Failure::NotFound),
            StatusCode::METHOD_NOT_ALLOWED if bare => Some(Failure::Method),
            StatusCode::PAYLOAD_TOO_LARGE => Some(Failure::TooLarge),
            status if bare && status.is_client_error() => Some(Failure::Malformed),
            _ => None,
        }
    });
    match failure {
        Some(failure) => {
            let mut rendered = failure.render(visit);
            if let Some(allow) = response.headers_mut().remove(header::ALLOW) {
                rendered.headers_mut().insert(header::ALLOW, allow);
            }
            rendered
        }
        None => response,
    }
}

fn protect(app: &App, headers: &mut HeaderMap, visit: &Visit) {
    let policy = format!(
        "default-src 'none'; style-src 'nonce-{0}'; script-src 'nonce-{0}'; connect-src 'self'; img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
        visit.nonce
    );
    let mut set = |name: &'static str, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    set("content-security-policy", &policy);
    set("x-content-type-options", "nosniff");
    set("referrer-policy", "same-origin");
    set("cross-origin-opener-policy", "same-origin");
    set("cross-origin-resource-policy", "same-origin");
    set(
        "permissions-policy",
        "camera=(), geolocation=(), microphone=()",
    );
    if app.web.secure() {
        set("strict-transport-security", "max-age=31536000");
    }
    // Pages hold personal data: nothing keeps a copy. The style sheet says otherwise itself.
    if !headers.contains_key(header::CACHE_CONTROL) {
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
}

/// A cookie's value.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|text| text.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}

/// A header that sets a cookie which no script can read. An empty value makes the browser forget it.
pub(crate) fn set_cookie(app: &App, name: &str, value: &str, seconds: Option<u32>) -> String {
    let secure = if app.web.secure() { "; Secure" } else { "" };
    let age = match seconds {
        _ if value.is_empty() => "; Max-Age=0".to_owned(),
        Some(seconds) => format!("; Max-Age={seconds}"),
        None => String::new(),
    };
    format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")
}

fn preferred(headers: &HeaderMap) -> Language {
    // Indonesian unless the browser asks for English and not for Indonesian at all.
    let accepted = headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let asks = |tag: &str| accepted.split(',').any(|part| part.trim().starts_with(tag));
    if asks("en") && !asks("id") {
        Language::En
    } else {
        Language::Id
    }
}
