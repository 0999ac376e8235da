use super::Finding;
use super::file::{read_spec, write};
use crate::config::ModifyRelease;
use crate::tree::Tree;

/// The end of the definition of `autorelease` that rpmautospec writes into a spec.
pub(super) const AUTORELEASE_END: &str = "}%{?-e:.%{-e*}}%{?-s:.%{-s*}}%{!?-n:%{?dist}}";

/// Carries out an entry of `modify_release`.
pub(super) fn apply(entry: &ModifyRelease, tree: &mut Tree<'_>, findings: &mut Vec<Finding>) {
    if !entry.enabled {
        return;
    }
    let span = entry.suffix.span;
    let (file, body) = match read_spec(tree, span) {
        Ok(spec) => spec,
        Err(miss) => return findings.push(miss),
    };
    match with_suffix(&body.text, &entry.suffix.value) {
        Suffixed::Written(text) => write(tree, &file, &body, &text),
        Suffixed::NoRelease => {
            let message = format!("`suffix`: `{file}` has no line that begins with `Release:`");
            findings.push(match other_spelling(&body.text) {
                Some((line, spelling)) => Finding::miss("no-release", span, message)
                    .with_help(format!("line {line} has it as `{spelling}`: replace that line")),
                None => Finding::miss("no-release", span, message),
            });
        }
        Suffixed::NoEnd => {
            let message =
                format!("`suffix`: `{file}` defines `autorelease`, but not in the words of rpmautospec");
            findings.push(
                Finding::miss("no-autorelease-end", span, message)
                    .with_help(format!("a line with `{AUTORELEASE_END}` is needed")),
            );
        }
        Suffixed::Automatic => findings.push(
            Finding::warning(
                "autorelease-no-suffix",
                span,
                format!(
                    "`suffix`: `{file}` uses `%autorelease`, so the package does not get `{}`",
                    entry.suffix.value
                ),
            )
            .with_help("replace `%autorelease` with a release"),
        ),
    }
}

enum Suffixed {
    Written(String),
    NoRelease,
    NoEnd,
    Automatic,
}

fn with_suffix(text: &str, suffix: &str) -> Suffixed {
    let releases = || text.lines().filter(|line| line.starts_with("Release:"));
    if releases().next().is_none() {
        return Suffixed::NoRelease;
    }
    let any_automatic = releases().any(is_automatic);
    let defined = any_automatic && text.lines().any(defines_autorelease);
    if defined && !text.lines().any(|line| line.contains(AUTORELEASE_END)) {
        return Suffixed::NoEnd;
    }
    if any_automatic && !defined && releases().all(is_automatic) {
        return Suffixed::Automatic;
    }
    let mut new = String::with_capacity(text.len() + 64);
    let mut block_done = false;
    for line in text.split_inclusive('\n') {
        let content = line.strip_suffix('\n').unwrap_or(line);
        let is_block = defined && !block_done && content.contains(AUTORELEASE_END);
        if is_block || content.starts_with("Release:") && !is_automatic(content) {
            block_done |= is_block;
            new.push_str(content.trim_end());
            new.push_str(suffix);
            new.push_str(&line[content.len()..]);
        } else {
            new.push_str(line);
        }
    }
    Suffixed::Written(new)
}

fn is_automatic(line: &str) -> bool {
    line.contains("%autorelease") || line.contains("%{autorelease}")
}

/// Whether a line holds `%define autorelease` or `%global autorelease`.
fn defines_autorelease(line: &str) -> bool {
    ["%define", "%global"].iter().any(|keyword| {
        line.match_indices(keyword).any(|(at, _)| {
            let rest = &line[at + keyword.len()..];
            rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with("autorelease")
        })
    })
}

/// A line that is a release in other letters or with white space in front.
fn other_spelling(text: &str) -> Option<(usize, &str)> {
    text.lines().enumerate().find_map(|(number, line)| {
        let (tag, _) = line.split_once(':')?;
        tag.trim().eq_ignore_ascii_case("release").then_some((number + 1, tag))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> String {
        match with_suffix(text, ".tan.1") {
            Suffixed::Written(text) => text,
            _ => panic!("nothing was written"),
        }
    }

    #[test]
    fn every_release_line_gets_the_suffix_before_trailing_spaces() {
        let text = "%if 1\nRelease: 1%{?dist} \t\n%else\nRelease: 2\n%endif\n";
        assert_eq!(written(text), "%if 1\nRelease: 1%{?dist}.tan.1\n%else\nRelease: 2.tan.1\n%endif\n");
    }

    #[test]
    fn an_autorelease_block_gets_the_suffix_at_its_end_and_a_second_after_the_first() {
        let text =
            format!("%define autorelease(e:s:pb:n) %{{lua:\n{AUTORELEASE_END}\nRelease: %autorelease\n");
        let once = written(&text);
        assert!(once.contains(&format!("{AUTORELEASE_END}.tan.1\nRelease: %autorelease\n")));
        assert!(written(&once).contains(".tan.1.tan.1\n"));
    }

    #[test]
    fn a_plain_autorelease_gets_no_suffix() {
        assert!(matches!(with_suffix("Release: %autorelease\n", ".x.1"), Suffixed::Automatic));
        assert!(matches!(with_suffix("release: 1\n", ".x.1"), Suffixed::NoRelease));
        let without_end = "%global autorelease 1\nRelease: %{autorelease}\n";
        assert!(matches!(with_suffix(without_end, ".x.1"), Suffixed::NoEnd));
    }
}
