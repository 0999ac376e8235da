use crate::spec::is_changelog;

/// Which lines of a file can begin a match.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    /// The file is the spec, and named as such: the changelog ends the pass.
    is_spec: bool,
    /// Lines that begin with `#` are skipped.
    skips_comments: bool,
}

impl Region {
    /// The region for a text that is searched, which begins with this line.
    pub(super) fn new(is_spec: bool, first_line: &str) -> Self {
        Self { is_spec, skips_comments: is_spec && !first_line.starts_with('#') }
    }

    /// Whether the pass ends at this line.
    pub(super) fn ends_at(self, line: &str) -> bool {
        self.is_spec && is_changelog(line)
    }

    /// Whether a match can begin with this line.
    pub(super) fn allows(self, line: &str) -> bool {
        !(self.skips_comments && line.starts_with('#'))
    }
}
