//! `pandu kinship joint`: who is who, all victims and all families together.

mod assignments;
mod json;
mod report;

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
    /// Names of families of which improbable branches were not followed.
    pub cut: Vec<String>,
    /// Logarithm of the prior odds of an identification, with the two numbers it was made from.
    pub prior: Option<(f64, f64)>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let file = &arguments.options.input.file;
    let log_prior = arguments.log_prior()?;
    let disaster = arguments.options.read()?;
    let options = arguments.options.pairs()?;
    let failed = |error| too_large(error, file);
    let pairs = Pairs::new(&disaster, &options).map_err(failed)?;
    let diagnostics = remarks(&disaster, &pairs, &options, file);
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
    let analysis =
        analyse(disaster, pairs, &states, &options, log_prior, arguments).map_err(failed)?;
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

fn analyse(
    disaster: Disaster,
    pairs: Pairs,
    states: &States,
    options: &PairOptions,
    log_prior: f64,
    arguments: &Arguments,
) -> Result<Analysis, kinship::LikelihoodError> {
    let posterior_options = PosteriorOptions {
        log_prior,
        seed: arguments.seed,
        ..PosteriorOptions::default()
    };
    let posterior = Posterior::new(&disaster, states, &posterior_options);
    let thresholds = Thresholds::default();
    let solution = kinship::solve(&disaster, options, &thresholds)?;
    let count = kinship::count_assignments(&disaster, options.ignore_sex);
    let name = |f: &usize| disaster.families.get(*f).map(|f| f.name.clone());
    let cut = states.cut.iter().filter_map(name).collect();
    let prior = arguments.present.zip(arguments.unreported);
    Ok(Analysis {
        disaster,
        pairs,
        posterior,
        solution,
        thresholds,
        count,
        cut,
        prior,
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
