//! What the past comes to: how long a publication took to reach the mirrors, and how often a mirror was good.

mod lag;
mod propagation;
mod publication;

pub use lag::{Lag, Uptime};
pub use propagation::{Propagation, propagation};
pub use publication::{Publication, StateHistories, StateHistory};
