//! Why two records are taken for one person: a line for every field that both sides know.

use domain::Wording;
use linkage::batch::{Linkage, Match};
use linkage::compare::{LevelWords, levels};
use linkage::decide::{persons, prior};
use linkage::record::Layout;
use linkage::score::{Weights, rarity_of};

/// One line of the evidence for or against two records being one person.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Evidence {
    /// Which field, and how the two compare.
    pub words: Wording,
    /// How much it speaks for (positive) or against it, in bits.
    #[serde(serialize_with = "rounded")]
    pub weight: f64,
}

fn rounded<S: serde::Serializer>(value: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_f64((value * 100.0).round() / 100.0)
}

/// The names of the usual comparisons.
const FIELDS: [(&str, &str, &str); 8] = [
    ("name", "Nama", "Name"),
    ("birth_date", "Tanggal lahir", "Birth date"),
    ("sex", "Jenis kelamin", "Sex"),
    ("birth_place", "Tempat lahir", "Place of birth"),
    ("passport_no", "Paspor", "Passport"),
    ("document_no", "Dokumen", "Document"),
    ("nik", "NIK", "NIK"),
    ("parent_name", "Nama orang tua", "Parent's name"),
];

/// How many the one sought was among: as many as the weight of this line is reckoned with.
fn at_first(rows: u64) -> Wording {
    let persons = persons(rows);
    if persons == rows {
        return Wording::new(
            format!("Awal: satu dari {rows} catatan"),
            format!("At first: one of {rows} records"),
        );
    }
    Wording::new(
        format!(
            "Awal: satu dari {persons} orang, sebab {rows} catatan tidak memuat semua yang mungkin"
        ),
        format!(
            "At first: one of {persons} persons, for {rows} records do not hold everybody who may be meant"
        ),
    )
}

impl Evidence {
    /// How likely it was before anything was compared.
    pub(super) fn before(rows: u64, weight: f64) -> Self {
        Self {
            words: at_first(rows),
            weight,
        }
    }

    /// What one comparison says.
    pub(super) fn of(comparison: &str, words: LevelWords, weight: f32) -> Self {
        let name = FIELDS.iter().find(|(name, _, _)| *name == comparison);
        let (id, en) = name.map_or((comparison, comparison), |n| (n.1, n.2));
        Self {
            words: Wording::new(format!("{id}: {}", words.id), format!("{en}: {}", words.en)),
            weight: f64::from(weight),
        }
    }
}

/// What is needed to explain pairs.
pub(super) struct Waterfall<'l> {
    linkage: &'l Linkage,
    layout: Layout,
    weights: Weights,
}

impl<'l> Waterfall<'l> {
    pub(super) fn of(linkage: &'l Linkage) -> Self {
        Self {
            linkage,
            layout: Layout::of(&linkage.schema),
            weights: Weights::new(&linkage.model),
        }
    }

    /// The lines of one pair: how likely it was before anything was compared, then field by field.
    pub(super) fn evidence(&self, pair: &Match) -> Vec<Evidence> {
        let rows = self.linkage.summary.left_rows.max(1);
        let mut lines = vec![Evidence::before(
            rows,
            prior(self.linkage.model.share, rows).log2(),
        )];
        let (left, right) = (
            self.linkage.left.record(pair.left),
            self.linkage.right.record(pair.right),
        );
        for (at, comparison) in self.linkage.schema.comparisons.iter().enumerate() {
            let level = pair.pattern.level(at);
            // The first level of every kind is that a side says nothing.
            let Some(words) = levels(comparison.kind)
                .get(usize::from(level))
                .filter(|_| level > 0)
            else {
                continue;
            };
            let rarity = rarity_of(&self.layout, &self.linkage.frequencies, at, left, right);
            let weight = self.weights.of(at, level) + rarity;
            lines.push(Evidence::of(&comparison.name, *words, weight));
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_at_first_is_what_is_reckoned_with() {
        assert_eq!(at_first(4000).en, "At first: one of 4000 records");
        let few = at_first(5);
        assert!(
            few.en.starts_with("At first: one of 25 persons"),
            "{}",
            few.en
        );
        assert!(few.id.starts_with("Awal: satu dari 25 orang"), "{}", few.id);
    }
}
