//! Is this the same person? Knowledge of Indonesian names, comparisons in words, weights learned without labels.
//!
//! Pure: no clock, no randomness, no file of its own.
//!
//! ```
//! use linkage::{compare::{NameLevel, compare_names}, record::{NameReader, WrittenName}};
//!
//! let mut names = NameReader::default();
//! let (mut left, mut right) = (WrittenName::default(), WrittenName::default());
//! names.read("H. Moch. Soeharjanto, S.Pd", &mut left);
//! names.read("SUHARYANTO MUHAMMADMR", &mut right);
//! assert_eq!(compare_names(left.name(), right.name()).level, NameLevel::Reordered);
//! ```

pub mod batch;
pub mod compare;
pub mod decide;
pub mod evaluate;
pub mod explain;
mod filter;
pub mod frequency;
mod in_parts;
pub mod index;
pub mod keys;
pub mod model;
mod name_sketch;
pub mod names;
mod postings;
pub mod record;
pub mod schema;
pub mod score;
pub mod train;

pub use postings::Capped;
