//! In which order variables are summed out, found once for a shape and used for every locus.
#![expect(
    clippy::indexing_slicing,
    reason = "slots and variables are numbered by this module alone"
)]

/// A variable by number.
pub(crate) type Variable = u16;

/// Steps that turn factors into one number, or into one table over the variables to keep.
#[derive(Debug)]
pub(crate) struct Plan {
    /// Scope of each slot: the given factors first, then what the steps make.
    scopes: Vec<Vec<Variable>>,
    steps: Vec<Step>,
}

/// Which variable is summed out next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rule {
    /// The one whose neighbours lack the fewest connections (min-fill), then the one with the smallest table.
    Fill,
    /// The same, connections between variables of many values counting more.
    WeightedFill,
    /// The one with the smallest table.
    Cells,
}

/// One product of tables, summed over at most one variable.
#[derive(Debug)]
pub(super) struct Step {
    /// Slots of the tables.
    pub inputs: Vec<usize>,
    /// The variable that is summed out.
    pub eliminate: Option<Variable>,
    /// The first table is the draw of the eliminated variable, a founder's allele.
    pub drawn: bool,
    /// For each input and each variable of the result (and then the eliminated one), its place in the input's scope.
    pub places: Vec<Option<u8>>,
}

/// A table was too large to be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Plan {
    /// Tries several greedy rules and takes the cheapest order. `draws` tells which factors are the draw of a founder's
    /// allele, `weight` is the expected number of values of a variable.
    pub(crate) fn new(
        factors: &[Vec<Variable>],
        draws: &[bool],
        keep: &[Variable],
        weight: &[f64],
    ) -> Self {
        let plans = [Rule::Fill, Rule::WeightedFill, Rule::Cells]
            .map(|rule| Self::greedy(factors, draws, keep, weight, rule));
        let [first, rest @ ..] = plans;
        rest.into_iter().fold(first, |best, next| {
            if next.cost(weight) < best.cost(weight) {
                next
            } else {
                best
            }
        })
    }

    fn greedy(
        factors: &[Vec<Variable>],
        draws: &[bool],
        keep: &[Variable],
        weight: &[f64],
        rule: Rule,
    ) -> Self {
        let variables = weight.len();
        let mut plan = Self {
            scopes: factors.to_vec(),
            steps: Vec::new(),
        };
        let mut live: Vec<usize> = (0..plan.scopes.len()).collect();
        let mut near: Vec<Vec<bool>> = vec![vec![false; variables]; variables];
        for scope in &plan.scopes {
            for &a in scope {
                for &b in scope {
                    near[usize::from(a)][usize::from(b)] = true;
                }
            }
        }
        let mut open: Vec<Variable> = (0..variables as Variable)
            .filter(|v| !keep.contains(v))
            .collect();
        while !open.is_empty() {
            let cost = |v: Variable| {
                let row = &near[usize::from(v)];
                let neighbours: Vec<usize> = (0..variables)
                    .filter(|&n| row[n] && n != usize::from(v))
                    .collect();
                let cells: f64 = neighbours.iter().map(|&n| weight[n]).product();
                let added = |(i, &a): (usize, &usize)| -> f64 {
                    let missing = neighbours[i + 1..].iter().filter(|&&b| !near[a][b]);
                    match rule {
                        Rule::Fill => missing.count() as f64,
                        _ => missing.map(|&b| weight[a] * weight[b]).sum(),
                    }
                };
                let fill: f64 = neighbours.iter().enumerate().map(added).sum();
                if rule == Rule::Cells {
                    (cells, fill)
                } else {
                    (fill, cells)
                }
            };
            let mut best = (0, cost(open[0]));
            for (i, &v) in open.iter().enumerate().skip(1) {
                let candidate = cost(v);
                if candidate < best.1 {
                    best = (i, candidate);
                }
            }
            let v = open.swap_remove(best.0);
            let (mut inputs, rest): (Vec<usize>, Vec<usize>) =
                live.into_iter().partition(|&s| plan.scopes[s].contains(&v));
            live = rest;
            let is_draw = |s: &usize| draws.get(*s).copied().unwrap_or(false);
            inputs.sort_by_key(|s| !is_draw(s));
            let Some(first) = inputs.first() else {
                continue;
            };
            let drawn = is_draw(first);
            live.push(plan.push_step(inputs, v, drawn));
            let neighbours: Vec<usize> = (0..variables)
                .filter(|&n| near[usize::from(v)][n] && n != usize::from(v))
                .collect();
            for &a in &neighbours {
                near[a][usize::from(v)] = false;
                for &b in &neighbours {
                    near[a][b] = true;
                }
            }
        }
        plan.push_last(live, keep);
        plan
    }

    /// Multiplications that the steps need, if variables have about as many values as `weight` says.
    pub(crate) fn cost(&self, weight: &[f64]) -> f64 {
        let given = self.scopes.len() - self.steps.len();
        let work = |(step, scope): (&Step, &Vec<Variable>)| {
            let values = |v: Variable| weight[usize::from(v)];
            let cells: f64 = scope
                .iter()
                .copied()
                .chain(step.eliminate)
                .map(values)
                .product();
            cells * step.inputs.len() as f64
        };
        self.steps.iter().zip(&self.scopes[given..]).map(work).sum()
    }

    fn push_step(&mut self, inputs: Vec<usize>, eliminate: Variable, drawn: bool) -> usize {
        let mut scope: Vec<Variable> = inputs
            .iter()
            .flat_map(|&s| self.scopes[s].iter().copied())
            .collect();
        scope.sort_unstable();
        scope.dedup();
        scope.retain(|v| *v != eliminate);
        self.push(inputs, Some(eliminate), drawn, scope)
    }

    fn push_last(&mut self, inputs: Vec<usize>, keep: &[Variable]) {
        self.push(inputs, None, false, keep.to_vec());
    }

    fn push(
        &mut self,
        inputs: Vec<usize>,
        eliminate: Option<Variable>,
        drawn: bool,
        scope: Vec<Variable>,
    ) -> usize {
        let mut places = Vec::new();
        for &input in &inputs {
            for v in scope.iter().copied().chain(eliminate) {
                places.push(
                    self.scopes[input]
                        .iter()
                        .position(|&w| w == v)
                        .map(|p| p as u8),
                );
            }
        }
        self.scopes.push(scope);
        self.steps.push(Step {
            inputs,
            eliminate,
            drawn,
            places,
        });
        self.scopes.len() - 1
    }

    /// Scopes of the factors that were given.
    pub(super) fn factors(&self) -> &[Vec<Variable>] {
        &self.scopes[..self.scopes.len() - self.steps.len()]
    }

    /// The variables of a slot's table.
    pub(super) fn scope(&self, slot: usize) -> &[Variable] {
        &self.scopes[slot]
    }

    /// The steps with the variables of their results.
    pub(super) fn steps(&self) -> impl Iterator<Item = (&Step, &Vec<Variable>)> {
        self.steps.iter().zip(&self.scopes[self.factors().len()..])
    }
}
