//! Pictures of figures, drawn on the server. Each says in words what it shows; the numbers stand in the table beside it.

use crate::model::quality::{QualityLine, Ranked};
use maud::{Markup, html};
use ui::Words;

/// Width of a picture, in its own units.
const WIDTH: f64 = 600.0;
/// Places that a picture shows.
const MOST: usize = 8;

/// Alerts by day. A day on which the number is hidden has no bar.
pub(super) fn days(words: Words, lines: &[QualityLine]) -> Markup {
    const HEIGHT: f64 = 120.0;
    let number = |line: &QualityLine| line.alerts.number().unwrap_or(0) as f64;
    let most = lines.iter().map(number).fold(1.0, f64::max);
    let step = WIDTH / lines.len().max(1) as f64;
    let (first, last) = (lines.first(), lines.last());
    let name = |line: Option<&QualityLine>| line.map_or("", |line| line.group.as_str()).to_owned();
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (HEIGHT + 24.0) } role="img" aria-label=(words.with("quality-trend-chart", "count", &most.to_string())) {
                line.axis x1="0" y1=(HEIGHT) x2=(WIDTH) y2=(HEIGHT) {}
                @for (at, line) in lines.iter().enumerate() {
                    @let height = number(line) / most * (HEIGHT - 16.0);
                    rect.bar x=(format!("{:.1}", at as f64 * step + step * 0.1)) y=(format!("{:.1}", HEIGHT - height))
                        width=(format!("{:.1}", step * 0.8)) height=(format!("{height:.1}")) {
                        title { (line.group) ": " (line.alerts) }
                    }
                }
                text x="0" y="12" { (most) }
                text x="0" y=(HEIGHT + 18.0) { (name(first)) }
                @if lines.len() > 1 { text x=(WIDTH) y=(HEIGHT + 18.0) text-anchor="end" { (name(last)) } }
            }
            figcaption { (words.text("quality-trend-caption")) }
        }
    }
}

/// The interval of each place, and a mark where its rate lies once it is drawn towards all.
pub(super) fn ranked(words: Words, ranked: &[Ranked], name: &dyn Fn(&Ranked) -> String) -> Markup {
    const ROW: f64 = 26.0;
    const LEFT: f64 = 220.0;
    let shown: Vec<&Ranked> = ranked.iter().take(MOST).collect();
    let most = shown.iter().map(|one| one.rate.high).fold(1e-9, f64::max);
    let at = |rate: f64| format!("{:.1}", LEFT + rate / most * (WIDTH - LEFT - 10.0));
    let height = ROW * shown.len() as f64;
    html! {
        figure.chart {
            svg viewBox={ "0 0 " (WIDTH) " " (height) } role="img" aria-label=(words.text("quality-rank-chart")) {
                @for (row, one) in shown.iter().enumerate() {
                    @let y = row as f64 * ROW + ROW / 2.0;
                    text x="0" y=(y + 5.0) { (name(one)) }
                    line.span x1=(at(one.rate.low)) y1=(y) x2=(at(one.rate.high)) y2=(y) {}
                    circle.mark cx=(at(one.drawn)) cy=(y) r="5" {}
                }
            }
            figcaption { (words.text("quality-rank-caption")) }
        }
    }
}
