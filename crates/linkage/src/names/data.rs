//! The data file on names as it is written, and what can be wrong with it.

use serde::Deserialize;
use std::collections::BTreeMap;

/// What is wrong with a data file on names.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NamesError {
    /// Not the expected TOML; the message names line and column.
    #[error("the file on names cannot be read: {0}")]
    Toml(String),
    /// Written for another version of this program.
    #[error("the file on names has `version` {found}, expected {expected}")]
    Version {
        /// What the file says.
        found: u32,
        /// What this program reads.
        expected: u32,
    },
    /// A rewriting rule that cannot be applied.
    #[error("rule {number} of `[{section}]`: expected {expected}")]
    Rule {
        /// `spelling` or `sound`.
        section: &'static str,
        /// Place of the rule in its section, from 1.
        number: usize,
        /// What a rule must be.
        expected: &'static str,
    },
    /// A family line that cannot be read.
    #[error("family {number} of group `{group}`: expected {expected}")]
    Family {
        /// Title of the group.
        group: String,
        /// Place of the line in its group, from 1.
        number: usize,
        /// What a line must be.
        expected: &'static str,
    },
    /// A spelling that two families claim.
    #[error("`{spelling}` stands in family `{first}` and in family `{second}`")]
    Twice {
        /// The spelling.
        spelling: String,
        /// The family that had it first.
        first: String,
        /// The family that claims it too.
        second: String,
    },
    /// A family said to sound like one that does not exist.
    #[error("family `{family}` is said to sound like `{other}`, which is no family")]
    SoundsLikeNothing {
        /// The family.
        family: String,
        /// What it names.
        other: String,
    },
    /// A word that is not one to sixteen capitals.
    #[error("`{word}` in `{section}`: expected 1 to 16 capitals A to Z")]
    Word {
        /// The word.
        word: String,
        /// Where it stands.
        section: String,
    },
    /// A source that is not listed under `[sources]`.
    #[error("`{section}` names the source `{source_name}`, which is not listed under `[sources]`")]
    Source {
        /// Where it is named.
        section: String,
        /// The source as named.
        source_name: String,
    },
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NamesFile {
    pub version: u32,
    pub sources: BTreeMap<String, String>,
    pub titles: Titles,
    pub fillers: Words,
    pub markers: Markers,
    pub glued: Glued,
    pub prefixes: Words,
    pub particles: Particles,
    pub common: Words,
    pub spelling: RuleTexts,
    pub sound: RuleTexts,
    pub group: Vec<Group>,
    pub known: Words,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Titles {
    pub anywhere: Vec<String>,
    pub front: Vec<String>,
    pub back: Vec<String>,
    pub back_unsure: Vec<String>,
    pub source: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Words {
    pub source: Vec<String>,
    pub words: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Markers {
    pub source: Vec<String>,
    pub words: Vec<String>,
    pub strokes: Vec<String>,
    pub alias: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Glued {
    pub source: Vec<String>,
    pub suffixes: Vec<String>,
    pub except: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Particles {
    pub source: Vec<String>,
    pub words: Vec<String>,
    pub balinese: Vec<String>,
    pub before: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleTexts {
    pub source: Vec<String>,
    pub rules: Vec<RuleText>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RuleText {
    pub from: String,
    pub to: String,
    pub prev: Option<String>,
    pub next: Option<String>,
    #[serde(default)]
    pub old: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Group {
    pub title: String,
    pub source: Vec<String>,
    pub families: Vec<String>,
}

/// One family line: `HEAD ~OTHER: SPELLING .. | SHORT ..`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FamilyLine<'a> {
    pub head: &'a str,
    pub sounds_like: Option<&'a str>,
    pub spellings: Vec<&'a str>,
    pub short: Vec<&'a str>,
}

impl<'a> FamilyLine<'a> {
    /// Reads a line; the error says what was expected.
    pub(super) fn read(line: &'a str) -> Result<Self, &'static str> {
        let (name, rest) = line.split_once(':').ok_or("`HEAD: SPELLING ..`")?;
        let (head, sounds_like) = match name.split_once('~') {
            Some((head, other)) => (head.trim(), Some(other.trim())),
            None => (name.trim(), None),
        };
        if head.is_empty() || head.contains(' ') {
            return Err("one word before the colon");
        }
        let (spellings, short) = rest.split_once('|').unwrap_or((rest, ""));
        Ok(Self {
            head,
            sounds_like,
            spellings: spellings.split_whitespace().collect(),
            short: short.split_whitespace().collect(),
        })
    }
}
