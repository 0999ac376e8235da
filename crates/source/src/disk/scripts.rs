use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use super::limited::run;
use super::scratch::{fill, take_over};
use crate::apply::{RunScripts, ScriptOrder};

/// How long a script may run.
const LIMIT: Duration = Duration::from_mins(10);

/// Runs scripts with `bash`, on scratch copies of the package and the config folder.
#[derive(Debug, Clone)]
pub struct Bash {
    /// Where programs are searched: the variable `PATH`.
    pub path: String,
}

impl RunScripts for Bash {
    fn run(&self, order: ScriptOrder<'_, '_, '_>) -> Result<(), String> {
        self.run_on_copies(order).unwrap_or_else(|error| Err(error.to_string()))
    }
}

impl Bash {
    /// The inner error is a script that failed, the outer one a disk that did.
    fn run_on_copies(&self, order: ScriptOrder<'_, '_, '_>) -> io::Result<Result<(), String>> {
        let ScriptOrder { script, in_config, package: package_tree, config: config_tree } = order;
        let scratch = tempfile::tempdir()?;
        let (package, config) = (scratch.path().join("package"), scratch.path().join("config"));
        fs::create_dir(&package)?;
        fs::create_dir(&config)?;
        fill(&package, package_tree)?;
        fill(&config, config_tree)?;
        let log = scratch.path().join("log");
        let output = File::create(&log)?;
        let mut command = Command::new("bash");
        command
            .arg(config.join("scripts").join(script))
            .current_dir(if in_config { &config } else { &package })
            .env_clear()
            .env("PATH", &self.path)
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", scratch.path())
            .env("TMPDIR", scratch.path())
            .stdout(output.try_clone()?)
            .stderr(output);
        match run(&mut command, LIMIT)? {
            None => return Ok(Err("did not end within 10 minutes".to_owned())),
            Some(status) if !status.success() => {
                let last = last_line(&log)?;
                let reason = match status.code() {
                    Some(code) => format!("ended with exit status {code}"),
                    None => "was killed".to_owned(),
                };
                return Ok(Err(if last.is_empty() { reason } else { format!("{reason}: {last}") }));
            }
            Some(_) => {}
        }
        take_over(&package, package_tree)?;
        take_over(&config, config_tree)?;
        Ok(Ok(()))
    }
}

/// The last line that a script wrote.
fn last_line(log: &Path) -> io::Result<String> {
    let text = String::from_utf8_lossy(&fs::read(log)?).into_owned();
    let last = text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default();
    Ok(last.chars().take(200).collect())
}
