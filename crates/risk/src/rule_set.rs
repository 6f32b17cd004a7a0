//! A set of rules as one version: what an assessment names as its ground.

use crate::{Condition, Rule, file};
use domain::{Diagnostic, Level, Wording};
use sha2::{Digest, Sha256};

/// A file of rules by its name and text.
#[derive(Debug, Clone, Copy)]
pub struct RuleFile<'t> {
    /// The name that diagnostics use.
    pub name: &'t str,
    /// TOML.
    pub text: &'t str,
}

/// The head of a set: its name and what it decides by.
#[derive(Debug, Clone, PartialEq)]
pub struct Head {
    /// Name of the set.
    pub id: String,
    /// Version of the set, as its author counts.
    pub version: String,
    /// From this sum of points on, signs without a placement are an indication.
    pub signs_from: u32,
    /// From this sum of points on, an incomplete placement deserves an interview rather than advice.
    pub interview_from: u32,
    /// The trips to which signs and cancelled placements apply at all; it must hold for certain.
    pub scope: Condition,
    /// What to ask where a record may be this person's and no verdict is given.
    pub check: Wording,
    /// How a protective interview is begun: the same words whatever its reason.
    pub protective: Wording,
}

/// Rules that are in use together.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// Name, version and thresholds.
    pub head: Head,
    /// In the order of the files.
    pub rules: Vec<Rule>,
    hash: String,
}

/// The set that the program brings along, drawn from public documents.
const SHIPPED: [RuleFile<'static>; 4] = [
    RuleFile {
        name: "tanda.toml",
        text: include_str!("../rules/tanda.toml"),
    },
    RuleFile {
        name: "penempatan.toml",
        text: include_str!("../rules/penempatan.toml"),
    },
    RuleFile {
        name: "rombongan.toml",
        text: include_str!("../rules/rombongan.toml"),
    },
    RuleFile {
        name: "pelindungan.toml",
        text: include_str!("../rules/pelindungan.toml"),
    },
];

impl RuleSet {
    /// Compiles rules. A rule with an error is left out and named by a diagnostic; the others are kept.
    ///
    /// `None` where no file has a usable head `[set]`, without which nothing can be decided.
    pub fn compile(files: &[RuleFile<'_>]) -> (Option<Self>, Vec<Diagnostic>) {
        let mut head = None;
        let mut rules: Vec<Rule> = Vec::new();
        let mut diagnostics = Vec::new();
        let mut hash = Sha256::new();
        for file in files {
            hash.update(file.text.as_bytes());
            file::read(file, &mut head, &mut rules, &mut diagnostics);
        }
        if head.is_none() && !diagnostics.iter().any(|d| d.code == "rule-set-head") {
            diagnostics.push(
                Diagnostic::new(
                    Level::Error,
                    "rule-set-head",
                    "expected a table `[set]` with the name, version and thresholds of the rules",
                )
                .at(domain::Place {
                    file: files.first().map(|file| file.name.to_owned()),
                    ..domain::Place::default()
                }),
            );
        }
        let hash = hash
            .finalize()
            .iter()
            .take(6)
            .map(|byte| format!("{byte:02x}"))
            .collect();
        (head.map(|head| Self { head, rules, hash }), diagnostics)
    }

    /// The files of the set that the program brings along.
    pub fn shipped_files() -> &'static [RuleFile<'static>] {
        &SHIPPED
    }

    /// The set that the program brings along.
    pub fn shipped() -> (Option<Self>, Vec<Diagnostic>) {
        Self::compile(&SHIPPED)
    }

    /// The set that a head and rules make, and its text as one file.
    ///
    /// What is kept and exchanged is the text, so whatever an editor makes is read again as a file would be.
    ///
    /// # Errors
    /// What the reader of files finds wrong with any part of it.
    pub fn of(head: &Head, rules: &[Rule]) -> Result<(Self, String), Vec<Diagnostic>> {
        let text = file::written::set(head, rules);
        let (set, faults) = Self::compile(&[RuleFile {
            name: "rules",
            text: &text,
        }]);
        match set {
            Some(set) if faults.is_empty() => Ok((set, text)),
            _ => Err(faults),
        }
    }

    /// The set as one TOML file. Comments of the files it came from are not part of it.
    pub fn to_toml(&self) -> String {
        file::written::set(&self.head, &self.rules)
    }

    /// The rule of a name.
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|rule| rule.id == id)
    }

    /// The beginning of the hash of the text: two sets with the same name differ in it.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Name, version and content: `pandu 2026.11 (sha256 0123456789ab)`. Two sets with the same name differ in what follows.
    pub fn name(&self) -> String {
        format!(
            "{} {} (sha256 {})",
            self.head.id, self.head.version, self.hash
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn the_shipped_set_is_without_a_fault() {
        let (set, diagnostics) = RuleSet::shipped();
        assert_eq!(diagnostics, []);
        let set = set.unwrap();
        let ids: HashSet<_> = set.rules.iter().map(|rule| rule.id.as_str()).collect();
        assert_eq!(ids.len(), set.rules.len());
        assert!(set.name().starts_with("pandu 20"), "{}", set.name());
    }
}
