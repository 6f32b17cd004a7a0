//! A model whose mutations leave the population frequencies as they are.

use super::MutationError;

/// Scales what leaves each allele so that the frequencies are stationary and the expected rate stays (method PM of
/// Simonsson and Mostad 2016, Forensic Science International: Genetics 23:217-225).
///
/// With `v` the stationary distribution of the given matrix and `p` the frequencies, the row of allele `i` is scaled by
/// `v_i / p_i` and a constant: what flows from `i` to `j` is then what flows in the equilibrium of the given matrix.
pub(super) fn stationary(rows: &[Vec<f64>], freq: &[f64]) -> Result<Vec<Vec<f64>>, MutationError> {
    let leave = |weights: &[f64]| -> f64 {
        let stay = rows.iter().enumerate().filter_map(|(i, row)| row.get(i));
        weights
            .iter()
            .zip(stay)
            .map(|(w, stay)| w * (1.0 - stay))
            .sum()
    };
    let rate = leave(freq);
    if rate == 0.0 {
        return Ok(rows.to_vec());
    }
    let equilibrium = equilibrium(rows).ok_or(MutationError::NotStationary)?;
    let scale = rate / leave(&equilibrium);
    let mut scaled = rows.to_vec();
    for (i, row) in scaled.iter_mut().enumerate() {
        let (v, p) = equilibrium.get(i).zip(freq.get(i)).unwrap_or((&0.0, &1.0));
        let factor = scale * v / p;
        let mut left = 0.0;
        for (_, cell) in row.iter_mut().enumerate().filter(|(j, _)| *j != i) {
            *cell *= factor;
            left += *cell;
        }
        if !(0.0..=1.0).contains(&left) {
            return Err(MutationError::NotStationary);
        }
        if let Some(stay) = row.get_mut(i) {
            *stay = 1.0 - left;
        }
    }
    Ok(scaled)
}

/// The only distribution that the matrix leaves as it is; `None` if there are several. Elimination of one state after
/// another, without subtractions (Grassmann, Taksar and Heyman 1985).
fn equilibrium(rows: &[Vec<f64>]) -> Option<Vec<f64>> {
    let n = rows.len();
    let mut flow = rows.to_vec();
    for k in (1..n).rev() {
        let last = flow.get(k)?.clone();
        let out: f64 = last.get(..k)?.iter().sum();
        if out <= 0.0 {
            return None;
        }
        for row in flow.get_mut(..k)? {
            let into = row.get(k)? / out;
            if let Some(cell) = row.get_mut(k) {
                *cell = into;
            }
            for (cell, from_last) in row.iter_mut().zip(last.get(..k)?) {
                *cell += into * from_last;
            }
        }
    }
    let mut weights = vec![1.0];
    for k in 1..n {
        let weight = weights
            .iter()
            .zip(&flow)
            .filter_map(|(w, row)| Some(w * row.get(k)?))
            .sum();
        weights.push(weight);
    }
    let total: f64 = weights.iter().sum();
    Some(weights.into_iter().map(|w| w / total).collect())
}
