//! A synthetic Indonesia with truth: a placement registry, the people who leave the country, and who of them is whom.
//!
//! Volumes, destinations, origins and sexes follow published figures; names follow the ways of each ethnic group; what is written
//! differently on the two sides comes from tables of its own. Everything is a function of the seed: the same bytes on any machine,
//! with any number of threads.
//!
//! ```
//! use testkit::{Nation, Spec};
//!
//! let nation = Nation::new(Spec { registry: 100, crossings: 40, ..Spec::default() });
//! let mut registry = Vec::new();
//! nation.write_registry(&mut registry)?;
//! assert_eq!(registry.iter().filter(|b| **b == b'\n').count(), 101);
//!
//! let mut truth = Vec::new();
//! nation.each_voyage(|voyage| {
//!     truth.extend(voyage.truth);
//!     Ok(())
//! })?;
//! assert!(String::from_utf8(truth).unwrap().lines().all(|pair| pair.starts_with('R')));
//! # Ok::<(), std::io::Error>(())
//! ```

pub mod crossing;
mod csv;
mod ferry_list;
mod names;
mod nation;
pub mod noise;
mod paxlst;
pub mod person;
pub mod placement;
pub mod random;
pub mod regions;
pub mod registration;
pub mod route;
mod voyage;
mod watchlist;
pub mod weighted;

pub use nation::{Listed, Nation, Spec, header};
pub use noise::Profile;
