//! What the handlers share.

use crate::{Limits, Metrics};
use access::Context;
use std::sync::Arc;

/// The state of the server. Clones share all of it.
#[derive(Debug, Clone)]
pub struct App {
    /// Database, journal, secrets.
    pub context: Context,
    /// How it is reached.
    pub web: Arc<Web>,
    /// How often somebody may ask.
    pub limits: Arc<Limits>,
    /// What is measured.
    pub metrics: Metrics,
}

/// How the server is reached.
#[derive(Debug, Clone)]
pub struct Web {
    /// The address that users type, without a path: `https://pandu.example.go.id`.
    pub public_url: String,
    /// Whether a proxy in front says who asks (`X-Forwarded-For`, last entry).
    pub behind_proxy: bool,
}

impl Web {
    /// Whether users come over HTTPS: cookies are then never sent otherwise.
    pub(crate) fn secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// The name of the cookie of those who look at their own records.
    pub(crate) fn own_cookie(&self) -> &'static str {
        if self.secure() { "__Host-own" } else { "own" }
    }

    /// The name of the session's cookie. The prefix makes browsers refuse one that was set by a neighbouring host.
    pub(crate) fn session_cookie(&self) -> &'static str {
        if self.secure() {
            "__Host-pandu"
        } else {
            "pandu"
        }
    }
}
