//! The program from outside: real commands on real files, what they print and how they end.

mod program;
mod usage;
