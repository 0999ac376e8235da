#![expect(clippy::disallowed_methods, reason = "makes the folder for manual pages")]

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use maneki_ground_command::{Failure, Session};

use crate::cli::Cli;

/// Print completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki completions bash > /etc/bash_completion.d/maneki")]
pub(crate) struct Completions {
    /// The shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "maneki", &mut text);
        session.print(&String::from_utf8_lossy(&text))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Print the manual page, or write one page for each command.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki man > /usr/local/share/man/man1/maneki.1\n  maneki man --dir /usr/local/share/man/man1"
)]
pub(crate) struct Man {
    /// Write `maneki.1` and a page for each command (`maneki-mirror-lint.1`, …) into this folder
    #[arg(long)]
    dir: Option<PathBuf>,
}

/// What every page says about the environment and about files, in roff.
const ENVIRONMENT_AND_FILES: &str = r".SH ENVIRONMENT
.TP
\fBMANEKI_\fISECTION\fB__\fIKEY\fR
Sets a key of the configuration, with two underscores instead of each dot: \fBMANEKI_MIRROR__CHECK__INTERVAL=1m\fR.
.TP
\fBXDG_STATE_HOME\fR
The state folder is \fBmaneki\fR in this folder, unless \fB\-\-state\fR names another.
.TP
\fBSOURCE_DATE_EPOCH\fR
The time that counts as now, unless \fB\-\-at\fR names another.
.TP
\fBRUST_LOG\fR
Levels of log lines: \fBwarn\fR, \fBaccess=off\fR, \fBdebug\fR.
.TP
\fBNO_COLOR\fR
Switches colours off.
.SH FILES
.TP
\fI./maneki.toml\fR
The configuration, unless \fB\-\-config\fR names another file.
.TP
\fI~/.local/state/maneki\fR
The state folder: observations and drained mirrors, which survive a restart.
";

impl Man {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let Some(dir) = self.dir else {
            let page = page(&clap_mangen::Man::new(Cli::command().flatten_help(true)))
                .map_err(|error| Failure::Outside(format!("the page cannot be made: {error}")))?;
            session.print(&page)?;
            return Ok(ExitCode::SUCCESS);
        };
        write_pages(&dir).map_err(|error| {
            Failure::Outside(format!("the pages cannot be written to {}: {error}", dir.display()))
        })?;
        Ok(ExitCode::SUCCESS)
    }
}

fn page(man: &clap_mangen::Man) -> std::io::Result<String> {
    let mut page = Vec::new();
    man.render(&mut page)?;
    Ok(String::from_utf8_lossy(&page).into_owned() + ENVIRONMENT_AND_FILES)
}

/// Writes the page of the program and of each command, and makes the folder if it is missing.
fn write_pages(dir: &std::path::Path) -> std::io::Result<()> {
    std::fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)?;
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if name.starts_with("maneki") && name.ends_with(".1") {
            let text = std::fs::read_to_string(&path)?;
            if !text.contains(".SH ENVIRONMENT") {
                std::fs::write(&path, text + ENVIRONMENT_AND_FILES)?;
            }
        }
    }
    Ok(())
}
