use crate::text::lines::trimmed;

/// The sections that rpm knows, without `%`.
pub const SECTIONS: &[&str] = &[
    "package",
    "description",
    "prep",
    "generate_buildrequires",
    "conf",
    "build",
    "install",
    "check",
    "clean",
    "pre",
    "post",
    "preun",
    "postun",
    "pretrans",
    "posttrans",
    "preuntrans",
    "postuntrans",
    "files",
    "changelog",
    "verifyscript",
    "triggerprein",
    "triggerin",
    "triggerun",
    "triggerpostun",
    "filetriggerin",
    "filetriggerun",
    "filetriggerpostun",
    "transfiletriggerin",
    "transfiletriggerun",
    "transfiletriggerpostun",
    "sourcelist",
    "patchlist",
    "sepolicy",
];

/// The name of the part above the first section.
pub const PREAMBLE: &str = "global";

/// Sections of the whole spec, which belong to no package.
const WITHOUT_OWNER: &[&str] = &[
    "prep",
    "build",
    "install",
    "check",
    "clean",
    "conf",
    "generate_buildrequires",
    "changelog",
    "sourcelist",
    "patchlist",
];

/// A section of a spec.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section<'t> {
    /// Its name without `%`.
    pub name: &'static str,
    /// The subpackage that it belongs to, with macros unexpanded; `None` for the main package.
    pub owner: Option<&'t str>,
    /// The byte where its line begins.
    pub start: usize,
    /// The byte where the line after it begins.
    pub body: usize,
    /// The byte where the next section begins, or the end of the text.
    pub end: usize,
}

impl Section<'_> {
    /// Whether sections of this name belong to the whole spec.
    pub fn has_no_owner(name: &str) -> bool {
        WITHOUT_OWNER.contains(&name)
    }
}

/// The name of the section that a line begins.
pub fn section_name(line: &str) -> Option<&'static str> {
    let rest = trimmed(line).strip_prefix('%')?;
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let name = &rest[..end];
    SECTIONS.iter().copied().find(|known| *known == name)
}

/// The sections of a spec, in their order. What is above the first is the preamble.
pub fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if let Some(name) = section_name(line) {
            if let Some(last) = sections.last_mut() {
                last.end = at;
            }
            sections.push(Section {
                name,
                owner: owner(name, line),
                start: at,
                body: at + line.len(),
                end: text.len(),
            });
        }
        at += line.len();
    }
    sections
}

/// Where the declarations of a spec end: at the first section other than `%package` and `%description`.
pub fn declarations_end(text: &str) -> usize {
    let sections = sections(text);
    let other = sections.iter().find(|section| !matches!(section.name, "package" | "description"));
    other.map_or(text.len(), |section| section.start)
}

/// Where the changelog of a spec begins: at the line that is `%changelog` without the spaces and tabs around it.
pub fn changelog_start(text: &str) -> Option<usize> {
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is_changelog(line) {
            return Some(at);
        }
        at += line.len();
    }
    None
}

/// Whether a line begins the changelog.
pub fn is_changelog(line: &str) -> bool {
    let line = line.strip_suffix('\n').unwrap_or(line);
    line.trim_matches([' ', '\t']) == "%changelog"
}

/// The package that a section line names: after `-n`, or the first word that is neither an option nor its value.
pub fn owner<'l>(name: &str, line: &'l str) -> Option<&'l str> {
    let rest = trimmed(line).strip_prefix('%')?.strip_prefix(name)?;
    let mut words = rest.split_whitespace();
    let mut owner = None;
    while let Some(word) = words.next() {
        match word {
            "--" => break,
            "-n" => return words.next(),
            "-f" | "-l" | "-p" | "-P" => _ = words.next(),
            word if word.starts_with("-n") => return word.strip_prefix("-n"),
            word if word.starts_with('-') => {}
            word => owner = owner.or(Some(word)),
        }
    }
    owner
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_line_is_a_whole_word_that_rpm_knows() {
        assert_eq!(section_name("  %post -n x\n"), Some("post"));
        assert_eq!(section_name("%postun"), Some("postun"));
        assert_eq!(section_name("%build"), Some("build"));
        for line in ["%buildroot_x", "%global x", "build", "%posttransx", "# %build"] {
            assert_eq!(section_name(line), None, "{line}");
        }
    }

    #[test]
    fn the_owner_is_read_as_rpm_reads_it() {
        assert_eq!(owner("files", "%files -f list libs"), Some("libs"));
        assert_eq!(owner("post", "%post -p /sbin/ldconfig -n x-libs"), Some("x-libs"));
        assert_eq!(owner("files", "%files -f list"), None);
        assert_eq!(owner("triggerin", "%triggerin libs -- other"), Some("libs"));
        assert_eq!(owner("description", "%description -l de libs"), Some("libs"));
    }

    #[test]
    fn sections_reach_to_the_next_one() {
        let text = "Name: x\n%package libs\nSummary: y\n%prep\n%setup\n%changelog\n";
        let names: Vec<_> = sections(text).iter().map(|section| (section.name, section.owner)).collect();
        assert_eq!(names, [("package", Some("libs")), ("prep", None), ("changelog", None)]);
        assert_eq!(&text[..declarations_end(text)], "Name: x\n%package libs\nSummary: y\n");
        assert_eq!(changelog_start(text).map(|at| &text[at..]), Some("%changelog\n"));
    }
}
