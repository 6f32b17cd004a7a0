//! Who a traveller may be: records of a table that may be theirs, ranked, with the evidence in words.

mod evidence;
mod finder;
mod people;

pub use evidence::Evidence;
pub(crate) use finder::Finder;
pub(crate) use people::People;

use crate::model::identify::evidence::Waterfall;
use jiff::civil::Date;
use linkage::batch::{LinkError, Linkage, Options, Row, Source, link};
use linkage::model::Model;
use linkage::schema::Schema;
use std::io::{Cursor, Read};
use std::sync::Arc;
use tabular::Header;

/// Whether a record is this person's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// One person of the table is this traveller.
    Link,
    /// One or more may be.
    Possible,
    /// None is.
    None,
    /// Nobody was asked.
    Unasked,
}

/// A record that may be a traveller's.
#[derive(Debug, Clone, PartialEq)]
pub struct Candidate<R> {
    /// The record.
    pub record: R,
    /// How probable it is, from 0 to 1, others and nobody being considered.
    pub probability: f64,
    /// Why.
    pub evidence: Vec<Evidence>,
}

/// How records are compared.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Matching<'m> {
    /// Beliefs to use; those that the program brings along if not given.
    pub(crate) model: Option<&'m Model>,
    pub(crate) day: Date,
    pub(crate) threads: usize,
}

/// Candidates below this probability are not worth a look.
const SHOWN_FROM: f64 = 0.05;

/// From this probability on a record is taken for this person's: a trip is judged by it, so it must be surer than a pair in a file.
const LINK_FROM: f64 = 0.9;

/// From this probability on that any of the candidates is this person, they are worth a question.
const POSSIBLE_FROM: f64 = 0.3;

/// Compares travellers with a table of any length, which is streamed past them. The header is that of the table.
pub(crate) fn compare<R: Read + Send>(
    table: R,
    header: &Header,
    travellers: &People,
    matching: Matching<'_>,
) -> Result<Linkage, LinkError> {
    let text = travellers.as_table(header);
    let ours = Header::new(People::columns(header));
    let schema = Schema::of(header, &ours, &[])?;
    let model = match matching.model {
        Some(model) => model.clone(),
        None => Model::built_in(&schema),
    };
    let bytes = u64::try_from(text.len()).ok();
    let options = Options {
        wishes: Vec::new(),
        threshold: SHOWN_FROM,
        model: Some(model),
        reference: matching.day,
        threads: matching.threads,
        every_pair_below: 0,
        keep_fields: true,
    };
    let left = Source {
        read: table,
        bytes: None,
        id: None,
    };
    let right = Source {
        read: Cursor::new(text),
        bytes,
        id: None,
    };
    link(left, right, &options, &|_| {})
}

/// The answer and the candidates of each traveller, the most probable first. `read` reads the record of a row.
pub(crate) fn answers<T>(
    linkage: &Linkage,
    travellers: usize,
    mut read: impl FnMut(Row<'_>) -> T,
) -> Vec<(Answer, Vec<Candidate<Arc<T>>>)> {
    let waterfall = Waterfall::of(linkage);
    let mut found: Vec<Vec<Candidate<Arc<T>>>> = (0..travellers).map(|_| Vec::new()).collect();
    for pair in &linkage.matches {
        let at: Option<usize> = linkage.right.row(pair.right).id().parse().ok();
        if let Some(candidates) = at.and_then(|at| found.get_mut(at)) {
            let candidate = Candidate {
                record: Arc::new(read(linkage.left.row(pair.left))),
                probability: pair.probability,
                evidence: waterfall.evidence(pair),
            };
            candidates.push(candidate);
        }
    }
    found.into_iter().map(decide).collect()
}

pub(crate) fn decide<R>(mut candidates: Vec<Candidate<R>>) -> (Answer, Vec<Candidate<R>>) {
    candidates.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let best = candidates
        .first()
        .map_or(0.0, |candidate| candidate.probability);
    let any: f64 = candidates
        .iter()
        .map(|candidate| candidate.probability)
        .sum();
    if best >= LINK_FROM {
        // A person who stands in the table more than once is linked to each of the rows.
        candidates.retain(|candidate| candidate.probability >= LINK_FROM);
        (Answer::Link, candidates)
    } else if any >= POSSIBLE_FROM {
        (Answer::Possible, candidates)
    } else {
        (Answer::None, Vec::new())
    }
}

/// What compared the records, for whoever has to repeat it.
pub(crate) fn version(model: Option<&Model>) -> String {
    match model {
        None => format!("linkage {} built-in", linkage::model::VERSION),
        Some(model) => format!(
            "linkage {}, {} × {} rows, {} pairs",
            model.version,
            model.training.left_rows,
            model.training.right_rows,
            model.training.pairs
        ),
    }
}

impl Answer {
    /// The word in JSON; that of the facts `placement.answer` and `watchlist.*`, which are not known where nobody was asked.
    pub fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Possible => "possible",
            Self::None => "none",
            Self::Unasked => "unasked",
        }
    }
}
