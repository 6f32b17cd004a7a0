//! A day of departures, screened, and every form of its report.

mod day;
mod inputs;
mod report;
mod statuses;
