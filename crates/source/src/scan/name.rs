use maneki_ground_diagnostics::Severity;

use super::{Hit, Rules};

/// Endings of files that users see or that are trusted.
const SERIOUS: &[&str] =
    &[".cer", ".crt", ".pem", ".x509", ".der", ".svg", ".png", ".ico", ".xpm", ".jpg", ".repo"];

/// Checks the name of a file.
pub(super) fn check(rules: &Rules, path: &str, name: &str) -> Option<Hit> {
    let lower = name.to_lowercase();
    let word = ["redhat", "red-hat", "rhel", "centos"].into_iter().find(|word| lower.contains(word))?;
    let is_exempt = [".patch", ".diff", ".spec"].iter().any(|ending| name.ends_with(ending));
    if is_exempt || rules.allows(name) {
        return None;
    }
    let is_serious = SERIOUS.iter().any(|ending| name.ends_with(ending)) || name.starts_with("RPM-GPG-KEY");
    Some(Hit {
        path: path.to_owned(),
        line: 1,
        column: 1,
        severity: if is_serious { Severity::Error } else { Severity::Warning },
        code: "brand-file",
        text: name.to_owned(),
        content: String::new(),
        message: format!("the name of the file holds `{word}`"),
    })
}
