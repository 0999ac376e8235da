use std::collections::BTreeSet;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use clap::Args;
use jiff::civil::Date;
use maneki_ground_command::{Failure, Session};

use super::inputs::ConfigInput;
use super::lint::names;
use super::plan::Format;
use crate::apply::{AnyVersion, NoScripts, Settings};
use crate::disk::Folder;
use crate::drift::{Drift, Fit, Row, before_scripts};
use crate::lint::is_config_name;
use crate::plan::{Job, Plan, Report};

/// Check all configs against all packages.
///
/// Prints a table with the worst first: which configs fit, which fit with a known change, which do not. Runs no script
/// and writes nothing.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki source drift --configs autopatch --sources rpms\n\n\
    Results:\n  invalid       the config has errors\n  fails         an entry does not fit\n  \
    nearly        every entry that does not fit has a known change: see `maneki source plan`\n  \
    no-source     there is no package for the config\n  no-config     there is no config for the package\n  \
    needs-script  a script runs, and what comes after it is not checked\n  ok            every entry fits\n\n\
    Exit codes:\n  0  all are `ok` or `needs-script`\n  1  a config needs work\n  3  a folder cannot be read")]
pub(super) struct Arguments {
    /// The folder with a folder of configs for each package
    #[arg(long, value_name = "DIR")]
    configs: PathBuf,
    /// The folder with a folder for each package
    #[arg(long, value_name = "DIR")]
    sources: PathBuf,
    /// The major release of upstream's distribution, if a config does not set `el_version`
    #[arg(long, value_name = "NUMBER", default_value_t = 8)]
    el: u32,
    /// Treat warnings as errors if the config does not accept them in `x-allow`
    #[arg(long)]
    strict: bool,
    /// How to print the result
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: Format,
}

impl Arguments {
    pub(super) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let packages: BTreeSet<String> = [&self.configs, &self.sources]
            .into_iter()
            .map(|folder| folders(folder))
            .collect::<Result<Vec<_>, _>>()?
            .into_iter()
            .flatten()
            .collect();
        let packages: Vec<String> = packages.into_iter().collect();
        let drift = Drift::new(self.rows(&packages)?);
        match self.format {
            Format::Json => session.print(&format!("{:#}\n", drift.to_json()))?,
            Format::Text => {
                session.print(&drift.to_text())?;
                session.note(&drift.summary());
            }
        }
        Ok(ExitCode::from(u8::from(!drift.is_good())))
    }

    /// Checks packages side by side.
    fn rows(&self, packages: &[String]) -> Result<Vec<Row>, Failure> {
        let next = AtomicUsize::new(0);
        let rows = Mutex::new(Vec::with_capacity(packages.len()));
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        thread::scope(|scope| {
            for _ in 0..workers.min(packages.len()) {
                scope.spawn(|| {
                    while let Some(package) = packages.get(next.fetch_add(1, Ordering::Relaxed)) {
                        let row = self.row(package);
                        rows.lock().expect("no worker panics while it holds the rows").push(row);
                    }
                });
            }
        });
        rows.into_inner().expect("no worker panics while it holds the rows").into_iter().collect()
    }

    fn row(&self, package: &str) -> Result<Row, Failure> {
        let (configs, source) = (self.configs.join(package), self.sources.join(package));
        let row = |fit, reports| Row { package: package.to_owned(), branch: None, fit, reports };
        let files: Vec<PathBuf> = if configs.is_dir() {
            names(&configs)?
                .iter()
                .filter(|name| is_config_name(name))
                .map(|name| configs.join(name))
                .collect()
        } else {
            Vec::new()
        };
        if files.is_empty() {
            return Ok(row(Fit::NoConfig, Vec::new()));
        }
        if !source.is_dir() {
            return Ok(row(Fit::NoSource, Vec::new()));
        }
        let folder = Folder::open(&source)?;
        let mut results = Vec::new();
        for file in files {
            results.push(self.check(package, &file, &folder)?);
        }
        let fit = results.iter().map(|(fit, _)| *fit).min().unwrap_or(Fit::NoConfig);
        Ok(row(fit, results.into_iter().flat_map(|(_, reports)| reports).collect()))
    }

    /// Checks a config against a package.
    fn check(&self, package: &str, file: &Path, folder: &Folder) -> Result<(Fit, Vec<Report>), Failure> {
        let input = ConfigInput::open(file)?;
        let Some(config) = input.config() else {
            let reports = input.diagnostics.iter().map(|found| Report::new(found.clone(), false));
            return Ok((Fit::Invalid, reports.collect()));
        };
        let (config, needs_script) = before_scripts(config);
        let el = self.el.to_string();
        let settings = Settings {
            package,
            brand: "AlmaLinux",
            // Only the header of the changelog has the date, and nothing is written.
            date: Date::constant(2000, 1, 1),
            el: &el,
            rpmspec: &AnyVersion,
            scripts: &NoScripts,
        };
        let job = Job {
            config: &config,
            warnings: &input.diagnostics,
            package: &folder.tree(),
            folder: &input.folder.tree(),
            settings,
            strict: self.strict,
            again: false,
        };
        let plan = Plan::new(&job)?;
        Ok((Fit::from_reports(&plan.reports, needs_script), plan.reports))
    }
}

/// The subfolders of a folder that can be packages.
fn folders(folder: &Path) -> Result<Vec<String>, Failure> {
    let is_package = |name: &String| !name.starts_with('.') && folder.join(name).is_dir();
    Ok(names(folder)?.into_iter().filter(is_package).collect())
}
