//! `pandu model`: what a model of linkage believes.

use super::link::files::read_model;
use crate::exit::{Failure, Outcome};
use clap::Args;
use domain::Language;
use linkage::{
    compare::levels,
    model::{Belief, Model},
};
use std::{io::Write, path::PathBuf};

/// Show what a model believes: how often each level occurs among pairs of one person and of two
#[derive(Args)]
pub struct Show {
    /// The model, as `pandu link --save-model` writes it
    model: PathBuf,
    /// Bahasa Indonesia (id) or English (en)
    #[arg(long, value_name = "LANGUAGE", default_value = "id")]
    language: Language,
}

/// Runs the command.
pub fn run(arguments: &Show) -> Result<Outcome, Failure> {
    let model = read_model(&arguments.model)?;
    let mut out = std::io::stdout().lock();
    print(&model, arguments.language, &mut out).map_err(Failure::stdout)?;
    Ok(Outcome::Read)
}

fn print(model: &Model, language: Language, out: &mut impl Write) -> std::io::Result<()> {
    let say = |id: &'static str, en: &'static str| match language {
        Language::Id => id,
        Language::En => en,
    };
    let training = &model.training;
    writeln!(
        out,
        "{} {}: {:.1} % {}",
        say("model versi", "model of version"),
        model.version,
        100.0 * model.share,
        say(
            "baris kanan diharapkan ada di kiri",
            "of right rows are expected on the left"
        ),
    )?;
    if training.rounds == 0 {
        writeln!(
            out,
            "{}",
            say(
                "keyakinan bawaan, belum dipelajari",
                "built-in beliefs, nothing learned"
            )
        )?;
    } else {
        writeln!(
            out,
            "{} {} x {}, {} {}, {} {}{}",
            say("dipelajari dari", "learned from"),
            training.left_rows,
            training.right_rows,
            training.pairs,
            say("pasangan", "pairs"),
            training.rounds,
            say("putaran", "rounds"),
            if training.converged {
                ""
            } else {
                say(", belum mantap", ", not settled")
            },
        )?;
    }
    for belief in &model.comparisons {
        comparison(belief, language, out)?;
    }
    Ok(())
}

fn comparison(belief: &Belief, language: Language, out: &mut impl Write) -> std::io::Result<()> {
    let by_value = match language {
        Language::Id => "menurut nilai",
        Language::En => "by value",
    };
    let headings = match language {
        Language::Id => ["satu orang", "dua orang", "bit"],
        Language::En => ["one person", "two persons", "bits"],
    };
    let [one, two, bits] = headings;
    writeln!(out, "\n{:<56}{one:>12}{two:>16}{bits:>8}", belief.name)?;
    for (level, words) in belief.levels.iter().zip(levels(belief.kind).iter().skip(1)) {
        let words = match language {
            Language::Id => words.id,
            Language::En => words.en,
        };
        write!(out, "  {words:<54}{:>12.5}", level.m)?;
        match level.u {
            Some(u) => writeln!(out, "{u:>16.7}{:>+8.1}", (level.m / u).log2())?,
            None => writeln!(out, "{by_value:>16}{:>+8.1} +", level.m.log2())?,
        }
    }
    Ok(())
}
