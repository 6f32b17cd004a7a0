//! Agencies, placement companies, employers and posts abroad, and what may be written about them.

mod agency;
mod company;
mod employer;
mod listing;
mod post;

pub use agency::{Agency, AgencyForm, AgencyKind, Unit, UnitForm, UnitKind};
pub use company::{
    Company, CompanyForm, LicenceState, Recruitment, RecruitmentForm, Registered, Standing,
};
pub use employer::{Employer, EmployerForm, EmployerKind, Verification};
pub use listing::{Listing, ROWS, Wanted, folded};
pub use post::{Post, PostForm, PostKind};
