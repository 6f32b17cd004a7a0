//! The loci: names, alleles, mutation models.

use super::Reader;
use crate::case::raw::{RawLocus, RawModel, RawMutation, Text};

/// What the line before the database says, and the loci.
pub(super) struct Database {
    /// Population substructure.
    pub theta: f64,
    pub loci: Vec<RawLocus>,
}

const HEADING: &str = "Theta/Kinship/Fst";

/// Reads the database, wherever it stands: after the line that tells theta come the number of loci, perhaps a name, then 13
/// lines and the alleles each.
pub(super) fn read(reader: &mut Reader) -> Result<Database, String> {
    let start = reader.lines.iter().position(|line| line.contains(HEADING));
    reader.at = start.ok_or("the file has no database of loci")?;
    let line = reader.next().unwrap_or_default();
    let theta = line.split(HEADING).nth(1).unwrap_or_default();
    let theta = theta.trim_matches([':', ' ', ')', '"']).parse();
    let theta = theta.map_err(|_| format!("expected a number after `{HEADING}`"))?;
    let count = reader.count("the number of loci")?;
    if reader.flag() {
        reader.text();
    }
    let loci = (0..count).map(|_| locus(reader));
    Ok(Database {
        theta,
        loci: loci.collect::<Result<_, _>>()?,
    })
}

fn locus(reader: &mut Reader) -> Result<RawLocus, String> {
    let name = reader.text().to_owned();
    let mut rates = [0.0; 2];
    let mut models = [0usize; 2];
    let (mut ranges, mut others) = ([0.0; 2], [0.0; 2]);
    for rate in &mut rates {
        *rate = reader.number("a mutation rate")?;
    }
    for model in &mut models {
        *model = reader.number("a code of a mutation model")?;
    }
    reader.next();
    for range in &mut ranges {
        *range = reader.number("a mutation range")?;
    }
    for other in &mut others {
        *other = reader.number("a second mutation rate")?;
    }
    if reader.flag() {
        return Err(format!(
            "locus `{name}` has a silent allele, which is not supported: its homozygotes may be heterozygotes"
        ));
    }
    reader.next();
    let count = reader.count("the number of alleles")?;
    let (mut alleles, mut freq) = (Vec::new(), Vec::new());
    for _ in 0..count {
        alleles.push(Text::Written(reader.text().to_owned()));
        freq.push(reader.number("a frequency")?);
    }
    let model = |sex: usize| -> Result<RawModel, String> {
        let name = match models.get(sex) {
            Some(0) => "equal",
            Some(1) => "proportional",
            Some(2 | 4) => "stepwise",
            Some(3) => "stationary",
            _ => {
                return Err(format!(
                    "locus `{name}`: a code of a mutation model is 0 to 4"
                ));
            }
        };
        Ok(RawModel {
            model: Some(name.into()),
            rate: rates.get(sex).copied(),
            rate2: others.get(sex).copied(),
            range: ranges.get(sex).copied(),
            matrix: None,
        })
    };
    let mutation = RawMutation {
        female: Some(model(0)?),
        male: Some(model(1)?),
    };
    let none = rates.iter().chain(&others).all(|rate| *rate == 0.0);
    Ok(RawLocus {
        name: Some(name),
        alleles,
        freq,
        x_linked: None,
        mutation: (!none).then_some(mutation),
        genotypes: None,
    })
}
