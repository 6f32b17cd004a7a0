//! Why two records are taken for one person: a line for every field that both sides know.

use domain::Wording;
use linkage::batch::{Linkage, Match};
use linkage::compare::{LevelWords, levels};
use linkage::decide::before_looking;
use linkage::explain::one_of;
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

impl Evidence {
    /// How likely it was before anything was compared.
    pub(super) fn before(rows: u64, weight: f64) -> Self {
        let Wording { id, en } = one_of(rows);
        Self {
            words: Wording::new(format!("Awal: {id}"), format!("At first: {en}")),
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
            before_looking(self.linkage.model.share, rows),
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
