/// Why a pattern or a template is not one of Python's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct PatternError {
    /// The character that it is about, from 0.
    pub at: usize,
    /// What is wrong.
    pub message: String,
}

impl PatternError {
    pub(crate) fn new(at: usize, message: impl Into<String>) -> Self {
        Self { at, message: message.into() }
    }
}
