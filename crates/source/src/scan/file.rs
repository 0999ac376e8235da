use maneki_ground_diagnostics::Severity;

use super::context::{Context, Contexts, FileKind};
use super::rules::{Rule, Weight};
use super::{Hit, Rules, name, sbat};
use crate::text::escape;
use crate::text::lines::trimmed;

/// How many bytes decide whether a file is binary.
const HEAD: usize = 8_000;

/// The shortest text in a binary file.
const SHORTEST: usize = 6;

/// Checks a file. `own` are the names of the distribution; with `binary` the texts in binary files are checked as well.
pub fn scan_file(rules: &Rules, path: &str, bytes: &[u8], own: &[String], binary: bool) -> Vec<Hit> {
    let file_name = path.rsplit('/').next().unwrap_or(path);
    let mut hits: Vec<Hit> = name::check(rules, path, file_name).into_iter().collect();
    if bytes[..bytes.len().min(HEAD)].contains(&0) {
        if binary {
            hits.extend(texts_in_binary(rules, path, bytes));
        }
        return hits;
    }
    let kind = FileKind::from_name(file_name);
    let text = escape(bytes);
    if kind == FileKind::Sbat {
        hits.extend(sbat::check(path, &text, own));
        return hits;
    }
    if kind == FileKind::Legal || !matches(&rules.candidates, &text) {
        return hits;
    }
    let mut contexts = Contexts::new(kind);
    for (number, line) in text.lines().enumerate() {
        let context = contexts.take(line);
        if context != Context::Skipped && matches(&rules.candidates, line) {
            let place = Place { path, line: number + 1, text: line, kind, context };
            hits.extend(place.hits(rules));
        }
    }
    hits
}

fn matches(pattern: &fancy_regex::Regex, text: &str) -> bool {
    pattern.is_match(text).unwrap_or(true)
}

/// A line of a file.
struct Place<'l> {
    path: &'l str,
    line: usize,
    text: &'l str,
    kind: FileKind,
    context: Context,
}

impl Place<'_> {
    /// The findings of a line: each match claims its characters, and a later one that touches them is dropped.
    fn hits(&self, rules: &Rules) -> Vec<Hit> {
        let mut claimed: Vec<(usize, usize)> = Vec::new();
        let mut hits = Vec::new();
        for rule in &rules.table {
            if self.is_off(rule, rules) {
                continue;
            }
            if rule.code == "brand-os-release" {
                let is_match = self.kind == FileKind::OsRelease
                    && claimed.is_empty()
                    && matches(&rule.pattern, self.text);
                if is_match {
                    claimed.push((0, self.text.len()));
                    hits.extend(self.hit(rule, 0, self.text.len()));
                }
                continue;
            }
            let found: Vec<(usize, usize)> = rule
                .pattern
                .find_iter(self.text)
                .map_while(Result::ok)
                .map(|found| (found.start(), found.end()))
                .filter(|(start, end)| claimed.iter().all(|(from, to)| end <= from || start >= to))
                .collect();
            for &(start, end) in &found {
                hits.extend(self.hit(rule, start, end));
            }
            claimed.extend(found);
        }
        hits.sort_by_key(|hit| hit.column);
        hits
    }

    /// Whether a rule does not hold for a line.
    fn is_off(&self, rule: &Rule, rules: &Rules) -> bool {
        let names_file = || {
            let line = self.text;
            let is_tag = |tag: &str| {
                line.strip_prefix(tag)
                    .and_then(|rest| rest.split_once(':'))
                    .is_some_and(|(number, _)| number.chars().all(|c| c.is_ascii_digit()))
            };
            let line = trimmed(line);
            is_tag("Patch")
                || is_tag("Source")
                || line.starts_with("%patch")
                || line.starts_with("ApplyPatch")
        };
        match rule.code {
            "brand-package" => self.kind == FileKind::Spec && names_file(),
            "brand-name" => self.kind == FileKind::Spec && names_file() || matches(&rules.notices, self.text),
            _ => false,
        }
    }

    fn hit(&self, rule: &Rule, start: usize, end: usize) -> Option<Hit> {
        let text = &self.text[start..end];
        let severity = self.severity(rule, text)?;
        Some(Hit {
            path: self.path.to_owned(),
            line: self.line,
            column: self.text[..start].chars().count() + 1,
            severity,
            code: rule.code,
            text: text.to_owned(),
            content: trimmed(self.text).to_owned(),
            message: format!("`{text}` {}", rule.message),
        })
    }

    fn severity(&self, rule: &Rule, text: &str) -> Option<Severity> {
        let is_comment = self.context == Context::Comment;
        Some(match rule.weight {
            Weight::Silent => return None,
            _ if is_comment && rule.code == "brand-url" && is_bug(text) => return None,
            _ if is_comment && rule.code != "brand-os-release" => Severity::Info,
            Weight::Error => Severity::Error,
            Weight::Context if self.context == Context::Shown => Severity::Error,
            Weight::Context | Weight::Warning => Severity::Warning,
        })
    }
}

/// Whether a URL leads to a bug.
fn is_bug(url: &str) -> bool {
    let host =
        url.split("://").nth(1).unwrap_or_default().split(['/', ':', '?', '#']).next().unwrap_or_default();
    matches!(host, "bugzilla.redhat.com" | "issues.redhat.com")
}

/// The findings in the printable texts of a binary file.
fn texts_in_binary(rules: &Rules, path: &str, bytes: &[u8]) -> Vec<Hit> {
    let mut hits = Vec::new();
    let mut start = 0;
    for run in bytes.split(|byte| !(0x20..0x7f).contains(byte)) {
        let at = start;
        start += run.len() + 1;
        let Ok(text) = std::str::from_utf8(run) else { continue };
        if run.len() < SHORTEST || !matches(&rules.candidates, text) {
            continue;
        }
        let place = Place { path, line: 1, text, kind: FileKind::Other, context: Context::Code };
        hits.extend(place.hits(rules).into_iter().map(|hit| Hit {
            column: at + hit.column,
            severity: Severity::Warning,
            code: "brand-binary",
            ..hit
        }));
    }
    hits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(name: &str, text: &str) -> Vec<(usize, usize, &'static str, Severity)> {
        let hits = scan_file(&Rules::built_in(), name, text.as_bytes(), &["Tanuki".to_owned()], true);
        hits.iter().map(|hit| (hit.line, hit.column, hit.code, hit.severity)).collect()
    }

    #[test]
    fn a_brand_is_an_error_where_users_see_it() {
        let spec = "Summary: For RHEL 9\nRequires: redhat-logos\n# Red Hat\nPatch1: redhat-x.patch\n";
        let expected = [
            (1, 14, "brand-name", Severity::Error),
            (2, 11, "brand-package", Severity::Warning),
            (3, 3, "brand-name", Severity::Info),
        ];
        assert_eq!(found("x.spec", spec), expected);
    }

    #[test]
    fn allowed_names_and_notices_stay() {
        for line in [
            "x86_64-redhat-linux-gnu",
            "BuildRequires: redhat-rpm-config",
            "# https://bugzilla.redhat.com/1",
            "Copyright Red Hat",
            "(c) 2001 Red Hat",
            "rhbz#123",
            "RHEL-1234",
            "cat /etc/redhat-release",
        ] {
            assert_eq!(found("x.sh", line), [], "{line}");
        }
    }

    #[test]
    fn each_match_claims_its_characters() {
        let line =
            "see https://access.redhat.com/x and a@redhat.com, redhatsecureboot501.cer subscription-manager";
        let codes: Vec<_> = found("x.txt", line).into_iter().map(|(_, _, code, _)| code).collect();
        assert_eq!(codes, ["brand-url", "brand-mail", "brand-certificate", "licence-manager"]);
        assert_eq!(found("x.txt", "https://redhat.com.example.org/"), []);
    }

    #[test]
    fn os_release_sbat_names_and_binary_texts_are_checked() {
        let expected = [(1, 1, "brand-os-release", Severity::Error)];
        assert_eq!(found("os-release", "ID=\"rhel\"\nID_LIKE=rhel\n"), expected);
        let sbat = "sbat,1,SBAT Version,sbat,1,https://x\ngrub.rh,2,Red Hat,grub2,1,mailto:x\n";
        assert_eq!(found("sbat.csv", sbat)[0].2, "sbat-no-own-entry");
        let own = format!("{sbat}grub.tan,2,Tanuki,grub2,1,mailto:x\n");
        assert_eq!(found("sbat.csv", &own), []);
        assert_eq!(found("redhat-logo.svg", ""), [(1, 1, "brand-file", Severity::Error)]);
        assert_eq!(found("x", "\0\0Red Hat\0"), [(1, 3, "brand-binary", Severity::Warning)]);
    }
}
