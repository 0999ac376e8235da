//! What follows from the past: how long a publication took to reach the mirrors, and how often a mirror was good.

mod lag;
mod propagation;
mod publication;
mod state_history;

pub use lag::{Lag, Uptime};
pub use propagation::{Propagation, propagation};
pub use publication::Publication;
pub use state_history::{StateHistories, StateHistory};
