use std::collections::BTreeSet;

use maneki_ground_diagnostics::{Diagnostic, Fix, RuleCode, Severity, Span};

use super::{Action, ChangelogEntry, Config, Find, Spanned};

/// The files beside a config; a set is missing where there is no such folder.
#[derive(Debug, Clone, Default)]
pub struct Folder {
    /// The names below `files/`.
    pub files: Option<BTreeSet<String>>,
    /// The names below `scripts/`.
    pub scripts: Option<BTreeSet<String>>,
}

/// Checks a config that has no error by itself. `text` is the text that it was read from, and `file_name` its name.
pub fn check(config: &Config, text: &str, file_name: &str, folder: &Folder) -> Vec<Diagnostic> {
    let mut check = Check { config, text, diagnostics: Vec::new() };
    check.branch(file_name);
    check.suffix_and_changelog();
    check.replacements();
    check.entries();
    check.files(folder);
    check.diagnostics.sort();
    check.diagnostics
}

struct Check<'c> {
    config: &'c Config,
    text: &'c str,
    diagnostics: Vec<Diagnostic>,
}

impl Check<'_> {
    fn report(
        &mut self,
        code: &'static str,
        severity: Severity,
        span: Span,
        message: String,
    ) -> &mut Diagnostic {
        self.diagnostics.push(Diagnostic::new(&self.config.path, span, severity, RuleCode(code), message));
        self.diagnostics.last_mut().expect("a diagnostic was just added")
    }

    fn warning(&mut self, code: &'static str, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        self.report(code, Severity::Warning, span, message.into())
    }

    fn branch(&mut self, file_name: &str) {
        if file_name != "config.yaml"
            && file_name.starts_with("config-")
            && self.config.parameters.target_branch.is_none()
        {
            let message = format!(
                "`{file_name}` needs `custom_target_branch` in `parameters`: without it, it writes the branch of `config.yaml`"
            );
            self.report("target-branch-missing", Severity::Error, Span::START, message);
        }
    }

    fn suffix_and_changelog(&mut self) {
        let actions = &self.config.actions;
        let suffix = actions.iter().rposition(
            |action| matches!(action, Action::ModifyRelease(entries) if entries.iter().any(|entry| entry.enabled)),
        );
        let changelog = actions.iter().position(|action| matches!(action, Action::Changelog(_)));
        if suffix.is_none() && !actions.is_empty() {
            self.warning(
                "no-suffix",
                Span::START,
                "no `modify_release` adds a suffix, so the package looks like upstream's",
            );
        }
        if changelog.is_none() && !actions.is_empty() {
            self.warning("no-changelog-entry", Span::START, "no `changelog_entry` says what was changed");
        }
        let (Some(suffix), Some(changelog)) = (suffix, changelog) else { return };
        if changelog < suffix
            && let Action::Changelog(entries) = &actions[changelog]
            && let Some(entry) = entries.first()
        {
            let message = "this entry comes before `modify_release`, so its header lacks the suffix";
            self.warning("changelog-before-release", entry.span, message).help =
                Some("move `modify_release` above it".to_owned());
        }
    }

    fn replacements(&mut self) {
        for action in &self.config.actions {
            let Action::Replace(entries) = action else { continue };
            for entry in entries {
                let source = entry.find.source();
                if matches!(entry.find, Find::Text(_) | Find::Block(_)) && source.value.contains("Release:") {
                    let message =
                        "the release is changed by `replace`, which fails with every new release of upstream";
                    self.warning("release-by-replace", source.span, message).help =
                        Some("use `modify_release`".to_owned());
                }
            }
        }
    }

    fn entries(&mut self) {
        for action in &self.config.actions {
            let Action::Changelog(entries) = action else { continue };
            for entry in entries {
                self.email(entry);
                entry.line.iter().for_each(|item| self.percent(item));
            }
        }
    }

    fn email(&mut self, entry: &ChangelogEntry) {
        let email = &entry.email.value;
        let is_address = email.split_once('@').is_some_and(|(local, host)| {
            !local.is_empty()
                && host.contains('.')
                && !host.contains('@')
                && !host.starts_with('.')
                && !host.ends_with('.')
        });
        if !is_address || email.contains(|c: char| c.is_whitespace() || c == '<' || c == '>') {
            let message = format!("`email`: `{email}` is not an e-mail address");
            self.warning("email-not-address", entry.email.span, message);
        }
    }

    /// Warns of a `%` in the changelog, which rpm takes for the beginning of a macro.
    fn percent(&mut self, item: &Spanned<String>) {
        if single_percents(&item.value).is_empty() {
            return;
        }
        let written = self.text.get(item.span.start..item.span.end).unwrap_or_default();
        let edits = single_percents(written).into_iter().map(|at| {
            let at = item.span.start + at;
            maneki_ground_diagnostics::Edit { start: at, end: at, text: "%".to_owned() }
        });
        let fix =
            Fix { applicability: maneki_ground_diagnostics::Applicability::Safe, edits: edits.collect() };
        let message = "rpm expands macros in the changelog, and this `%` begins one";
        let found = self.warning("changelog-macro", item.span, message);
        found.help = Some("write `%%`".to_owned());
        found.fix = Some(fix);
    }

    fn files(&mut self, folder: &Folder) {
        let mut after_script = false;
        for action in &self.config.actions {
            match action {
                Action::AddFiles(entries) => {
                    for entry in entries {
                        self.file(&entry.name, "files", folder.files.as_ref(), after_script);
                    }
                }
                Action::RunScript(entries) => {
                    for entry in entries {
                        self.file(&entry.script, "scripts", folder.scripts.as_ref(), false);
                    }
                    after_script = true;
                }
                _ => {}
            }
        }
    }

    fn file(
        &mut self,
        name: &Spanned<String>,
        folder: &str,
        known: Option<&BTreeSet<String>>,
        after_script: bool,
    ) {
        if known.is_none_or(|known| known.contains(&name.value)) {
            return;
        }
        let message = format!("there is no file `{folder}/{}` beside the config", name.value);
        let severity = if after_script { Severity::Warning } else { Severity::Error };
        let near = known.and_then(|known| {
            maneki_ground_diagnostics::nearest(&name.value, known.iter().map(String::as_str))
                .map(str::to_owned)
        });
        let found = self.report("file-missing", severity, name.span, message);
        found.help = near.map(|near| format!("did you mean `{near}`?"));
    }
}

/// The bytes of the `%` that are not doubled.
fn single_percents(text: &str) -> Vec<usize> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find('%') {
        let begin = at + offset;
        let run = text[begin..].len() - text[begin..].trim_start_matches('%').len();
        if run % 2 == 1 {
            found.push(begin);
        }
        at = begin + run;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::single_percents;

    #[test]
    fn doubled_percent_signs_are_fine() {
        assert_eq!(single_percents("%{x} 100%% %%%a"), [0, 11]);
    }
}
