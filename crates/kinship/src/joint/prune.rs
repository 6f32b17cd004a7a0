//! Leaves out family states that cannot matter, with a bound on the probability that is lost.
#![expect(
    clippy::indexing_slicing,
    reason = "families and victims are numbered by the disaster"
)]

/// A family state as the posterior sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    /// Index in the list of the family's states.
    pub state: usize,
    /// Victims that it takes.
    pub victims: Vec<usize>,
    /// Logarithm of its weight: likelihood ratio, other evidence, prior.
    pub weight: f64,
}

/// Leaves out every state of which all assignments together are at most `tolerance` of the whole; returns a bound on
/// the share of all that were left out.
///
/// For a state, the assignments that contain it weigh at most its own weight times, for every other family, the sum of
/// that family's states which do not take one of its victims. An assignment with several states that are left out is
/// counted with the first of them, so that later rounds may use what is left. `absent` are families with the logarithm of
/// the weight of states that are not in their lists at all.
pub(super) fn prune(
    families: &mut [Vec<Choice>],
    victims: usize,
    absent: &[(usize, f64)],
    tolerance: f64,
) -> f64 {
    let floor = greedy(families, victims);
    let all: Vec<f64> = families.iter().map(|family| weight(family)).collect();
    let total: f64 = all.iter().sum();
    let share = |(family, weight): &(usize, f64)| (weight + total - all[*family] - floor).exp();
    let mut lost = absent.iter().map(share).fold(0.0, |a, b| a + b);
    for family in families.iter_mut() {
        family.retain(|choice| choice.weight > f64::NEG_INFINITY);
    }
    loop {
        let sums = Sums::new(families, victims);
        let mut changed = false;
        for (f, family) in families.iter_mut().enumerate() {
            family.retain(|choice| {
                if choice.victims.is_empty() {
                    return true;
                }
                let share = (choice.weight + sums.others(f, &choice.victims) - floor).exp();
                if share >= tolerance {
                    return true;
                }
                lost += share;
                changed = true;
                false
            });
        }
        if !changed {
            return lost;
        }
    }
}

/// The weight of one good assignment: a lower bound of the whole.
fn greedy(families: &[Vec<Choice>], victims: usize) -> f64 {
    let mut all: Vec<(usize, &Choice)> = families
        .iter()
        .enumerate()
        .flat_map(|(f, family)| family.iter().map(move |choice| (f, choice)))
        .collect();
    all.sort_by(|a, b| b.1.weight.total_cmp(&a.1.weight));
    let mut used = vec![false; victims];
    let mut done = vec![false; families.len()];
    let mut total = 0.0;
    for (f, choice) in all {
        if !done[f] && choice.victims.iter().all(|v| !used[*v]) {
            done[f] = true;
            choice.victims.iter().for_each(|v| used[*v] = true);
            total += choice.weight;
        }
    }
    total
}

/// Logarithms of sums of weights by family, without the states that take a given victim.
struct Sums {
    /// By family: sum over all states.
    all: Vec<f64>,
    /// By victim, then family.
    without: Vec<Vec<f64>>,
    total: f64,
}

impl Sums {
    fn new(families: &[Vec<Choice>], victims: usize) -> Self {
        let all: Vec<f64> = families.iter().map(|family| weight(family)).collect();
        let mut without = vec![all.clone(); victims];
        for (f, family) in families.iter().enumerate() {
            let mut taken = vec![false; victims];
            family
                .iter()
                .flat_map(|c| &c.victims)
                .for_each(|v| taken[*v] = true);
            for (v, row) in without.iter_mut().enumerate().filter(|(v, _)| taken[*v]) {
                row[f] = log_sum(
                    family
                        .iter()
                        .filter(|c| !c.victims.contains(&v))
                        .map(|c| c.weight),
                );
            }
        }
        let total = all.iter().sum();
        Self {
            all,
            without,
            total,
        }
    }

    fn others(&self, family: usize, victims: &[usize]) -> f64 {
        match victims {
            [] => self.total - self.all[family],
            [one] => self.without[*one]
                .iter()
                .enumerate()
                .filter(|(f, _)| *f != family)
                .map(|(_, s)| s)
                .sum(),
            several => (0..self.all.len())
                .filter(|f| *f != family)
                .map(|f| {
                    several
                        .iter()
                        .map(|v| self.without[*v][f])
                        .fold(f64::INFINITY, f64::min)
                })
                .sum(),
        }
    }
}

/// Logarithm of the weight of all choices together.
fn weight(family: &[Choice]) -> f64 {
    log_sum(family.iter().map(|choice| choice.weight))
}

/// The logarithm of a sum of exponentials.
pub(super) fn log_sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let largest = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if largest == f64::NEG_INFINITY {
        return largest;
    }
    largest + terms.map(|t| (t - largest).exp()).sum::<f64>().ln()
}
