//! The pages of the desk.

/// The addresses of the pages that can be read, for tests that open them all.
pub const PAGES: &[&str] = &[];
