use std::fmt;

/// The number of findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files that were checked.
    pub files: usize,
    /// Findings that cost what they are about.
    pub errors: usize,
    /// Findings that are probably mistakes.
    pub warnings: usize,
    /// Advice.
    pub infos: usize,
    /// Findings with a safe fix.
    pub fixable: usize,
}

impl Summary {
    /// Whether the files should be rejected: there is an error or, with `strict`, a warning.
    pub fn fails(&self, strict: bool) -> bool {
        self.errors > 0 || (strict && self.warnings > 0)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", count(self.files, "file"))?;
        if self.errors + self.warnings + self.infos == 0 {
            return f.write_str("no findings");
        }
        let (errors, warnings) = (count(self.errors, "error"), count(self.warnings, "warning"));
        write!(f, "{errors}, {warnings}, {}", count(self.infos, "info"))?;
        if self.fixable > 0 { write!(f, "; {} fixable with `--fix`", self.fixable) } else { Ok(()) }
    }
}

/// A number with its noun: `1 file`, `2 files`.
pub(crate) fn count(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}
