//! The public door: how somebody works abroad in the legal way, whether a company is licensed, what is wrong with an offer, and
//! whom to call. Without an account; nothing that is asked here is kept.
//!
//! An offer is held against rules that are data. What was not answered is not known, and accuses nobody:
//!
//! ```
//! use jiff::civil::date;
//! use migrant_center::{Advice, Asked, Offer, Visa, check};
//!
//! let today = date(2026, 11, 22);
//! let nothing_known = check(&Offer::default(), None, today);
//! assert_eq!(nothing_known.advice, Advice::Unclear);
//! assert!(nothing_known.findings.is_empty());
//!
//! let visit = Offer { visa: Some(Visa::Visit), ..Offer::default() };
//! let checked = check(&visit, None, today);
//! assert_eq!(checked.advice, Advice::Stop);
//! assert_eq!(checked.findings[0].id, "visa-bukan-kerja");
//! assert!(checked.open.contains(&Asked::Contract));
//! ```

mod api;
mod model;
pub mod pages;
pub mod service;

pub use api::routes as api_routes;
pub use model::{
    Advice, Asked, Basis, Checked, Condition, Contact, Guide, Job, Kept, Listed, NumberAnswer,
    Offer, Place, Placing, Recruiter, RegisterAnswer, RegisterState, Route, Rule, Severity, Visa,
    check, contacts, guide, look_up, read_rupiah, rules,
};
