//! One traveller looked up in an index that stays in memory: the candidates and the evidence are those of a list that is
//! screened against a table.

use super::people::birth_date;
use super::{Candidate, Evidence, SHOWN_FROM};
use crate::model::registry::Particulars;
use jiff::civil::Date;
use linkage::index::{Builder, Index, Search};
use linkage::model::Model;
use linkage::record::{Encoder, Record, Side};
use linkage::schema::{Kind, Schema};
use std::sync::LazyLock;

/// The comparisons, by the names under which the model knows them, in the order of [`fields`].
const COMPARISONS: [(&str, Kind); 7] = [
    ("name", Kind::Name),
    ("birth_date", Kind::Date),
    ("sex", Kind::Sex),
    ("birth_place", Kind::Place),
    ("passport_no", Kind::Code),
    ("nik", Kind::Code),
    ("parent_name", Kind::Name),
];
/// Where a parent's name stands.
const PARENT: usize = 6;
/// So many candidates of one index are weighed against each other.
const MOST: usize = 20;

/// What is compared and how; the same for every index.
pub(crate) struct Finder {
    schema: Schema,
    model: Model,
}

static FINDER: LazyLock<Finder> = LazyLock::new(|| {
    let schema = Schema::alike(&COMPARISONS, PARENT);
    Finder {
        model: Model::built_in(&schema),
        schema,
    }
});

impl Finder {
    /// The only one.
    pub(crate) fn get() -> &'static Self {
        &FINDER
    }

    /// What is compared.
    pub(crate) fn schema(&self) -> &Schema {
        &self.schema
    }

    /// A builder of an index.
    #[expect(
        clippy::expect_used,
        reason = "the model is made of the schema: it knows every comparison"
    )]
    pub(crate) fn builder(&self) -> Builder {
        Builder::new(&self.schema, &self.model).expect("the model is of the schema")
    }

    /// An encoder of rows of an index; `day` settles the century of years of two digits.
    pub(crate) fn encoder(&self, day: Date) -> Encoder {
        Encoder::new(&self.schema, Side::Left, day)
    }

    /// A row of an index, in place of what stands in `words`.
    pub(crate) fn encode(encoder: &mut Encoder, who: &Particulars, words: &mut Vec<u64>) {
        words.clear();
        let fields = fields(who);
        encoder.encode(|at| fields.get(at).map_or("", String::as_str), words);
    }

    /// Who of an index this may be: identifiers of rows, the most probable first.
    pub(crate) fn find(
        &self,
        index: &Index,
        who: &Particulars,
        day: Date,
        search: &mut Search,
    ) -> Vec<Candidate<String>> {
        let mut words = Vec::with_capacity(32);
        let mut encoder = Encoder::new(&self.schema, Side::Right, day);
        Self::encode(&mut encoder, who, &mut words);
        let probe = Record::new(&words);
        let found = index.find(probe, MOST, search);
        let likely = found.iter().filter(|found| found.probability >= SHOWN_FROM);
        likely
            .map(|found| {
                let steps = index.explain(found, probe).into_iter().enumerate();
                // The first level of every kind is that a side says nothing.
                let says = steps.filter(|(at, _)| found.pattern.level(*at) > 0);
                let lines =
                    says.map(|(_, step)| Evidence::of(&step.comparison, step.words, step.bits));
                let before = Evidence::before(index.len(), f64::from(index.before_looking()));
                Candidate {
                    record: index.id(found).to_owned(),
                    probability: found.probability,
                    evidence: std::iter::once(before).chain(lines).collect(),
                }
            })
            .collect()
    }
}

fn fields(who: &Particulars) -> [String; 7] {
    [
        who.name.clone(),
        birth_date(&who.birth_dates),
        who.sex.map(|sex| sex.letter().into()).unwrap_or_default(),
        who.birth_place.clone().unwrap_or_default(),
        who.document.clone().unwrap_or_default(),
        who.nik.map(|nik| nik.digits()).unwrap_or_default(),
        who.parent_name.clone().unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::identify::{Answer, decide};
    use jiff::civil::date;

    #[test]
    fn a_traveller_is_found_with_the_evidence() {
        let day = date(2026, 11, 22);
        let who = |name: &str, born: &str, document: &str| Particulars {
            name: name.into(),
            birth_dates: vec![born.parse().unwrap()],
            document: Some(document.into()),
            ..Particulars::default()
        };
        let finder = Finder::get();
        let mut encoder = finder.encoder(day);
        let mut builder = finder.builder();
        let mut words = Vec::new();
        for (id, row) in [
            ("1", who("Sitti Aminah", "1990-03-12", "B1234567")),
            ("2", who("Budi Santoso", "1990-03-12", "C7654321")),
        ] {
            Finder::encode(&mut encoder, &row, &mut words);
            builder.add(id, &words);
        }
        let index = builder.build();
        let mut search = Search::default();
        let asked = who("SITI AMINAH BINTI AHMAD", "1990-03-12", "B1234567");
        let (answer, found) = decide(finder.find(&index, &asked, day, &mut search));
        assert_eq!(
            (answer, found[0].record.as_str(), found.len()),
            (Answer::Link, "1", 1)
        );
        assert!(
            found[0].evidence[0]
                .words
                .en
                .starts_with("At first: one of")
        );
        assert_eq!(found[0].evidence[2].words.en, "Birth date: the same date");
        let nobody = who("PAIJO", "1971-01-30", "E0000001");
        assert_eq!(
            decide(finder.find(&index, &nobody, day, &mut search)).0,
            Answer::None
        );
    }
}
