/// What keeps a running service from being up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// For all readers: without URLs from strangers' files and without paths of this machine.
    pub summary: String,
    /// For the administrator, with everything.
    pub details: String,
}

impl Problem {
    /// A problem without secrets, which all readers may see.
    pub fn public(summary: impl Into<String>) -> Self {
        let summary = summary.into();
        Self { details: summary.clone(), summary }
    }
}
