//! What an agreement is: its words, its states, its schedules, its signatures. Pure.

mod amendment;
mod canonical;
mod check;
mod commitment;
mod difference;
mod document;
mod exchange;
mod life;
mod paper;
mod part;
mod policy;
mod receipt;
mod record;
mod schedule;
mod signature;
mod template;
mod term;

pub use amendment::{Addition, additions};
pub use canonical::{canonical, fingerprint};
pub use check::{Flaw, LONGEST_TEXT, MOST_PARTS, is_key, is_text};
pub use commitment::{Commitment, Progress};
pub use difference::{Piece, Side, difference};
pub use document::{Clause, Document, Kind, Party};
pub use exchange::{Exchange, Outcome};
pub use life::{Act, Life, NotNow, Stage, Standing};
pub use paper::{Paper, media_type};
pub use part::{ClauseWords, Proposed};
pub use policy::policy;
pub use receipt::{Receipt, ReceiptError, SignedReceipt};
pub use record::{Author, Comment, Consent, Proposal, ProposalState, Record, Version};
pub use schedule::{Assessment, Covered, NotCovered, Purpose, Quota, Schedule, SharedField, cover};
pub use signature::{Signature, SignatureError, SignedAgreement, Statement};
pub use template::{Template, TemplateSchedule};
pub use term::{Span, Term, TermError};
