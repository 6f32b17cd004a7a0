//! Carrying out a plan: products of tables, summed over one variable after another.
#![expect(
    clippy::indexing_slicing,
    reason = "slots and variables are numbered by this module alone"
)]

use super::{
    plan::{Plan, Step, TooLarge, Variable},
    weight::Weight,
};

/// The largest table that is tried: 2^26 cells, half a gigabyte.
const LARGEST_TABLE: usize = 1 << 26;
/// The most terms that the cells of one table may have together.
const MOST_TERMS: usize = 1 << 21;

/// Tables and counters that are used again from one evaluation to the next.
pub(super) struct Run<W> {
    /// All tables, one after another.
    pub cells: Vec<W>,
    /// Where each slot begins.
    pub starts: Vec<usize>,
    walk: Walk,
}

/// Positions in the tables of one step while the result is walked through.
#[derive(Default)]
struct Walk {
    /// Number of values of each variable of the result.
    sizes: Vec<usize>,
    digits: Vec<usize>,
    /// Number of values of the variable that is summed out, 1 if none is.
    summed: usize,
    /// The variable of the result with the most values: it is walked through in the innermost loop.
    inner: usize,
    /// Distance of neighbours along the inner variable in the result.
    step: usize,
    tables: Vec<Cursor>,
    /// For each table, its step along each variable of the result.
    strides: Vec<usize>,
    /// Steps along each variable in the result itself.
    own: Vec<usize>,
}

/// Where one table stands.
#[derive(Clone, Copy)]
struct Cursor {
    at: usize,
    /// Its step along the variable that is summed out.
    summed: usize,
    /// Its step along the inner variable; 0 if it does not depend on it.
    inner: usize,
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
    pub(super) fn clear(&mut self) {
        self.cells.clear();
        self.starts.clear();
    }

    /// The table that the last step made.
    pub(super) fn result(&self) -> &[W] {
        self.starts
            .last()
            .map_or(&[], |start| &self.cells[*start..])
    }

    /// Runs the steps of a plan. `sizes` is the number of values of each variable, `drawn` tells which of them take every
    /// value of a founder's allele; the tables of the factors are in place. The logarithm of the result's scale is
    /// returned.
    pub(super) fn execute(
        &mut self,
        plan: &Plan,
        sizes: &[usize],
        drawn: &[bool],
    ) -> Result<f64, TooLarge> {
        let mut log_scale = 0.0;
        for (step, scope) in plan.steps() {
            let mut cells = 1usize;
            for &v in scope {
                cells = cells
                    .checked_mul(sizes[usize::from(v)])
                    .filter(|n| *n <= LARGEST_TABLE)
                    .ok_or(TooLarge)?;
            }
            self.prepare(step, scope, plan, sizes);
            let start = self.cells.len();
            self.cells.resize(start + cells, W::constant(0.0));
            let (tables, result) = self.cells.split_at_mut(start);
            let founder = step.drawn && step.eliminate.is_some_and(|v| drawn[usize::from(v)]);
            if W::SYMBOLIC && founder {
                average(tables, result, &mut self.walk);
            } else {
                sum_out(tables, result, &mut self.walk);
            }
            if W::SYMBOLIC && result.iter().map(Weight::terms).sum::<usize>() > MOST_TERMS {
                return Err(TooLarge);
            }
            self.starts.push(start);
            log_scale += rescale(result);
        }
        Ok(log_scale)
    }

    fn prepare(&mut self, step: &Step, scope: &[Variable], plan: &Plan, sizes: &[usize]) {
        let walk = &mut self.walk;
        let size = |v: Variable| sizes[usize::from(v)];
        walk.sizes.clear();
        walk.sizes.extend(scope.iter().map(|&v| size(v)));
        walk.digits.clear();
        walk.digits.resize(scope.len(), 0);
        walk.summed = step.eliminate.map_or(1, size);
        walk.inner = (0..scope.len()).max_by_key(|i| walk.sizes[*i]).unwrap_or(0);
        walk.own.clear();
        walk.own
            .extend((0..scope.len()).map(|i| walk.sizes[i + 1..].iter().product::<usize>()));
        walk.step = walk.own.get(walk.inner).copied().unwrap_or(1);
        walk.tables.clear();
        walk.strides.clear();
        let width = scope.len() + usize::from(step.eliminate.is_some());
        for (i, &input) in step.inputs.iter().enumerate() {
            let inside = plan.scope(input);
            let stride = |place: &Option<u8>| {
                place.map_or(0, |place| {
                    inside[usize::from(place) + 1..]
                        .iter()
                        .map(|&v| size(v))
                        .product()
                })
            };
            let places = &step.places[i * width..(i + 1) * width];
            walk.strides
                .extend(places[..scope.len()].iter().map(stride));
            walk.tables.push(Cursor {
                at: self.starts[input],
                summed: places.get(scope.len()).map_or(0, stride),
                inner: places
                    .get(walk.inner)
                    .filter(|_| !scope.is_empty())
                    .map_or(0, stride),
            });
        }
    }
}

impl Walk {
    /// Length of the innermost loop.
    fn length(&self) -> usize {
        self.sizes.get(self.inner).copied().unwrap_or(1)
    }

    /// Goes on to the next row of the result; `row` is its first cell.
    fn next(&mut self, row: &mut usize) {
        let width = self.sizes.len();
        // Like an odometer, the last variable turns fastest.
        for digit in (0..width).rev().filter(|d| *d != self.inner) {
            self.digits[digit] += 1;
            let (forward, back) = if self.digits[digit] < self.sizes[digit] {
                (1, 0)
            } else {
                self.digits[digit] = 0;
                (0, self.sizes[digit] - 1)
            };
            for (i, table) in self.tables.iter_mut().enumerate() {
                let stride = self.strides[i * width + digit];
                table.at = table.at + forward * stride - back * stride;
            }
            *row = *row + forward * self.own[digit] - back * self.own[digit];
            if forward == 1 {
                return;
            }
        }
    }
}

/// Fills `result` with the sum over the eliminated variable of the product of the tables.
fn sum_out<W: Weight>(tables: &[W], result: &mut [W], walk: &mut Walk) {
    let length = walk.length();
    // Tables that do not depend on the inner variable are multiplied once a row.
    let mut row = 0;
    for _ in 0..result.len() / length {
        for e in 0..walk.summed {
            let mut factor = W::constant(1.0);
            let mut varying = [(0, 0); 2];
            let mut count = 0;
            for table in &walk.tables {
                let at = table.at + e * table.summed;
                if table.inner == 0 {
                    factor = factor.times(&tables[at]);
                } else {
                    if let Some(slot) = varying.get_mut(count) {
                        *slot = (at, table.inner);
                    }
                    count += 1;
                }
            }
            if factor.magnitude() == 0.0 {
                continue;
            }
            let [(a, da), (b, db)] = varying;
            let cells = (0..length).map(|c| (c, row + c * walk.step));
            match count {
                0 => cells.for_each(|(_, at)| result[at].add(factor.clone())),
                1 if da == 1 && walk.step == 1 => {
                    let pairs = result[row..row + length]
                        .iter_mut()
                        .zip(&tables[a..a + length]);
                    pairs.for_each(|(cell, value)| cell.add(factor.times(value)));
                }
                1 => cells.for_each(|(c, at)| result[at].add(factor.times(&tables[a + c * da]))),
                2 => cells.for_each(|(c, at)| {
                    let product = tables[a + c * da].times(&tables[b + c * db]);
                    result[at].add(factor.times(&product));
                }),
                _ => cells.for_each(|(c, at)| {
                    let mut product = factor.clone();
                    for table in walk.tables.iter().filter(|t| t.inner > 0) {
                        let place = table.at + e * table.summed + c * table.inner;
                        product = product.times(&tables[place]);
                    }
                    result[at].add(product);
                }),
            }
        }
        walk.next(&mut row);
    }
}

/// The same where the eliminated variable is a founder's allele, whose draw is the first table: the mean over the draws
/// of the product of the others.
fn average<W: Weight>(tables: &[W], result: &mut [W], walk: &mut Walk) {
    let length = walk.length();
    let mut row = 0;
    for _ in 0..result.len() / length {
        for c in 0..length {
            let product = |e: usize| {
                let others = walk.tables[1..].iter();
                others.fold(W::constant(1.0), |product, table| {
                    product.times(&tables[table.at + e * table.summed + c * table.inner])
                })
            };
            let draws = &tables[walk.tables[0].at..][..walk.summed];
            result[row + c * walk.step] = W::mean(draws, (0..walk.summed).map(product).collect());
        }
        walk.next(&mut row);
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
