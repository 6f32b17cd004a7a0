//! What the rules in force say of a trip: its status, the reasons with the evidence behind each, what to ask next, and
//! patterns over a whole list of travellers. Rules are read and written as TOML, told as sentences, edited step by step,
//! compared by version and tried on past travellers. Pure: the day is a parameter.
//!
//! ```
//! use risk::{Fact, Facts, RuleSet, TripStatus, Value};
//!
//! let (rules, faults) = RuleSet::shipped();
//! assert!(faults.is_empty());
//! let rules = rules.expect("the shipped set has a head");
//!
//! let mut facts = Facts::default();
//! facts.set_word(Fact::PlacementAnswer, "link");
//! facts.set_word(Fact::PlacementStatus, "active");
//! let verdict = rules.assess(&facts, jiff::civil::date(2026, 11, 22));
//! assert_eq!(verdict.status, TripStatus::Procedural);
//!
//! facts.set(Fact::TripDestination, Value::Country(domain::Country::from_alpha3("MYS").unwrap()));
//! facts.set(Fact::PlacementDestination, Value::Country(domain::Country::from_alpha3("TWN").unwrap()));
//! let verdict = rules.assess(&facts, jiff::civil::date(2026, 11, 22));
//! assert_eq!(verdict.status, TripStatus::Incomplete);
//! assert_eq!(verdict.findings[0].rule.id, "tujuan-berbeda");
//! ```

mod assess;
mod choice;
mod condition;
mod difference;
mod edit;
mod fact;
mod facts;
mod file;
pub mod indicators;
pub mod pattern;
mod rule;
mod rule_set;
mod sentence;
mod status;
mod stored;
pub mod trial;
mod truth;
mod value;

pub use assess::{Decision, Failed, Finding, Verdict};
pub use choice::Choice;
pub use condition::{Comparison, Condition, Operand, Order, Test, Traced};
pub use difference::{Change, Differing, Field};
pub use edit::{Edit, NoSuchPart, Part};
pub use fact::Fact;
pub use facts::Facts;
pub use rule::{Effect, Rule};
pub use rule_set::{Head, RuleFile, RuleSet};
pub use sentence::{Clause, Sentence};
pub use status::{AccusingFlag, Action, ProtectiveFlag, Registry, TripStatus};
pub use stored::StoredFacts;
pub use truth::Truth;
pub use value::{Kind, Value, Word};
