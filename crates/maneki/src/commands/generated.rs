use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, CommandFactory};

use super::print;
use crate::Cli;
use crate::failure::Failure;

/// Completions for a shell.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki completions bash > /etc/bash_completion.d/maneki")]
pub(crate) struct Completions {
    /// Which shell
    shell: clap_complete::Shell,
}

impl Completions {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "maneki", &mut text);
        print(&String::from_utf8_lossy(&text))?;
        Ok(ExitCode::SUCCESS)
    }
}

/// The manual: one page with every command, or a page for each.
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  maneki man > /usr/local/share/man/man1/maneki.1\n  maneki man --dir /usr/local/share/man/man1"
)]
pub(crate) struct Man {
    /// Write `maneki.1` and a page for each command (`maneki-serve.1`, …) into this folder
    #[arg(long)]
    dir: Option<PathBuf>,
}

impl Man {
    pub(crate) fn run(self) -> Result<ExitCode, Failure> {
        let command = Cli::command();
        if let Some(dir) = self.dir {
            let written = clap_mangen::generate_to(command, &dir);
            written.map_err(|error| {
                let dir = dir.display();
                Failure::Outside(format!("the pages cannot be written into {dir}: {error}"))
            })?;
        } else {
            let mut page = Vec::new();
            let written = clap_mangen::Man::new(command.flatten_help(true)).render(&mut page);
            written.map_err(|error| Failure::Outside(format!("the page cannot be made: {error}")))?;
            print(&String::from_utf8_lossy(&page))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
