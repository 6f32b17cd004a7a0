//! The vocabulary that every part of Pandu shares: particulars of a person, dates of which parts may be unknown,
//! countries and ports, what was odd about an input, and words in two languages.
//!
//! Pure: no clock, no randomness, no input or output.
//!
//! ```
//! use domain::{Country, DateReading, Horizon, PartialDate, Port};
//!
//! let born: PartialDate = "1990-03-XX".parse().unwrap();
//! assert_eq!(born.month(), Some(3));
//! assert_eq!(born.day(), None);
//!
//! let today = jiff::civil::date(2026, 11, 22);
//! let read = domain::read_date("12 Maret 1990", today, Horizon::Past);
//! assert_eq!(read, DateReading::One(PartialDate::full(1990, 3, 12).unwrap()));
//!
//! assert_eq!(Port::read("Stulang Laut").and_then(|port| port.country()), Country::from_alpha3("MYS"));
//! ```

mod coded;
mod column;
mod country;
mod date;
mod date_written;
mod diagnostic;
mod document;
mod language;
mod nik;
mod placement;
mod port;
pub mod record;
mod region;
mod sex;
mod text;
mod timeline;

pub use column::Column;
pub use country::Country;
pub use date::{DateError, PartialDate, day_in_jakarta};
pub use date_written::{DateReading, Horizon, read_date};
pub use diagnostic::{Diagnostic, Level, Place};
pub use document::{Document, DocumentKind};
pub use language::{Language, Wording};
pub use nik::{Nik, NikError};
pub use placement::{PlacementScheme, PlacementStatus, stated};
pub use port::Port;
pub use region::{Region, RegionLevel};
pub use sex::Sex;
pub use text::capitals;
pub use timeline::TimelineItem;
