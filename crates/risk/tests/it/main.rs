//! The rules as they are shipped, the language they are written in, and the laws that every set must keep.

mod facts;
mod faults;
mod laws;
mod shipped;
mod status;
