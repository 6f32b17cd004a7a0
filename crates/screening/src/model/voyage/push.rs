//! One message, or one table, as far as it speaks of one voyage.

use jiff::civil::DateTime;
use manifest::{Purpose, Traveller, Voyage};
use std::sync::Arc;

/// What one message says about one voyage.
#[derive(Debug, Clone)]
pub(crate) struct Push {
    /// When it was made by the sender's clock; when it was received where it does not say.
    pub(crate) at: DateTime,
    /// The control reference of its interchange.
    pub(crate) interchange: String,
    /// Its place in the interchange.
    pub(crate) number: u32,
    /// SHA-256 of its bytes: by it the same message is known again.
    pub(crate) digest: [u8; 32],
    pub(crate) purpose: Purpose,
    /// Whether it is about the crew.
    pub(crate) crew: bool,
    pub(crate) voyage: Arc<Voyage>,
    pub(crate) travellers: Vec<Traveller>,
}

/// Where somebody was named: eight bytes of the message's digest, and which of its travellers. Says nothing about a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) struct Anchor {
    message: u64,
    at: u32,
}

impl Push {
    /// By their own time, then their references as numbers (`9` before `10`), then what is the same in every run.
    pub(super) fn order(&self) -> impl Ord + use<'_> {
        (
            self.at,
            (self.interchange.len(), &self.interchange),
            self.number,
            self.digest,
        )
    }

    /// Whether two are parts of one interchange.
    pub(super) fn is_sent_with(&self, other: &Self) -> bool {
        self.at == other.at && self.interchange == other.interchange && !self.interchange.is_empty()
    }

    /// A name for the message, different from that of every other.
    pub(super) fn name(&self) -> Arc<str> {
        format!("{:016x}", self.short()).into()
    }

    pub(super) fn anchor(&self, at: usize) -> Anchor {
        Anchor {
            message: self.short(),
            at: u32::try_from(at).unwrap_or(u32::MAX),
        }
    }

    fn short(&self) -> u64 {
        let [a, b, c, d, e, f, g, h, ..] = self.digest;
        u64::from_be_bytes([a, b, c, d, e, f, g, h])
    }
}

impl std::fmt::Display for Anchor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}.{}", self.message, self.at)
    }
}
