//! What the program believes: how often each level occurs among pairs of one person and among pairs of two.

use crate::{
    compare::{CodeLevel, DateLevel, NameLevel, levels},
    schema::{Kind, Schema},
};
use serde::{Deserialize, Serialize};

/// The version of the form of model files.
pub const VERSION: u32 = 2;
const FORMAT: &str = "pandu-linkage-model";

/// A Fellegi-Sunter model (Fellegi and Sunter, *A Theory for Record Linkage*, 1969): readable JSON, versioned.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Says what the file is.
    pub format: String,
    /// The version of the form.
    pub version: u32,
    /// How much of the right table is expected to stand in the left one, between 0 and 1.
    pub share: f64,
    /// How it was learned.
    pub training: Training,
    /// What is believed about each comparison.
    pub comparisons: Vec<Belief>,
}

/// How a model was learned.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Training {
    /// Rows of the left table.
    pub left_rows: u64,
    /// Rows of the right table.
    pub right_rows: u64,
    /// Pairs that were looked at.
    pub pairs: u64,
    /// Rounds of expectation and maximisation; 0 for built-in beliefs.
    pub rounds: u32,
    /// The rounds ended because nothing changed any more, not because their number was limited.
    pub converged: bool,
}

/// What is believed about one comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Belief {
    /// The name of the comparison.
    pub name: String,
    /// How values are compared.
    pub kind: Kind,
    /// One for each level but *missing*, in the order of the levels.
    pub levels: Vec<LevelBelief>,
}

/// What is believed about one level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LevelBelief {
    /// The level in kebab-case.
    pub level: String,
    /// Its share among pairs of the same person.
    pub m: f64,
    /// Its share among pairs of two persons; `null` where the frequency of the shared value tells.
    pub u: Option<f64>,
    /// How many pairs of the same person showed it, weighed by their probability; 0: the built-in belief stands.
    pub observed: f64,
}

/// Why a text is no model that can be used.
#[derive(Debug, thiserror::Error)]
pub enum ModelError {
    /// Not JSON of the right form.
    #[error("not a model of this program: {0}")]
    Form(#[from] serde_json::Error),
    /// Another version.
    #[error("a model of version {found}, expected version {VERSION}; train it anew")]
    Version {
        /// The version of the file.
        found: u64,
    },
    /// Something else in JSON.
    #[error("not a model of this program: expected the field `format` to be `{FORMAT}`")]
    Format,
    /// The model has been changed so that it makes no sense.
    #[error("comparison `{comparison}`: expected {expected}")]
    Belief {
        /// Which comparison.
        comparison: String,
        /// What was expected of it.
        expected: &'static str,
    },
    /// The tables are compared in a way that the model does not know.
    #[error(
        "the model has no comparison `{name}` of the kind that these tables need; train it anew"
    )]
    Comparison {
        /// The comparison.
        name: String,
    },
}

impl Model {
    /// What is believed before anything was learned.
    pub fn built_in(schema: &Schema) -> Self {
        let belief = |comparison: &crate::schema::Comparison| Belief {
            name: comparison.name.clone(),
            kind: comparison.kind,
            levels: built_in_levels(&comparison.name, comparison.kind),
        };
        Self {
            format: FORMAT.to_owned(),
            version: VERSION,
            share: 0.5,
            training: Training::default(),
            comparisons: schema.comparisons.iter().map(belief).collect(),
        }
    }

    /// Reads a model file.
    ///
    /// # Errors
    /// [`ModelError`]
    pub fn from_json(text: &str) -> Result<Self, ModelError> {
        let value: serde_json::Value = serde_json::from_str(text)?;
        if value.get("format").and_then(|f| f.as_str()) != Some(FORMAT) {
            return Err(ModelError::Format);
        }
        let found = value.get("version").and_then(|v| v.as_u64()).unwrap_or(0);
        if found != u64::from(VERSION) {
            return Err(ModelError::Version { found });
        }
        let model: Self = serde_json::from_value(value)?;
        model.check()?;
        Ok(model)
    }

    /// Writes a model file.
    pub fn to_json(&self) -> String {
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The beliefs in the order of a schema.
    ///
    /// # Errors
    /// [`ModelError::Comparison`] where the schema compares something that the model does not know.
    pub fn arranged(&self, schema: &Schema) -> Result<Self, ModelError> {
        let find = |comparison: &crate::schema::Comparison| {
            let alike = |b: &&Belief| b.name == comparison.name && b.kind == comparison.kind;
            let found = self.comparisons.iter().find(alike).cloned();
            found.ok_or_else(|| ModelError::Comparison {
                name: comparison.name.clone(),
            })
        };
        let comparisons = schema
            .comparisons
            .iter()
            .map(find)
            .collect::<Result<_, _>>()?;
        Ok(Self {
            comparisons,
            ..self.clone()
        })
    }

    fn check(&self) -> Result<(), ModelError> {
        let wrong = |belief: &Belief, expected| ModelError::Belief {
            comparison: belief.name.clone(),
            expected,
        };
        for belief in &self.comparisons {
            let expected = levels(belief.kind).iter().skip(1).map(|words| words.code);
            if !belief.levels.iter().map(|l| l.level.as_str()).eq(expected) {
                return Err(wrong(belief, "the levels of its kind, in order"));
            }
            let share = |share: f64| share > 0.0 && share <= 1.0;
            if !belief
                .levels
                .iter()
                .all(|l| share(l.m) && l.u.is_none_or(share))
            {
                return Err(wrong(belief, "`m` and `u` above 0 and at most 1"));
            }
        }
        Ok(())
    }
}

fn built_in_levels(name: &str, kind: Kind) -> Vec<LevelBelief> {
    // A passport is renewed every five or ten years; a NIK or another number stays.
    let renewed = name.starts_with("passport") || name.starts_with("document");
    let shares: &[(f64, Option<f64>)] = match kind {
        Kind::Name => &[
            (0.010, Some(0.75)), // different
            (0.003, None),       // other name
            (0.004, None),       // partly shared
            (0.005, None),       // mostly shared
            (0.010, None),       // not the parent
            (0.010, None),       // several left out
            (0.010, None),       // left out, slip
            (0.015, None),       // first left out
            (0.040, None),       // last left out
            (0.020, None),       // common left out
            (0.080, None),       // endorsed left out
            (0.010, None),       // cut
            (0.015, None),       // initial
            (0.010, None),       // slips
            (0.010, None),       // parent added, slip
            (0.060, None),       // slip
            (0.050, None),       // joined
            (0.060, None),       // parent added
            (0.040, None),       // reordered
            (0.080, None),       // spelling
            (0.448, None),       // equal
        ],
        Kind::Date => &[
            (0.012, Some(0.955)), // different
            (0.015, None),        // same year
            (0.010, None),        // same month and day
            (0.015, None),        // year only
            (0.030, Some(0.003)), // one digit
            (0.015, None),        // swapped
            (0.020, None),        // one reading
            (0.883, None),        // equal
        ],
        Kind::Code if renewed => &[
            (0.350, Some(0.999_99)),
            (0.020, Some(0.000_01)),
            (0.010, None),
            (0.620, None),
        ],
        Kind::Code => &[
            (0.040, Some(0.999_99)),
            (0.030, Some(0.000_01)),
            (0.010, None),
            (0.920, None),
        ],
        Kind::Place | Kind::Text => &[
            (0.100, Some(0.960)),
            (0.030, Some(0.030)),
            (0.050, Some(0.010)),
            (0.820, None),
        ],
        Kind::Sex => &[(0.02, Some(0.5)), (0.98, Some(0.5))],
    };
    let words = levels(kind).iter().skip(1);
    let belief =
        |(words, (m, u)): (&crate::compare::LevelWords, &(f64, Option<f64>))| LevelBelief {
            level: words.code.to_owned(),
            m: *m,
            u: *u,
            observed: 0.0,
        };
    words.zip(shares).map(belief).collect()
}

/// Whether the frequency of the shared value, not a share of the level, says how likely it is by chance.
pub fn is_told_by_value(kind: Kind, level: u8) -> bool {
    match kind {
        Kind::Name => level > NameLevel::Different as u8,
        Kind::Date => level > DateLevel::Different as u8 && level != DateLevel::OneDigit as u8,
        Kind::Code => level >= CodeLevel::Confusable as u8,
        Kind::Place | Kind::Text => level == crate::compare::PhraseLevel::Equal as u8,
        Kind::Sex => false,
    }
}
