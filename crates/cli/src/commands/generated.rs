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

/// The manual page, with every command.
pub(crate) fn man() -> Result<ExitCode, Failure> {
    let mut page = Vec::new();
    let written = clap_mangen::Man::new(Cli::command().flatten_help(true)).render(&mut page);
    written.map_err(|error| Failure::Outside(format!("the manual page cannot be made: {error}")))?;
    print(&String::from_utf8_lossy(&page))?;
    Ok(ExitCode::SUCCESS)
}
