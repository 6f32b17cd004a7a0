//! Conclusions by the lower threshold, where nothing better was found.
#![expect(
    clippy::indexing_slicing,
    reason = "victims and missing persons are numbered by the disaster"
)]

use super::{Conclusion, Finding, Run};

impl Run<'_> {
    /// Victims who are still open, against everybody.
    pub(super) fn remaining_victims(&mut self) {
        for v in self.open_victims.clone() {
            let ratios: Vec<(usize, f64)> = self.ratios[v]
                .iter()
                .enumerate()
                .filter_map(|(m, r)| Some((m, (*r)?)))
                .collect();
            let names: Vec<String> = self.disaster.missing.iter().map(|m| m.id.clone()).collect();
            let at_least = self.thresholds.probable * (1.0 - f64::EPSILON);
            let finding = judge(&ratios, &names, |r| r >= at_least);
            self.note_victim(v, finding);
        }
    }

    /// Families of which one person is still missing.
    pub(super) fn simple_families(&mut self) {
        for family in 0..self.disaster.families.len() {
            let open: Vec<usize> = self
                .open_missing
                .iter()
                .copied()
                .filter(|m| self.disaster.missing[*m].family == family)
                .collect();
            let [missing] = open.as_slice() else { continue };
            let ratios: Vec<(usize, f64)> = self
                .ratios
                .iter()
                .enumerate()
                .filter_map(|(v, row)| Some((v, row[*missing]?)))
                .collect();
            let names: Vec<String> = self.disaster.victims.iter().map(|v| v.id.clone()).collect();
            let threshold = self.thresholds.probable;
            let finding = judge(&ratios, &names, |r| r > threshold);
            self.note_missing(*missing, finding);
        }
    }
}

/// A conclusion that names nobody.
pub(super) fn plain(conclusion: Conclusion, comment: impl Into<String>) -> Finding {
    Finding {
        others: Vec::new(),
        ratio: None,
        generalised: None,
        conclusion,
        comment: comment.into(),
    }
}

/// The best of some ratios, by the lower threshold.
fn judge(ratios: &[(usize, f64)], names: &[String], high: impl Fn(f64) -> bool) -> Finding {
    // The first of equal ones counts as the best, whatever rounding says.
    let larger = |a: f64, b: f64| a > b * (1.0 + 1e-9);
    let best = ratios
        .iter()
        .copied()
        .reduce(|best, next| if larger(next.1, best.1) { next } else { best });
    let Some((best, ratio)) = best else {
        return plain(Conclusion::NoMatch, "no compatible pairing");
    };
    let list = |pairs: &mut dyn Iterator<Item = &(usize, f64)>| {
        pairs
            .map(|(i, r)| format!("{} (LR {r:.2e})", names[*i]))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let count = ratios.iter().filter(|r| high(r.1)).count();
    let (conclusion, comment) = if count > 1 {
        let also = list(&mut ratios.iter().filter(|r| r.0 != best && high(r.1)));
        (Conclusion::Disputed, format!("also {also}"))
    } else if count == 1 {
        let second = ratios
            .iter()
            .filter(|r| r.0 != best)
            .max_by(|a, b| a.1.total_cmp(&b.1));
        let runner_up = second.map_or("none".to_owned(), |second| {
            list(&mut std::iter::once(second))
        });
        (Conclusion::Probable, format!("runner-up {runner_up}"))
    } else if ratio >= 1.0 - 1e-9 {
        (Conclusion::Inconclusive, format!("best {}", names[best]))
    } else {
        (Conclusion::NoMatch, String::new())
    };
    Finding {
        others: vec![best],
        ratio: Some(ratio),
        generalised: None,
        conclusion,
        comment,
    }
}
