//! What `pairs` and `joint` share: reading a disaster, and what to tell about it before anything is concluded.

use super::input::{Input, profiles, unusable};
use crate::exit::Failure;
use clap::Args;
use domain::{Diagnostic, Level};
use kinship::{Disaster, PairOptions, Pairs, Source, TypingError};
use std::path::{Path, PathBuf};

/// Options for whole disasters.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    pub input: Input,
    /// Profiles of victims: CSV or XLSX, one row a sample, one or two columns a locus
    #[arg(long, value_name = "LIST")]
    victims: Vec<PathBuf>,
    /// Profiles of relatives and of the missing persons' own things, likewise
    #[arg(long, value_name = "LIST")]
    references: Vec<PathBuf>,
    /// Who is missing, in place of whom the file says; in a Familias file by name
    #[arg(long, value_name = "PERSON")]
    missing: Vec<String>,
    /// Name of the pedigree to read of each family of a Familias file, where there are several
    #[arg(long, value_name = "NAME")]
    pedigree: Option<String>,
    /// Compare victims and missing persons of different sex too
    #[arg(long)]
    pub ignore_sex: bool,
    /// Let nothing mutate
    #[arg(long)]
    pub no_mutation: bool,
    /// Population substructure within a family and the victims compared with it
    #[arg(long, value_name = "THETA", default_value_t = 0.0)]
    theta: f64,
    /// Probability that one copy of an allele is not seen, for samples of a missing person's own things
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    drop_out: f64,
    /// Probability that one copy of an allele is misread, for such samples
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    typing_error: f64,
}

impl Options {
    /// Reads the file and the lists, with the frequencies of another table if one is given.
    pub fn read(&self, table: Option<&[u8]>) -> Result<(Disaster, Vec<Diagnostic>), Failure> {
        let (bytes, options) = (self.input.bytes()?, self.input.options()?);
        let (victims, references) = (profiles(&self.victims)?, profiles(&self.references)?);
        let source = Source {
            bytes: &bytes,
            format: self.input.format(),
            table,
            victims: &victims,
            references: &references,
            missing: &self.missing,
            pedigree: self.pedigree.as_deref(),
        };
        let read = source.disaster(&options);
        let (disaster, remarks) = read.map_err(|problems| unusable(problems, &self.input.file))?;
        let disaster = if self.no_mutation {
            disaster.without_mutation()
        } else {
            disaster
        };
        Ok((disaster, remarks))
    }

    /// How pairs are compared.
    pub fn pairs(&self) -> Result<PairOptions, Failure> {
        if !(0.0..0.5).contains(&self.drop_out) || !(0.0..0.5).contains(&self.typing_error) {
            let message = "`--drop-out` and `--typing-error` must lie between 0 and 0.5";
            return Err(Failure::Usage(message.into()));
        }
        if !(0.0..1.0).contains(&self.theta) {
            return Err(Failure::Usage("`--theta` must lie between 0 and 1".into()));
        }
        let typing_error = TypingError {
            drop_out: self.drop_out,
            error: self.typing_error,
        };
        Ok(PairOptions {
            theta: self.theta,
            ignore_sex: self.ignore_sex,
            typing_error,
        })
    }
}

/// What somebody should look at before relying on the result, after what reading remarked.
pub fn remarks(
    mut diagnostics: Vec<Diagnostic>,
    disaster: &Disaster,
    pairs: &Pairs,
    options: &PairOptions,
    file: &Path,
) -> Vec<Diagnostic> {
    for (f, family) in disaster.families.iter().enumerate() {
        for (l, locus) in disaster.loci.iter().enumerate() {
            if !pairs.alone().possible(f, l) {
                let message = format!(
                    "family `{}` is impossible at locus `{}`: a sample or the pedigree is wrong, or a mutation model is \
                     needed; the locus is left out for this family",
                    family.name,
                    locus.name()
                );
                diagnostics.push(Diagnostic::new(
                    Level::Warning,
                    "impossible-family",
                    message,
                ));
            }
        }
    }
    for (i, j, ratio) in kinship::matching_victims(disaster, options.typing_error) {
        if let (Some(a), Some(b)) = (disaster.victims.get(i), disaster.victims.get(j)) {
            let message = format!(
                "`{}` and `{}` have matching profiles (ln LR {ratio:.1}): parts of one body? they are taken for two persons",
                a.id, b.id
            );
            diagnostics.push(Diagnostic::new(Level::Warning, "matching-victims", message));
        }
    }
    let name = file.display().to_string();
    for diagnostic in &mut diagnostics {
        diagnostic.place.file.get_or_insert_with(|| name.clone());
    }
    diagnostics
}

/// `54 victims, 60 missing persons in 54 families, 21 loci`
pub fn heading(disaster: &Disaster) -> String {
    let count =
        |n: usize, one: &str, many: &str| format!("{n} {}", if n == 1 { one } else { many });
    format!(
        "{}: {}, {} in {}, {}",
        if disaster.name.is_empty() {
            "disaster"
        } else {
            &disaster.name
        },
        count(disaster.victims.len(), "victim", "victims"),
        count(disaster.missing.len(), "missing person", "missing persons"),
        count(disaster.families.len(), "family", "families"),
        count(disaster.loci.len(), "locus", "loci"),
    )
}

/// Likelihood computations that are beyond this machine.
pub fn too_large(error: kinship::LikelihoodError, file: &Path) -> Failure {
    Failure::Input(format!("{}: {error}", file.display()))
}
