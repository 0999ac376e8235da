use crate::spec::section_name;
use crate::text::lines::trimmed;

/// Where a line of a file is met.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Context {
    /// Users see it.
    Shown,
    /// Programs read it.
    Code,
    /// Only developers read it.
    Comment,
    /// It is not checked.
    Skipped,
}

/// The kinds of files, by their names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FileKind {
    Spec,
    Patch,
    Desktop,
    OsRelease,
    Shown,
    Sbat,
    Legal,
    Other,
}

/// Names of files that name people and owners, and must keep doing so.
const LEGAL: &[&str] = &[
    "copying",
    "license",
    "licence",
    "authors",
    "credits",
    "thanks",
    "changelog",
    "changes",
    "news",
    "maintainers",
];

impl FileKind {
    pub(super) fn from_name(name: &str) -> Self {
        let ends = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        let lower = name.to_lowercase();
        let is_legal = LEGAL.iter().any(|legal| {
            lower.strip_prefix(legal).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '-', '_']))
        });
        let sbat = name.strip_prefix("sbat.").map(|rest| rest.strip_suffix(".in").unwrap_or(rest));
        if is_legal {
            Self::Legal
        } else if sbat.is_some_and(|rest| rest.ends_with("csv")) {
            Self::Sbat
        } else if ends(&[".spec"]) {
            Self::Spec
        } else if ends(&[".patch", ".diff"]) {
            Self::Patch
        } else if ends(&[".desktop"]) {
            Self::Desktop
        } else if ends(&["os-release"]) {
            Self::OsRelease
        } else if matches!(name, "issue" | "issue.net" | "motd") || ends(&[".metainfo.xml", ".appdata.xml"]) {
            Self::Shown
        } else {
            Self::Other
        }
    }
}

/// Follows the lines of a file, and says which context each has.
#[derive(Debug)]
pub(super) struct Contexts {
    kind: FileKind,
    /// The section of a spec.
    section: Option<&'static str>,
    /// The lines of a patch are those of a file.
    in_hunk: bool,
}

impl Contexts {
    pub(super) fn new(kind: FileKind) -> Self {
        Self { kind, section: None, in_hunk: false }
    }

    /// The context of the next line.
    pub(super) fn take(&mut self, line: &str) -> Context {
        let is_comment = trimmed(line).starts_with('#');
        match self.kind {
            FileKind::Legal | FileKind::Sbat => Context::Skipped,
            FileKind::Shown => Context::Shown,
            FileKind::Spec => self.spec(line, is_comment),
            FileKind::Patch => self.patch(line),
            FileKind::Desktop | FileKind::OsRelease if is_comment => Context::Comment,
            FileKind::Desktop => shown_key(line, |key| {
                let key = key.split('[').next().unwrap_or(key);
                matches!(key, "Name" | "GenericName" | "Comment" | "Keywords")
            }),
            FileKind::OsRelease => shown_key(line, |key| {
                matches!(key, "NAME" | "PRETTY_NAME" | "VERSION" | "VENDOR_NAME") || key.ends_with("_PRODUCT")
            }),
            FileKind::Other if is_comment || trimmed(line).starts_with("//") => Context::Comment,
            FileKind::Other => Context::Code,
        }
    }

    fn spec(&mut self, line: &str, is_comment: bool) -> Context {
        let section = section_name(line);
        if section.is_some() {
            self.section = section;
        }
        if self.section == Some("changelog") {
            return Context::Skipped;
        }
        if is_comment {
            return Context::Comment;
        }
        let is_summary = line.starts_with("Summary:") || line.starts_with("Summary(") && line.contains("):");
        let is_shown = ["Vendor:", "Packager:", "Distribution:"].iter().any(|tag| line.starts_with(tag));
        let in_description = self.section == Some("description") && section.is_none();
        if in_description || is_summary || is_shown { Context::Shown } else { Context::Code }
    }

    fn patch(&mut self, line: &str) -> Context {
        if line.starts_with("@@") {
            self.in_hunk = true;
        } else if line.starts_with("--- ") || line.starts_with("diff ") {
            self.in_hunk = false;
        }
        if self.in_hunk && line.starts_with('+') { Context::Code } else { Context::Skipped }
    }
}

fn shown_key(line: &str, is_shown: impl Fn(&str) -> bool) -> Context {
    match line.split_once('=') {
        Some((key, _)) if is_shown(key.trim()) => Context::Shown,
        _ => Context::Code,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contexts(name: &str, text: &str) -> Vec<Context> {
        let mut contexts = Contexts::new(FileKind::from_name(name));
        text.lines().map(|line| contexts.take(line)).collect()
    }

    #[test]
    fn lines_of_a_spec_are_shown_code_comments_or_skipped() {
        use Context::{Code, Comment, Shown, Skipped};
        let text = "Name: x\nSummary(de): y\n # c\n%description\nd\n%build\nb\n%changelog\nx\n%files\nf\n";
        let expected = [Code, Shown, Comment, Code, Shown, Code, Code, Skipped, Skipped, Code, Code];
        assert_eq!(contexts("x.spec", text), expected);
    }

    #[test]
    fn only_new_lines_of_a_patch_are_checked() {
        use Context::{Code, Skipped};
        let text = "+ mail\n--- a\n+++ b\n@@ -1 +1 @@\n-x\n+y\n--- c\n+z\n";
        assert_eq!(
            contexts("x.patch", text),
            [Skipped, Skipped, Skipped, Skipped, Skipped, Code, Skipped, Skipped]
        );
        assert_eq!(FileKind::from_name("LICENSE.md"), FileKind::Legal);
        assert_eq!(FileKind::from_name("sbat.csv.in"), FileKind::Sbat);
        assert_eq!(FileKind::from_name("newsreader"), FileKind::Other);
    }
}
