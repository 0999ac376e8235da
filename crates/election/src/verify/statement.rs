/// How certain a statement is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// By hashes from a value that the reader brought along.
    Proven,
    /// Computed again from the published files.
    Recomputed,
    /// Only the operator of the platform says so.
    Attested,
    /// The published files do not suffice.
    NotCheckable,
    Failed,
}

impl Label {
    pub fn word(self) -> &'static str {
        match self {
            Self::Proven => "proven",
            Self::Recomputed => "recomputed",
            Self::Attested => "attested",
            Self::NotCheckable => "not-checkable",
            Self::Failed => "failed",
        }
    }
}

/// One thing that was verified, or that cannot be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    pub id: &'static str,
    pub label: Label,
    pub text: String,
}

impl Statement {
    pub(super) fn new(id: &'static str, label: Label, text: impl Into<String>) -> Self {
        Self { id, label, text: text.into() }
    }
}
