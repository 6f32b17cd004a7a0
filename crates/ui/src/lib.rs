//! How Pandu looks and speaks: page layout, form fields, tables, two languages, errors as a page or problem+json; and the
//! door: who asks, sessions, form tokens, limits.
//!
//! A page is a function of a [`Visit`] and data:
//!
//! ```
//! use maud::html;
//! use ui::{Visit, components::badge, page};
//!
//! fn greeting(visit: &Visit) -> maud::Markup {
//!     page(visit, &visit.words.text("home"), html! { p { (badge("good", &visit.words.text("active"))) } })
//! }
//! ```

pub mod api;
mod app;
pub mod components;
mod door;
mod failure;
mod form;
mod id;
mod language;
mod layout;
mod limit;
mod metrics;
pub mod open;
mod pages;
pub mod problems;
mod time;
mod uploaded;
mod visit;

pub use app::{App, Web};
pub use door::guard;
pub use failure::{Failure, Problem};
pub use form::Posted;
pub use id::{Below, Id};
pub use language::{Words, all_messages};
pub use layout::{SCRIPT_PATH, STYLE_PATH, narrow_page, page};
pub use limit::Limits;
pub use metrics::Metrics;
pub use pages::{PAGES, routes};
pub use time::{day, moment};
pub use uploaded::{Uploaded, UploadedFile};
pub use visit::{Caller, Signed, Visit};
