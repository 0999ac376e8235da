//! Exact arithmetic: decimal numbers of 80 significant digits, and the wide integers under them.

mod decimal;
mod wide;

pub use decimal::Decimal;
