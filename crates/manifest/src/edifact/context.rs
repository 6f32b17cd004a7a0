//! What every reader of a message shares: where it stands, what it knows, and where its results go.

use super::memo::Memo;
use super::segment::Segment;
use crate::{Interchange, Manifest, Message, Origin};
use domain::{Diagnostic, Level, Place};
use jiff::civil::Date;
use std::sync::Arc;

/// The state of the reading around one message.
pub(crate) struct Context {
    /// Settles the century of two-digit years.
    pub reference: Date,
    /// The message within its interchange, counted from 1; 0 outside any.
    pub message_number: u32,
    /// The envelope that is open.
    pub interchange: Option<Arc<Interchange>>,
    /// What was read so far.
    pub out: Manifest,
    pub memo: Memo,
}

impl Context {
    pub fn new(reference: Date) -> Self {
        Self {
            reference,
            message_number: 0,
            interchange: None,
            out: Manifest::default(),
            memo: Memo::default(),
        }
    }

    /// The message that is open, or was last.
    pub fn message(&mut self) -> Option<&mut Message> {
        self.out.heads.last_mut()
    }

    /// The place of a segment.
    pub fn place(&self, segment: &Segment) -> Place {
        let tag = segment.tag_text();
        Place {
            message_number: (self.message_number > 0).then_some(self.message_number),
            segment: (!tag.is_empty()).then_some(tag),
            offset: Some(segment.offset),
            ..Place::default()
        }
    }

    /// The same for a traveller.
    pub fn origin(&self, segment: &Segment) -> Origin {
        Origin {
            line: None,
            message_number: (self.message_number > 0).then_some(self.message_number),
            offset: Some(segment.offset),
        }
    }

    /// Reports an oddity that concerns no single traveller.
    pub fn note(
        &mut self,
        level: Level,
        code: &'static str,
        message: impl Into<String>,
        at: &Segment,
    ) {
        let diagnostic = self.diagnostic(level, code, message, at);
        self.out.diagnostics.push(diagnostic);
    }

    /// An oddity at a segment.
    pub fn diagnostic(
        &self,
        level: Level,
        code: &'static str,
        message: impl Into<String>,
        at: &Segment,
    ) -> Diagnostic {
        Diagnostic::new(level, code, message.into()).at(self.place(at))
    }
}
