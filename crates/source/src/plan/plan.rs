use maneki_ground_diagnostics::{Diagnostic, Severity};

use super::{Report, Strictness, diff};
use crate::apply::{Finding, Settings, already_applied, apply};
use crate::config::Config;
use crate::near::explain;
use crate::rules::WARNINGS_OF_REFERENCE;
use crate::spec::Evr;
use crate::tree::{Change, Tree, Unreadable};

/// A config and a package, and how strictly they are checked.
pub struct Job<'a, 's> {
    /// The config.
    pub config: &'a Config,
    /// The warnings that reading and checking the config gave.
    pub warnings: &'a [Diagnostic],
    /// The package.
    pub package: &'a Tree<'s>,
    /// The folder of the config.
    pub folder: &'a Tree<'a>,
    /// What the run depends on.
    pub settings: Settings<'a>,
    /// Whether warnings about the reference are errors.
    pub strict: bool,
    /// Whether a package to which the config is applied already is accepted.
    pub again: bool,
}

/// The result of a config on a package.
#[derive(Debug)]
pub struct Plan {
    /// The name of the package.
    pub package: String,
    /// Every finding; the misses and errors first, in the order of the config.
    pub reports: Vec<Report>,
    /// What differs afterwards; empty if something was missed.
    pub changes: Vec<Change>,
    /// The changes as a unified diff.
    pub diff: String,
    /// Every suffix of the release.
    pub suffix: String,
    /// The version in the newest header of the changelog.
    pub evr: Option<Evr>,
}

impl Plan {
    /// Computes the result. The error is a file that cannot be read.
    pub fn new(job: &Job<'_, '_>) -> Result<Self, Unreadable> {
        let strictness = Strictness { strict: job.strict, allow: &job.config.parameters.allow };
        let early = if job.again { None } else { already_applied(job.config, job.package) };
        let outcome = match early {
            Some(_) => None,
            None => Some(apply(job.config, job.package, job.folder, &job.settings)),
        };
        let mut reports = warnings(job);
        let findings = outcome.iter().flat_map(|outcome| &outcome.findings).chain(&early);
        reports.extend(findings.map(|finding| report(finding, job)));
        for report in &mut reports {
            strictness.adjust(&mut report.diagnostic);
        }
        let fails = reports.iter().any(|report| report.diagnostic.severity == Severity::Error);
        let changes = match &outcome {
            Some(outcome) if !fails => outcome.tree.changes()?,
            _ => Vec::new(),
        };
        Ok(Self {
            package: job.settings.package.to_owned(),
            reports,
            diff: diff(&changes),
            changes,
            suffix: job.config.suffixes().map(|entry| entry.suffix.value.as_str()).collect(),
            evr: outcome.and_then(|outcome| outcome.evr),
        })
    }

    /// Whether the config fits the package, and no finding is an error.
    pub fn applies(&self) -> bool {
        self.reports.iter().all(|report| report.diagnostic.severity != Severity::Error)
    }
}

/// The warnings about the config that it can accept; all others are for `lint`.
fn warnings(job: &Job<'_, '_>) -> Vec<Report> {
    let acceptable = job.warnings.iter().filter(|found| WARNINGS_OF_REFERENCE.contains(&found.code.0));
    acceptable.map(|found| Report::new(found.clone(), false)).collect()
}

fn report(finding: &Finding, job: &Job<'_, '_>) -> Report {
    let mut diagnostic =
        Diagnostic::new(&job.config.path, finding.span, finding.severity, finding.code, &finding.message);
    diagnostic.help.clone_from(&finding.help);
    let mut report = Report::new(diagnostic, finding.severity == Severity::Error);
    let Some(searched) = &finding.searched else { return report };
    report.is_search = true;
    let explanation = explain(searched, job.package);
    report.diagnostic.message = format!("{}: {}", report.diagnostic.message, explanation.message);
    report.diagnostic.help = explanation.help.or(report.diagnostic.help);
    report.replace_span = searched.replace_span;
    report.near = explanation.near;
    report.mend = explanation.mend;
    report
}
