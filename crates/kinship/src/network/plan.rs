//! In which order variables are summed out, found once for a shape and used for every locus.
#![expect(
    clippy::indexing_slicing,
    reason = "slots and variables are numbered by this module alone"
)]

use super::weight::Weight;

/// A variable by number.
pub(crate) type Variable = u16;

/// The largest table that is tried: 2^26 cells, half a gigabyte.
const LARGEST_TABLE: usize = 1 << 26;

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

#[derive(Debug)]
struct Step {
    inputs: Vec<usize>,
    eliminate: Option<Variable>,
    /// For each input and each variable of the result (and then the eliminated one), its place in the input's scope.
    places: Vec<Option<u8>>,
}

/// A table was too large to be computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TooLarge;

impl Plan {
    /// Tries several greedy rules and takes the cheapest order. `weight` is the expected number of values of a variable.
    pub(crate) fn new(factors: &[Vec<Variable>], keep: &[Variable], weight: &[f64]) -> Self {
        let plans = [Rule::Fill, Rule::WeightedFill, Rule::Cells]
            .map(|rule| Self::greedy(factors, keep, weight, rule));
        let [first, rest @ ..] = plans;
        rest.into_iter().fold(first, |best, next| {
            if next.cost(weight) < best.cost(weight) {
                next
            } else {
                best
            }
        })
    }

    fn greedy(factors: &[Vec<Variable>], keep: &[Variable], weight: &[f64], rule: Rule) -> Self {
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
            let (inputs, rest): (Vec<usize>, Vec<usize>) =
                live.into_iter().partition(|&s| plan.scopes[s].contains(&v));
            live = rest;
            if inputs.is_empty() {
                continue;
            }
            live.push(plan.push_step(inputs, Some(v)));
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

    fn push_step(&mut self, inputs: Vec<usize>, eliminate: Option<Variable>) -> usize {
        let mut scope: Vec<Variable> = inputs
            .iter()
            .flat_map(|&s| self.scopes[s].iter().copied())
            .collect();
        scope.sort_unstable();
        scope.dedup();
        scope.retain(|v| Some(*v) != eliminate);
        self.push(inputs, eliminate, scope)
    }

    fn push_last(&mut self, inputs: Vec<usize>, keep: &[Variable]) {
        self.push(inputs, None, keep.to_vec());
    }

    fn push(
        &mut self,
        inputs: Vec<usize>,
        eliminate: Option<Variable>,
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
            places,
        });
        self.scopes.len() - 1
    }

    /// Scopes of the factors that were given.
    pub(crate) fn factors(&self) -> &[Vec<Variable>] {
        &self.scopes[..self.scopes.len() - self.steps.len()]
    }

    /// Runs the steps. `sizes` is the number of values of each variable; `run` holds the tables of the factors.
    /// The result stays in `run`; the logarithm of its scale is returned.
    pub(crate) fn execute<W: Weight>(
        &self,
        sizes: &[usize],
        run: &mut Run<W>,
    ) -> Result<f64, TooLarge> {
        let mut log_scale = 0.0;
        for (step, scope) in self
            .steps
            .iter()
            .zip(&self.scopes[self.scopes.len() - self.steps.len()..])
        {
            let mut cells = 1usize;
            for &v in scope {
                cells = cells
                    .checked_mul(sizes[usize::from(v)])
                    .filter(|n| *n <= LARGEST_TABLE)
                    .ok_or(TooLarge)?;
            }
            run.prepare(step, scope, &self.scopes, sizes);
            let start = run.cells.len();
            run.cells.resize(start + cells, W::constant(0.0));
            let (tables, result) = run.cells.split_at_mut(start);
            let summed = step.eliminate.map_or(1, |v| sizes[usize::from(v)]);
            sum_out(tables, result, &mut run.walk, summed);
            run.starts.push(start);
            log_scale += rescale(result);
        }
        Ok(log_scale)
    }
}

/// Tables and counters that are used again from one evaluation to the next.
pub(crate) struct Run<W> {
    /// All tables, one after another.
    pub cells: Vec<W>,
    /// Where each slot begins.
    pub starts: Vec<usize>,
    walk: Walk,
}

/// Positions in the inputs while the result is walked through in row-major order.
#[derive(Default)]
struct Walk {
    /// Where each input stands.
    at: Vec<usize>,
    /// Number of values of each variable of the result.
    sizes: Vec<usize>,
    digits: Vec<usize>,
    /// For each input, the step of each variable of the result, then that of the eliminated one.
    strides: Vec<usize>,
}

impl<W> Default for Run<W> {
    fn default() -> Self {
        Self {
            cells: Vec::new(),
            starts: Vec::new(),
            walk: Walk::default(),
        }
    }
}

impl<W: Weight> Run<W> {
    /// Forgets the last evaluation.
    pub(crate) fn clear(&mut self) {
        self.cells.clear();
        self.starts.clear();
    }

    /// The table that the last step made.
    pub(crate) fn result(&self) -> &[W] {
        self.starts
            .last()
            .map_or(&[], |start| &self.cells[*start..])
    }

    fn prepare(
        &mut self,
        step: &Step,
        scope: &[Variable],
        scopes: &[Vec<Variable>],
        sizes: &[usize],
    ) {
        let walk = &mut self.walk;
        walk.at.clear();
        walk.strides.clear();
        walk.sizes.clear();
        walk.sizes
            .extend(scope.iter().map(|&v| sizes[usize::from(v)]));
        walk.digits.clear();
        walk.digits.resize(scope.len(), 0);
        let width = scope.len() + usize::from(step.eliminate.is_some());
        for (i, &input) in step.inputs.iter().enumerate() {
            walk.at.push(self.starts[input]);
            let inner = &scopes[input];
            for place in &step.places[i * width..(i + 1) * width] {
                let stride = place.map_or(0, |place| {
                    inner[usize::from(place) + 1..]
                        .iter()
                        .map(|&v| sizes[usize::from(v)])
                        .product()
                });
                walk.strides.push(stride);
            }
            if step.eliminate.is_none() {
                walk.strides.push(0);
            }
        }
    }
}

/// Fills `result` with the sum over the eliminated variable of the product of the inputs.
fn sum_out<W: Weight>(tables: &[W], result: &mut [W], walk: &mut Walk, summed: usize) {
    let width = walk.sizes.len() + 1;
    let inputs = walk.at.len();
    for cell in result {
        let mut total = W::constant(0.0);
        match inputs {
            1 => {
                let (a, da) = (walk.at[0], walk.strides[width - 1]);
                for e in 0..summed {
                    total.add(tables[a + e * da].clone());
                }
            }
            2 => {
                let (a, da) = (walk.at[0], walk.strides[width - 1]);
                let (b, db) = (walk.at[1], walk.strides[2 * width - 1]);
                for e in 0..summed {
                    total.add(tables[a + e * da].times(&tables[b + e * db]));
                }
            }
            _ => {
                for e in 0..summed {
                    let mut product = W::constant(1.0);
                    for (i, &at) in walk.at.iter().enumerate() {
                        product =
                            product.times(&tables[at + e * walk.strides[(i + 1) * width - 1]]);
                    }
                    total.add(product);
                }
            }
        }
        *cell = total;
        // The next cell: like an odometer, the last variable turns fastest.
        for digit in (0..walk.sizes.len()).rev() {
            walk.digits[digit] += 1;
            if walk.digits[digit] < walk.sizes[digit] {
                for i in 0..inputs {
                    walk.at[i] += walk.strides[i * width + digit];
                }
                break;
            }
            walk.digits[digit] = 0;
            for i in 0..inputs {
                walk.at[i] -= walk.strides[i * width + digit] * (walk.sizes[digit] - 1);
            }
        }
    }
}

/// Keeps tables of large pedigrees within the range of `f64`; returns the logarithm of what was divided out.
fn rescale<W: Weight>(table: &mut [W]) -> f64 {
    const STEP: f64 = 1e150;
    let largest = table.iter().map(Weight::magnitude).fold(0.0, f64::max);
    if largest == 0.0 || largest > 1.0 / STEP {
        return 0.0;
    }
    for cell in table {
        cell.scale(STEP);
    }
    -STEP.ln()
}
