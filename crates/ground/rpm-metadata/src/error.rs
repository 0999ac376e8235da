use std::io;

use crate::Place;

/// Why a file cannot be read any further.
#[derive(Debug, thiserror::Error)]
pub enum Fatal {
    /// The bytes did not arrive, or could not be unpacked.
    #[error("{0}")]
    Source(#[from] io::Error),
    /// The text is not XML, not YAML, or not the expected document.
    #[error("{place}: {problem}")]
    Malformed {
        /// Where.
        place: Place,
        /// What is wrong.
        problem: String,
    },
    /// A document type with an internal subset, which could define entities.
    #[error("{0}: the document type has an internal subset, which is not read")]
    Doctype(Place),
    /// More than the [`Limits`](crate::Limits) allow.
    #[error("{place}: {limit}")]
    Limit {
        /// Where.
        place: Place,
        /// Which limit, in words.
        limit: String,
    },
}

/// Why one entry of a file cannot be used, while the others can.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {problem}")]
pub struct Flaw {
    /// The start of the entry, or of the element within it.
    pub place: Place,
    /// What is wrong.
    pub problem: String,
}
