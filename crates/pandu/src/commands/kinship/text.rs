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

    /// Prints it, two blanks between columns.
    pub fn print(&self, out: &mut impl Write) -> io::Result<()> {
        let width = |c: usize| {
            self.rows
                .iter()
                .filter_map(|r| r.get(c))
                .map(|s| s.chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..self.right.len()).map(width).collect();
        for row in &self.rows {
            let mut line = String::new();
            for ((cell, width), right) in row.iter().zip(&widths).zip(&self.right) {
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
        Ok(())
    }
}

/// A number with four significant digits, in words of powers of ten where it is very large or small.
pub fn number(x: f64) -> String {
    if x == 0.0 || !x.is_finite() {
        return format!("{x}");
    }
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
