//! Compares pairs of names: two names a line, parted by a tab, on standard input; one line a pair with how alike they are, from 0
//! to 1, and the level in words. The seconds spent on comparing go to standard error.
//!
//! ```text
//! printf 'MOCH. SOEHARTO\tMUHAMMAD SUHARTO\n' | cargo run --release -p linkage --example compare_names
//! ```

use linkage::{
    compare::{NameLevel, compare_names, levels},
    record::{NameReader, WrittenName},
    schema::Kind,
};
use std::{
    io::{self, BufRead, BufWriter, Write},
    time::Instant,
};

fn main() -> io::Result<()> {
    let pairs: Vec<String> = io::stdin().lock().lines().collect::<Result<_, _>>()?;
    let mut names = NameReader::default();
    let (mut left, mut right) = (WrittenName::default(), WrittenName::default());
    let began = Instant::now();
    let agreements: Vec<(NameLevel, f32)> = pairs
        .iter()
        .map(|pair| {
            let mut sides = pair.split('\t');
            names.read(sides.next().unwrap_or_default(), &mut left);
            names.read(sides.next().unwrap_or_default(), &mut right);
            let (left, right) = (left.name(), right.name());
            let compared = compare_names(left, right);
            (compared.level, compared.similarity(left, right))
        })
        .collect();
    eprintln!("{}", began.elapsed().as_secs_f64());
    let mut out = BufWriter::new(io::stdout().lock());
    for (level, similarity) in agreements {
        // The level ranks first, the similarity within it.
        let all = levels(Kind::Name);
        let score = (level as u8 as f32 + similarity) / all.len() as f32;
        let words = all.get(level as usize).map_or("", |words| words.en);
        writeln!(out, "{score:.6}\t{words}")?;
    }
    out.flush()
}
