//! What a message says of itself: who sent it, which it is, and what for.

use super::{Format, Moment, Voyage};
use compact_str::CompactString;
use std::sync::Arc;

/// The envelope in which messages came (UNB).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interchange {
    /// Who sent it, as the sender names itself.
    pub sender: Option<CompactString>,
    /// To whom.
    pub recipient: Option<CompactString>,
    /// Its control reference.
    pub reference: CompactString,
    /// When it was made, by the sender's clock.
    pub prepared: Option<Moment>,
}

/// One message of an interchange; one without an envelope has no interchange.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// What it is; `None` where it was passed over.
    pub format: Option<Format>,
    /// Its place in the interchange, counted from 1.
    pub number: u32,
    /// The envelope.
    pub interchange: Option<Arc<Interchange>>,
    /// Its reference (UNH, 0062).
    pub reference: CompactString,
    /// The sender's number of the transaction (RFF with `TN`).
    pub transaction: Option<CompactString>,
    /// What list it is (BGM, 1001), such as `745` for passengers; of a PNRGOV what MSG says.
    pub document: Option<CompactString>,
    /// What for (BGM, 1004), such as `CP`.
    pub detail: Option<CompactString>,
    /// What it does with what was sent before (BGM, 1225), such as `5` for a replacement.
    pub function: Option<CompactString>,
    /// The voyages that it names; most name one.
    pub voyages: Vec<Arc<Voyage>>,
    /// Bytes from the beginning of the input to its header.
    pub offset: u64,
    /// Bytes from the beginning of the input to its trailer, or to where it ends without one.
    pub end: u64,
}

/// What a message does with what was sent before on its voyage.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// It tells who travels; those told before still do.
    List,
    /// It tells who travels, in place of all lists of its kind that were sent before.
    Replace,
    /// It corrects what was told of those whom it names.
    Change,
    /// Those whom it names do not travel; without names nobody of its kind does.
    Withdraw,
    /// The voyage does not take place.
    CancelVoyage,
    /// Boarding has ended.
    Close,
    /// Boarding has ended: those whom it names are on board, nobody else is.
    CloseAboard,
    /// Boarding has ended: those whom it names are not on board, the others are.
    CloseNotAboard,
}

impl Message {
    /// What it does, by its codes: 1004 of the WCO, IATA and ICAO guide to PAXLST, else 1225 of UN/EDIFACT.
    pub fn purpose(&self) -> Purpose {
        let code = |code: &Option<CompactString>| code.as_ref().map(|code| code.to_uppercase());
        match code(&self.detail).as_deref() {
            Some("CP") => return Purpose::Change,
            Some("XR" | "RP") => return Purpose::Withdraw,
            Some("CF") => return Purpose::CancelVoyage,
            Some("CL") => return Purpose::Close,
            Some("CLOB") => return Purpose::CloseAboard,
            Some("CLNB") => return Purpose::CloseNotAboard,
            _ => {}
        }
        match self.function.as_deref() {
            Some("1" | "3") => Purpose::Withdraw,
            Some("4") => Purpose::Change,
            Some("5") => Purpose::Replace,
            _ => Purpose::List,
        }
    }

    /// Whether it lists crew.
    pub fn is_of_crew(&self) -> bool {
        matches!(self.document.as_deref(), Some("250" | "336"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_codes_say() {
        for (detail, function, expected) in [
            ("", "", Purpose::List),
            ("", "9", Purpose::List),
            ("cp", "", Purpose::Change),
            ("", "4", Purpose::Change),
            ("XR", "9", Purpose::Withdraw),
            ("RP", "", Purpose::Withdraw),
            ("", "1", Purpose::Withdraw),
            ("", "5", Purpose::Replace),
            ("CF", "", Purpose::CancelVoyage),
            ("CL", "", Purpose::Close),
            ("CLOB", "", Purpose::CloseAboard),
            ("CLNB", "", Purpose::CloseNotAboard),
            ("CONTROL-4711", "", Purpose::List),
        ] {
            let given = |code: &str| (!code.is_empty()).then(|| CompactString::from(code));
            let message = Message {
                detail: given(detail),
                function: given(function),
                ..Message::default()
            };
            assert_eq!(message.purpose(), expected, "{detail} {function}");
        }
    }
}
