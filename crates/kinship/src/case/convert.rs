//! From the raw shape of an input to checked pedigrees and loci.

use super::{
    problems::Problems,
    raw::{Ordered, RawLocus, RawModel, RawPedigree, Text},
};
use crate::{Entry, Genotype, Locus, LocusError, MutationModel, Pedigree, PedigreeError};
use domain::Sex;

/// What to do about alleles that a frequency table lacks.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct ReadOptions {
    /// Frequencies below this are raised to it, and alleles that were observed but are not in the table enter with it;
    /// the table is then scaled to sum to 1. Without it such an allele is an error.
    pub minimum_frequency: Option<f64>,
    /// A table that sums to less than 1 gets an allele `rest` for the difference. Without it such a table is an error.
    pub rest_allele: bool,
}

pub(super) const SEX_EXPECTED: &str =
    "sex must be 1 (male), 2 (female) or 0 (not known), or a word for it";

/// Reads `1`, `2` or words; `0` and nothing are *unspecified*.
pub(super) fn sex(text: Option<&Text>) -> Option<Sex> {
    match text.map(Text::text).as_deref() {
        None | Some("" | "0") => Some(Sex::Unspecified),
        Some("1") => Some(Sex::Male),
        Some("2") => Some(Sex::Female),
        Some(word) => Sex::read(word),
    }
}

/// `field` is where the pedigree stands in the input, `family` how messages call it.
pub(super) fn pedigree(
    raw: &RawPedigree,
    field: &str,
    family: &str,
    problems: &mut Problems,
) -> Option<Pedigree> {
    let mut entries = Vec::new();
    let parent = |text: &Option<Text>| {
        text.as_ref()
            .map(Text::text)
            .filter(|id| !matches!(id.as_str(), "0" | "" | "NA"))
    };
    let before = problems.diagnostics().len();
    for member in &raw.members {
        let id = member.id.text();
        let stated = sex(member.sex.as_ref());
        if stated.is_none() {
            let message =
                format!("{family}: sex of `{id}` must be 1 (male), 2 (female) or 0 (not known)");
            problems.error("sex", format!("{field}.members.{id}.sex"), message);
        }
        let sex = stated.unwrap_or(Sex::Unspecified);
        entries.push(Entry {
            id,
            father: parent(&member.fid),
            mother: parent(&member.mid),
            sex,
        });
    }
    let inbreeding = raw
        .founder_inbreeding
        .as_ref()
        .map_or(&[][..], |map| &map.0);
    let twins: Vec<(String, String)> = raw
        .twins
        .iter()
        .map(|(a, b)| (a.text(), b.text()))
        .collect();
    match Pedigree::new(&entries, inbreeding, &twins) {
        Ok(pedigree) => (problems.diagnostics().len() == before).then_some(pedigree),
        Err(errors) => {
            for error in errors {
                problems.error(
                    pedigree_code(&error),
                    format!("{field}.members"),
                    format!("{family}: {error}"),
                );
            }
            None
        }
    }
}

fn pedigree_code(error: &PedigreeError) -> &'static str {
    match error {
        PedigreeError::Duplicate(_) => "duplicate-id",
        PedigreeError::UnknownParent { .. } => "unknown-parent",
        PedigreeError::ParentSex { .. } => "parent-sex",
        PedigreeError::OneParent(_) => "one-parent",
        PedigreeError::OwnAncestor(_) => "own-ancestor",
        PedigreeError::Inbreeding(_) => "founder-inbreeding",
        PedigreeError::Twins(..) => "twins",
    }
}

/// `observed` are the genotypes at this locus as written, to find alleles that the table lacks.
pub(super) fn locus<'a>(
    raw: &RawLocus,
    number: usize,
    field: &str,
    observed: impl Iterator<Item = &'a Text>,
    options: &ReadOptions,
    problems: &mut Problems,
) -> Option<Locus> {
    let name = raw
        .name
        .clone()
        .unwrap_or_else(|| format!("locus {number}"));
    let mut alleles: Vec<String> = raw.alleles.iter().map(Text::text).collect();
    let mut freq = raw.freq.clone();
    let mut report = |error: LocusError| {
        let code = match error {
            LocusError::Sum { .. } | LocusError::Frequency { .. } => "frequencies",
            LocusError::Mutation(_) => "mutation-model",
            _ => "alleles",
        };
        let hint = match error {
            LocusError::Sum { sum } if sum < 1.0 => {
                "; a rest allele can be added where the table is known to be partial"
            }
            _ => "",
        };
        problems.error(
            code,
            field.to_owned(),
            format!("locus `{name}`: {error}{hint}"),
        );
    };
    if let Some(minimum) = options.minimum_frequency {
        for text in observed {
            for part in text.text().split('/').map(str::trim) {
                let known = matches!(part, "" | "-" | "NA" | "?" | "0")
                    || alleles.iter().any(|a| a == part);
                if !known && alleles.len() == freq.len() {
                    alleles.push(part.to_owned());
                    freq.push(minimum);
                }
            }
        }
        for p in &mut freq {
            *p = p.max(minimum);
        }
        let sum: f64 = freq.iter().sum();
        if sum > 1.0 {
            freq.iter_mut().for_each(|p| *p /= sum);
        }
    }
    let sum: f64 = freq.iter().sum();
    if options.rest_allele && sum < 1.0 - 1e-9 && alleles.len() == freq.len() {
        alleles.push("rest".into());
        freq.push(1.0 - sum);
    }
    let mut locus = match Locus::new(name.clone(), alleles, freq, raw.x_linked.unwrap_or(false)) {
        Ok(locus) => locus,
        Err(error) => {
            report(error);
            return None;
        }
    };
    if let Some(mutation) = &raw.mutation {
        let mut models = Vec::new();
        // One sex alone stands for both.
        let male = mutation.male.as_ref().or(mutation.female.as_ref());
        let female = mutation.female.as_ref().or(mutation.male.as_ref());
        for raw in [male, female].into_iter().flatten() {
            match model(raw) {
                Ok(model) => models.push(model),
                Err(message) => {
                    problems.error(
                        "mutation-model",
                        format!("{field}.mutation"),
                        format!("locus `{name}`: {message}"),
                    );
                    return None;
                }
            }
        }
        if let [male, female] = models.as_slice()
            && (male.is_some() || female.is_some())
        {
            let none = MutationModel::Equal { rate: 0.0 };
            match locus.with_mutation(
                male.as_ref().unwrap_or(&none),
                female.as_ref().unwrap_or(&none),
            ) {
                Ok(with) => locus = with,
                Err(error) => {
                    problems.error(
                        "mutation-model",
                        format!("{field}.mutation"),
                        format!("locus `{name}`: {error}"),
                    );
                    return None;
                }
            }
        }
    }
    Some(locus)
}

fn model(raw: &RawModel) -> Result<Option<MutationModel>, String> {
    if let Some(rows) = &raw.matrix {
        return Ok(Some(MutationModel::Custom(rows.clone())));
    }
    let name = raw.model.as_deref().unwrap_or("equal").to_lowercase();
    let need = |value: Option<f64>, parameter: &str| {
        value.ok_or_else(|| format!("the mutation model `{name}` needs `{parameter}`"))
    };
    Ok(Some(match name.as_str() {
        "none" | "trivial" => return Ok(None),
        "equal" => MutationModel::Equal {
            rate: need(raw.rate, "rate")?,
        },
        "proportional" | "prop" => MutationModel::Proportional {
            rate: need(raw.rate, "rate")?,
        },
        "stepwise" => MutationModel::Stepwise {
            rate: need(raw.rate, "rate")?,
            rate2: raw.rate2.unwrap_or(0.0),
            range: need(raw.range, "range")?,
        },
        "stationary" | "stepwise-stationary" => MutationModel::StationaryStepwise {
            rate: need(raw.rate, "rate")?,
            rate2: raw.rate2.unwrap_or(0.0),
            range: need(raw.range, "range")?,
        },
        "onestep" | "one-step" => MutationModel::OneStep {
            rate: need(raw.rate, "rate")?,
        },
        "dawid" => MutationModel::Dawid {
            rate: need(raw.rate, "rate")?,
            range: need(raw.range, "range")?,
        },
        "custom" | "random" => {
            return Err(format!("the mutation model `{name}` needs its `matrix`"));
        }
        _ => {
            return Err("expected a mutation model `equal`, `proportional`, `stepwise`, `stationary`, `onestep`, `dawid` or `custom`".into());
        }
    }))
}

/// Genotypes of one person; `single` tells at which loci there is one allele.
pub(super) fn genotypes(
    raw: &Ordered<Option<Text>>,
    loci: &[Locus],
    sex: Sex,
    field: &str,
    person: &str,
    problems: &mut Problems,
) -> Vec<Genotype> {
    let mut genotypes = vec![Genotype::Missing; loci.len()];
    let mut read = vec![false; loci.len()];
    for (name, text) in &raw.0 {
        let at = format!("{field}.{name}");
        let Some(index) = loci.iter().position(|l| l.name() == name) else {
            let alike = |l: &&Locus| plain(l.name()) == plain(name);
            let hint = loci
                .iter()
                .find(alike)
                .map_or(String::new(), |l| format!("; is it `{}`?", l.name()));
            problems.error(
                "unknown-locus",
                at,
                format!("{person}: locus `{name}` is not in the list of loci{hint}"),
            );
            continue;
        };
        let (Some(locus), Some(slot), Some(flag)) = (
            loci.get(index),
            genotypes.get_mut(index),
            read.get_mut(index),
        ) else {
            continue;
        };
        if std::mem::replace(flag, true) {
            problems.error(
                "duplicate-locus",
                at,
                format!("{person}: locus `{name}` is given twice"),
            );
            continue;
        }
        let Some(text) = text else { continue };
        let single = locus.x_linked() && sex == Sex::Male;
        match locus.read_genotype(&text.text(), single) {
            Ok(genotype) => *slot = genotype,
            Err(error) => {
                let message = format!("{person}: locus `{name}`: {error}");
                problems.error_at("genotype", text.place(&at), message);
            }
        }
    }
    genotypes
}

/// A name without what laboratories write differently.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}
