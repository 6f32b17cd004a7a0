//! The tables of screening: one function a question.

pub(crate) mod assessment;
pub(crate) mod decision;
pub(crate) mod face;
pub(crate) mod input;
pub(crate) mod interception;
pub(crate) mod interview;
pub(crate) mod passenger;
pub(crate) mod quality;
pub(crate) mod referral;
pub(crate) mod review;
pub(crate) mod rules;
pub(crate) mod ruleset;
pub(crate) mod slip;
pub(crate) mod voyage;
pub(crate) mod watch;
