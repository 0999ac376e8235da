use std::process::ExitCode;

use clap::Args;
use maneki_ground_command::{Failure, Session};

/// Print the documentation of a rule of the linter.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  maneki mirror rule country-not-iso")]
pub(crate) struct Arguments {
    /// The code of the rule, as findings show it in brackets
    code: String,
}

impl Arguments {
    pub(crate) fn run(self, session: &Session) -> Result<ExitCode, Failure> {
        let page = maneki_mirror_lint::rule_page(&self.code).map_err(Failure::Usage)?;
        session.print(&page)?;
        Ok(ExitCode::SUCCESS)
    }
}
