//! Passwords: Argon2id, a few at a time, never on the threads that serve.

use crate::{AccessError, error::Fault};
use argon2::{
    Argon2, Params,
    password_hash::{PasswordHasher, PasswordVerifier},
};
use std::sync::Arc;
use storage::Ambient;
use tokio::sync::Semaphore;

/// NIST SP 800-63B-4: length is what counts; no rules on kinds of characters.
const SHORTEST: usize = 12;
/// More would only keep the machine busy.
const LONGEST: usize = 256;
/// Hashes computed at once: each takes memory and a core.
const AT_ONCE: usize = 2;

/// How passwords are hashed.
#[derive(Debug, Clone)]
pub struct Hashing {
    argon2: Argon2<'static>,
    turns: Arc<Semaphore>,
    /// Compared when there is no such user, so that the time of the answer does not tell.
    nobody: Arc<str>,
}

impl Hashing {
    /// Argon2id with 19 MiB, two passes and one lane (the OWASP password storage cheat sheet).
    pub fn strong() -> Self {
        Self::with(Params::default())
    }

    /// As weak as possible. Only for tests.
    pub fn weak() -> Self {
        Self::with(Params::new(Params::MIN_M_COST, 1, 1, None).unwrap_or_default())
    }

    fn with(params: Params) -> Self {
        let argon2 = Argon2::from(params);
        let nobody = argon2
            .hash_password_with_salt(b"nobody", &[0; 16])
            .map_or_else(|_| String::new(), |hash| hash.to_string());
        Self {
            argon2,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
            nobody: nobody.into(),
        }
    }

    /// Hashes a new password.
    pub(crate) async fn hash(
        &self,
        ambient: &Ambient,
        password: &str,
    ) -> Result<String, AccessError> {
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let salt: [u8; 16] = ambient.bytes();
        self.in_turn(move || {
            let hash = argon2.hash_password_with_salt(password.as_bytes(), &salt);
            hash.map(|hash| hash.to_string()).ok()
        })
        .await
        .flatten()
        .ok_or_else(|| AccessError::Key("a password could not be hashed".into()))
    }

    /// Whether a password is the one that was hashed; false, after the same time, if there is no hash.
    pub(crate) async fn verify(&self, password: &str, hash: Option<&str>) -> bool {
        let known = hash.is_some();
        let hash = hash.unwrap_or(&self.nobody).to_owned();
        let (argon2, password) = (self.argon2.clone(), password.to_owned());
        let right = self
            .in_turn(move || {
                argon2
                    .verify_password(password.as_bytes(), hash.as_str())
                    .is_ok()
            })
            .await;
        known && right == Some(true)
    }

    async fn in_turn<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Option<T> {
        let _turn = self.turns.acquire().await.ok()?;
        tokio::task::spawn_blocking(work).await.ok()
    }
}

/// What is wrong with a new password.
pub(crate) fn judge(password: &str, login: &str) -> Result<(), AccessError> {
    let fault = |message| {
        Err(AccessError::Invalid(Fault {
            field: "new",
            message,
        }))
    };
    let length = password.chars().count();
    if length < SHORTEST {
        return fault("password-too-short");
    }
    if length > LONGEST {
        return fault("password-too-long");
    }
    let mut letters: Vec<char> = password.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    if letters.len() < 5 || password.to_lowercase().contains(&login.to_lowercase()) {
        return fault("password-too-easy");
    }
    Ok(())
}
