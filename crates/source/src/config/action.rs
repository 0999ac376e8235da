//! What a config asks for, entry by entry. What a value may be is checked by the reader.

use std::sync::Arc;

use maneki_ground_diagnostics::Span;

use super::Spanned;
use crate::text::{Pattern, Template};

/// One action with its entries.
#[derive(Debug, Clone)]
pub enum Action {
    /// `replace`
    Replace(Vec<Replace>),
    /// `delete_line`
    DeleteLine(Vec<DeleteLine>),
    /// `modify_release`
    ModifyRelease(Vec<ModifyRelease>),
    /// `changelog_entry`
    Changelog(Vec<ChangelogEntry>),
    /// `add_files`
    AddFiles(Vec<AddFile>),
    /// `delete_files`
    DeleteFiles(Vec<DeleteFile>),
    /// `run_script`
    RunScript(Vec<RunScript>),
    /// `add_line`
    AddLine(Vec<AddLine>),
}

/// Text in place of text.
#[derive(Debug, Clone)]
pub struct Replace {
    /// The file, or the pattern of several.
    pub target: Spanned<String>,
    /// What is searched.
    pub find: Find,
    /// What takes its place, as it is written in the config.
    pub replace: Spanned<String>,
    /// How often, -1 for all.
    pub count: Spanned<i64>,
}

/// What a `replace` searches.
#[derive(Debug, Clone)]
pub enum Find {
    /// `find`: this text, a line of it or several.
    Text(Spanned<String>),
    /// `rfind` of one line, with the template that `replace` is.
    Pattern {
        /// The pattern as it is written.
        source: Spanned<String>,
        /// The pattern, compiled.
        pattern: Arc<Pattern>,
        /// The replacement, taken apart.
        template: Template,
    },
    /// `rfind` of several lines, which are compared literally.
    Block(Spanned<String>),
}

impl Find {
    /// The text as it is written, and its place.
    pub fn source(&self) -> &Spanned<String> {
        match self {
            Self::Text(source) | Self::Pattern { source, .. } | Self::Block(source) => source,
        }
    }
}

/// Lines to delete.
#[derive(Debug, Clone)]
pub struct DeleteLine {
    /// The file.
    pub target: Spanned<String>,
    /// Lines and blocks, each deleted wherever it is.
    pub lines: Vec<Spanned<String>>,
}

/// A suffix for the release.
#[derive(Debug, Clone)]
pub struct ModifyRelease {
    /// The suffix.
    pub suffix: Spanned<String>,
    /// Whether it is used.
    pub enabled: bool,
    /// Whether the number at its end counts up with every change of one import.
    pub auto_increment: bool,
}

/// An entry of the changelog.
#[derive(Debug, Clone)]
pub struct ChangelogEntry {
    /// Where the entry begins.
    pub span: Span,
    /// The author.
    pub name: Spanned<String>,
    /// The address of the author.
    pub email: Spanned<String>,
    /// The items.
    pub line: Vec<Spanned<String>>,
}

/// A file to add.
#[derive(Debug, Clone)]
pub struct AddFile {
    /// Whether it is a patch or a source.
    pub kind: FileKind,
    /// The name under `files/`.
    pub name: Spanned<String>,
    /// The number of the declaration.
    pub number: Spanned<Number>,
    /// Whether the spec declares it.
    pub modify_spec: bool,
    /// Whether a comment marks it; without a value the parameter decides.
    pub insert_marker: Option<bool>,
    /// Whether the patch is applied without a backup.
    pub no_backup: bool,
}

/// What an added file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A patch, which is also applied.
    Patch,
    /// A source.
    Source,
}

impl FileKind {
    /// The tag of its declaration: `Patch`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::Patch => "Patch",
            Self::Source => "Source",
        }
    }
}

/// The number of a declaration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Number {
    /// One more than the last.
    Latest,
    /// This one.
    Given(u64),
}

/// A file to delete.
#[derive(Debug, Clone)]
pub struct DeleteFile {
    /// The name, or a pattern.
    pub name: Spanned<String>,
}

/// A script to run.
#[derive(Debug, Clone)]
pub struct RunScript {
    /// The name under `scripts/`.
    pub script: Spanned<String>,
    /// The folder that it runs in.
    pub folder: ScriptFolder,
}

/// Where a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScriptFolder {
    /// The package.
    Package,
    /// The config.
    Config,
}

/// Text to add to a section of the spec.
#[derive(Debug, Clone)]
pub struct AddLine {
    /// The target, which is always the spec.
    pub target: Spanned<String>,
    /// The section, without `%`; `global` is the preamble.
    pub section: Spanned<String>,
    /// Whether it goes to the top or to the bottom.
    pub location: Location,
    /// The text.
    pub content: Spanned<String>,
    /// Whose section.
    pub subpackage: Option<Spanned<String>>,
}

/// The end of a section at which text is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Location {
    /// Below the section line.
    Top,
    /// Above the next section line.
    Bottom,
}
