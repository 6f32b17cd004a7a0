//! The matrices of the models, row by row.

use super::MutationError;

pub(super) fn square(n: usize, cell: impl Fn(usize, usize) -> f64) -> Vec<Vec<f64>> {
    (0..n)
        .map(|i| (0..n).map(|j| cell(i, j)).collect())
        .collect()
}

pub(super) fn unit(parameter: &'static str, found: f64) -> Result<(), MutationError> {
    if (0.0..=1.0).contains(&found) {
        return Ok(());
    }
    Err(MutationError::Parameter {
        parameter,
        range: "[0, 1]",
        found,
    })
}

fn integers(model: &'static str, alleles: &[String]) -> Result<Vec<f64>, MutationError> {
    numbers(model, "integer alleles", alleles, |x| x.fract() == 0.0)
}

fn numbers(
    model: &'static str,
    needs: &'static str,
    alleles: &[String],
    accept: impl Fn(f64) -> bool,
) -> Result<Vec<f64>, MutationError> {
    alleles
        .iter()
        .map(|name| {
            let number = name
                .trim()
                .parse::<f64>()
                .ok()
                .filter(|x| x.is_finite() && accept(*x));
            number.ok_or_else(|| MutationError::AlleleName {
                model,
                needs,
                allele: name.clone(),
            })
        })
        .collect()
}

pub(super) fn one_step(alleles: &[String], rate: f64) -> Result<Vec<Vec<f64>>, MutationError> {
    unit("rate", rate)?;
    let steps = integers("onestep", alleles)?;
    let row = |(i, from): (usize, &f64)| {
        let near: Vec<bool> = steps.iter().map(|to| (to - from).abs() == 1.0).collect();
        let count = near.iter().filter(|near| **near).count() as f64;
        let stay = if count > 0.0 { 1.0 - rate } else { 1.0 };
        let cell = |(j, near): (usize, &bool)| match near {
            true => rate / count,
            false if i == j => stay,
            false => 0.0,
        };
        near.iter().enumerate().map(cell).collect()
    };
    Ok(steps.iter().enumerate().map(row).collect())
}

pub(super) fn stepwise(
    alleles: &[String],
    rate: f64,
    rate2: f64,
    range: f64,
) -> Result<Vec<Vec<f64>>, MutationError> {
    unit("rate", rate)?;
    unit("rate2", rate2)?;
    unit("rate + rate2", rate + rate2)?;
    if !(range > 0.0 && range.is_finite()) {
        return Err(MutationError::Parameter {
            parameter: "range",
            range: "(0, inf)",
            found: range,
        });
    }
    let one_decimal = |x: f64| (x * 10.0 - (x * 10.0).round()).abs() < 1e-6;
    let lengths = numbers(
        "stepwise",
        "alleles with at most one decimal",
        alleles,
        one_decimal,
    )?;
    if lengths.len() == 1 {
        return Ok(vec![vec![1.0]]);
    }
    let group = |x: f64| ((x - x.floor()) * 10.0).round() as i32;
    let row = |(i, from): (usize, &f64)| {
        let steps = |(j, to): (usize, &f64)| {
            (i != j && group(*to) == group(*from)).then(|| range.powf((to - from).abs()))
        };
        let weights: Vec<Option<f64>> = lengths.iter().enumerate().map(steps).collect();
        let total: f64 = weights.iter().flatten().sum();
        let strangers = lengths
            .iter()
            .filter(|to| group(**to) != group(*from))
            .count();
        let leave = if total > 0.0 { rate } else { 0.0 };
        let change = if strangers > 0 { rate2 } else { 0.0 };
        let cell = |(j, weight): (usize, &Option<f64>)| match weight {
            Some(weight) => weight / total * rate,
            None if i == j => 1.0 - leave - change,
            None => change / strangers as f64,
        };
        weights.iter().enumerate().map(cell).collect()
    };
    Ok(lengths.iter().enumerate().map(row).collect())
}

pub(super) fn dawid(
    alleles: &[String],
    freq: &[f64],
    rate: f64,
    range: f64,
) -> Result<Vec<Vec<f64>>, MutationError> {
    unit("rate", rate)?;
    if !(range > 0.0 && range < 1.0) {
        return Err(MutationError::Parameter {
            parameter: "range",
            range: "(0, 1)",
            found: range,
        });
    }
    integers("dawid", alleles)?;
    let n = alleles.len();
    if n == 1 {
        return Ok(vec![vec![1.0]]);
    }
    let series = (1.0 - range.powi(n as i32)) / (1.0 - range);
    let scale = rate * (1.0 - range) / (2.0 * range * (n as f64 - series));
    let mut rows = square(n, |i, j| match i.abs_diff(j) {
        0 => 0.0,
        steps => scale / freq.get(i).copied().unwrap_or(0.0) * range.powi(steps as i32),
    });
    for (i, row) in rows.iter_mut().enumerate() {
        let leave: f64 = row.iter().sum();
        if leave > 1.0 || !leave.is_finite() {
            return Err(MutationError::TooLarge {
                rate,
                largest: rate / leave,
            });
        }
        if let Some(stay) = row.get_mut(i) {
            *stay = 1.0 - leave;
        }
    }
    Ok(rows)
}
