use std::collections::BTreeSet;

use maneki_ground_diagnostics::{Diagnostic, Severity};

use crate::rules::WARNINGS_OF_REFERENCE;

/// How severe the warnings are that a config can accept.
#[derive(Debug, Clone, Copy)]
pub struct Strictness<'a> {
    /// They are errors.
    pub strict: bool,
    /// The codes that the config accepts, which are never more than information.
    pub allow: &'a BTreeSet<String>,
}

impl Strictness<'_> {
    /// Sets the severity of a finding.
    pub fn adjust(self, diagnostic: &mut Diagnostic) {
        let is_acceptable = WARNINGS_OF_REFERENCE.contains(&diagnostic.code.0);
        if diagnostic.severity != Severity::Warning || !is_acceptable {
            return;
        }
        if self.allow.contains(diagnostic.code.0) {
            diagnostic.severity = Severity::Info;
        } else if self.strict {
            diagnostic.severity = Severity::Error;
        }
    }
}
