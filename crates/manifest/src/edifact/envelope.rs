//! The envelope around messages: interchange, group and message headers, and whether their trailers agree.

use super::context::Context;
use super::date_time;
use super::segment::Segment;
use crate::{Interchange, Message, Moment};
use compact_str::CompactString;
use domain::{Horizon, Level};
use std::sync::Arc;

/// An interchange, group or message that was opened.
#[derive(Default)]
struct Open {
    reference: CompactString,
    /// Messages in it; of a message: segments.
    count: u32,
}

/// What is open.
#[derive(Default)]
pub(crate) struct Envelope {
    interchange: Option<Open>,
    group: Option<Open>,
    message: Option<Open>,
    groups: u32,
}

impl Envelope {
    /// UNB: a new interchange.
    pub fn open_interchange(&mut self, segment: &Segment, context: &mut Context) {
        context.message_number = 0;
        context.interchange = Some(Arc::new(interchange(segment, context)));
        self.groups = 0;
        self.group = None;
        self.interchange = Some(Open {
            reference: segment.element(4).text(),
            count: 0,
        });
    }

    /// UNG: a new group.
    pub fn open_group(&mut self, segment: &Segment) {
        self.groups += 1;
        self.group = Some(Open {
            reference: segment.element(4).text(),
            count: 0,
        });
    }

    /// UNH, or a segment that shows that a header is missing.
    pub fn open_message(
        &mut self,
        reference: CompactString,
        first: &Segment,
        context: &mut Context,
    ) {
        context.message_number += 1;
        context.out.messages += 1;
        context.out.heads.push(Message {
            number: context.message_number,
            interchange: context.interchange.clone(),
            reference: reference.clone(),
            offset: first.offset,
            end: first.offset,
            ..Message::default()
        });
        for open in [&mut self.interchange, &mut self.group]
            .into_iter()
            .flatten()
        {
            open.count += 1;
        }
        self.message = Some(Open {
            reference,
            count: 0,
        });
    }

    /// Counts a segment of the open message, header and trailer included.
    pub fn count_segment(&mut self) {
        if let Some(message) = &mut self.message {
            message.count += 1;
        }
    }

    /// Whether a message is open.
    pub fn in_message(&self) -> bool {
        self.message.is_some()
    }

    /// Forgets a message that has no trailer.
    pub fn abandon_message(&mut self) {
        self.message = None;
    }

    /// UNT.
    pub fn close_message(&mut self, trailer: &Segment, context: &mut Context) {
        if let Some(open) = self.message.take() {
            check_count(trailer, open.count, "segments", context);
            check_reference(trailer, &open.reference, context);
        }
    }

    /// UNE.
    pub fn close_group(&mut self, trailer: &Segment, context: &mut Context) {
        if let Some(open) = self.group.take() {
            check_count(trailer, open.count, "messages", context);
            check_reference(trailer, &open.reference, context);
        }
    }

    /// UNZ counts groups where there are any, else messages.
    pub fn close_interchange(&mut self, trailer: &Segment, context: &mut Context) {
        if let Some(open) = self.interchange.take() {
            match self.groups {
                0 => check_count(trailer, open.count, "messages", context),
                groups => check_count(trailer, groups, "groups", context),
            }
            check_reference(trailer, &open.reference, context);
        }
        context.interchange = None;
        self.group = None;
        self.groups = 0;
    }
}

/// UNB: who sent what to whom, and when.
fn interchange(segment: &Segment, context: &Context) -> Interchange {
    let prepared = segment.element(3);
    Interchange {
        sender: segment.element(1).component(0).given(),
        recipient: segment.element(2).component(0).given(),
        reference: segment.element(4).text(),
        prepared: prepared_at(
            &prepared.component(0).text(),
            prepared.component(1).code(),
            context,
        ),
    }
}

fn prepared_at(date: &str, time: &[u8], context: &Context) -> Option<Moment> {
    let reading = date_time::read(date.as_bytes(), b"", context.reference, Horizon::Future)?;
    Some(Moment {
        date: reading.date.to_date()?,
        time: date_time::time(time),
    })
}

fn check_count(trailer: &Segment, counted: u32, what: &str, context: &mut Context) {
    let stated = trailer.element(0).component(0);
    match stated.number() {
        Some(stated) if stated == counted => {}
        Some(stated) => context.note(
            Level::Info,
            "control-count",
            format!(
                "{} says {stated} {what}, {counted} were read",
                trailer.tag_text()
            ),
            trailer,
        ),
        None => context.note(
            Level::Info,
            "control-count",
            format!(
                "{} does not say how many {what} there are",
                trailer.tag_text()
            ),
            trailer,
        ),
    }
}

fn check_reference(trailer: &Segment, opened: &str, context: &mut Context) {
    if trailer.element(1).text() != opened {
        context.note(
            Level::Info,
            "control-reference",
            format!(
                "the reference of {} is not that of its header",
                trailer.tag_text()
            ),
            trailer,
        );
    }
}
