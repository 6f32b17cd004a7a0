//! Proofs by trying everything: a policy only holds what it is asked against its own words and moments, so that one request of
//! each sort stands for all of its sort, and the sorts can be counted.

use crate::world::{SAILOR, TABLES, World, reads};
use access::{Action, Ask, Principal, Terms, testing::principal};
use agreements::{
    model::{Addition, Document, Purpose, SharedField, additions, policy},
    service::view,
};
use domain::{
    Wording,
    record::{Field, RecordKind, Transform},
};
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeSet;
use storage::testing::sqlite;
use uuid::Uuid;

/// Another kind of record with the same fields.
static CAPTAIN: RecordKind = RecordKind {
    code: "captain",
    name: Wording::fixed("Nakhoda", "Captain"),
    fields: SAILOR.fields,
};

const KINDS: [&RecordKind; 2] = [&SAILOR, &CAPTAIN];
const PURPOSES: [&str; 3] = ["dvi", "search", "other"];
const MILLISECOND: SignedDuration = SignedDuration::from_millis(1);

/// What is asked, by place in the lists: who, whom, which kind, what for, which fields (a bit each), when.
type Sort = (usize, usize, usize, usize, u32, usize);

struct Space<'a> {
    world: &'a World,
    agencies: [Uuid; 3],
    /// Every field, every way in which it may be shown.
    pairs: Vec<(&'static Field, Transform)>,
    /// The last before it opens, the first, the last, the first after it.
    moments: [Timestamp; 4],
}

impl<'a> Space<'a> {
    fn new(world: &'a World, opens: Timestamp, closes: Timestamp) -> Self {
        let agency = |of: &Principal| of.agency().unwrap();
        Self {
            world,
            agencies: [&world.bp3mi, &world.polda, &world.other].map(agency),
            pairs: (SAILOR.fields.iter())
                .flat_map(|field| field.transforms.iter().map(move |t| (field, *t)))
                .collect(),
            moments: [opens - MILLISECOND, opens, closes - MILLISECOND, closes],
        }
    }

    /// Every sort of request that these policies allow at these moments.
    fn allowed(&self, policy: &str, moments: &[usize]) -> BTreeSet<Sort> {
        let policies = &self.world.context.policies;
        let mut allowed = BTreeSet::new();
        let askers = self
            .agencies
            .map(|id| principal(Some(id), &[Action::UseExchange]));
        for (who, asker) in askers.iter().enumerate() {
            for (whom, agency) in self.agencies.iter().enumerate() {
                for (kind, record) in KINDS.into_iter().enumerate() {
                    for (what, purpose) in PURPOSES.into_iter().enumerate() {
                        for fields in 1..1_u32 << self.pairs.len() {
                            let chosen = self.chosen(fields);
                            for when in moments.iter().copied() {
                                let now = self.moments[when];
                                let ask = Ask {
                                    agency: Some(*agency),
                                    ..Ask::own(asker, Action::UseExchange, record, purpose)
                                };
                                let terms = Terms {
                                    id: Uuid::nil(),
                                    name: "PKS",
                                    until: now.into(),
                                    policy,
                                };
                                if asker
                                    .permit_under(policies, ask, &chosen, &terms, now)
                                    .is_ok()
                                {
                                    allowed.insert((who, whom, kind, what, fields, when));
                                }
                            }
                        }
                    }
                }
            }
        }
        allowed
    }

    fn chosen(&self, fields: u32) -> Vec<(&'static Field, Transform)> {
        let pairs = self.pairs.iter().enumerate();
        pairs
            .filter(|(bit, _)| fields & (1 << bit) != 0)
            .map(|(_, pair)| *pair)
            .collect()
    }

    /// What the words of a document allow, without any policy.
    fn meant(&self, document: &Document) -> BTreeSet<Sort> {
        let mut meant = BTreeSet::new();
        for schedule in &document.schedules {
            let at = |agency: Uuid| self.agencies.iter().position(|id| *id == agency).unwrap();
            let shared = |(field, transform): &(&Field, Transform)| {
                schedule.shared(field.code) == Some(*transform)
            };
            let kind = KINDS.iter().position(|kind| kind.code == schedule.kind);
            let what = PURPOSES
                .iter()
                .position(|code| *code == schedule.purpose.code);
            for fields in 1..1_u32 << self.pairs.len() {
                if self.chosen(fields).iter().all(shared) {
                    for when in 1..=2 {
                        let (who, whom) = (at(schedule.consumer), at(schedule.provider));
                        meant.insert((who, whom, kind.unwrap(), what.unwrap(), fields, when));
                    }
                }
            }
        }
        meant
    }

    /// Whether an addition names what is new about a request.
    fn named(&self, (who, whom, kind, what, fields, _): Sort, by: &[Addition<'_>]) -> bool {
        let flow = |schedule: &agreements::model::Schedule| {
            schedule.consumer == self.agencies[who]
                && schedule.provider == self.agencies[whom]
                && schedule.kind == KINDS[kind].code
                && schedule.purpose.code == PURPOSES[what]
        };
        by.iter().any(|addition| match addition {
            Addition::Flow(schedule) => flow(schedule),
            Addition::Field(schedule, shared) => {
                let chosen = self.chosen(fields);
                let mut pairs = chosen.iter();
                flow(schedule)
                    && pairs.any(|(field, t)| field.code == shared.field && *t == shared.transform)
            }
            Addition::Term | Addition::Quota(_) | Addition::Retention(_) => false,
        })
    }
}

/// An agreement with one schedule, and what an amendment might make of it.
pub async fn words(world: &World) -> (Document, Document) {
    let id = world.draft("bp3mi-polda", None).await;
    world.fill(id, true).await;
    let view = view::get(&world.context, &reads(&world.bp3mi), id).await;
    let before = view.unwrap().document;
    let mut after = before.clone();
    let shared = |field: &str, transform| SharedField {
        field: field.into(),
        transform,
    };
    after.schedules[0].fields[1] = shared("born", Transform::Full);
    after.schedules[0]
        .fields
        .push(shared("book", Transform::LastFour));
    let mut second = before.schedules[0].clone();
    second.key = "sailor-2".into();
    second.purpose = Purpose {
        code: "search".into(),
        words: Wording::new("pencarian", "search"),
    };
    after.schedules.push(second);
    (before, after)
}

/// When an agreement begins and ends.
pub fn span(document: &Document) -> (Timestamp, Timestamp) {
    let span = document.term.span().unwrap();
    (span.from, span.to)
}

#[tokio::test]
async fn nothing_is_allowed_but_what_the_words_say_and_nothing_after_the_end() {
    let test = sqlite(TABLES).await;
    let world = World::new(&test).await;
    let (before, after) = words(&world).await;
    let (opens, closes) = span(&before);
    let space = Space::new(&world, opens, closes);
    for document in [&before, &after] {
        let text = policy(document, opens, closes);
        assert_eq!(space.allowed(&text, &[0, 1, 2, 3]), space.meant(document));
    }

    // The control: a policy without its end is seen to go on.
    let text = policy(&before, opens, closes);
    let (kept, end) = text.split_once(" &&\n    context.now < ").unwrap();
    let endless = format!("{kept}\n}};");
    assert!(end.starts_with("datetime("), "{text}");
    assert!(!space.allowed(&endless, &[3]).is_empty());
}

#[tokio::test]
async fn what_an_amendment_adds_is_named() {
    let test = sqlite(TABLES).await;
    let world = World::new(&test).await;
    let (before, after) = words(&world).await;
    let (opens, closes) = span(&before);
    let space = Space::new(&world, opens, closes);
    let (old, new) = (
        policy(&before, opens, closes),
        policy(&after, opens, closes),
    );
    let (old, new) = (space.allowed(&old, &[1]), space.allowed(&new, &[1]));
    let added: Vec<Sort> = new.difference(&old).copied().collect();
    let named = additions(&before, &after);
    assert_eq!(named.len(), 3, "{named:?}");
    assert!(added.iter().all(|sort| space.named(*sort, &named)));

    // The control: whichever is left out, something that was added is not named.
    for left_out in 0..named.len() {
        let mut fewer = named.clone();
        fewer.remove(left_out);
        assert!(
            !added.iter().all(|sort| space.named(*sort, &fewer)),
            "{left_out}"
        );
    }
    assert_eq!(additions(&before, &before), []);
    // What only takes away adds nothing; what lasts longer, asks more or is kept longer is named too.
    assert_eq!(
        additions(&after, &before).len(),
        1,
        "the year of birth alone was not there"
    );
    let mut more = before.clone();
    more.term.ends = more.term.ends.tomorrow().unwrap();
    more.schedules[0].quota.in_all += 1;
    more.schedules[0].retention_days += 1;
    let schedule = &more.schedules[0];
    assert_eq!(
        additions(&before, &more),
        [
            Addition::Term,
            Addition::Quota(schedule),
            Addition::Retention(schedule)
        ]
    );
}
