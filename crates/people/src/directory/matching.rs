//! Which particulars are compared, and how.

use crate::{ContactKind, IdentifierKind, Record, Relation};
use domain::Language;
use jiff::civil::Date;
use linkage::{
    compare::LevelWords,
    index::Builder,
    model::Model,
    record::{Encoder, Record as Encoded, Side, Token},
    schema::{Kind, Schema},
};
use std::sync::LazyLock;

/// The comparisons, by the names under which the model knows them. The order is that of [`Known::fields`].
const COMPARISONS: [(&str, Kind); 8] = [
    ("name", Kind::Name),
    ("birth_date", Kind::Date),
    ("sex", Kind::Sex),
    ("birth_place", Kind::Place),
    ("passport_no", Kind::Code),
    ("nik", Kind::Code),
    ("parent_name", Kind::Name),
    ("phone", Kind::Code),
];
/// Where a parent's name stands.
const PARENT: usize = 6;

/// Schema and model; the same for every shelf.
pub(super) struct Matching {
    pub(super) schema: Schema,
    model: Model,
}

static MATCHING: LazyLock<Matching> = LazyLock::new(|| {
    let schema = Schema::alike(&COMPARISONS, PARENT);
    Matching {
        model: Model::built_in(&schema),
        schema,
    }
});

impl Matching {
    pub(super) fn get() -> &'static Self {
        &MATCHING
    }

    /// A builder for rows of these particulars.
    #[expect(
        clippy::expect_used,
        reason = "the model is made of the schema: it knows every comparison"
    )]
    pub(super) fn builder(&self) -> Builder {
        Builder::new(&self.schema, &self.model).expect("the model is of the schema")
    }

    /// An encoder for many rows.
    pub(super) fn encoder(&self, side: Side, today: Date) -> Encoder {
        Encoder::new(&self.schema, side, today)
    }

    pub(super) fn encode(&self, known: &Known, side: Side, today: Date) -> Vec<u64> {
        let mut words = Vec::with_capacity(32);
        self.encoder(side, today)
            .encode(|column| known.field(column), &mut words);
        words
    }

    /// The sounds of the words of a name; the name is the first comparison.
    pub(super) fn names<'a>(&self, record: Encoded<'a>) -> impl Iterator<Item = u32> + 'a {
        record.name(0).own().map(Token::key)
    }
}

/// What is known of somebody, as text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) fields: [String; 8],
}

impl Known {
    /// What a record knows now.
    pub(crate) fn of(record: &Record) -> Self {
        let particulars = &record.person.particulars;
        let number = |kind| record.current(kind).map(|i| i.number.clone());
        let mut phones = record
            .contacts
            .iter()
            .filter(|c| c.kind == ContactKind::Phone);
        let phone = phones.find(|contact| contact.holds());
        let parents = [Relation::Parent, Relation::Father, Relation::Mother];
        let mut family = record.relatives.iter().filter(|r| r.holds());
        let parent = family.find(|relative| parents.contains(&relative.relation));
        Self {
            fields: [
                particulars.name.clone(),
                particulars
                    .birth_date
                    .map(|d| d.to_string())
                    .unwrap_or_default(),
                particulars
                    .sex
                    .map(|sex| sex.letter().into())
                    .unwrap_or_default(),
                particulars.birth_place.clone().unwrap_or_default(),
                number(IdentifierKind::Passport).unwrap_or_default(),
                number(IdentifierKind::Nik).unwrap_or_default(),
                parent.map(|parent| parent.name.clone()).unwrap_or_default(),
                phone.map(|phone| phone.value.clone()).unwrap_or_default(),
            ],
        }
    }

    pub(crate) fn field(&self, column: usize) -> &str {
        self.fields.get(column).map_or("", String::as_str)
    }

    /// Sets what a comparison compares.
    pub(crate) fn put(&mut self, comparison: &str, value: String) {
        let mut all = COMPARISONS.iter().zip(&mut self.fields);
        if let Some((_, field)) = all.find(|((name, _), _)| *name == comparison) {
            *field = value;
        }
    }

    /// The year of birth; 0 where it is not known.
    pub(crate) fn year(&self) -> u16 {
        let written = self.field(1).get(..4);
        written.and_then(|year| year.parse().ok()).unwrap_or(0)
    }

    /// Whether there is nothing by which to look.
    pub(crate) fn is_empty(&self) -> bool {
        self.fields.iter().all(String::is_empty)
    }
}

/// What one comparison says.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Step {
    /// Which particular: the code of a field.
    pub(crate) comparison: String,
    words: LevelWords,
    /// Bits for (above zero) or against one person.
    pub(crate) bits: f32,
}

impl Step {
    /// How the two compare, in words.
    pub(crate) fn text(&self, language: Language) -> &'static str {
        match language {
            Language::Id => self.words.id,
            Language::En => self.words.en,
        }
    }
}

impl From<linkage::index::Step> for Step {
    fn from(step: linkage::index::Step) -> Self {
        Self {
            comparison: step.comparison,
            words: step.words,
            bits: step.bits,
        }
    }
}

impl From<linkage::explain::Step> for Step {
    fn from(step: linkage::explain::Step) -> Self {
        Self {
            comparison: step.comparison,
            words: step.words,
            bits: step.bits,
        }
    }
}
