//! What an operator may set, in one TOML file. Everything has a default; what is not known is refused.

use crate::exit::Failure;
use access::Settings;
use serde::Deserialize;
use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// The configuration.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    /// Where the server listens.
    pub listen: SocketAddr,
    /// The address that users type; `http://` and [`Config::listen`] if it is not set.
    pub public_url: Option<String>,
    /// Whether a proxy in front says who asks (`X-Forwarded-For`, last entry).
    pub behind_proxy: bool,
    /// `postgres://user:password@host:port/name`; a SQLite file in the data directory if it is not set.
    pub database: Option<String>,
    /// Connections to PostgreSQL.
    pub database_connections: u32,
    /// Log lines as JSON instead of text.
    pub log_json: bool,
    /// Sessions and the second factor.
    pub access: Access,
    /// Where passenger lists come from beside the API and the page.
    pub intake: Intake,
    /// Who takes in what the public tells.
    pub reports: Reports,
}

/// What may be set about reports of the public (`/lapor`).
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Reports {
    /// The agency that takes them in; the first that protects if it is not set.
    pub agency: Option<Uuid>,
}

/// What may be set about the intake of passenger lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Intake {
    /// A folder that is watched: what is put there is taken in and moved to `done` or `refused`, with a report beside.
    pub folder: Option<PathBuf>,
    /// The agency whose lists come through the folder.
    pub agency: Option<Uuid>,
}

/// What may be set about access.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Access {
    /// A session ends after so many minutes without a request.
    pub idle_minutes: u32,
    /// A session ends after so many hours in any case.
    pub session_hours: u32,
    /// Nobody can work without a second factor.
    pub require_second_factor: bool,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            public_url: None,
            behind_proxy: false,
            database: None,
            database_connections: 10,
            log_json: false,
            access: Access::default(),
            intake: Intake::default(),
            reports: Reports::default(),
        }
    }
}

impl Default for Access {
    fn default() -> Self {
        let Settings {
            idle_minutes,
            session_hours,
            require_second_factor,
        } = Settings::default();
        Self {
            idle_minutes,
            session_hours,
            require_second_factor,
        }
    }
}

impl Config {
    /// Reads a file.
    pub fn read(path: &Path) -> Result<Self, Failure> {
        let text =
            std::fs::read_to_string(path).map_err(|error| Failure::unreadable(path, &error))?;
        Self::parse(&text)
            .map_err(|problem| Failure::Input(format!("{}: {problem}", path.display())))
    }

    fn parse(text: &str) -> Result<Self, String> {
        let config: Self = toml::from_str(text).map_err(|error| {
            let line = error
                .span()
                .and_then(|span| text.get(..span.start))
                .map_or(1, |before| before.matches('\n').count() + 1);
            // The library repeats the offending line, which may hold a password: only its own words are passed on.
            format!("line {line}: {}", error.message())
        })?;
        match &config.public_url {
            Some(url) if !(url.starts_with("https://") || url.starts_with("http://")) => {
                Err("`public_url`: expected `https://host` or `http://host`".into())
            }
            Some(url) if url.matches('/').count() > 2 => {
                Err("`public_url`: expected an address without a path".into())
            }
            _ if config.access.idle_minutes == 0 || config.access.session_hours == 0 => {
                Err("`access`: a session must last at least one minute and one hour".into())
            }
            _ if config.intake.folder.is_some() != config.intake.agency.is_some() => {
                Err("`intake`: expected both `folder` and `agency`, or neither".into())
            }
            _ => Ok(config),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_has_a_default() {
        assert_eq!(Config::parse("").unwrap(), Config::default());
        let config = Config::parse("listen = \"0.0.0.0:80\"\n[access]\nidle_minutes = 5").unwrap();
        assert_eq!(config.listen.port(), 80);
        assert_eq!(config.access.session_hours, 12);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, problem) in [
            ("\nlisen = \"x\"", "line 2: unknown field `lisen`"),
            ("listen = \"here\"", "line 1: invalid socket address"),
            ("[access]\nidle = 3", "line 2: unknown field `idle`"),
            ("public_url = \"pandu.id\"", "`public_url`: expected"),
            ("public_url = \"https://a/b\"", "without a path"),
            ("[access]\nidle_minutes = 0", "at least one minute"),
            ("[intake]\nfolder = \"lists\"", "both `folder` and `agency`"),
        ] {
            let error = Config::parse(text).unwrap_err();
            assert!(error.contains(problem), "{error}");
        }
        let secret = Config::parse("database = [\"postgres://u:geheim@h/d\"]").unwrap_err();
        assert!(!secret.contains("geheim"), "{secret}");
    }
}
