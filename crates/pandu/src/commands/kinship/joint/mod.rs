//! `pandu kinship joint`: who is who, all victims and all families together.

mod assignments;
mod json;
mod other;
mod report;
mod sensitivity;

use super::{
    Format,
    disaster::{Options, remarks, too_large},
};
use crate::exit::{FailOn, Failure, Outcome};
use clap::Args;
use kinship::{
    Disaster, JointTable, PairOptions, Pairs, Posterior, PosteriorOptions, Search, Solution,
    States, Thresholds,
};
use std::{
    io::{self, BufWriter, Write},
    path::PathBuf,
};

/// Who is who: the probability of each identification over all assignments of victims to missing persons.
#[derive(Args)]
pub struct Arguments {
    #[command(flatten)]
    options: Options,
    /// Probability that a person reported missing is among the bodies (with --unreported; else all assignments are
    /// equally probable beforehand)
    #[arg(long, value_name = "P", requires = "unreported")]
    present: Option<f64>,
    /// Expected number of bodies whom nobody reported missing
    #[arg(long, value_name = "N", requires = "present")]
    unreported: Option<f64>,
    /// Write every assignment with its log-likelihood to a CSV file
    #[arg(long, value_name = "FILE")]
    assignments: Option<PathBuf>,
    /// Most assignments that are written
    #[arg(long, value_name = "N", default_value_t = 2_000_000)]
    limit: usize,
    /// Repeat the question under other assumptions: mutation, substructure, an incomplete list
    #[arg(long)]
    sensitivity: bool,
    /// Another table of allele frequencies for --sensitivity: JSON with `loci`
    #[arg(long, value_name = "FILE", requires = "sensitivity")]
    other_frequencies: Option<PathBuf>,
    /// Seed, used only where there are too many assignments for exact sums
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How the result is printed
    #[arg(long, value_enum, default_value = "table")]
    format: Format,
    #[command(flatten)]
    fail_on: FailOn,
}

/// Everything that a report shows.
pub struct Analysis {
    pub disaster: Disaster,
    pub pairs: Pairs,
    pub posterior: Posterior,
    pub solution: Solution,
    pub thresholds: Thresholds,
    pub count: f64,
    /// Evidence other than DNA, if there is any.
    pub other: Option<other::Other>,
    /// The same under other assumptions, if asked.
    pub scenarios: Vec<sensitivity::Scenario>,
    /// Names of families of which improbable branches were not followed.
    pub cut: Vec<String>,
    /// Logarithm of the prior odds of an identification, with the two numbers it was made from.
    pub prior: Option<(f64, f64)>,
    /// Coefficient of population substructure.
    pub theta: f64,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = &arguments.options.input.file;
    let log_prior = arguments.log_prior()?;
    let (disaster, read) = arguments.options.read(None)?;
    let options = arguments.options.pairs()?;
    let failed = |error| too_large(error, file);
    let pairs = Pairs::new(&disaster, &options).map_err(failed)?;
    let diagnostics = remarks(read, &disaster, &pairs, &options, file);
    for diagnostic in &diagnostics {
        eprintln!("{diagnostic}");
    }
    let search = if arguments.assignments.is_some() {
        Search::Complete
    } else {
        Search::Probable
    };
    let states = States::new(&disaster, pairs.alone(), &options, search).map_err(failed)?;
    if let Some(path) = &arguments.assignments {
        arguments.write_assignments(&disaster, &states, &pairs, path)?;
    }
    let other_table = arguments.other_table()?;
    let inputs = Inputs {
        states: &states,
        options: &options,
        log_prior,
        other_table: other_table.as_ref(),
    };
    let analysis = analyse(disaster, pairs, &inputs, arguments).map_err(failed)?;
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Table => report::print(&analysis, &mut out),
        Format::Json => serde_json::to_writer_pretty(&mut out, &json::json(&analysis))
            .map_err(io::Error::from)
            .and_then(|()| writeln!(out)),
    }
    .and_then(|()| out.flush())
    .map_err(Failure::stdout)?;
    Ok(arguments.fail_on.judge(&diagnostics))
}

/// What an analysis starts from.
struct Inputs<'a> {
    states: &'a States,
    options: &'a PairOptions,
    log_prior: f64,
    other_table: Option<&'a Disaster>,
}

fn analyse(
    disaster: Disaster,
    pairs: Pairs,
    inputs: &Inputs,
    arguments: &Arguments,
) -> Result<Analysis, kinship::LikelihoodError> {
    let Inputs {
        states,
        options,
        log_prior,
        other_table,
    } = *inputs;
    let seed = arguments.seed;
    let posterior_options = PosteriorOptions {
        log_prior,
        seed,
        ..PosteriorOptions::default()
    };
    let posterior = Posterior::new(&disaster, states, &posterior_options);
    let thresholds = Thresholds::default();
    let solution = kinship::solve(&disaster, options, &thresholds)?;
    let other = other::weigh(&disaster, states, options, log_prior, seed);
    let scenarios = if arguments.sensitivity {
        sensitivity::scenarios(&disaster, states, options, &posterior_options, other_table)
    } else {
        Vec::new()
    };
    let name = |cut: &kinship::Cut| disaster.families.get(cut.family).map(|f| f.name.clone());
    Ok(Analysis {
        count: kinship::count_assignments(&disaster, options.ignore_sex),
        cut: states.cut.iter().filter_map(name).collect(),
        theta: options.theta,
        prior: arguments.present.zip(arguments.unreported),
        pairs,
        posterior,
        solution,
        thresholds,
        other,
        scenarios,
        disaster,
    })
}

impl Arguments {
    fn log_prior(&self) -> Result<f64, Failure> {
        match (self.present, self.unreported) {
            (Some(present), Some(unreported))
                if present > 0.0 && present < 1.0 && unreported > 0.0 =>
            {
                Ok(kinship::open_list_prior(present, unreported))
            }
            (None, None) => Ok(0.0),
            _ => Err(Failure::Usage(
                "`--present` must lie between 0 and 1, `--unreported` above 0".into(),
            )),
        }
    }

    fn other_table(&self) -> Result<Option<Disaster>, Failure> {
        let Some(path) = &self.other_frequencies else {
            return Ok(None);
        };
        let table = std::fs::read(path).map_err(|error| Failure::unreadable(path, &error))?;
        let (disaster, _) = self.options.read(Some(&table))?;
        Ok(Some(disaster))
    }

    fn write_assignments(
        &self,
        disaster: &Disaster,
        states: &States,
        pairs: &Pairs,
        path: &std::path::Path,
    ) -> Result<(), Failure> {
        let count = kinship::count_assignments(disaster, self.options.ignore_sex);
        if count > self.limit as f64 {
            let message = format!(
                "{count:.3e} assignments are more than `--limit` {}",
                self.limit
            );
            return Err(Failure::Usage(message));
        }
        let table = JointTable::new(disaster, states, pairs.alone().total());
        assignments::write(disaster, &table, path)
    }
}
