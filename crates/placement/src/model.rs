//! What a placement is: its details, its documents, where it stands, what it still lacks. Calls nobody.

mod details;
mod document;
mod import;
mod journey;
mod listing;
mod recorded;
mod requirement;

pub use details::{Details, Held, Placement};
pub use document::{Document, DocumentKind, DocumentState};
pub use import::{Counts, Import, ImportState, Outcome, ReportLine};
pub use journey::{Journey, Step};
pub use listing::{Order, Wanted};
pub use requirement::{Lack, Lacking, Requirement, lacks, required};
