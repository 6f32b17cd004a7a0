//! The clock and the source of chance, passed in from the roof so that tests can replace them.

use jiff::Timestamp;
use std::sync::Arc;
use uuid::Uuid;

/// Where the time and unpredictable bytes come from.
#[derive(Clone)]
pub struct Ambient {
    clock: Arc<dyn Fn() -> Timestamp + Send + Sync>,
    chance: Arc<dyn Fn(&mut [u8]) + Send + Sync>,
}

impl Ambient {
    /// The given clock, and the operating system's randomness.
    pub fn new(clock: impl Fn() -> Timestamp + Send + Sync + 'static) -> Self {
        Self::with_chance(clock, |bytes| {
            // Without randomness no key and no session is safe: nothing may go on.
            if getrandom::fill(bytes).is_err() {
                std::process::abort();
            }
        })
    }

    /// The given clock and the given source of bytes. Only for tests: whoever guesses the bytes can sign in.
    pub fn with_chance(
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        chance: impl Fn(&mut [u8]) + Send + Sync + 'static,
    ) -> Self {
        Self {
            clock: Arc::new(clock),
            chance: Arc::new(chance),
        }
    }

    /// The time.
    pub fn now(&self) -> Timestamp {
        (self.clock)()
    }

    /// `N` bytes that nobody can guess.
    pub fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        (self.chance)(&mut bytes);
        bytes
    }

    /// A new identifier (UUID version 7: later ones sort after earlier ones).
    pub fn id(&self) -> Uuid {
        let milliseconds = u64::try_from(self.now().as_millisecond()).unwrap_or(0);
        uuid::Builder::from_unix_timestamp_millis(milliseconds, &self.bytes()).into_uuid()
    }
}

impl std::fmt::Debug for Ambient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Ambient")
    }
}
