//! What is done for a victim: asking what happened, consent, services, a bed.

mod consent;
mod elements;
mod identification;
mod mass;
mod service;
mod shelter;

pub use consent::{Consent, ConsentForm, Disclosure, Manner, Purpose, Withdrawal};
pub use elements::{Act, Aim, Elements, Means};
pub use identification::{Answers, Conclusion, Identification, IdentificationForm, age_group};
pub(crate) use mass::same;
pub use mass::{MassRow, MassTable};
pub use service::{Service, ServiceForm, ServiceKind, ServiceState};
pub use shelter::{Leaving, Shelter, ShelterForm, Stay, StayForm, Takes};
