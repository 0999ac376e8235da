use super::declare::inserted;
use super::has_marker;
use crate::apply::Finding;
use crate::apply::conditional::Upwards;
use crate::config::AddFile;
use crate::spec::{changelog_start, section_name};
use crate::text::lines::trimmed;

/// A patch to apply.
pub(super) struct Job<'a> {
    pub(super) entry: &'a AddFile,
    pub(super) package: &'a str,
    /// The brand of the marker; `None` if markers are off.
    pub(super) brand: Option<&'a str>,
    pub(super) number: Option<u64>,
    /// The declaration is inside of a conditional.
    pub(super) in_conditional: bool,
}

/// How a spec applies its patches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    /// `%patch7`
    Classic,
    /// `%patch -P 7`
    Spaced,
    /// `%patch -P7`
    Joined,
    /// `ApplyPatch name`
    Kernel,
    /// `%patch 7`
    Bare,
}

/// Adds the line that applies the patch, unless the spec applies all of its patches.
pub(super) fn apply(
    job: &Job<'_>,
    text: &str,
    file: &str,
    findings: &mut Vec<Finding>,
) -> Result<String, Finding> {
    let is_kernel = job.package == "kernel";
    let body = &text[..changelog_start(text).unwrap_or(text.len())];
    if !is_kernel && body.lines().any(applies_all) {
        findings.extend(left_out(job, body));
        return Ok(text.to_owned());
    }
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let styles = body.lines().map(style).collect::<Vec<_>>();
    let fits =
        |style: &Option<Style>| if is_kernel { *style == Some(Style::Kernel) } else { style.is_some() };
    let last = styles.iter().rposition(fits);
    let (place, style, in_conditional) = if let Some(last) = last {
        let (place, inside) = below(&lines, last);
        (place, styles[last].unwrap_or(Style::Spaced), inside)
    } else {
        let setup = lines[..styles.len()].iter().rposition(|line| line.starts_with("%setup"));
        let Some(setup) = setup else {
            let message = format!("`{file}` neither applies a patch nor has a line `%setup`");
            return Err(Finding::miss("no-place", job.entry.name.span, message));
        };
        findings.extend(first(job, body));
        (setup + 1, Style::Spaced, false)
    };
    if job.number.is_none() && style != Style::Kernel {
        let message =
            format!("`{}` has no number, and rpm refuses `%patch` without one", job.entry.name.value);
        findings.push(Finding::warning("patch-number-missing", job.entry.name.span, message));
    }
    if job.in_conditional && !in_conditional {
        let message = format!(
            "`{}` is declared inside of a conditional of `{file}` and applied outside of it",
            job.entry.name.value
        );
        findings.push(Finding::warning("declared-in-conditional", job.entry.name.span, message));
    }
    let mut added = apply_line(job, style);
    if let Some(brand) = job.brand {
        let marker = format!("# Applying {brand} Patch");
        if !has_marker(text, &marker) {
            added = format!("\n{marker}\n{added}");
        }
    }
    Ok(inserted(&lines, place, &added))
}

/// The style of a line that applies a patch.
fn style(line: &str) -> Option<Style> {
    let line = trimmed(line);
    if line.starts_with("ApplyPatch") || line.starts_with("ApplyOptionalPatch") {
        return Some(Style::Kernel);
    }
    let rest = line.strip_prefix("%patch")?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return Some(Style::Classic);
    }
    if let Some(argument) = rest.strip_prefix(" -P") {
        let spaced = argument.strip_prefix(' ');
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        return match spaced {
            Some(next) if is_number(next) || next.starts_with("-p") => Some(Style::Spaced),
            None if is_number(argument) => Some(Style::Joined),
            _ => None,
        };
    }
    let argument = rest.strip_prefix(' ')?;
    let digits = argument.len() - argument.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let after = argument[digits..].chars().next();
    (digits > 0 && after.is_none_or(char::is_whitespace)).then_some(Style::Bare)
}

fn apply_line(job: &Job<'_>, style: Style) -> String {
    let name = &job.entry.name.value;
    let number = job.number.map(|number| number.to_string()).unwrap_or_default();
    let stem: String = name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).replace('.', "");
    let backup = if job.entry.no_backup { String::new() } else { format!(" -b .{stem}") };
    match style {
        Style::Classic => format!("%patch{number} -p1{backup}\n"),
        Style::Spaced => format!("%patch -P {number} -p1{backup}\n"),
        Style::Joined => format!("%patch -P{number} -p1{backup}\n"),
        Style::Bare => format!("%patch {number} -p1{backup}\n"),
        Style::Kernel => format!("ApplyPatch {name}\n"),
    }
}

/// The line above which a line goes that follows the last one that applies a patch, and whether it is inside of a
/// conditional there.
fn below(lines: &[&str], last: usize) -> (usize, bool) {
    let end = lines[last + 1..].iter().position(|line| section_name(line).is_some());
    let end = end.map_or(lines.len(), |distance| last + 1 + distance);
    let mut walk = Upwards::default();
    for number in (last + 1..end).rev() {
        walk.take(number, lines[number]);
    }
    let place = walk.inside.unwrap_or(last) + 1;
    let begin = lines[..place].iter().rposition(|line| section_name(line).is_some()).unwrap_or(0);
    let opened = lines[begin..place].iter().filter(|line| line.trim_start().starts_with("%if")).count();
    let closed = lines[begin..place].iter().filter(|line| line.trim_start().starts_with("%endif")).count();
    (place, opened > closed)
}

/// Whether a line applies all patches of the spec.
fn applies_all(line: &str) -> bool {
    !trimmed(line).starts_with('#')
        && ["autosetup", "forgeautosetup", "autopatch"].iter().any(|name| uses(line, name))
}

/// Whether a line uses a macro, with or without braces.
fn uses(line: &str, name: &str) -> bool {
    line.match_indices(name).any(|(at, _)| {
        let before = &line[..at];
        let start = before.trim_end_matches(['{', '?', '!']);
        let percents = start.len() - start.trim_end_matches('%').len();
        let after = line[at + name.len()..].chars().next();
        percents % 2 == 1 && after.is_none_or(|c| !(c.is_alphanumeric() || c == '_'))
    })
}

/// A warning where what applies all patches leaves this one out: `%autosetup -N` without `%autopatch`, or `-m` and `-M`
/// with other numbers.
fn left_out(job: &Job<'_>, body: &str) -> Option<Finding> {
    let lines = || body.lines().filter(|line| !trimmed(line).starts_with('#'));
    let span = job.entry.name.span;
    let name = &job.entry.name.value;
    let patches: Vec<&str> = lines().filter(|line| uses(line, "autopatch")).collect();
    let setups: Vec<&str> =
        lines().filter(|line| uses(line, "autosetup") || uses(line, "forgeautosetup")).collect();
    let without = |line: &&str| line.split_whitespace().any(|word| word == "-N");
    if patches.is_empty() && !setups.is_empty() && setups.iter().all(without) {
        let message = format!("`{name}` is declared but not applied: `%autosetup -N` applies no patch");
        return Some(Finding::warning("patch-not-applied", span, message));
    }
    let number = job.number?;
    let takes = |line: &&str| {
        let bound = |option: &str| option_value(line, option);
        bound("-m").is_none_or(|least| number >= least) && bound("-M").is_none_or(|most| number <= most)
    };
    let all_setups = setups.iter().any(|line| !without(line));
    if all_setups || patches.is_empty() || patches.iter().any(takes) {
        return None;
    }
    let message = format!("`{name}` is declared but not applied: no `%autopatch` takes number {number}");
    Some(
        Finding::warning("patch-not-applied", span, message)
            .with_help("choose a number between its `-m` and `-M`"),
    )
}

fn option_value(line: &str, option: &str) -> Option<u64> {
    let mut words = line.split_whitespace();
    words
        .find_map(|word| {
            let value = word.strip_prefix(option)?;
            if value.is_empty() { None } else { value.parse().ok() }
        })
        .or_else(|| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.windows(2).find(|pair| pair[0] == option).and_then(|pair| pair[1].parse().ok())
        })
}

/// A warning where upstream applies patches in a way that is not known, so that ours comes before.
fn first(job: &Job<'_>, body: &str) -> Option<Finding> {
    let applies = |line: &&str| {
        let line = trimmed(line);
        let is_command = ["git am", "git apply", "patch -", "patch <"].iter().any(|word| line.contains(word));
        let by_path =
            ["%{PATCH", "%PATCH", "%{P:", "%{patches}", "%patches"].iter().any(|word| line.contains(word));
        !line.starts_with('#') && (is_command || by_path || line.starts_with("%patch"))
    };
    let line = body.lines().find(applies)?;
    let message = format!(
        "`{}` is applied before the patches of upstream, which `{}` applies",
        job.entry.name.value,
        trimmed(line)
    );
    Some(Finding::warning("apply-first", job.entry.name.span, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn styles_are_recognised_by_the_beginning_of_a_line() {
        for (line, expected) in [
            ("%patch7 -p1", Some(Style::Classic)),
            ("  %patch -P 7 -p1", Some(Style::Spaced)),
            ("%patch -P -p1", Some(Style::Spaced)),
            ("%patch -P7", Some(Style::Joined)),
            ("%patch 7", Some(Style::Bare)),
            ("ApplyOptionalPatch x", Some(Style::Kernel)),
            ("%patch 7x", None),
            ("%patch -p1", None),
            ("patch7", None),
        ] {
            assert_eq!(style(line), expected, "{line}");
        }
    }

    #[test]
    fn a_use_of_a_macro_is_not_its_name_in_a_comment_or_escaped() {
        assert!(
            applies_all("%autosetup -p1") && applies_all("  %{?autopatch}") && applies_all("%{autosetup}")
        );
        assert!(!applies_all("# %autosetup") && !applies_all("%%autosetup") && !applies_all("%autosetup_x"));
    }

    #[test]
    fn the_place_is_below_the_conditional_that_the_last_line_is_in() {
        let text = "%prep\n%if 1\n%patch1 -p1\n%endif\n%build\n%if 2\n%endif\n";
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        assert_eq!(below(&lines, 2), (4, false));
    }
}
