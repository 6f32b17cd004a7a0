//! What `pairs` and `joint` share: reading a disaster, and what to tell about it before anything is concluded.

use super::input::{Input, unusable};
use crate::exit::Failure;
use clap::Args;
use domain::{Diagnostic, Level};
use kinship::{Disaster, PairOptions, Pairs, TypingError};
use std::path::Path;

/// Options for whole disasters.
#[derive(Args)]
pub struct Options {
    #[command(flatten)]
    pub input: Input,
    /// Compare victims and missing persons of different sex too
    #[arg(long)]
    pub ignore_sex: bool,
    /// Let nothing mutate
    #[arg(long)]
    pub no_mutation: bool,
    /// Probability that one copy of an allele is not seen, for samples of a missing person's own things
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    drop_out: f64,
    /// Probability that one copy of an allele is misread, for such samples
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    typing_error: f64,
}

impl Options {
    /// Reads the file.
    pub fn read(&self) -> Result<Disaster, Failure> {
        let disaster = self.read_file(&self.input.file)?;
        Ok(if self.no_mutation {
            disaster.without_mutation()
        } else {
            disaster
        })
    }

    fn read_file(&self, file: &Path) -> Result<Disaster, Failure> {
        let (bytes, options) = (self.input.bytes()?, self.input.options()?);
        let familias = file.extension().is_some_and(|extension| extension == "fam");
        let read = if familias {
            kinship::read_familias
        } else {
            kinship::read_disaster
        };
        read(&bytes, &options).map_err(|problems| unusable(problems, file))
    }

    /// Reads the file with the frequencies of another table.
    pub fn read_with_table(&self, table: &[u8], path: &Path) -> Result<Disaster, Failure> {
        let bytes = self.input.bytes()?;
        let options = self.input.options()?;
        kinship::read_disaster_with_table(&bytes, table, &options)
            .map_err(|problems| unusable(problems, path))
    }

    /// How pairs are compared.
    pub fn pairs(&self) -> Result<PairOptions, Failure> {
        if !(0.0..0.5).contains(&self.drop_out) || !(0.0..0.5).contains(&self.typing_error) {
            let message = "`--drop-out` and `--typing-error` must lie between 0 and 0.5";
            return Err(Failure::Usage(message.into()));
        }
        let typing_error = TypingError {
            drop_out: self.drop_out,
            error: self.typing_error,
        };
        Ok(PairOptions {
            ignore_sex: self.ignore_sex,
            typing_error,
        })
    }
}

/// What somebody should look at before relying on the result.
pub fn remarks(
    disaster: &Disaster,
    pairs: &Pairs,
    options: &PairOptions,
    file: &Path,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
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
        diagnostic.place.file = Some(name.clone());
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
