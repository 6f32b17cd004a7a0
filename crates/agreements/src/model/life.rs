//! The states of an agreement, and what may be done in each. Time alone moves it on: nobody has to end what has ended.

use super::Span;
use jiff::Timestamp;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;
use uuid::Uuid;

/// How far the work on an agreement has come; the rest is a matter of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Its words are still being found (*draf*).
    Draft,
    /// Its words are fixed and parties are signing (*penandatanganan*).
    Signing,
    /// All parties have signed.
    Signed,
    /// Given up before it was signed.
    Withdrawn,
}

impl Stage {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Signing, Self::Signed, Self::Withdrawn];

    /// The word in tables.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signing => "signing",
            Self::Signed => "signed",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The stage with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }
}

/// What decides whether an agreement is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Life {
    /// How far the work has come.
    pub stage: Stage,
    /// The term, once the words are fixed.
    pub term: Option<Span>,
    /// When the last party signed.
    pub signed_at: Option<Timestamp>,
    /// The parties that have suspended it.
    pub suspended_by: BTreeSet<Uuid>,
    /// When it ends because a party gave notice.
    pub notice: Option<Timestamp>,
    /// When an amendment takes its place.
    pub superseded_from: Option<Timestamp>,
}

/// What an agreement is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Its words are still being found.
    Draft,
    /// Parties are signing.
    Signing,
    /// Given up before it was signed.
    Withdrawn,
    /// Signed; its first day has not come.
    Awaiting,
    /// In force: what it opens is open.
    InForce,
    /// A party has suspended it.
    Suspended,
    /// In force but for the agreement above it, which is not.
    ParentNotInForce,
    /// An amendment has taken its place.
    Superseded,
    /// Ended early, by notice.
    Ended,
    /// Its last day is over.
    Expired,
}

impl Standing {
    /// The word in interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Signing => "signing",
            Self::Withdrawn => "withdrawn",
            Self::Awaiting => "awaiting",
            Self::InForce => "in-force",
            Self::Suspended => "suspended",
            Self::ParentNotInForce => "parent-not-in-force",
            Self::Superseded => "superseded",
            Self::Ended => "ended",
            Self::Expired => "expired",
        }
    }

    /// Whether it is over for good.
    pub fn closed(self) -> bool {
        matches!(
            self,
            Self::Withdrawn | Self::Superseded | Self::Ended | Self::Expired
        )
    }
}

/// What can be done to an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Act {
    /// Fix the words and ask for signatures.
    Fix(Span),
    /// Go back to the draft; signatures lose their meaning.
    Return,
    /// The last signature is there.
    Complete,
    /// Give it up before it is signed.
    Withdraw,
    /// A party closes it for a while.
    Suspend(Uuid),
    /// The party opens it again.
    Resume(Uuid),
    /// A party ends it at a moment before its time.
    GiveNotice(Timestamp),
    /// An amendment was signed and takes its place from a moment on.
    Supersede(Timestamp),
}

/// The answer to what cannot be done in the present state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("cannot be done while the agreement is `{}`", .0.code())]
pub struct NotNow(pub Standing);

impl Life {
    /// Before its words are fixed.
    pub fn draft() -> Self {
        Self {
            stage: Stage::Draft,
            term: None,
            signed_at: None,
            suspended_by: BTreeSet::new(),
            notice: None,
            superseded_from: None,
        }
    }

    /// When it opens: on its first day, and not before the last signature.
    pub fn opens(&self) -> Option<Timestamp> {
        Some(self.term?.from.max(self.signed_at?))
    }

    /// When it closes as things are: by its term, by notice or by its amendment.
    pub fn closes(&self) -> Option<Timestamp> {
        let others = [self.notice, self.superseded_from];
        others.into_iter().flatten().chain([self.term?.to]).min()
    }

    /// What it is at a moment, taken alone.
    pub fn standing(&self, now: Timestamp) -> Standing {
        match (self.stage, self.opens(), self.closes()) {
            (Stage::Withdrawn, ..) => Standing::Withdrawn,
            (Stage::Draft, ..) => Standing::Draft,
            (Stage::Signed, Some(opens), Some(closes)) => {
                if now >= closes {
                    if self.superseded_from == Some(closes) {
                        Standing::Superseded
                    } else if self.notice == Some(closes) {
                        Standing::Ended
                    } else {
                        Standing::Expired
                    }
                } else if now < opens {
                    Standing::Awaiting
                } else if self.suspended_by.is_empty() {
                    Standing::InForce
                } else {
                    Standing::Suspended
                }
            }
            (Stage::Signing | Stage::Signed, ..) => Standing::Signing,
        }
    }

    /// What it is at a moment under the agreements above it: what they close is closed.
    pub fn standing_under(&self, above: &[Self], now: Timestamp) -> Standing {
        let alone = self.standing(now);
        let open = |life: &Self| life.standing(now) == Standing::InForce;
        match alone {
            Standing::InForce if !above.iter().all(open) => Standing::ParentNotInForce,
            other => other,
        }
    }

    /// The life after an act.
    ///
    /// # Errors
    /// [`NotNow`] if the present state does not allow it.
    pub fn after(&self, act: Act, now: Timestamp) -> Result<Self, NotNow> {
        let standing = self.standing(now);
        let mut life = self.clone();
        let running = matches!(
            standing,
            Standing::Awaiting | Standing::InForce | Standing::Suspended
        );
        let allowed = match act {
            Act::Fix(term) => {
                life.stage = Stage::Signing;
                life.term = Some(term);
                standing == Standing::Draft && now < term.to
            }
            Act::Return => {
                life.stage = Stage::Draft;
                life.term = None;
                standing == Standing::Signing
            }
            Act::Complete => {
                life.stage = Stage::Signed;
                life.signed_at = Some(now);
                standing == Standing::Signing && self.term.is_some_and(|term| now < term.to)
            }
            Act::Withdraw => {
                life.stage = Stage::Withdrawn;
                matches!(standing, Standing::Draft | Standing::Signing)
            }
            Act::Suspend(party) => life.suspended_by.insert(party) && running,
            Act::Resume(party) => life.suspended_by.remove(&party) && running,
            Act::GiveNotice(end) => {
                life.notice = Some(end);
                running && now < end && self.closes().is_some_and(|closes| end < closes)
            }
            Act::Supersede(from) => {
                life.superseded_from = Some(from);
                running && self.superseded_from.is_none() && now <= from
            }
        };
        if allowed {
            Ok(life)
        } else {
            Err(NotNow(standing))
        }
    }
}

#[cfg(test)]
mod tests;
