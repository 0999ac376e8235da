use maneki_ground_diagnostics::Span;

/// Why a text has no tree, in words for people who do not write YAML every day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct YamlError {
    /// The kind of the problem, from which a room derives the code.
    pub kind: YamlErrorKind,
    /// Where the problem is.
    pub span: Span,
    /// One sentence, without a full stop.
    pub message: String,
}

/// The kinds of problems that leave a text without a tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum YamlErrorKind {
    /// The text holds a NUL.
    NotText,
    /// There is no value in the text.
    Empty,
    /// The text is not YAML.
    Syntax,
    /// A version control system left conflict markers in the text.
    MergeConflict,
    /// There is a second document where one is expected.
    SeveralDocuments,
    /// A value has a tag that is not understood.
    Tag,
    /// Values are nested too deeply.
    TooDeep,
    /// There are too many values.
    TooMany,
    /// An anchor or an alias where none is allowed, or an alias inside the value that it names.
    Alias,
}

impl YamlError {
    pub(crate) fn new(kind: YamlErrorKind, span: Span, message: impl Into<String>) -> Self {
        Self { kind, span, message: message.into() }
    }
}
