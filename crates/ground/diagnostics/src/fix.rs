/// How far a fix may be trusted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// It says what the file already meant to its readers, in a better way.
    Safe,
    /// It is probably what was meant, but changes what the file says.
    Unsafe,
}

/// One piece of text in place of another.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// The first byte that is replaced.
    pub start: usize,
    /// The byte behind the last one that is replaced.
    pub end: usize,
    /// What stands there afterwards.
    pub text: String,
}

/// How a problem goes away: edits of the file that it was found in, which belong together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fix {
    /// How far it may be trusted.
    pub applicability: Applicability,
    /// What changes; the edits do not overlap.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// A fix of one edit that changes nothing in what the file means.
    pub fn safe(start: usize, end: usize, text: impl Into<String>) -> Self {
        Self { applicability: Applicability::Safe, edits: vec![Edit { start, end, text: text.into() }] }
    }

    /// The same for somebody to look at.
    #[must_use]
    pub fn unsafely(self) -> Self {
        Self { applicability: Applicability::Unsafe, ..self }
    }
}
