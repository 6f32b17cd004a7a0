//! Compares pairs of names: two names a line, parted by a tab, on standard input; one line a pair with how alike they are, from 0
//! to 1, and the level in words. The seconds spent on comparing go to standard error.
//!
//! ```text
//! printf 'MOCH. SOEHARTO\tMUHAMMAD SUHARTO\n' | cargo run --release -p linkage --example compare_names
//! ```

use domain::Language;
use linkage::names::{NameForm, NameKnowledge, NameLevel, compare};
use std::{
    io::{self, BufRead, BufWriter, Write},
    time::Instant,
};

fn main() -> io::Result<()> {
    let pairs: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let names = NameKnowledge::shipped();
    let (mut left, mut right) = (NameForm::default(), NameForm::default());
    let began = Instant::now();
    let agreements: Vec<(NameLevel, f32)> = pairs
        .iter()
        .map(|pair| {
            let mut sides = pair.split('\t');
            names.read(sides.next().unwrap_or_default(), &mut left);
            names.read(sides.next().unwrap_or_default(), &mut right);
            let agreement = compare(&left, &right);
            (agreement.level, agreement.similarity)
        })
        .collect();
    eprintln!("{}", began.elapsed().as_secs_f64());
    let mut out = BufWriter::new(io::stdout().lock());
    for (level, similarity) in agreements {
        // The level ranks first, the similarity within it.
        let below = NameLevel::ALL.iter().position(|other| *other == level);
        let rank = below.unwrap_or(NameLevel::ALL.len()) as f32;
        let score = 1.0 - (rank + 1.0 - similarity) / (NameLevel::ALL.len() + 1) as f32;
        writeln!(out, "{score:.6}\t{}", level.words(Language::En))?;
    }
    out.flush()
}
