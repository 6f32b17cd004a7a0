//! A choice among things of unequal frequency.

use crate::random::Random;

/// Things with whole-number weights. Whole numbers, because floating-point sums may differ between machines.
#[derive(Debug, Clone)]
pub struct Weighted<T> {
    things: Vec<T>,
    /// Sum of the weights up to and including each thing.
    sums: Vec<u64>,
}

impl<T> FromIterator<(T, u64)> for Weighted<T> {
    fn from_iter<I: IntoIterator<Item = (T, u64)>>(weighted: I) -> Self {
        let mut sum = 0;
        let (things, sums) = weighted
            .into_iter()
            .filter(|(_, weight)| *weight > 0)
            .map(|(thing, weight)| {
                sum += weight;
                (thing, sum)
            })
            .unzip();
        Self { things, sums }
    }
}

impl<T> Weighted<T> {
    /// Ranked things, of which the n-th weighs `10000 / (n + 10)`: the skew of given names (Zipf-Mandelbrot).
    pub fn ranked(things: impl IntoIterator<Item = T>) -> Self {
        things
            .into_iter()
            .zip(11u64..)
            .map(|(thing, rank)| (thing, 10_000 / rank))
            .collect()
    }

    /// One of the things as often as its weight says; `None` if there are none.
    pub fn draw(&self, random: &mut Random) -> Option<&T> {
        let total = self.sums.last().copied().unwrap_or(0);
        let at = random.below(total);
        self.things.get(self.sums.partition_point(|sum| *sum <= at))
    }

    /// Whether there is nothing to choose from.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Purpose;

    #[test]
    fn drawn_as_often_as_weighed() {
        let choice: Weighted<char> = [('a', 1), ('b', 0), ('c', 3)].into_iter().collect();
        let mut random = Random::new(1, Purpose::Person, 1);
        let drawn: String = (0..4000).filter_map(|_| choice.draw(&mut random)).collect();
        let count = |letter| drawn.chars().filter(|c| *c == letter).count();
        assert_eq!(count('b'), 0);
        assert!((900..1100).contains(&count('a')), "{}", count('a'));
        assert_eq!(drawn.len(), 4000);
    }

    #[test]
    fn nothing_to_draw_from() {
        let none = Weighted::<char>::ranked([]);
        assert!(none.is_empty());
        assert_eq!(none.draw(&mut Random::new(1, Purpose::Person, 1)), None);
    }
}
