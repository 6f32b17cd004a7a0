//! Tables for people: columns that line up, numbers in a readable form.

use std::io::{self, Write};

/// A table with a header; columns of numbers stand on the right.
pub struct Table {
    right: Vec<bool>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these headers; `>` before a header sets the column on the right.
    pub fn new(headers: &[&str]) -> Self {
        let right = headers.iter().map(|h| h.starts_with('>')).collect();
        let header = headers
            .iter()
            .map(|h| h.trim_start_matches('>').to_owned())
            .collect();
        Self {
            right,
            rows: vec![header],
        }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Whether there is only a header.
    pub fn is_empty(&self) -> bool {
        self.rows.len() < 2
    }

    /// Prints it, two blanks between columns. Long ids are broken over several lines rather than cut: two that begin
    /// alike must not look the same.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let widths = self.widths();
        for row in &self.rows {
            let cells: Vec<Vec<String>> = row
                .iter()
                .zip(&widths)
                .map(|(cell, width)| broken(cell, *width))
                .collect();
            for n in 0..cells.iter().map(Vec::len).max().unwrap_or(0) {
                let mut line = String::new();
                for ((lines, width), right) in cells.iter().zip(&widths).zip(&self.right) {
                    let cell = lines.get(n).map_or("", String::as_str);
                    let blanks = " ".repeat(width.saturating_sub(cell.chars().count()));
                    if *right {
                        line.push_str(&blanks);
                        line.push_str(cell);
                    } else {
                        line.push_str(cell);
                        line.push_str(&blanks);
                    }
                    line.push_str("  ");
                }
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }

    /// As wide as the cells, but columns of text narrower where all would be wider than a page.
    fn widths(&self) -> Vec<usize> {
        let width = |c: usize| {
            let cells = self.rows.iter().filter_map(|r| r.get(c));
            cells.map(|s| s.chars().count()).max().unwrap_or(0)
        };
        let header = |c: usize| self.rows.first().and_then(|row| row.get(c));
        let least = |c: usize| header(c).map_or(0, |name| name.chars().count()).max(LEAST);
        let mut widths: Vec<usize> = (0..self.right.len()).map(width).collect();
        loop {
            let total: usize = widths.iter().map(|w| w + 2).sum();
            let columns = widths.iter_mut().zip(&self.right).enumerate();
            let text = columns.filter(|(c, (width, right))| !**right && **width > least(*c));
            match text.map(|(_, (width, _))| width).max() {
                Some(widest) if total > PAGE + 2 => *widest -= 1,
                _ => return widths,
            }
        }
    }
}

/// Characters that a line may have.
const PAGE: usize = 100;
/// Columns of text are not made narrower than this.
const LEAST: usize = 8;

/// A cell in lines of at most `width` characters, broken after a blank or else a sign that separates, if there is one in the
/// second half.
fn broken(cell: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest: Vec<char> = cell.chars().collect();
    while rest.len() > width.max(1) {
        let (start, end) = (width / 2, width.max(1));
        let sign = |c: &char| matches!(c, ' ' | '/' | '-' | '_' | '.');
        let last = rest
            .get(start..end)
            .and_then(|half| half.iter().rposition(sign));
        let after = rest.split_off(last.map_or(end, |at| start + at + 1));
        lines.push(rest.iter().collect::<String>().trim_end().to_owned());
        rest = after;
    }
    lines.push(rest.into_iter().collect());
    lines
}

/// A number with four significant digits, in words of powers of ten where it is very large or small.
pub fn number(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
    // Rounded first, so that 0.99999 is written as 1 is.
    let x: f64 = format!("{x:.3e}").parse().unwrap_or(x);
    if (1e-3..1e5).contains(&x.abs()) {
        let digits = 3 - x.abs().log10().floor() as i32;
        return format!("{x:.*}", digits.max(0) as usize);
    }
    format!("{x:.3e}")
}

/// A probability; near 1 it says how many nines are certain.
pub fn probability(p: f64) -> String {
    if p >= 0.999_999 {
        return ">0.999999".into();
    }
    if p >= 0.9999 {
        return format!("{:.6}", (p * 1e6).floor() / 1e6);
    }
    if p >= 1e-4 || p == 0.0 {
        return format!("{p:.4}");
    }
    format!("{p:.1e}")
}

/// Lines of at most `width` characters.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > width {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_ids_are_broken_and_not_cut() {
        let mut table = Table::new(&["victim", "person", ">LR"]);
        let id = |end: &str| format!("{}/{}-{end}", "x".repeat(60), "y".repeat(40));
        table.row(vec![id("1"), id("2"), number(0.99999)]);
        let mut out = Vec::new();
        table.print(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(
            text.lines().all(|line| line.chars().count() <= PAGE),
            "{text}"
        );
        assert_eq!(text.matches('x').count(), 120);
        assert!(text.contains("-1") && text.contains("-2") && text.contains("1.000"));
    }
}
