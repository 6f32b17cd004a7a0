//! The shape of the JSON input, before anything is checked.

use domain::Place;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use std::{fmt, marker::PhantomData};

/// A JSON object in the order in which it was written; a repeated key is kept, to be reported.
#[derive(Debug, Clone)]
pub(super) struct Ordered<T>(pub Vec<(String, T)>);

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Entries<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Entries<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(Entries(PhantomData))
    }
}

/// A value that some programs write as text and some as a number.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Text {
    Written(String),
    Whole(i64),
    Number(f64),
    /// A cell of a list.
    #[serde(skip)]
    Cell {
        text: String,
        place: Box<Place>,
    },
}

impl Text {
    pub(super) fn text(&self) -> String {
        match self {
            Self::Written(text) => text.trim().to_owned(),
            Self::Whole(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
            Self::Cell { text, .. } => text.clone(),
        }
    }

    /// Where it stands: in a list, or at a field of the file.
    pub(super) fn place(&self, field: &str) -> Place {
        match self {
            Self::Cell { place, .. } => (**place).clone(),
            _ => Place {
                field: Some(field.to_owned()),
                ..Place::default()
            },
        }
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct RawMember {
    pub id: Text,
    pub fid: Option<Text>,
    pub mid: Option<Text>,
    pub sex: Option<Text>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawPedigree {
    pub members: Vec<RawMember>,
    pub founder_inbreeding: Option<Ordered<f64>>,
    #[serde(default)]
    pub twins: Vec<(Text, Text)>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct RawModel {
    pub model: Option<String>,
    pub rate: Option<f64>,
    pub rate2: Option<f64>,
    pub range: Option<f64>,
    #[serde(alias = "matrix_rows_from_to")]
    pub matrix: Option<Vec<Vec<f64>>>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct RawMutation {
    pub male: Option<RawModel>,
    pub female: Option<RawModel>,
}

#[derive(Debug, Clone, Deserialize)]
pub(super) struct RawLocus {
    pub name: Option<String>,
    pub alleles: Vec<Text>,
    pub freq: Vec<f64>,
    #[serde(default)]
    pub x_linked: Option<bool>,
    pub mutation: Option<RawMutation>,
    pub genotypes: Option<Ordered<Option<Text>>>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawCase {
    pub name: Option<String>,
    pub pedigrees: Vec<RawPedigree>,
    pub loci: Vec<RawLocus>,
    pub theta: Option<f64>,
    pub rho: Option<f64>,
    pub expected: Option<f64>,
}

/// One number or a range.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(untagged)]
pub(super) enum Range {
    Exact(f64),
    Between(f64, f64),
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct RawParticulars {
    pub age: Option<Range>,
    #[serde(alias = "height_cm")]
    pub height: Option<Range>,
    pub teeth: Ordered<String>,
    pub property: Ordered<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawVictim {
    pub id: Option<Text>,
    pub sex: Option<Text>,
    #[serde(default)]
    pub genotypes: Ordered<Option<Text>>,
    pub particulars: Option<RawParticulars>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawFamily {
    #[serde(flatten)]
    pub pedigree: RawPedigree,
    #[serde(default)]
    pub typed: Ordered<Ordered<Option<Text>>>,
    #[serde(default)]
    pub particulars: Ordered<RawParticulars>,
    /// Ids of parents whose sex in the pedigree is no more than a guess.
    #[serde(skip)]
    pub guessed: Vec<String>,
}

#[derive(Debug, Deserialize)]
pub(super) struct RawDvi {
    pub dataset: Option<String>,
    #[serde(default)]
    pub missing: Vec<Text>,
    pub loci: Vec<RawLocus>,
    #[serde(default)]
    pub pm: Ordered<RawVictim>,
    pub am: Ordered<RawFamily>,
}

/// A table of frequencies for the same loci, to replace those of a disaster.
#[derive(Debug, Deserialize)]
pub(super) struct RawTable {
    pub loci: Vec<RawLocus>,
}
