//! Where a case stands, and which steps lead on (PerBP2MI 6/2024, Permen P2MI 23/2025 name the stages of a complaint).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

domain::coded! {
    /// Where a case stands.
    #[derive(Serialize, Deserialize, ToSchema)]
    #[schema(as = CaseStatus)]
    pub enum Status {
        /// Diterima: nobody has looked at it yet.
        Received = "received",
        /// Telaah.
        Review = "review",
        /// Menunggu kelengkapan.
        Documents = "documents",
        /// Klarifikasi.
        Clarification = "clarification",
        /// Mediasi.
        Mediation = "mediation",
        /// Penanganan: services, shelter, return.
        Handling = "handling",
        /// Proses hukum, at the police, the prosecutor or a court.
        Legal = "legal",
        /// Dilimpahkan-dipantau: with another institution; the agency goes on watching.
        Monitored = "monitored",
        /// Selesai.
        Solved = "solved",
        /// Ditutup, not solved.
        Closed = "closed",
    }
}

impl Status {
    /// Whether something is still to be done, so that there must be a next day.
    pub fn is_open(self) -> bool {
        !matches!(self, Self::Solved | Self::Closed)
    }

    /// Where a case can go from here.
    pub fn next(self) -> &'static [Self] {
        use Status::*;
        const WORK: &[Status] = &[
            Review,
            Documents,
            Clarification,
            Mediation,
            Handling,
            Legal,
            Monitored,
            Solved,
            Closed,
        ];
        match self {
            // The first look comes first; nothing is closed unread.
            Received => &[Review],
            // A case is taken up again by a new review, so that somebody looks at what is new.
            Solved | Closed => &[Review],
            _ => WORK,
        }
    }

    /// Whether a case can go there from here.
    pub fn leads_to(self, to: Self) -> bool {
        self != to && self.next().contains(&to)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_unread_and_nothing_is_stuck() {
        for status in Status::ALL {
            assert!(!status.next().is_empty(), "{status:?}");
            assert!(!status.leads_to(*status));
            assert!(!status.leads_to(Status::Received), "{status:?}");
        }
        assert!(!Status::Received.leads_to(Status::Closed));
        assert!(Status::Closed.leads_to(Status::Review));
        assert!(Status::Handling.leads_to(Status::Solved));
    }
}
