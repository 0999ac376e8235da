use maneki_ground_diagnostics::{Diagnostic, Span};

use crate::near::{Mend, Near};

/// A finding with what the package has instead.
#[derive(Debug, Clone)]
pub struct Report {
    /// The finding, at its place in the config.
    pub diagnostic: Diagnostic,
    /// Nothing is written because of it.
    pub is_miss: bool,
    /// It is a miss of a text, which has a nearest match or not.
    pub is_search: bool,
    /// The nearest match.
    pub near: Option<Near>,
    /// The place of the replacement in the config.
    pub replace_span: Option<Span>,
    /// What to write in the config instead.
    pub mend: Option<Mend>,
}

impl Report {
    /// A finding that is about more than one text.
    pub fn new(diagnostic: Diagnostic, is_miss: bool) -> Self {
        Self { diagnostic, is_miss, is_search: false, near: None, replace_span: None, mend: None }
    }
}
