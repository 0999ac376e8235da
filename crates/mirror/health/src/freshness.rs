use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// What is known from the `TIME` file of a tree.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Freshness {
    /// When the mirror was last synchronised, according to the file.
    pub claimed: Option<Timestamp>,
    /// Why the file cannot be read.
    pub fault: Option<Fault>,
    /// The URL that was last requested.
    pub url: Option<Arc<str>>,
    /// A failure that was seen once and does not count yet.
    pub(crate) doubt: Option<Fault>,
}

impl Freshness {
    /// Whether the file could be read when it was last requested; `None` before the first check.
    pub(crate) fn is_readable(&self) -> Option<bool> {
        match (&self.fault, self.claimed) {
            (Some(_), _) => Some(false),
            (None, claimed) => claimed.map(|_| true),
        }
    }
}
