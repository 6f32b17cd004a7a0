//! An agreement as it is kept: who is in it, how far it is, who proposed and agreed to what.

use super::{Kind, Life, Proposed};
use serde::Serialize;
use storage::Stamp;
use utoipa::ToSchema;
use uuid::Uuid;

/// An agreement without its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Identifier.
    pub id: Uuid,
    /// Memorandum or cooperation agreement.
    pub kind: Kind,
    /// The agreement above it.
    pub parent: Option<Uuid>,
    /// The agreement whose place it takes.
    pub supersedes: Option<Uuid>,
    /// The agency that wrote the draft.
    pub drafted_by: Uuid,
    /// Whether the other parties see it.
    pub shared: bool,
    /// The newest version.
    pub version: u32,
    /// The agencies that are parties.
    pub parties: Vec<Uuid>,
    /// What decides whether it is in force.
    pub life: Life,
}

impl Record {
    /// Whether an agency may know that it exists.
    pub fn visible_to(&self, agency: Uuid) -> bool {
        self.parties.contains(&agency) && (self.shared || self.drafted_by == agency)
    }

    /// Whose word a change of the draft needs: until it is shared only its author's.
    pub fn must_agree(&self) -> &[Uuid] {
        if self.shared {
            &self.parties
        } else {
            std::slice::from_ref(&self.drafted_by)
        }
    }
}

/// Who wrote or agreed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Author {
    /// For which agency.
    pub agency: Uuid,
    /// The account.
    pub officer: Uuid,
    /// The name of its holder at that time.
    pub name: String,
}

/// One version of the words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Version {
    /// Its number, from 1.
    pub number: u32,
    /// The part that changed; nothing in the first.
    pub part: Option<String>,
    /// Whose last word made it.
    pub author: Author,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Stamp,
}

/// Where a proposal stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum ProposalState {
    /// Others have not answered.
    Open,
    /// All agreed: it is in the words.
    Adopted,
    /// Another party declined.
    Declined,
    /// Its own side took it back.
    Withdrawn,
}

impl ProposalState {
    /// The word in tables and interfaces.
    pub fn code(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Adopted => "adopted",
            Self::Declined => "declined",
            Self::Withdrawn => "withdrawn",
        }
    }

    /// The state with this word.
    pub fn from_code(code: &str) -> Option<Self> {
        let all = [Self::Open, Self::Adopted, Self::Declined, Self::Withdrawn];
        all.into_iter().find(|state| state.code() == code)
    }
}

/// What one side wants changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// Identifier.
    pub id: Uuid,
    /// The agreement.
    pub agreement: Uuid,
    /// The part.
    pub part: String,
    /// The version that its author was looking at.
    pub base: u32,
    /// The new words.
    pub proposed: Proposed,
    /// Why.
    pub note: String,
    /// Where it stands.
    pub state: ProposalState,
    /// Who.
    pub author: Author,
    /// When.
    pub made_at: Stamp,
    /// Who agreed, its own side included.
    pub consents: Vec<Consent>,
}

impl Proposal {
    /// Whether all who must agree did so while looking at the part as it now is, which it has been since version `changed`.
    pub fn agreed(&self, must: &[Uuid], changed: u32) -> bool {
        must.iter().all(|agency| {
            self.consents
                .iter()
                .any(|consent| consent.author.agency == *agency && consent.seen >= changed)
        })
    }
}

/// A side's yes to a proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Consent {
    /// Who.
    pub author: Author,
    /// The version that they were looking at.
    pub seen: u32,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub given_at: Stamp,
}

/// A remark on a part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Comment {
    /// Identifier.
    pub id: Uuid,
    /// The part.
    pub part: String,
    /// The remark.
    pub body: String,
    /// Who.
    pub author: Author,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    pub made_at: Stamp,
}
