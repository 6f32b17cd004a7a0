//! PNRGOV: passenger name records.

use crate::edifact::{Context, Segment};

/// The reader of one message after the other.
#[derive(Default)]
pub(crate) struct Pnrgov {}

impl Pnrgov {
    pub fn begin(&mut self) {}
    pub fn segment(&mut self, _segment: &Segment, _context: &mut Context) {}
    pub fn end(&mut self, _context: &mut Context) {}
}
