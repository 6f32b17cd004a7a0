//! What an amendment opens that the agreement did not: whoever signs must see it named.

use super::{Document, Schedule, SharedField};

/// Something that is open after an amendment and was not before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Addition<'a> {
    /// The agreement runs longer, or from an earlier day.
    Term,
    /// Data that did not flow at all: to this consumer from this provider, of this kind, for this purpose.
    Flow(&'a Schedule),
    /// A field of a flow that was there, or more of the field.
    Field(&'a Schedule, &'a SharedField),
    /// More persons may be asked about.
    Quota(&'a Schedule),
    /// The data may be kept longer.
    Retention(&'a Schedule),
}

impl Schedule {
    /// Whether the other schedule is about the same data, for the same party and purpose.
    pub fn same_flow(&self, other: &Self) -> bool {
        self.provider == other.provider
            && self.consumer == other.consumer
            && self.kind == other.kind
            && self.purpose.code == other.purpose.code
    }
}

/// All that `after` opens and `before` does not, in the order of its schedules.
pub fn additions<'a>(before: &Document, after: &'a Document) -> Vec<Addition<'a>> {
    let mut found = Vec::new();
    // A term that makes no sense never comes into force.
    if let (Ok(old), Ok(new)) = (before.term.span(), after.term.span())
        && !new.within(old)
    {
        found.push(Addition::Term);
    }
    for schedule in &after.schedules {
        let mut same = before
            .schedules
            .iter()
            .filter(|old| old.same_flow(schedule));
        // The first one of a flow is the one that answers.
        let Some(old) = same.next() else {
            found.push(Addition::Flow(schedule));
            continue;
        };
        let more = schedule
            .fields
            .iter()
            .filter(|shared| !old.fields.contains(shared));
        found.extend(more.map(|shared| Addition::Field(schedule, shared)));
        if schedule.quota.per_day > old.quota.per_day || schedule.quota.in_all > old.quota.in_all {
            found.push(Addition::Quota(schedule));
        }
        if schedule.retention_days > old.retention_days {
            found.push(Addition::Retention(schedule));
        }
    }
    found
}
