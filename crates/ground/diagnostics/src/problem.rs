/// What keeps a running service from being up to date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// For everybody: without URLs of strangers' files and without paths of this machine.
    pub summary: String,
    /// For the administrator, with everything.
    pub details: String,
}

impl Problem {
    /// A problem without secrets: everybody may know all of it.
    pub fn public(summary: impl Into<String>) -> Self {
        let summary = summary.into();
        Self { details: summary.clone(), summary }
    }
}
