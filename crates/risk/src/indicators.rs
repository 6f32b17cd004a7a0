//! The operational indicators of trafficking for labour, and what the answers to them add up to.
//!
//! Source: ILO and European Commission, *Operational indicators of trafficking in human beings*, results from a Delphi survey, 2009
//! (67 indicators in six dimensions; lists of adult and of child labour). A help for whoever asks, never a verdict: what the law asks
//! (UU 21/2007 article 1) is recorded apart from it.

mod add_up;
mod list;

pub use add_up::{Pattern, Reading, Sum};
pub use list::{Dimension, Group, Indicator, Indicators, Subject, Weight};

#[cfg(test)]
mod tests;
