/// How much a fix can be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// The meaning of the file does not change.
    Safe,
    /// It is probably intended, but changes the meaning of the file.
    Unsafe,
}

/// One piece of text that replaces another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The first byte that is replaced.
    pub start: usize,
    /// The byte after the last one that is replaced.
    pub end: usize,
    /// The new text.
    pub text: String,
}

/// The edits of a file that fix a problem; they belong together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// How much it can be trusted.
    pub applicability: Applicability,
    /// The edits, which do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit that does not change the meaning of the file.
    pub fn safe(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self { applicability: Applicability::Safe, edits: vec![Edit { start, end, text: text.into() }] }
    }

    /// The same edits as a fix that a person must review.
    #[must_use]
    pub fn unsafely(self) -> Self {
        Self { applicability: Applicability::Unsafe, ..self }
    }
}
