//! Every function of this crate on both engines.

mod backup;
mod files;
mod jobs;
mod migrate;
mod transactions;
