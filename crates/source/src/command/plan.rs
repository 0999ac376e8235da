use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use maneki_ground_command::{Failure, Session, TimeArgument};
use maneki_ground_diagnostics::Diagnostic;
use serde_json::json;

use super::inputs::{ConfigInput, package_name};
use super::render;
use crate::apply::{AskRpmspec, NoRpmspec, NoScripts, RunScripts, Settings};
use crate::disk::{Bash, Folder, Rpmspec, write};
use crate::plan::{Job, Plan as Planned};

/// Show what a config changes in a package.
///
/// Prints a unified diff to standard output and findings to standard error. Writes nothing: scripts run on scratch
/// copies.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki source plan rpms/pesign --config autopatch/pesign\n\n\
    Exit codes:\n  0  the config fits\n  1  an entry does not fit; with --strict also a warning\n  \
    2  wrong usage, or the config has errors\n  3  a file cannot be read")]
pub(super) struct Plan {
    #[command(flatten)]
    options: Options,
}

/// Change a package as its config says.
///
/// Writes every file or none: if an entry does not fit, the package stays as it is.
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  maneki source apply rpms/pesign --config autopatch/pesign --date 2025-01-14\n\n\
    Exit codes:\n  0  the package is changed\n  1  an entry does not fit; with --strict also a warning\n  \
    2  wrong usage, or the config has errors\n  3  a file cannot be read or written"
)]
pub(super) struct Apply {
    #[command(flatten)]
    options: Options,
}

#[derive(Debug, Args)]
struct Options {
    /// The folder of the package
    #[arg(value_name = "SOURCE")]
    source: PathBuf,
    /// The config: a file, or a folder with a `config.yaml`
    #[arg(long, value_name = "CONFIG")]
    config: PathBuf,
    /// The day of changelog entries; without it the day of `SOURCE_DATE_EPOCH`, or today
    #[arg(long, value_name = "YYYY-MM-DD")]
    date: Option<Date>,
    /// The major release of upstream's distribution, if the config does not set `el_version`
    #[arg(long, value_name = "NUMBER")]
    el: Option<u32>,
    /// The name of the package, if it is not that of the folder
    #[arg(long, value_name = "NAME")]
    package: Option<String>,
    /// The name of the distribution in comments that mark added patches
    #[arg(long, value_name = "NAME", default_value = "AlmaLinux")]
    brand: String,
    /// Treat warnings as errors if the config does not accept them in `x-allow`
    #[arg(long)]
    strict: bool,
    /// Accept a package to which the config was applied before
    #[arg(long)]
    again: bool,
    /// Do not run the scripts of the config: an entry that needs one does not fit
    #[arg(long)]
    no_scripts: bool,
    /// When to run rpmspec for the version in the changelog
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    rpmspec: When,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

/// When rpmspec is run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum When {
    /// If the version cannot be computed without it
    Auto,
    /// Never
    Never,
}

/// How a result is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Text,
    /// One JSON document, for programs
    Json,
}

impl Plan {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        self.options.run(session, false)
    }
}

impl Apply {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        self.options.run(session, true)
    }
}

impl Options {
    fn run(self, session: &Session, writes: bool) -> Result<ExitCode, Failure> {
        let input = ConfigInput::open(&self.config)?;
        let folder = Folder::open(&self.source)?;
        let name = match &self.package {
            Some(name) => name.clone(),
            None => package_name(&self.source)?,
        };
        let Some(config) = input.config() else {
            return self.invalid(&name, &input, session);
        };
        let el = self.el.map_or_else(|| "8".to_owned(), |el| el.to_string());
        let path = session.environment.get("PATH").unwrap_or_default().to_string_lossy().into_owned();
        let bash = Bash { path: path.clone() };
        let rpm = Rpmspec { path };
        let scripts: &dyn RunScripts = if self.no_scripts { &NoScripts } else { &bash };
        let rpmspec: &dyn AskRpmspec = if self.rpmspec == When::Never { &NoRpmspec } else { &rpm };
        let date = match self.date {
            Some(date) => date,
            None => session.time(TimeArgument::default())?.to_zoned(TimeZone::UTC).date(),
        };
        let settings = Settings { package: &name, brand: &self.brand, date, el: &el, rpmspec, scripts };
        let job = Job {
            config,
            warnings: &input.diagnostics,
            package: &folder.tree(),
            folder: &input.folder.tree(),
            settings,
            strict: self.strict,
            again: self.again,
        };
        let plan = Planned::new(&job)?;
        if writes && plan.applies() {
            write(folder.root(), &plan.changes)?;
        }
        self.print(&plan, &input, session, writes)?;
        Ok(ExitCode::from(u8::from(!plan.applies())))
    }

    fn print(
        &self,
        plan: &Planned,
        input: &ConfigInput,
        session: &Session,
        writes: bool,
    ) -> Result<(), Failure> {
        if self.format == Format::Json {
            return session.print(&format!("{:#}\n", plan.to_json()));
        }
        if !writes {
            session.print(&plan.diff)?;
        }
        let shown = render::reports(&plan.reports, &input.reading.text, session.has_coloured_notes());
        let files = plan.changes.len();
        let files = format!("{files} file{}", if files == 1 { "" } else { "s" });
        let state = match (plan.applies(), writes) {
            (true, true) => format!("{}: {files} changed", plan.package),
            (true, false) => format!("{}: {files} would change", plan.package),
            (false, _) => format!("{}: nothing is written", plan.package),
        };
        let summary = render::summary(plan.reports.iter().map(|report| &report.diagnostic));
        session.note(&format!("{shown}{state}; {summary}"));
        Ok(())
    }

    /// A config with errors is not applied.
    fn invalid(&self, name: &str, input: &ConfigInput, session: &Session) -> Result<ExitCode, Failure> {
        if self.format == Format::Json {
            let found = |found: &Diagnostic| {
                crate::plan::report_json(&crate::plan::Report::new(found.clone(), false))
            };
            let document = json!({
                "package": name, "applies": false, "changed": false, "files": [], "diff": "", "suffix": "",
                "evr": null, "diagnostics": input.diagnostics.iter().map(found).collect::<Vec<_>>(),
            });
            session.print(&format!("{document:#}\n"))?;
        } else {
            let shown =
                render::findings(&input.diagnostics, &input.reading.text, session.has_coloured_notes());
            session.note(&format!("{shown}{}", render::summary(&input.diagnostics)));
        }
        Ok(ExitCode::from(2))
    }
}
