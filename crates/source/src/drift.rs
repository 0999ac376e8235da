//! All configs against all imports: which still fit, and which no longer do.

use serde_json::{Value, json};

use crate::config::{Action, Config};
use crate::plan::{Report, report_json};

/// How a config and a package fit. The order is that of the table, the worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fit {
    /// The config has errors.
    Invalid,
    /// An entry does not fit, and nothing safe is known to write instead.
    Fails,
    /// Every entry that does not fit has a known change.
    Nearly,
    /// There is a config and no package.
    NoSource,
    /// There is a package and no config.
    NoConfig,
    /// A script runs, and what comes after it cannot be checked without running it.
    NeedsScript,
    /// Every entry fits.
    Ok,
}

impl Fit {
    /// Every result, the worst first.
    pub const ALL: [Self; 7] = [
        Self::Invalid,
        Self::Fails,
        Self::Nearly,
        Self::NoSource,
        Self::NoConfig,
        Self::NeedsScript,
        Self::Ok,
    ];

    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invalid => "invalid",
            Self::Fails => "fails",
            Self::Nearly => "nearly",
            Self::NoSource => "no-source",
            Self::NoConfig => "no-config",
            Self::NeedsScript => "needs-script",
            Self::Ok => "ok",
        }
    }

    /// The result of a plan, of which `needs_script` says whether it ends before a script.
    pub fn from_reports(reports: &[Report], needs_script: bool) -> Self {
        let mut errors = reports
            .iter()
            .filter(|report| report.diagnostic.severity == maneki_ground_diagnostics::Severity::Error)
            .peekable();
        if errors.peek().is_none() {
            return if needs_script { Self::NeedsScript } else { Self::Ok };
        }
        if errors.all(|report| report.mend.is_some()) { Self::Nearly } else { Self::Fails }
    }
}

/// A config up to its first script, because scripts are not run here; whether there is one.
pub fn before_scripts(config: &Config) -> (Config, bool) {
    let script = config.actions.iter().position(|action| matches!(action, Action::RunScript(_)));
    let mut cut = config.clone();
    cut.actions.truncate(script.unwrap_or(config.actions.len()));
    (cut, script.is_some())
}

/// A row of the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The package.
    pub package: String,
    /// The branch, if there is one.
    pub branch: Option<String>,
    /// How it fits.
    pub fit: Fit,
    /// The findings.
    pub reports: Vec<Report>,
}

/// The table of all packages.
#[derive(Debug, Clone)]
pub struct Drift {
    rows: Vec<Row>,
}

impl Drift {
    /// A table of these rows, the worst first.
    pub fn new(mut rows: Vec<Row>) -> Self {
        rows.sort_by(|left, right| (left.fit, &left.package).cmp(&(right.fit, &right.package)));
        Self { rows }
    }

    /// Whether no config needs work.
    pub fn is_good(&self) -> bool {
        self.rows.iter().all(|row| matches!(row.fit, Fit::Ok | Fit::NeedsScript))
    }

    fn counts(&self) -> Vec<(Fit, usize)> {
        let count = |fit| (fit, self.rows.iter().filter(|row| row.fit == fit).count());
        Fit::ALL.into_iter().map(count).filter(|(_, count)| *count > 0).collect()
    }

    /// The table for programs.
    pub fn to_json(&self) -> Value {
        let packages: Vec<Value> = self
            .rows
            .iter()
            .map(|row| {
                json!({
                    "package": row.package,
                    "branch": row.branch,
                    "result": row.fit.word(),
                    "diagnostics": row.reports.iter().map(report_json).collect::<Vec<_>>(),
                })
            })
            .collect();
        let counts: serde_json::Map<String, Value> =
            self.counts().into_iter().map(|(fit, count)| (fit.word().to_owned(), count.into())).collect();
        json!({ "packages": packages, "counts": counts })
    }

    /// The table for people: package, branch, result and the first reason.
    pub fn to_text(&self) -> String {
        let cells: Vec<[String; 4]> = self.rows.iter().map(cells).collect();
        let width = |column: usize| cells.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths = [width(0), width(1), width(2)];
        let mut text = String::new();
        for row in &cells {
            let mut line = String::new();
            for (cell, width) in row.iter().zip(widths).filter(|(_, width)| *width > 0) {
                line += cell;
                line.extend(std::iter::repeat_n(' ', width - cell.chars().count() + 2));
            }
            line += &row[3];
            text += line.trim_end();
            text.push('\n');
        }
        text
    }

    /// How many packages have each result, in a line.
    pub fn summary(&self) -> String {
        let counts: Vec<String> =
            self.counts().into_iter().map(|(fit, count)| format!("{count} {}", fit.word())).collect();
        format!("{} packages: {}\n", self.rows.len(), counts.join(", "))
    }
}

fn cells(row: &Row) -> [String; 4] {
    let reason = row.reports.iter().min_by_key(|report| report.diagnostic.severity);
    let reason = reason.map(|report| {
        let found = &report.diagnostic;
        format!(
            "{}[{}]: {}",
            found.span.line,
            found.code,
            maneki_ground_diagnostics::one_line(&found.message)
        )
    });
    [
        row.package.clone(),
        row.branch.clone().unwrap_or_default(),
        row.fit.word().to_owned(),
        reason.filter(|_| row.fit != Fit::Ok).unwrap_or_default(),
    ]
}
