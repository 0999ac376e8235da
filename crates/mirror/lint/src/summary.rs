use std::fmt;

/// How much was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summary {
    /// Files that were looked at.
    pub files: usize,
    /// Findings that cost what they concern.
    pub errors: usize,
    /// Findings that are surely not what was meant.
    pub warnings: usize,
    /// Advice.
    pub infos: usize,
}

impl Summary {
    /// Whether what was looked at may not go in: with `strict`, warnings count as well.
    pub fn fails(&self, strict: bool) -> bool {
        self.errors > 0 || (strict && self.warnings > 0)
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let count = |number: usize, one: &str| match number {
            1 => format!("1 {one}"),
            _ => format!("{number} {one}s"),
        };
        write!(f, "{}: ", count(self.files, "file"))?;
        if self.errors + self.warnings + self.infos == 0 {
            return f.write_str("nothing to say");
        }
        let (errors, warnings) = (count(self.errors, "error"), count(self.warnings, "warning"));
        write!(f, "{errors}, {warnings}, {}", count(self.infos, "info"))
    }
}
