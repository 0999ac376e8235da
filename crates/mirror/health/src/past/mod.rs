//! What the past comes to: how long a publication took to reach the mirrors, and how often a mirror was good.

mod issue;
mod lag;
mod propagation;

pub use issue::{Issue, StateHistories, StateHistory};
pub use lag::{Lag, Uptime};
pub use propagation::{Propagation, propagation};
