//! How far something has come on a way that has steps.

use maud::{Markup, html};

/// A step of the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Behind.
    Done,
    /// Here.
    Current,
    /// Ahead.
    Ahead,
}

/// The way, with the step at which it is.
pub fn steps(label: &str, way: &[(String, Step)]) -> Markup {
    html! {
        ol.steps aria-label=(label) {
            @for (text, step) in way {
                li.done[*step == Step::Done] aria-current=[(*step == Step::Current).then_some("step")] { (text) }
            }
        }
    }
}
